"""What an emblem's file must be before it is decoded (Protocolo 6.1 E)."""

import pytest

from chalicelib.rules.aspirantes.emblema import MAXIMO_BYTES, EmblemaInvalido, check_png
from tests.unit import pngs

BUENO = pngs.good()
MALOS = {
    "500 KB": pngs.good() + bytes(MAXIMO_BYTES),
    "cambiarle el nombre": pngs.jpeg(),
    "PNG;": b"",
    "animación": pngs.animated(),
    "pixeles": pngs.huge(),
    "después de la imagen": BUENO + b"PK\x03\x04 y lo que sea",
}


@pytest.mark.parametrize("dice", MALOS)
def test_what_is_no_single_whole_still_png_is_refused_with_its_reason_6_1_e(dice):
    with pytest.raises(EmblemaInvalido, match=dice):
        check_png(MALOS[dice])


@pytest.mark.parametrize("lado", [(31, 64), (64, 31), (2001, 64), (64, 2001)])
def test_the_sides_have_their_limits_6_1_e(lado):
    with pytest.raises(EmblemaInvalido, match="pixeles"):
        check_png(pngs.good(*lado))


@pytest.mark.parametrize("lado", [(32, 32), (2000, 2000)])
def test_the_limits_themselves_are_admitted_6_1_e(lado):
    check_png(pngs.good(*lado, modo="1"))


def test_exactly_500_kb_is_admitted_and_a_byte_more_is_not_6_1_e():
    justo = pngs.handmade(
        64, 64, b"", pngs.chunk(b"tEXt", bytes(MAXIMO_BYTES - len(pngs.handmade(64, 64, b"")) - 12))
    )
    assert len(justo) == MAXIMO_BYTES
    check_png(justo)
    with pytest.raises(EmblemaInvalido, match="500 KB"):
        check_png(justo + b"\0")


@pytest.mark.parametrize("corte", range(0, len(BUENO), 7))
def test_a_file_cut_anywhere_is_refused_6_1_e(corte):
    with pytest.raises(EmblemaInvalido):
        check_png(BUENO[:corte])
