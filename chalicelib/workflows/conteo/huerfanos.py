"""Sealed expedientes that no record names, left by a reception that died between its two writes
(Protocolo 9.14, 18).
"""

from datetime import datetime, timedelta

from chalicelib.rules.apoyos.folio import Folio, FolioInvalido
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyos
from chalicelib.store.auxiliares.cedulas import find_cedula
from chalicelib.store.base import objetos
from chalicelib.store.base.objetos import Guardado

EDAD = timedelta(days=1)
"""Age from which an expediente without a record is an orphan. A reception writes its record seconds after the
expediente.
"""


def sweep_orphans(proceso: str, ahora: datetime) -> int:
    """Remove the process's expedientes that are older than `EDAD` and that no record or evidence names. Returns their
    number.

    A reception repeated at the same time stores other bytes under the same key, and the object is then not removed.
    """
    viejos = [g for g in objetos.list_expedientes(proceso) if g.guardado_en < ahora - EDAD]
    huerfanos = [g for tanda in _batches(viejos) for g in _without_record(tanda)]
    return sum(objetos.discard_if_same(g) for g in huerfanos)


def _batches(todos: list[Guardado]) -> list[list[Guardado]]:
    return [todos[i : i + 100] for i in range(0, len(todos), 100)]


def _without_record(tanda: list[Guardado]) -> list[Guardado]:
    """Listed expedientes whose folio has no record with that integrity code. Keys of another form are skipped."""
    partes = {g.llave: g.llave.split("/") for g in tanda}
    apoyos = get_apoyos(p[1] for p in partes.values() if len(p) == 3)
    return [g for g in tanda if not _named(partes[g.llave], apoyos)]


def _named(partes: list[str], apoyos: dict[str, Apoyo]) -> bool:
    if len(partes) == 3:
        _, folio, integridad = partes
        return folio in apoyos and apoyos[folio].integridad.hex() == integridad
    try:
        _, _, folio, integridad = partes
        cedula = find_cedula(Folio.parse(folio).auxiliar, folio)
    except (ValueError, FolioInvalido):
        return True
    return cedula is not None and cedula.integridad.hex() == integridad
