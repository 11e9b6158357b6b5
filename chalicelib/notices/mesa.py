"""Mails of the Mesa de Control: determinations, catalogues, late records (Protocolo 13.4, 13.8, 13.9)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from chalicelib.rules.base.centro import in_words
from chalicelib.rules.mesa.plazos import PLAZO


def render_determination_mail(
    proceso: str, folio: str, resultado: str, texto: str, oficio: str, en: datetime
) -> tuple[str, str]:
    """Subject and plain text of a determination on a case that the catalogue does not regulate (13.8)."""
    return (
        f"{proceso}: determinación sobre un registro (numeral 13.8)",
        "\n".join(
            [
                f"Proceso: {proceso}",
                f"Folio: {folio}",
                f"Fecha: {in_words(en)}",
                f"Oficio: {oficio}",
                f"Resultado: {resultado}",
                "",
                "La Mesa de Control encontró en el registro una situación que el numeral 13.7 no regula. La autoridad",
                "competente del OPL determinó:",
                "",
                texto,
            ]
        ),
    )


def render_catalog_mail(
    opl: str, catalogo: str, desde: datetime, acuerdo: str, cambios: Sequence[str]
) -> tuple[str, str]:
    """Subject and plain text of a version of an OPL's criteria (13.4)."""
    return (
        f"{opl}: criterios de revisión de la Mesa de Control, versión {catalogo}",
        "\n".join(
            [
                f"OPL: {opl}",
                f"Catálogo: {catalogo}",
                f"Vigente desde: {in_words(desde)}",
                f"Fundamento: {acuerdo}",
                "",
                "Respecto de la versión anterior:",
                "",
                *(f"- {c}" for c in cambios),
            ]
        ),
    )


def render_deadlines_mail(proceso: str, cifras: Mapping[str, str]) -> tuple[str, str]:
    """Subject and plain text of the day's reminder. `proceso`: its name; `cifras`: figures, no personal data (13.9)."""
    vencidos, por_vencer = int(cifras["vencidos"]), int(cifras["por_vencer"])
    que = f"{_records(vencidos)} fuera de plazo" if vencidos else f"{_records(por_vencer)} por vencer"
    partes = [
        f"Proceso: {proceso}",
        f"Día: {cifras['dia']}",
        "",
        f"El resultado de cada registro se refleja a más tardar a los {PLAZO} días de haberse recibido en la Mesa de",
        "Control (Protocolo, 13.9).",
        "",
        f"- Fuera de plazo: {vencidos}",
        f"- Por vencer: {por_vencer}",
        f"- Sin dictamen, en total: {cifras['pendientes']}",
        "",
        _forecast(cifras),
        "",
        "Las listas están en el Portal, en los plazos de la Mesa de Control.",
        "Dudas: responda a este correo.",
    ]
    return f"{proceso}, Mesa de Control: {que}", "\n".join(partes)


def _records(n: int) -> str:
    return "1 registro" if n == 1 else f"{n} registros"


def _forecast(cifras: Mapping[str, str]) -> str:
    if not cifras["termina"]:
        return "En los últimos días no se dictaminó ninguno: no se puede prever cuándo se termina."
    fin = f"Al ritmo de los últimos días ({cifras['ritmo']} al día) se termina el {cifras['termina']}"
    tarde = int(cifras["tarde"])
    return f"{fin}, con {_records(tarde)} fuera de plazo." if tarde else f"{fin}, todo en plazo."
