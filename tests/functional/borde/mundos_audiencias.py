"""The part of a world that hearings are: one in each state that a route needs, held by its operator (Protocolo 14)."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.rules.base.centro import to_centro
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.workflows.audiencias import agenda as audiencias_agenda
from chalicelib.workflows.audiencias import cierre as audiencias_cierre
from chalicelib.workflows.audiencias import desahogo as audiencias_desahogo
from chalicelib.workflows.audiencias import incidencias
from chalicelib.workflows.audiencias import inicio as audiencias_inicio
from chalicelib.workflows.audiencias import solicitud as audiencias_solicitud
from chalicelib.workflows.audiencias.solicitud import Peticion
from tests.escenario import mundo
from tests.escenario.actas import plain
from tests.escenario.mundo import ILEGIBLE
from tests.escenario.vistas_de_audiencia import add_officials
from tests.functional.borde.mundos_app import store_record
from tests.functional.borde.sedes import Mundo, ties_of

ACTA = {"contenido": b64encode(plain()).decode()}


def chosen(m: Mundo, rol: Rol) -> dict[str, Any]:
    """A hearing over a record that is in none; the OPL needs an oficio."""
    return {"folios": [m.ids["sin_audiencia"]], **({"oficio": "OF/9"} if rol is Rol.OPL else {})}


def officials_body(m: Mundo) -> dict[str, Any]:
    """The world's operator."""
    return {"funcionarios": [ties_of(m.sede)["operador"]]}


def schedule_body(m: Mundo) -> dict[str, Any]:
    """In two days."""
    fecha = to_centro(datetime.now(UTC) + timedelta(days=2))
    return {"fecha": fecha, "lugar": "Sala 1"} | officials_body(m)


def add_hearings(m: Mundo) -> None:
    """`audiencia`: asked for; `programada`, with an incident; `en_desahogo`, with a record judged and one to be judged
    that the aspirante gave up; `concluida`, with its Acta."""
    s, operador = m.sede, ties_of(m.sede)["operador"]
    add_officials(operador, proceso=s.proceso, opl=s.opl)
    citados = [str(store_record(s, f"CITADO{n}").folio) for n in range(6)]
    for folio in citados:
        mundo.review(folio, ILEGIBLE, "OPEROTRO")
    m.ids["sin_audiencia"], m.ids["dictaminado"], m.ids["por_dictaminar"] = citados[0], citados[2], citados[1]
    m.ids["audiencia"] = _asked(m, citados[3])
    m.ids["programada"], m.ids["concluida"] = _scheduled(m, citados[4]), _held(m, citados[5])
    m.ids["en_desahogo"] = _held(m, *citados[1:3])
    # An hour ahead of the clock: the minutes in which it can be undone do not run out while the matrix is asked.
    _judge(m, "en_desahogo", "dictaminado", datetime.now(UTC) + timedelta(hours=1))
    _give_up(m)
    _end(m, citados[5])
    # Not as many in one world as in the other: what is the last one's here is nobody's there.
    for _ in range(2 - s.n):
        incidencias.report_incident(_opl(m), m.ids["programada"], "Incidencia sintética", datetime.now(UTC))
    m.ids["incidencia"] = str(2 - s.n)


def _opl(m: Mundo) -> Principal:
    return Principal("opl", Rol.OPL, opl=m.sede.opl, cuenta="CTAOPL")


def _asked(m: Mundo, *folios: str) -> str:
    peticion, aspirante = Peticion(folios), m.sede.aspirante
    dada = audiencias_solicitud.request_hearing(_opl(m), aspirante, peticion, "OF/1", "", datetime.now(UTC))
    return str(dada["audiencia"])


def _scheduled(m: Mundo, *folios: str) -> str:
    audiencia, ahora = _asked(m, *folios), datetime.now(UTC) - timedelta(hours=2)
    quienes = [ties_of(m.sede)["operador"]]
    fecha = ahora + timedelta(hours=1)  # its time has come
    audiencias_agenda.schedule_hearing(_opl(m), audiencia, fecha, "Sala 1", "", quienes, False, ahora)
    return audiencia


def _held(m: Mundo, *folios: str) -> str:
    audiencia = _scheduled(m, *folios)
    audiencias_inicio.start_hearing(_opl(m), audiencia, datetime.now(UTC))
    return audiencia


def _judge(m: Mundo, cual: str, folio: str, en: datetime) -> None:
    s, operador = m.sede, ties_of(m.sede)["operador"]
    quien = Principal("oper", Rol.OPERADOR, opl=s.opl, proceso=s.proceso, operador=operador)
    audiencias_desahogo.give_hearing_verdict(
        quien, m.ids[cual], m.ids.get(folio, folio), None, "", "", None, en
    )


def _give_up(m: Mundo) -> None:
    audiencias_agenda.give_up_hearing(_opl(m), m.ids["en_desahogo"], "OF/2", "", datetime.now(UTC))


def _end(m: Mundo, folio: str) -> None:
    audiencia, ahora = m.ids["concluida"], datetime.now(UTC)
    _judge(m, "concluida", folio, ahora)
    audiencias_cierre.attach_acta(_opl(m), audiencia, plain(), ahora)
    audiencias_cierre.conclude_hearing(_opl(m), audiencia, ahora)
