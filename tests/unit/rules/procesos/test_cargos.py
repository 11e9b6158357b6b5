"""Offices and the geography that elects them (Protocolo 6.1 A, 10.9)."""

import pytest

from chalicelib.rules.apoyos.historia import SituacionRegistral
from chalicelib.rules.padron.registral import NIVELES, Ambito, Inscripcion
from chalicelib.rules.procesos.cargos import CARGOS, CODIGOS, ENTIDADES, unit_of
from sintetico import geografia

TABLA = {
    # cargo: (nivel, ámbito, in Ciudad de México, in the other 31)
    "gubernatura": ("entidad", "local", False, True),
    "jefatura_gobierno": ("entidad", "local", True, False),
    "diputacion_local": ("distrito_local", "local", True, True),
    "ayuntamiento": ("municipio", "local", False, True),
    "alcaldia": ("municipio", "local", True, False),
    "presidencia": ("pais", "federal", True, True),
    "senaduria": ("entidad", "federal", True, True),
    "diputacion_federal": ("distrito_federal", "federal", True, True),
}
VECINO = Inscripcion(
    "p",
    SituacionRegistral.LISTA_NOMINAL,
    "",
    "11",
    distrito_federal="03",
    distrito_local="05",
    municipio="020",
)


def test_the_catalogue_is_the_table_6_1_a():
    assert set(CARGOS) == set(TABLA)
    for clave, (nivel, esfera, en_cdmx, en_estados) in TABLA.items():
        cargo = CARGOS[clave]
        assert (cargo.clave, cargo.nivel, cargo.esfera) == (clave, nivel, esfera)
        assert ("09" in cargo.solo) is en_cdmx
        assert all((e in cargo.solo) is en_estados for e in ENTIDADES if e != "09")
        assert cargo.por_unidad is (nivel not in ("entidad", "pais"))
        assert nivel in NIVELES
        assert nivel in CODIGOS or not cargo.por_unidad


def test_there_are_32_entidades_with_the_ines_codes():
    assert list(ENTIDADES) == [f"{n:02}" for n in range(1, 33)]
    assert {c: n.upper() for c, n in ENTIDADES.items()} == {c: n for c, (n, _) in geografia.ENTIDADES.items()}


@pytest.mark.parametrize(
    ("nivel", "entidad", "unidades", "unidad"),
    [
        ("entidad", "11", (), ""),
        ("entidad", "12", (), None),
        ("municipio", "11", ("020", "021"), "020"),
        ("municipio", "11", ("021",), None),
        ("municipio", "11", (), None),
        ("municipio", "12", ("020",), None),
        ("distrito_local", "11", ("05",), "05"),
        ("distrito_local", "11", ("03", "20"), None),
        ("distrito_federal", "11", ("03",), "03"),
    ],
)
def test_a_person_takes_part_where_they_live_10_9(nivel, entidad, unidades, unidad):
    assert unit_of(nivel, entidad, unidades, VECINO) == unidad
    if unidad is not None:
        assert Ambito(nivel, entidad, unidad).contains(VECINO)


def test_a_person_whose_own_place_the_registry_lacks_takes_part_in_no_unit_10_9():
    sin_lugar = Inscripcion("p", SituacionRegistral.LISTA_NOMINAL, "", "11")
    assert unit_of("municipio", "11", ("", "020"), sin_lugar) is None


def test_presidencia_is_elected_wherever_one_lives_10_9():
    """10.9: «estos aspirantes se mostrarán con base a la geo referencia electoral de la ciudadanía y la referencia
    electoral del cargo»."""
    assert unit_of("pais", "09", (), VECINO) == ""
    assert Ambito("pais", "09").contains(VECINO)
    assert not Ambito("entidad", "09").contains(VECINO)
