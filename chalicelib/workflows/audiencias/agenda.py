"""Scheduling a hearing, giving it up, cancelling it; the DERFE and the aspirante are told (Protocolo 14.2, 14.4)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pynamodb.expressions.update import Action

from chalicelib.problemas import NoEncontrado
from chalicelib.rules.audiencias import Acto, Estado, too_close
from chalicelib.rules.base.periodo import dia_centro
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store import audiencias
from chalicelib.store.audiencias import Audiencia, find_audiencia
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.correos.salidas import owe
from chalicelib.vault.secretos import seal_fields
from chalicelib.workflows.audiencias.audiencia import admit, fault, in_force, reach, sealed, show, unraced
from chalicelib.workflows.audiencias.cartas import tell_all, tell_aspirante
from chalicelib.workflows.audiencias.inicio import start
from chalicelib.workflows.base.alcance import NADA
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.correos import salidas


def schedule(
    principal: Principal,
    audiencia: str,
    fecha: datetime,
    lugar: str,
    enlace: str,
    funcionarios: Sequence[str],
    muestra_anteriores: bool,
    ahora: datetime,
) -> dict[str, Any]:
    """Give it a date, a place and who reviews; again before it begins, others.

    `cercanas`: hearings of the OPL that day less than an hour away: told, and no reason to refuse. Raises
    `NoEncontrado`, `AudienciaNoAdmite`, `DatosNoAdmitidos`, `Ocupado`.
    """
    quienes = sorted(set(funcionarios))
    a = reach(principal, audiencia)
    admit(a, Acto.PROGRAMAR)
    _check(a, fecha, lugar, enlace, quienes, ahora)

    def attempt() -> Audiencia:
        actual = reach(principal, audiencia)
        estado = admit(actual, Acto.PROGRAMAR)
        agenda = audiencias.agenda_of(actual.opl, dia_centro(fecha))
        acciones = [
            Audiencia.fecha.set(iso(fecha)),
            Audiencia.agenda.set(agenda),
            Audiencia.funcionarios.set(quienes),
            Audiencia.muestra_anteriores.set(muestra_anteriores),
            _seal(actual, lugar=lugar, enlace=enlace),
            audiencias.note_of("programada", ahora, principal.cuenta, fecha=iso(fecha)),
        ]
        return _change(actual, estado, acciones, ahora, a_la_derfe=True)

    actual = unraced(attempt)
    return {**show(principal, actual), "cercanas": _close_ones(actual, fecha)}


def replace_officials(
    principal: Principal, audiencia: str, funcionarios: Sequence[str], ahora: datetime
) -> dict[str, Any]:
    """Others review from now on; what waits for whoever is not among them goes to them. The DERFE is told.

    The same ones again complete what was left half-way. Raises as `schedule`.
    """
    quienes = sorted(set(funcionarios))

    def attempt() -> None:
        a = reach(principal, audiencia)
        estado = admit(a, Acto.SUSTITUIR)
        _check_accounts(a, quienes)
        if quienes == list(a.funcionarios):
            return
        nota = audiencias.note_of("funcionarios", ahora, principal.cuenta, funcionarios=quienes)
        _change(
            a, estado, [Audiencia.funcionarios.set(quienes), nota], ahora, de="sustitucion", a_la_derfe=True
        )

    unraced(attempt)
    return start(principal, audiencia, ahora)


def give_up(
    principal: Principal, audiencia: str, oficio: str, motivo: str, ahora: datetime
) -> dict[str, Any]:
    """The aspirante desists: before it begins, of all; in course, of what was not reviewed.

    The OPL registers it with the `oficio` in which the aspirante says so. Doing it again changes nothing. Raises
    `NoEncontrado`, `AudienciaNoAdmite`, `DatosNoAdmitidos`, `Ocupado`.
    """
    if principal.rol is Rol.OPL and not oficio:
        raise fault("oficio", "Indique el escrito con que la persona aspirante desiste.")

    def attempt() -> Audiencia:
        a = reach(principal, audiencia)
        if a.desistio:
            return a
        estado = admit(a, Acto.DESISTIR)
        nota = audiencias.note_of("desistida", ahora, principal.cuenta, oficio=oficio)
        acciones: list[Action] = [Audiencia.desistio.set(True), _seal(a, motivo=motivo), nota]
        if estado is Estado.DESISTIDA and a.agenda:
            acciones.append(Audiencia.agenda.remove())
        return _change(a, estado, acciones, ahora, a_la_derfe=a.fecha is not None)

    return show(principal, unraced(attempt))


def cancel(principal: Principal, audiencia: str, motivo: str, ahora: datetime) -> dict[str, Any]:
    """The OPL cancels one that has not begun, and says why. Raises as `give_up`."""

    def attempt() -> Audiencia:
        a = reach(principal, audiencia)
        estado = admit(a, Acto.CANCELAR)
        acciones = [_seal(a, motivo=motivo), audiencias.note_of("cancelada", ahora, principal.cuenta)]
        if a.agenda:
            acciones.append(Audiencia.agenda.remove())
        return _change(a, estado, acciones, ahora, a_la_derfe=a.fecha is not None)

    return show(principal, unraced(attempt))


def _change(
    a: Audiencia, estado: Estado, acciones: list[Action], ahora: datetime, *, a_la_derfe: bool, de: str = ""
) -> Audiencia:
    """One transaction with the mails that it owes; `de`: what happened, where the state does not say it."""
    que = tell_all if a_la_derfe else tell_aspirante
    debe = [salidas.mail(aviso, ahora) for aviso in que(a, de or estado.value)]
    with transaction() as tx:
        audiencias.move(tx, a, Audiencia.estado.set(estado.value), *acciones)
        owe(tx, *debe)
    salidas.hand_over(debe)
    return _again(a)


def _again(a: Audiencia) -> Audiencia:
    actual = find_audiencia(a.audiencia)
    if actual is None:
        raise NoEncontrado(NADA)
    return actual


def _seal(a: Audiencia, **datos: str) -> Action:
    return Audiencia.datos.set(seal_fields(secreto_de(a.proceso), a.identidad, sealed(a) | datos))


def _check(
    a: Audiencia, fecha: datetime, lugar: str, enlace: str, quienes: Sequence[str], ahora: datetime
) -> None:
    if fecha <= ahora:
        raise fault("fecha", "Indique una fecha y hora posteriores a este momento (hora del centro).")
    if not lugar and not enlace:
        raise fault("lugar", "Indique el lugar, o el enlace si es a distancia.")
    _check_accounts(a, quienes)


def _check_accounts(a: Audiencia, quienes: Sequence[str]) -> None:
    if [c for c in quienes if not in_force(a, c)]:
        # Not which: another OPL's account and one that does not exist get the same answer.
        raise fault("funcionarios", "Indique cuentas vigentes de personas operadoras del proceso.")


def _close_ones(a: Audiencia, fecha: datetime) -> list[dict[str, str]]:
    dia = audiencias.scheduled(str(a.agenda))
    return [
        {"audiencia": otra, "fecha": cuando}
        for otra, cuando in dia
        if otra != a.audiencia and too_close(fecha, instante(cuando))
    ]
