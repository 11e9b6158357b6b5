"""The garantía de audiencia: asked for, scheduled, held, ended (Protocolo 14.1-14.4, 16.3)."""

import io
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from moto.ses import ses_backends
from pypdf import PdfReader

from chalicelib.base import config
from chalicelib.handlers.eventos.contadores import contadores
from chalicelib.handlers.eventos.correos import correos
from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado, PlazoVencido
from chalicelib.problemas.audiencias import ActaNoAdmitida, AudienciaNoAdmite, SinRegistros, SoporteSinRevisar
from chalicelib.problemas.mesa import DictamenNoAdmitido, YaDictaminado
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.historia import Deshecho, Etapa, Revisado, SituacionRegistral
from chalicelib.rules.audiencias import ActoAudiencia, EstadoAudiencia
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.audiencias.audiencias import Audiencia, find_audiencia
from chalicelib.store.audiencias.citados import Citado, list_cited
from chalicelib.store.audiencias.incidencias import Incidencia
from chalicelib.store.base import objetos
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.conteo.contadores import read_totals
from chalicelib.store.correos.salidas import Salida
from chalicelib.store.mesa.turnos import Turno
from chalicelib.store.procesos.opls import Opl
from chalicelib.workflows.apoyos.registral import look_up_apoyo
from chalicelib.workflows.audiencias import agenda as audiencias_agenda
from chalicelib.workflows.audiencias import audiencia as audiencias
from chalicelib.workflows.audiencias import cierre as audiencias_cierre
from chalicelib.workflows.audiencias import desahogo as audiencias_desahogo
from chalicelib.workflows.audiencias import incidencias
from chalicelib.workflows.audiencias import inicio as audiencias_inicio
from chalicelib.workflows.audiencias import solicitud as audiencias_solicitud
from chalicelib.workflows.audiencias.asistencia import note_attendance
from chalicelib.workflows.audiencias.plazo import set_term, show_term
from chalicelib.workflows.audiencias.solicitud import POR_PIEZA, Peticion
from chalicelib.workflows.base.secretos import seal_persona
from chalicelib.workflows.correos.salidas import send_overdue
from chalicelib.workflows.papel.soportes import attach_soporte
from tests.escenario import mundo, papeles
from tests.escenario.actas import ACTIVOS, plain
from tests.escenario.flujo import Flujo, event
from tests.escenario.mensajes import batch, failed, taken
from tests.escenario.movil import meanwhile
from tests.escenario.muertes import Muerte, dying
from tests.escenario.mundo import AHORA, ILEGIBLE, PROCESO, iso
from tests.escenario.recursos import CUENTA, empty_queues
from tests.escenario.vistas_de_audiencia import (
    ADMIN,
    FECHA,
    INE,
    OFICIAL,
    OTRA,
    SUPERVISA,
    add_officials,
    asks,
    in_course,
    inconsistent,
    judges,
    request,
    reviews,
    schedule,
)
from tests.functional.mesa.test_mesa import with_expediente

pytestmark = pytest.mark.usefixtures("proceso")
LIMITE = datetime(2027, 2, 26, 5, 59, 59, 999_000, UTC)
"""The last instant of the fifth day after the Mesa's last deadline, in the centre."""


@pytest.fixture(autouse=True)
def oficina(proceso) -> None:
    Opl(opl=mundo.OPL, nombre="OPL sintético", entidad=mundo.ENTIDAD).save()
    add_officials()


def state(audiencia: str) -> str:
    a = find_audiencia(audiencia)
    assert a is not None
    return str(a.estado)


def verdicts(folio: str) -> list[tuple[str, str | None]]:
    """Where each was given, and its inciso."""
    return [(h.etapa, h.dictamen.inciso) for h in mundo.now(folio).hechos if isinstance(h, Revisado)]


# Asking


def test_a_hearing_is_asked_for_over_records_that_somebody_found_inconsistent_14_1():
    uno, otro = inconsistent("REG1", "REG2")
    limpio = mundo.arrive("REG3", "ASPA", "P3", 5)
    [ajeno] = inconsistent("REG4", aspirante="ASPB")
    pedida = request([uno, otro, limpio, ajeno, "ASPA-AUX1-DISP1-NADA"])
    assert (pedida["estado"], pedida["registros"], pedida["agregados"]) == ("solicitada", 2, [uno, otro])
    assert {x["folio"]: x["codigo"] for x in pedida["no_admitidos"]} == {
        limpio: "sin_inconsistencia",
        ajeno: "no_encontrado",
        "ASPA-AUX1-DISP1-NADA": "no_encontrado",
    }


def test_without_any_record_to_review_there_is_no_hearing_14_1():
    with pytest.raises(SinRegistros) as negada:
        request([mundo.arrive("REG1", "ASPA", "P1", 0)])
    assert [x["codigo"] for x in negada.value.extra["no_admitidos"]] == ["sin_inconsistencia"]
    assert list(Audiencia.scan()) == []


def test_a_verdict_that_was_reversed_is_no_inconsistency_14_1():
    [folio] = inconsistent("REG1")
    mundo.review(folio, Dictamen())
    with pytest.raises(SinRegistros):
        request([folio])


def test_a_record_is_in_one_open_hearing_and_in_another_once_that_one_closed_14_1():
    [folio] = inconsistent("REG1")
    primera = request([folio])["audiencia"]
    with pytest.raises(SinRegistros) as negada:
        request([folio])
    assert negada.value.extra["no_admitidos"][0]["codigo"] == "en_otra_audiencia"
    audiencias_agenda.give_up_hearing(asks(), primera, "", "", AHORA)
    segunda = request([folio])["audiencia"]
    assert {c.audiencia for c in Citado.scan()} == {primera, segunda}
    with pytest.raises(SinRegistros):
        request([folio])


@pytest.mark.parametrize("cerrada", [False, True], ids=["libre", "de una cerrada"])
def test_of_two_hearings_that_ask_for_one_record_at_once_one_gets_it_14_1(cerrada):
    [folio] = inconsistent("REG1")
    if cerrada:
        audiencias_agenda.cancel_hearing(ADMIN, request([folio])["audiencia"], "Se repite", AHORA)
    with meanwhile(lambda: request([folio])), pytest.raises(SinRegistros):
        request([folio])
    abiertas = [a for a in Audiencia.scan() if a.estado == "solicitada"]
    assert [int(a.registros) for a in abiertas] == [1]


