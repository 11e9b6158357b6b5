"""The readiness list (Protocolo 5, 6.1, 9.8, 13.2, 15.1, 18.1): what is missing, by when, and when it is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.rules.base.centro import CENTRO
from chalicelib.rules.procesos.preparacion import (
    DIAS_DE_AVISO,
    REQUISITOS,
    EstadoRequisito,
    Hechos,
    check_readiness,
    days_left,
    missing_points,
    points_to_notify,
    unmet_requirements,
)

INICIO = datetime(2027, 1, 20, 0, tzinfo=CENTRO)
DIA, MICRO, CERO = timedelta(days=1), timedelta(microseconds=1), timedelta(0)
PRONTO = INICIO - timedelta(days=60)
TODO = Hechos(
    inicio=INICIO,
    activo=True,
    llave=PRONTO,
    enlaces=(PRONTO,),
    administradores=1,
    supervisores=1,
    operadores=1,
    aspirantes=1,
    umbral=True,
    cifras=True,
    padron=True,
    duplicados=PRONTO,
    resguardadas=1,
)
# requirement: (what lacks it, due so long before the start)
TABLA = {
    "cuenta_administrador": ({"administradores": 0}, 10 * DIA),
    "llave": ({"llave": None}, 10 * DIA),
    "enlaces": ({"enlaces": ()}, timedelta(hours=48)),
    "periodo_activo": ({"activo": False}, CERO),
    "aspirantes": ({"aspirantes": 0}, CERO),
    "cedulas_resguardadas": ({"resguardadas": 0}, CERO),
    "duplicados": ({"duplicados": None}, CERO),
    "cuenta_supervisor": ({"supervisores": 0}, CERO),
    "cuenta_operador": ({"operadores": 0}, CERO),
    "umbral": ({"umbral": False}, CERO),
    "cifras": ({"cifras": False}, CERO),
    "padron": ({"padron": False}, CERO),
    "avisos_privacidad": ({"sin_aviso": ("auxiliar",)}, CERO),
}


def states(hechos, ahora):
    return {p.requisito.clave: p.estado for p in check_readiness(hechos, ahora)}


def test_the_table_has_every_requirement():
    assert {r.clave for r in REQUISITOS} == set(TABLA)
    assert len(REQUISITOS) == len(TABLA)


def test_nothing_is_missing_when_all_is_there_whenever_one_asks():
    for ahora in (PRONTO, INICIO, INICIO + DIA):
        assert set(states(TODO, ahora).values()) == {EstadoRequisito.OK}
        assert missing_points(check_readiness(TODO, ahora)) == []


@pytest.mark.parametrize("clave", TABLA)
@pytest.mark.parametrize(
    ("respecto", "estado"),
    [(-MICRO, EstadoRequisito.FALTA), (CERO, EstadoRequisito.FALTA), (MICRO, EstadoRequisito.VENCIDO)],
)
def test_what_is_missing_is_due_until_its_limit_and_overdue_after_it(clave, respecto, estado):
    falta, antes = TABLA[clave]
    ahora = INICIO - antes + respecto
    vistos = states(replace(TODO, **falta), ahora)
    assert vistos.pop(clave) is estado
    assert set(vistos.values()) == {EstadoRequisito.OK}
    (punto,) = missing_points(check_readiness(replace(TODO, **falta), ahora))
    assert punto.limite == INICIO - antes
    assert unmet_requirements([clave], INICIO, ahora) == [punto]


def test_the_list_is_in_the_order_of_the_limits():
    limites = [p.limite for p in check_readiness(TODO, PRONTO)]
    assert limites == sorted(limites)


@pytest.mark.parametrize(
    ("nombrados", "tardio"),
    [
        ([INICIO - 2 * DIA], False),
        ([INICIO - 2 * DIA + MICRO], True),
        ([INICIO - DIA, INICIO - 5 * DIA], False),  # one of them was in time
    ],
)
def test_enlaces_named_late_are_taken_and_flagged_13_2(nombrados, tardio):
    (punto,) = [
        p
        for p in check_readiness(replace(TODO, enlaces=nombrados), INICIO - DIA)
        if p.requisito.clave == "enlaces"
    ]
    assert (punto.estado, punto.tardio) == (EstadoRequisito.OK, tardio)


@pytest.mark.parametrize(("clave", "antes"), [("llave", 10 * DIA), ("duplicados", CERO)])
@pytest.mark.parametrize(("respecto", "tardio"), [(CERO, False), (MICRO, True)])
def test_a_key_or_a_decision_that_comes_late_is_taken_and_flagged_15_1_15_3(clave, antes, respecto, tardio):
    """15.1: «La llave pública deberá ser proporcionada por el OPL a más tardar 10 días antes del inicio del periodo de
    captación del apoyo de la ciudadanía».
    """
    hechos = replace(TODO, **{clave: INICIO - antes + respecto})
    (punto,) = [p for p in check_readiness(hechos, INICIO + DIA) if p.requisito.clave == clave]
    assert (punto.estado, punto.tardio) == (EstadoRequisito.OK, tardio)


@pytest.mark.parametrize("dias", range(-1, 40))
def test_it_is_told_on_the_days_agreed_before_the_limit_and_on_no_other(dias):
    """At 09:00 of the centre; the limit of this one falls at midnight."""
    nueve = (INICIO - timedelta(days=dias)).replace(hour=9)
    puntos = check_readiness(replace(TODO, aspirantes=0), nueve)
    assert bool(points_to_notify(puntos, nueve)) is (dias in {30, 15, 11, 10, 3, 2, 1})
    assert points_to_notify(check_readiness(TODO, nueve), nueve) == []


def test_the_key_is_told_of_by_its_own_limit_ten_days_before_the_start_15_1():
    """And again as the start nears: a key that is overdue is still taken."""
    sin_llave = replace(TODO, llave=None)
    avisos = [d for d in range(60) if points_to_notify(check_readiness(sin_llave, nueve := _nueve(d)), nueve)]
    assert avisos == [1, 2, 3, 10, 11, 12, 13, 20, 21, 25, 40]
    assert {a - 10 for a in avisos if a > 10} == DIAS_DE_AVISO


def _nueve(dias):
    return (INICIO - timedelta(days=dias)).replace(hour=9)


@pytest.mark.parametrize(
    ("ahora", "dias"),
    [
        ("2027-01-19T09:00", 1),
        ("2027-01-19T23:59", 1),
        ("2027-01-20T00:00", 0),
        ("2027-01-21T00:00", -1),
    ],
)
def test_days_are_those_of_the_calendar_of_the_centre(ahora, dias):
    assert days_left(INICIO.astimezone(UTC), datetime.fromisoformat(ahora).replace(tzinfo=CENTRO)) == dias
