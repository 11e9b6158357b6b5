"""The end of a disposal: it schedules the keys' deletion, makes the certificate and puts it into the
public log (16.1).
"""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.base import aws
from chalicelib.base.registro import log
from chalicelib.rules.conservacion.plazo import EstadoDisposicion
from chalicelib.rules.conservacion.tablas import DEPOSITOS, TABLAS, DestinoDeTabla, swept
from chalicelib.rules.evidencia.hojas import Especie, document_entry
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.conservacion import disposiciones as almacen
from chalicelib.store.conservacion.disposiciones import Disposicion, advance
from chalicelib.store.conteo.contadores import read_totals
from chalicelib.store.correos.salidas import Salida, owe
from chalicelib.store.entrega.deposito_entregas import (
    delivery_file_key,
    put_document,
    read_delivery_document,
    signature_key,
)
from chalicelib.store.entrega.entregas import deliveries_of
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.store.requerimientos.requerimientos import package_object, requirements_of
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.evidencia.hoja_debida import owed_leaf

FORMATO = "captacion/disposicion/v1"
EN_DISPOSICION, DISPUESTO = "en_disposicion", "dispuesto"
"""States of a process whose data may no longer be read."""
NO_EXISTE = "no existe"


def kept_objects(proceso: str, que: str) -> frozenset[str]:
    """Keys of the objects of a bucket that are not removed: manifests and signatures of deliveries, and
    certificates."""
    if que != "s3:entregas":
        return frozenset()
    manifiestos = {
        delivery_file_key(proceso, int(e.numero), e.digesto) for e in deliveries_of(proceso) if e.digesto
    } | {package_object(proceso, int(r.numero), r.digesto) for r in requirements_of(proceso) if r.digesto}
    quedan = manifiestos | {signature_key(m) for m in manifiestos}
    for d in almacen.disposals_of(proceso):
        if d.certificado:
            quedan |= set(certificate_keys(d, d.certificado))
    return frozenset(quedan)


def certificate_keys(d: Disposicion, digesto: str) -> tuple[str, str]:
    """Keys of the certificate with that SHA-256: the JSON and the PDF."""
    base = f"{d.proceso}/disposicion/{int(d.numero):04}/{digesto}"
    return f"{base}.json", f"{base}.pdf"


def certify(d: Disposicion, ahora: datetime, espera: int, guardia: int) -> None:
    """Schedule the keys' deletion, note it, and issue the certificate. A repeated call continues from
    what was noted."""
    from chalicelib.documents.conservacion.certificado import render_certificate  # loads reportlab

    p = Proceso.get(d.proceso, consistent_read=True)
    if not d.certificada_en:
        llaves = {arn: _schedule(arn, espera) for arn in _keys_of(p)}
        totales = read_totals(f"proceso#{d.proceso}")
        advance(d, {"llaves": llaves, "totales": totales, "certificada_en": iso(ahora)}, guardia=guardia)
    crudo = document(d, p)
    digesto, hoja = sha256(crudo).hexdigest(), leaf_of(d, crudo, ahora)
    en_json, en_pdf = certificate_keys(d, digesto)
    put_document(en_json, crudo, "application/json")
    put_document(en_pdf, render_certificate(json.loads(crudo), digesto), "application/pdf")
    with transaction() as tx:
        almacen.change(d, tx, estado=EstadoDisposicion.CERTIFICADA.value, certificado=digesto)
        tx.update(
            Proceso(d.proceso),
            actions=[Proceso.estado.set(DISPUESTO)],
            condition=Proceso.estado == EN_DISPOSICION,
        )
        owe(tx, hoja)
    almacen.follow(d, estado=EstadoDisposicion.CERTIFICADA.value, certificado=digesto)
    salidas.send_owed([hoja])
    log.info("disposición certificada", extra={"disposicion": d.disposicion})


def keep_keys(proceso: str) -> dict[str, Any]:
    """Cancel the deletion of the process's keys while no certificate states it. Returns the changes to write to the
    disposal.

    A hold may be placed after the deletion was scheduled and before that was noted, so all keys of the process are
    restored, not only the noted ones.
    """
    for arn in _keys_of(Proceso.get(proceso, consistent_read=True)):
        restore_key(arn)
    return {"llaves": {}, "certificada_en": ""}


