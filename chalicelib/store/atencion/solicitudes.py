"""Requests for attention and what was written in them (Protocolo 17).

    atencion            solicitud (hash)                  state, level, history; `version` guards every change
    atencion-mensajes   solicitud (hash)   n (range)      a text, sealed with the system's secret and bound to both

Each message is put in the transaction that raises `version` and `mensajes`: none is lost, none takes another's number.
`cola` (`<nivel>#<estado>#<part>`) exists only while the request waits or is attended to, so that a queue is listed
without reading finished requests. `orden` starts with the instant of opening, so a queue's parts merge into one order.
"""

import json
from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import islice
from typing import Any
from zlib import crc32

from pynamodb.attributes import BinaryAttribute, ListAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.transactions import TransactWrite

from chalicelib.rules.atencion.solicitudes import PENDIENTES, EstadoSolicitud, SituacionDeSolicitud
from chalicelib.store.atencion.mensajes import MensajeDeAtencion
from chalicelib.store.base.tabla import Tabla, meta
from chalicelib.store.base.transacciones import transact_unless_refused
from chalicelib.store.correos.salidas import Salida, owe

PARTES = 4


class SolicitudesPorSujeto(GlobalSecondaryIndex["Solicitud"]):
    """Index: requests by the person who opened them."""

    class Meta:
        index_name = "por_sujeto"
        projection = AllProjection()

    sujeto = UnicodeAttribute(hash_key=True)
    orden = UnicodeAttribute(range_key=True)


class SolicitudesPorCola(GlobalSecondaryIndex["Solicitud"]):
    """Sparse index: requests that wait or are attended to."""

    class Meta:
        index_name = "por_cola"
        projection = AllProjection()

    cola = UnicodeAttribute(hash_key=True)
    orden = UnicodeAttribute(range_key=True)


class Solicitud(Tabla):
    """A request; `historia`: its events, as JSON.

    `contacto`: name, mail and phone of a person without an account, sealed; `medio`: how a person without a session
    asked (telefono | correo), none where the person opened the request.
    """

    Meta = meta("atencion")
    solicitud = UnicodeAttribute(hash_key=True)
    sujeto = UnicodeAttribute()
    cuenta = UnicodeAttribute()
    rol = UnicodeAttribute()
    tema = UnicodeAttribute()
    estado = UnicodeAttribute()
    nivel = NumberAttribute()
    cola = UnicodeAttribute(null=True)
    orden = UnicodeAttribute()
    abierta_en = UnicodeAttribute()
    atender_desde = UnicodeAttribute()
    atender_antes_de = UnicodeAttribute()
    mensajes = NumberAttribute(default=0)
    historia: ListAttribute[str] = ListAttribute(of=UnicodeAttribute, default=list)  # type: ignore[arg-type]
    contacto = BinaryAttribute(legacy_encoding=False, null=True)
    medio = UnicodeAttribute(null=True)
    version = NumberAttribute(default=1)
    por_sujeto = SolicitudesPorSujeto()
    por_cola = SolicitudesPorCola()

    @property
    def situacion(self) -> SituacionDeSolicitud:
        """State and level."""
        return SituacionDeSolicitud(EstadoSolicitud(self.estado), int(self.nivel))

    @property
    def hechos(self) -> list[dict[str, Any]]:
        """Events of the request, oldest first."""
        return [json.loads(h) for h in self.historia]


def solicitud_queue(solicitud: str, situacion: SituacionDeSolicitud) -> str | None:
    """The part of the queue that holds a request; None when the request needs no attention."""
    if situacion.estado not in PENDIENTES:
        return None
    return f"{situacion.nivel}#{situacion.estado}#{crc32(solicitud.encode()) % PARTES}"


def put_solicitud(solicitud: Solicitud, mensaje: MensajeDeAtencion, debe: Salida) -> bool:
    """Store a new request with its first message and the mail that it owes; False when the id is taken."""

    def fill(tx: TransactWrite) -> None:
        tx.save(solicitud, condition=Solicitud.solicitud.does_not_exist())
        tx.save(mensaje)
        owe(tx, debe)

    return transact_unless_refused(fill)


def change_solicitud(
    solicitud: Solicitud,
    a: SituacionDeSolicitud,
    hecho: dict[str, Any],
    mensaje: MensajeDeAtencion | None,
    debe: Sequence[Salida],
) -> bool:
    """Change a request as it was read, with or without a message; False when another writer changed it meanwhile.

    `debe`: the mails that the change owes.
    """
    cola = solicitud_queue(solicitud.solicitud, a)
    acciones: list[Action] = [
        Solicitud.estado.set(a.estado.value),
        Solicitud.nivel.set(a.nivel),
        Solicitud.cola.set(cola) if cola else Solicitud.cola.remove(),
        Solicitud.historia.set(Solicitud.historia.append([json.dumps(hecho)])),
        Solicitud.version.add(1),
    ]
    if mensaje:
        acciones.append(Solicitud.mensajes.add(1))

    def fill(tx: TransactWrite) -> None:
        tx.update(solicitud, actions=acciones, condition=Solicitud.version == solicitud.version)
        if mensaje:
            tx.save(mensaje, condition=MensajeDeAtencion.solicitud.does_not_exist())
        owe(tx, *debe)

    return transact_unless_refused(fill)


def find_solicitud(solicitud: str) -> Solicitud | None:
    """The request as of now, or None."""
    try:
        return Solicitud.get(solicitud, consistent_read=True)
    except Solicitud.DoesNotExist:
        return None


def solicitudes_of(sujeto: str, despues: str, cuantas: int) -> list[Solicitud]:
    """Requests that somebody opened, newest first."""
    condicion = (Solicitud.orden < despues) if despues else None
    return list(Solicitud.por_sujeto.query(sujeto, condicion, scan_index_forward=False, limit=cuantas))


def waiting_solicitudes(nivel: int, estado: EstadoSolicitud, despues: str, cuantas: int) -> list[Solicitud]:
    """Requests of a level in a state, oldest first."""

    def part(parte: int) -> Iterator[Solicitud]:
        condicion = (Solicitud.orden > despues) if despues else None
        yield from Solicitud.por_cola.query(f"{nivel}#{estado}#{parte}", condicion, limit=cuantas)

    return list(islice(merge(*map(part, range(PARTES)), key=lambda s: str(s.orden)), cuantas))
