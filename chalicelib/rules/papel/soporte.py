"""What a scan of a cédula must be: JPEG, PNG or PDF, whole, of a sane size (Protocolo 11.4, 14.4)."""

from chalicelib.rules.base.imagenes import MAXIMO_BARRIDOS, ImagenCortada, walk_image

MAXIMO_BYTES = 4 * 1024 * 1024
MAXIMO_PIXELES = 40_000_000
"""A letter page at 600 dots an inch has 34 million."""
JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
EXTENSIONES = {JPEG: "jpg", PNG: "png", PDF: "pdf"}
_COMIENZOS = {JPEG: b"\xff\xd8\xff", PNG: b"\x89PNG\r\n\x1a\n", PDF: b"%PDF-"}
_ACTIVO = (
    b"/JavaScript",
    b"/Launch",
    b"/EmbeddedFile",
    b"/RichMedia",
    b"/OpenAction",
    b"/Encrypt",
)
"""None so short that it would stand by chance in what is compressed: `/JS` does in one of four scans of 4 MB, and comes
with `/JavaScript`."""
_FINAL = 1024
"""Bytes at the end among which a reader of PDF looks for its mark."""


class SoporteInvalido(ValueError):
    """The file is not admitted; the text says what to do."""


def check_file(tipo: str, datos: bytes) -> None:
    """Raise `SoporteInvalido` unless the bytes begin, and a PDF ends, as what they are said to be.

    A PDF that says in clear that it does something by itself, or is locked, is refused; what is within its compressed
    parts is not looked at: nobody of ours opens it.
    """
    if len(datos) > MAXIMO_BYTES:
        raise SoporteInvalido(
            f"El soporte admite hasta {MAXIMO_BYTES // 1024 // 1024} MB: digitalícelo de nuevo."
        )
    if not datos.startswith(_COMIENZOS[tipo]):
        raise SoporteInvalido("El archivo no es del tipo que se indica; cambiarle el nombre no basta.")
    if tipo != PDF:
        _check_image(datos)
    if tipo == PDF:
        if b"%%EOF" not in datos[-_FINAL:]:
            raise SoporteInvalido("El PDF está incompleto: digitalícelo de nuevo.")
        if any(marca in datos for marca in _ACTIVO):
            raise SoporteInvalido(
                "El PDF tiene contraseña, programas o archivos dentro: digitalice solo la cédula."
            )


def _check_image(datos: bytes) -> None:
    try:
        recorrido = walk_image(datos)
    except ImagenCortada:
        raise SoporteInvalido("La imagen está incompleta: digitalícela de nuevo.") from None
    if recorrido.barridos > MAXIMO_BARRIDOS:
        raise SoporteInvalido("La imagen está codificada en demasiados barridos: guárdela como JPEG normal.")
    if recorrido.fin != len(datos):
        raise SoporteInvalido("La imagen trae datos después de su final: guárdela de nuevo, o digitalícela.")


def check_pixels(ancho: int, alto: int) -> None:
    """Raise `SoporteInvalido` for a picture too big to be decoded."""
    if ancho * alto > MAXIMO_PIXELES:
        raise SoporteInvalido("La imagen es demasiado grande: digitalícela a 300 puntos por pulgada.")
