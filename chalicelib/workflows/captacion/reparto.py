"""Each new record is handed to those who work on it: registry, receipts, Mesa, and the look at its images."""

from collections import defaultdict
from typing import Any

from chalicelib.base import config
from chalicelib.rules.apoyos.folio import Folio, is_paper
from chalicelib.store.apoyos.apoyos import received_at
from chalicelib.store.base.colas import Mensaje, send_messages


def read_new_record(imagen: dict[str, Any]) -> dict[str, str]:
    """What those who work on a new record need, from its image in the stream (DynamoDB JSON)."""
    folio = imagen["folio"]["S"]
    return {
        "folio": folio,
        "proceso": imagen["proceso"]["S"],
        "auxiliar": Folio.parse(folio).auxiliar,
        "recibido_en": received_at(imagen["orden"]["S"]),
    }


def queue_new_records(nuevos: list[dict[str, str]]) -> None:
    """Queue the work on new records (`folio`, `proceso`, `auxiliar`, `recibido_en`).

    What was typed from paper goes to the registry alone: typing is its review, and nobody sent it (11.4, 11.5). A
    repetition queues the same again; every consumer bears that.
    """
    if not nuevos:
        return
    send_messages(config.COLA_REGISTRAL, [Mensaje({"folio": n["folio"]}) for n in nuevos])
    nuevos = [n for n in nuevos if not is_paper(n["auxiliar"])]
    if not nuevos:
        return
    send_messages(
        config.COLA_MESA,
        [
            Mensaje(
                {"folio": n["folio"], "proceso": n["proceso"], "recibido_en": n["recibido_en"]},
                grupo=n["proceso"],
                unico=n["folio"],
            )
            for n in nuevos
        ],
    )
    por_auxiliar: dict[str, list[str]] = defaultdict(list)
    for n in nuevos:
        por_auxiliar[n["auxiliar"]].append(n["folio"])
    send_messages(
        config.COLA_ACUSES,
        [Mensaje({"auxiliar": a, "folios": sorted(folios)}) for a, folios in sorted(por_auxiliar.items())],
    )
    send_messages(config.COLA_VISTA, [Mensaje({"folio": n["folio"]}) for n in nuevos])
