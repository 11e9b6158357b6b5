"""What aspirantes and authorities see of a record: its life (Protocolo 7.1, 7.12, 7.13)."""

from typing import Any

from chalicelib.problemas import NoEncontrado
from chalicelib.rules.apoyos.clases import classify
from chalicelib.rules.apoyos.historia import to_dict
from chalicelib.rules.base.permisos import (
    DEL_ASPIRANTE,
    QUIENES_ENVIAN,
    Principal,
    reaches_aspirante,
    reaches_process,
)
from chalicelib.store.apoyos.apoyos import get_apoyo
from chalicelib.store.procesos.procesos import (
    Aspirante,
    Periodo,
    Proceso,
    get_aspirante,
    get_proceso,
    read_aspirante,
)

# One text for what is unknown and for what is out of reach: a difference would tell which folios exist.
NADA = "No hay nada con ese identificador."
PRELIMINAR = "Información preliminar, sujeta a verificación registral y a revisión en Mesa de Control (7.13)."


def record(principal: Principal, folio: str) -> dict[str, Any]:
    """A record's class, its reason and its whole history, without personal data or operators' names."""
    apoyo = get_apoyo(folio)
    if apoyo is None:
        raise NoEncontrado(NADA)
    reachable_aspirante(principal, apoyo.aspirante)
    hechos = apoyo.hechos
    resultado = classify(hechos)
    return {
        "folio": folio,
        "aviso": PRELIMINAR,
        "recibido_en": apoyo.recibido_en,
        "clase": resultado.clase,
        "motivo": resultado.motivo,
        "fundamento": resultado.fundamento,
        "revisado": apoyo.revisado,
        "historia": [_public(to_dict(h), principal) for h in hechos],
    }


def configuration(principal: Principal, proceso: str) -> dict[str, Any]:
    """What a phone needs to seal for a process (9.13): the public key, its ARN and the periods."""
    try:
        p = get_proceso(proceso)
    except Proceso.DoesNotExist:
        raise NoEncontrado(NADA) from None
    propio = principal.rol in QUIENES_ENVIAN | DEL_ASPIRANTE and principal.proceso == proceso
    if not propio and not reaches_process(principal, proceso, p.opl):
        raise NoEncontrado(NADA)
    return {
        "proceso": proceso,
        "nombre": p.nombre,
        "llave_captura": {"arn": p.llave_captura, "publica_der": p.llave_captura_publica},
        "periodos": [
            {"periodo": q.periodo, "nombre": q.nombre, "inicio": q.inicio, "fin": q.fin}
            for q in Periodo.query(proceso)
        ],
    }


def reachable_aspirante(principal: Principal, aspirante: str) -> Aspirante:
    """The aspirante, at most a minute old, if within the account's reach. Raises `NoEncontrado`."""
    try:
        a = get_aspirante(aspirante)
    except Aspirante.DoesNotExist:
        raise NoEncontrado(NADA) from None
    if not reaches_aspirante(principal, aspirante, a.proceso, a.opl):
        raise NoEncontrado(NADA)
    return a


def reach_aspirante(principal: Principal, aspirante: str) -> Aspirante:
    """The aspirante as of now, if within the account's reach: what a decision rests on. Raises `NoEncontrado`."""
    try:
        a = read_aspirante(aspirante)
    except Aspirante.DoesNotExist:
        raise NoEncontrado(NADA) from None
    if not reaches_aspirante(principal, aspirante, a.proceso, a.opl):
        raise NoEncontrado(NADA)
    return a


def _public(hecho: dict[str, Any], principal: Principal) -> dict[str, Any]:
    """An aspirante has no part in the Mesa (13.6): the verdict is shown, who gave it is not.

    Nor is anybody told whom else a person supported: the folio of the other support names its aspirante. Nor, record
    by record, where people live.
    """
    oculto = {"operador"} | ({"respecto_de", "lugar"} if principal.rol in DEL_ASPIRANTE else set())
    return {c: v for c, v in hecho.items() if c not in oculto}
