"""Sealing the audit log hour by hour (Protocolo 18.5, 18.7; docs/decisions/0350).

    entries of an hour ─► files under their digest, in a bucket with Object Lock ─► manifest ─► leaf in the public log

Sealed entries can still be proved when the table is changed, truncated or emptied, even by somebody with every
permission.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from chalicelib.base import config
from chalicelib.base.registro import log
from chalicelib.rules.evidencia.hojas import Especie, document_entry
from chalicelib.rules.evidencia.horas import ParteDeHora, due_hours, hour_manifest, start_of
from chalicelib.store.base.colas import Mensaje, send_messages
from chalicelib.store.base.tabla import iso
from chalicelib.store.evidencia import hojas as almacen
from chalicelib.store.privacidad import deposito_auditoria as deposito
from chalicelib.store.privacidad.bitacora import Asiento, entries_between
from chalicelib.store.procesos.opls import all_opls

POR_PARTE = 5000
"""Most entries of a file: some 2 MB."""
POR_CORRIDA = 24
"""Most hours of a run. After an outage, each hourly run seals a day of the backlog."""
_SIN_OPL = ("app", "aspirante", "ine")


def seal_due_hours(ahora: datetime) -> list[str]:
    """Seal the hours that ended since the last sealed one. Returns those hours. Raises what AWS raises.

    If a run dies, the next one repeats it: the files are the same, and the log takes an hour's leaf only once.
    """
    selladas = due_hours(almacen.last_sealed_hour(), ahora, POR_CORRIDA)
    for hora in selladas:
        seal_hour(hora)
        almacen.keep_sealed_hour(hora)
    return selladas


def seal_hour(hora: str, por_parte: int = POR_PARTE) -> None:
    """Store the entries of an hour in files of at most `por_parte` entries, store its manifest, and queue its leaf."""
    partes = [
        ParteDeHora(deposito.put_entries(hora, "".join(lineas).encode()), len(lineas))
        for lineas in _parts(hora, por_parte)
    ]
    contenido = json.dumps(hour_manifest(hora, partes)).encode()
    deposito.put_manifest(hora, contenido)
    entrada = document_entry(Especie.AUDITORIA, contenido).decode()
    send_messages(config.COLA_EVIDENCIA, [Mensaje({"de": hour_leaf_name(hora), "entrada": entrada})])
    log.info(
        "hora de la auditoría sellada", extra={"hora": hora, "asientos": sum(p.asientos for p in partes)}
    )


def hour_leaf_name(hora: str) -> str:
    """Name of an hour's leaf in the public log."""
    return f"auditoria#{hora}"


def as_line(a: Asiento) -> str:
    """An entry as a line of JSON with everything that its MAC covers."""
    return json.dumps(_members(a), ensure_ascii=False) + "\n"


def _members(a: Asiento) -> dict[str, Any]:
    return {
        "actor": a.actor,
        "n": int(a.n),
        "momento": a.momento,
        "rol": a.rol,
        "cuenta": a.cuenta,
        "evento": a.evento,
        "objeto": a.objeto,
        "ambito_dia": a.ambito_dia,
        "previo": bytes(a.previo).hex(),
        "sello": bytes(a.sello).hex(),
    }


def _parts(hora: str, por_parte: int) -> Iterator[list[str]]:
    lineas: list[str] = []
    for asiento in _entries(hora):
        lineas.append(as_line(asiento))
        if len(lineas) == por_parte:
            yield lineas
            lineas = []
    if lineas:
        yield lineas


def _entries(hora: str) -> Iterator[Asiento]:
    inicio = start_of(hora)
    desde, hasta = iso(inicio), iso(inicio + timedelta(hours=1, milliseconds=-1))
    for ambito in sorted({*_SIN_OPL, *(o.opl for o in all_opls())}):
        yield from entries_between(f"{ambito}#{desde[:10]}", desde, hasta)
