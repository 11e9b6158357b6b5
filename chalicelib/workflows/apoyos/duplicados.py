"""What one record's change does to the other supports of its person (LGIPE 385; Protocolo 15.3).

    plan_move: read the head and at most one successor ─► Movimiento: head, own item, at most three other records
    sweep:     only when another aspirante's support counts now: the kind of duplicate of the others, 20 at a time

What counts is right at every instant: a Movimiento is written in the transaction of the change. Its size does not
depend on how many supports the person has. Whose duplicate a record is, is read from the head when it is shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.base import config
from chalicelib.base.registro import describe_error, log
from chalicelib.rules.apoyos.clases import classify, is_reviewed, would_count
from chalicelib.rules.apoyos.duplicados import Juicio, folio_in
from chalicelib.rules.apoyos.historia import Hecho, Juzgado
from chalicelib.store.apoyos.apoyos import Apoyo, apoyo_unchanged, encode_hecho, get_apoyos
from chalicelib.store.apoyos.personas import (
    Cabeza,
    LugarDeApoyo,
    Persona,
    head_key,
    load_cabeza,
    load_cabezas,
    next_of,
    supports_for,
)
from chalicelib.store.base.colas import Mensaje, send_messages
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import Carrera, transaction, until_unraced
from chalicelib.store.correos.salidas import Salida, delete_owed, owe
from chalicelib.workflows.apoyos.sellos import require_as_written, seal_record

POR_TRANSACCION = 20
"""Records of one sweeping transaction; each takes two items, and the head one more."""
EN_EL_ACTO = 2
"""Sweeping transactions that whoever made the change does itself; the queue has the rest."""
POR_MENSAJE = 25
"""Sweeping transactions of one message of the queue."""


@dataclass(frozen=True)
class Vecino:
    """Another record of the person, and the judgement that it gets."""

    lugar: LugarDeApoyo
    juicio: Juicio


@dataclass
class Movimiento:
    """A support comes in force (`actual`), goes out of it (`previo`), or both; `juicio`: its own judgement then."""

    previo: LugarDeApoyo | None
    actual: LugarDeApoyo | None
    juicio: Juicio
    cabezas: list[tuple[Cabeza, Cabeza]] = field(default_factory=list)
    vecinos: list[Vecino] = field(default_factory=list)

    @property
    def giran(self) -> list[tuple[str, str]]:
        """Person and office of the heads whose other supports are to be swept."""
        return [(n.persona, n.contienda) for leida, n in self.cabezas if n.giro != leida.giro]

    def put(self, tx: TransactWrite, ahora: datetime) -> None:
        """Add the heads, items and other records to the transaction of the change."""
        for leida, nueva in self.cabezas:
            nueva.put(tx, leida)
        owe(tx, *(_owed_sweep(*par, ahora) for par in self.giran))
        if self.previo:
            tx.delete(Persona(self.previo.persona, self.previo.llave))
        if self.actual:
            tx.save(self.actual.item(self.juicio))
        apoyos = get_apoyos(v.lugar.folio for v in self.vecinos)
        require_as_written(*apoyos.values())
        for v in self.vecinos:
            carry_judgement(apoyos[v.lugar.folio], v.juicio, ahora)
            save_apoyo(tx, apoyos[v.lugar.folio])
            tx.save(v.lugar.item(v.juicio))


def place_among_supports(apoyo: Apoyo) -> LugarDeApoyo | None:
    """Where the record stands among its person's supports in force; None when it is not in force."""
    if apoyo.persona is None or not would_count(apoyo.hechos):
        return None
    return LugarDeApoyo(apoyo.persona, apoyo.contienda, apoyo.aspirante, apoyo.orden)


