"""Base of this folder's HTTP servers: they write down nothing that a request brought.

A path, a query, a header or a body may hold a person's data, whoever put them there. Standard library only.
"""

import sys
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def note_failure(error: BaseException) -> None:
    """Write to standard error the exception's type and where it was raised, without its message.

    The message, and those of the exceptions that led to it, may repeat what was sent.
    """
    sys.stderr.write(f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}")


class Servidor(ThreadingHTTPServer):
    """A server whose threads end with the process, and whose failures are noted without what was sent."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Note an exception that a handler let through: the client hung up, or the handler has a fault."""
        if error := sys.exception():
            note_failure(error)


class Discreto(BaseHTTPRequestHandler):
    """Handler without access log, which refuses what is not HTTP without repeating it."""

    def log_message(self, *_: object) -> None:
        """Write nothing: the request line holds the raw path, and the terminal is for the run's own lines."""

    def send_error(self, code: int, *_: object) -> None:
        """Answer with the status alone; the standard library's own message quotes the request line."""
        super().send_error(code)