def test_records_are_added_until_it_is_scheduled_and_those_there_are_left_14_1():
    uno, otro, tercero = inconsistent("REG1", "REG2", "REG3")
    audiencia = request([uno])["audiencia"]
    for _ in range(2):
        dada = audiencias_solicitud.add_records(asks(), audiencia, Peticion((uno, otro)), AHORA)
        assert (dada["agregados"], dada["registros"]) == ([uno, otro], 2)
    schedule(audiencia)
    with pytest.raises(AudienciaNoAdmite):
        audiencias_solicitud.add_records(asks(), audiencia, Peticion((tercero,)), AHORA)
    assert len(list_cited(audiencia)) == 2


def test_records_that_come_while_it_is_scheduled_are_refused_or_counted_14_1():
    uno, otro = inconsistent("REG1", "REG2")
    audiencia = request([uno])["audiencia"]
    with meanwhile(lambda: schedule(audiencia)), pytest.raises(AudienciaNoAdmite):
        audiencias_solicitud.add_records(asks(), audiencia, Peticion((otro,)), AHORA)
    assert [c.folio for c in list_cited(audiencia)] == [uno]


def test_all_inconsistent_records_of_some_days_are_asked_for_at_once_14_1():
    de_dia, tarde = inconsistent("REG1", "REG2")
    mundo.arrive("REG3", "ASPA", "P3", 3)
    lejano = mundo.arrive("REG4", "ASPA", "P4", 3 * 24 * 60)
    mundo.review(lejano, ILEGIBLE)
    dia = date(2027, 1, 11)
    dada = audiencias_solicitud.request_hearing(asks(), "ASPA", Peticion((), dia, dia), "", "", AHORA)
    assert sorted(dada["agregados"]) == sorted([de_dia, tarde])


def test_the_opl_asks_on_the_aspirantes_behalf_with_the_oficio_14_3():
    folios = inconsistent("REG1")
    with pytest.raises(DatosNoAdmitidos):
        request(folios, ADMIN)
    with pytest.raises(DatosNoAdmitidos):
        request(folios, asks(), oficio="OF/1")
    assert request(folios, ADMIN, oficio="OF/1")["oficio"] == "OF/1"


def test_a_verdict_of_the_mesa_s_last_day_can_still_be_contested_for_the_opl_s_term_14_3():
    """14.3: "conforme a los lineamientos o acuerdos aprobados por el Consejo General del OPL"; 13.9: "en un plazo
    máximo de diez días"."""
    uno, otro = inconsistent("REG1", "REG2")
    limite = LIMITE
    assert request([uno], momento=limite)["agregados"] == [uno]
    with pytest.raises(DatosNoAdmitidos):
        request([otro], momento=limite + timedelta(seconds=1))
    dado = set_term(ADMIN, PROCESO, mundo.PERIODO, 9)
    assert dado == {"periodo": mundo.PERIODO, "dias": 9, "limite": iso(limite + timedelta(days=4))}
    assert set_term(ADMIN, PROCESO, mundo.PERIODO, 9) == dado == show_term(ADMIN, PROCESO, mundo.PERIODO)
    assert request([otro], momento=limite + timedelta(days=4))["agregados"] == [otro]
    with pytest.raises(NoEncontrado):
        set_term(replace(ADMIN, opl="OTRO"), PROCESO, mundo.PERIODO, 1)


def test_after_the_opl_s_term_only_the_opl_asks_and_only_when_the_law_orders_it_16_3():
    folios, luego = inconsistent("REG1"), LIMITE + timedelta(seconds=1)
    for quien, mas in ((asks(), {}), (ADMIN, {"oficio": "OF/1"})):
        with pytest.raises(DatosNoAdmitidos) as negada:
            request(folios, quien, luego, **mas)
        assert [f["campo"] for f in negada.value.extra["faltas"]] == ["fundamento"]
    dada = request(folios, ADMIN, luego, oficio="OF/1", fundamento="Sentencia sintética 1/2027")
    assert dada["fundamento"] == "Sentencia sintética 1/2027"
    assert b"Sentencia" not in find_audiencia(dada["audiencia"]).datos


def test_one_aspirantes_hearings_do_not_exist_for_another_14_1():
    audiencia = request(inconsistent("REG1"))["audiencia"]
    for llama in (
        lambda: audiencias.reach_hearing(asks("ASPB"), audiencia),
        lambda: audiencias.list_hearings_of_aspirante(asks("ASPB"), "ASPA", "", 10),
        lambda: audiencias_solicitud.add_records(
            asks("ASPB"), audiencia, Peticion(("ASPB-AUX2-DISP1-REG1",)), AHORA
        ),
    ):
        with pytest.raises(NoEncontrado):
            llama()


# Scheduling


def test_scheduling_warns_of_less_than_an_hour_between_two_and_does_not_refuse_14_4():
    uno, otro, tercero = (request([f])["audiencia"] for f in inconsistent("REG1", "REG2", "REG3"))
    schedule(uno)
    assert schedule(otro, FECHA + timedelta(hours=1))["cercanas"] == []
    cerca = schedule(tercero, FECHA - timedelta(minutes=59))
    assert (cerca["estado"], [c["audiencia"] for c in cerca["cercanas"]]) == ("programada", [uno])
    assert schedule(tercero, FECHA + timedelta(days=1))["cercanas"] == []


def test_whoever_is_named_reviews_whatever_their_role_at_the_mesa_14_4():
    """14.4: "el nombre de las o los funcionarios del OPL que serán los responsables de llevar a cabo la revisión"."""
    folios = inconsistent("REG1", "REG2")
    add_officials("CTASUP", rol="supervisor")
    add_officials("CTAOPL", rol="opl", proceso="")
    audiencia = in_course(folios, "CTASUP", "CTAOPL")
    assert {c.operador for c in list_cited(audiencia)} == {"CTASUP", "CTAOPL"}
    for quien in (SUPERVISA, ADMIN):
        assert [x["audiencia"] for x in audiencias_desahogo.list_own_hearings(quien)["elementos"]] == [
            audiencia
        ]
        [folio] = [c.folio for c in list_cited(audiencia) if c.operador == quien.cuenta]
        assert judges(audiencia, folio, quien=quien)["inciso"] is None
    with pytest.raises(NoEncontrado):
        judges(audiencia, folios[0], quien=reviews())


