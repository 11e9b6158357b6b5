"""The seal of a record's facts, class and data: what writers put, and what they ask for before they write again.

The key derives from the process's secret, which functions that write records open with KMS once in a warm container.
Whoever can write the table and opens no key changes no verdict, class, version or order unseen (decisions/0271).
"""

from chalicelib.base.metricas import record_metric
from chalicelib.base.registro import log
from chalicelib.store.apoyos.apoyos import Apoyo, record_seal
from chalicelib.store.base.sellos import derive_key, same_seal
from chalicelib.vault.errores import HistoriaAlterada
from chalicelib.workflows.base.secretos import secreto_de


def seal_record(apoyo: Apoyo) -> None:
    """Give the record the seal of what it holds now: right before it is written."""
    apoyo.sello = record_seal(apoyo, _key(apoyo))


def is_as_written(apoyo: Apoyo) -> bool:
    """Whether the record is as a writer of ours left it."""
    return same_seal(apoyo.sello, record_seal(apoyo, _key(apoyo)))


def require_as_written(*apoyos: Apoyo) -> None:
    """Raise `HistoriaAlterada`, having told of it, unless each record is as a writer of ours left it."""
    for apoyo in apoyos:
        if not is_as_written(apoyo):
            log.error("registro alterado", extra={"folio": apoyo.folio})
            record_metric("Alterados", 1)
            raise HistoriaAlterada("historia_alterada")


def _key(apoyo: Apoyo) -> bytes:
    return derive_key(secreto_de(apoyo.proceso).indice, "historia v1")
