"""Mails to the DERFE about the Mesa de Control: determinations and catalogues (Protocolo 13.4, 13.8)."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.rules.base.horas import in_words


def determination(
    proceso: str, folio: str, resultado: str, texto: str, oficio: str, en: datetime
) -> tuple[str, str]:
    """Subject and plain text of a determination that the catalogue does not regulate (13.8)."""
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


def catalog(
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
