"""Announcing what a phone will send, and telling it what became of it (Protocolo 9.14, 9.16, 12)."""

import json
from base64 import b32encode, b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from chalicelib.base.registro import describe_error, log
from chalicelib.problemas import NoEncontrado
from chalicelib.rules.apoyos.folio import Folio
from chalicelib.rules.base.periodo import is_future
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyos
from chalicelib.store.base.objetos import LlaveDeObjeto, presign_record
from chalicelib.store.base.tabla import iso
from chalicelib.store.captacion.envios import Anunciado, Envio, find_envio
from chalicelib.store.captacion.rechazos import Rechazo, find_rechazos
from chalicelib.vault.errores import CamposInvalidos
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.captacion.acuse import build_receipt
from chalicelib.workflows.captacion.destinos import Destinos, find_destinations
from chalicelib.workflows.captacion.detencion import DETENIDO, held_destinations
from chalicelib.workflows.captacion.remitentes import Remitente, RemitenteDesconocido, find_remitente

VIGENCIA_PERMISO = timedelta(hours=1)
CONSERVA_ENVIO = timedelta(days=90)

AJENO = {"codigo": "aspirante_ajeno", "texto": "El registro no es del aspirante de este auxiliar."}
NO_OFRECIDO = {
    "codigo": "aspirante_no_ofrecido",
    "texto": "No puede apoyar a este aspirante: elija uno de los que la aplicación le muestra.",
}
TERMINADO_ANTES = {
    "codigo": "aspirante_terminado",
    "texto": "Se captó después de que terminó el registro de la persona aspirante: no es para nadie; bórrelo.",
}
CERRADA = {
    "codigo": "recepcion_cerrada",
    "texto": "La recepción de apoyos a este aspirante está cerrada.",
}


@dataclass(frozen=True)
class RegistroPorEnviar:
    """One record a phone means to send: `bytes` and `sha256` (lower-case hex) are of the sealed file."""

    registro: str
    aspirante: str
    capturado_en: datetime
    bytes: int
    sha256: str


def announce_records(
    remitente: str, dispositivo: str, anuncios: list[RegistroPorEnviar], ahora: datetime
) -> dict[str, Any]:
    """Folio and permit of each record. The same request gets the same folios, keys and announcement id.

    `remitente`: Id of an auxiliar or of a citizen. A record received before is answered by its receipt. One that cannot
    be sent is refused alone; of a sender who waits for the OPL (`detencion.py`) they stay on the phone. Raises
    `RecepcionCerrada` outside the time of reception.
    """
    quien = _who(remitente)
    destinos = find_destinations(quien, {a.aspirante for a in anuncios}, ahora)
    folios = {
        a.registro: Folio(quien.aspirante or a.aspirante, remitente, dispositivo, a.registro)
        for a in anuncios
    }
    recibidos = get_apoyos(str(f) for f in folios.values())
    respuestas = [
        _answer(a, folios[a.registro], quien, recibidos.get(str(folios[a.registro])), ahora, destinos)
        for a in anuncios
    ]
    _hold(anuncios, respuestas, held_destinations(remitente, destinos, ahora))
    envio = _announcement_id(remitente, dispositivo, anuncios)
    ultimo = max((d.cierre for d in destinos.values() if d.cierre), default=ahora)
    Envio(
        envio=envio,
        auxiliar=remitente,
        registros=[
            Anunciado(folio=str(folios[a.registro]), sellado=bytes.fromhex(a.sha256), **(r["motivo"] or {}))
            for a, r in zip(anuncios, respuestas, strict=True)
        ],
        anunciado_en=iso(ahora),
        caduca=int((ultimo + CONSERVA_ENVIO).timestamp()),
    ).save()
    return {"envio": envio, "registros": respuestas}


def show_envio(remitente: str, envio: str) -> dict[str, Any]:
    """State of each record announced; the receipt is what lets the phone delete its copy (9.14, 12.4)."""
    anuncio = find_envio(envio)
    if anuncio is None or anuncio.auxiliar != remitente:
        raise NoEncontrado("No hay un envío con ese identificador.")
    apoyos = get_apoyos(r.folio for r in anuncio.registros)
    rechazos = {
        llave: r
        for llave, r in find_rechazos([(r.folio, r.sellado.hex()) for r in anuncio.registros]).items()
        if not r.superado and r.momento >= anuncio.anunciado_en
    }
    return {
        "envio": envio,
        "registros": [
            {
                "registro": Folio.parse(r.folio).registro,
                **_state_of_announced(r, apoyos.get(r.folio), rechazos.get((r.folio, r.sellado.hex()))),
            }
            for r in anuncio.registros
        ],
    }


