"""A bulk load, from the uploaded file to its auxiliares or its report (Protocolo 7.3, 7.4).

    esperando ─► leyendo ─► validando ─┬─► rechazada: report, nothing written
                  (file)     (lock)    └─► aplicando ─► aplicada
                                            only forward from here: whoever comes again goes on where it stands

Dying at any point and coming again ends in the same state. Until APLICANDO a run begins anew and nothing is written;
its lock goes with it. From APLICANDO on the lock stays until all is written, however often it takes.
"""

import json
import secrets
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from chalicelib.documents.auxiliares.faltas import report_csv
from chalicelib.documents.auxiliares.renglones import Ilegible, Renglon
from chalicelib.documents.auxiliares.tablas import read_table
from chalicelib.rules.auxiliares.carga import FINALES, EstadoCarga, FaltaDeCarga, Tipo, in_parts
from chalicelib.rules.base.periodo import CENTRO
from chalicelib.store.auxiliares.cargas import (
    A_LA_VISTA,
    Carga,
    CargaSuperada,
    advance,
    find_carga,
    free_lock,
    leave_turn,
    take_lock,
    take_turn,
)
from chalicelib.store.auxiliares.deposito_cargas import (
    Subida,
    delete_upload,
    keep_report,
    read_upload,
    report_key,
)
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.procesos.procesos import Aspirante
from chalicelib.workflows.auxiliares.alta import CONFIRMADO
from chalicelib.workflows.auxiliares.carga_anuncio import upload_of
from chalicelib.workflows.auxiliares.carga_escritura import write_stretch
from chalicelib.workflows.auxiliares.carga_revision import (
    Persona,
    check_registered,
    check_row,
    check_together,
    sort_faltas,
)
from chalicelib.workflows.padron.fuente import PadronIncompleto, padron

TRAMO = 1000  # rows written between two notes of how far the load is
PASO = 5000  # rows read or checked between two
Reloj = Callable[[], datetime]


class CargaDesconocida(LookupError):
    """An object that no load announced: for the dead letters."""


class ArchivoPerdido(RuntimeError):
    """The file of a load that is not done is gone: for the dead letters."""


class CargaOcupada(RuntimeError):
    """Another run works on this load, or another load has the aspirante's lock; come again later."""


class Rechazo(Exception):
    """The file does not pass."""

    def __init__(self, faltas: list[FaltaDeCarga]) -> None:
        super().__init__(str(len(faltas)))
        self.faltas = faltas


def process_carga(subida: Subida, reloj: Reloj, tramo: int = TRAMO) -> EstadoCarga:
    """Take a load to its end. Running again changes nothing. `reloj`: the clock, for this may take minutes.

    Raises `CargaDesconocida`, `EnCurso`, `ArchivoPerdido`, `PadronIncompleto`, or what AWS raises: it comes again.
    """
    carga = find_carga(subida.aspirante, subida.carga)
    if carga is None or upload_of(carga) != subida:
        raise CargaDesconocida(subida.carga)
    if not take_turn(carga, secrets.token_hex(8), reloj()):
        raise CargaOcupada(carga.carga)
    try:
        if carga.estado not in FINALES:
            _run(carga, reloj, tramo)
        free_lock(carga)
        delete_upload(subida)
    except CargaSuperada:
        raise
    except Exception:
        _give_back(carga)
        raise
    leave_turn(carga)
    return EstadoCarga(carga.estado)


def _give_back(carga: Carga) -> None:
    """What is to be left for the next run; should this fail, the turn runs out by itself."""
    # As stored: the answer to the write that began to apply may be what failed.
    actual = find_carga(carga.aspirante, carga.carga)
    if actual is not None and actual.turno == carga.turno:
        if actual.estado != EstadoCarga.APLICANDO:
            free_lock(carga)
        leave_turn(carga)


