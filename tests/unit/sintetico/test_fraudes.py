"""Each inciso of Protocolo 13.7 changes what it should in the images, and nothing else."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
import zxingcpp

from sintetico.camara import LIGERA, TELEFONO, Camara
from sintetico.casos import CON_INCONSISTENCIA, VARIANTES, Caso
from sintetico.expediente import expediente
from sintetico.firma import firma, firma_ajena, signed_name
from sintetico.lectura import lectura
from sintetico.mrz import qr
from sintetico.muestrario import make_case

from .personas import DESCONOCIDA, difference, opened, saturation, sharpness, with_model

pytestmark = pytest.mark.lento

PERSONA = with_model("E")
VALIDO = expediente(Caso(PERSONA))


@cache
def images_of(inciso: str, variant: int = 0) -> dict[str, bytes]:
    return expediente(make_case(inciso, VARIANTES[inciso][variant], PERSONA, DESCONOCIDA))


def touched(fraud: dict[str, bytes]) -> set[str]:
    """Names of the images that are not byte for byte those of a clean record."""
    return {name for name, data in fraud.items() if data != VALIDO[name]}


def codes(data: bytes) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(opened(data))]


@pytest.mark.parametrize("inciso", "abcdefghijklmn")
def test_every_inciso_is_expected_to_be_found_with_its_detail(inciso: str) -> None:
    caso = make_case(inciso, VARIANTES[inciso][0], PERSONA, DESCONOCIDA)
    assert caso.clase_esperada == CON_INCONSISTENCIA
    assert (caso.dictamen.valido, caso.dictamen.inciso) == (False, inciso)
    assert caso.dictamen.detalle


def test_a_clean_case_is_valid() -> None:
    assert Caso(PERSONA).dictamen.valido


@pytest.mark.parametrize(
    ("incisos", "images"),
    [
        ("ade", {"anverso.jpg", "reverso.jpg"}),
        ("bc", {"reverso.jpg"}),
        ("fn", {"anverso.jpg"}),
        ("ghi", {"foto.jpg"}),
        ("jklm", {"firma.png"}),
    ],
)
def test_a_fraud_touches_its_own_images_and_no_other(incisos: str, images: set[str]) -> None:
    for inciso in incisos:
        for variant in range(len(VARIANTES[inciso])):
            assert touched(images_of(inciso, variant)) == images


@pytest.mark.parametrize("camera", [TELEFONO, LIGERA])
@pytest.mark.parametrize("inciso", "ad")
def test_the_plainest_and_the_busiest_fraud_keep_the_size_of_a_phones(inciso: str, camera: Camara) -> None:
    caso = make_case(inciso, VARIANTES[inciso][0], PERSONA, DESCONOCIDA)
    assert 300_000 <= sum(map(len, expediente(caso, camera).values())) <= 1_500_000


def test_a_another_card_is_no_cpv() -> None:
    fraud = images_of("a")
    for name in ("anverso.jpg", "reverso.jpg"):
        assert difference(opened(fraud[name]), opened(VALIDO[name])) > 50
    assert codes(fraud["reverso.jpg"]) == []


def test_b_the_front_is_there_twice() -> None:
    fraud = images_of("b")
    inner = (150, 150, 1500, 950)  # the table differs
    front, back, usual = (
        opened(data).crop(inner).reduce(10)
        for data in (fraud["anverso.jpg"], fraud["reverso.jpg"], VALIDO["reverso.jpg"])
    )
    assert difference(front, back) < difference(front, usual) / 2
    assert codes(fraud["reverso.jpg"]) == []


def test_c_the_back_is_another_persons() -> None:
    back = codes(images_of("c")["reverso.jpg"])
    assert any(DESCONOCIDA.cic in text for text in back)
    assert not any(PERSONA.cic in text for text in back)


def test_d_a_screen_has_a_dark_bezel_and_bands_of_colour() -> None:
    scene = np.asarray(opened(images_of("d")["anverso.jpg"])).astype(int)
    assert scene[:20].mean() < 50
    paper = scene[900:940, 900:1300]  # plain ground of the card
    assert abs(paper[..., 0] - paper[..., 2]).std() > 10


def test_e_a_photocopy_has_no_colour() -> None:
    fraud = images_of("e")
    for name in ("anverso.jpg", "reverso.jpg"):
        assert saturation(fraud[name]) < 1 < saturation(VALIDO[name])


def test_f_an_illegible_front_is_blurred() -> None:
    assert sharpness(images_of("f")["anverso.jpg"]) < sharpness(VALIDO["anverso.jpg"]) / 20


@pytest.mark.parametrize(("inciso", "variant"), [("g", 0), *((i, v) for i in "hi" for v in range(3))])
def test_g_h_and_i_the_live_photo_is_not_the_face_of_the_cpv(inciso: str, variant: int) -> None:
    face = (250, 400, 710, 1000)
    shown, own = opened(images_of(inciso, variant)["foto.jpg"]), opened(VALIDO["foto.jpg"])
    assert difference(shown.crop(face), own.crop(face)) > 10


def test_j_a_symbol_has_much_less_ink_than_a_name() -> None:
    def ink(data: bytes) -> float:
        return float((np.asarray(opened(data).convert("L")) < 128).mean())

    for variant in range(3):
        assert 0 < ink(images_of("j", variant)["firma.png"]) < ink(VALIDO["firma.png"])


def test_k_the_name_signed_is_another() -> None:
    caso = make_case("k", "Nombre distinto", PERSONA, DESCONOCIDA)
    assert signed_name(caso.segundo) != signed_name(PERSONA)


def test_a_forged_signature_differs_more_than_two_by_the_same_hand() -> None:
    own, again, other = firma(PERSONA, "cpv"), firma(PERSONA, "viva"), firma_ajena(PERSONA, "viva")
    assert difference(own.reduce(25), other.reduce(25)) > 1.5 * difference(own.reduce(25), again.reduce(25))


def test_m_a_blank_signature_is_blank() -> None:
    assert opened(images_of("m")["firma.png"]).getextrema() == ((255, 255),) * 3


def test_n_a_slip_covers_the_name_and_is_read_as_seen() -> None:
    caso = make_case("n", VARIANTES["n"][0], PERSONA, DESCONOCIDA)
    name = (570, 230, 1100, 350)
    pasted, clean = opened(expediente(caso)["anverso.jpg"]), opened(VALIDO["anverso.jpg"])
    assert difference(pasted.crop(name), clean.crop(name)) > 15
    assert lectura(caso)["nombre"] == DESCONOCIDA.nombre_completo
    assert lectura(caso)["clave_elector"] == PERSONA.clave_elector


def test_n_a_curp_contradicts_the_clave_on_the_card_and_in_what_is_read() -> None:
    caso = make_case("n", VARIANTES["n"][1], PERSONA, DESCONOCIDA)
    read = lectura(caso)
    assert read["curp"][4:10] != read["clave_elector"][6:12]
    box = (560, 660, 1100, 720)
    false, clean = opened(expediente(caso)["anverso.jpg"]), opened(VALIDO["anverso.jpg"])
    assert difference(false.crop(box), clean.crop(box)) > 10


def test_what_is_read_of_a_card_with_another_back_is_that_backs() -> None:
    read = lectura(make_case("c", VARIANTES["c"][0], PERSONA, DESCONOCIDA))
    assert (read["cic"], read["qr"]) == (DESCONOCIDA.cic, qr(replace(DESCONOCIDA, modelo="E")))
    assert read["clave_elector"] == PERSONA.clave_elector
