"""Typing cédulas on paper into a run: each becomes a record, which is reviewed by being typed (Protocolo 11.3-11.5).

    check all ─► look up those already stored ─► one transaction: every new record, the run's figures
                                                  conditions: no record exists, the run is open

If two people type into one run, or one types while another closes it, the second transaction fails and is tried again
with what is then stored. A request is written whole or not at all. The stream carries the new records on.
"""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from pynamodb.expressions.update import Action

from chalicelib.problemas import DatosNoAdmitidos, Ocupado
from chalicelib.problemas.papel import CedulaDistinta, LoteCerrado
from chalicelib.rules.apoyos.clases import classify, is_reviewed
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.folio import REMITENTE_PAPEL, Folio
from chalicelib.rules.apoyos.historia import Etapa, Hecho, Recibido, Revisado
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.padron.registral import PAPEL
from chalicelib.rules.papel.captura import (
    MODO,
    Captura,
    EntregaDePapel,
    as_reading,
    canonical_capture,
    read_captura,
)
from chalicelib.store.apoyos.apoyos import NUEVO, Apoyo, encode_hecho, get_apoyos, list_key, reception_order
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.papel.lotes import ABIERTO, LotePapel
from chalicelib.store.papel.soportes import with_scan
from chalicelib.store.procesos.periodos import read_periodo
from chalicelib.vault.secretos import open_fields, seal_fields
from chalicelib.workflows.apoyos.sellos import seal_record
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.papel.excepciones import municipios_covered, reach_in_force
from chalicelib.workflows.papel.lotes import OCUPADO, reach_lote


@dataclass(frozen=True)
class Escrita:
    """A cédula as it was typed. `numero`: its number within the run, which makes a repeated request idempotent."""

    numero: int
    datos: dict[str, str]
    dictamen: Dictamen
    fuera_de_periodo: bool = False


def capture_cedulas(
    principal: Principal, lote: str, escritas: Sequence[Escrita], ahora: datetime
) -> dict[str, Any]:
    """Receive the cédulas without faults, and return the result of each cédula. A repeated request gives the same
    records.

    Raises `NoEncontrado`, `AspiranteNoVigente`, `LoteCerrado`, `CedulaDistinta` (nothing is written), `Ocupado`.
    """
    fila = reach_lote(principal, lote)
    a = reach_in_force(principal, fila.aspirante)
    _refuse_repeated(escritas)
    entrega = entrega_of(a, fila)
    leidas = {
        e.numero: read_captura(e.datos, e.dictamen, entrega, fuera_de_periodo=e.fuera_de_periodo)
        for e in escritas
    }
    buenas = {n: c for n, c in leidas.items() if not c.faltas}
    try:
        nuevas = until_unraced(lambda: _write(principal, a, lote, buenas, ahora))
    except Contienda:
        raise Ocupado(OCUPADO) from None
    return {"lote": lote, "cedulas": [_answer(fila, n, c, n in nuevas) for n, c in leidas.items()]}


def list_cedulas_of_lote(principal: Principal, lote: str, despues: int, cuantos: int) -> dict[str, Any]:
    """Records of a run by number: the `cuantos` numbers after `despues`. Some numbers may have no record."""
    fila = reach_lote(principal, lote)
    hasta = min(despues + cuantos, int(fila.ultimo))
    folios = {folio_of_cedula(fila, n): n for n in range(despues + 1, hasta + 1)}
    apoyos = get_apoyos(folios)
    con_soporte = with_scan(apoyos)
    return {
        "elementos": [
            {
                "numero": folios[f],
                "folio": f,
                "clase": apoyos[f].clase,
                "inciso": capture_verdict(apoyos[f]).dictamen.inciso,
                "soporte": f in con_soporte,
            }
            for f in sorted(apoyos)
        ],
        "siguiente": str(hasta) if hasta < fila.ultimo else None,
    }


def folio_of_cedula(fila: LotePapel, numero: int) -> str:
    """Folio of the cédula with that number in the run."""
    return str(Folio(fila.aspirante, REMITENTE_PAPEL, fila.lote, f"R{numero:06d}"))


def entrega_of(a: Aspirante, fila: LotePapel) -> EntregaDePapel:
    """Delivery of a run's paper in the form that the rules read: period, instant, municipios covered."""
    recibida = instante(fila.entregado_en)
    periodo = read_periodo(fila.proceso, fila.periodo).captacion
    return EntregaDePapel(periodo, recibida, municipios_covered(a, recibida), fila.municipio)


def capture_verdict(apoyo: Apoyo) -> Revisado:
    """The record's verdict of 11.5 in force. Every typed record has one."""
    return next(h for h in reversed(apoyo.hechos) if isinstance(h, Revisado) and h.etapa is Etapa.CAPTURA)


