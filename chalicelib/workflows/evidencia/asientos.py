"""Verification of the audit log: its chains, its sealed hours, and the table against the sealed files (18.5, 18.7)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from chalicelib.rules.evidencia.hojas import Especie, document_entry
from chalicelib.rules.evidencia.horas import next_hour, start_of
from chalicelib.rules.evidencia.mosaicos import ANCHO, tile_at, unbundle
from chalicelib.store.base.tabla import iso
from chalicelib.store.evidencia import deposito_bitacora
from chalicelib.store.evidencia import hojas as almacen
from chalicelib.store.evidencia.hojas import EstadoDelArbol
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.privacidad import deposito_auditoria as deposito
from chalicelib.store.privacidad.bitacora import PRIMERO, Asiento
from chalicelib.workflows.evidencia.sellado import hour_leaf_name


@dataclass(frozen=True)
class UltimoSellado:
    """The newest sealed entry of a chain, and the hour in which it was sealed."""

    n: int
    sello: str
    hora: str


@dataclass(frozen=True)
class Eslabon:
    """Link of a sealed entry: the previous MAC, its own MAC, and the hour in which it was sealed."""

    previo: str
    sello: str
    hora: str


@dataclass
class InformeDeAsientos:
    """Report of a verification of entries: counts of what was read, and faults in Spanish words.

    The sealed period runs from `desde` up to, not including, `hasta`.
    """

    horas: int = 0
    asientos: int = 0
    cadenas: int = 0
    desde: str = ""
    hasta: str = ""
    faltas: list[str] = field(default_factory=list)
    cabezas: dict[str, UltimoSellado] = field(default_factory=dict)
    esperan: dict[str, dict[int, Eslabon]] = field(default_factory=dict)
    """Sealed entries by actor and number whose predecessor has not been read yet. Two requests of one person may be
    noted in an order other than that of their times, even across the end of an hour."""


def review_sealed(llave: bytes) -> InformeDeAsientos:
    """Check the sealed hours against the public log and the MAC chains, without reading the table of entries.

    `llave`: key of the MAC. Memory: the newest entry of each chain, and up to two hours' entries that precede their
    turn.
    """
    informe, estado, hora_debida, anterior = InformeDeAsientos(), almacen.read_tree_state(), "", ""
    for hora, manifiesto in _sealed_hours(informe, estado):
        for falta in _missing(hora_debida, hora):
            informe.faltas.append(f"{falta}: esa hora no está sellada")
        hora_debida = next_hour(hora)
        informe.desde, informe.hasta = informe.desde or iso(start_of(hora)), iso(start_of(hora_debida))
        informe.horas += 1
        for linea in _lines(hora, manifiesto, informe):
            _follow(linea, hora, llave, informe)
        _settle(informe, anterior)
        anterior = hora
    for actor in informe.esperan.keys() - informe.cabezas.keys():
        _begin(actor, informe)
    return informe


def review_chains(llave: bytes, informe: InformeDeAsientos) -> None:
    """Check the table of entries against its MACs and against the sealed entries. Faults are added to the report of
    `review_sealed`."""
    for actor in sorted(auditoria.list_actors() | set(informe.cabezas)):
        informe.cadenas += 1
        falta = _fault_of(llave, actor, informe)
        if falta:
            informe.faltas.append(f"{actor}: {falta}")


def _fault_of(llave: bytes, actor: str, informe: InformeDeAsientos) -> str:
    """First fault of a chain, in Spanish words; empty without a fault."""
    cabeza, n, en_cabeza = informe.cabezas.get(actor), 0, ""
    aparte = informe.esperan.get(actor, {})
    for asiento, encaja in auditoria.walk_chain(llave, actor):
        n += 1
        if not encaja:
            return f"el asiento {n} no concuerda con su cadena"
        if cabeza and n == cabeza.n:
            en_cabeza = bytes(asiento.sello).hex()
        if n in aparte and aparte[n].sello != bytes(asiento.sello).hex():
            return f"el asiento {n} no es el que se selló a las {aparte[n].hora} UTC"
        sellado = n <= (cabeza.n if cabeza else 0) or n in aparte
        if not sellado and informe.desde <= asiento.momento < informe.hasta:
            return f"el asiento {n} dice una hora ya sellada, y no está en ella"
    ultimo = max([cabeza.n if cabeza else 0, *aparte])
    if n < ultimo:
        hora = aparte[ultimo].hora if ultimo in aparte else cabeza.hora if cabeza else ""
        return f"faltan los asientos {n + 1} a {ultimo}, sellados hasta las {hora} UTC"
    if cabeza and en_cabeza != cabeza.sello:
        primero, hora = _first_different(actor)
        return f"el asiento {primero} no es el que se selló a las {hora} UTC"
    return ""


def _first_different(actor: str) -> tuple[int, str]:
    """Number and hour of the first sealed entry of a chain that the table lacks or has altered. It reads the sealed
    files again."""
    actuales = {int(a.n): bytes(a.sello).hex() for a in auditoria.entries_of(actor)}
    aparte = InformeDeAsientos()
    for hora, manifiesto in _sealed_hours(aparte, almacen.read_tree_state()):
        for linea in _lines(hora, manifiesto, aparte):
            if linea["actor"] == actor and actuales.get(linea["n"]) != linea["sello"]:
                return int(linea["n"]), hora
    raise AssertionError(actor)  # unreachable: the newest sealed entry differs


def _sealed_hours(informe: InformeDeAsientos, estado: EstadoDelArbol) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each sealed hour with the manifest whose leaf is in the public log. Hours without such a leaf are added to the
    faults."""
    vistas: dict[str, bool] = {}
    leidos: dict[str, list[bytes]] = {}
    for hora, contenido in deposito.list_manifests():
        entrada = document_entry(Especie.AUDITORIA, contenido)
        esta = _entry_in_log(hora, estado, leidos) == entrada
        if esta and not vistas.get(hora):
            yield hora, json.loads(contenido)
        vistas[hora] = vistas.get(hora, False) or esta
    informe.faltas += [f"{h}: la bitácora pública no tiene su hoja" for h, esta in vistas.items() if not esta]


