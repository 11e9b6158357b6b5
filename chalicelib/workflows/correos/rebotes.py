"""Bounces and complaints notified by SES, and the addresses excluded from bulk mail by them (Protocolo 9.15).

    SES ─► topic ─► queue rebotes: {"eventType": "Bounce" | "Complaint", …} ─► the address's state in `rebotes`

SES's event records have `eventType`; feedback configured on an identity has `notificationType`. Both are read. Only the
blind index of an address is stored; neither address nor diagnostic text goes into a log.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chalicelib.base.metricas import record_metric
from chalicelib.store.base.tabla import instante
from chalicelib.store.correos import rebotes
from chalicelib.store.correos.rebotes import SUPRIMIDAS, EstadoDireccion
from chalicelib.vault.secretos import blind_index
from chalicelib.workflows.base.secretos import secreto_sistema

_PALABRA = re.compile(r"[A-Za-z-]{1,40}")
NO_ES_QUEJA = "not-spam"
"""Kind of feedback with which a recipient says that a mail is not spam."""


@dataclass(frozen=True)
class AvisoRebote:
    """A notice of SES. `estado`: state of the addresses; None if the notice says nothing against them."""

    estado: EstadoDireccion | None
    momento: datetime
    causa: str
    direcciones: tuple[str, ...] = field(repr=False)


def parse_feedback(cuerpo: dict[str, Any]) -> AvisoRebote:
    """The notice in a message. Raises KeyError, TypeError or ValueError if it is neither bounce nor complaint."""
    match cuerpo.get("eventType") or cuerpo.get("notificationType"):
        case "Bounce":
            datos = cuerpo["bounce"]
            firme = datos["bounceType"] == "Permanent"
            return _notice(
                EstadoDireccion.REBOTADO if firme else EstadoDireccion.TEMPORAL,
                datos,
                datos.get("bounceSubType"),
                datos["bouncedRecipients"],
            )
        case "Complaint":
            datos = cuerpo["complaint"]
            tipo = datos.get("complaintFeedbackType") or datos.get("complaintSubType")
            estado = None if tipo == NO_ES_QUEJA else EstadoDireccion.QUEJA
            return _notice(estado, datos, tipo, datos["complainedRecipients"])
    raise ValueError("no es un rebote ni una queja")


def _notice(
    estado: EstadoDireccion | None, datos: dict[str, Any], causa: Any, personas: list[dict[str, Any]]
) -> AvisoRebote:
    direcciones = tuple(_bare(str(p["emailAddress"])) for p in personas)
    if not all(direcciones):
        raise ValueError("un destinatario sin dirección")
    conocida = causa if isinstance(causa, str) and _PALABRA.fullmatch(causa) else ""
    return AvisoRebote(estado, instante(datos["timestamp"]), conocida, direcciones)


def _bare(direccion: str) -> str:
    """The address without the name that may precede it (`Name <address>`)."""
    return direccion.rpartition("<")[2].partition(">")[0].strip()


def note_feedback(aviso: AvisoRebote) -> int:
    """Note the state that a notice gives its addresses; return how many changed. Idempotent."""
    if aviso.estado is None:
        return 0
    cambian = sum(
        rebotes.raise_state(address_key(d), aviso.estado, aviso.momento, aviso.causa)
        for d in aviso.direcciones
    )
    if cambian and aviso.estado in SUPRIMIDAS:
        record_metric("Quejas" if aviso.estado is EstadoDireccion.QUEJA else "Rebotes", cambian)
    return cambian


def address_key(correo: str) -> str:
    """Key of an address in `rebotes`, the same whatever its case."""
    return blind_index(secreto_sistema(), "rebote", correo)


def states_of(correos: Iterable[str]) -> dict[str, EstadoDireccion]:
    """Delivery state of those addresses, by address; one read for each hundred."""
    llaves = {correo: address_key(correo) for correo in correos if correo.strip()}
    estados = rebotes.read_states(llaves.values())
    return {correo: estados[llave] for correo, llave in llaves.items() if llave in estados}


def is_suppressed(correo: str) -> bool:
    """Whether the address is excluded from bulk mail."""
    return states_of([correo]).get(correo) in SUPRIMIDAS