def test_who_reviews_has_an_account_in_force_of_the_opl_and_process_14_4():
    audiencia = request(inconsistent("REG1"))["audiencia"]
    for cuenta, cambio in (
        ("CTASUSPENDIDA", {"estado": "suspendida"}),
        ("CTAASPIRANTE", {"rol": "aspirante"}),
        ("CTADEOTRO", {"proceso": "OTRO27"}),
        ("CTADEOTROOPL", {"opl": "OPLZ"}),
        ("CTANADIE", None),
    ):
        if cambio is not None:
            add_officials(cuenta, **cambio)
        with pytest.raises(DatosNoAdmitidos):
            schedule(audiencia, quienes=[OFICIAL, cuenta])
    assert state(audiencia) == "solicitada"


def test_a_hearing_needs_a_future_date_and_a_place_14_4():
    audiencia = request(inconsistent("REG1"))["audiencia"]
    with pytest.raises(DatosNoAdmitidos):
        schedule(audiencia, AHORA)
    with pytest.raises(DatosNoAdmitidos):
        audiencias_agenda.schedule_hearing(ADMIN, audiencia, FECHA, "", "", [OFICIAL], False, AHORA)


def deliver() -> list[tuple[str, str]]:
    """What waits in the queue of mails, sent: to whom, and the text."""
    fallan = failed(correos(batch(*taken(config.COLA_CORREOS)), None))
    assert fallan == []
    enviados = ses_backends[CUENTA][os.environ["AWS_REGION"]].sent_messages
    return [(m.destinations["ToAddresses"][0], m.body) for m in enviados]


def test_the_derfe_is_told_date_and_officials_with_their_accounts_and_the_aspirante_only_the_date_14_4():
    empty_queues()

    persona = {"correo": "aspirante@muestra.invalid", "nombre": "MUESTRA"}
    Aspirante("ASPA").update(
        actions=[Aspirante.datos.set(seal_persona(mundo.PROCESO, "aspirante ASPA", persona))]
    )
    forget_copies()
    audiencia = request(inconsistent("REG1"))["audiencia"]
    schedule(audiencia)
    cartas = dict(deliver())
    derfe, aspirante = cartas[config.DERFE_AUDIENCIAS[0]], cartas["aspirante@muestra.invalid"]
    assert f"Persona {OFICIAL} ({OFICIAL.lower()}@muestra.invalid)" in derfe  # the login, not an internal id
    assert f"({OFICIAL})" not in derfe
    assert "Fecha y hora (hora del centro): 16/01/2027 10:00" in derfe
    assert "Fecha y hora" in aspirante
    assert OFICIAL not in aspirante
    assert OFICIAL.lower() not in aspirante
    assert list(Salida.scan()) == []


# What each state admits

DA_ACTOS = {
    ActoAudiencia.AGREGAR: lambda a: audiencias_solicitud.add_records(
        asks(), a, Peticion(("ASPA-AUX1-DISP1-REG9",)), AHORA
    ),
    ActoAudiencia.PROGRAMAR: schedule,
    ActoAudiencia.INICIAR: lambda a: audiencias_inicio.start_hearing(ADMIN, a, FECHA),
    ActoAudiencia.REGISTRAR_ASISTENCIA: lambda a: note_attendance(ADMIN, a, True, False, True, FECHA),
    ActoAudiencia.SUSTITUIR: lambda a: audiencias_agenda.replace_officials(ADMIN, a, [OTRA], FECHA),
    ActoAudiencia.DICTAMINAR: lambda a: judges(a, "ASPA-AUX1-DISP1-REG1"),
    ActoAudiencia.DESISTIR: lambda a: audiencias_agenda.give_up_hearing(asks(), a, "", "", AHORA),
    ActoAudiencia.CANCELAR: lambda a: audiencias_agenda.cancel_hearing(ADMIN, a, "Se repite", AHORA),
    ActoAudiencia.CONCLUIR: lambda a: audiencias_cierre.conclude_hearing(ADMIN, a, FECHA),
    ActoAudiencia.ADJUNTAR_ACTA: lambda a: audiencias_cierre.attach_acta(ADMIN, a, plain(), FECHA),
    ActoAudiencia.NOTIFICAR: lambda a: audiencias_cierre.notify_result(ADMIN, a, "OF/9", FECHA),
    ActoAudiencia.REPORTAR: lambda a: incidencias.report_incident(ADMIN, a, "Falla sintética", FECHA),
}
ADMITE = {
    EstadoAudiencia.SOLICITADA: {
        ActoAudiencia.AGREGAR,
        ActoAudiencia.PROGRAMAR,
        ActoAudiencia.DESISTIR,
        ActoAudiencia.CANCELAR,
    },
    EstadoAudiencia.PROGRAMADA: {
        ActoAudiencia.PROGRAMAR,
        ActoAudiencia.INICIAR,
        ActoAudiencia.DESISTIR,
        ActoAudiencia.CANCELAR,
        ActoAudiencia.REPORTAR,
    },
    EstadoAudiencia.EN_DESAHOGO: {
        ActoAudiencia.INICIAR,
        ActoAudiencia.REGISTRAR_ASISTENCIA,
        ActoAudiencia.SUSTITUIR,
        ActoAudiencia.DICTAMINAR,
        ActoAudiencia.DESISTIR,
        ActoAudiencia.CONCLUIR,
        ActoAudiencia.ADJUNTAR_ACTA,
        ActoAudiencia.REPORTAR,
    },
    EstadoAudiencia.CONCLUIDA: {
        ActoAudiencia.REGISTRAR_ASISTENCIA,
        ActoAudiencia.ADJUNTAR_ACTA,
        ActoAudiencia.NOTIFICAR,
        ActoAudiencia.REPORTAR,
    },
    EstadoAudiencia.NOTIFICADA: set(),
    EstadoAudiencia.DESISTIDA: set(),
    EstadoAudiencia.CANCELADA: set(),
}


