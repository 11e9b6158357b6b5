"""Any order of arrivals, repetitions and verdicts ends where the law says (LGIPE 385; Protocolo 15.2 D)."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chalicelib.handlers.contadores import contadores
from chalicelib.rules.dictamen import Dictamen
from chalicelib.rules.historia import CausaRecepcion, Situacion
from chalicelib.store.contadores import read_totals
from tests.functional import mundo
from tests.functional.flujo import Flujo, event
from tests.functional.oraculo import Papel, expected_class, expected_totals
from tests.functional.recursos import empty_cloud

pytestmark = [pytest.mark.usefixtures("moto"), pytest.mark.lento]

Apoyo = tuple[str, str, int, bool, bool]
Suceso = tuple[int, str]
PASOS = ("verificar", "verificar de nuevo", "dictamen válido", "dictamen inválido")


@st.composite
def vidas(draw: st.DrawFn) -> tuple[list[Apoyo], list[Suceso]]:
    """Supports (person, aspirante, minute, sent after removal, in the Lista Nominal), and what happens to them.

    Few people, aspirantes and minutes, so that they meet; nearly all supports would count alone.
    """
    raro = st.integers(0, 7).map(lambda n: n == 0)
    apoyos = draw(
        st.lists(
            st.tuples(
                st.sampled_from("PQ"),
                st.sampled_from("AB"),
                st.integers(0, 3),
                raro,
                raro.map(lambda r: not r),
            ),
            min_size=2,
            max_size=6,
        )
    )
    sucesos = st.tuples(st.integers(0, len(apoyos) - 1), st.sampled_from(PASOS))
    return apoyos, draw(st.lists(sucesos, min_size=len(apoyos), max_size=14))


class Historia:
    """The same life written twice: on paper, and in the system."""

    def __init__(self, apoyos: list[Apoyo]) -> None:
        self.papeles = [self._receive(i, *a) for i, a in enumerate(apoyos)]
        self.en_lista = [a[4] for a in apoyos]

    def _receive(self, i: int, persona: str, aspirante: str, minuto: int, tras_baja: bool, _: bool) -> Papel:
        apoyo = mundo.build(
            f"REG{i}",
            f"ASP{aspirante}",
            mundo.INICIO + timedelta(minutes=minuto),
            causas=(CausaRecepcion.AUXILIAR_BAJA,) if tras_baja else (),
        )
        apoyo.save()
        return Papel(
            apoyo.folio, persona, apoyo.aspirante, apoyo.auxiliar, minuto, enviado_tras_baja=tras_baja
        )

    def happen(self, i: int, paso: str) -> None:
        papel = self.papeles[i]
        if paso.startswith("verificar"):
            papel.en_lista = self.en_lista[i]
            situacion = Situacion.LISTA_NOMINAL if papel.en_lista else Situacion.PADRON
            for _ in range(2 if paso.endswith("nuevo") else 1):
                mundo.verify(papel.folio, papel.persona, situacion)
        else:
            papel.ultimo_dictamen = paso == "dictamen válido"
            mundo.review(papel.folio, Dictamen() if papel.ultimo_dictamen else mundo.ILEGIBLE)


BREVE = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # histories are short; shrinking them takes minutes
)


@BREVE
@given(vidas(), st.randoms(use_true_random=False))
def test_classes_and_totals_are_those_of_the_law_after_any_history(vida, azar: Random):
    empty_cloud()
    mundo.open_world()
    flujo = Flujo()
    papeles = live(*vida)
    assert {p.folio: mundo.now(p.folio).clase for p in papeles} == {
        p.folio: expected_class(p, papeles) for p in papeles
    }
    feed_shuffled(flujo.news() * 2, azar)
    esperado = expected_totals(papeles, "2027-01-10")
    assert {ambito: read_totals(ambito) for ambito in esperado} == esperado


def live(apoyos: list[Apoyo], sucesos: list[Suceso]) -> list[Papel]:
    historia = Historia(apoyos)
    for i, paso in sucesos:
        historia.happen(i, paso)
    return historia.papeles


def feed_shuffled(eventos: list[dict[str, Any]], azar: Random) -> None:
    """To the counters' handler, in batches of any size and in any order."""
    azar.shuffle(eventos)
    while eventos:
        corte = azar.randint(1, len(eventos))
        contadores(event(eventos[:corte]), None)
        eventos = eventos[corte:]
