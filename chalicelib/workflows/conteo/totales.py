"""Totals from the stream: a record's counted state and the totals change in one transaction (Protocolo 15.2 D).

An event carries the record's whole state and version, and the state counted before is stored for each record. So an
event may come twice, late, or before an older one, and the totals still count each record once.
"""

import json
from collections import Counter
from dataclasses import asdict
from typing import Any
from zlib import crc32

from chalicelib.rules.apoyos.clases import last_fact
from chalicelib.rules.apoyos.desglose import break_down
from chalicelib.rules.apoyos.folio import Folio
from chalicelib.rules.apoyos.historia import (
    CausaRecepcion,
    Hecho,
    Recibido,
    SituacionRegistral,
    Verificado,
    from_dict,
)
from chalicelib.rules.base.centro import dia_centro
from chalicelib.rules.conteo import Clave, Contable, count_movement, is_newer
from chalicelib.rules.reportes.senales import at_night
from chalicelib.store.apoyos.apoyos import received_at
from chalicelib.store.base.tabla import instante
from chalicelib.store.base.transacciones import transaction, until_unraced
from chalicelib.store.conteo.contadores import Contador, part_of
from chalicelib.store.conteo.contados import Contado, counted_states

POR_TRANSACCION = 100  # items, DynamoDB's limit


def read_countable_state(imagen: dict[str, Any]) -> Contable:
    """Countable state of a record, from its image in the stream (DynamoDB JSON)."""
    folio, verificado = Folio.parse(imagen["folio"]["S"]), read_last_verification(imagen)
    hechos = [from_dict(json.loads(h["S"])) for h in imagen["historia"]["L"]]
    desglose = break_down(hechos)
    recibido = instante(received_at(imagen["orden"]["S"]))
    return Contable(
        folio=str(folio),
        version=int(imagen["version"]["N"]),
        proceso=imagen["proceso"]["S"],
        aspirante=folio.aspirante,
        auxiliar=folio.auxiliar,
        dia=dia_centro(recibido),
        clase=imagen["clase"]["S"],
        revisado=imagen["revisado"]["BOOL"],
        modo=imagen["modo"]["S"],
        verificado=verificado is not None,
        lugar=verificado.lugar if verificado else "",
        noche=at_night(recibido),
        tipo=desglose.tipo,
        inciso=desglose.inciso,
        causa=desglose.causa,
        solo_reporte=desglose.solo_reporte,
        sin_lugar="S" not in imagen.get("celda", {}),
        fuera=_by_an_unregistered_device(hechos),
        desconocido=verificado is not None and verificado.situacion is SituacionRegistral.NO_ENCONTRADO,
    )


def read_last_verification(imagen: dict[str, Any]) -> Verificado | None:
    """The registry's last answer about a record (9.8), or None when the registry was not asked."""
    hechos = (from_dict(json.loads(h["S"])) for h in reversed(imagen["historia"]["L"]))
    return next((h for h in hechos if isinstance(h, Verificado)), None)


def _by_an_unregistered_device(hechos: list[Hecho]) -> bool:
    """Whether the device was unregistered at the capture, by the arrival that counts (8.11)."""
    recibido = last_fact(hechos, Recibido)
    return recibido is not None and CausaRecepcion.DISPOSITIVO in recibido.causas


def count_states(estados: list[Contable]) -> None:
    """Count these states of records. Raises `Contienda` when other runs keep counting the same records."""
    ultimos: dict[str, Contable] = {}
    for e in estados:
        if e.folio not in ultimos or ultimos[e.folio].version < e.version:
            ultimos[e.folio] = e
    pendientes = [ultimos[f] for f in sorted(ultimos)]
    while pendientes:
        tanda = pendientes[:POR_TRANSACCION]
        contados = until_unraced(lambda tanda=tanda: _count_some(tanda))  # type: ignore[misc]
        pendientes = pendientes[contados:]


def _count_some(estados: list[Contable]) -> int:
    """Count as many of the first states as fit in a transaction. Returns their number."""
    antes = counted_states([e.folio for e in estados])
    nuevos: list[Contable] = []
    cambio: Counter[Clave] = Counter()
    n = 0
    for n, e in enumerate(estados, start=1):
        propio = count_movement(antes.get(e.folio), e)
        if len(nuevos) + 1 + len(cambio.keys() | propio.keys()) > POR_TRANSACCION:
            n -= 1
            break
        if is_newer(antes.get(e.folio), e):
            nuevos.append(e)
            cambio.update(propio)
    _write(nuevos, antes, cambio)
    return n


def _write(nuevos: list[Contable], antes: dict[str, Contable], cambio: Counter[Clave]) -> None:
    """Write the change on condition that the stored states are exactly those from which it was computed."""
    if not nuevos:
        return
    azar = crc32(nuevos[0].folio.encode())
    with transaction() as tx:
        for e in nuevos:
            previo = antes.get(e.folio)
            igual = Contado.version == previo.version if previo else Contado.folio.does_not_exist()
            tx.save(Contado(**asdict(e)), condition=igual)
        for (ambito, clave), cuanto in sorted(cambio.items()):
            if cuanto:
                tx.update(Contador(part_of(ambito, azar), clave), actions=[Contador.n.add(cuanto)])