def test_a_state_admits_these_acts_and_refuses_all_others_unchanged_14_4():
    audiencia = in_course(inconsistent("REG1"))
    antes = find_audiencia(audiencia).version
    for estado in EstadoAudiencia:
        Audiencia(audiencia).update(actions=[Audiencia.estado.set(estado.value)])
        for acto in set(ActoAudiencia) - ADMITE[estado]:
            with pytest.raises(AudienciaNoAdmite) as negada:
                DA_ACTOS[acto](audiencia)
            assert negada.value.extra["estado"] == estado, acto
        assert (state(audiencia), find_audiencia(audiencia).version) == (estado, antes)


def test_a_hearing_does_not_begin_before_its_date_and_time_and_is_rescheduled_instead_14_2():
    """14.2: "proporcionará al aspirante […] la fecha y hora para el desahogo de la misma"."""
    audiencia = request(inconsistent("REG1"))["audiencia"]
    schedule(audiencia)
    antes = FECHA - timedelta(hours=1)
    with pytest.raises(AudienciaNoAdmite, match="programada para el 16/01/2027 10:00"):
        audiencias_inicio.start_hearing(ADMIN, audiencia, FECHA - timedelta(seconds=1))
    assert state(audiencia) == "programada"
    schedule(audiencia, antes)
    assert audiencias_inicio.start_hearing(ADMIN, audiencia, antes)["estado"] == "en_desahogo"


def test_who_attended_is_noted_until_the_result_is_notified_14_4():
    """14.4: "deberá convocar a Oficialía Electoral con el fin de que acuda el día señalado"."""
    audiencia = in_course(inconsistent("REG1"))
    assert audiencias.show_hearing(ADMIN, find_audiencia(audiencia))["asistencia"] is None
    note_attendance(ADMIN, audiencia, False, False, True, FECHA)
    for _ in range(2):
        vista = note_attendance(ADMIN, audiencia, True, False, True, FECHA)
    assert vista["asistencia"] == {
        "aspirante": True,
        "representante": False,
        "oficialia_electoral": True,
        "en": iso(FECHA),
    }
    assert [h["que"] for h in vista["historia"]].count("asistencia") == 2


def test_the_aspirante_who_loses_a_counted_support_to_another_s_hearing_is_told_and_if_it_comes_back_too_14_4():
    empty_queues()
    for aspirante in ("ASPA", "ASPB"):
        persona = {"correo": f"{aspirante.lower()}@muestra.invalid", "nombre": "MUESTRA"}
        sellada = seal_persona(mundo.PROCESO, f"aspirante {aspirante}", persona)
        Aspirante(aspirante).update(actions=[Aspirante.datos.set(sellada)])
    forget_copies()
    [suyo] = inconsistent("REG1")
    otro = mundo.arrive("REG2", "ASPB", "PREG1", 9)  # the same person, later
    assert mundo.classes(suyo, otro) == ["con_inconsistencia", "en_lista_nominal"]
    audiencia = in_course([suyo])
    taken(config.COLA_CORREOS)
    judges(audiencia, suyo)
    assert mundo.classes(suyo, otro) == ["en_lista_nominal", "duplicado_otro_aspirante"]
    [(destino, cuerpo)] = deliver()
    assert destino == "aspb@muestra.invalid"
    assert f"Folio: {otro}" in cuerpo
    assert "dejó de contar a su favor" in cuerpo
    assert "ASPA" not in cuerpo
    audiencias_desahogo.take_back_hearing_verdict(reviews(), audiencia, suyo, FECHA + timedelta(minutes=1))
    assert mundo.classes(otro) == ["en_lista_nominal"]
    assert "volvió a contar" in deliver()[-1][1]
    judges(audiencia, suyo, "m", FECHA + timedelta(minutes=2))
    assert taken(config.COLA_CORREOS) == []


def test_with_the_aspirante_s_registration_end_the_hearings_that_have_not_begun_14_1():
    """14.1: "las personas aspirantes a Candidaturas Independientes contarán con derechos de garantía de audiencia"."""
    uno, otro, tercero, cuarto = inconsistent("REG1", "REG2", "REG3", "REG4")
    pedida, programada = (request([f])["audiencia"] for f in (uno, otro))
    schedule(programada)
    en_curso, luego = in_course([tercero]), request([cuarto])["audiencia"]
    Aspirante("ASPA").update(actions=[Aspirante.estado.set("baja")])
    with pytest.raises(AudienciaNoAdmite, match="causó baja"):
        schedule(luego)
    for _ in range(2):
        audiencias_agenda.cancel_hearings_of_ended(ADMIN, "ASPA", AHORA)
    assert [state(a) for a in (pedida, programada, luego)] == ["cancelada"] * 3
    assert judges(en_curso, tercero)["clase"] == "en_lista_nominal"


def test_the_official_asks_ahead_for_the_records_of_the_hearing_that_wait_14_4():
    uno, otro = with_expediente("REG1", 0), with_expediente("REG2", 1)
    for n, folio in enumerate((uno, otro)):
        mundo.verify(folio, f"P{n}")
        mundo.review(folio, ILEGIBLE)
    audiencia = in_course([uno, otro])
    pedir = partial(audiencias_desahogo.show_hearing_record, reviews(), audiencia)
    assert audiencias_desahogo.list_hearing_queue(reviews(), audiencia, 10) == [uno, otro]
    assert audiencias_desahogo.list_hearing_queue(reviews(), audiencia, 1) == [uno]
    assert pedir(uno) == audiencias_desahogo.next_hearing_record(reviews(), audiencia)
    assert (pedir(otro)["folio"], len(pedir(otro)["imagenes"])) == (otro, 4)
    judges(audiencia, uno)
    assert audiencias_desahogo.list_hearing_queue(reviews(), audiencia, 10) == [otro]
    with pytest.raises(YaDictaminado):
        pedir(uno)
    with pytest.raises(NoEncontrado):
        audiencias_desahogo.show_hearing_record(reviews(OTRA), audiencia, otro)
    with pytest.raises(NoEncontrado):
        audiencias_desahogo.list_hearing_queue(reviews(OTRA), audiencia, 10)


