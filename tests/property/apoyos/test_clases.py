"""Any history has exactly one class, and of each kind of fact the last one is in force (LGIPE 385; 7.12)."""

import re
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from chalicelib.rules.apoyos.clases import Clase, classify, is_reviewed, would_count
from chalicelib.rules.apoyos.duplicados import Duplicidad
from chalicelib.rules.apoyos.historia import (
    Deshecho,
    Juzgado,
    Porque,
    Recibido,
    Revisado,
    SituacionRegistral,
    Verificado,
)
from tests.estrategias import (
    BREVE,
    corregidos,
    dictamenes_invalidantes,
    hechos,
    historias,
    revisados,
    verificados,
)

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
    en_lista = dicho is SituacionRegistral.LISTA_NOMINAL
    cubierta = en_lista and verificado.en_ambito
    dentro = cubierta and verificado.en_excepcion
    return {
        "con_inconsistencia": fallada,
        "en_proceso": verificado is None and not fallada,
        "no_encontrado": dicho is SituacionRegistral.NO_ENCONTRADO,
        "baja": dicho is SituacionRegistral.BAJA,
        "en_padron_no_lista": dicho is SituacionRegistral.PADRON,
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
        r"LGIPE 385|Protocolo (7\.1 A|7\.7|7\.13|8\.10|8\.11|11\.2|12\.4|15\.3|11\.5 [a-e]\)|13\.7 [a-n]\)|13\.8)",
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
    assert would_count(vigentes) is would_count(historia)


@BREVE
@given(historias)
def test_a_record_stands_when_it_would_count_were_nothing_judged_against_it_lgipe_385(historia):
    sola = [h for h in historia if not isinstance(h, Juzgado)]
    assert would_count(historia) is (classify(sola).clase == "en_lista_nominal")


@BREVE
@given(historias)
def test_reviewed_means_that_the_history_holds_a_verdict_7_13(historia):
    assert is_reviewed(historia) is (in_force(historia) is not None)


@BREVE
@given(historias, corregidos, st.integers(0, 8))
def test_a_correction_alone_changes_no_class_the_registry_s_new_answer_does_13_6(historia, corregido, donde):
    corregida = [*historia[:donde], corregido, *historia[donde:]]
    assert classify(corregida) == classify(historia)
    assert (would_count(corregida), is_reviewed(corregida)) == (would_count(historia), is_reviewed(historia))


@BREVE
@given(historias, verificados, st.sampled_from(Porque), st.text(max_size=5))
def test_why_the_registry_was_asked_and_by_which_cut_it_answered_decide_nothing_7_12(
    historia, v, porque, corte
):
    """What it says of the person does, and nothing else."""
    otro = replace(v, en="2028-01-01T00:00:00.000Z", porque=porque, corte=corte, lugar="otro/lugar")
    assert classify([*historia, v]) == classify([*historia, otro])


@BREVE
@given(historias, verificados)
def test_what_the_registry_contradicts_of_a_reading_changes_no_class_only_words_of_who_was_not_found_9_8(
    historia, v
):
    con, sin = (classify([*historia, replace(v, hallazgos=h)]) for h in (("registro_ocr_distinto",), ()))
    assert (con.clase, con.fundamento) == (sin.clase, sin.fundamento)
    assert con.motivo == sin.motivo or con.clase == "no_encontrado"


@BREVE
@given(historias, revisados, dictamenes_invalidantes())
def test_an_inconsistency_of_paper_is_told_as_such_and_any_cites_the_numeral_of_its_catalogue(
    historia, r, dictamen
):
    """11.5, 13.7; 13.8 has no letters."""
    sin_causas = [h for h in historia if not isinstance(h, Recibido)]
    resultado = classify([*sin_causas, replace(r, dictamen=dictamen)])
    letra = f" {dictamen.inciso})" if dictamen.inciso else ""
    assert resultado.fundamento == f"Protocolo {dictamen.catalogo}{letra}"
    assert resultado.motivo.startswith("Cédula en papel: ") is (dictamen.catalogo == "11.5")
    assert dictamen.detalle in resultado.motivo


@BREVE
@given(historias, verificados)
def test_paper_from_a_place_not_covered_never_counts_11_2(historia, v):
    fuera = [*historia, replace(v, en_excepcion=False)]
    assert not would_count(fuera)
    assert classify(fuera).clase != "en_lista_nominal"


@BREVE
@given(historias, st.sampled_from(Duplicidad))
def test_what_is_only_reported_has_the_class_it_had_if_nothing_had_been_judged_15_3(historia, duplicidad):
    juzgado = Juzgado("2027-01-10T06:00:00.000Z", duplicidad, "ASPI-AUXI-DISP-REG1", solo_reporte=True)
    nada = Juzgado("2027-01-10T06:00:00.000Z")
    dicho, sin_juicio = classify([*historia, juzgado]), classify([*historia, nada])
    assert dicho.clase == sin_juicio.clase
    assert (dicho.fundamento == "Protocolo 15.3") is (dicho != sin_juicio) is would_count([*historia, nada])
