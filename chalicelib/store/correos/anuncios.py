"""Announcements, and how far each has been handed out (Protocolo 9.15, 9.17).

    anuncios          anuncio (hash)                       the announcement; `estado`: vigente | cancelado
    anuncios-tramos   anuncio (hash)   inicio (range)      finds which stretches there are
                                       auxiliares#ASPA …   a stretch of recipients; `cursor`: how far it was read

A stretch's row is the truth and a message only a nudge to go on: whoever gets one reads the page behind `cursor`, names
its mails, and moves `cursor` on condition that nobody else did. So a message may come twice or late.
"""

import json
from datetime import datetime
from typing import Any

from pynamodb.attributes import UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.transactions import TransactWrite

from chalicelib.rules.base.permisos import Rol
from chalicelib.rules.correos import LEJOS, Alcance, Audiencia, TipoAnuncio
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import Tabla, iso, meta
from chalicelib.store.base.transacciones import transact_unless_refused
from chalicelib.store.correos import entregas as correos
from chalicelib.store.correos.salidas import Salida, owe

INICIO = "inicio"
LISTA = "anuncios"
FIN = "fin"
"""The cursor of a stretch that was read to its end."""


class AnunciosPorLista(GlobalSecondaryIndex["Anuncio"]):
    """All announcements by time: some dozens in a process."""

    class Meta:
        index_name = "por_lista"
        projection = AllProjection()

    lista = UnicodeAttribute(hash_key=True)
    orden = UnicodeAttribute(range_key=True)


class Anuncio(Tabla):
    """An announcement; `de`: the interruption whose end it tells; `audiencia`: as JSON."""

    Meta = meta("anuncios")
    anuncio = UnicodeAttribute(hash_key=True)
    lista = UnicodeAttribute(default=LISTA)
    orden = UnicodeAttribute()
    tipo = UnicodeAttribute()
    audiencia = UnicodeAttribute()
    asunto = UnicodeAttribute(default="")
    texto = UnicodeAttribute(default="")
    desde = UnicodeAttribute(null=True)
    hasta = UnicodeAttribute(null=True)
    de = UnicodeAttribute(default="")
    estado = UnicodeAttribute(default="vigente")
    creado_en = UnicodeAttribute()
    creado_por = UnicodeAttribute()
    cancelado_en = UnicodeAttribute(null=True)
    por_lista = AnunciosPorLista()

    @property
    def para(self) -> Audiencia:
        """Whom it is for."""
        return decode_audience(self.audiencia)

    @property
    def que(self) -> TipoAnuncio:
        """What it announces."""
        return TipoAnuncio(self.tipo)


class Tramo(Tabla):
    """A stretch of recipients; `cursor` empty before the first page."""

    Meta = meta("anuncios-tramos")
    anuncio = UnicodeAttribute(hash_key=True)
    tramo = UnicodeAttribute(range_key=True)
    cursor = UnicodeAttribute(default="")


def encode_audience(audiencia: Audiencia) -> str:
    """The audience as JSON."""
    a = audiencia
    return json.dumps([a.alcance, a.proceso, a.opl, list(a.roles), a.proveedor])


def decode_audience(texto: str) -> Audiencia:
    """Inverse of `encode`."""
    alcance, proceso, opl, roles, proveedor = json.loads(texto)
    return Audiencia(Alcance(alcance), proceso, opl, tuple(Rol(r) for r in roles), proveedor)


def keep_announcement(anuncio: Anuncio, debe: Salida) -> bool:
    """Keep an announcement with its first stretch and the nudge it owes; False when it was made before."""

    def fill(tx: TransactWrite) -> None:
        tx.save(anuncio, condition=Anuncio.anuncio.does_not_exist())
        tx.save(Tramo(anuncio=anuncio.anuncio, tramo=INICIO))
        correos.add_to_total(tx, anuncio.anuncio, "tramos", 0, 1)
        owe(tx, debe)

    return transact_unless_refused(fill)


def find_anuncio(anuncio: str) -> Anuncio | None:
    """The announcement as of now, or None."""
    try:
        return Anuncio.get(anuncio, consistent_read=True)
    except Anuncio.DoesNotExist:
        return None


def mark_cancelled(anuncio: Anuncio, ahora: datetime) -> bool:
    """Call off what has not left; False when it had been called off."""
    return write_unless_refused(
        lambda: anuncio.update(
            actions=[Anuncio.estado.set("cancelado"), Anuncio.cancelado_en.set(iso(ahora))],
            condition=Anuncio.estado == "vigente",
        )
    )


def list_newest(antes_de: str, cuantos: int) -> list[Anuncio]:
    """Announcements, newest first, older than that `orden` (empty: from the newest on)."""
    condicion = (Anuncio.orden < antes_de) if antes_de else None
    return list(Anuncio.por_lista.query(LISTA, condicion, scan_index_forward=False, limit=cuantos))


def maintenances_after(ahora: datetime) -> list[Anuncio]:
    """Announced maintenances in force that have not ended, the first to begin first: some dozens are read for them."""
    hechos = Anuncio.por_lista.query(LISTA, Anuncio.orden > iso(ahora - LEJOS), Anuncio.hasta > iso(ahora))
    propios = (a for a in hechos if a.que is TipoAnuncio.MANTENIMIENTO and a.estado == "vigente")
    return sorted(propios, key=lambda a: str(a.desde))


def find_tramo(anuncio: str, tramo: str) -> Tramo | None:
    """The stretch as of now, or None."""
    try:
        return Tramo.get(anuncio, tramo, consistent_read=True)
    except Tramo.DoesNotExist:
        return None


def open_tramo(anuncio: str, tramo: str) -> None:
    """Add a stretch unless it is there: one that has been read in part is left as it is."""
    write_unless_refused(
        lambda: Tramo(anuncio=anuncio, tramo=tramo).save(condition=Tramo.anuncio.does_not_exist())
    )


def advance_tramo(tramo: Tramo, cursor: str, destinatarios: int, hijos: int, azar: int) -> bool:
    """Move a stretch on and count what its page brought, at once; False when somebody else moved it."""
    sumas: dict[str, Any] = {
        correos.DESTINATARIOS: destinatarios,
        "tramos": hijos,
        "tramos_hechos": int(cursor == FIN),
    }

    def fill(tx: TransactWrite) -> None:
        tx.update(tramo, actions=[Tramo.cursor.set(cursor)], condition=Tramo.cursor == tramo.cursor)
        for clave, n in sumas.items():
            if n:
                correos.add_to_total(tx, tramo.anuncio, clave, azar, n)

    return transact_unless_refused(fill)
