"""Auxiliares and their devices. A removal is a date, never a deletion: what was sent before stays judged by it."""

from collections.abc import Iterable
from zlib import crc32

from pynamodb.attributes import (
    BinaryAttribute,
    BooleanAttribute,
    ListAttribute,
    MapAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection

from chalicelib.rules.dispositivos import Vigencia
from chalicelib.store.base import Tabla, instante, meta

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
    blind indexes within the process; `sujeto`: who registered in the app (8.3), with which `aviso` (privacy notice,
    accepted at `aviso_en`); `dispositivos`: those registered now, two at most (8.11): whoever adds one does it on
    condition that the set has room; `baja` is set once (7.7), with its
    cause; `registral`: what the padrón said (7.6); `custodia`: documents in custody (7.9); `carga`: the bulk load it
    came in; `cedula`: folio of the visual evidence in force (8.5), received at `cedula_en`; `revision`: what the OPL
    said of it (7.7).
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
    aviso_en = UnicodeAttribute(null=True)
    dispositivos: UnicodeSetAttribute = UnicodeSetAttribute(null=True)
    registral = UnicodeAttribute(null=True)
    baja = UnicodeAttribute(null=True)
    causa_baja = UnicodeAttribute(null=True)
    custodia: MapAttribute[str, str] = MapAttribute(default=dict)
    carga = UnicodeAttribute(null=True)
    cedula = UnicodeAttribute(null=True)
    cedula_en = UnicodeAttribute(null=True)
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
    """A device of an auxiliar (8.11) or citizen (10.6). `llave`: DER SubjectPublicKeyInfo of its ECDSA P-256 key.

    Its owner and key never change. `alta`, `baja`: of its last registration; `anteriores`: the earlier ones, each
    `<alta>/<baja>`. `modelo`, `sistema`, `aplicacion`: as the app says them, to tell one phone from another.
    """

    Meta = meta("dispositivos")
    dispositivo = UnicodeAttribute(hash_key=True)
    auxiliar = UnicodeAttribute()
    llave = BinaryAttribute(legacy_encoding=False)
    alta = UnicodeAttribute()
    baja = UnicodeAttribute(null=True)
    ciudadano = BooleanAttribute(default=False)
    anteriores: ListAttribute[str] = ListAttribute(of=UnicodeAttribute, default=list)  # type: ignore[arg-type]
    modelo = UnicodeAttribute(default="")
    sistema = UnicodeAttribute(default="")
    aplicacion = UnicodeAttribute(default="")
    por_auxiliar = PorAuxiliar()

    @property
    def etiqueta(self) -> str:
        """What a person knows the phone by."""
        return " · ".join(filter(None, (self.modelo, self.sistema))) or self.dispositivo

    @property
    def vigencias(self) -> list[Vigencia]:
        """When it was registered, oldest first."""
        ultima = Vigencia(instante(self.alta), instante(self.baja) if self.baja else None)
        pares = (par.split("/") for par in self.anteriores)
        return [*(Vigencia(instante(alta), instante(baja)) for alta, baja in pares), ultima]


def lista_de(aspirante: str, auxiliar: str) -> str:
    """The part of the aspirante's list that holds an auxiliar."""
    return f"{aspirante}#{crc32(auxiliar.encode()) % LISTAS}"


def listas_de(aspirante: str) -> list[str]:
    """All parts of an aspirante's list."""
    return [f"{aspirante}#{parte}" for parte in range(LISTAS)]


def find_auxiliar(auxiliar: str) -> Auxiliar | None:
    """The auxiliar as of now, or None."""
    try:
        return Auxiliar.get(auxiliar, consistent_read=True)
    except Auxiliar.DoesNotExist:
        return None


def get_dispositivo(dispositivo: str) -> Dispositivo | None:
    """The device as of now, whosever it is, or None."""
    try:
        return Dispositivo.get(dispositivo, consistent_read=True)
    except Dispositivo.DoesNotExist:
        return None


def find_dispositivo(dispositivo: str, auxiliar: str) -> Dispositivo | None:
    """The device if it is that auxiliar's, registered now or before."""
    hallado = get_dispositivo(dispositivo)
    return hallado if hallado is not None and hallado.auxiliar == auxiliar else None


def get_dispositivos(cuales: Iterable[str]) -> list[Dispositivo]:
    """Those of the devices that exist, by id (consistent reads)."""
    lista = sorted(cuales)
    hallados = Dispositivo.batch_get(lista, consistent_read=True) if lista else []
    return sorted(hallados, key=lambda d: str(d.dispositivo))


def page_of_dispositivos(auxiliar: str, despues: str, cuantos: int) -> list[Dispositivo]:
    """An auxiliar's devices, registered now or before, by id from after `despues` on."""
    rango = Dispositivo.dispositivo > despues if despues else None
    return get_dispositivos(
        d.dispositivo for d in Dispositivo.por_auxiliar.query(auxiliar, rango, limit=cuantos)
    )
