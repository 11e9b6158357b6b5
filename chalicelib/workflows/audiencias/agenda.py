"""Scheduling, desistimiento and cancellation of a hearing, with the mails about it (Protocolo 14.2, 14.4)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pynamodb.expressions.update import Action

from chalicelib.problemas import NoEncontrado
from chalicelib.problemas.audiencias import AudienciaNoAdmite
from chalicelib.rules.aspirantes.registro import EstadoAspirante
from chalicelib.rules.audiencias import ActoAudiencia, EstadoAudiencia, too_close
from chalicelib.rules.base.centro import dia_centro
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.aspirantes import find_aspirante
from chalicelib.store.audiencias import audiencias
from chalicelib.store.audiencias.audiencias import Audiencia, find_audiencia
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.correos.salidas import owe
from chalicelib.vault.secretos import seal_fields
from chalicelib.workflows.audiencias.audiencia import (
    admit_act,
    field_fault,
    is_official_in_force,
    open_hearing_data,
    reach_hearing,
    show_hearing,
    unraced,
)
from chalicelib.workflows.audiencias.cartas import mails_to_all, mails_to_aspirante
from chalicelib.workflows.audiencias.inicio import start_hearing
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.correos import salidas

MAXIMO_AUDIENCIAS = 200
"""Hearings of an aspirante, newest first, among which those that have not begun are looked for."""
POR_BAJA = "La persona aspirante causó baja: la audiencia no procede."


def schedule_hearing(
    principal: Principal,
    audiencia: str,
    fecha: datetime,
    lugar: str,
    enlace: str,
    funcionarios: Sequence[str],
    muestra_anteriores: bool,
    ahora: datetime,
) -> dict[str, Any]:
    """Give a hearing its date, place and officials; until it begins it may be scheduled anew.

    The answer's `cercanas` warns of other hearings of the OPL that day less than an hour away. Raises `NoEncontrado`,
    `AudienciaNoAdmite`, `DatosNoAdmitidos`, `Ocupado`.
    """
    quienes = sorted(set(funcionarios))
    a = reach_hearing(principal, audiencia)
    admit_act(a, ActoAudiencia.PROGRAMAR)
    check_aspirante(a)
    _check(a, fecha, lugar, enlace, quienes, ahora)

    def attempt() -> Audiencia:
        actual = reach_hearing(principal, audiencia)
        estado = admit_act(actual, ActoAudiencia.PROGRAMAR)
        agenda = audiencias.agenda_of(actual.opl, dia_centro(fecha))
        acciones = [
            Audiencia.fecha.set(iso(fecha)),
            Audiencia.agenda.set(agenda),
            Audiencia.funcionarios.set(quienes),
            Audiencia.muestra_anteriores.set(muestra_anteriores),
            _seal(actual, lugar=lugar, enlace=enlace),
            audiencias.append_history("programada", ahora, principal.cuenta, fecha=iso(fecha)),
        ]
        return _change(actual, estado, acciones, ahora, a_la_derfe=True)

    actual = unraced(attempt)
    return {**show_hearing(principal, actual), "cercanas": _close_ones(actual, fecha)}


def replace_officials(
    principal: Principal, audiencia: str, funcionarios: Sequence[str], ahora: datetime
) -> dict[str, Any]:
    """Replace the officials who review; records waiting for those who leave are handed to the new ones.

    The DERFE is told. Repeating the request completes an earlier run that died. Raises as `schedule_hearing`.
    """
    quienes = sorted(set(funcionarios))

    def attempt() -> None:
        a = reach_hearing(principal, audiencia)
        estado = admit_act(a, ActoAudiencia.SUSTITUIR)
        _check_accounts(a, quienes)
        if quienes == list(a.funcionarios):
            return
        nota = audiencias.append_history("funcionarios", ahora, principal.cuenta, funcionarios=quienes)
        _change(
            a, estado, [Audiencia.funcionarios.set(quienes), nota], ahora, de="sustitucion", a_la_derfe=True
        )

    unraced(attempt)
    return start_hearing(principal, audiencia, ahora)


def give_up_hearing(
    principal: Principal, audiencia: str, oficio: str, motivo: str, ahora: datetime
) -> dict[str, Any]:
    """Register that the aspirante desists: of the whole hearing before it begins, later of the records not reviewed.

    `oficio`: the aspirante's writing, when the OPL registers it. Idempotent. Raises `NoEncontrado`,
    `AudienciaNoAdmite`, `DatosNoAdmitidos`, `Ocupado`.
    """
    if principal.rol is Rol.OPL and not oficio:
        raise field_fault("oficio", "Indique el escrito con que la persona aspirante desiste.")

    def attempt() -> Audiencia:
        a = reach_hearing(principal, audiencia)
        if a.desistio:
            return a
        estado = admit_act(a, ActoAudiencia.DESISTIR)
        nota = audiencias.append_history("desistida", ahora, principal.cuenta, oficio=oficio)
        acciones: list[Action] = [Audiencia.desistio.set(True), _seal(a, motivo=motivo), nota]
        if estado is EstadoAudiencia.DESISTIDA and a.agenda:
            acciones.append(Audiencia.agenda.remove())
        return _change(a, estado, acciones, ahora, a_la_derfe=a.fecha is not None)

    return show_hearing(principal, unraced(attempt))


def cancel_hearing(principal: Principal, audiencia: str, motivo: str, ahora: datetime) -> dict[str, Any]:
    """Cancel, for the OPL, a hearing that has not begun; `motivo`: the reason. Raises as `give_up_hearing`."""

    def attempt() -> Audiencia:
        a = reach_hearing(principal, audiencia)
        estado = admit_act(a, ActoAudiencia.CANCELAR)
        acciones = [_seal(a, motivo=motivo), audiencias.append_history("cancelada", ahora, principal.cuenta)]
        if a.agenda:
            acciones.append(Audiencia.agenda.remove())
        return _change(a, estado, acciones, ahora, a_la_derfe=a.fecha is not None)

    return show_hearing(principal, unraced(attempt))


def cancel_hearings_of_ended(principal: Principal, aspirante: str, ahora: datetime) -> list[str]:
    """Cancel the hearings not begun of an aspirante whose registration ended; return their ids.

    A hearing in course is held to its end, because officials and Oficialía Electoral take part in it already.
    Repeating it completes an earlier run that died. Raises `NoEncontrado`, `Ocupado`.
    """
    canceladas = []
    for a in audiencias.hearings_of_aspirante(aspirante, "", MAXIMO_AUDIENCIAS):
        if a.estado in (EstadoAudiencia.SOLICITADA, EstadoAudiencia.PROGRAMADA):
            cancel_hearing(principal, str(a.audiencia), POR_BAJA, ahora)
            canceladas.append(str(a.audiencia))
    return canceladas


def check_aspirante(a: Audiencia) -> None:
    """Check that the aspirante's registration is in force. Raises `AudienciaNoAdmite`."""
    suyo = find_aspirante(a.aspirante)
    if suyo is None or suyo.estado == EstadoAspirante.BAJA:
        raise AudienciaNoAdmite(f"{POR_BAJA} Cancele la audiencia.", estado=a.estado)


