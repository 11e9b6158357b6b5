"""The seal (MAC) of a record's facts, class and data. Every writer sets it, and checks it before writing again.

The key derives from the process's secret, which functions that write records open with KMS once in a warm container.
Somebody who can write to the table but cannot use the key changes no verdict, class, version or order of facts without
being noticed (decisions/0271).
"""

from chalicelib.base.metricas import record_metric
from chalicelib.base.registro import log
from chalicelib.store.apoyos.apoyos import Apoyo, record_seal
from chalicelib.store.base.sellos import derive_key, same_seal
from chalicelib.vault.errores import HistoriaAlterada
from chalicelib.workflows.base.secretos import secreto_de


def seal_record(apoyo: Apoyo) -> None:
    """Set the record's seal for its present content, right before it is written."""
    apoyo.sello = record_seal(apoyo, _key(apoyo))


def is_as_written(apoyo: Apoyo) -> bool:
    """Whether the seal fits the record: nobody else than our writers changed it."""
    return same_seal(apoyo.sello, record_seal(apoyo, _key(apoyo)))


def report_altered(folio: str) -> None:
    """Write the log line and the metric, which has an alarm, of a record whose seal does not fit."""
    log.error("registro alterado", extra={"folio": folio})
    record_metric("Alterados", 1)


def require_as_written(*apoyos: Apoyo) -> None:
    """Raise `HistoriaAlterada`, and report the record, if the seal of any of the records does not fit."""
    for apoyo in apoyos:
        if not is_as_written(apoyo):
            report_altered(apoyo.folio)
            raise HistoriaAlterada("historia_alterada")


def _key(apoyo: Apoyo) -> bytes:
    return derive_key(secreto_de(apoyo.proceso).indice, "historia v1")
