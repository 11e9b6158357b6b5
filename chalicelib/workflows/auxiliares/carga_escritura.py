"""Writing of the auxiliares of a file without faults, in stretches that may each be repeated (Protocolo 7.4).

    per stretch:  1. rows with their claims    transactions of up to 33 auxiliares; each requires the run's lease
                  2. confirmation mails        queued; each is sent once
                  3. progress of the load      requires the lease too

A row and its claims in `unicos` are one transaction: no claim is left without its row. A run that lost its lease writes
nothing more, so it cannot write again an auxiliar that was removed since. Existing rows are left as they are
(decisions/0241).
"""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.rules.auxiliares.carga import in_parts
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.auxiliares.cargas import Carga, CargaSuperada, holds_load
from chalicelib.store.base.arriendo import check_lease
from chalicelib.store.base.transacciones import transaction, until_unraced
from chalicelib.store.base.unicos import claim_key
from chalicelib.workflows.auxiliares.auxiliar import (
    apply_registral_answer,
    build_auxiliar,
    claims_of,
    confirmation_mail,
    count_registrations,
    look_up_claves,
)
from chalicelib.workflows.correos.carta import enqueue_mails

POR_TRANSACCION = 33
"""Auxiliares of a transaction: a row and two claims each, and the lease; DynamoDB admits 100 items."""


def write_stretch(
    aspirante: Aspirante, carga: Carga, personas: Sequence[dict[str, str]], momento: datetime
) -> int:
    """Register these persons as of `momento`; return how many were removed at once because the padrón lacks them (7.6).

    Raises `CargaSuperada` when another run took the load over, `PadronIncompleto`, `NoEncolado`, `Contienda`.
    """
    claves = [p["clave_elector"] for p in personas]
    vueltas, registral = count_registrations(aspirante, claves, carga.carga), look_up_claves(claves)
    filas = [
        apply_registral_answer(
            build_auxiliar(
                aspirante, p, vueltas[clave], momento, carga.carga, rol=carga.rol, cuenta=carga.cuenta
            ),
            registral[clave],
            momento,
        )
        for p, clave in zip(personas, claves, strict=True)
    ]
    hay: dict[str, bool] = {}
    for parte in in_parts(filas, POR_TRANSACCION):
        hay |= until_unraced(lambda parte=parte: _write_absent(carga, parte))  # type: ignore[misc]
    # For rows already stored, the removal noted in them decides, not the padrón's present answer.
    vigentes = [f for f in filas if not hay.get(f.auxiliar, bool(f.baja))]
    # Queued as bulk mail, since there may be tens of thousands: receipts and reminders must not wait behind them.
    enqueue_mails((confirmation_mail(f) for f in vigentes), masivo=True)
    return len(filas) - len(vigentes)


def _write_absent(carga: Carga, filas: Sequence[Auxiliar]) -> dict[str, bool]:
    """Write the rows that do not exist yet; return, for each one that does, whether it was removed."""
    hay = _present([f.auxiliar for f in filas])
    nuevas = [f for f in filas if f.auxiliar not in hay]
    if not holds_load(carga):
        raise CargaSuperada(carga.carga)
    if nuevas:
        with transaction() as tx:
            check_lease(tx, carga)
            for fila in nuevas:
                tx.save(fila, condition=Auxiliar.auxiliar.does_not_exist())
                for llave in () if fila.baja else claims_of(fila):
                    claim_key(tx, llave, fila.auxiliar)
    return hay


def _present(ids: list[str]) -> dict[str, bool]:
    """Id -> whether removed, for the rows that exist."""
    hay = Auxiliar.batch_get(ids, consistent_read=True, attributes_to_get=["auxiliar", "baja"])
    return {a.auxiliar: bool(a.baja) for a in hay}
