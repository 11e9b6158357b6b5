"""Deliveries of a process and what leads to them (Protocolo 15.2).

    proceso (hash)   cual (range)
    P                conclusion            the OPL's notification that the Mesa is done (15.2 B)
    P                conciliacion#<time>   a comparison of figures (15.2 D), while it runs and after
    P                entrega#0001          a delivery, while it is made and after
    P                parte#0001#00001      files of its first part, with their digests
    P                lista#0001            folios whose expedientes it has, if they were asked for by a list

A conciliation and a delivery are made step by step. Each step is one transaction that asks for the `paso` it began
from: of two runs of a step one is noted, and what the other made is named by nobody. The message of the next step is
owed by the same transaction.
"""

from datetime import datetime
from typing import Any

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.transactions import TransactWrite

from chalicelib.base import config
from chalicelib.store.base.tabla import Tabla, iso, meta
from chalicelib.store.correos.salidas import Salida

CONCLUSION = "conclusion"
_CONCILIACION, _ENTREGA, _PARTE = "conciliacion#", "entrega#", "parte#"
EN_CURSO, LISTA, CANCELADA = "en_curso", "lista", "cancelada"


class Conclusion(Tabla):
    """The last notification of the OPL. `anteriores`: those before, which it replaces."""

    Meta = meta("entregas")
    proceso = UnicodeAttribute(hash_key=True)
    cual = UnicodeAttribute(range_key=True, default=CONCLUSION)
    en = UnicodeAttribute()
    oficio = UnicodeAttribute()
    fecha = UnicodeAttribute()
    observaciones = UnicodeAttribute(default="")
    cuenta = UnicodeAttribute()
    version = NumberAttribute(default=1)
    anteriores = JSONAttribute(default=list)


class Conciliacion(Tabla):
    """A comparison. `cursor`: the aspirante after whom it goes on; `informe`: what was found so far."""

    Meta = meta("entregas")
    proceso = UnicodeAttribute(hash_key=True)
    cual = UnicodeAttribute(range_key=True)
    estado = UnicodeAttribute(default=EN_CURSO)
    paso = NumberAttribute(default=0)
    pedida_en = UnicodeAttribute()
    cuenta = UnicodeAttribute()
    corte_padron = UnicodeAttribute(default="")
    cursor = UnicodeAttribute(default="")
    informe = JSONAttribute(default=dict)
    terminada_en = UnicodeAttribute(null=True)


class Entrega(Tabla):
    """A delivery. `corte`: as of when it tells; `llave`: number of the OPL's key, `huella` its fingerprint.

    `clases`: class -> records that it must come to; `cursor`: aspirante and `orden` after which it goes on;
    `destinatarios`: accounts that may download it, until `vence`; `cifras`: what was gathered so far; `motivo`: why it
    was asked for, `causa`: why it was cancelled; `digesto`: SHA-256 of the manifest; `imagenes`: which expedientes were
    chosen (`rules/entrega/imagenes.py`), `expedientes`: how many are sealed so far.
    """

    Meta = meta("entregas")
    proceso = UnicodeAttribute(hash_key=True)
    cual = UnicodeAttribute(range_key=True)
    numero = NumberAttribute()
    opl = UnicodeAttribute()
    estado = UnicodeAttribute(default=EN_CURSO)
    paso = NumberAttribute(default=0)
    corte = UnicodeAttribute()
    corte_anterior = UnicodeAttribute(default="")
    anterior = JSONAttribute(null=True)
    llave = NumberAttribute()
    huella = UnicodeAttribute()
    clases = JSONAttribute()
    motivo = UnicodeAttribute(default="")
    causa = UnicodeAttribute(default="")
    ordenada_en = UnicodeAttribute()
    cuenta = UnicodeAttribute()
    destinatarios = JSONAttribute(default=list)
    vence = UnicodeAttribute()
    cursor = JSONAttribute(default=dict)
    registros = NumberAttribute(default=0)
    cifras = JSONAttribute(null=True)
    digesto = UnicodeAttribute(null=True)
    lista_en = UnicodeAttribute(null=True)
    imagenes = UnicodeAttribute(default="ninguna")
    expedientes = NumberAttribute(default=0)

    @property
    def entrega(self) -> str:
        """Its id: process and number."""
        return f"{self.proceso}-{int(self.numero)}"


