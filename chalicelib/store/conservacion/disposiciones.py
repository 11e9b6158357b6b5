"""Legal holds and disposals of a process (Protocolo 16.1).

    proceso (hash)   cual (range)
    P                guardia             `version` grows with each hold that is placed or lifted
    P                reserva#0001        a hold, in force until it is lifted, and kept afterwards
    P                disposicion#0001    a disposal, while it is worked on and after

A page of a disposal is removed in two writes. The first notes the items to remove, on condition that the guard's
`version` is the one under which they were chosen; so a hold placed before it is respected. The second counts the
removed items and moves the cursor. If a run dies between the two, the next run removes the noted items and counts them
once.
"""

from typing import Any

from pynamodb.attributes import BooleanAttribute, JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.transactions import TransactWrite

from chalicelib.base import config
from chalicelib.rules.conservacion.alcance import AlcanceDeDisposicion, Retenido
from chalicelib.rules.conservacion.plazo import Autorizacion, EstadoDisposicion, Ronda
from chalicelib.store.base.tabla import Tabla, meta
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.correos.salidas import Salida, owe

GUARDIA = "guardia"
_RESERVA, _DISPOSICION = "reserva#", "disposicion#"


class Guardia(Tabla):
    """Guard of a process's holds. Every removal of a page is conditional on its version."""

    Meta = meta("conservacion")
    proceso = UnicodeAttribute(hash_key=True)
    cual = UnicodeAttribute(range_key=True, default=GUARDIA)
    version = NumberAttribute(default=0)


class Reserva(Tabla):
    """A hold of records (`folios`) or, without any, of the whole process. `oficio`: the letter that asked for it."""

    Meta = meta("conservacion")
    proceso = UnicodeAttribute(hash_key=True)
    cual = UnicodeAttribute(range_key=True)
    folios = JSONAttribute(default=list)
    motivo = UnicodeAttribute()
    oficio = UnicodeAttribute()
    puesta_en = UnicodeAttribute()
    cuenta = UnicodeAttribute()
    levantada_en = UnicodeAttribute(null=True)
    levantada_por = UnicodeAttribute(null=True)
    oficio_levanta = UnicodeAttribute(default="")

    @property
    def reserva(self) -> str:
        """Id of the hold: process and number."""
        return f"{self.proceso}-{int(str(self.cual).removeprefix(_RESERVA))}"


class Disposicion(Tabla):
    """A disposal. `procede_desde`: when the retention period ended; `aspirantes`: those of the process when it began.

    `almacen`, `cursor`: position of the round; `pagina`: what is being removed, and under which version of the guard;
    `listado`, `eliminado`, `quedan`: `<store>` -> [count, sum of digests] by round; `retenidos`: number of items that
    holds keep in this round; `fallas`: what could not be removed; `huella`: digest of the list to approve; `llaves`:
    ARN -> when KMS destroys it; `certificado`: SHA-256 of the certificate.
    """

    Meta = meta("conservacion")
    proceso = UnicodeAttribute(hash_key=True)
    cual = UnicodeAttribute(range_key=True)
    numero = NumberAttribute()
    estado = UnicodeAttribute(default=EstadoDisposicion.LISTANDO.value)
    ronda = UnicodeAttribute(default=Ronda.LISTADO.value)
    version = NumberAttribute(default=0)
    vueltas = NumberAttribute(default=0)
    pedida_en = UnicodeAttribute()
    cuenta = UnicodeAttribute()
    procede_desde = UnicodeAttribute()
    entrega = UnicodeAttribute()
    aspirantes = JSONAttribute(default=list)
    almacen = NumberAttribute(default=0)
    cursor = JSONAttribute(default=dict)
    pagina = JSONAttribute(default=dict)
    listado = JSONAttribute(default=dict)
    eliminado = JSONAttribute(default=dict)
    quedan = JSONAttribute(default=dict)
    retenidos = NumberAttribute(default=0)
    fallas = JSONAttribute(default=list)
    huella = UnicodeAttribute(default="")
    autorizaciones = JSONAttribute(default=list)
    causa = UnicodeAttribute(default="")
    llaves = JSONAttribute(default=dict)
    sin_efecto = BooleanAttribute(default=False)
    certificado = UnicodeAttribute(null=True)
    certificada_en = UnicodeAttribute(null=True)
    totales = JSONAttribute(default=dict)

    @property
    def disposicion(self) -> str:
        """Id of the disposal: process and number."""
        return f"{self.proceso}-{int(self.numero)}"

    @property
    def alcance(self) -> AlcanceDeDisposicion:
        """Scope of the disposal."""
        return AlcanceDeDisposicion(str(self.proceso), frozenset(self.aspirantes))

    @property
    def aprobaciones(self) -> list[Autorizacion]:
        """Approvals given so far."""
        return [Autorizacion(**a) for a in self.autorizaciones]


