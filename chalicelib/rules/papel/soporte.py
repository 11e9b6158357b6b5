"""Rules for the scan of a cédula: a whole JPEG, PNG or PDF of limited size (Protocolo 11.4, 14.4)."""

from chalicelib.rules.base.imagenes import MAXIMO_BARRIDOS, ImagenCortada, walk_image

MAXIMO_BYTES = 4 * 1024 * 1024
MAXIMO_PIXELES = 40_000_000
"""Most pixels of a picture. A letter page at 600 dots an inch has 34 million."""
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
"""Marks of active content in a PDF. Each is long enough not to occur by chance in compressed data. `/JS` is not among
them: it occurs in one of four scans of 4 MB, and active content with it also has `/JavaScript`.
"""
_FINAL = 1024
"""Number of bytes at the end of a PDF among which readers look for its end mark."""


class SoporteInvalido(ValueError):
    """The file is not admitted. The text says in Spanish what to do."""


def check_file(tipo: str, datos: bytes) -> None:
    """Raise `SoporteInvalido` unless the bytes begin, and a PDF ends, as the declared type requires.

    A PDF is also refused if it declares active content in clear or is encrypted. Its compressed parts are not
    inspected, because no function of this system opens it.
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
    """Raise `SoporteInvalido` for a picture with too many pixels to be decoded."""
    if ancho * alto > MAXIMO_PIXELES:
        raise SoporteInvalido("La imagen es demasiado grande: digitalícela a 300 puntos por pulgada.")
