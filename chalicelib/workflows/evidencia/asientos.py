"""Whether the audit log is as it was written: its chains, its sealed hours, and one against the other (18.5, 18.7)."""

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
    """What links a sealed entry to its chain, and the hour in which it was sealed."""

    previo: str
    sello: str
    hora: str


@dataclass
class InformeDeAsientos:
    """Report of a verification of entries: what was read, and what does not verify, in words.

    Sealed: from `desde` to before `hasta`.
    """

    horas: int = 0
    asientos: int = 0
    cadenas: int = 0
    desde: str = ""
    hasta: str = ""
    faltas: list[str] = field(default_factory=list)
    cabezas: dict[str, UltimoSellado] = field(default_factory=dict)
    esperan: dict[str, dict[int, Eslabon]] = field(default_factory=dict)
    """Sealed entries by actor and number, before which one was not met yet: two requests of one person may be noted in
    another order than their times are, on both sides of an hour's end too."""


def review_sealed(llave: bytes) -> InformeDeAsientos:
    """Hold the sealed hours against the public log and their own chains; the table of entries is not read.

    `llave`: key of the MAC. Memory: the newest entry of each chain, and those of two hours that came before their turn.
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
    """Hold the table against its MACs and against what was sealed; adds to the report of `review_sealed`."""
    for actor in sorted(auditoria.list_actors() | set(informe.cabezas)):
        informe.cadenas += 1
        falta = _fault_of(llave, actor, informe)
        if falta:
            informe.faltas.append(f"{actor}: {falta}")


def _fault_of(llave: bytes, actor: str, informe: InformeDeAsientos) -> str:
    """The first thing in a chain that does not agree, in words, or nothing."""
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
    """The first sealed entry of a chain that the table has otherwise, with its hour: the files are read once more."""
    actuales = {int(a.n): bytes(a.sello).hex() for a in auditoria.entries_of(actor)}
    aparte = InformeDeAsientos()
    for hora, manifiesto in _sealed_hours(aparte, almacen.read_tree_state()):
        for linea in _lines(hora, manifiesto, aparte):
            if linea["actor"] == actor and actuales.get(linea["n"]) != linea["sello"]:
                return int(linea["n"]), hora
    raise AssertionError(actor)  # its newest sealed entry differs, so one does


def _sealed_hours(informe: InformeDeAsientos, estado: EstadoDelArbol) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each hour with the manifest that the public log has a leaf of; hours without one are noted."""
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
    """The entry of an hour's leaf as the log has it."""
    de = hour_leaf_name(hora)
    indice = almacen.leaf_indices([de]).get(de)
    if indice is None or indice >= estado.tamano:
        return None
    mosaico = tile_at(0, indice // ANCHO, estado.tamano)
    if mosaico.entradas not in leidos:
        leidos.clear()  # the hours come in order: one bundle is enough
        leidos[mosaico.entradas] = unbundle(deposito_bitacora.read_log_file(mosaico.entradas))
    return leidos[mosaico.entradas][indice % ANCHO]


def _missing(debida: str, hora: str) -> Iterator[str]:
    while debida and debida < hora:
        yield debida
        debida = next_hour(debida)


def _lines(hora: str, manifiesto: dict[str, Any], informe: InformeDeAsientos) -> Iterator[dict[str, Any]]:
    """The entries of a sealed hour, of the files that are what the manifest says."""
    for parte in manifiesto["partes"]:
        contenido = deposito.read_sealed_entries(hora, parte["sha256"])
        if contenido is None or sha256(contenido).hexdigest() != parte["sha256"]:
            informe.faltas.append(f"{hora}: falta o cambió el archivo {parte['sha256']}")
            continue
        for linea in contenido.decode().splitlines():
            yield json.loads(linea)


def _follow(linea: dict[str, Any], hora: str, llave: bytes, informe: InformeDeAsientos) -> None:
    """Hold a sealed entry against its MAC, and put it into its chain when its turn has come."""
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
    """Go on with a chain as far as the entries go that were met."""
    esperan = informe.esperan[actor]
    antes = informe.cabezas.get(actor, UltimoSellado(0, PRIMERO.hex(), ""))
    while (enlace := esperan.pop(antes.n + 1, None)) is not None:
        if enlace.previo != antes.sello:
            informe.faltas.append(_unlinked(actor, antes.n + 1, enlace.hora))
        antes = informe.cabezas[actor] = UltimoSellado(antes.n + 1, enlace.sello, enlace.hora)
    if not esperan:
        del informe.esperan[actor]


def _settle(informe: InformeDeAsientos, hasta: str) -> None:
    """The next hour was gone through as well: an entry of `hasta` or before that still waits has a gap before it.

    The first that was sealed of a chain has none: sealing may have begun later than the chain.
    """
    for actor in sorted(informe.esperan):
        while (esperan := informe.esperan.get(actor)) and esperan[min(esperan)].hora <= hasta:
            if actor in informe.cabezas:
                informe.faltas.append(_unlinked(actor, min(esperan), esperan[min(esperan)].hora))
            _begin(actor, informe)


def _begin(actor: str, informe: InformeDeAsientos) -> None:
    """Go on with a chain from the first of its entries that wait, whatever comes before it."""
    esperan = informe.esperan[actor]
    n = min(esperan)
    informe.cabezas[actor] = UltimoSellado(n - 1, esperan[n].previo, esperan[n].hora)
    _link(actor, informe)


def _unlinked(actor: str, n: int, hora: str) -> str:
    return f"{actor}: el asiento {n}, sellado a las {hora} UTC, no concuerda con su cadena"
