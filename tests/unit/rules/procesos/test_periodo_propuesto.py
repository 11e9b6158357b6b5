"""A period as proposed, and as it may change (Protocolo 6.1 A, 11, 13.3, 15.3; LGIPE 371)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from chalicelib.rules.procesos.periodo_propuesto import (
    Propuesta,
    period_change_faults,
    period_faults,
    periods_overlap,
)
from chalicelib.rules.procesos.plazos import MARGEN
from chalicelib.rules.procesos.umbral import Dispersion, Umbral

INICIO, FIN = datetime(2027, 1, 20, 6, tzinfo=UTC), datetime(2027, 2, 19, 6, tzinfo=UTC)
ANTES, DURANTE = INICIO - timedelta(days=30), INICIO + timedelta(days=3)
DIA, MICRO = timedelta(days=1), timedelta(microseconds=1)
GUBERNATURA = Propuesta("gubernatura", "11", INICIO, FIN)
AYUNTAMIENTO = Propuesta("ayuntamiento", "11", INICIO, FIN, unidades={"020": "León", "015": "Guanajuato"})
TRES = Umbral(Decimal(3), "lista_nominal")
POR_ENTIDAD = replace(TRES, dispersion=Dispersion("entidad", Decimal("53.125"), Decimal(1)))


def fields(faltas):
    return [campo for campo, _ in faltas]


@pytest.mark.parametrize(
    ("cambios", "campos"),
    [
        ({}, []),
        ({"cargo": "rey"}, ["cargo"]),
        ({"cargo": "alcaldia", "unidades": {"002": "X"}}, ["cargo"]),
        ({"cargo": "jefatura_gobierno"}, ["cargo"]),
        ({"entidad": "33"}, ["entidad"]),
        ({"entidad": "09"}, ["cargo"]),
        ({"unidades": {"020": "León"}}, ["unidades"]),
        ({"fin": INICIO}, ["fin"]),
        ({"fin": INICIO - DIA}, ["fin"]),
        ({"fin": INICIO + MICRO}, []),
        ({"inicio": ANTES, "fin": FIN}, ["inicio"]),
        ({"inicio": ANTES + MARGEN}, ["inicio"]),
        ({"inicio": ANTES + MARGEN + MICRO}, []),
        ({"umbral": TRES}, []),
        ({"umbral": Umbral(Decimal(0), "lista_nominal")}, ["umbral"]),
        ({"umbral": Umbral(Decimal("100.0001"), "padron")}, ["umbral"]),
        ({"umbral": Umbral(Decimal("NaN"), "padron")}, ["umbral"]),
        ({"umbral": Umbral(Decimal(3), "censo")}, ["umbral"]),
        ({"umbral": replace(TRES, dispersion=Dispersion("manzana", Decimal(50), Decimal(1)))}, ["umbral"]),
        ({"umbral": replace(TRES, dispersion=Dispersion("seccion", Decimal(50), Decimal(0)))}, ["umbral"]),
        ({"umbral": replace(TRES, dispersion=Dispersion("seccion", Decimal(50), Decimal(1)))}, []),
        ({"umbral": POR_ENTIDAD}, ["umbral"]),
        ({"umbral": POR_ENTIDAD, "cargo": "presidencia"}, []),
        (
            {
                "umbral": replace(TRES, dispersion=Dispersion("municipio", Decimal(50), Decimal(1))),
                "cargo": "presidencia",
            },
            ["umbral"],
        ),
        ({"excepcion": ("020", "001")}, []),
        ({"excepcion": ("20",)}, ["excepcion"]),
        ({"excepcion": ("020", "020")}, ["excepcion"]),
        ({"excepcion": ("000",)}, ["excepcion"]),
        ({"carga_referencia": 0}, ["carga_referencia"]),
        ({"carga_referencia": 5001}, ["carga_referencia"]),
        (
            {"fin": INICIO, "carga_referencia": 0, "excepcion": ("x",)},
            ["fin", "excepcion", "carga_referencia"],
        ),
    ],
)
def test_a_new_period_is_refused_with_every_fault_at_once_6_1_a(cambios, campos):
    assert fields(period_faults(replace(GUBERNATURA, **cambios), ANTES)) == campos


@pytest.mark.parametrize(
    ("unidades", "campos"),
    [
        ({"020": "León"}, []),
        ({}, ["unidades"]),
        ({"20": "León"}, ["unidades"]),
        ({"0020": "León"}, ["unidades"]),
        ({"000": "León"}, ["unidades"]),
        ({"020": "  "}, ["unidades"]),
    ],
)
def test_an_office_of_municipios_names_them_6_1_a(unidades, campos):
    assert fields(period_faults(replace(AYUNTAMIENTO, unidades=unidades), ANTES)) == campos


def test_a_period_bears_the_name_of_its_office_6_1_a():
    assert GUBERNATURA.nombre == "Gubernatura"
    assert replace(AYUNTAMIENTO, complemento="extraordinaria 2027").nombre == (
        "Presidencia municipal y ayuntamiento: extraordinaria 2027"
    )


def test_the_parameters_that_nobody_gave_are_those_of_the_protocol_13_3_lgipe_385():
    assert GUBERNATURA.carga_referencia == 400


@pytest.mark.parametrize(
    ("cambios", "antes", "durante"),
    [
        ({}, [], []),
        ({"cargo": "diputacion_local"}, ["cargo"], ["cargo"]),
        ({"entidad": "12"}, ["cargo"], ["cargo"]),
        ({"inicio": INICIO + DIA}, [], ["inicio"]),
        ({"inicio": INICIO - DIA}, [], ["inicio"]),
        ({"inicio": ANTES + MARGEN}, ["inicio"], ["inicio"]),
        ({"fin": FIN + DIA}, [], []),
        ({"fin": FIN - DIA}, [], ["fin"]),
        ({"fin": INICIO}, ["fin"], ["fin", "fin"]),
        ({"complemento": "ordinaria"}, [], []),
        ({"unidades": {"020": "León", "015": "Guanajuato", "007": "Celaya"}}, [], ["unidades"]),
        ({"unidades": {"020": "León de los Aldama", "015": "Guanajuato"}}, [], []),
        ({"unidades": {"020": "León"}}, ["unidades"], ["unidades", "unidades"]),
        ({"umbral": TRES}, [], []),
        ({"carga_referencia": 300}, [], []),
        ({"excepcion": ("001", "002", "003")}, [], []),
        ({"excepcion": ("002", "001")}, [], []),
        ({"excepcion": ("001",)}, [], ["excepcion"]),
    ],
)
def test_what_records_rest_on_is_fixed_from_the_start_on_6_1_a(cambios, antes, durante):
    actual = replace(AYUNTAMIENTO, excepcion=("001", "002"))
    nueva = replace(actual, **cambios)
    assert fields(period_change_faults(actual, nueva, ANTES)) == antes
    assert fields(period_change_faults(actual, nueva, DURANTE)) == durante


@pytest.mark.parametrize(
    ("falta", "se_puede"), [(DIA, True), (MARGEN + MICRO, True), (MARGEN, False), (-DIA, False)]
)
def test_the_end_is_extended_only_while_no_capture_after_it_can_have_been_judged_8_10(falta, se_puede):
    ampliado = replace(GUBERNATURA, fin=FIN + DIA)
    assert (period_change_faults(GUBERNATURA, ampliado, FIN - falta) == []) is se_puede


def test_the_start_is_fixed_a_margin_before_it_for_readers_keep_copies_6_1_a():
    despues = replace(GUBERNATURA, inicio=INICIO + DIA)
    assert period_change_faults(GUBERNATURA, despues, INICIO - MARGEN - MICRO) == []
    assert fields(period_change_faults(GUBERNATURA, despues, INICIO - MARGEN)) == ["inicio"]


@pytest.mark.parametrize(
    ("otra", "chocan"),
    [
        (GUBERNATURA, True),
        (replace(GUBERNATURA, entidad="12"), False),
        (replace(GUBERNATURA, cargo="senaduria"), False),
        (AYUNTAMIENTO, False),
    ],
)
def test_two_periods_for_one_office_overlap_385(otra, chocan):
    assert periods_overlap(GUBERNATURA, otra) is periods_overlap(otra, GUBERNATURA) is chocan


def test_two_periods_for_one_office_may_share_out_its_municipios_385():
    resto = replace(AYUNTAMIENTO, unidades={"007": "Celaya"})
    assert not periods_overlap(AYUNTAMIENTO, resto)
    assert periods_overlap(AYUNTAMIENTO, replace(resto, unidades={"007": "Celaya", "020": "León"}))