def test_the_whole_way_of_a_hearing_14_4():
    uno, otro = inconsistent("REG1", "REG2")
    audiencia = request([uno])["audiencia"]
    for acto in (
        ActoAudiencia.AGREGAR,
        ActoAudiencia.PROGRAMAR,
        ActoAudiencia.INICIAR,
        ActoAudiencia.REPORTAR,
        ActoAudiencia.DICTAMINAR,
    ):
        if acto is ActoAudiencia.AGREGAR:
            audiencias_solicitud.add_records(asks(), audiencia, Peticion((otro,)), AHORA)
        else:
            DA_ACTOS[acto](audiencia)
    with pytest.raises(AudienciaNoAdmite, match="Faltan 1"):
        DA_ACTOS[ActoAudiencia.CONCLUIR](audiencia)
    judges(audiencia, otro, "m")
    DA_ACTOS[ActoAudiencia.CONCLUIR](audiencia)
    with pytest.raises(AudienciaNoAdmite, match="Acta"):
        DA_ACTOS[ActoAudiencia.NOTIFICAR](audiencia)
    DA_ACTOS[ActoAudiencia.ADJUNTAR_ACTA](audiencia)
    dada = DA_ACTOS[ActoAudiencia.NOTIFICAR](audiencia)
    assert (dada["estado"], dada["confirmados"], dada["revertidos"], dada["oficio_resultado"]) == (
        "notificada",
        1,
        1,
        "OF/9",
    )
    assert DA_ACTOS[ActoAudiencia.NOTIFICAR](audiencia) == dada
    assert [h["que"] for h in dada["historia"]] == [
        "solicitada",
        "agregados",
        "programada",
        "iniciada",
        "incidencia",
        "concluida",
        "acta",
        "notificada",
    ]
    assert verdicts(uno) == [(Etapa.MESA, "m"), (Etapa.AUDIENCIA, None)]
    assert verdicts(otro) == [(Etapa.MESA, "m"), (Etapa.AUDIENCIA, "m")]


# The beginning


def test_its_records_are_balanced_over_its_officials_and_not_to_whoever_judged_them_14_4():
    suyos = inconsistent("REG1", "REG2", juez=OFICIAL)
    ajenos = inconsistent("REG3", "REG4")
    audiencia = in_course([*suyos, *ajenos], OFICIAL, OTRA)
    tiene = {c.folio: c.operador for c in list_cited(audiencia)}
    assert {tiene[f] for f in suyos} == {OTRA}
    assert sorted(tiene.values()) == [OFICIAL, OFICIAL, OTRA, OTRA]


def test_when_nobody_else_reviews_whoever_judged_does_and_it_is_said_14_4():
    folios = inconsistent("REG1", juez=OFICIAL)
    audiencia = request(folios)["audiencia"]
    schedule(audiencia)
    assert audiencias_inicio.start_hearing(ADMIN, audiencia, FECHA)["mismo_juez"] == 1
    assert audiencias_inicio.start_hearing(ADMIN, audiencia, FECHA)["mismo_juez"] == 1


def test_what_waits_for_whoever_has_no_account_any_more_goes_to_the_others_14_4():
    folios = inconsistent("REG1", "REG2", "REG3", "REG4")
    audiencia = in_course(folios, OFICIAL, OTRA)
    juzgado, pendiente = (c.folio for c in list_cited(audiencia) if c.operador == OTRA)
    judges(audiencia, juzgado, quien=reviews(OTRA))
    add_officials(OTRA, estado="suspendida")
    audiencias_inicio.start_hearing(ADMIN, audiencia, FECHA)
    assert {c.folio for c in list_cited(audiencia) if c.operador == OTRA} == {juzgado}
    with pytest.raises(NoEncontrado):
        judges(audiencia, pendiente, quien=reviews(OTRA))
    for folio in set(folios) - {juzgado}:
        judges(audiencia, folio)
    assert audiencias_cierre.conclude_hearing(ADMIN, audiencia, FECHA)["revertidos"] == 4


def test_in_course_others_take_the_place_of_its_officials_and_the_derfe_is_told_14_4():
    empty_queues()
    uno, otro = inconsistent("REG1", "REG2")
    audiencia = in_course([uno, otro])
    judges(audiencia, uno)
    taken(config.COLA_CORREOS)
    with pytest.raises(Muerte), dying(2):
        audiencias_agenda.replace_officials(ADMIN, audiencia, [OTRA], FECHA)
    for _ in range(2):
        audiencias_agenda.replace_officials(ADMIN, audiencia, [OTRA], FECHA)
    assert {c.folio: c.operador for c in list_cited(audiencia)} == {uno: OFICIAL, otro: OTRA}
    with pytest.raises(NoEncontrado):
        judges(audiencia, otro)
    judges(audiencia, otro, quien=reviews(OTRA))
    audiencias_cierre.conclude_hearing(ADMIN, audiencia, FECHA)
    assert printed(audiencia).count("Persona CTAOPERA") == 2
    assert send_overdue(FECHA + timedelta(minutes=5)) == 3


def test_without_any_account_in_force_nothing_is_handed_out_14_4():
    audiencia = request(inconsistent("REG1"))["audiencia"]
    schedule(audiencia)
    add_officials(OFICIAL, estado="terminada")
    with pytest.raises(DatosNoAdmitidos):
        audiencias_inicio.start_hearing(ADMIN, audiencia, FECHA)
    assert (state(audiencia), list(Turno.scan())) == ("programada", [])


def many(n: int) -> list[str]:
    """Records with a verdict, written at once."""
    folios = []
    for i in range(n):
        apoyo = mundo.build(f"MUCHO{i:03d}", "ASPA", AHORA)
        hechos = [*apoyo.hechos, Revisado("2027-01-12T00:00:00.000Z", "OPER1", ILEGIBLE)]
        apoyo.historia = [mundo.encode_hecho(h) for h in hechos]
        apoyo.clase = "con_inconsistencia"
        mundo.save_sealed(apoyo)
        folios.append(str(apoyo.folio))
    return folios