def plan_move(
    previo: LugarDeApoyo | None, actual: LugarDeApoyo | None, *, entre_aspirantes: bool
) -> Movimiento | None:
    """What a record's move does; None when it does not move. Reads one head for each person, and one successor."""
    if previo == actual:
        return None
    movimiento = Movimiento(previo, actual, Juicio())
    for persona in dict.fromkeys(lugar.persona for lugar in (previo, actual) if lugar):
        leida = load_cabeza(persona, (previo or actual).contienda)  # type: ignore[union-attr]
        nueva = _moved(leida, previo, actual, entre_aspirantes)
        movimiento.cabezas.append((leida, nueva))
        movimiento.vecinos += _neighbours(leida, nueva, (previo, actual), entre_aspirantes)
        if actual and actual.persona == persona:
            movimiento.juicio = nueva.judge(actual, entre_aspirantes=entre_aspirantes)
    folios = [v.lugar.folio for v in movimiento.vecinos]
    if len(set(folios)) < len(folios):
        raise Carrera  # one went from one person to the other meanwhile; a transaction may not write it twice
    return movimiento


def _moved(
    leida: Cabeza, previo: LugarDeApoyo | None, actual: LugarDeApoyo | None, entre_aspirantes: bool
) -> Cabeza:
    """The head without the support at `previo` and with the one at `actual`, as far as they are this person's."""
    primeros = dict(leida.primeros)
    if previo and previo.persona == leida.persona and primeros.get(previo.aspirante) == previo.orden:
        siguiente = next_of(previo)
        primeros.pop(previo.aspirante)
        primeros |= {previo.aspirante: siguiente} if siguiente else {}
    if actual and actual.persona == leida.persona:
        primeros[actual.aspirante] = min(actual.orden, primeros.get(actual.aspirante, actual.orden))
    nueva = replace(leida, primeros=primeros)
    if not (entre_aspirantes and leida.primeros and primeros):
        return nueva
    antes, despues = (min(p, key=p.__getitem__) for p in (leida.primeros, primeros))
    if antes == despues:
        return nueva
    return replace(nueva, giro=leida.giro + 1, barrer=leida.barrer | {antes, despues})


def _neighbours(
    leida: Cabeza,
    nueva: Cabeza,
    propios: tuple[LugarDeApoyo | None, LugarDeApoyo | None],
    entre_aspirantes: bool,
) -> Iterator[Vecino]:
    """Other supports that start or stop counting or being reported: at most the first ones before and after."""
    suyos = {p.llave for p in propios if p}
    for aspirante, orden in {
        **dict.fromkeys(leida.primeros.items()),
        **dict.fromkeys(nueva.primeros.items()),
    }:
        lugar = LugarDeApoyo(leida.persona, leida.contienda, aspirante, orden)
        if lugar.llave in suyos:
            continue
        antes = leida.judge(lugar, entre_aspirantes=entre_aspirantes)
        despues = nueva.judge(lugar, entre_aspirantes=entre_aspirantes)
        if (antes.excluye, antes.solo_reporte) != (despues.excluye, despues.solo_reporte):
            yield Vecino(lugar, despues)


def sweep_supports(
    persona: str, contienda: str, ahora: datetime, *, transacciones: int = POR_MENSAJE
) -> None:
    """Write into the person's other supports which kind of duplicate they are now; queue a message for those left over.

    Without any left it does nothing. Idempotent. Raises `Contienda`, or what AWS raises.
    """
    debe = _owed_sweep(persona, contienda, ahora)
    if until_unraced(lambda: _sweep_some(persona, contienda, ahora, transacciones)):
        send_messages(debe.cola, [Mensaje(debe.cuerpo)])
    delete_owed(debe)


def sweep_at_once(persona: str, contienda: str, ahora: datetime) -> None:
    """Do a bounded part of `sweep_supports` right after the change that needs it.

    If that fails, the change stands, and the outbox delivers the message that does the rest.
    """
    try:
        if load_cabeza(persona, contienda).barrer:
            sweep_supports(persona, contienda, ahora, transacciones=EN_EL_ACTO)
    except (RuntimeError, ClientError, BotoCoreError, PynamoDBException) as error:
        log.error("barrido pendiente", extra=describe_error(error))


def _sweep_some(persona: str, contienda: str, ahora: datetime, transacciones: int) -> bool:
    """Sweep in at most that many transactions; return whether supports may be left."""
    cabeza = load_cabeza(persona, contienda)
    if not cabeza.barrer:
        return False
    atrasados = _stale(cabeza)
    for _ in range(transacciones):
        lote = list(islice(atrasados, POR_TRANSACCION))
        if lote:
            _sweep_these(cabeza, lote, ahora)
        if len(lote) < POR_TRANSACCION:
            with transaction() as tx:
                replace(cabeza, barrer=frozenset()).put(tx, cabeza)
            return False
    return True


