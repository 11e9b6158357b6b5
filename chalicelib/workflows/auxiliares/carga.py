"""A bulk load, from the uploaded file to its auxiliares or its report (Protocolo 7.3, 7.4).

    esperando ─► leyendo ─► validando ─┬─► rechazada: report, nothing written
                  (file)     (lock)    └─► aplicando ─► aplicada
                                            only forward from here: the next run goes on at the noted place

A run that dies at any point is repeated and ends in the same state. Before APLICANDO nothing is written: each run
begins anew and releases the lock at its end. From APLICANDO on the lock stays until all rows are written.
"""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from chalicelib.documents.auxiliares.archivo import faltas_csv, read_table_limited
from chalicelib.documents.auxiliares.renglones import Renglon, TablaIlegible
from chalicelib.rules.auxiliares.carga import FINALES, EstadoCarga, FaltaDeCarga, TipoDeArchivo, in_parts
from chalicelib.rules.base.centro import CENTRO
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.auxiliares.cargas import (
    A_LA_VISTA,
    Carga,
    CargaSuperada,
    advance_load,
    find_carga,
    free_lock,
    lease_load,
    release_load,
    take_lock,
)
from chalicelib.store.auxiliares.deposito_cargas import (
    Subida,
    delete_upload,
    keep_report,
    read_upload,
    report_key,
)
from chalicelib.store.base.tabla import instante, iso
from chalicelib.workflows.auxiliares.alta import CONFIRMADO
from chalicelib.workflows.auxiliares.carga_anuncio import upload_of
from chalicelib.workflows.auxiliares.carga_escritura import write_stretch
from chalicelib.workflows.auxiliares.carga_revision import (
    RenglonLeido,
    check_registered,
    check_row,
    check_together,
    sort_faltas,
)
from chalicelib.workflows.padron.fuente import PadronIncompleto, registry

TRAMO = 1000  # rows written between two notes of the progress
PASO = 5000  # rows read or checked between two notes
Reloj = Callable[[], datetime]


class CargaDesconocida(LookupError):
    """No load announced this object: the message goes to the dead-letter queue."""


class ArchivoPerdido(RuntimeError):
    """The file of an unfinished load is missing: the message goes to the dead-letter queue."""


class CargaOcupada(RuntimeError):
    """Another run holds the lease of this load, or another load holds the aspirante's lock: retry later."""


@dataclass(frozen=True)
class CorridaDeCarga:
    """A run of a load: its clock, and the function called at each note."""

    carga: Carga
    reloj: Reloj
    latido: Callable[[], None]

    def note(self, **cambios: Any) -> None:
        """Note the progress and renew the lease and the message's visibility. Raises `CargaSuperada`."""
        self.latido()
        advance_load(self.carga, self.reloj(), **cambios)


class ArchivoRechazado(Exception):
    """The file has faults; nothing of it is written."""

    def __init__(self, faltas: list[FaltaDeCarga]) -> None:
        super().__init__(str(len(faltas)))
        self.faltas = faltas


def process_carga(
    subida: Subida, reloj: Reloj, tramo: int = TRAMO, latido: Callable[[], None] = lambda: None
) -> EstadoCarga:
    """Process a load to its end; idempotent. `reloj`: a clock instead of an instant, because a run takes minutes.

    `latido`: called at each note of the progress; the caller extends the message's visibility timeout there.

    Raises `CargaDesconocida`, `CargaOcupada`, `ArchivoPerdido`, `PadronIncompleto`, or what AWS raises; SQS then
    delivers the message again.
    """
    carga = find_carga(subida.aspirante, subida.carga)
    if carga is None or upload_of(carga) != subida:
        raise CargaDesconocida(subida.carga)
    if not lease_load(carga, secrets.token_hex(8), reloj()):
        raise CargaOcupada(carga.carga)
    try:
        if carga.estado not in FINALES:
            _run(carga, CorridaDeCarga(carga, reloj, latido), tramo)
        free_lock(carga)
        delete_upload(subida)
    except CargaSuperada:
        raise
    except Exception:
        _give_back(carga)
        raise
    release_load(carga)
    return EstadoCarga(carga.estado)


def _give_back(carga: Carga) -> None:
    """Release the lease, and the lock unless rows are being written; if this fails, the lease expires by itself."""
    # Read again: the write that set APLICANDO may have succeeded although its answer was lost.
    actual = find_carga(carga.aspirante, carga.carga)
    if actual is not None and actual.turno == carga.turno:
        if actual.estado != EstadoCarga.APLICANDO:
            free_lock(carga)
        release_load(carga)