def test_begun_twice_at_once_or_again_after_a_death_each_record_is_handed_out_once_14_4():
    folios = many(POR_PIEZA + 5)
    audiencia = request(folios)["audiencia"]
    schedule(audiencia, quienes=[OFICIAL, OTRA])
    with pytest.raises(Muerte), dying(2):
        audiencias_inicio.start_hearing(ADMIN, audiencia, FECHA)
    assert state(audiencia) == "en_desahogo"
    with meanwhile(lambda: audiencias_inicio.start_hearing(ADMIN, audiencia, FECHA)):
        audiencias_inicio.start_hearing(ADMIN, audiencia, FECHA)
    a = find_audiencia(audiencia)
    assert (int(a.repartidos), len(list(Turno.scan()))) == (len(folios), len(folios))
    assert sorted(sum(c.operador == o for c in list_cited(audiencia)) for o in (OFICIAL, OTRA)) == [
        len(folios) // 2,
        len(folios) - len(folios) // 2,
    ]


def test_what_has_no_inconsistency_any_more_when_it_begins_is_not_reviewed_14_4():
    uno, otro = inconsistent("REG1", "REG2")
    audiencia = request([uno, otro])["audiencia"]
    schedule(audiencia)
    mundo.review(uno, Dictamen())
    assert audiencias_inicio.start_hearing(ADMIN, audiencia, FECHA)["sin_materia"] == 1
    with pytest.raises(NoEncontrado):
        judges(audiencia, uno)
    judges(audiencia, otro)
    assert audiencias_cierre.conclude_hearing(ADMIN, audiencia, FECHA)["estado"] == "concluida"


# The desk


def totals(flujo: Flujo, aspirante: str) -> dict[str, int]:
    """By class, as counted of all that was written so far."""
    contadores(event(flujo.news()), None)
    dichos = read_totals(f"aspirante#{aspirante}")
    return {c.removeprefix("clase#"): n for c, n in dichos.items() if c.startswith("clase#")}


def test_a_reversal_makes_the_record_count_and_the_later_support_a_duplicate_14_4():
    flujo = Flujo()
    primero = mundo.arrive("REG1", "ASPA", "P1", 0)
    mundo.review(primero, ILEGIBLE)
    segundo = mundo.arrive("REG2", "ASPB", "P1", 5)
    assert mundo.classes(primero, segundo) == ["con_inconsistencia", "en_lista_nominal"]
    audiencia = in_course([primero])
    assert judges(audiencia, primero)["clase"] == "en_lista_nominal"
    assert mundo.classes(primero, segundo) == ["en_lista_nominal", "duplicado_otro_aspirante"]
    assert totals(flujo, "ASPA") == {"en_lista_nominal": 1}
    assert totals(flujo, "ASPB") == {"duplicado_otro_aspirante": 1}
    audiencias_desahogo.take_back_hearing_verdict(reviews(), audiencia, primero, FECHA)
    assert mundo.classes(primero, segundo) == ["con_inconsistencia", "en_lista_nominal"]
    assert totals(flujo, "ASPA") == {"con_inconsistencia": 1}
    assert totals(flujo, "ASPB") == {"en_lista_nominal": 1}


def test_the_same_verdict_again_gets_the_same_answer_and_another_is_refused_14_4():
    folios = inconsistent("REG1", "REG2")
    audiencia = in_course(folios)
    primera = judges(audiencia, folios[0])
    assert judges(audiencia, folios[0]) == primera
    with pytest.raises(YaDictaminado):
        judges(audiencia, folios[0], "m")
    a = find_audiencia(audiencia)
    assert (int(a.revisados), int(a.revertidos), len(verdicts(folios[0]))) == (1, 1, 2)


def test_a_verdict_given_twice_at_once_counts_once_14_4():
    [folio] = inconsistent("REG1")
    audiencia = in_course([folio])
    with meanwhile(lambda: judges(audiencia, folio)):
        judges(audiencia, folio)
    assert (int(find_audiencia(audiencia).revisados), len(verdicts(folio))) == (1, 2)


def test_a_verdict_that_meets_the_conclusion_is_refused_whole_14_4():
    uno, otro = inconsistent("REG1", "REG2")
    audiencia = in_course([uno, otro])
    judges(audiencia, uno)
    audiencias_agenda.give_up_hearing(asks(), audiencia, "", "", FECHA)
    with (
        meanwhile(lambda: audiencias_cierre.conclude_hearing(ADMIN, audiencia, FECHA)),
        pytest.raises(AudienciaNoAdmite),
    ):
        judges(audiencia, otro)
    a = find_audiencia(audiencia)
    assert (a.estado, int(a.revisados), len(verdicts(otro))) == ("concluida", 1, 1)


def test_a_conclusion_that_meets_an_undoing_is_refused_14_4():
    [folio] = inconsistent("REG1")
    audiencia = in_course([folio])
    judges(audiencia, folio)
    with (
        meanwhile(lambda: audiencias_desahogo.take_back_hearing_verdict(reviews(), audiencia, folio, FECHA)),
        pytest.raises(AudienciaNoAdmite, match="Faltan 1"),
    ):
        audiencias_cierre.conclude_hearing(ADMIN, audiencia, FECHA)


def test_one_official_neither_sees_nor_judges_anothers_record_14_4():
    [folio] = inconsistent("REG1")
    audiencia = in_course([folio], OFICIAL, OTRA)
    [tiene] = [c.operador for c in list_cited(audiencia)]
    otro = reviews(OTRA if tiene == OFICIAL else OFICIAL)
    assert audiencias_desahogo.next_hearing_record(otro, audiencia) is None
    for quien in (otro, reviews("CTANADIE"), reviews(str(tiene), opl="OPLZ")):
        with pytest.raises(NoEncontrado):
            judges(audiencia, folio, quien=quien)
    assert len(verdicts(folio)) == 1


def test_a_verdict_is_by_the_catalogue_13_7():
    [folio] = inconsistent("REG1")
    audiencia = in_course([folio])
    with pytest.raises(DictamenNoAdmitido):
        judges(audiencia, folio, "h")
    assert int(find_audiencia(audiencia).revisados) == 0


