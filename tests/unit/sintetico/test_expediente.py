"""The four images of a record: the same for the same case, of a phone's size, and readable by machine."""

from dataclasses import replace
from itertools import islice

import pytest
import zxingcpp
from PIL import Image

from sintetico.camara import LIGERA, TELEFONO, Camara
from sintetico.casos import Caso
from sintetico.ciudadanos import generate_ciudadanos
from sintetico.expediente import expediente
from sintetico.firma import firma
from sintetico.mrz import qr
from sintetico.rostro import rostro

from .personas import OTRA, PERSONA, difference, opened, with_model

pytestmark = pytest.mark.lento

NOMBRES = ["anverso.jpg", "reverso.jpg", "foto.jpg", "firma.png"]


def test_the_same_case_gives_the_same_bytes_and_another_person_others() -> None:
    first = expediente(Caso(PERSONA))
    assert list(first) == NOMBRES
    assert expediente(Caso(PERSONA)) == first
    other = expediente(Caso(OTRA))
    assert all(other[name] != first[name] for name in NOMBRES)


def test_another_capture_of_the_same_case_gives_other_bytes() -> None:
    first, again = expediente(Caso(PERSONA)), expediente(Caso(PERSONA), toma=1)
    duplicate = expediente(Caso(PERSONA, despues_de=0))
    assert all(len({first[name], again[name], duplicate[name]}) == 3 for name in NOMBRES)


@pytest.mark.parametrize("modelo", "CDEG")
def test_an_expediente_has_the_size_of_a_phones(modelo: str) -> None:
    total = sum(map(len, expediente(Caso(with_model(modelo))).values()))
    assert 300_000 <= total <= 1_500_000


def test_noise_and_quality_set_the_size_within_the_bounds() -> None:
    small, usual, large = (
        sum(map(len, expediente(Caso(PERSONA), camera).values()))
        for camera in (LIGERA, TELEFONO, Camara(ruido=7.0, calidad=84))
    )
    assert 300_000 <= small < usual < large <= 1_500_000


@pytest.mark.parametrize("modelo", "DEG")
@pytest.mark.parametrize("camera", [TELEFONO, LIGERA])
def test_the_small_qr_is_read_back_from_the_jpeg(modelo: str, camera: Camara) -> None:
    person = with_model(modelo)
    back = opened(expediente(Caso(person), camera)["reverso.jpg"])
    assert qr(person) in [code.text for code in zxingcpp.read_barcodes(back)]


def test_model_c_has_no_code_to_read() -> None:
    back = opened(expediente(Caso(with_model("C")))["reverso.jpg"])
    assert not zxingcpp.read_barcodes(back)


@pytest.mark.parametrize("modelo", "DEG")
def test_every_other_code_on_a_back_says_that_it_is_a_specimen(modelo: str) -> None:
    person = with_model(modelo)
    back = opened(expediente(Caso(person))["reverso.jpg"])
    others = [code.text for code in zxingcpp.read_barcodes(back) if code.text != qr(person)]
    assert others
    assert all("MUESTRA SIN VALIDEZ" in text for text in others)


def test_a_person_signs_much_the_same_each_time_and_unlike_others() -> None:
    def apart(one: Image.Image, other: Image.Image) -> float:
        return difference(one.reduce(25), other.reduce(25))

    card, live = firma(PERSONA, "cpv"), firma(PERSONA, "viva")
    assert 0 < apart(card, live) < apart(card, firma(OTRA, "viva"))


def test_faces_tell_people_apart() -> None:
    people = list(islice(generate_ciudadanos(9, 20), 20))
    faces = {rostro(person.clave_elector, person.sexo).tobytes() for person in people}
    assert len(faces) == len(people)


def test_what_is_printed_of_a_person_changes_the_front() -> None:
    moved = replace(PERSONA, calle="C. OTRA 1")
    one, other = (opened(expediente(Caso(person))["anverso.jpg"]) for person in (PERSONA, moved))
    box = (560, 370, 1250, 460)  # the first line of the address
    assert difference(one.crop(box), other.crop(box)) > 5 * difference(one, other)
