"""The one class of a record (LGIPE 385; Protocolo 7.7, 7.12, 7.13, 8.10, 8.11, 13.7, 14.4)."""

import re
from itertools import product

import pytest

from chalicelib.rules.clases import Clase, classify, is_reviewed, stands
from chalicelib.rules.dictamen import Dictamen
from chalicelib.rules.duplicados import Duplicidad
from chalicelib.rules.historia import (
    CausaRecepcion,
    Etapa,
    Hecho,
    Juzgado,
    Recibido,
    Revisado,
    Situacion,
    Verificado,
)
from tests.unit.rules.tabla import TABLA

EN = "2027-01-15T12:00:00.000Z"
RECIBIDO = Recibido(EN)
EN_LISTA = Verificado(EN, Situacion.LISTA_NOMINAL)
VALIDO = Revisado(EN, "OPER01", Dictamen())
COPIA = Revisado(EN, "OPER01", Dictamen("e", "A color"))


def received(*causas: CausaRecepcion) -> Recibido:
    return Recibido(EN, causas)


def found(situacion: Situacion, causa: str = "", *, dentro: bool = True) -> Verificado:
    return Verificado(EN, situacion, causa, dentro)


def judged(duplicidad: Duplicidad | None) -> Juzgado:
    return Juzgado(EN, duplicidad, "ASPI-AUXI-DISP-REG1" if duplicidad else "")


# numeral and what happened -> facts, class, foundation
CASOS: dict[str, tuple[list[Hecho], str, str]] = {
    "7.13 received only": ([RECIBIDO], "en_proceso", "Protocolo 7.13"),
    "7.13 nothing known": ([], "en_proceso", "Protocolo 7.13"),
    "7.13 reviewed before the look-up": ([RECIBIDO, VALIDO], "en_proceso", "Protocolo 7.13"),
    "385 in the list": ([RECIBIDO, EN_LISTA], "en_lista_nominal", "LGIPE 385"),
    "385 in the list, reviewed": ([RECIBIDO, EN_LISTA, VALIDO], "en_lista_nominal", "LGIPE 385"),
    "385 judged, nothing against it": ([RECIBIDO, EN_LISTA, judged(None)], "en_lista_nominal", "LGIPE 385"),
    "385 in the padrón only": ([RECIBIDO, found(Situacion.PADRON)], "en_padron_no_lista", "LGIPE 385"),
    "385 removed": ([RECIBIDO, found(Situacion.BAJA, "defuncion")], "baja", "LGIPE 385"),
    "11.2 paper from a place not covered": (
        [RECIBIDO, Verificado(EN, Situacion.LISTA_NOMINAL, en_excepcion=False)],
        "fuera_de_excepcion",
        "Protocolo 11.2",
    ),
    "11.5 paper found inconsistent": (
        [RECIBIDO, EN_LISTA, Revisado(EN, "OPER01", Dictamen("c", catalogo="11.5"), Etapa.CAPTURA)],
        "con_inconsistencia",
        "Protocolo 11.5 c)",
    ),
    "15.3 only reported": (
        [RECIBIDO, EN_LISTA, Juzgado(EN, Duplicidad.OTRO, "ASPI-AUXI-DISP-REG1", solo_reporte=True)],
        "en_lista_nominal",
        "LGIPE 385",
    ),
    "385 outside": ([RECIBIDO, found(Situacion.LISTA_NOMINAL, dentro=False)], "fuera_de_ambito", "LGIPE 385"),
    "385 not found": ([RECIBIDO, found(Situacion.NO_ENCONTRADO)], "no_encontrado", "LGIPE 385"),
    "385 same aspirante": (
        [RECIBIDO, EN_LISTA, judged(Duplicidad.MISMO)],
        "duplicado_mismo_aspirante",
        "LGIPE 385",
    ),
    "385 other aspirante": (
        [RECIBIDO, EN_LISTA, judged(Duplicidad.OTRO)],
        "duplicado_otro_aspirante",
        "LGIPE 385",
    ),
    "7.7 removed auxiliar": (
        [received(CausaRecepcion.AUXILIAR_BAJA), EN_LISTA],
        "con_inconsistencia",
        "Protocolo 7.7",
    ),
    "8.11 device": ([received(CausaRecepcion.DISPOSITIVO), EN_LISTA], "con_inconsistencia", "Protocolo 8.11"),
    "8.10 period": (
        [received(CausaRecepcion.FUERA_DE_PERIODO), EN_LISTA],
        "con_inconsistencia",
        "Protocolo 8.10",
    ),
    "13.7 before the look-up": ([RECIBIDO, COPIA], "con_inconsistencia", "Protocolo 13.7 e)"),
    "13.7 in the list": ([RECIBIDO, EN_LISTA, COPIA], "con_inconsistencia", "Protocolo 13.7 e)"),
}