def _change(
    a: Audiencia,
    estado: EstadoAudiencia,
    acciones: list[Action],
    ahora: datetime,
    *,
    a_la_derfe: bool,
    de: str = "",
) -> Audiencia:
    """Change a hearing's state in one transaction with its mails; `de`: the event, if the state does not tell it."""
    que = mails_to_all if a_la_derfe else mails_to_aspirante
    debe = [salidas.owed_mail(aviso, ahora) for aviso in que(a, de or estado.value)]
    with transaction() as tx:
        audiencias.change_hearing(tx, a, Audiencia.estado.set(estado.value), *acciones)
        owe(tx, *debe)
    salidas.send_owed(debe)
    return _again(a)


def _again(a: Audiencia) -> Audiencia:
    actual = find_audiencia(a.audiencia)
    if actual is None:
        raise NoEncontrado
    return actual


def _seal(a: Audiencia, **datos: str) -> Action:
    return Audiencia.datos.set(seal_fields(secreto_de(a.proceso), a.identidad, open_hearing_data(a) | datos))


def _check(
    a: Audiencia, fecha: datetime, lugar: str, enlace: str, quienes: Sequence[str], ahora: datetime
) -> None:
    if fecha <= ahora:
        raise field_fault("fecha", "Indique una fecha y hora posteriores a este momento (hora del centro).")
    if not lugar and not enlace:
        raise field_fault("lugar", "Indique el lugar, o el enlace si es a distancia.")
    _check_accounts(a, quienes)


def _check_accounts(a: Audiencia, quienes: Sequence[str]) -> None:
    if [c for c in quienes if not is_official_in_force(a, c)]:
        # The fault does not name the account, so as not to reveal that an account of another OPL exists.
        raise field_fault("funcionarios", "Indique cuentas vigentes de personas operadoras del proceso.")


def _close_ones(a: Audiencia, fecha: datetime) -> list[dict[str, str]]:
    dia = audiencias.hearings_on_agenda(str(a.agenda))
    return [
        {"audiencia": otra, "fecha": cuando}
        for otra, cuando in dia
        if otra != a.audiencia and too_close(fecha, instante(cuando))
    ]
