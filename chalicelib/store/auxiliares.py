"""Auxiliares and their devices. A removal is a date, never a deletion: what was sent before stays judged by it."""

from zlib import crc32

from pynamodb.attributes import (
    BinaryAttribute,
    BooleanAttribute,
    MapAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection

from chalicelib.store.base import Tabla, meta

LISTAS = 8
"""An aspirante's auxiliares are listed in so many parts: a bulk load of 58,483 must not meet on one."""


class PorLista(GlobalSecondaryIndex["Auxiliar"]):
    """Auxiliares of an aspirante, part by part."""

    class Meta:
        index_name = "por_lista"
        projection = AllProjection()

    lista = UnicodeAttribute(hash_key=True)
    auxiliar = UnicodeAttribute(range_key=True)


class Auxiliar(Tabla):
    """An auxiliar of one aspirante (7.3).

    `datos`: names, birth, clave de elector, mail …, sealed with the process's secret; `correo_ciego`, `clave_ciega`:
    blind indexes within the process; `sujeto`: who registered in the app (8.3); `baja` is set once (7.7), with its
    cause; `registral`: what the padrón said (7.6); `custodia`: documents in custody (7.9); `carga`: the bulk load it
    came in; `cedula`: registro id of the visual evidence (8.5); `revision`: what the OPL said of it (7.7).
    """

    Meta = meta("auxiliares")
    auxiliar = UnicodeAttribute(hash_key=True)
    proceso = UnicodeAttribute()
    aspirante = UnicodeAttribute()
    lista = UnicodeAttribute()
    datos = BinaryAttribute(legacy_encoding=False)
    correo_ciego = UnicodeAttribute()
    clave_ciega = UnicodeAttribute()
    proveedor = UnicodeAttribute()
    alta = UnicodeAttribute()
    sujeto = UnicodeAttribute(null=True)
    registrado_en = UnicodeAttribute(null=True)
    aviso = UnicodeAttribute(null=True)
    registral = UnicodeAttribute(null=True)
    baja = UnicodeAttribute(null=True)
    causa_baja = UnicodeAttribute(null=True)
    custodia: MapAttribute[str, str] = MapAttribute(default=dict)
    carga = UnicodeAttribute(null=True)
    cedula = UnicodeAttribute(null=True)
    revision = UnicodeAttribute(null=True)
    version = NumberAttribute(default=1)
    por_lista = PorLista()

    @property
    def identidad(self) -> str:
        """What `datos` is bound to."""
        return f"auxiliar {self.auxiliar}"


class PorAuxiliar(GlobalSecondaryIndex["Dispositivo"]):
    """Devices of an auxiliar or citizen."""

    class Meta:
        index_name = "por_auxiliar"
        projection = KeysOnlyProjection()

    auxiliar = UnicodeAttribute(hash_key=True)
    dispositivo = UnicodeAttribute(range_key=True)


class Dispositivo(Tabla):
    """A device of an auxiliar (8.11) or citizen (10.6). `llave`: DER SubjectPublicKeyInfo of its ECDSA P-256 key."""

    Meta = meta("dispositivos")
    dispositivo = UnicodeAttribute(hash_key=True)
    auxiliar = UnicodeAttribute()
    llave = BinaryAttribute(legacy_encoding=False)
    alta = UnicodeAttribute()
    baja = UnicodeAttribute(null=True)
    ciudadano = BooleanAttribute(default=False)
    por_auxiliar = PorAuxiliar()


def lista_de(aspirante: str, auxiliar: str) -> str:
    """The part of the aspirante's list that holds an auxiliar."""
    return f"{aspirante}#{crc32(auxiliar.encode()) % LISTAS}"


def listas_de(aspirante: str) -> list[str]:
    """All parts of an aspirante's list."""
    return [f"{aspirante}#{parte}" for parte in range(LISTAS)]


def find_dispositivo(dispositivo: str, auxiliar: str) -> Dispositivo | None:
    """The device if it is registered to that auxiliar."""
    try:
        hallado = Dispositivo.get(dispositivo, consistent_read=True)
    except Dispositivo.DoesNotExist:
        return None
    return hallado if hallado.auxiliar == auxiliar else None