class Parte(Tabla):
    """The files that one step made: JSON of `rules/entrega/manifiesto.Archivo`."""

    Meta = meta("entregas")
    proceso = UnicodeAttribute(hash_key=True)
    cual = UnicodeAttribute(range_key=True)
    archivos = JSONAttribute()


class ListaDeImagenes(Tabla):
    """Folios whose expedientes a delivery has, when they were asked for by a list."""

    Meta = meta("entregas")
    proceso = UnicodeAttribute(hash_key=True)
    cual = UnicodeAttribute(range_key=True)
    folios = JSONAttribute()


Trabajo = Conciliacion | Entrega


def find_conclusion(proceso: str) -> Conclusion | None:
    """The OPL's notification as of now, or None."""
    try:
        return Conclusion.get(proceso, CONCLUSION, consistent_read=True)
    except Conclusion.DoesNotExist:
        return None


def find_conciliacion(proceso: str, cual: str) -> Conciliacion | None:
    """A conciliation as of now, or None."""
    try:
        return Conciliacion.get(proceso, cual, consistent_read=True)
    except Conciliacion.DoesNotExist:
        return None


def last_conciliacion(proceso: str) -> Conciliacion | None:
    """The newest, whatever its state."""
    filas = Conciliacion.query(
        proceso,
        Conciliacion.cual.startswith(_CONCILIACION),
        scan_index_forward=False,
        limit=1,
        consistent_read=True,
    )
    return next(iter(filas), None)


def find_entrega(proceso: str, numero: int) -> Entrega | None:
    """A delivery as of now, or None."""
    try:
        return Entrega.get(proceso, delivery_key(numero), consistent_read=True)
    except Entrega.DoesNotExist:
        return None


def deliveries_of(proceso: str) -> list[Entrega]:
    """Every delivery of a process, newest first: a few."""
    return list(
        Entrega.query(
            proceso, Entrega.cual.startswith(_ENTREGA), scan_index_forward=False, consistent_read=True
        )
    )


def delivery_parts(proceso: str, numero: int) -> list[Parte]:
    """What its steps made, in order."""
    return list(Parte.query(proceso, Parte.cual.startswith(f"{_PARTE}{numero:04}#"), consistent_read=True))


def images_listed(proceso: str, numero: int) -> list[str]:
    """Folios of a delivery's list, in order. Raises `ListaDeImagenes.DoesNotExist`."""
    lista = ListaDeImagenes.get(proceso, image_list_key(numero), consistent_read=True)
    return [str(f) for f in lista.folios]


def delivery_key(numero: int) -> str:
    """Range key of a delivery: in order up to 9,999."""
    return f"{_ENTREGA}{numero:04}"


def delivery_part_key(numero: int, paso: int) -> str:
    """Range key of the part that a step made."""
    return f"{_PARTE}{numero:04}#{paso:05}"


def image_list_key(numero: int) -> str:
    """Range key of a delivery's list of folios."""
    return f"lista#{numero:04}"


def conciliation_key(ahora: datetime) -> str:
    """Range key of a conciliation asked for at that instant."""
    return f"{_CONCILIACION}{iso(ahora)}"


def step_of(trabajo: Conciliacion | Entrega, ahora: datetime, paso: int | None = None) -> Salida:
    """The message of a step of it: the one it is at, if none is said."""
    cual = int(trabajo.paso) if paso is None else paso
    return Salida(
        salida=f"{trabajo.proceso}#{trabajo.cual}#{cual}",
        cola=config.COLA_ENTREGAS,
        cuerpo={"proceso": trabajo.proceso, "cual": trabajo.cual, "paso": cual},
        desde=iso(ahora),
    )


def advance_step(tx: TransactWrite, trabajo: Trabajo, **cambios: Any) -> None:
    """Note what a step came to: the transaction fails unless the work is still at that step."""
    modelo: Any = type(trabajo)
    acciones = [getattr(modelo, campo).set(valor) for campo, valor in cambios.items()]
    tx.update(
        modelo(trabajo.proceso, trabajo.cual),
        actions=[*acciones, modelo.paso.set(int(trabajo.paso) + 1)],
        condition=(modelo.paso == int(trabajo.paso)) & (modelo.estado == EN_CURSO),
    )
