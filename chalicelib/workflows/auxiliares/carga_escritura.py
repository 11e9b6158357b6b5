"""Writing the auxiliares of a file that passed: in stretches, each of which may be written again (Protocolo 7.4).

    per stretch:  1. claims in `unicos`      BatchWriteItem, 25 a request
                  2. the rows                BatchWriteItem      <- from here on the row may live on
                  3. confirmation mails      queued; each leaves once
                  4. how far the load is     conditional on this run's turn

Batches have no conditions. They need none: the load's lock keeps everybody else from claiming or registering for this
aspirante, `turno` any other run of the load, and a run that continues another leaves alone each row that is there, with
its claims (decisions/0062).
"""

from collections.abc import Sequence
from datetime import datetime

from pynamodb.models import Model

from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.base.unicos import Unico
from chalicelib.store.procesos.procesos import Aspirante
from chalicelib.workflows.auxiliares.auxiliar import (
    apply_registral_answer,
    build_auxiliar,
    claims_of,
    confirmation_mail,
    count_registrations,
    look_up_claves,
)
from chalicelib.workflows.correos.correo import enqueue


def write_stretch(
    aspirante: Aspirante,
    carga: str,
    personas: Sequence[dict[str, str]],
    momento: datetime,
    *,
    rol: str,
    cuenta: str,
    continua: bool,
) -> int:
    """Register these persons as of `momento`; how many of them the padrón lacks, registered and removed at once (7.6).

    `continua`: another run may have written some of them. Raises `PadronIncompleto`, `NoEncolado`.
    """
    claves = [p["clave_elector"] for p in personas]
    vueltas, registral = count_registrations(aspirante, claves, carga), look_up_claves(claves)
    filas = [
        apply_registral_answer(
            build_auxiliar(aspirante, p, vueltas[clave], momento, carga, rol=rol, cuenta=cuenta),
            registral[clave],
            momento,
        )
        for p, clave in zip(personas, claves, strict=True)
    ]
    hay = _present([f.auxiliar for f in filas]) if continua else {}
    nuevas = [f for f in filas if f.auxiliar not in hay]
    _put(
        Unico, [Unico(llave=llave, dueno=f.auxiliar) for f in nuevas if not f.baja for llave in claims_of(f)]
    )
    _put(Auxiliar, nuevas)
    # The row decides, not what the padrón says by now.
    vigentes = [f for f in filas if not hay.get(f.auxiliar, bool(f.baja))]
    # Tens of thousands: nobody's receipt or reminder waits behind them.
    enqueue((confirmation_mail(f) for f in vigentes), masivo=True)
    return len(filas) - len(vigentes)


def _present(ids: list[str]) -> dict[str, bool]:
    """Those rows that are there, and whether each was removed."""
    hay = Auxiliar.batch_get(ids, consistent_read=True, attributes_to_get=["auxiliar", "baja"])
    return {a.auxiliar: bool(a.baja) for a in hay}


def _put(tabla: type[Model], filas: Sequence[Model]) -> None:
    with tabla.batch_write() as lote:
        for fila in filas:
            lote.save(fila)
