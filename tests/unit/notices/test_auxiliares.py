"""The mail of a removal: its cause, and what becomes of records, as they are judged (Protocolo 7.1 A, 7.7, 8.6)."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.notices.auxiliares import QUE_HACER, render_removal_mail
from chalicelib.rules.auxiliares.dispositivos import Vigencia
from chalicelib.rules.auxiliares.registro import TEXTOS_BAJA, CausaBaja
from chalicelib.rules.base.periodo import PeriodoCaptacion
from chalicelib.rules.captacion import Bajas, reception_causes

BAJA = datetime(2027, 2, 1, 18, tzinfo=UTC)
PERIODO = PeriodoCaptacion(BAJA - timedelta(days=20), BAJA + timedelta(days=20))
HORA = timedelta(hours=1)


@pytest.mark.parametrize("causa", CausaBaja)
def test_each_cause_has_its_sentence_and_what_to_do_7_7_8_6(causa):
    """«el OPL efectuará la baja de los Auxiliares ingresando la causa de la misma en el sistema, y se notificará vía
    correo electrónico al Auxiliar».
    """
    _, texto = render_removal_mail("Ana Muestra", "AUX1", "2027-02-01T18:00:00.000Z", causa, "")
    assert f"Causa: {TEXTOS_BAJA[causa]}" in texto
    assert QUE_HACER[causa] in texto
    assert "el 01/02/2027 a las 12:00:00 (hora del centro)" in texto
    assert len({TEXTOS_BAJA[c] for c in CausaBaja}) == len(CausaBaja)


@pytest.mark.parametrize("causa", CausaBaja)
def test_the_removal_mail_describes_records_as_the_rules_judge_them_7_1_a_7_7(causa):
    """«los registros del apoyo de la ciudadanía que el Auxiliar envíe después de la fecha de baja se clasificarán como
    registros con inconsistencia»: after the OPL's removal; after another one, what was captured after it.
    """
    _, texto = render_removal_mail("Ana Muestra", "AUX1", "2027-02-01T18:00:00.000Z", causa, "")
    vigente = [Vigencia(BAJA - timedelta(days=9))]
    captado_antes = reception_causes(
        PERIODO,
        BAJA - HORA,
        BAJA + HORA,
        bajas=Bajas(auxiliar=BAJA, causa=causa),
        dispositivo=vigente,
    )
    assert ("no afecta los registros" in texto) is (captado_antes == ())
    assert ("que envíe después de ese momento" in texto) is (captado_antes != ())