def _run(carga: Carga, reloj: Reloj, tramo: int) -> None:
    contenido = read_upload(upload_of(carga))
    if contenido is None:
        raise ArchivoPerdido(carga.carga)
    hoy = reloj().astimezone(CENTRO).date()
    try:
        if carga.estado == EstadoCarga.APLICANDO:
            personas = [check_row(r, hoy)[0] for r in read_table(contenido, Tipo(carga.tipo))]
        else:
            personas = _check(carga, contenido, reloj)
            advance(carga, estado=EstadoCarga.APLICANDO.value, empezada_en=iso(reloj()))
    except Rechazo as rechazo:
        return _reject(carga, sort_faltas(rechazo.faltas), reloj())
    return _apply(carga, personas, reloj, tramo)


def _check(carga: Carga, contenido: bytes, reloj: Reloj) -> list[Persona]:
    """Everybody in the file, the lock taken; raise `Rechazo` with every fault."""
    advance(carga, estado=EstadoCarga.LEYENDO.value, leidas=0, validadas=0)
    if len(contenido) != carga.bytes or sha256(contenido).hexdigest() != carga.sha256:
        raise Rechazo(
            [FaltaDeCarga(0, "", "archivo_distinto", "El archivo no es el que se anunció; súbalo de nuevo.")]
        )
    renglones = _read(carga, contenido)
    if not take_lock(carga):
        raise CargaOcupada(carga.carga)
    advance(carga, estado=EstadoCarga.VALIDANDO.value, leidas=len(renglones), total=len(renglones))
    aspirante = Aspirante.get(carga.aspirante, consistent_read=True)
    if aspirante.estado != CONFIRMADO:
        raise Rechazo(
            [
                FaltaDeCarga(
                    0, "", "aspirante_no_vigente", "El registro de la persona aspirante no está vigente."
                )
            ]
        )
    hoy = reloj().astimezone(CENTRO).date()
    revisados = [check_row(r, hoy) for r in renglones]
    personas = [p for p, _ in revisados]
    faltas = [f for _, propias in revisados for f in propias] + check_together(personas)
    faltas += check_registered(aspirante, personas, _progress(carga, "validadas"))
    if faltas:
        raise Rechazo(faltas)
    if not padron().corte():
        raise PadronIncompleto
    return personas


def _read(carga: Carga, contenido: bytes) -> list[Renglon]:
    avance, renglones = _progress(carga, "leidas"), []
    try:
        for renglon in read_table(contenido, Tipo(carga.tipo)):
            renglones.append(renglon)
            avance(len(renglones))
    except Ilegible as error:
        # What was wrong before the place where reading ended is worth as much.
        raise Rechazo([f for r in renglones for f in r.faltas] + error.faltas) from None
    return renglones


def _reject(carga: Carga, faltas: list[FaltaDeCarga], ahora: datetime) -> None:
    keep_report(report_key(carga.aspirante, carga.carga), report_csv(faltas))
    advance(
        carga,
        estado=EstadoCarga.RECHAZADA.value,
        faltas=[json.dumps(f) for f in faltas[:A_LA_VISTA]],
        faltas_total=len(faltas),
        renglones_con_faltas=len({f.linea for f in faltas if f.linea}),
        reporte=True,
        terminada_en=iso(ahora),
    )


def _apply(carga: Carga, personas: list[Persona], reloj: Reloj, tramo: int) -> None:
    aspirante = Aspirante.get(carga.aspirante, consistent_read=True)
    momento, continua = instante(carga.empezada_en or ""), carga.turnos > 1
    for parte in in_parts(personas[int(carga.aplicadas) :], tramo):
        bajas = write_stretch(
            aspirante,
            carga.carga,
            [p.datos for p in parte],
            momento,
            rol=carga.rol,
            cuenta=carga.cuenta,
            continua=continua,
        )
        advance(carga, aplicadas=int(carga.aplicadas) + len(parte), bajas=int(carga.bajas) + bajas)
    advance(carga, estado=EstadoCarga.APLICADA.value, terminada_en=iso(reloj()))


def _progress(carga: Carga, campo: str) -> Callable[[int], None]:
    def note(n: int) -> None:
        if n % PASO == 0:
            advance(carga, **{campo: n})

    return note
