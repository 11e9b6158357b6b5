"""The class of a record when something more happens to it (LGIPE 385; Protocolo 7.13, 13.1, 13.7, 14.4).

What each circumstance is called and which of two outranks the other: `test_tabla_clases.py`.
"""

import pytest

from chalicelib.rules.apoyos.clases import classify, is_reviewed
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.duplicados import Duplicidad
from chalicelib.rules.apoyos.historia import (
    Etapa,
    Juzgado,
    Recibido,
    Revisado,
    SituacionRegistral,
    Verificado,
)
from tests.unit.rules.apoyos.tabla import TABLA

EN = "2027-01-15T12:00:00.000Z"
RECIBIDO = Recibido(EN)
EN_LISTA = Verificado(EN, SituacionRegistral.LISTA_NOMINAL)
VALIDO = Revisado(EN, "OPER01", Dictamen())
COPIA = Revisado(EN, "OPER01", Dictamen("e", "A color"))


def found(situacion: SituacionRegistral, causa: str = "", *, dentro: bool = True) -> Verificado:
    return Verificado(EN, situacion, causa, dentro)


def judged(duplicidad: Duplicidad | None) -> Juzgado:
    return Juzgado(EN, duplicidad, "ASPI-AUXI-DISP-REG1" if duplicidad else "")


@pytest.mark.parametrize("fila", TABLA, ids=lambda f: f.letra)
def test_an_inconsistency_says_its_kind_option_and_detail_and_cites_its_inciso_13_7(fila):
    opcion = fila.opciones[0] if fila.opciones else ""
    resultado = classify(
        [EN_LISTA, Revisado(EN, "OPER01", Dictamen(fila.letra, opcion, "un hallazgo sintético"))]
    )
    assert resultado.clase == "con_inconsistencia"
    assert resultado.fundamento == f"Protocolo 13.7 {fila.letra})"
    nombre = "CPV ilegible" if fila.letra == "f" else fila.tipo  # as the table names it (13.7)
    partes = [nombre, opcion, "un hallazgo sintético"]
    assert resultado.motivo == ": ".join(p for p in partes if p)


def test_a_hearing_reverses_the_mesa_and_the_mesa_s_verdict_stays_in_the_history_14_4():
    historia = [RECIBIDO, EN_LISTA, COPIA]
    audiencia = Revisado(EN, "OPER02", Dictamen(), Etapa.AUDIENCIA)
    assert classify(historia).clase == "con_inconsistencia"
    assert classify([*historia, audiencia]).clase == "en_lista_nominal"
    assert classify([*historia, audiencia, COPIA]).clase == "con_inconsistencia"


def test_a_later_look_up_replaces_the_earlier_one_13_1():
    assert classify([RECIBIDO, found(SituacionRegistral.NO_ENCONTRADO), EN_LISTA]).clase == "en_lista_nominal"
    assert classify([RECIBIDO, EN_LISTA, found(SituacionRegistral.PADRON)]).clase == "en_padron_no_lista"


def test_a_later_judgement_replaces_the_earlier_one_lgipe_385():
    duplicado, libre = judged(Duplicidad.MISMO), judged(None)
    assert classify([EN_LISTA, duplicado, libre]).clase == "en_lista_nominal"
    assert classify([EN_LISTA, libre, duplicado]).clase == "duplicado_mismo_aspirante"
    assert classify([EN_LISTA, duplicado, judged(Duplicidad.OTRO)]).clase == "duplicado_otro_aspirante"


def test_a_record_is_reviewed_once_a_person_has_given_a_verdict_7_13():
    assert not is_reviewed([])
    assert not is_reviewed([RECIBIDO, EN_LISTA, judged(None)])
    assert is_reviewed([RECIBIDO, VALIDO])
    assert is_reviewed([RECIBIDO, COPIA, EN_LISTA])
