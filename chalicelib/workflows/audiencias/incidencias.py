"""Incidents of a hearing: told to the DERFE at once, which has 24 hours to attend to them (Protocolo 14.4)."""

from datetime import datetime
from typing import Any

from chalicelib.problemas import NoEncontrado
from chalicelib.rules.audiencias import PLAZO_INCIDENCIA, ActoAudiencia
from chalicelib.rules.base.centro import dia_centro
from chalicelib.rules.base.permisos import Principal
from chalicelib.store.audiencias import audiencias, incidencias
from chalicelib.store.audiencias.audiencias import Audiencia
from chalicelib.store.audiencias.incidencias import PENDIENTE, Incidencia, find_incidencia, list_incidents
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.correos.salidas import Salida, owe
from chalicelib.vault.secretos import open_fields, seal_fields
from chalicelib.workflows.audiencias.audiencia import reach_hearing, reach_hearing_for, unraced
from chalicelib.workflows.audiencias.cartas import mails_of_incident
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.correos.carta import enqueue_mails


def report_incident(principal: Principal, audiencia: str, texto: str, ahora: datetime) -> dict[str, Any]:
    """Report an incident; its 24 hours begin. Raises `NoEncontrado`, `AudienciaNoAdmite`, `Ocupado`."""

    def attempt() -> tuple[Incidencia, list[Salida]]:
        a = reach_hearing_for(principal, audiencia, ActoAudiencia.REPORTAR)
        nueva = Incidencia(
            audiencia=audiencia,
            n=int(a.incidencias) + 1,
            reportada_en=iso(ahora),
            vence=iso(ahora + PLAZO_INCIDENCIA),
            pendiente=PENDIENTE,
        )
        nueva.texto = seal_fields(secreto_de(a.proceso), nueva.identidad, {"texto": texto})
        debe = [salidas.owed_mail(aviso, ahora) for aviso in mails_of_incident(nueva)]
        nota = audiencias.append_history("incidencia", ahora, principal.cuenta, n=int(nueva.n))
        with transaction() as tx:
            audiencias.change_hearing(tx, a, Audiencia.incidencias.add(1), nota)
            tx.save(nueva, condition=Incidencia.audiencia.does_not_exist())
            owe(tx, *debe)
        return nueva, debe

    nueva, debe = unraced(attempt)
    salidas.send_owed(debe)
    return _shown(reach_hearing(principal, audiencia), nueva, ahora)


def answer_incident(
    principal: Principal, audiencia: str, n: int, texto: str, ahora: datetime
) -> dict[str, Any]:
    """Note the DERFE's answer; an incident already answered keeps its answer. Raises `NoEncontrado`, `Ocupado`."""

    def attempt() -> Incidencia:
        a, i = reach_hearing(principal, audiencia), find_incidencia(audiencia, n)
        if i is None:
            raise NoEncontrado
        if i.pendiente is None:
            return i
        i.respuesta = seal_fields(secreto_de(a.proceso), f"{i.identidad} respuesta", {"texto": texto})
        i.respondida_en, i.pendiente = iso(ahora), None
        with transaction() as tx:
            tx.save(i, condition=Incidencia.pendiente == PENDIENTE)
        return i

    return _shown(reach_hearing(principal, audiencia), unraced(attempt), ahora)


def show_incidents(principal: Principal, audiencia: str, ahora: datetime) -> dict[str, Any]:
    """Incidents of a hearing with their deadlines, oldest first. Raises `NoEncontrado`."""
    a = reach_hearing(principal, audiencia)
    return {"elementos": [_shown(a, i, ahora) for i in list_incidents(audiencia)]}


def tell_overdue_incidents(ahora: datetime) -> int:
    """Queue the day's mails about overdue answers; repeating it on the same day sends nothing twice."""
    vencidas = [find_incidencia(a, n) for a, n in incidencias.overdue_incidents(ahora)]
    pendientes = [i for i in vencidas if i is not None and i.pendiente]
    enqueue_mails(aviso for i in pendientes for aviso in mails_of_incident(i, dia_centro(ahora)))
    return len(pendientes)


def _shown(a: Audiencia, i: Incidencia, ahora: datetime) -> dict[str, Any]:
    secreto = secreto_de(a.proceso)
    respuesta = (
        open_fields(secreto, f"{i.identidad} respuesta", i.respuesta)["texto"] if i.respuesta else None
    )
    return {
        "audiencia": a.audiencia,
        "n": int(i.n),
        "reportada_en": i.reportada_en,
        "vence": i.vence,
        "estado": _state(i, ahora),
        "texto": open_fields(secreto, i.identidad, i.texto)["texto"],
        "respuesta": respuesta,
        "respondida_en": i.respondida_en,
    }


def _state(i: Incidencia, ahora: datetime) -> str:
    if i.pendiente is None:
        return "respondida"
    return "vencida" if ahora >= instante(i.vence) else "en_plazo"
