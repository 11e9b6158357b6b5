"""Announcements (table `anuncios`, Protocolo 9.15, 9.17); `estado`: vigente | cancelado. Their recipients are read by
stretches (`store/correos/tramos.py`).
"""

import json
from datetime import datetime

from pynamodb.attributes import UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.transactions import TransactWrite

from chalicelib.rules.base.permisos import Rol
from chalicelib.rules.correos import LEJOS, Alcance, PublicoDelAnuncio, TipoAnuncio
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import Tabla, iso, meta
from chalicelib.store.base.transacciones import transact_unless_refused
from chalicelib.store.correos.salidas import Salida, owe
from chalicelib.store.correos.totales import add_to_total
from chalicelib.store.correos.tramos import INICIO, Tramo

LISTA = "anuncios"


class AnunciosPorLista(GlobalSecondaryIndex["Anuncio"]):
    """Announcements of a list by time; some dozens in a process."""

    class Meta:
        index_name = "por_lista"
        projection = AllProjection()

    lista = UnicodeAttribute(hash_key=True)
    orden = UnicodeAttribute(range_key=True)


class Anuncio(Tabla):
    """An announcement. `de`: the interruption whose end it announces; `audiencia`: JSON.

    `opl`, `autor`: key and name of the OPL that made it, empty for the INE. Each OPL and the INE has its own list.
    """

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
    opl = UnicodeAttribute(default="")
    autor = UnicodeAttribute(default="")
    por_lista = AnunciosPorLista()

    @property
    def para(self) -> PublicoDelAnuncio:
        """The audience of the announcement."""
        return decode_audience(self.audiencia)

    @property
    def que(self) -> TipoAnuncio:
        """The kind of the announcement."""
        return TipoAnuncio(self.tipo)


def encode_audience(audiencia: PublicoDelAnuncio) -> str:
    """The audience as JSON."""
    a = audiencia
    return json.dumps([a.alcance, a.proceso, a.opl, list(a.roles), a.proveedor])


def decode_audience(texto: str) -> PublicoDelAnuncio:
    """Inverse of `encode_audience`."""
    alcance, proceso, opl, roles, proveedor = json.loads(texto)
    return PublicoDelAnuncio(Alcance(alcance), proceso, opl, tuple(Rol(r) for r in roles), proveedor)


def keep_announcement(anuncio: Anuncio, debe: Salida) -> bool:
    """Store an announcement with its first stretch and its outbox message; False when it exists already."""

    def fill(tx: TransactWrite) -> None:
        tx.save(anuncio, condition=Anuncio.anuncio.does_not_exist())
        tx.save(Tramo(anuncio=anuncio.anuncio, tramo=INICIO))
        add_to_total(tx, anuncio.anuncio, "tramos", 0, 1)
        owe(tx, debe)

    return transact_unless_refused(fill)


def find_anuncio(anuncio: str) -> Anuncio | None:
    """The announcement as of now, or None."""
    try:
        return Anuncio.get(anuncio, consistent_read=True)
    except Anuncio.DoesNotExist:
        return None


def mark_cancelled(anuncio: Anuncio, ahora: datetime) -> bool:
    """Cancel the announcement's unsent mails; False when it was cancelled before."""
    return write_unless_refused(
        lambda: anuncio.update(
            actions=[Anuncio.estado.set("cancelado"), Anuncio.cancelado_en.set(iso(ahora))],
            condition=Anuncio.estado == "vigente",
        )
    )


def list_of(opl: str) -> str:
    """Key of the list with an OPL's announcements; the INE's when `opl` is empty."""
    return f"{LISTA}#{opl}" if opl else LISTA


def list_newest(opl: str, antes_de: str, cuantos: int) -> list[Anuncio]:
    """Announcements of the INE or of an OPL, newest first, older than that `orden` (empty: from the newest on)."""
    condicion = (Anuncio.orden < antes_de) if antes_de else None
    return list(Anuncio.por_lista.query(list_of(opl), condicion, scan_index_forward=False, limit=cuantos))


def maintenances_after(ahora: datetime) -> list[Anuncio]:
    """Announced maintenances in force that have not ended, by their start. Reads some dozens of rows."""
    hechos = Anuncio.por_lista.query(LISTA, Anuncio.orden > iso(ahora - LEJOS), Anuncio.hasta > iso(ahora))
    propios = (a for a in hechos if a.que is TipoAnuncio.MANTENIMIENTO and a.estado == "vigente")
    return sorted(propios, key=lambda a: str(a.desde))
