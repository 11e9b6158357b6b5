"""Circumstances of the sending that make a record inconsistent (Protocolo 7.7, 8.10, 8.11)."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from chalicelib.rules.apoyos.historia import CausaRecepcion
from chalicelib.rules.auxiliares.dispositivos import Vigencia
from chalicelib.rules.auxiliares.registro import DEL_ASPIRANTE, CausaBaja
from chalicelib.rules.base.periodo import PeriodoCaptacion
from chalicelib.rules.captacion import Bajas, reception_causes

INICIO, FIN = datetime(2027, 1, 10, 6, tzinfo=UTC), datetime(2027, 2, 8, 6, tzinfo=UTC)
PERIODO = PeriodoCaptacion(INICIO, FIN)
CAPTURA, RECIBIDO = datetime(2027, 1, 20, 18, tzinfo=UTC), datetime(2027, 1, 21, 2, tzinfo=UTC)
S = timedelta(seconds=1)
AUXILIAR, DISPOSITIVO, PERIODO_CAUSA = (
    CausaRecepcion.AUXILIAR_BAJA,
    CausaRecepcion.DISPOSITIVO,
    CausaRecepcion.FUERA_DE_PERIODO,
)


def causes(
    captura: datetime = CAPTURA, recibido: datetime = RECIBIDO, **cambios: Any
) -> tuple[CausaRecepcion, ...]:
    """Of a record in order, but for what is said."""
    alta, baja = cambios.get("dispositivo_alta", INICIO), cambios.get("dispositivo_baja")
    return reception_causes(
        PERIODO,
        captura,
        recibido,
        bajas=Bajas(cambios.get("auxiliar_baja"), cambios.get("causa_baja"), cambios.get("aspirante_baja")),
        dispositivo=[] if alta is None else [Vigencia(alta, baja)],
    )


def test_a_record_in_order_has_no_cause():
    assert causes() == ()


@pytest.mark.parametrize(
    ("baja", "esperado"),
    [
        (RECIBIDO - S, (AUXILIAR,)),
        (RECIBIDO, ()),
        (RECIBIDO + S, ()),
        (CAPTURA - S, (AUXILIAR,)),
        (CAPTURA, (AUXILIAR,)),
        (CAPTURA + S, (AUXILIAR,)),
    ],
)
def test_what_an_auxiliar_sends_after_the_removal_is_inconsistent_whenever_it_was_captured_7_7(
    baja, esperado
):
    assert causes(auxiliar_baja=baja) == esperado


DEL_OPL = [c for c in CausaBaja if c not in DEL_ASPIRANTE]


@pytest.mark.parametrize("causa", DEL_OPL)
def test_whatever_cause_the_opl_gives_what_is_sent_after_it_is_inconsistent_7_7(causa):
    """7.7: "los registros del apoyo de la ciudadanía que el Auxiliar envíe después de la fecha de baja se clasificarán
    como registros con inconsistencia"."""
    assert causes(auxiliar_baja=RECIBIDO - S, causa_baja=causa) == (AUXILIAR,)
    assert causes(auxiliar_baja=RECIBIDO, causa_baja=causa) == ()


@pytest.mark.parametrize("causa", sorted(DEL_ASPIRANTE))
@pytest.mark.parametrize(("baja", "despues"), [(CAPTURA - S, True), (CAPTURA, False), (RECIBIDO - S, False)])
def test_after_the_aspirantes_own_removal_or_a_resignation_only_what_was_captured_later_is_inconsistent_7_1(
    causa, baja, despues
):
    """7.1 A is the aspirante's own list of auxiliares; 7.7 speaks of the OPL's removal alone."""
    propia = (
        CausaRecepcion.AUXILIAR_RENUNCIO if causa is CausaBaja.RENUNCIA else CausaRecepcion.AUXILIAR_RETIRADO
    )
    assert causes(auxiliar_baja=baja, causa_baja=causa) == ((propia,) if despues else ())