def _entry_in_log(hora: str, estado: EstadoDelArbol, leidos: dict[str, list[bytes]]) -> bytes | None:
    """Entry of an hour's leaf as it stands in the public log; None without one."""
    de = hour_leaf_name(hora)
    indice = almacen.leaf_indices([de]).get(de)
    if indice is None or indice >= estado.tamano:
        return None
    mosaico = tile_at(0, indice // ANCHO, estado.tamano)
    if mosaico.entradas not in leidos:
        leidos.clear()  # hours come in order, so one bundle in memory is enough
        leidos[mosaico.entradas] = unbundle(deposito_bitacora.read_log_file(mosaico.entradas))
    return leidos[mosaico.entradas][indice % ANCHO]


def _missing(debida: str, hora: str) -> Iterator[str]:
    while debida and debida < hora:
        yield debida
        debida = next_hour(debida)


def _lines(hora: str, manifiesto: dict[str, Any], informe: InformeDeAsientos) -> Iterator[dict[str, Any]]:
    """Entries of a sealed hour, from those files that have the digest stated in the manifest. Other
    files are faults."""
    for parte in manifiesto["partes"]:
        contenido = deposito.read_sealed_entries(hora, parte["sha256"])
        if contenido is None or sha256(contenido).hexdigest() != parte["sha256"]:
            informe.faltas.append(f"{hora}: falta o cambió el archivo {parte['sha256']}")
            continue
        for linea in contenido.decode().splitlines():
            yield json.loads(linea)


def _follow(linea: dict[str, Any], hora: str, llave: bytes, informe: InformeDeAsientos) -> None:
    """Check a sealed entry against its MAC, and link it into its chain once its predecessor was read."""
    informe.asientos += 1
    actor, n = str(linea["actor"]), int(linea["n"])
    asiento = Asiento(
        **linea | {"previo": bytes.fromhex(linea["previo"]), "sello": bytes.fromhex(linea["sello"])}
    )
    if asiento.sello != asiento.mac(llave):
        informe.faltas.append(_unlinked(actor, n, hora))
    cabeza = informe.cabezas.get(actor)
    if cabeza and n <= cabeza.n:
        informe.faltas.append(_unlinked(actor, n, hora))
        return
    informe.esperan.setdefault(actor, {})[n] = Eslabon(linea["previo"], linea["sello"], hora)
    if cabeza or n == 1:
        _link(actor, informe)


def _link(actor: str, informe: InformeDeAsientos) -> None:
    """Extend a chain by the waiting entries that follow its head without a gap."""
    esperan = informe.esperan[actor]
    antes = informe.cabezas.get(actor, UltimoSellado(0, PRIMERO.hex(), ""))
    while (enlace := esperan.pop(antes.n + 1, None)) is not None:
        if enlace.previo != antes.sello:
            informe.faltas.append(_unlinked(actor, antes.n + 1, enlace.hora))
        antes = informe.cabezas[actor] = UltimoSellado(antes.n + 1, enlace.sello, enlace.hora)
    if not esperan:
        del informe.esperan[actor]


def _settle(informe: InformeDeAsientos, hasta: str) -> None:
    """Report a gap before every entry of hour `hasta` or earlier that still waits: the hour after it was read too.

    A gap before the first sealed entry of a chain is no fault, because sealing may have begun later than the chain.
    """
    for actor in sorted(informe.esperan):
        while (esperan := informe.esperan.get(actor)) and esperan[min(esperan)].hora <= hasta:
            if actor in informe.cabezas:
                informe.faltas.append(_unlinked(actor, min(esperan), esperan[min(esperan)].hora))
            _begin(actor, informe)


def _begin(actor: str, informe: InformeDeAsientos) -> None:
    """Continue a chain from its first waiting entry, accepting the gap before it."""
    esperan = informe.esperan[actor]
    n = min(esperan)
    informe.cabezas[actor] = UltimoSellado(n - 1, esperan[n].previo, esperan[n].hora)
    _link(actor, informe)


def _unlinked(actor: str, n: int, hora: str) -> str:
    return f"{actor}: el asiento {n}, sellado a las {hora} UTC, no concuerda con su cadena"
