"""Function `registral`, from SQS registral: look-ups in the registry, and judgement of the person's supports."""

from typing import Any, NamedTuple

from chalice.app import Blueprint, SQSEvent

from chalicelib.base import config
from chalicelib.base.reloj import ahora
from chalicelib.borde.lotes import by_group
from chalicelib.workflows.apoyos.duplicados import sweep_supports
from chalicelib.workflows.apoyos.registral import look_up_apoyo, look_up_apoyo_again
from chalicelib.workflows.padron.reverificacion import reverify_since

bp = Blueprint(__name__)

INTENTOS = 6
"""Tries of one record within a batch (at most 1.3 s of waiting). The limit keeps a person whom many workers write at
once from delaying the other records of the batch. The message is retried later.
"""


class Consulta(NamedTuple):
    """A record to be looked up (`de_nuevo`: even if the registry answered before), or a person's supports to sweep.

    `reverificar`: a process whose records received since `desde` are to be looked up again.
    """

    folio: str = ""
    de_nuevo: bool = False
    persona: str = ""
    contienda: str = ""
    reverificar: str = ""
    desde: str = ""


@bp.on_sqs_message(queue_arn=config.EN_LA_PLANTILLA, batch_size=10, name="registral")
def registral(evento: SQSEvent) -> dict[str, Any]:
    return by_group(evento, _consulta, None, _look_up, config.COLA_REGISTRAL)


def _consulta(cuerpo: dict[str, Any]) -> Consulta:
    if "persona" in cuerpo:
        return Consulta(persona=str(cuerpo["persona"]), contienda=str(cuerpo["contienda"]))
    if "reverificar" in cuerpo:
        return Consulta(reverificar=str(cuerpo["reverificar"]), desde=str(cuerpo["desde"]))
    return Consulta(str(cuerpo["folio"]), bool(cuerpo.get("de_nuevo")))


def _look_up(consultas: list[Consulta]) -> None:
    consulta, *_ = consultas
    if consulta.persona:
        sweep_supports(consulta.persona, consulta.contienda, ahora())
    elif consulta.reverificar:
        reverify_since(consulta.reverificar, consulta.desde)
    elif consulta.de_nuevo:
        look_up_apoyo_again(consulta.folio, ahora(), intentos=INTENTOS)
    else:
        look_up_apoyo(consulta.folio, ahora(), intentos=INTENTOS)
