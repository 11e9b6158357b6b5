"""Reading the audit log (Protocolo 18.7)."""

from datetime import datetime, timedelta
from typing import Any

from chalicelib.problemas import CuerpoInvalido, NoEncontrado
from chalicelib.rules.base.centro import CENTRO, day_span, utc_days
from chalicelib.rules.base.eventos import TEXTOS, Evento
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.base import cursor as paginas
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.cuentas.titulares import INE
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.privacidad.bitacora import Asiento


def list_entries_of_day(
    principal: Principal, dia: str, ambito: str, despues: str, cuantos: int
) -> dict[str, Any]:
    """What was done on a day of the centre within an ámbito: the INE any, an OPL its own, which is the default.

    Raises `NoEncontrado` for another's, `CuerpoInvalido` for a day or a cursor that is none.
    """
    propio = INE if principal.rol is Rol.INE else principal.opl
    ambito = ambito or propio
    if principal.rol is not Rol.INE and ambito != propio:
        raise NoEncontrado
    try:
        desde, hasta = day_span(dia)
    except (ValueError, OverflowError):
        raise CuerpoInvalido("Escriba un día que exista, como 2027-01-31.", campo="dia") from None
    asientos, siguiente = _page(ambito, desde, hasta, despues, cuantos)
    return {
        "ambito": ambito,
        "dia": dia,
        "elementos": [_shown(a) for a in asientos],
        "siguiente": siguiente,
    }


def _page(
    ambito: str, desde: datetime, hasta: datetime, despues: str, cuantos: int
) -> tuple[list[Asiento], str | None]:
    """A page of a day's entries.

    A day of central time spans two UTC days, each a partition; the page continues from the first to the second.
    """
    particiones = [f"{ambito}#{d}" for d in utc_days(desde, hasta)]
    try:
        llave = paginas.decode_cursor(
            despues, actor=set(), n=set(), momento=set(), ambito_dia=set(particiones)
        )
    except paginas.CursorInvalido:
        raise CuerpoInvalido("Use el cursor que dio la página anterior.", campo="despues") from None
    if llave:
        particiones = particiones[particiones.index(llave["ambito_dia"]["S"]) :]
    asientos: list[Asiento] = []
    ultimo = iso(hasta - timedelta(milliseconds=1))
    for particion in particiones:
        if len(asientos) == cuantos:  # there may be more in this one
            return asientos, paginas.encode_cursor(_key_of(asientos[-1]))
        pagina = auditoria.entries_between(
            particion, iso(desde), ultimo, limit=cuantos - len(asientos), last_evaluated_key=llave
        )
        asientos += pagina
        if pagina.last_evaluated_key:
            return asientos, paginas.encode_cursor(pagina.last_evaluated_key)
        llave = None
    return asientos, None


def _key_of(a: Asiento) -> dict[str, Any]:
    return {
        "actor": {"S": a.actor},
        "n": {"N": str(int(a.n))},
        "momento": {"S": a.momento},
        "ambito_dia": {"S": a.ambito_dia},
    }


def _shown(a: Asiento) -> dict[str, Any]:
    """An entry in words, at the centre's time; the actor by the account, or by the pool's subject if it has none."""
    return {
        "momento": instante(a.momento).astimezone(CENTRO).isoformat(timespec="milliseconds"),
        "actor": a.actor.rpartition("|")[2],
        "cuenta": a.cuenta,
        "rol": a.rol,
        "n": int(a.n),
        "evento": a.evento,
        "texto": TEXTOS.get(Evento(a.evento), "") if a.evento in set(Evento) else "",
        "objeto": a.objeto,
    }
