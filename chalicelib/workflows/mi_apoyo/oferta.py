"""The aspirantes whom a citizen may support now (Protocolo 10.9)."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from chalicelib.problemas import NoEncontrado
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.mi_apoyo import may_support
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.store.procesos.procesos import get_proceso
from chalicelib.workflows.captacion.remitentes import Remitente, RemitenteDesconocido, find_remitente


def list_offered_aspirantes(
    principal: Principal, despues: str, cuantos: int, ahora: datetime
) -> dict[str, Any]:
    """A page of the menu, by folio of the aspirante; with it the citizen's Id and the key to seal to.

    Raises `NoEncontrado` for an account without its citizen.
    """
    try:
        quien = find_remitente(principal.auxiliar)
    except RemitenteDesconocido:
        raise NoEncontrado from None
    proceso = get_proceso(quien.proceso)
    pagina = list(islice(_offered(quien, despues, ahora), cuantos + 1))
    return {
        "ciudadano": quien.id,
        "proceso": proceso.proceso,
        "llave_captura": proceso.llave_captura,
        "elementos": pagina[:cuantos],
        "siguiente": pagina[cuantos - 1]["aspirante"] if len(pagina) > cuantos else None,
    }


def _offered(quien: Remitente, despues: str, ahora: datetime) -> Iterator[dict[str, Any]]:
    vigentes = {p.periodo: p for p in Periodo.query(quien.proceso) if p.in_force(ahora)}
    propias = {nombre: p.unit_of(quien.residencia) for nombre, p in vigentes.items()}
    desde = Aspirante.aspirante > despues if despues else None
    for a in Aspirante.por_proceso.query(quien.proceso, desde):
        if may_support(a.estado, a.unidad, propias.get(a.periodo)):
            p = vigentes[a.periodo]
            yield {
                "aspirante": a.aspirante,
                "nombre": a.nombre,
                "periodo": p.periodo,
                "cargo": p.nombre,
                "unidad": a.unidad,
                "fin": p.fin,
                "emblema": a.emblema,
            }
