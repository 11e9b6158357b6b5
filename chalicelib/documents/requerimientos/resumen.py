"""Readable summary of a record for whoever receives it by a requirement: the data read and the whole history (16.2)."""

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.documents.base.hoja import Dato, DocumentoCedula, Seccion, render_pdf
from chalicelib.documents.base.pagina import Membrete

SISTEMA = "Sistema de Captación de apoyo de la ciudadanía"
INTRODUCCION = (
    "Resumen de un registro de apoyo de la ciudadanía. El expediente como se recibió, la historia completa y el acuse "
    "están en los demás archivos del mismo paquete; el código de integridad es el SHA-256 del expediente."
)
AVISO = (
    "Contiene datos personales que se comunican solo para atender el requerimiento (Protocolo, numeral 18.6). Quien "
    "los recibe responde de su confidencialidad."
)
_FUERA = frozenset({"en", "tipo"})


def render_summary(r: Mapping[str, Any], historia: Sequence[Mapping[str, Any]]) -> bytes:
    """The PDF of a record (`r`: registro.json; `historia`: historia.json); equal data give equal bytes."""
    datos = [Dato(c, _text(v), 3) for c, v in r.items() if c != "credencial"]
    leidos = [Dato(c, _text(v), 2) for c, v in sorted(r["credencial"].items())]
    hechos = [
        Dato(f"{n}. {_text(h.get('en', ''))}", _happened(h), 6) for n, h in enumerate(historia, start=1)
    ]
    return render_pdf(
        DocumentoCedula(
            membrete=Membrete(
                "Instituto Nacional Electoral",
                SISTEMA,
                "Resumen de registro",
                "Folio",
                r["folio"],
                r["integridad"],
            ),
            introduccion=INTRODUCCION,
            secciones=[
                Seccion("A. Registro", datos),
                Seccion("B. Leído de la credencial", leidos),
                Seccion("C. Historia", hechos),
            ],
            firmas=[],
            aviso=AVISO,
        )
    )


def _happened(h: Mapping[str, Any]) -> str:
    return "; ".join([str(h["tipo"]), *(f"{c}: {_text(v)}" for c, v in h.items() if c not in _FUERA and v)])


def _text(valor: Any) -> str:
    if isinstance(valor, Mapping):
        return ", ".join(f"{c}: {_text(v)}" for c, v in valor.items() if v)
    if isinstance(valor, list | tuple):
        return ", ".join(_text(v) for v in valor)
    return str(valor) if valor is not None else "—"