def reviewer_name(principal: Principal) -> str:
    """Id under which an official's verdict is noted: the operator's, or else the account's."""
    return principal.operador or principal.cuenta


def _refuse_repeated(escritas: Sequence[Escrita]) -> None:
    veces = Counter(e.numero for e in escritas)
    if repetidos := sorted(n for n, v in veces.items() if v > 1):
        raise DatosNoAdmitidos(
            "Dé a cada cédula un número propio dentro del lote.",
            faltas=[{"campo": "numero", "texto": f"El número {n} está repetido."} for n in repetidos],
        )


def _write(
    principal: Principal, a: Aspirante, lote: str, buenas: dict[int, Captura], ahora: datetime
) -> set[int]:
    """Write the cédulas that are not stored yet. Returns their numbers."""
    fila = reach_lote(principal, lote)
    folios = {n: folio_of_cedula(fila, n) for n in buenas}
    hay = get_apoyos(folios.values())
    if distintas := [n for n, c in buenas.items() if (h := hay.get(folios[n])) and not _is(h, c)]:
        raise CedulaDistinta(
            "Hay cédulas con esos números y otros datos. Consulte el lote y use otro número.",
            numeros=distintas,
        )
    nuevas = {n: c for n, c in buenas.items() if folios[n] not in hay}
    if nuevas:
        if fila.estado != ABIERTO:
            raise LoteCerrado("El lote está cerrado y no admite más cédulas.")
        apoyos = [_record(principal, a, fila, folios[n], c, ahora) for n, c in nuevas.items()]
        with transaction() as tx:
            for apoyo in apoyos:
                tx.save(apoyo, condition=NUEVO)
            _count(tx, fila, nuevas)
    return set(nuevas)


def _count(tx: Any, fila: LotePapel, nuevas: dict[int, Captura]) -> None:
    acciones: list[Action] = [LotePapel.capturadas.add(len(nuevas))]
    if con_inciso := sum(not c.dictamen.valido for c in nuevas.values()):
        acciones.append(LotePapel.con_inciso.add(con_inciso))
    condicion = LotePapel.estado == ABIERTO
    if max(nuevas) > fila.ultimo:
        acciones.append(LotePapel.ultimo.set(max(nuevas)))
        condicion &= LotePapel.ultimo == fila.ultimo
    tx.update(LotePapel(fila.lote), actions=acciones, condition=condicion)


def _is(apoyo: Apoyo, captura: Captura) -> bool:
    """Whether the record was made from exactly this typing. Later corrections do not matter."""
    sal = open_fields(secreto_de(apoyo.proceso), apoyo.folio, apoyo.datos)["sal"]
    return sha256(canonical_capture(apoyo.folio, captura, sal)).digest() == apoyo.integridad


def _record(
    principal: Principal, a: Aspirante, fila: LotePapel, folio: str, captura: Captura, ahora: datetime
) -> Apoyo:
    """The record of a cédula: received when the paper was handed over, and reviewed when it was typed
    (decisions/0099)."""
    recibido, sal = instante(fila.entregado_en), secrets.token_hex(16)
    claro = canonical_capture(folio, captura, sal)
    hechos: list[Hecho] = [
        Recibido(iso(recibido), captura.causas),
        Revisado(iso(ahora), reviewer_name(principal), captura.dictamen, Etapa.CAPTURA),
    ]
    datos = {"credencial": as_reading(captura.datos), "lugar": None, "sal": sal}
    sellados = seal_fields(secreto_de(fila.proceso), folio, datos)
    apoyo = Apoyo(
        folio=folio,
        proceso=fila.proceso,
        periodo=fila.periodo,
        contienda=a.contienda,
        lista=list_key(folio),
        orden=reception_order(folio, recibido),
        modo=MODO,
        modelo=PAPEL,
        capturado_en=iso(captura.capturado),
        bytes=len(claro),
        integridad=sha256(claro).digest(),
        sellado=sha256(sellados).digest(),
        datos=sellados,
        historia=[encode_hecho(h) for h in hechos],
        clase=classify(hechos).clase,
        revisado=is_reviewed(hechos),
    )
    seal_record(apoyo)
    return apoyo


def _answer(fila: LotePapel, numero: int, captura: Captura, nueva: bool) -> dict[str, Any]:
    estado = "rechazada" if captura.faltas else "recibida" if nueva else "repetida"
    return {
        "numero": numero,
        "estado": estado,
        "folio": None if captura.faltas else folio_of_cedula(fila, numero),
        "faltas": [vars(f) for f in captura.faltas],
        "avisos": [vars(f) for f in captura.avisos],
    }
