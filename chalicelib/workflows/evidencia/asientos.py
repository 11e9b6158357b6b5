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
from chalicelib.store.privacidad.bitacora import Asiento
from chalicelib.workflows.evidencia.sellado import hour_leaf_name


@dataclass(frozen=True)
class UltimoSellado:
    """The newest sealed entry of a chain, and the hour in which it was sealed."""

    n: int
    sello: str
    hora: str


@dataclass
class InformeDeAsientos:
    """What was gone through, and what does not agree, in words. Sealed: from `desde` to before `hasta`."""

    horas: int = 0
    asientos: int = 0
    cadenas: int = 0
    desde: str = ""
    hasta: str = ""
    faltas: list[str] = field(default_factory=list)
    cabezas: dict[str, UltimoSellado] = field(default_factory=dict)


def review_sealed(llave: bytes) -> InformeDeAsientos:
    """Hold the sealed hours against the public log and their own chains; the table of entries is not read.

    `llave`: key of the MAC. Memory: the newest entry of each chain.
    """
    informe, estado, hora_debida = InformeDeAsientos(), almacen.read_tree_state(), ""
    for hora, manifiesto in _sealed_hours(informe, estado):
        for falta in _missing(hora_debida, hora):
            informe.faltas.append(f"{falta}: esa hora no está sellada")
        hora_debida = next_hour(hora)
        informe.desde, informe.hasta = informe.desde or iso(start_of(hora)), iso(start_of(hora_debida))
        informe.horas += 1
        for linea in _lines(hora, manifiesto, informe):
            _follow(linea, hora, llave, informe)
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
    for asiento, encaja in auditoria.walk_chain(llave, actor):
        n += 1
        if not encaja:
            return f"el asiento {n} no concuerda con su cadena"
        if cabeza and n == cabeza.n:
            en_cabeza = bytes(asiento.sello).hex()
        if n > (cabeza.n if cabeza else 0) and informe.desde <= asiento.momento < informe.hasta:
            return f"el asiento {n} dice una hora ya sellada, y no está en ella"
    if cabeza and n < cabeza.n:
        return f"faltan los asientos {n + 1} a {cabeza.n}, sellados hasta las {cabeza.hora} UTC"
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
    """Hold a sealed entry against its MAC and against the sealed one before it in the chain."""
    informe.asientos += 1
    actor, n = str(linea["actor"]), int(linea["n"])
    asiento = Asiento(
        **linea | {"previo": bytes.fromhex(linea["previo"]), "sello": bytes.fromhex(linea["sello"])}
    )
    antes = informe.cabezas.get(actor)
    sigue = antes is None or (n == antes.n + 1 and linea["previo"] == antes.sello)
    if asiento.sello != asiento.mac(llave) or not sigue:
        informe.faltas.append(
            f"{actor}: el asiento {n}, sellado a las {hora} UTC, no concuerda con su cadena"
        )
    informe.cabezas[actor] = UltimoSellado(n, linea["sello"], hora)
