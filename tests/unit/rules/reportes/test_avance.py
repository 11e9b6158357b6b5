"""Progress against the threshold, by example (Protocolo 7.12; LGIPE 371)."""

from decimal import Decimal

import pytest

from chalicelib.rules.apoyos.clases import NOMBRES
from chalicelib.rules.procesos.umbral import CifrasDeGeografia, Dispersion, Umbral
from chalicelib.rules.reportes.avance import Meta, percent_of, roll_up, threshold_progress

SECCIONES = Umbral(Decimal(2), "lista_nominal", Dispersion("seccion", Decimal(50), Decimal(1)))
CIFRAS = CifrasDeGeografia(1000, {"0001": 200, "0002": 300, "0003": 500})

# A plain copy of what people are shown, in the order of reports.
COPIA = """
en_lista_nominal            En Lista Nominal
duplicado_mismo_aspirante   Duplicado con el mismo aspirante
duplicado_otro_aspirante    Duplicado con otro aspirante
en_padron_no_lista          En padrón, no en Lista Nominal
baja                        Baja del padrón
fuera_de_ambito             Fuera del ámbito geoelectoral
no_encontrado               Datos no encontrados
con_inconsistencia          Con inconsistencia
fuera_de_excepcion          Fuera del régimen de excepción
en_proceso                  En proceso
"""


def test_every_class_has_a_name_for_people_7_12():
    copiados = [tuple(linea.split(None, 1)) for linea in COPIA.strip().splitlines()]
    assert [(c.value, nombre) for c, nombre in NOMBRES.items()] == copiados


@pytest.mark.parametrize(
    ("parte", "todo", "esperado"),
    [
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (1, 800, "0.13"),  # 0.125: half goes up
        (3, 800, "0.38"),  # 0.375: and not to the even digit
        (1, 20_001, "0.00"),
        (9_999, 10_000, "99.99"),
        (99_996, 100_000, "100.00"),
        (5, 4, "125.00"),
        (0, 7, "0.00"),
    ],
)
def test_a_percentage_is_rounded_half_up_to_hundredths(parte, todo, esperado):
    assert str(percent_of(parte, todo)) == esperado


def test_a_percentage_is_not_100_while_one_support_is_missing_371():
    casi = Meta(99_999, 100_000_000 // 1000)
    assert (str(casi.porcentaje), casi.faltan, casi.alcanzada) == ("99.99", 1, False)


def test_more_than_required_lacks_nothing_371():
    assert (Meta(7, 5).faltan, Meta(7, 5).alcanzada, str(Meta(7, 5).porcentaje)) == (0, True, "140.00")


def test_the_whole_and_half_of_the_secciones_have_to_be_reached_371():
    """2 % of 1,000; 1 % in each of at least half of three secciones, which is two."""
    p = threshold_progress(20, {"0001": 2, "0002": 2, "0003": 5}, CIFRAS, SECCIONES)
    assert (p.total.requeridos, p.total.alcanzada) == (20, True)
    assert [(m.unidad, m.contados, m.requeridos, m.alcanzada) for m in p.dispersion.metas] == [
        ("0001", 2, 2, True),
        ("0002", 2, 3, False),
        ("0003", 5, 5, True),
    ]
    assert (p.dispersion.requeridas, p.dispersion.alcanzadas, p.dispersion.faltan) == (2, 2, 0)
    assert p.cumple


@pytest.mark.parametrize(
    ("contados", "por_unidad"),
    [(19, {"0001": 2, "0003": 5}), (20, {"0001": 20}), (20, {}), (500, {"0009": 499, "0002": 2})],
)
def test_total_or_dispersion_alone_does_not_meet_the_threshold_371(contados, por_unidad):
    assert not threshold_progress(contados, por_unidad, CIFRAS, SECCIONES).cumple


def test_where_no_dispersion_is_asked_none_is_told_371():
    p = threshold_progress(20, {}, CifrasDeGeografia(1000, {}), Umbral(Decimal(2), "lista_nominal"))
    assert (p.dispersion, p.cumple) == (None, True)


def test_a_unit_without_electors_is_never_reached_and_is_part_of_the_base_371():
    """Of four municipios two have nobody on the list: with no support anywhere none is reached (LGIPE 371)."""
    cifras = CifrasDeGeografia(1000, {"001": 600, "002": 400, "003": 0, "004": 0})
    umbral = Umbral(Decimal(2), "lista_nominal", Dispersion("municipio", Decimal(50), Decimal(1)))
    nada = threshold_progress(0, {}, cifras, umbral).dispersion
    assert (len(nada.metas), nada.sin_electores, nada.requeridas, nada.alcanzadas) == (4, 2, 2, 0)
    assert [(m.requeridos, str(m.porcentaje), m.alcanzada) for m in nada.metas[2:]] == [
        (1, "0.00", False)
    ] * 2
    assert threshold_progress(20, {"001": 6, "003": 9}, cifras, umbral).dispersion.alcanzadas == 1
    assert threshold_progress(20, {"001": 6, "002": 4}, cifras, umbral).cumple


def test_places_are_added_up_by_the_units_of_a_level_7_12():
    lugares = [
        ("en_lista_nominal", "11/05/07/020/0345", 3),
        ("en_lista_nominal", "11/05/08/020/0346", 2),
        ("baja", "11/05/07/020/0345", 1),
        ("fuera_de_ambito", "09/05/07/020/0345", 4),
        ("baja", "11/05/08//0347", 1),
    ]
    assert roll_up(lugares, "entidad") == {
        ("11", ""): {"en_lista_nominal": 5, "baja": 2},
        ("09", ""): {"fuera_de_ambito": 4},
    }
    assert roll_up(lugares, "distrito_local")["11", "08"] == {"en_lista_nominal": 2, "baja": 1}
    assert set(roll_up(lugares, "municipio")) == {("11", "020"), ("09", "020"), ("11", "")}
    assert set(roll_up(lugares, "seccion")) == {
        ("11", "0345"),
        ("11", "0346"),
        ("11", "0347"),
        ("09", "0345"),
    }
    assert roll_up(lugares, "distrito_federal")["11", "05"] == {"en_lista_nominal": 5, "baja": 2}
