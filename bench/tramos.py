"""Stages of reception's own work, and the two limits of comparison, in seconds of this thread's processor."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from time import thread_time
from typing import Any

import aws_encryption_sdk
from aws_encryption_sdk.identifiers import Algorithm
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench.kms_en_proceso import CAPTURA, RESGUARDO, KmsEnProceso
from bench.muestra import Capturado
from chalicelib.rules.apoyos.clases import classify
from chalicelib.store.apoyos.apoyos import Apoyo, encode_hecho
from chalicelib.store.base.objetos import LlaveDeObjeto
from chalicelib.vault.archivo import read_entries
from chalicelib.vault.expediente import check_announced, check_device_signature, read_expediente
from chalicelib.vault.imagenes import check_image
from chalicelib.vault.llaves import LlaveCaptura, LlaveReposo
from chalicelib.vault.registro import read_registro
from chalicelib.vault.secretos import SecretoProceso, seal_fields
from chalicelib.vault.sobres import TRAMO_REPOSO, open_capture, seal_at_rest
from chalicelib.workflows.captacion.recepcion import check_announced_bytes

HUELLA, ABRIR, SELLAR = "huella de lo sellado", "abrir el sobre", "sellar para resguardo"
EXPEDIENTE, FIRMA = "archivo, manifiesto, huellas, imágenes", "firma del dispositivo"
CAMPOS, ARTICULO = "campos sellados", "armar el artículo"
ETAPAS = (HUELLA, ABRIR, EXPEDIENTE, FIRMA, SELLAR, CAMPOS, ARTICULO)
CIFRADO = (HUELLA, ABRIR, SELLAR)
KMS, KMS_LLAMADAS = "KMS en proceso", "llamadas a KMS"
CRUDO, SDK = "AES-256-GCM + SHA-256", "SDK: decrypt + encrypt + SHA-256"
DETALLE = ("· directorio y CRC", "· manifiesto", "· huellas (SHA-256 dos veces)", "· cabeceras de imágenes")
_SDK = aws_encryption_sdk.EncryptionSDKClient(max_encrypted_data_keys=1)

Tiempos = dict[str, float]


class Cronometro:
    """Meter that adds up the processor time of pieces of work, without KMS's share."""

    def __init__(self, kms: KmsEnProceso) -> None:
        self._kms = kms
        self.tiempos: Tiempos = {}

    def time(self, nombre: str, trabajo: Callable[[], Any]) -> Any:
        """Do a piece of work and time it under `nombre`; return its result."""
        ajeno, inicio = self._kms.cpu, thread_time()
        hecho = trabajo()
        final = thread_time()
        self.tiempos[nombre] = final - inicio - (self._kms.cpu - ajeno)
        return hecho


@dataclass(frozen=True)
class Muestra:
    """A record as reception gets it: its key, what the phone captured, who signed it, and the stored item."""

    llave: LlaveDeObjeto
    capturado: Capturado
    dispositivo_der: bytes
    apoyo: Apoyo
    secreto: SecretoProceso

    @property
    def en_reposo(self) -> dict[str, str]:
        return {"proceso": self.apoyo.proceso, "aspirante": self.apoyo.aspirante, "folio": self.apoyo.folio}


def reception(kms: KmsEnProceso, m: Muestra) -> Tiempos:
    """Time each stage of what `receive` does itself, in its order and by its own functions."""
    antes, llamadas = kms.cpu, kms.llamadas
    c, sellado = Cronometro(kms), m.capturado.sellado
    c.time(HUELLA, lambda: check_announced_bytes(m.llave, sellado))
    clear = c.time(ABRIR, lambda: open_capture(kms, sellado, CAPTURA, m.capturado.contexto))
    expediente = c.time(EXPEDIENTE, lambda: read_expediente(clear))

    def signed() -> None:
        check_announced(expediente, m.capturado.contexto, str(m.llave.folio))
        check_device_signature(expediente, m.dispositivo_der)

    c.time(FIRMA, signed)
    c.time(SELLAR, lambda: seal_at_rest(kms, clear, RESGUARDO, m.en_reposo))
    datos = {"credencial": expediente.registro.credencial, "lugar": expediente.registro.lugar}
    c.time(CAMPOS, lambda: seal_fields(m.secreto, m.apoyo.folio, datos))
    c.time(ARTICULO, lambda: _item(m.apoyo))
    return c.tiempos | {KMS: kms.cpu - antes, KMS_LLAMADAS: kms.llamadas - llamadas}


def detail(kms: KmsEnProceso, m: Muestra) -> Tiempos:
    """Time the parts of the stage that reads the expediente, each done once more by itself."""
    c, clear = Cronometro(kms), m.capturado.clear
    entradas = c.time(DETALLE[0], lambda: read_entries(clear))
    c.time(DETALLE[1], lambda: read_registro(entradas["registro.json"]))
    imagenes = [(n, e) for n, e in entradas.items() if n.endswith(("jpg", "png"))]
    c.time(DETALLE[2], lambda: ([sha256(e).digest() for _, e in imagenes], sha256(clear).digest()))
    c.time(DETALLE[3], lambda: [check_image(n, e) for n, e in imagenes])
    return c.tiempos


def raw(kms: KmsEnProceso, m: Muestra) -> Tiempos:
    """Seconds to decrypt, encrypt and digest the same bytes with nothing around: no format, no frames, no keys."""
    gcm, nonce, clear = AESGCM(os.urandom(32)), os.urandom(12), m.capturado.clear
    cifrado = gcm.encrypt(nonce, clear, None)

    def work() -> None:
        gcm.encrypt(nonce, gcm.decrypt(nonce, cifrado, None), None)
        sha256(m.capturado.sellado).digest()

    c = Cronometro(kms)
    c.time(CRUDO, work)
    return c.tiempos


def sdk(kms: KmsEnProceso, m: Muestra) -> Tiempos:
    """Seconds of the SDK's own calls: same messages, frames, suite and KMS calls, and one digest."""

    def work() -> None:
        sha256(m.capturado.sellado).digest()
        clear, _ = _SDK.decrypt(
            source=m.capturado.sellado, key_provider=LlaveCaptura(kms, CAPTURA, m.capturado.contexto)
        )
        _SDK.encrypt(
            source=clear,
            key_provider=LlaveReposo(kms, RESGUARDO, m.en_reposo),
            algorithm=Algorithm.AES_256_GCM_HKDF_SHA512_COMMIT_KEY,
            encryption_context=m.en_reposo,
            frame_length=TRAMO_REPOSO,
        )

    c = Cronometro(kms)
    c.time(SDK, work)
    return c.tiempos


def _item(apoyo: Apoyo) -> dict[str, Any]:
    """Make the stored record anew from its values, up to the bytes that would be sent."""
    hechos = apoyo.hechos
    valores = {
        **apoyo.attribute_values,
        "historia": [encode_hecho(h) for h in hechos],
        "clase": classify(hechos).clase,
    }
    return dict(Apoyo(**valores).serialize())
