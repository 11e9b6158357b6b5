"""The breakdown of a record within its class, by example (Protocolo 7.12, 13.7)."""

import pytest

from chalicelib.rules.apoyos.desglose import TIPOS_DE_RECEPCION, break_down
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.duplicados import Duplicidad
from chalicelib.rules.apoyos.historia import (
    CausaRecepcion,
    Juzgado,
    Recibido,
    Revisado,
    SituacionRegistral,
    Verificado,
)

EN = "2027-01-10T07:00:00.000Z"
LISTA = [Recibido(EN), Verificado(EN, SituacionRegistral.LISTA_NOMINAL)]


def test_every_cause_of_reception_has_a_type_for_people():
    assert set(TIPOS_DE_RECEPCION) == {c.value for c in CausaRecepcion}
    assert len(set(TIPOS_DE_RECEPCION.values())) == len(TIPOS_DE_RECEPCION)


@pytest.mark.parametrize(
    ("dictamen", "tipo", "inciso"),
    [
        (Dictamen("e", "A color"), "Fotocopia de la credencial", "13.7 e)"),
        (Dictamen("b", catalogo="11.5"), "Sin copia de credencial", "11.5 b)"),
        (Dictamen("", detalle="x", catalogo="13.8"), "Inconsistencia adicional", "13.8"),
        (Dictamen("o", catalogo="13.7@2", tipo="Otra del OPL"), "Otra del OPL", "13.4, catálogo 2, o)"),
    ],
)
def test_a_verdict_gives_type_and_inciso_13_7(dictamen, tipo, inciso):
    d = break_down([*LISTA, Revisado(EN, "OP1", dictamen)])
    assert (d.tipo, d.inciso, d.causa) == (tipo, inciso, "")


def test_what_reception_found_outranks_a_verdict_and_has_no_inciso_8_10():
    hechos = [Recibido(EN, (CausaRecepcion.FUERA_DE_PERIODO,)), Revisado(EN, "OP1", Dictamen("a"))]
    d = break_down(hechos)
    assert (d.tipo, d.inciso, d.causa) == ("Captado fuera del periodo", "", "captura_fuera_del_periodo")


def test_a_record_that_counts_has_no_breakdown_unless_it_is_only_reported_15_3():
    assert break_down(LISTA) == break_down([])
    solo = break_down([*LISTA, Juzgado(EN, Duplicidad.OTRO, "ASPB-AUX2-DISP1-REG9", solo_reporte=True)])
    assert (solo.solo_reporte, solo.otro_aspirante, solo.tipo) == (True, True, "")
