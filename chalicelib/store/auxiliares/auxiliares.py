"""Auxiliares and their devices. A removal is a date, never a deletion: what was sent before stays judged by it."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
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
from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection

from chalicelib.rules.auxiliares.dispositivos import Vigencia
from chalicelib.rules.auxiliares.registro import Suceso
from chalicelib.store.base.tabla import Tabla, instante, iso, meta

LISTAS = 8
"""An aspirante's auxiliares are listed in so many parts: a bulk load of 58,483 must not meet on one."""


class AuxiliaresPorLista(GlobalSecondaryIndex["Auxiliar"]):
    """Auxiliares of an aspirante, part by part."""

    class Meta:
        index_name = "por_lista"
        projection = AllProjection()

    lista = UnicodeAttribute(hash_key=True)
    auxiliar = UnicodeAttribute(range_key=True)


class AuxiliaresPorRevisar(GlobalSecondaryIndex["Auxiliar"]):
    """Auxiliares of a process whose visual evidence waits for review, the longest waiting first; only those (7.7)."""

    class Meta:
        index_name = "por_revisar"
        projection = IncludeProjection(["aspirante", "cedula"])

    por_revisar_en = UnicodeAttribute(hash_key=True)
    cedula_en = UnicodeAttribute(range_key=True)


class Auxiliar(Tabla):
    """An auxiliar of one aspirante (7.3).

    `datos`: names, birth, clave de elector, mail …, sealed with the process's secret; `correo_ciego`, `clave_ciega`:
    blind indexes within the process; `sujeto`: who registered in the app (8.3), with which `aviso` (privacy notice,
    accepted at `aviso_en`); `dispositivos`: those registered now, two at most (8.11): whoever adds one does it on
    condition that the set has room; `baja` is set once (7.7), with its cause, and `detalle_baja`, sealed, in the words
    of whoever decided; `registral`: what the padrón said (7.6); `custodia`: documents in custody (7.9), each with when
    and by which account; `carga`: the bulk load it came in; `vuelta`: how many times this person was registered before;
    `confirmaciones`: confirmation mails asked for.

    `cedula`: folio of the visual evidence in force (8.5), received at `cedula_en`; `por_revisar_en`: the process, while
    it waits for review; `revision`: folio of the evidence that the OPL found conforming (7.7): another `cedula` than
    that one waits. `historia`: what happened, as JSON texts, appended.
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
    detalle_baja = BinaryAttribute(legacy_encoding=False, null=True)
    cedula = UnicodeAttribute(null=True)
    cedula_en = UnicodeAttribute(null=True)
    por_revisar_en = UnicodeAttribute(null=True)
    revision = UnicodeAttribute(null=True)
    vuelta = NumberAttribute(default=0)
    confirmaciones = NumberAttribute(default=1)
    historia: ListAttribute[str] = ListAttribute(of=UnicodeAttribute, default=list)  # type: ignore[arg-type]
    version = NumberAttribute(default=1)
    por_lista = AuxiliaresPorLista()
    por_revisar = AuxiliaresPorRevisar()

    @property
    def identidad(self) -> str:
        """What `datos` is bound to."""
        return f"auxiliar {self.auxiliar}"


class DispositivosPorAuxiliar(GlobalSecondaryIndex["Dispositivo"]):
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
    por_auxiliar = DispositivosPorAuxiliar()

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


def happening(que: Suceso, ahora: datetime, *, rol: str = "", cuenta: str = "", detalle: str = "") -> str:
    """An entry of `historia`; `rol` and `cuenta` are empty where the system itself acted."""
    return json.dumps({"en": iso(ahora), "que": que.value, "rol": rol, "cuenta": cuenta, "detalle": detalle})


def history(auxiliar: Auxiliar) -> list[dict[str, Any]]:
    """`historia`, oldest first."""
    return [json.loads(h) for h in auxiliar.historia or []]


def add_happening(auxiliar: Auxiliar, entrada: str) -> None:
    """Add an entry to the `historia` of a row not saved yet."""
    auxiliar.historia = [*auxiliar.historia, entrada]


def append_happening(entrada: str) -> Action:
    """Add an entry to `historia`, whatever others add at the same time."""
    return Auxiliar.historia.set((Auxiliar.historia | []).append([entrada]))


def in_force() -> Condition:
    """The auxiliar exists and was not removed."""
    return Auxiliar.auxiliar.exists() & Auxiliar.baja.does_not_exist()


def await_review(auxiliar: str, proceso: str, cedula: str) -> None:
    """The evidence under that folio waits for the OPL (7.7), if it is in force, and not found conforming yet.

    Of who was removed nothing waits any more. Again, it changes nothing.
    """
    done_if_refused(
        lambda: Auxiliar(auxiliar).update(
            actions=[Auxiliar.por_revisar_en.set(proceso)],
            condition=in_force()
            & (Auxiliar.cedula == cedula)
            & (Auxiliar.revision.does_not_exist() | (Auxiliar.revision != cedula)),
        )
    )


def done_if_refused(update: Callable[[], Any]) -> bool:
    """Make a conditional update; False when its condition says that there is nothing to do."""
    try:
        update()
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        return False
    return True


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