@pytest.mark.parametrize(("hechos", "clase", "fundamento"), CASOS.values(), ids=CASOS)
def test_a_record_has_the_class_and_the_foundation_of_what_happened_to_it(hechos, clase, fundamento):
    resultado = classify(hechos)
    assert (resultado.clase, resultado.fundamento) == (clase, fundamento)
    assert len(resultado.motivo) > 20


def test_the_cases_reach_every_class_there_is_7_12():
    assert {clase for _, clase, _ in CASOS.values()} == {c.value for c in Clase}


RECEPCIONES = [RECIBIDO, *(received(c) for c in CausaRecepcion), received(*CausaRecepcion)]
DICTAMENES = [None, VALIDO, COPIA]
REGISTRALES = {
    "none yet": (None, "en_proceso"),
    "in the list": (EN_LISTA, "en_lista_nominal"),
    "outside": (found(Situacion.LISTA_NOMINAL, dentro=False), "fuera_de_ambito"),
    "padrón": (found(Situacion.PADRON), "en_padron_no_lista"),
    "padrón outside": (found(Situacion.PADRON, dentro=False), "en_padron_no_lista"),
    "baja": (found(Situacion.BAJA, "defuncion"), "baja"),
    "baja outside": (found(Situacion.BAJA, "defuncion", dentro=False), "baja"),
    "not found": (found(Situacion.NO_ENCONTRADO), "no_encontrado"),
}
JUICIOS = {
    None: "en_lista_nominal",
    judged(None): "en_lista_nominal",
    judged(Duplicidad.MISMO): "duplicado_mismo_aspirante",
    judged(Duplicidad.OTRO): "duplicado_otro_aspirante",
}


@pytest.mark.parametrize("registral", REGISTRALES)
def test_an_inconsistency_outranks_the_registry_and_the_registry_a_duplicate_lgipe_385(registral):
    verificado, por_registro = REGISTRALES[registral]
    for recibido, revisado, juzgado in product(RECEPCIONES, DICTAMENES, JUICIOS):
        hechos = [h for h in (recibido, verificado, revisado, juzgado) if h is not None]
        if recibido.causas or revisado is COPIA:
            esperada = "con_inconsistencia"
        elif por_registro != "en_lista_nominal":
            esperada = por_registro
        else:
            esperada = JUICIOS[juzgado]
        assert classify(hechos).clase == esperada
        assert stands(hechos) is (esperada in set(JUICIOS.values()))


def test_of_several_causes_of_reception_the_weightiest_is_told_7_7_8_11_8_10():
    assert (
        classify([received(CausaRecepcion.AUXILIAR_BAJA, CausaRecepcion.DISPOSITIVO)]).fundamento
        == "Protocolo 7.7"
    )
    assert (
        classify([received(CausaRecepcion.DISPOSITIVO, CausaRecepcion.FUERA_DE_PERIODO)]).fundamento
        == "Protocolo 8.11"
    )


def test_a_circumstance_of_reception_is_told_before_the_operator_s_inciso_7_7():
    assert classify([received(CausaRecepcion.AUXILIAR_BAJA), COPIA]).fundamento == "Protocolo 7.7"


