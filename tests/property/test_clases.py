"""Any history has exactly one class, and of each kind of fact the last one is in force (LGIPE 385; 7.12)."""

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from chalicelib.rules.clases import Clase, classify, is_reviewed, stands
from chalicelib.rules.historia import Deshecho, Juzgado, Recibido, Revisado, Situacion, Verificado
from tests.estrategias import BREVE, hechos, historias

CLASES = [
    "en_lista_nominal",
    "duplicado_mismo_aspirante",
    "duplicado_otro_aspirante",
    "en_padron_no_lista",
    "baja",
    "fuera_de_ambito",
    "no_encontrado",
    "con_inconsistencia",
    "fuera_de_excepcion",
    "en_proceso",
]


def last(historia, tipo):
    """The fact of that kind in force, found by walking the whole history."""
    hallado = None
    for hecho in historia:
        hallado = hecho if isinstance(hecho, tipo) else hallado
    return hallado


def in_force(historia):
    """The verdict in force, by writing the verdicts one under the other and striking out the last at each undoing."""
    escritos = []
    for hecho in historia:
        if isinstance(hecho, Revisado):
            escritos.append(hecho)
        elif isinstance(hecho, Deshecho) and escritos:
            escritos.pop()
    return escritos[-1] if escritos else None


def memberships(historia) -> dict[str, bool]:
    """For each class, whether the record is in it, each from its own definition: no order of questions."""
    recibido, verificado = last(historia, Recibido), last(historia, Verificado)
    revisado, juzgado = in_force(historia), last(historia, Juzgado)
    fallada = bool(recibido and recibido.causas) or bool(revisado and revisado.dictamen.inciso is not None)
    dicho = verificado.situacion if verificado and not fallada else None
    repite = juzgado.duplicidad.value if juzgado and juzgado.duplicidad and not juzgado.solo_reporte else None
    en_lista = dicho is Situacion.LISTA_NOMINAL
    cubierta = en_lista and verificado.en_ambito
    dentro = cubierta and verificado.en_excepcion
    return {
        "con_inconsistencia": fallada,
        "en_proceso": verificado is None and not fallada,
        "no_encontrado": dicho is Situacion.NO_ENCONTRADO,
        "baja": dicho is Situacion.BAJA,
        "en_padron_no_lista": dicho is Situacion.PADRON,
        "fuera_de_ambito": en_lista and not cubierta,
        "fuera_de_excepcion": cubierta and not dentro,
        "en_lista_nominal": dentro and repite is None,
        "duplicado_mismo_aspirante": dentro and repite == "mismo_aspirante",
        "duplicado_otro_aspirante": dentro and repite == "otro_aspirante",
    }


def test_these_are_the_classes_7_12():
    assert [c.value for c in Clase] == CLASES


@BREVE
@given(historias)
def test_a_record_is_in_exactly_one_class_by_the_definition_of_each_lgipe_385(historia):
    assert [c for c, esta in memberships(historia).items() if esta] == [classify(historia).clase]


@BREVE
@given(historias)
def test_every_result_gives_a_reason_and_the_rule_it_rests_on_7_12(historia):
    resultado = classify(historia)
    assert resultado.motivo.strip()
    assert "_" not in resultado.motivo
    assert re.fullmatch(
        r"LGIPE 385|Protocolo (7\.7|7\.13|8\.10|8\.11|11\.2|11\.5 [a-e]\)|13\.7 [a-n]\)|13\.8)",
        resultado.fundamento,
    )


@BREVE
@given(historias, hechos)
def test_a_later_fact_wins_over_all_earlier_ones_of_its_kind_14_4(historia, hecho):
    assume(not isinstance(hecho, Deshecho))
    suyos = (Revisado, Deshecho) if isinstance(hecho, Revisado) else (type(hecho),)
    sin_los_suyos = [h for h in historia if not isinstance(h, suyos)]
    assert classify([*historia, hecho]) == classify([*sin_los_suyos, hecho])


@BREVE
@given(historias, st.randoms(use_true_random=False))
def test_in_which_order_facts_of_different_kinds_came_does_not_matter_7_12(historia, azar):
    """The Mesa may end before or after the registry answers."""
    vigentes = [h for h in (last(historia, t) for t in (Recibido, Verificado, Juzgado)) if h]
    vigentes += [h for h in [in_force(historia)] if h]
    azar.shuffle(vigentes)
    assert classify(vigentes) == classify(historia)
    assert stands(vigentes) is stands(historia)


@BREVE
@given(historias)
def test_a_record_stands_when_it_would_count_were_nothing_judged_against_it_lgipe_385(historia):
    sola = [h for h in historia if not isinstance(h, Juzgado)]
    assert stands(historia) is (classify(sola).clase == "en_lista_nominal")


@BREVE
@given(historias)
def test_reviewed_means_that_the_history_holds_a_verdict_7_13(historia):
    assert is_reviewed(historia) is (in_force(historia) is not None)
