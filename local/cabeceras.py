"""Headers of the pages, the same on this machine as in the cloud: what a page may load, run and reach.

No `unsafe-inline` anywhere, and text never becomes code: Trusted Types allow one policy by its name.
"""

from collections.abc import Iterable

_PORTAL = {"script-src": "'self'", "permisos": "camera=(), geolocation=(), microphone=()"}
_APP = {
    "script-src": "'self' 'wasm-unsafe-eval'",
    "permisos": "camera=(self), geolocation=(self), microphone=()",
}
SITIOS = {"portal": _PORTAL, "app": _APP}
"""Policy of each site: only the app may run WebAssembly (its QR reader) and use camera and location."""


def cache_control(camino: str) -> str:
    """Cache-Control of a site's file: files with a digest in their name are kept for good, others are revalidated."""
    return "public, max-age=31536000, immutable" if "/assets/" in camino else "no-cache"


def content_type(tipo: str) -> str:
    """Content-Type of a media type; that of a text says its encoding."""
    texto = tipo.startswith("text/") or tipo.endswith(("javascript", "json"))
    return f"{tipo}; charset=utf-8" if texto else tipo


def headers(sitio: str, destinos: Iterable[str] = ()) -> dict[str, str]:
    """Headers of every page and file of a site. `destinos`: other origins its scripts may reach (uploads, sign-in)."""
    propio = SITIOS[sitio]
    directivas = {
        "default-src": "'none'",
        "script-src": propio["script-src"],
        "style-src": "'self'",
        "img-src": "'self' blob:",
        "media-src": "'self' blob:",
        "connect-src": " ".join(["'self'", *destinos]),
        "font-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "captacion",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{d} {v}" for d, v in directivas.items()),
        "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": propio["permisos"],
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
