"""People: always the same for a seed, never two with the same key."""

from collections import Counter
from itertools import islice

import pytest
from stdnum.mx import curp as stdnum_curp

from sintetico.azar import Permutacion
from sintetico.ciudadanos import (
    LISTA_NOMINAL,
    PERDIDA_VIGENCIA,
    PRIMER_DESCONOCIDO,
    Ciudadano,
    desconocidos,
    generate_ciudadanos,
)
from sintetico.claves import significant_word

pytestmark = pytest.mark.lento


@pytest.fixture(scope="module")
def world() -> list[Ciudadano]:
    return list(generate_ciudadanos(3, 20_000))


def test_the_same_seed_gives_the_same_people_and_another_seed_others() -> None:
    assert list(generate_ciudadanos(1, 50)) == list(generate_ciudadanos(1, 50))
    assert not set(generate_ciudadanos(1, 50)) & set(generate_ciudadanos(2, 50))


def test_a_person_does_not_depend_on_how_many_are_made() -> None:
    assert list(generate_ciudadanos(1, 5)) == list(islice(generate_ciudadanos(1, 500), 5))


@pytest.mark.parametrize("key", ["clave_elector", "cic", "ocr", "identificador"])
def test_no_two_of_twenty_thousand_people_share_a_key(world: list[Ciudadano], key: str) -> None:
    assert len({getattr(person, key) for person in world}) == len(world)


def test_a_permutation_hits_every_number_once() -> None:
    shuffled = Permutacion(1000, "prueba")
    assert sorted(shuffled(i) for i in range(1000)) == list(range(1000))
    with pytest.raises(ValueError, match="outside"):
        shuffled(1000)


def test_strangers_share_no_key_with_anybody(world: list[Ciudadano]) -> None:
    strangers = list(islice(desconocidos(3), 200))
    for key in ("clave_elector", "cic", "ocr"):
        assert not {getattr(p, key) for p in strangers} & {getattr(p, key) for p in world}


def test_curp_and_clave_agree_with_the_person(world: list[Ciudadano]) -> None:
    for person in world[:2000]:
        assert stdnum_curp.validate(person.curp) == person.curp
        assert stdnum_curp.get_birth_date(person.curp) == person.fecha_nacimiento
        assert person.clave_elector[6:12] == person.curp[4:10] == f"{person.fecha_nacimiento:%y%m%d}"
        assert person.clave_elector[12:15] == person.entidad_nacimiento + person.sexo
        assert person.curp[10] == person.sexo
        assert person.clave_elector[0] == significant_word(person.apellido_paterno)[0]
        assert person.ocr == person.seccion + person.identificador
        assert [len(person.clave_elector), len(person.cic), len(person.ocr)] == [18, 9, 13]


def test_shares_of_situacion_and_residence_are_those_asked_for(world: list[Ciudadano]) -> None:
    situations = Counter(person.situacion for person in world)
    assert situations["baja"] / len(world) == pytest.approx(0.02, abs=0.005)
    assert situations["padron"] / len(world) == pytest.approx(0.005, abs=0.002)
    elsewhere = sum(person.entidad != "11" for person in world)
    assert elsewhere / len(world) == pytest.approx(0.02, abs=0.005)


def test_nine_bajas_in_ten_are_for_an_expired_credential(world: list[Ciudadano]) -> None:
    causes = Counter(person.causa_baja for person in world if person.situacion == "baja")
    assert causes[PERDIDA_VIGENCIA] / causes.total() == pytest.approx(0.9, abs=0.05)


def test_only_expired_credentials_are_expired(world: list[Ciudadano]) -> None:
    last = {p.vigencia for p in world if p.causa_baja == PERDIDA_VIGENCIA}
    listed = {p.vigencia for p in world if p.situacion == LISTA_NOMINAL}
    assert max(last) < min(listed)


def test_a_world_refuses_to_grow_into_its_strangers() -> None:
    with pytest.raises(ValueError, match="at most"):
        generate_ciudadanos(1, PRIMER_DESCONOCIDO + 1)
