"""Announcing what a phone will send, and telling it what became of it (Protocolo 9.14, 9.16, 12)."""

import json
from base64 import b32encode, b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from chalicelib.bitacora import log, where
from chalicelib.problemas import NoEncontrado, RecepcionCerrada
from chalicelib.rules.folio import Folio
from chalicelib.rules.periodo import is_future
from chalicelib.store import procesos
from chalicelib.store.apoyos import Apoyo, get_apoyos
from chalicelib.store.auxiliares import Auxiliar
from chalicelib.store.base import iso
from chalicelib.store.envios import Anunciado, Envio, Rechazo, find_envio, find_rechazos
from chalicelib.store.objetos import Llave, presign
from chalicelib.vault.errores import CamposInvalidos
from chalicelib.vault.secretos import SecretoProceso, open_fields
from chalicelib.workflows.secretos import secreto_de

VIGENCIA_PERMISO = timedelta(hours=1)
CONSERVA_ENVIO = timedelta(days=90)


@dataclass(frozen=True)
class Anuncio:
    """One record a phone means to send: `bytes` and `sha256` (lower-case hex) are of the sealed file."""

    registro: str
    aspirante: str
    capturado_en: datetime
    bytes: int
    sha256: str


def announce(auxiliar: str, dispositivo: str, anuncios: list[Anuncio], ahora: datetime) -> dict[str, Any]:
    """Folio and permit of each record. The same request gets the same folios, keys and announcement id.

    A record received before is answered by its receipt. One that cannot be sent is refused alone. Raises
    `RecepcionCerrada` outside the time of reception.
    """
    quien = _who(auxiliar)
    cierre = _closing_time(quien, ahora)
    folios = {a.registro: Folio(quien.aspirante, auxiliar, dispositivo, a.registro) for a in anuncios}
    recibidos = get_apoyos(str(f) for f in folios.values())
    vigencia = min(VIGENCIA_PERMISO, cierre - ahora)
    respuestas = [
        _answer(a, folios[a.registro], quien, recibidos.get(str(folios[a.registro])), ahora, vigencia)
        for a in anuncios
    ]
    envio = _announcement_id(auxiliar, dispositivo, anuncios)
    Envio(
        envio=envio,
        auxiliar=auxiliar,
        registros=[
            Anunciado(folio=str(folios[a.registro]), sellado=bytes.fromhex(a.sha256))
            for a, r in zip(anuncios, respuestas, strict=True)
            if r["estado"] != "rechazado"
        ],
        anunciado_en=iso(ahora),
        caduca=int((cierre + CONSERVA_ENVIO).timestamp()),
    ).save()
    return {"envio": envio, "registros": respuestas}


def consult(auxiliar: str, envio: str) -> dict[str, Any]:
    """State of each record announced; the receipt is what lets the phone delete its copy (9.14, 12.4)."""
    anuncio = find_envio(envio)
    if anuncio is None or anuncio.auxiliar != auxiliar:
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
                **_state(r.folio, r.sellado, apoyos.get(r.folio), rechazos.get((r.folio, r.sellado.hex()))),
            }
            for r in anuncio.registros
        ],
    }


def receipt(apoyo: Apoyo, secreto: SecretoProceso) -> dict[str, str]:
    """The acuse of a record (9.14): folio, CIC or OCR, time of reception, integrity code.

    Raises `CamposInvalidos` when what is stored of the credential does not open.
    """
    credencial = open_fields(secreto, apoyo.folio, apoyo.datos)["credencial"]
    dato = "cic" if credencial.get("cic") else "ocr"
    return {
        "folio": apoyo.folio,
        "recibido_en": apoyo.recibido_en,
        "integridad": apoyo.integridad.hex(),
        "credencial": f"{dato.upper()} {credencial[dato]}",
    }


def _who(auxiliar: str) -> Auxiliar:
    try:
        return Auxiliar.get(auxiliar)
    except Auxiliar.DoesNotExist:
        raise NoEncontrado("Su cuenta no corresponde a un auxiliar registrado.") from None


def _closing_time(quien: Auxiliar, ahora: datetime) -> datetime:
    aspirante = procesos.get_aspirante(quien.aspirante)
    periodo = procesos.get_periodo(quien.proceso, aspirante.periodo)
    if not periodo.accepts(ahora):  # a copy may be a minute old; a refusal rests on what holds now
        periodo = procesos.read_periodo(quien.proceso, aspirante.periodo)
    if not periodo.accepts(ahora):
        raise RecepcionCerrada(
            "La recepción está cerrada: se admite desde el inicio del periodo y hasta 24 horas después de su fin."
        )
    return periodo.captacion.cierre_recepcion


def _answer(
    a: Anuncio, folio: Folio, quien: Auxiliar, apoyo: Apoyo | None, ahora: datetime, vigencia: timedelta
) -> dict[str, Any]:
    sellado = bytes.fromhex(a.sha256)
    estado = _state(str(folio), sellado, apoyo, None)
    respuesta = {"registro": a.registro, **estado, "permiso": None, "vence": None}
    if apoyo is not None and apoyo.sellado == sellado:
        return respuesta
    if motivo := _objection(a, quien, ahora):
        return {**respuesta, "estado": "rechazado", "acuse": None, "motivo": motivo}
    llave = Llave(quien.proceso, folio, a.bytes, a.sha256)
    firmado = presign(llave, b64encode(sellado).decode(), vigencia)
    return {
        **respuesta,
        "estado": "permitido",
        "acuse": None,
        "permiso": {"url": firmado["url"], "campos": firmado["fields"]},
        "vence": iso(ahora + vigencia),
    }


def _objection(a: Anuncio, quien: Auxiliar, ahora: datetime) -> dict[str, str] | None:
    if a.aspirante != quien.aspirante:
        return {"codigo": "aspirante_ajeno", "texto": "El registro no es del aspirante de este auxiliar."}
    if is_future(a.capturado_en, ahora):
        return {
            "codigo": "captura_futura",
            "texto": "La captura tiene fecha futura: corrija la hora del dispositivo y envíe después de esa hora.",
        }
    return None


def _state(folio: str, sellado: bytes, apoyo: Apoyo | None, rechazo: Rechazo | None) -> dict[str, Any]:
    """A refusal holds for those sealed bytes, until they are received after all (damaged first, sent again)."""
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
    """None when the sealed fields do not open: the phone keeps its copy, and the others get their receipts."""
    try:
        return receipt(apoyo, secreto_de(apoyo.proceso))
    except CamposInvalidos as error:
        log.error("acuse ilegible", extra={"folio": apoyo.folio, **where(error)})
        return None


def _announcement_id(auxiliar: str, dispositivo: str, anuncios: list[Anuncio]) -> str:
    contenido = [auxiliar, dispositivo, sorted((a.registro, a.bytes, a.sha256) for a in anuncios)]
    return b32encode(sha256(json.dumps(contenido).encode()).digest())[:26].decode()