@pytest.mark.parametrize(("baja", "esperado"), [(RECIBIDO - S, True), (RECIBIDO, False), (None, False)])
def test_what_arrives_after_the_aspirantes_registration_ended_is_received_with_its_own_cause_12_4(
    baja, esperado
):
    """12.4: "Al ser recibida por el INE la información recabada, se borrará de manera definitiva del dispositivo
    móvil": only then."""
    assert causes(aspirante_baja=baja) == ((CausaRecepcion.ASPIRANTE_BAJA,) if esperado else ())


@pytest.mark.parametrize(
    ("alta", "baja", "esperado"),
    [
        (None, None, (DISPOSITIVO,)),
        (None, RECIBIDO, (DISPOSITIVO,)),
        (CAPTURA - S, None, ()),
        (CAPTURA, None, ()),
        (CAPTURA + S, None, (DISPOSITIVO,)),
        (INICIO, CAPTURA - S, (DISPOSITIVO,)),
        (INICIO, CAPTURA, (DISPOSITIVO,)),
        (INICIO, CAPTURA + S, ()),
        (INICIO, RECIBIDO - S, ()),
        (CAPTURA, CAPTURA, (DISPOSITIVO,)),
    ],
)
def test_a_device_counts_from_its_registration_until_its_removal_by_the_time_of_capture_8_11(
    alta, baja, esperado
):
    assert causes(dispositivo_alta=alta, dispositivo_baja=baja) == esperado


@pytest.mark.parametrize(
    ("captura", "esperado"),
    [
        (INICIO + S, ()),
        (INICIO + 2 * S, (DISPOSITIVO,)),
        (INICIO + 3 * S, (DISPOSITIVO,)),
        (INICIO + 4 * S, ()),
        (INICIO + 6 * S, (DISPOSITIVO,)),
    ],
)
def test_a_device_removed_and_registered_again_was_not_registered_in_between_8_11(captura, esperado):
    dispositivo = [Vigencia(INICIO, INICIO + 2 * S), Vigencia(INICIO + 4 * S, INICIO + 6 * S)]
    assert reception_causes(PERIODO, captura, RECIBIDO, bajas=Bajas(), dispositivo=dispositivo) == esperado


@pytest.mark.parametrize(
    ("captura", "esperado"),
    [
        (INICIO - S, (PERIODO_CAUSA,)),
        (INICIO, ()),
        (FIN - S, ()),
        (FIN, (PERIODO_CAUSA,)),
        (FIN + S, (PERIODO_CAUSA,)),
    ],
)
def test_a_capture_outside_the_period_is_inconsistent_8_10(captura, esperado):
    assert causes(captura, FIN + 2 * S, dispositivo_alta=INICIO - timedelta(days=1)) == esperado


def test_a_capture_within_the_period_sent_in_the_24_hours_after_it_is_in_order_12_5():
    assert causes(FIN - S, FIN + timedelta(hours=24)) == ()


@pytest.mark.parametrize(("auxiliar", "dispositivo", "periodo"), [*product([False, True], repeat=3)])
def test_every_cause_is_told_removal_first_then_device_then_period_7_7_8_11_8_10(
    auxiliar, dispositivo, periodo
):
    captura = FIN + S if periodo else CAPTURA
    recibido = captura + timedelta(hours=8)
    hallado = causes(
        captura,
        recibido,
        auxiliar_baja=recibido - S if auxiliar else None,
        dispositivo_baja=captura if dispositivo else None,
    )
    dichas = zip((AUXILIAR, DISPOSITIVO, PERIODO_CAUSA), (auxiliar, dispositivo, periodo), strict=True)
    assert hallado == tuple(causa for causa, hay in dichas if hay)


def test_the_auxiliar_s_removal_does_not_depend_on_the_phone_s_clock_7_7():
    """Setting the phone back does not bring a record to before the removal."""
    assert causes(INICIO, RECIBIDO, auxiliar_baja=RECIBIDO - S) == (AUXILIAR,)


@pytest.mark.parametrize("cual", ["captura", "recibido"])
def test_an_instant_without_time_zone_is_refused_8_10(cual):
    instantes = {"captura": CAPTURA, "recibido": RECIBIDO}
    with pytest.raises(TypeError):
        causes(**{**instantes, cual: instantes[cual].replace(tzinfo=None)}, auxiliar_baja=RECIBIDO)
