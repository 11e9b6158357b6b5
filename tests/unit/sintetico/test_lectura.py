"""What the phone reads of each model (Protocolo 9.8)."""

import pytest

from sintetico.casos import VARIANTES, Caso
from sintetico.lectura import lectura
from sintetico.mrz import mrz, qr
from sintetico.muestrario import make_case

from .personas import DESCONOCIDA, PERSONA, with_model

COMUNES = {"modelo", "nombre", "clave_elector", "emision"}


@pytest.mark.parametrize(
    ("modelo", "keys"),
    [
        ("C", {"ocr"}),
        ("D", {"cic", "ocr", "curp", "mrz", "qr"}),
        ("E", {"cic", "identificador", "curp", "mrz", "qr"}),
        ("G", {"cic", "identificador", "curp", "mrz", "qr"}),
    ],
)
def test_each_model_gives_its_own_keys_and_no_others(modelo: str, keys: set[str]) -> None:
    assert set(lectura(Caso(with_model(modelo)))) == COMUNES | keys


def test_the_values_are_the_persons() -> None:
    person = with_model("D")
    read = lectura(Caso(person))
    assert read["clave_elector"] == PERSONA.clave_elector
    assert (read["cic"], read["ocr"], read["curp"]) == (person.cic, person.ocr, person.curp)
    assert (read["mrz"], read["qr"]) == (mrz(person), qr(person))


@pytest.mark.parametrize("inciso", "ab")
def test_without_the_back_of_a_cpv_there_is_no_mrz_and_no_qr(inciso: str) -> None:
    read = lectura(make_case(inciso, VARIANTES[inciso][0], with_model("E"), DESCONOCIDA))
    assert not {"mrz", "qr"} & set(read)