def guard_version(proceso: str) -> int:
    """Number of times that holds of the process were placed or lifted, by a consistent read."""
    try:
        return int(Guardia.get(proceso, GUARDIA, consistent_read=True).version)
    except DoesNotExist:
        return 0


def move_guard(tx: TransactWrite, proceso: str, version: int) -> None:
    """Advance the guard because a hold is placed or lifted. The transaction fails when the guard is not
    at `version`."""
    tx.update(Guardia(proceso, GUARDIA), actions=[Guardia.version.set(version + 1)], condition=_at(version))


def check_guard(tx: TransactWrite, proceso: str, version: int) -> None:
    """Make the transaction fail when a hold was placed or lifted since `version`."""
    tx.condition_check(Guardia, proceso, GUARDIA, condition=_at(version))


def _at(version: int) -> Any:
    return (Guardia.version == version) if version else Guardia.version.does_not_exist()


def holds_of(proceso: str) -> list[Reserva]:
    """All holds of a process, also lifted ones, oldest first."""
    return list(Reserva.query(proceso, Reserva.cual.startswith(_RESERVA), consistent_read=True))


def held_by(reservas: list[Reserva]) -> Retenido:
    """What the given holds keep, as far as they are in force."""
    vigentes = [r for r in reservas if r.levantada_en is None]
    return Retenido(any(not r.folios for r in vigentes), frozenset(f for r in vigentes for f in r.folios))


def hold_key(numero: int) -> str:
    """Range key of a hold."""
    return f"{_RESERVA}{numero:04}"


def disposal_key(numero: int) -> str:
    """Range key of a disposal."""
    return f"{_DISPOSICION}{numero:04}"


def disposals_of(proceso: str) -> list[Disposicion]:
    """All disposals of a process, newest first. A process has only a few."""
    return list(
        Disposicion.query(
            proceso,
            Disposicion.cual.startswith(_DISPOSICION),
            scan_index_forward=False,
            consistent_read=True,
        )
    )


def find_disposal(proceso: str, cual: str) -> Disposicion | None:
    """A disposal by a consistent read, or None."""
    try:
        return Disposicion.get(proceso, cual, consistent_read=True)
    except Disposicion.DoesNotExist:
        return None


def change(d: Disposicion, tx: TransactWrite, **cambios: Any) -> None:
    """Set attributes of a disposal. The transaction fails when another run changed the disposal since it was read."""
    acciones = [getattr(Disposicion, campo).set(valor) for campo, valor in cambios.items()]
    tx.update(
        Disposicion(d.proceso, d.cual),
        actions=[*acciones, Disposicion.version.set(int(d.version) + 1)],
        condition=Disposicion.version == int(d.version),
    )


def advance(d: Disposicion, cambios: dict[str, Any], *debe: Salida, guardia: int | None = None) -> None:
    """Set attributes in a transaction of its own. `guardia`: the guard's version on which the write is conditional. `d`
    is then as stored."""
    with transaction() as tx:
        change(d, tx, **cambios)
        if guardia is not None:
            check_guard(tx, str(d.proceso), guardia)
        owe(tx, *debe)
    follow(d, **cambios)


def follow(d: Disposicion, **cambios: Any) -> None:
    """Apply to `d` what `change` wrote."""
    for campo, valor in cambios.items():
        setattr(d, campo, valor)
    d.version = int(d.version) + 1


def go_on(d: Disposicion, desde: str) -> Salida:
    """Message by which the work continues from the stored cursor."""
    return Salida(
        salida=f"{d.proceso}#{d.cual}#{int(d.version)}",
        cola=config.COLA_DISPOSICION,
        cuerpo={"proceso": d.proceso, "cual": d.cual},
        desde=desde,
    )