@pytest.mark.parametrize("valido", [VALIDO, Revisado(EN, "OPER01", Dictamen(), Etapa.AUDIENCIA)])
def test_no_verdict_makes_a_removed_auxiliar_s_record_count_7_7(valido):
    """The Mesa judges what the images show; the circumstances of the sending are facts of the server."""
    assert classify([received(CausaRecepcion.AUXILIAR_BAJA), EN_LISTA, valido]).clase == "con_inconsistencia"


@pytest.mark.parametrize("fila", TABLA, ids=lambda f: f.letra)
def test_an_inconsistency_says_its_kind_option_and_detail_and_cites_its_inciso_13_7(fila):
    opcion = fila.opciones[0] if fila.opciones else ""
    resultado = classify(
        [EN_LISTA, Revisado(EN, "OPER01", Dictamen(fila.letra, opcion, "un hallazgo sintético"))]
    )
    assert resultado.clase == "con_inconsistencia"
    assert resultado.fundamento == f"Protocolo 13.7 {fila.letra})"
    partes = [fila.tipo, opcion, "un hallazgo sintético"]
    assert resultado.motivo == ": ".join(p for p in partes if p)


def test_a_hearing_reverses_the_mesa_and_the_mesa_s_verdict_stays_in_the_history_14_4():
    historia = [RECIBIDO, EN_LISTA, COPIA]
    audiencia = Revisado(EN, "OPER02", Dictamen(), Etapa.AUDIENCIA)
    assert classify(historia).clase == "con_inconsistencia"
    assert classify([*historia, audiencia]).clase == "en_lista_nominal"
    assert classify([*historia, audiencia, COPIA]).clase == "con_inconsistencia"


def test_a_later_look_up_replaces_the_earlier_one_13_1():
    assert classify([RECIBIDO, found(Situacion.NO_ENCONTRADO), EN_LISTA]).clase == "en_lista_nominal"
    assert classify([RECIBIDO, EN_LISTA, found(Situacion.PADRON)]).clase == "en_padron_no_lista"


def test_a_later_judgement_replaces_the_earlier_one_lgipe_385():
    duplicado, libre = judged(Duplicidad.MISMO), judged(None)
    assert classify([EN_LISTA, duplicado, libre]).clase == "en_lista_nominal"
    assert classify([EN_LISTA, libre, duplicado]).clase == "duplicado_mismo_aspirante"
    assert classify([EN_LISTA, duplicado, judged(Duplicidad.OTRO)]).clase == "duplicado_otro_aspirante"


@pytest.mark.parametrize(
    ("causa", "dicho"),
    [
        ("domicilio_irregular", "La persona causó baja del padrón: domicilio irregular."),
        ("", "La persona causó baja del padrón."),
    ],
)
def test_a_removal_says_its_cause_when_the_registry_gives_one_lgipe_385(causa, dicho):
    assert classify([found(Situacion.BAJA, causa)]).motivo == dicho


def test_the_reason_of_each_class_is_a_different_sentence_7_12():
    motivos = {classify(hechos).motivo for hechos, _, _ in CASOS.values()}
    distintos = {(clase, fundamento) for _, clase, fundamento in CASOS.values()}
    assert len(motivos) == len(distintos)
    assert all(re.fullmatch(r"[A-ZÁÉÍÓÚ].+", motivo) for motivo in motivos)


def test_a_record_is_reviewed_once_a_person_has_given_a_verdict_7_13():
    assert not is_reviewed([])
    assert not is_reviewed([RECIBIDO, EN_LISTA, judged(None)])
    assert is_reviewed([RECIBIDO, VALIDO])
    assert is_reviewed([RECIBIDO, COPIA, EN_LISTA])


def test_a_duplicate_stands_it_would_count_if_it_were_the_only_one_lgipe_385():
    """What takes it out is the person's other support: when that one goes, this one has to come back."""
    assert stands([RECIBIDO, EN_LISTA, judged(Duplicidad.MISMO)])
    assert not stands([RECIBIDO, EN_LISTA, COPIA])