def _stale(cabeza: Cabeza) -> Iterator[Vecino]:
    """Supports that carry the kind of duplicate of before the last `giro`."""
    for aspirante in sorted(cabeza.barrer & cabeza.primeros.keys()):
        for item in supports_for(cabeza.persona, cabeza.contienda, aspirante):
            juicio = cabeza.judge(item.lugar, entre_aspirantes=True)
            if juicio.igual != item.igual:
                yield Vecino(item.lugar, juicio)


def _sweep_these(cabeza: Cabeza, lote: list[Vecino], ahora: datetime) -> None:
    """Sweep these supports on condition that the head's `giro` is the same: supports that arrive meanwhile do not
    change it.
    """
    apoyos = get_apoyos(v.lugar.folio for v in lote)
    require_as_written(*apoyos.values())
    with transaction() as tx:
        tx.condition_check(Persona, cabeza.persona, head_key(cabeza.contienda), condition=cabeza.same_giro)
        for v in lote:
            carry_judgement(apoyos[v.lugar.folio], v.juicio, ahora)
            save_apoyo(tx, apoyos[v.lugar.folio])
            acciones: list[Action] = (
                [Persona.duplicidad.set(v.juicio.duplicidad)]
                if v.juicio.duplicidad
                else [Persona.duplicidad.remove()]
            )
            tx.update(
                Persona(v.lugar.persona, v.lugar.llave), actions=acciones, condition=Persona.orden.exists()
            )


def _owed_sweep(persona: str, contienda: str, ahora: datetime) -> Salida:
    return Salida(
        salida=f"barrido#{persona}#{contienda}",
        cola=config.COLA_REGISTRAL,
        cuerpo={"persona": persona, "contienda": contienda},
        desde=iso(ahora),
    )


def name_counting(apoyos: Sequence[Apoyo]) -> dict[str, str]:
    """Folio of each duplicate -> folio of the record that counts instead. Eventually consistent: for display."""
    lugares = {a.folio: lugar for a in apoyos if (lugar := place_among_supports(a)) is not None}
    cabezas = load_cabezas((lugar.persona, lugar.contienda) for lugar in lugares.values())
    dicho = {}
    for a in (a for a in apoyos if a.folio in lugares):
        lugar, juzgado = lugares[a.folio], last_judgement(a)
        primeros = cabezas[lugar.persona, lugar.contienda].primeros
        cuenta = folio_in(
            min(primeros.values()) if juzgado.duplicidad == "otro_aspirante" else primeros[lugar.aspirante]
        )
        if juzgado.duplicidad and cuenta != a.folio:
            dicho[a.folio] = cuenta
    return dicho


def last_judgement(apoyo: Apoyo) -> Juicio:
    """The judgement that the record carries."""
    for hecho in reversed(apoyo.hechos):
        if isinstance(hecho, Juzgado):
            return Juicio(hecho.duplicidad, hecho.respecto_de, hecho.solo_reporte)
    return Juicio()


def carry_judgement(apoyo: Apoyo, juicio: Juicio, ahora: datetime) -> None:
    """Note the judgement in the record's history, unless it is of the kind that the record carries."""
    if last_judgement(apoyo).igual != juicio.igual:
        add_fact(apoyo, Juzgado(iso(ahora), juicio.duplicidad, juicio.respecto_de, juicio.solo_reporte))


def add_fact(apoyo: Apoyo, hecho: Hecho) -> None:
    """Append a fact to the record in memory, and set its class and `revisado` anew."""
    apoyo.historia = [*apoyo.historia, encode_hecho(hecho)]
    apoyo.clase = classify(apoyo.hechos).clase
    apoyo.revisado = is_reviewed(apoyo.hechos)


def save_apoyo(tx: TransactWrite, apoyo: Apoyo) -> None:
    """Put the record into the transaction, on condition that nobody wrote it since it was read."""
    condicion = apoyo_unchanged(apoyo)
    apoyo.version += 1
    seal_record(apoyo)
    tx.save(apoyo, condition=condicion)
