"""The work of a disposal, one page at a time, from its stored cursor (Protocolo 16.1).

    list ─► (two approve) ─► remove ─► go through all once more ─► schedule the keys' deletion ─► certificate
                               ▲                 │ a hold of records, or something that is left: `detenida`
                               └─────────────────┘ a hold of the process: at once

A run that dies loses at most the page it was at. If two runs work at once, each write is conditional on the version
that was read, and the run whose write fails stops. A page chosen before a hold was placed is checked again under the
hold.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from pynamodb.exceptions import TransactWriteError

from chalicelib.base.registro import log
from chalicelib.rules.conservacion.alcance import Retenido
from chalicelib.rules.conservacion.plazo import EstadoDisposicion, Ronda, add_sum
from chalicelib.rules.conservacion.tablas import swept
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.base.transacciones import lost_a_race
from chalicelib.store.conservacion import disposiciones as almacen
from chalicelib.store.conservacion.barrido import digests, read_page, remove
from chalicelib.store.conservacion.disposiciones import Disposicion, advance, go_on
from chalicelib.workflows.conservacion.certificado import certify, keep_keys, kept_objects
from chalicelib.workflows.correos import salidas

Reloj = Callable[[], datetime]
VUELTAS = 3
"""Most times that a disposal removes again what the final check still finds. After that it stops for a
person to look.
"""
EJEMPLOS = 50
RESERVADO = "reserva_del_proceso"
REGISTROS_RESERVADOS = "registros_reservados"
CON_FALLAS = "objetos_sin_eliminar"
QUEDAN = "siguen_apareciendo"
"""Causes for which a disposal stops (`causa`)."""


@dataclass(frozen=True)
class Medidas:
    """Limits: items or objects of a page; pages and time of a run; days of the keys' waiting period."""

    pagina: int = 100
    paginas: int = 4_000
    corrida: timedelta = timedelta(minutes=8)
    espera: int = 30


class TrabajoDesconocido(LookupError):
    """The message names a disposal that is not stored: it goes to the dead-letter queue."""


class RelojAtrasado(RuntimeError):
    """The clock is earlier than the order of the disposal. Nothing is removed by such a clock."""


def attend_disposal(proceso: str, cual: str, reloj: Reloj, medidas: Medidas | None = None) -> None:
    """Continue a disposal for one run. Raises `TrabajoDesconocido`, `RelojAtrasado`, or what AWS raises."""
    d = _find(proceso, cual)
    medidas, hasta = medidas or Medidas(), reloj() + (medidas or Medidas()).corrida
    for _ in range(medidas.paginas):
        if d.estado not in (EstadoDisposicion.LISTANDO, EstadoDisposicion.ELIMINANDO):
            return
        _check_clock(d, reloj())
        leida = int(d.version)
        try:
            _step(d, reloj, medidas)
        except TransactWriteError as error:
            d = _find(proceso, cual)
            if not lost_a_race(error):
                raise
            if int(d.version) != leida:
                log.info("disposición en manos de otra corrida", extra={"disposicion": d.disposicion})
                return
            continue  # a hold was placed or lifted meanwhile: read the holds and decide again
        if reloj() > hasta:
            break
    if d.estado in (EstadoDisposicion.LISTANDO, EstadoDisposicion.ELIMINANDO):
        _hand_on(d, reloj())


def _find(proceso: str, cual: str) -> Disposicion:
    d = almacen.find_disposal(proceso, cual)
    if d is None:
        raise TrabajoDesconocido(cual)
    return d


def _check_clock(d: Disposicion, ahora: datetime) -> None:
    ultimo = max([str(d.pedida_en), *(a.en for a in d.aprobaciones)])
    if ahora < instante(ultimo) or ahora < instante(d.procede_desde):
        raise RelojAtrasado(d.disposicion)


def _hand_on(d: Disposicion, ahora: datetime) -> None:
    """Store and send the message by which the next run continues."""
    debe = go_on(d, iso(ahora))
    advance(d, {}, debe)
    salidas.send_owed([debe])


def _step(d: Disposicion, reloj: Reloj, medidas: Medidas) -> None:
    """Do one page, or the change between two rounds."""
    guardia = almacen.guard_version(str(d.proceso))
    retenido = almacen.held_by(almacen.holds_of(str(d.proceso)))
    if d.estado == EstadoDisposicion.ELIMINANDO and retenido.todo:
        advance(d, _held(d, RESERVADO), guardia=guardia)
    elif d.pagina:
        _finish_page(d, retenido, guardia)
    elif d.ronda == Ronda.LLAVES:
        if retenido.folios:
            advance(d, _held(d, REGISTROS_RESERVADOS), guardia=guardia)
        else:
            certify(d, reloj(), medidas.espera, guardia)
    elif int(d.almacen) >= len(swept()):
        advance(d, {"almacen": 0, "cursor": {}, "retenidos": 0} | _next_round(d))
    elif d.ronda == Ronda.ELIMINACION:
        _name_page(d, retenido, guardia, medidas)
    else:
        _count_page(d, medidas)


