"""Options of Debian's Chromium: it opens only addresses on loopback."""

from pathlib import Path

CHROMIUM = Path("/usr/bin/chromium")

OPCIONES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
