"""Senders with many records that the registry does not know wait until the OPL has looked (Protocolo 7.12, 18.5).

Nothing that was captured is lost: the phone keeps its records, is answered `pendiente`, and announces them again. Once
the period has ended nobody is held any more: what were not sent within a day would be lost (9.16).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from chalicelib.problemas import NoEncontrado, VersionAnterior
from chalicelib.rules.apoyos.folio import is_citizen
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.captacion import DESCONOCIDOS, must_be_looked_at
from chalicelib.store.conteo.contadores import read_named_totals, read_totals
from chalicelib.store.conteo.vistos import looked_at_of, note_looked_at, read_looked_at
from chalicelib.workflows.base.alcance import reach_aspirante, reachable_aspirante
from chalicelib.workflows.captacion.destinos import Destinos

DETENIDO = {
    "codigo": "remitente_en_revision",
    "texto": (
        "El padrón no reconoce muchos de los registros que ha enviado. Conserve este en el teléfono: podrá enviarlo"
        " cuando el OPL los haya revisado. Avise a la persona aspirante o al OPL."
    ),
}
"""Why a record has to wait on the phone."""
SE_LISTAN = 200
"""Held senders that one answer lists, those with the most first."""


def held_destinations(remitente: str, destinos: Destinos, ahora: datetime) -> frozenset[str]:
    """The aspirantes for whom that sender may not send until somebody has looked; as of a moment ago."""
    en_periodo = [a for a, d in destinos.items() if d.fin is not None and ahora < d.fin]
    return frozenset(a for a in en_periodo if _is_held(a, remitente))


def list_held_senders(principal: Principal, aspirante: str) -> dict[str, Any]:
    """The senders of an aspirante who wait for somebody to look. Raises `NoEncontrado`."""
    reachable_aspirante(principal, aspirante)
    desconocidos, vistos = read_totals(f"desconocidos#{aspirante}"), read_looked_at(aspirante)
    posibles = [r for r, n in desconocidos.items() if n - vistos.get(r, 0) >= DESCONOCIDOS]
    recibidos = _received(aspirante, posibles)
    detenidos = [
        r for r in posibles if must_be_looked_at(recibidos.get(r, 0), desconocidos[r], vistos.get(r, 0))
    ]
    detenidos.sort(key=lambda r: (vistos.get(r, 0) - desconocidos[r], r))
    return {
        "total": len(detenidos),
        "elementos": [
            {
                "remitente": r,
                "clase": "ciudadania" if is_citizen(r) else "auxiliar",
                "recibidos": None if is_citizen(r) else recibidos.get(r, 0),
                "no_encontrados": desconocidos[r],
                "vistos": vistos.get(r, 0),
            }
            for r in detenidos[:SE_LISTAN]
        ],
    }


def release_sender(principal: Principal, aspirante: str, remitente: str, vistos: int) -> dict[str, Any]:
    """Note that so many of a sender's unknown records were looked at, so that they may send on.

    Those that came meanwhile are not among them. Repeating it gives the same answer. Raises `NoEncontrado`, and
    `VersionAnterior` when the sender has fewer unknown records than that.
    """
    reach_aspirante(principal, aspirante)
    desconocidos = read_totals(f"desconocidos#{aspirante}", remitente).get(remitente, 0)
    if not desconocidos:
        raise NoEncontrado
    if vistos > desconocidos:
        raise VersionAnterior(
            "Tiene menos registros no encontrados de los que indica: vuelva a leer la lista."
        )
    note_looked_at(aspirante, remitente, vistos)
    return {
        "remitente": remitente,
        "no_encontrados": desconocidos,
        "vistos": looked_at_of(aspirante, remitente),
        "detenido": _is_held(aspirante, remitente),
    }


def _is_held(aspirante: str, remitente: str) -> bool:
    desconocidos = read_named_totals([f"desconocidos#{aspirante}"], [remitente])
    cuantos = desconocidos[f"desconocidos#{aspirante}"].get(remitente, 0)
    if cuantos < DESCONOCIDOS:  # nearly everybody: nothing more is read
        return False
    recibidos = _received(aspirante, [remitente]).get(remitente, 0)
    return must_be_looked_at(recibidos, cuantos, looked_at_of(aspirante, remitente))


def _received(aspirante: str, remitentes: Iterable[str]) -> dict[str, int]:
    """By auxiliar, records received; of citizens none are kept (decisions/0074)."""
    claves = {f"{r}#recibidos": r for r in remitentes if not is_citizen(r)}
    if not claves:
        return {}
    totales = read_named_totals([f"auxiliares#{aspirante}"], claves)[f"auxiliares#{aspirante}"]
    return {claves[c]: n for c, n in totales.items()}