def test_a_verdict_is_taken_back_within_its_time_once_and_the_record_waits_again_14_4():
    [folio] = inconsistent("REG1")
    audiencia = in_course([folio])
    judges(audiencia, folio)
    limite = FECHA + timedelta(minutes=config.MINUTOS_PARA_DESHACER)
    tarde = limite + timedelta(seconds=1)
    with pytest.raises(PlazoVencido):
        audiencias_desahogo.take_back_hearing_verdict(reviews(), audiencia, folio, tarde)
    for _ in range(2):
        audiencias_desahogo.take_back_hearing_verdict(
            reviews(), audiencia, folio, FECHA + timedelta(minutes=config.MINUTOS_PARA_DESHACER)
        )
    a = find_audiencia(audiencia)
    assert (int(a.revisados), int(a.revertidos)) == (0, 0)
    assert sum(isinstance(h, Deshecho) for h in mundo.now(folio).hechos) == 1
    assert judges(audiencia, folio, "m")["inciso"] == "m"
    assert [(c.despues["inciso"], audiencias.result_of(c)) for c in list_cited(audiencia)] == [
        ("m", "confirmado")
    ]


def test_earlier_verdicts_are_seen_only_when_so_set_and_never_who_gave_them_14_4():

    for n, muestra in enumerate((False, True)):
        folio = with_expediente(f"HOJA{n}", n)
        mundo.verify(folio, f"P{n}")
        mundo.review(folio, ILEGIBLE)
        hoja = audiencias_desahogo.next_hearing_record(reviews(), in_course([folio], muestra=muestra))
        assert set(hoja["imagenes"]) == {"anverso.jpg", "reverso.jpg", "foto.jpg", "firma.png"}
        assert [(a["etapa"], a["inciso"]) for a in hoja["anteriores"]] == ([("mesa", "m")] if muestra else [])
        assert "OPER1" not in str(hoja["anteriores"])


def test_a_record_that_does_not_open_keeps_nobody_from_the_next_14_4():
    folios = []
    for n in range(2):
        folios.append(with_expediente(f"HOJA{n}", n))
        mundo.review(folios[n], ILEGIBLE)
    audiencia = in_course(folios)
    roto = mundo.now(folios[0])
    objetos.discard_expediente(objetos.expediente_key(mundo.PROCESO, roto.folio, roto.integridad))
    assert audiencias_desahogo.next_hearing_record(reviews(), audiencia)["folio"] == folios[1]


def test_of_paper_the_document_is_examined_or_noted_missing_and_nothing_is_reversed_without_it_14_4():

    papeles.prepare()
    [dicha] = papeles.types(papeles.run(), papeles.written(1, inciso="d"))
    folio = dicha["folio"]
    look_up_apoyo(folio, AHORA)
    audiencia = in_course([folio])
    hoja = audiencias_desahogo.next_hearing_record(reviews(), audiencia)
    assert (hoja["datos"]["clave_elector"], hoja["soportes"]) == (papeles.PERSONA.clave_elector, [])
    for soporte in (None, "revisado", "no_obra"):
        with pytest.raises(SoporteSinRevisar):
            judges(audiencia, folio, soporte=soporte)
    attach_soporte(papeles.OPL, folio, "application/pdf", plain(), AHORA)
    assert [s["n"] for s in audiencias_desahogo.next_hearing_record(reviews(), audiencia)["soportes"]] == [1]
    with pytest.raises(SoporteSinRevisar):
        judges(audiencia, folio, soporte="no_obra")
    assert judges(audiencia, folio, soporte="revisado")["clase"] == "en_lista_nominal"
    assert [c.soporte for c in list_cited(audiencia)] == ["revisado"]
    assert verdicts(folio) == [(Etapa.CAPTURA, "d"), (Etapa.AUDIENCIA, None)]


def test_an_official_sees_the_hearings_in_course_in_which_they_review_14_4():
    uno, otro = inconsistent("REG1", "REG2")
    audiencia = in_course([uno])
    in_course([otro], OTRA)
    assert [a["audiencia"] for a in audiencias_desahogo.list_own_hearings(reviews())["elementos"]] == [
        audiencia
    ]


# The end


def test_the_aspirante_sees_before_and_after_with_the_reason_and_never_who_judged_14_4():
    uno, otro = inconsistent("REG1", "REG2")
    audiencia = in_course([uno, otro])
    judges(audiencia, uno)
    vistos = audiencias.list_hearing_records(asks(), audiencia, "", 10)["elementos"]
    assert [(v["resultado"], v["antes"]["motivo"]) for v in vistos] == [
        ("revertido", "Sin firma: Sin firma"),
        ("pendiente", "Sin firma: Sin firma"),
    ]
    dicho = str(vistos) + str(audiencias.show_hearing(asks(), audiencias.reach_hearing(asks(), audiencia)))
    assert OFICIAL not in dicho
    assert "OPER1" not in dicho


def test_what_the_aspirante_gave_up_stays_as_it_was_14_4():
    uno, otro = inconsistent("REG1", "REG2")
    audiencia = in_course([uno, otro])
    judges(audiencia, uno)
    with pytest.raises(DatosNoAdmitidos):
        audiencias_agenda.give_up_hearing(ADMIN, audiencia, "", "", FECHA)
    audiencias_agenda.give_up_hearing(ADMIN, audiencia, "Escrito 1", "", FECHA)
    audiencias_cierre.conclude_hearing(ADMIN, audiencia, FECHA)
    assert mundo.classes(uno, otro) == ["en_lista_nominal", "con_inconsistencia"]
    texto = printed(audiencia)
    assert f"{otro}" in texto
    assert "sin revisar" in texto


def printed(audiencia: str) -> str:
    paginas = PdfReader(io.BytesIO(audiencias_cierre.print_result(ADMIN, audiencia))).pages
    return " ".join(" ".join(p.extract_text().split()) for p in paginas)