def restore_key(arn: str) -> bool:
    """Cancel a key's deletion and enable the key. Idempotent. False when the key no longer exists."""
    kms, llave = aws.client("kms"), arn.rpartition("/")[2]
    try:
        if kms.describe_key(KeyId=llave)["KeyMetadata"]["KeyState"] == "PendingDeletion":
            kms.cancel_key_deletion(KeyId=llave)
        kms.enable_key(KeyId=llave)
    except ClientError as error:
        if error.response["Error"]["Code"] != "NotFoundException":
            raise
        return False
    return True


def _keys_of(p: Proceso) -> list[str]:
    return [str(arn) for arn in (p.llave_captura, p.llave_resguardo) if arn]


def read_certificate(d: Disposicion) -> tuple[bytes, bytes]:
    """The certificate as JSON and as PDF. The disposal must have one."""
    en_json, en_pdf = certificate_keys(d, str(d.certificado))
    return read_delivery_document(en_json), read_delivery_document(en_pdf)


def leaf_of(d: Disposicion, crudo: bytes, ahora: datetime, que: str = "") -> Salida:
    """Message that puts a leaf into the public log: of the certificate, or of what revokes it (`que`)."""
    return owed_leaf(
        certificate_leaf_name(d, que), document_entry(Especie.DISPOSICION, crudo).decode(), ahora
    )


def certificate_leaf_name(d: Disposicion, que: str = "") -> str:
    """Name of the certificate's leaf."""
    return f"disposicion#{d.disposicion}" + (f"#{que}" if que else "")


def document(d: Disposicion, p: Proceso) -> bytes:
    """The certificate as JSON. The same disposal always gives the same bytes, whoever makes it."""
    dicho = {
        "formato": FORMATO,
        "proceso": d.proceso,
        "nombre": p.nombre,
        "opl": p.opl,
        "disposicion": d.disposicion,
        "entrega": d.entrega,
        "procede_desde": d.procede_desde,
        "pedida_en": d.pedida_en,
        "lista": d.huella,
        "autorizaciones": [{"cuenta": a.cuenta, "en": a.en} for a in d.aprobaciones],
        "eliminado": [_line(d, que) for que in swept()],
        "conservado": _kept(),
        "reservas": [
            {
                "reserva": r.reserva,
                "oficio": r.oficio,
                "puesta_en": r.puesta_en,
                "levantada_en": r.levantada_en,
            }
            for r in almacen.holds_of(str(d.proceso))
        ],
        "quedan": sum(n for n, _ in d.quedan.values()),
        "llaves": [{"llave": arn, "se_destruye_en": cuando} for arn, cuando in sorted(d.llaves.items())],
        "totales": dict(sorted(d.totales.items())),
        "expedida_en": d.certificada_en,
    }
    return (json.dumps(dicho, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def reason_of(que: str) -> str:
    """What a table or bucket holds, in Spanish words for the certificate."""
    clase, _, nombre = que.partition(":")
    return DEPOSITOS[nombre].razon if clase == "s3" else TABLAS[nombre].razon


def _line(d: Disposicion, que: str) -> dict[str, Any]:
    listados, suma_listado = d.listado.get(que, (0, ""))
    eliminados, suma_eliminado = d.eliminado.get(que, (0, ""))
    return {
        "almacen": que,
        "que": reason_of(que),
        "listados": listados,
        "eliminados": eliminados,
        "suma_listado": suma_listado,
        "suma_eliminado": suma_eliminado,
    }


def _kept() -> list[dict[str, str]]:
    tablas = [(f"dynamodb:{t}", r.razon) for t, r in TABLAS.items() if r.destino is DestinoDeTabla.CONSERVA]
    depositos = [(f"s3:{d}", r.razon) for d, r in DEPOSITOS.items() if r.destino is DestinoDeTabla.CONSERVA]
    return [{"almacen": a, "que": razon} for a, razon in (*depositos, *tablas)]


def _schedule(arn: str, espera: int) -> str:
    """Time at which KMS destroys the key. The deletion is scheduled unless it already was."""
    kms, llave = aws.client("kms"), arn.rpartition("/")[2]
    try:
        cuando = kms.schedule_key_deletion(KeyId=llave, PendingWindowInDays=espera)["DeletionDate"]
    except ClientError as error:
        codigo = error.response["Error"]["Code"]
        if codigo == "NotFoundException":
            return NO_EXISTE
        if codigo != "KMSInvalidStateException":
            raise
        cuando = kms.describe_key(KeyId=llave)["KeyMetadata"]["DeletionDate"]
    return iso(cuando)
