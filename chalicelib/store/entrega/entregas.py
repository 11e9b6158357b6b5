"""Deliveries of a process and the items they depend on (Protocolo 15.2).

    proceso (hash)   cual (range)
    P                conclusion            the OPL's notification that the Mesa is done (15.2 B)
    P                conciliacion#<time>   a comparison of figures (15.2 D), while it runs and after
    P                entrega#0001          a delivery, while it is made and after
    P                parte#0001#00001      files of its first part, with their digests
    P                lista#0001            folios whose expedientes it has, if they were asked for by a list

A comparison and a delivery are made step by step. Each step is one transaction, conditional on the `paso` it started
from. If two runs do one step, one transaction succeeds, and nothing names the files of the other run. The same
transaction stores the message of the next step in the outbox.
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
    """The OPL's last notification. `anteriores`: the earlier ones, which it replaces."""

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
    """A comparison of figures. `cursor`: the last aspirante compared; `informe`: findings so far."""

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
    """A delivery. `corte`: instant whose state it reports; `llave`: number of the OPL's key, `huella` its fingerprint.

    `clases`: class -> records that the files must add up to; `cursor`: aspirante and `orden` of the last record in a
    part; `destinatarios`: accounts that may download it, until `vence`; `cifras`: figures gathered so far; `motivo`:
    why it was ordered, `causa`: why it was cancelled; `digesto`: SHA-256 of the manifest; `imagenes`: which expedientes
    were chosen (`rules/entrega/imagenes.py`), `expedientes`: how many are sealed so far.
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
        """Id of the delivery: process and number."""
        return f"{self.proceso}-{int(self.numero)}"


class Parte(Tabla):
    """The files that one step made: JSON of `rules/entrega/manifiesto.ArchivoDeEntrega`."""

    Meta = meta("entregas")
    proceso = UnicodeAttribute(hash_key=True)
    cual = UnicodeAttribute(range_key=True)
    archivos = JSONAttribute()


class ListaDeImagenes(Tabla):
    """Folios whose expedientes a delivery holds, when they were asked for by a list."""

    Meta = meta("entregas")
    proceso = UnicodeAttribute(hash_key=True)
    cual = UnicodeAttribute(range_key=True)
    folios = JSONAttribute()


Trabajo = Conciliacion | Entrega


def find_conclusion(proceso: str) -> Conclusion | None:
    """The OPL's notification by a consistent read, or None."""
    try:
        return Conclusion.get(proceso, CONCLUSION, consistent_read=True)
    except Conclusion.DoesNotExist:
        return None


def find_conciliacion(proceso: str, cual: str) -> Conciliacion | None:
    """A comparison by a consistent read, or None."""
    try:
        return Conciliacion.get(proceso, cual, consistent_read=True)
    except Conciliacion.DoesNotExist:
        return None


def last_conciliacion(proceso: str) -> Conciliacion | None:
    """The newest comparison, whatever its state."""
    filas = Conciliacion.query(
        proceso,
        Conciliacion.cual.startswith(_CONCILIACION),
        scan_index_forward=False,
        limit=1,
        consistent_read=True,
    )
    return next(iter(filas), None)


def find_entrega(proceso: str, numero: int) -> Entrega | None:
    """A delivery by a consistent read, or None."""
    try:
        return Entrega.get(proceso, delivery_key(numero), consistent_read=True)
    except Entrega.DoesNotExist:
        return None


def deliveries_of(proceso: str) -> list[Entrega]:
    """All deliveries of a process, newest first. A process has only a few."""
    return list(
        Entrega.query(
            proceso, Entrega.cual.startswith(_ENTREGA), scan_index_forward=False, consistent_read=True
        )
    )


def delivery_parts(proceso: str, numero: int) -> list[Parte]:
    """Files of a delivery by the step that made them, in order."""
    return list(Parte.query(proceso, Parte.cual.startswith(f"{_PARTE}{numero:04}#"), consistent_read=True))


def images_listed(proceso: str, numero: int) -> list[str]:
    """Folios of a delivery's list, in order. Raises `ListaDeImagenes.DoesNotExist`."""
    lista = ListaDeImagenes.get(proceso, image_list_key(numero), consistent_read=True)
    return [str(f) for f in lista.folios]


def delivery_key(numero: int) -> str:
    """Range key of a delivery. The keys sort by number up to 9,999."""
    return f"{_ENTREGA}{numero:04}"


def delivery_part_key(numero: int, paso: int) -> str:
    """Range key of the part that a step made."""
    return f"{_PARTE}{numero:04}#{paso:05}"


def image_list_key(numero: int) -> str:
    """Range key of a delivery's list of folios."""
    return f"lista#{numero:04}"


def conciliation_key(ahora: datetime) -> str:
    """Range key of a comparison ordered at that instant."""
    return f"{_CONCILIACION}{iso(ahora)}"


def step_of(trabajo: Conciliacion | Entrega, ahora: datetime, paso: int | None = None) -> Salida:
    """Message of a step of the work; without `paso`, of its present step."""
    cual = int(trabajo.paso) if paso is None else paso
    return Salida(
        salida=f"{trabajo.proceso}#{trabajo.cual}#{cual}",
        cola=config.COLA_ENTREGAS,
        cuerpo={"proceso": trabajo.proceso, "cual": trabajo.cual, "paso": cual},
        desde=iso(ahora),
    )


def advance_step(tx: TransactWrite, trabajo: Trabajo, **cambios: Any) -> None:
    """Write a step's result. The transaction fails unless the work is still at that step."""
    modelo: Any = type(trabajo)
    acciones = [getattr(modelo, campo).set(valor) for campo, valor in cambios.items()]
    tx.update(
        modelo(trabajo.proceso, trabajo.cual),
        actions=[*acciones, modelo.paso.set(int(trabajo.paso) + 1)],
        condition=(modelo.paso == int(trabajo.paso)) & (modelo.estado == EN_CURSO),
    )