def _count_page(d: Disposicion, medidas: Medidas) -> None:
    """Count all items of a page, held ones too: for the list, and for the final check."""
    que = swept()[int(d.almacen)]
    quedan = kept_objects(str(d.proceso), que)
    pagina = read_page(que, d.cursor, d.alcance, Retenido(), quedan, medidas.pagina)
    campo = "listado" if d.ronda == Ronda.LISTADO else "quedan"
    cuenta = _added(getattr(d, campo), que, pagina.elementos)
    advance(d, {campo: cuenta} | _beyond(d, pagina.siguiente))


def _name_page(d: Disposicion, retenido: Retenido, guardia: int, medidas: Medidas) -> None:
    """Note which items of a page will be removed, on condition that the holds are those of the version `guardia`. An
    empty page is skipped."""
    que = swept()[int(d.almacen)]
    quedan = kept_objects(str(d.proceso), que)
    leida = read_page(que, d.cursor, d.alcance, retenido, quedan, medidas.pagina)
    cambios: dict[str, Any] = {"retenidos": int(d.retenidos) + leida.retenidos}
    if not leida.elementos:
        advance(d, cambios | _beyond(d, leida.siguiente))
        return
    pagina = {"elementos": leida.elementos, "siguiente": leida.siguiente, "guardia": guardia}
    advance(d, cambios | {"pagina": pagina}, guardia=guardia)


def _finish_page(d: Disposicion, retenido: Retenido, guardia: int) -> None:
    """Remove the noted items and count them. If the holds changed since they were noted, only check them again under
    the new holds."""
    que, pagina = swept()[int(d.almacen)], d.pagina
    if int(pagina["guardia"]) != guardia:
        van = [e for e in pagina["elementos"] if not retenido.keeps(e["folios"], e["ids"])]
        retenidos = int(d.retenidos) + len(pagina["elementos"]) - len(van)
        otra = pagina | {"elementos": van, "guardia": guardia}
        advance(d, {"pagina": otra, "retenidos": retenidos}, guardia=guardia)
        return
    quedaron = remove(que, pagina["elementos"])
    if quedaron:
        log.error("objetos sin eliminar", extra={"disposicion": d.disposicion, "objetos": len(quedaron)})
    siguen = [q["llave"] for q in quedaron]
    idos = [e for e in pagina["elementos"] if e["llave"] not in siguen]
    fallas = [*d.fallas, *({"almacen": que, "causa": q["causa"]} for q in quedaron)]
    cambios = {"pagina": {}, "eliminado": _added(d.eliminado, que, idos), "fallas": fallas[:EJEMPLOS]}
    advance(d, cambios | _beyond(d, pagina["siguiente"]))


def _next_round(d: Disposicion) -> dict[str, Any]:
    """The round that follows when all stores were processed."""
    if d.ronda == Ronda.LISTADO:
        return {"estado": EstadoDisposicion.POR_AUTORIZAR.value, "huella": fingerprint(d)}
    if d.ronda == Ronda.ELIMINACION:
        if d.retenidos or d.fallas:
            return _standstill(REGISTROS_RESERVADOS if d.retenidos else CON_FALLAS)
        return {"ronda": Ronda.COMPROBACION.value, "quedan": {}}
    if not sum(n for n, _ in d.quedan.values()):
        return {"ronda": Ronda.LLAVES.value}
    if int(d.vueltas) < VUELTAS:
        return {"ronda": Ronda.ELIMINACION.value, "vueltas": int(d.vueltas) + 1}
    return _standstill(QUEDAN)


def _held(d: Disposicion, causa: str) -> dict[str, Any]:
    """Changes that stop a disposal because of a hold. The keys are kept too, since held records need them."""
    return _standstill(causa) | (keep_keys(str(d.proceso)) if d.ronda == Ronda.LLAVES else {})


def _standstill(causa: str) -> dict[str, Any]:
    return {"estado": EstadoDisposicion.DETENIDA.value, "causa": causa}


def fingerprint(d: Disposicion) -> str:
    """SHA-256 of the list, which is exactly what two people approve."""
    dicho = [d.proceso, int(d.numero), d.entrega, sorted(d.aspirantes), sorted(d.listado.items())]
    return sha256(json.dumps(dicho).encode()).hexdigest()


def _added(cuentas: dict[str, Any], que: str, elementos: list[dict[str, Any]]) -> dict[str, Any]:
    n, suma = cuentas.get(que, (0, ""))
    return {**cuentas, que: [n + len(elementos), add_sum(suma, digests(elementos))]}


def _beyond(d: Disposicion, siguiente: dict[str, Any]) -> dict[str, Any]:
    """Cursor of the round's next step: the next page, or the next table or bucket."""
    return {"cursor": siguiente, "almacen": int(d.almacen) + (0 if siguiente else 1)}
