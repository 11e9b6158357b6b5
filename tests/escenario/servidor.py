"""The API of this process on loopback, for the reference client: it speaks HTTP and knows nothing of Chalice."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from chalice.test import Client


@contextmanager
def serving() -> Iterator[str]:
    """Serve the API while the context lasts; yield its address."""
    import app

    class Puerta(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._ask()

        def do_POST(self) -> None:
            self._ask()

        def _ask(self) -> None:
            crudo = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            with Client(app.app) as cliente:
                r = cliente.http.request(self.command, self.path, headers=dict(self.headers), body=crudo)
            self.send_response(r.status_code)
            self.send_header("Content-Type", r.headers["Content-Type"])
            self.send_header("Content-Length", str(len(r.body)))
            self.end_headers()
            self.wfile.write(r.body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Puerta) as servidor:
        hilo = threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.02})
        hilo.start()
        try:
            yield f"http://127.0.0.1:{servidor.server_port}"
        finally:
            servidor.shutdown()
            hilo.join()
