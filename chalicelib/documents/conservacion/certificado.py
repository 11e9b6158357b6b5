"""The certificate of disposal as a printable PDF with the content of its JSON (Protocolo 16.1)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.documents.base.hoja import Dato, DocumentoCedula, Firma, Seccion, render_pdf
from chalicelib.documents.base.numeros import instant_in_words, integer
from chalicelib.documents.base.pagina import Membrete

SISTEMA = "Sistema de Captación de apoyo de la ciudadanía"
INTRODUCCION = (
    "Se hace constar la disposición final de los expedientes y datos personales captados en el proceso, concluido "
    "el plazo en que debían estar disponibles (Protocolo, numeral 16.1). Las cantidades se contaron antes de "
    "eliminar y al eliminar; al terminar se recorrió todo de nuevo."
)
AVISO = (
    "El certificado en formato JSON, cuyo SHA-256 se imprime aquí, está asentado en la bitácora pública del sistema. "
    "Las llaves se destruyen en la fecha indicada; hasta entonces puede cancelarse, y la cancelación se asienta en la "
    "misma bitácora. "
    "Se conservan los totales sin datos personales, la bitácora pública y la de auditoría."
)


def render_certificate(d: Mapping[str, Any], digesto: str) -> bytes:
    """The PDF of a certificate. `d`: its JSON; `digesto`: SHA-256 of the JSON. Equal data give equal bytes."""
    return render_pdf(
        DocumentoCedula(
            membrete=Membrete(
                "Instituto Nacional Electoral",
                SISTEMA,
                "Certificado de disposición",
                "Disposición",
                d["disposicion"],
                digesto,
            ),
            introduccion=INTRODUCCION,
            secciones=[
                _process(d, digesto),
                Seccion(
                    "B. Autorizaciones",
                    [Dato("Cuenta", f"{a['cuenta']}, {_when(a['en'])}", 3) for a in d["autorizaciones"]],
                ),
                Seccion("C. Lo que se eliminó", [_line(x) for x in d["eliminado"]]),
                Seccion("D. Lo que se conserva", [Dato(x["almacen"], x["que"], 3) for x in d["conservado"]]),
                Seccion("E. Llaves de cifrado", [Dato("Se destruye", _key(x), 6) for x in d["llaves"]]),
                Seccion("F. Totales que se conservan", [Dato(q, integer(n), 2) for q, n in d["totales"].items()]),
            ],
            firmas=[Firma("", "Nombre, cargo y firma"), Firma("", "Nombre, cargo y firma")],
            aviso=AVISO,
        )
    )  # fmt: skip


def _process(d: Mapping[str, Any], digesto: str) -> Seccion:
    return Seccion(
        "A. Proceso",
        [
            Dato("Proceso", f"{d['proceso']} · {d['nombre']}", 3),
            Dato("OPL", d["opl"], 3),
            Dato("Entrega de resultados", d["entrega"], 2),
            Dato("Plazo concluido", _when(d["procede_desde"]), 2),
            Dato("Expedición", _when(d["expedida_en"]), 2),
            Dato("Elementos que quedan", integer(d["quedan"]), 2),
            Dato("Lista autorizada (SHA-256)", d["lista"], 4),
            Dato("Certificado JSON (SHA-256)", digesto, 6),
        ],
    )


def _line(x: Mapping[str, Any]) -> Dato:
    cuantos = f"{integer(x['listados'])} contados, {integer(x['eliminados'])} eliminados"
    return Dato(x["almacen"], f"{cuantos} · {x['que']}", 3)


def _key(x: Mapping[str, str]) -> str:
    fecha = x["se_destruye_en"]
    return f"{x['llave']}: {_when(fecha) if fecha[:1].isdecimal() else fecha}"


def _when(texto: str) -> str:
    return instant_in_words(datetime.fromisoformat(texto))
