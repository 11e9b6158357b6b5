"""Emblems are decoded and made anew from their pixels (Protocolo 6.1 E)."""

import io
import subprocess
import sys

import pytest
from PIL import Image

from chalicelib.problemas.aspirantes import EmblemaNoAdmitido
from chalicelib.workflows.aspirantes.emblema import clean_png
from tests.unit import pngs


def opened(png: bytes) -> Image.Image:
    imagen = Image.open(io.BytesIO(png))
    imagen.load()
    return imagen


@pytest.mark.parametrize("modo", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_keeps_its_pixels_6_1_e(modo):
    original = opened(pngs.good(modo="L")).convert("I").convert("I;16") if modo == "I;16" else None
    crudo = io.BytesIO()
    if original is not None:
        original.save(crudo, "PNG")
    png = crudo.getvalue() or pngs.good(modo=modo)
    limpio, visto = opened(clean_png(png)), opened(png)
    assert limpio.format == "PNG"
    assert limpio.tobytes() == visto.convert(limpio.mode).tobytes()


def test_transparency_is_kept_6_1_e():
    assert opened(clean_png(pngs.good())).getpixel((0, 0))[3] == 0


def test_nothing_but_the_pixels_is_kept_6_1_e():
    limpio = clean_png(pngs.with_secrets())
    assert opened(limpio).info == {}
    assert b"HRGRJN" not in limpio
    assert {limpio[i : i + 4] for i in range(len(limpio))} & {
        b"tEXt",
        b"zTXt",
        b"iTXt",
        b"eXIf",
        b"iCCP",
    } == set()


def test_the_same_picture_gives_the_same_file_6_1_e():
    assert clean_png(pngs.good()) == clean_png(pngs.good())
    assert clean_png(clean_png(pngs.good())) == clean_png(pngs.good())


def damaged() -> bytes:
    png = bytearray(pngs.good())
    png[len(png) // 2] ^= 0xFF
    return bytes(png)


@pytest.mark.parametrize(
    "hostil",
    [
        pngs.jpeg(),
        pngs.animated(),
        pngs.huge(),
        pngs.text_bomb(),
        pngs.good() + b"cola",
        pngs.good()[:-20],
        damaged(),
        pngs.handmade(64, 64, b"\0" * 10),  # too few rows
        pngs.handmade(64, 64, (b"\x09" + bytes(192)) * 64),  # a filter that does not exist
        pngs.FIRMA + pngs.header(64, 64, 3, 9) + pngs.chunk(b"IEND", b""),
        pngs.FIRMA + pngs.header(64, 64) + pngs.chunk(b"IEND", b""),
    ],
    ids=range(11),
)
def test_hostile_files_are_refused_6_1_e(hostil):
    with pytest.raises(EmblemaNoAdmitido):
        clean_png(hostil)


MEMORIA = """
import resource
from chalicelib.problemas.aspirantes import EmblemaNoAdmitido
from chalicelib.workflows.aspirantes.emblema import clean_png
from tests.unit import pngs
clean_png(pngs.good(64, 64, "RGB"))
bombas = [pngs.bomb(), pngs.text_bomb(), pngs.huge()]
antes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for bomba in bombas:
    try:
        clean_png(bomba)
    except EmblemaNoAdmitido:
        pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - antes)
"""


def test_bombs_take_no_memory_6_1_e():
    hecho = subprocess.run([sys.executable, "-c", MEMORIA], capture_output=True, text=True, check=True)
    assert int(hecho.stdout) < 15_000  # KB, of 100 MB and more that they would fill
