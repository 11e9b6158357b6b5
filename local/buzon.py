"""The mailbox: what SES accepted, as plain pages on loopback and for the command line."""

import json
import threading
from dataclasses import dataclass
from datetime import datetime
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Self
from urllib.parse import parse_qs, quote, urlsplit
from zoneinfo import ZoneInfo

from local.nube import HOST, get
from local.servidor import Discreto, Servidor

CENTRO = ZoneInfo("America/Mexico_City")

PAGE = """<!doctype html>
<html lang="es-MX">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Buzón local</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; color: #1b1b1b;
  background: #fff }}
a {{ color: #0b4a8f }} a:focus-visible, input:focus-visible, button:focus-visible {{ outline: 3px solid #0b4a8f }}
table {{ border-collapse: collapse; width: 100% }} caption {{ text-align: left; padding: .5rem 0 }}
th, td {{ text-align: left; padding: .4rem; border-bottom: 1px solid #767676; vertical-align: top;
  overflow-wrap: anywhere }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #767676; padding: 1rem }}
</style>
</head>
<body><main><h1>{title}</h1>
{body}
</main></body></html>
"""


@dataclass(frozen=True)
class Mail:
    """A mail that SES accepted; `sent` in Mexico's central time, `text` without markup."""

    id: str
    sender: str
    to: tuple[str, ...]
    subject: str
    text: str
    sent: datetime


def read_mails(endpoint: str, to: str | None = None) -> list[Mail]:
    """Mails that the cloud at `endpoint` accepted, newest first; `to`: only those to this address."""
    stored = json.loads(get(endpoint, "/_ministack/ses/messages"))["messages"]
    mails = [
        Mail(
            id=m["MessageId"],
            sender=m["Source"],
            to=(*m["To"], *m["CC"], *m["BCC"]),
            subject=m["Subject"],
            text=(m["BodyText"] or m["BodyHtml"]).replace("\r\n", "\n"),
            sent=datetime.fromtimestamp(m["Timestamp"], CENTRO),
        )
        for account in stored.values()
        for m in account
    ]
    wanted = [m for m in mails if to is None or to.lower() in (address.lower() for address in m.to)]
    return sorted(wanted, key=lambda m: m.sent, reverse=True)


def list_page(mails: list[Mail], to: str | None) -> str:
    rows = "".join(
        f"<tr><td>{mail.sent:%Y-%m-%d %H:%M:%S}</td><td>{escape(', '.join(mail.to))}</td>"
        f'<td><a href="/correo?id={quote(mail.id)}">{escape(mail.subject) or "(sin asunto)"}</a></td></tr>'
        for mail in mails
    )
    form = (
        '<form><label for="para">Para</label> <input id="para" name="para" type="email" '
        f'value="{escape(to or "")}"> <button>Filtrar</button></form>'
    )
    table = (
        f"<table><caption>Correos: {len(mails)}, el más reciente primero (hora del centro)</caption><thead><tr>"
        '<th scope="col">Enviado</th><th scope="col">Para</th><th scope="col">Asunto</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )
    return PAGE.format(title="Correos enviados", body=form + table)


def mail_page(mail: Mail) -> str:
    body = (
        f'<p><a href="/">Todos los correos</a></p><p>De: {escape(mail.sender)}<br>Para: '
        f"{escape(', '.join(mail.to))}<br>Enviado: {mail.sent:%Y-%m-%d %H:%M:%S} (hora del centro)</p>"
        f"<pre>{escape(mail.text)}</pre>"
    )
    return PAGE.format(title=escape(mail.subject) or "(sin asunto)", body=body)


class Buzon:
    """Server of the mailbox's pages, in a thread, as a context manager."""

    def __init__(self, endpoint: str, port: int = 0) -> None:
        handler = type("Handler", (_Handler,), {"endpoint": endpoint})
        self._server = Servidor((HOST, port), handler)
        self.url = f"http://{HOST}:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(Discreto, BaseHTTPRequestHandler):
    endpoint: str

    def do_GET(self) -> None:
        where = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(where.query).items()}
        if where.path == "/":
            self._send(
                HTTPStatus.OK, list_page(read_mails(self.endpoint, query.get("para")), query.get("para"))
            )
            return
        found = [mail for mail in read_mails(self.endpoint) if mail.id == query.get("id")]
        if where.path == "/correo" and found:
            self._send(HTTPStatus.OK, mail_page(found[0]))
            return
        body = '<p>No hay tal correo. <a href="/">Todos los correos</a></p>'
        self._send(HTTPStatus.NOT_FOUND, PAGE.format(title="No encontrado", body=body))

    def _send(self, status: HTTPStatus, page: str) -> None:
        body = page.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