def test_the_oficio_says_figures_by_inciso_each_record_and_who_reviewed_and_is_always_the_same_14_4():
    uno, otro = inconsistent("REG1", "REG2")
    audiencia = in_course([uno, otro])
    with pytest.raises(AudienciaNoAdmite):
        audiencias_cierre.print_result(ADMIN, audiencia)
    judges(audiencia, uno)
    judges(audiencia, otro, "m")
    audiencias_cierre.conclude_hearing(ADMIN, audiencia, FECHA)
    texto = printed(audiencia)
    assert "13.7 m) 1 confirmados, 1 revertidos" in texto
    assert f"{uno} 13.7 m) Sin firma: Sin firma → revertido. Clase: En Lista Nominal" in texto
    assert "Guanajuato, 16/01/2027" in texto  # place and date, addressee
    assert "Dirección Ejecutiva del Registro Federal de Electores del INE" in texto
    assert f"Persona {OFICIAL}" in texto
    assert audiencias_cierre.print_result(ADMIN, audiencia) == audiencias_cierre.print_result(
        ADMIN, audiencia
    )


def test_the_oficio_tells_what_each_record_became_and_not_only_that_it_was_reversed_14_4():
    """14.4: "notificará a la DERFE […] el resultado de la revisión": one of a dead person does not count."""
    vivo = mundo.arrive("REG1", "ASPA", "P1", 0)
    muerto = mundo.receive("REG2", "ASPA", mundo.INICIO + timedelta(days=1, minutes=1)).folio
    mundo.verify(muerto, "P2", SituacionRegistral.BAJA)
    for folio in (vivo, muerto):
        mundo.review(folio, ILEGIBLE)
    audiencia = in_course([vivo, muerto])
    for folio in (vivo, muerto):
        judges(audiencia, folio)
    audiencias_cierre.conclude_hearing(ADMIN, audiencia, FECHA)
    texto = printed(audiencia)
    assert "En Lista Nominal 1" in texto
    assert "Baja del padrón 1" in texto
    assert f"{muerto} 13.7 m) Sin firma: Sin firma → revertido. Clase: Baja del padrón" in texto


def test_the_acta_is_kept_sealed_and_given_as_it_came_and_the_last_one_is_in_force_14_4():
    audiencia = in_course(inconsistent("REG1"))
    with pytest.raises(NoEncontrado):
        audiencias_cierre.read_acta(ADMIN, audiencia)
    for paginas in (1, 2):
        assert audiencias_cierre.attach_acta(ADMIN, audiencia, plain(paginas), FECHA)["paginas"] == paginas
        assert audiencias_cierre.read_acta(INE, audiencia) == plain(paginas)

    assert b"%PDF" not in objetos.read_sealed_expediente(find_audiencia(audiencia).llave_acta)
    with pytest.raises(ActaNoAdmitida):
        audiencias_cierre.attach_acta(ADMIN, audiencia, ACTIVOS["javascript al abrir"](), FECHA)


# Incidents


def test_an_incident_is_told_at_once_and_has_24_hours_14_4():
    empty_queues()
    audiencia = request(inconsistent("REG1"))["audiencia"]
    schedule(audiencia)
    taken(config.COLA_CORREOS)
    dada = incidencias.report_incident(SUPERVISA, audiencia, "No cargan las imágenes", AHORA)
    assert (dada["n"], dada["estado"]) == (1, "en_plazo")
    [(destino, cuerpo)] = deliver()
    assert destino == config.DERFE_INCIDENCIAS[0]
    assert (
        "Lo que se reporta:\nNo cargan las imágenes" in cuerpo
    )  # what happened, of which OPL, aspirante and hearing
    assert "Organismo Público Local: OPL sintético" in cuerpo
    assert "(ASPA)" in cuerpo
    assert audiencia in cuerpo
    assert b"No cargan" not in Incidencia.get(audiencia, 1).texto
    plazo = AHORA + timedelta(hours=24)
    assert incidencias.tell_overdue_incidents(plazo - timedelta(seconds=1)) == 0
    assert incidencias.tell_overdue_incidents(plazo) == 1
    assert "venció" in deliver()[-1][1]
    estados = [i["estado"] for i in incidencias.show_incidents(INE, audiencia, plazo)["elementos"]]
    assert estados == ["vencida"]
    incidencias.answer_incident(INE, audiencia, 1, "Resuelto", plazo)
    otra = incidencias.answer_incident(INE, audiencia, 1, "Otra respuesta", plazo)
    assert (otra["estado"], otra["respuesta"]) == ("respondida", "Resuelto")
    assert incidencias.tell_overdue_incidents(plazo) == 0


def test_of_two_incidents_reported_at_once_none_is_lost_14_4():
    audiencia = request(inconsistent("REG1"))["audiencia"]
    schedule(audiencia)
    with meanwhile(lambda: incidencias.report_incident(ADMIN, audiencia, "Primera falla", AHORA)):
        incidencias.report_incident(ADMIN, audiencia, "Segunda falla", AHORA)
    vistas = incidencias.show_incidents(ADMIN, audiencia, AHORA)["elementos"]
    assert [(i["n"], i["texto"]) for i in vistas] == [(1, "Primera falla"), (2, "Segunda falla")]


def test_the_result_goes_to_the_utvopl_too_where_its_address_is_given_14_4():
    """«notificará a la DERFE, vía oficio a través de la UTVOPL, el resultado de la revisión de la garantía de
    audiencia»: an installation with `CAPTACION_UTVOPL`, whose settings are read at its start.
    """
    codigo = (
        "from chalicelib.store.audiencias.audiencias import Audiencia;"
        "from chalicelib.workflows.audiencias.cartas import mails_to_all;"
        "print([[m.ref['quien'] for m in mails_to_all(Audiencia('A', version=1), que)]"
        " for que in ('programada', 'notificada')])"
    )
    entorno = os.environ | {"CAPTACION_UTVOPL": "utvopl@captacion.invalid"}
    dicho = subprocess.run(
        [sys.executable, "-c", codigo], env=entorno, capture_output=True, text=True, check=True
    )
    siempre = ["derfe#0", "aspirante", "representante"]
    assert dicho.stdout.strip() == str([siempre, ["derfe#0", "utvopl#0", "aspirante", "representante"]])
