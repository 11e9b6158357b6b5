"""The gate of 15.2: each condition by what is missing, and nothing that overrides it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.entrega.compuerta import (
    AvisoDeConclusion,
    FinDePeriodo,
    ResultadoDeConciliacion,
    SituacionDelProceso,
    gate_open,
    judge_gate,
    reception_closing,
)

FIN = datetime(2027, 2, 9, 6, tzinfo=UTC)
CIERRE = FIN + timedelta(hours=24)
AHORA = FIN + timedelta(days=12)
CLASES = {"en_lista_nominal": 7, "baja": 2}
LISTA = SituacionDelProceso(
    periodos=(FinDePeriodo("GUBERNATURA", FIN, True),),
    en_entrada=0,
    en_mesa=0,
    segundas=0,
    audiencias=0,
    lotes=0,
    clases=CLASES,
    conclusion=AvisoDeConclusion(AHORA - timedelta(hours=3), "OF/1"),
    conciliacion=ResultadoDeConciliacion(AHORA - timedelta(hours=2), CLASES),
    llave=("ab" * 32, FIN - timedelta(days=40)),
)
C = LISTA.conciliacion
TARDE = AvisoDeConclusion(AHORA - timedelta(hours=1), "OF/2")
CAMBIOS = [
    ("A", {"periodos": ()}, "no tiene un periodo"),
    ("A", {"periodos": (FinDePeriodo("X", FIN, False),)}, "no tiene un periodo"),
    ("A", {"periodos": (*LISTA.periodos, FinDePeriodo("X", AHORA, True))}, "sigue abierta"),
    ("A", {"en_entrada": 3}, "3 envíos por procesar"),
    ("A", {"lotes": 2}, "2 lotes"),
    ("B", {"conclusion": None}, "no ha notificado"),
    ("B", {"en_mesa": 4}, "sin dictamen de la Mesa de Control: 4"),
    ("B", {"segundas": 1}, "Segundas revisiones"),
    ("B", {"audiencias": 1}, "Garantías de audiencia abiertas: 1"),
    ("C", {"conciliacion": replace(C, sin_verificar=1)}, "sin verificación registral: 1"),
    ("C", {"conciliacion": replace(C, otro_corte=5)}, "ya no es el vigente: 5"),
    ("D", {"conciliacion": replace(C, difieren=1)}, "difieren de su recuento: 1"),
    (
        "D",
        {"conciliacion": replace(C, desacuerdos=1)},
        "no concuerdan con su historia, su sello, su turno o su persona: 1",
    ),
    ("D", {"conciliacion": replace(C, ajenos=1)}, "no son un registro: 1"),
    ("D", {"clases": {"en_lista_nominal": 6, "baja": 3}}, "repítala"),
    ("D", {"conclusion": TARDE}, "anterior a la conclusión"),
    ("E", {"llave": None}, "llave pública"),
]


def test_with_everything_in_order_a_delivery_may_be_ordered_and_only_f_is_left() -> None:
    condiciones = judge_gate(LISTA, AHORA)
    assert [c.inciso for c in condiciones] == list("ABCDEF")
    assert [c.cumple for c in condiciones] == [True] * 5 + [False]
    assert gate_open(condiciones)
    desde = [c.desde for c in condiciones]
    assert desde == [CIERRE, LISTA.conclusion.en, C.en, C.en, LISTA.llave[1], None]


@pytest.mark.parametrize(("inciso", "cambios", "dice"), CAMBIOS)
def test_each_lack_is_its_own_condition_and_keeps_the_delivery_from_being_ordered(
    inciso, cambios, dice
) -> None:
    condiciones = judge_gate(replace(LISTA, **cambios), AHORA)
    assert [c.inciso for c in condiciones if not c.cumple and c.inciso != "F"] == [inciso]
    [c] = [c for c in condiciones if c.inciso == inciso]
    assert dice in " ".join(c.faltas)
    assert c.desde is None
    assert not gate_open(condiciones)


def test_without_a_comparison_neither_c_nor_d_holds() -> None:
    condiciones = judge_gate(replace(LISTA, conciliacion=None), AHORA)
    assert [c.inciso for c in condiciones if not c.cumple] == ["C", "D", "F"]


@pytest.mark.parametrize(("en", "cumple"), [(CIERRE, False), (CIERRE + timedelta(microseconds=1), True)])
def test_reception_is_closed_after_the_last_instant_of_its_24_hours_9_16(en, cumple) -> None:
    assert judge_gate(LISTA, en)[0].cumple is cumple


def test_a_clock_set_back_does_not_open_the_gate() -> None:
    assert not gate_open(judge_gate(LISTA, CIERRE - timedelta(days=1)))


def test_condition_f_holds_from_the_delivery_on() -> None:
    assert judge_gate(replace(LISTA, entrega=AHORA), AHORA)[5].desde == AHORA


def test_the_last_active_period_closes_reception() -> None:
    periodos = [
        FinDePeriodo("A", FIN, True),
        FinDePeriodo("B", FIN + timedelta(days=9), False),
        FinDePeriodo("C", FIN, True),
    ]
    assert reception_closing(periodos) == CIERRE
    assert reception_closing([]) is None


numeros = st.integers(0, 2)


@given(st.tuples(*[numeros] * 10), st.booleans(), st.booleans(), st.booleans())
def test_a_delivery_may_be_ordered_only_when_nothing_at_all_is_missing(
    n, concluida, conciliada, llave
) -> None:
    """Against the plain sentence: reception, Mesa, verification, figures and key, each without a remainder."""
    c = replace(C, sin_verificar=n[5], otro_corte=n[6], difieren=n[7], desacuerdos=n[8], ajenos=n[9])
    s = replace(
        LISTA,
        en_entrada=n[0],
        en_mesa=n[1],
        segundas=n[2],
        audiencias=n[3],
        lotes=n[4],
        conclusion=LISTA.conclusion if concluida else None,
        conciliacion=c if conciliada else None,
        llave=LISTA.llave if llave else None,
    )
    assert gate_open(judge_gate(s, AHORA)) is (concluida and conciliada and llave and not any(n))