def _run(carga: Carga, corrida: CorridaDeCarga, tramo: int) -> None:
    contenido = read_upload(upload_of(carga))
    if contenido is None:
        raise ArchivoPerdido(carga.carga)
    hoy = corrida.reloj().astimezone(CENTRO).date()
    try:
        if carga.estado == EstadoCarga.APLICANDO:
            personas = [
                check_row(r, hoy)[0] for r in read_table_limited(contenido, TipoDeArchivo(carga.tipo))
            ]
        else:
            personas = _check(carga, contenido, corrida)
            corrida.note(estado=EstadoCarga.APLICANDO.value, empezada_en=iso(corrida.reloj()))
    except ArchivoRechazado as rechazo:
        return _reject(carga, sort_faltas(rechazo.faltas), corrida)
    return _apply(carga, personas, corrida, tramo)


def _check(carga: Carga, contenido: bytes, corrida: CorridaDeCarga) -> list[RenglonLeido]:
    """Take the lock and return the persons in the file. Raises `ArchivoRechazado` with every fault."""
    corrida.note(estado=EstadoCarga.LEYENDO.value, leidas=0, validadas=0)
    if len(contenido) != carga.bytes or sha256(contenido).hexdigest() != carga.sha256:
        raise ArchivoRechazado(
            [FaltaDeCarga(0, "", "archivo_distinto", "El archivo no es el que se anunció; súbalo de nuevo.")]
        )
    renglones = _read(carga, contenido, corrida)
    if not take_lock(carga):
        raise CargaOcupada(carga.carga)
    corrida.note(estado=EstadoCarga.VALIDANDO.value, leidas=len(renglones), total=len(renglones))
    aspirante = Aspirante.get(carga.aspirante, consistent_read=True)
    if aspirante.estado != CONFIRMADO:
        raise ArchivoRechazado(
            [
                FaltaDeCarga(
                    0, "", "aspirante_no_vigente", "El registro de la persona aspirante no está vigente."
                )
            ]
        )
    hoy = corrida.reloj().astimezone(CENTRO).date()
    revisados = [check_row(r, hoy) for r in renglones]
    personas = [p for p, _ in revisados]
    faltas = [f for _, propias in revisados for f in propias] + check_together(personas)
    faltas += check_registered(aspirante, personas, _progress(corrida, "validadas"))
    if faltas:
        raise ArchivoRechazado(faltas)
    if not registry().corte():
        raise PadronIncompleto
    return personas


def _read(carga: Carga, contenido: bytes, corrida: CorridaDeCarga) -> list[Renglon]:
    avance, renglones = _progress(corrida, "leidas"), []
    try:
        for renglon in read_table_limited(contenido, TipoDeArchivo(carga.tipo)):
            renglones.append(renglon)
            avance(len(renglones))
    except TablaIlegible as error:
        # The faults found before the place where reading ended are reported too.
        raise ArchivoRechazado([f for r in renglones for f in r.faltas] + error.faltas) from None
    return renglones


def _reject(carga: Carga, faltas: list[FaltaDeCarga], corrida: CorridaDeCarga) -> None:
    keep_report(report_key(carga.aspirante, carga.carga), faltas_csv(faltas))
    corrida.note(
        estado=EstadoCarga.RECHAZADA.value,
        faltas=[json.dumps(f) for f in faltas[:A_LA_VISTA]],
        faltas_total=len(faltas),
        renglones_con_faltas=len({f.linea for f in faltas if f.linea}),
        reporte=True,
        terminada_en=iso(corrida.reloj()),
    )


def _apply(carga: Carga, personas: list[RenglonLeido], corrida: CorridaDeCarga, tramo: int) -> None:
    aspirante = Aspirante.get(carga.aspirante, consistent_read=True)
    momento = instante(carga.empezada_en or "")
    for parte in in_parts(personas[int(carga.aplicadas) :], tramo):
        bajas = write_stretch(aspirante, carga, [p.datos for p in parte], momento)
        corrida.note(aplicadas=int(carga.aplicadas) + len(parte), bajas=int(carga.bajas) + bajas)
    corrida.note(estado=EstadoCarga.APLICADA.value, terminada_en=iso(corrida.reloj()))


def _progress(corrida: CorridaDeCarga, campo: str) -> Callable[[int], None]:
    def note(n: int) -> None:
        if n % PASO == 0:
            corrida.note(**{campo: n})

    return note