def _who(remitente: str) -> Remitente:
    try:
        return find_remitente(remitente)
    except RemitenteDesconocido:
        raise NoEncontrado("Su cuenta no corresponde a un auxiliar registrado.") from None


def _answer(
    a: RegistroPorEnviar,
    folio: Folio,
    quien: Remitente,
    apoyo: Apoyo | None,
    ahora: datetime,
    destinos: Destinos,
) -> dict[str, Any]:
    sellado = bytes.fromhex(a.sha256)
    estado = _state(str(folio), sellado, apoyo, None)
    respuesta = {"registro": a.registro, **estado, "permiso": None, "vence": None}
    if apoyo is not None and apoyo.sellado == sellado:
        return respuesta
    destino, motivo = destinos.get(a.aspirante), _objection(a, quien, ahora, destinos)
    cierre = destino.cierre if destino else None
    if motivo is not None or cierre is None:
        return {**respuesta, "estado": "rechazado", "acuse": None, "motivo": motivo or CERRADA}
    vigencia = min(VIGENCIA_PERMISO, cierre - ahora)
    llave = LlaveDeObjeto(quien.proceso, folio, a.bytes, a.sha256)
    firmado = presign_record(llave, b64encode(sellado).decode(), vigencia)
    return {
        **respuesta,
        "estado": "permitido",
        "acuse": None,
        "permiso": {"url": firmado["url"], "campos": firmado["fields"]},
        "vence": iso(ahora + vigencia),
    }


def _hold(
    anuncios: list[RegistroPorEnviar], respuestas: list[dict[str, Any]], detenidos: frozenset[str]
) -> None:
    """Take the permits for those aspirantes back: the records wait on the phone."""
    for a, r in zip(anuncios, respuestas, strict=True):
        if a.aspirante in detenidos and r["estado"] == "permitido":
            r.update(estado="pendiente", motivo=DETENIDO, permiso=None, vence=None)


def _objection(
    a: RegistroPorEnviar, quien: Remitente, ahora: datetime, destinos: Destinos
) -> dict[str, str] | None:
    if a.aspirante not in destinos:
        return AJENO if quien.aspirante else NO_OFRECIDO
    if not destinos[a.aspirante].admits_capture(a.capturado_en):
        return TERMINADO_ANTES
    if is_future(a.capturado_en, ahora):
        return {
            "codigo": "captura_futura",
            "texto": "La captura tiene fecha futura: corrija la hora del dispositivo y envíe después de esa hora.",
        }
    return None


def _state_of_announced(r: Anunciado, apoyo: Apoyo | None, rechazo: Rechazo | None) -> dict[str, Any]:
    """State of an announced record: a refusal stays, unless the record was received after all. So does what one waits
    for."""
    estado = _state(r.folio, r.sellado, apoyo, rechazo)
    if r.codigo is None or estado["estado"] != "pendiente":
        return estado
    final = "pendiente" if r.codigo == DETENIDO["codigo"] else "rechazado"
    return {**estado, "estado": final, "motivo": {"codigo": r.codigo, "texto": r.texto}}


def _state(folio: str, sellado: bytes, apoyo: Apoyo | None, rechazo: Rechazo | None) -> dict[str, Any]:
    """State of a record. A refusal holds for those sealed bytes until they are received after all, as when a damaged
    upload is sent again."""
    if rechazo is not None and (apoyo is None or apoyo.sellado != sellado):
        conflicto = rechazo.codigo == "folio_con_otro_contenido"
        return {
            "folio": folio,
            "estado": "conflicto" if conflicto else "rechazado",
            "acuse": None,
            "motivo": {"codigo": rechazo.codigo, "texto": rechazo.texto},
        }
    acuse = _receipt_if_readable(apoyo) if apoyo is not None else None
    return {"folio": folio, "estado": "recibido" if acuse else "pendiente", "acuse": acuse, "motivo": None}


def _receipt_if_readable(apoyo: Apoyo) -> dict[str, str] | None:
    """The receipt, or None when the sealed fields cannot be opened: then the phone keeps its copy, and other records
    still get theirs.
    """
    try:
        return build_receipt(apoyo, secreto_de(apoyo.proceso))
    except CamposInvalidos as error:
        log.error("acuse ilegible", extra={"folio": apoyo.folio, **describe_error(error)})
        return None


def _announcement_id(remitente: str, dispositivo: str, anuncios: list[RegistroPorEnviar]) -> str:
    contenido = [remitente, dispositivo, sorted((a.registro, a.bytes, a.sha256) for a in anuncios)]
    return b32encode(sha256(json.dumps(contenido).encode()).digest())[:26].decode()
