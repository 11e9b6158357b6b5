"""Images as phones, signature pads and attackers make them; all are drawn here."""

import io
import struct

from PIL import Image, ImageDraw

ORIENTACION = 0x0112


def photo(lado: int = 400, **como: object) -> bytes:
    """A JPEG whose upper left quarter is black."""
    imagen = Image.new("RGB", (lado, lado * 2), "white")
    ImageDraw.Draw(imagen).rectangle((0, 0, lado // 2, lado), fill="black")
    salida = io.BytesIO()
    imagen.save(salida, "JPEG", quality=90, **como)
    return salida.getvalue()


def turned(orientacion: int) -> bytes:
    """The same picture as a turned phone stores it, with EXIF's orientation."""
    vuelta = {
        1: None,
        3: Image.Transpose.ROTATE_180,
        6: Image.Transpose.ROTATE_90,
        8: Image.Transpose.ROTATE_270,
    }
    imagen = Image.open(io.BytesIO(photo()))
    giro = vuelta[orientacion]
    exif = Image.Exif()
    exif[ORIENTACION] = orientacion
    salida = io.BytesIO()
    (imagen if giro is None else imagen.transpose(giro)).save(salida, "JPEG", quality=90, exif=exif)
    return salida.getvalue()


def signature(*, trazo: bool = True, modo: str = "RGBA") -> bytes:
    """A signature pad's PNG: ink on transparency. `modo`: RGBA, LA, P with a transparent colour, L and tRNS."""
    tinta, vacio = (0, 0, 0, 255), (0, 0, 0, 0)
    imagen = Image.new("RGBA", (600, 200), vacio)
    if trazo:
        ImageDraw.Draw(imagen).line([(30, 150), (120, 40), (200, 160), (330, 50), (560, 120)], tinta, 6)
    salida = io.BytesIO()
    if modo == "P":
        indices = Image.new("P", imagen.size, 0)
        indices.putpalette([0, 0, 0, 0, 0, 0])
        indices.paste(1, mask=imagen.getchannel("A"))
        indices.save(salida, "PNG", transparency=0)
    elif modo == "L":
        gris = Image.new("L", imagen.size, 0)
        gris.paste(40, mask=imagen.getchannel("A"))
        gris.save(salida, "PNG", transparency=0)
    else:
        imagen.convert(modo).save(salida, "PNG")
    return salida.getvalue()


def many_scans(barridos: int, lado: int = 400) -> bytes:
    """A progressive JPEG that repeats its cheapest scan: a decoder draws the whole area each time."""
    salida = io.BytesIO()
    Image.new("L", (lado, lado), 128).save(salida, "JPEG", progressive=True, quality=50)
    datos, lugar, cabeza, tramos, tablas = salida.getvalue(), 2, b"\xff\xd8", [], b""
    while datos[lugar + 1] != 0xD9:
        marca, fin = datos[lugar + 1], lugar + 2 + struct.unpack(">H", datos[lugar + 2 : lugar + 4])[0]
        if marca == 0xDA:
            while not (datos[fin] == 0xFF and datos[fin + 1] != 0 and not 0xD0 <= datos[fin + 1] <= 0xD7):
                fin += 1
            tramos.append(tablas + datos[lugar:fin])
            tablas = b""
        elif marca == 0xC4:
            tablas += datos[lugar:fin]
        else:
            cabeza += datos[lugar:fin]
        lugar = fin
    return cabeza + b"".join(tramos) + min(tramos[1:], key=len) * (barridos - len(tramos)) + b"\xff\xd9"


COLAS = {
    "de un fabricante": b"SEFH" + bytes(60) + b"SEFT",
    "ceros": bytes(4096),
    "foto en movimiento": b"\x00\x00\x00\x18ftypmp42" + bytes(2000),
    "otra foto": photo(),
    "termina como un JPEG": b"oculto\xff\xd9",
    "termina como un PNG": b"oculto\x00\x00\x00\x00IEND\xae\x42\x60\x82",
}
"""Bytes that may follow an image in its file."""
