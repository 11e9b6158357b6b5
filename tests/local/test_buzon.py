"""What the local mailbox reads of a mail that went out in MIME, as the emulator keeps it."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from local.buzon import read_mails

GUARDADO = {
    "MessageId": "uno@email.amazonses.com",
    "Source": "sistema@example.org",
    "To": ["lectora@example.org"],
    "CC": [],
    "BCC": [],
    "Subject": "Su contraseña",
    "BodyText": "Lectora:\r\n\r\nContraseña temporal: abcde-fghij\r\n",
    "BodyHtml": None,
    "Timestamp": 1_800_000_000.0,
    "Type": "SendRawEmail",
}


class Emulador(BaseHTTPRequestHandler):
    """Answers as `/_ministack/ses/messages` does."""

    def do_GET(self) -> None:
        cuerpo = json.dumps({"messages": {"123456789012": [GUARDADO]}}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(cuerpo)))
        self.end_headers()
        self.wfile.write(cuerpo)

    def log_message(self, *_: object) -> None:
        """Quiet."""


def test_the_text_of_a_mail_in_mime_is_read_with_plain_line_ends():
    with ThreadingHTTPServer(("127.0.0.1", 0), Emulador) as servidor:
        threading.Thread(target=servidor.serve_forever, daemon=True).start()
        [mail] = read_mails(f"http://127.0.0.1:{servidor.server_address[1]}", "Lectora@example.org")
        servidor.shutdown()
    assert mail.text == "Lectora:\n\nContraseña temporal: abcde-fghij\n"
