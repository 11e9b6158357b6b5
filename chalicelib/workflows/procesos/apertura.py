"""Opening a process: its keys are made, and its secret wrapped, once (Protocolo 6.1 A, 9.13, 16.1).

    row `abriendo`, held a minute ─► RSA key ─► its ARN into the row ─► symmetric key ─► its ARN ─► secret, `abierto`

KMS makes another key each time it is asked. Whoever dies on the way leaves a row that nobody reads as a process, and a
repetition goes on from it: it takes the ARNs that are there, and looks among the tagged keys for the one whose ARN did
not get as far as the row. While an attempt may be alive no other begins, so no two make the same key.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import UpdateError

from chalicelib.base import aws, config
from chalicelib.base.registro import describe_error, log
from chalicelib.base.reloj import ahora as este_instante
from chalicelib.problemas import Conflicto, Ocupado
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import iso
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.vault.secretos import wrap_secret

TURNO = timedelta(seconds=60)  # longer than any function that opens a process may run (29 s)
CLASES: dict[str, dict[str, str]] = {
    "captura": {"KeySpec": "RSA_4096", "KeyUsage": "ENCRYPT_DECRYPT"},
    "resguardo": {"KeySpec": "SYMMETRIC_DEFAULT", "KeyUsage": "ENCRYPT_DECRYPT"},
}


def open_process(proceso: str, opl: str, nombre: str, entidad: str, ahora: datetime | None = None) -> Proceso:
    """Create the process with keys of its own, whose destruction will end its expedientes (16.1).

    Repeating it returns the same process. Raises `Conflicto` when another has that id, and `Ocupado` while it is being
    opened or when KMS did not finish: then a repetition completes it.
    """
    pedido = Proceso(proceso=proceso, opl=opl, nombre=nombre, entidad=entidad, estado="abriendo")
    fila, reanudado = _hold(pedido, ahora or este_instante())
    if fila.abierto:
        return fila
    try:
        return _complete(fila, reanudado)
    except (ClientError, BotoCoreError, UpdateError) as error:
        log.error("proceso a medio abrir", extra={"proceso": proceso, **describe_error(error)})
        raise Ocupado(
            "El proceso quedó reservado y faltan sus llaves: repita la solicitud en unos minutos."
        ) from None


def _hold(pedido: Proceso, ahora: datetime) -> tuple[Proceso, bool]:
    """Claim the process's row for this attempt unless the process is open; return it, and whether an earlier attempt
    left it.
    """
    pedido.reserva = iso(ahora + TURNO)
    if not write_unless_refused(lambda: pedido.save(condition=Proceso.proceso.does_not_exist())):
        return _take_over(pedido, ahora), True
    return pedido, False


def _take_over(pedido: Proceso, ahora: datetime) -> Proceso:
    fila = Proceso.get(pedido.proceso, consistent_read=True)
    if (fila.opl, fila.nombre, fila.entidad) != (pedido.opl, pedido.nombre, pedido.entidad):
        raise Conflicto("Ya hay un proceso con ese identificador y otros datos: elija otro identificador.")
    if fila.abierto:
        return fila
    if not write_unless_refused(
        lambda: fila.update(
            actions=[Proceso.reserva.set(pedido.reserva)],
            condition=(Proceso.estado == "abriendo") & (Proceso.reserva < iso(ahora)),
        )
    ):
        raise Ocupado("El proceso se está abriendo: repita la solicitud en un minuto.")
    return fila


def _complete(fila: Proceso, reanudado: bool) -> Proceso:
    """Create the keys that the row still lacks; each ARN is stored before the next key is created."""
    kms = aws.client("kms")
    for uso in CLASES:
        atributo = getattr(Proceso, f"llave_{uso}")
        if getattr(fila, f"llave_{uso}") is None:
            arn = (reanudado and _left_behind(fila.proceso, uso)) or _make_key(fila.proceso, uso)
            fila.update(actions=[atributo.set(arn)], condition=atributo.does_not_exist())
    fila.update(
        actions=[
            Proceso.llave_captura_publica.set(kms.get_public_key(KeyId=fila.llave_captura)["PublicKey"]),
            Proceso.secreto.set(wrap_secret(kms, fila.llave_resguardo, {"proceso": fila.proceso})),
            Proceso.estado.set("abierto"),
            Proceso.reserva.remove(),
        ],
        condition=Proceso.estado == "abriendo",
    )
    forget_copies()
    return fila


def _tags(proceso: str, uso: str) -> list[dict[str, str]]:
    """The functions' policies admit only keys with the system's tag; the others tell which key this is."""
    valores = {"sistema": config.PREFIJO, "proceso": proceso, "uso": uso}
    return [{"TagKey": c, "TagValue": v} for c, v in valores.items()]


def _make_key(proceso: str, uso: str) -> str:
    made = aws.client_once("kms").create_key(
        Description=f"{proceso}: {uso}", Tags=_tags(proceso, uso), **CLASES[uso]
    )
    arn: str = made["KeyMetadata"]["Arn"]
    return arn


def _left_behind(proceso: str, uso: str) -> str | None:
    """ARN of a key that an earlier attempt created and died before storing."""
    propias = {(t["TagKey"], t["TagValue"]) for t in _tags(proceso, uso)}
    return next((arn for arn, etiquetas in _tagged_keys() if propias <= etiquetas), None)


def _tagged_keys() -> Iterator[tuple[str, set[tuple[str, str]]]]:
    kms: Any = aws.client("kms")
    for pagina in kms.get_paginator("list_keys").paginate():
        for llave in pagina["Keys"]:
            try:
                etiquetas = kms.list_resource_tags(KeyId=llave["KeyId"])["Tags"]
            except ClientError as error:  # of other systems of the account: not for us to read
                if error.response["Error"]["Code"] != "AccessDeniedException":
                    raise
                continue
            yield llave["KeyArn"], {(t["TagKey"], t["TagValue"]) for t in etiquetas}
