"""Making the package of a requirement: one record a step, sealed to the key of whoever receives it (Protocolo 16.2).

The package has the format of a delivery (`docs/entrega.md`): a signed manifest and sealed files, which the OPL's tool
opens with the private key. Each record is one ZIP with the clear expediente as it was received, the whole history, the
receipt with its proof, the scans of paper, and a readable summary.
"""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any

from pynamodb.exceptions import TransactWriteError

from chalicelib.base import aws
from chalicelib.base.registro import log
from chalicelib.rules.apoyos.historia import to_dict
from chalicelib.rules.entrega.manifiesto import (
    ArchivoDeEntrega,
    Base,
    CifrasDeEntrega,
    Sellado,
    delivery_manifest,
    file_context,
)
from chalicelib.rules.evidencia.hojas import Especie, document_entry
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyo
from chalicelib.store.base import objetos
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import lost_a_race, transaction
from chalicelib.store.correos.salidas import owe
from chalicelib.store.entrega.deposito_entregas import put_document, signature_key
from chalicelib.store.entrega.entregas import advance_step, step_of
from chalicelib.store.evidencia.hojas import leaf_indices, read_tree_state
from chalicelib.store.papel.soportes import scans_of
from chalicelib.store.procesos.procesos import Proceso, get_proceso
from chalicelib.store.requerimientos import requerimientos as almacen
from chalicelib.store.requerimientos.requerimientos import EN_CURSO, LISTO, Paquete, Requerimiento
from chalicelib.vault.entrega import opl_key, seal_for_opl
from chalicelib.vault.expediente import check_content
from chalicelib.vault.secretos import open_fields
from chalicelib.vault.sobres import open_at_rest
from chalicelib.workflows.apoyos.sellos import require_as_written
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.evidencia.acuse import leaf_proof, reception_of, salt_of
from chalicelib.workflows.evidencia.firma import Firmante, signed_text
from chalicelib.workflows.evidencia.hoja_debida import owed_leaf

Reloj = Callable[[], datetime]
TABLA = "expedientes"
_EXTENSIONES = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}
_FECHA = (1980, 1, 1, 0, 0, 0)
"""Date of every member of a ZIP. It is fixed so that the same record gives the same bytes."""


class RequerimientoDesconocido(LookupError):
    """The message names a requirement that is not stored: it goes to the dead-letter queue."""


def attend_package(proceso: str, cual: str, paso: int, reloj: Reloj, firmante: Firmante) -> None:
    """Do one step of a package. A step that was done before is not done again.

    Raises `RequerimientoDesconocido`, or what AWS raises.
    """
    r = _find(proceso, cual)
    if r.estado != EN_CURSO or int(r.paso) != paso:
        return
    try:
        if paso < len(r.folios):
            _add_record(r, str(r.folios[paso]), reloj())
        else:
            _finish(r, reloj(), firmante)
    except TransactWriteError as error:
        otro = _find(proceso, cual)
        if not lost_a_race(error) or (otro.estado == EN_CURSO and int(otro.paso) == paso):
            raise
        log.info("paso hecho por otra corrida", extra={"proceso": proceso, "trabajo": cual, "paso": paso})


def _find(proceso: str, cual: str) -> Requerimiento:
    numero = cual.rpartition("#")[2]
    r = almacen.find_requirement(proceso, int(numero)) if numero.isdecimal() else None
    if r is None:
        raise RequerimientoDesconocido(cual)
    return r


def _add_record(r: Requerimiento, folio: str, ahora: datetime) -> None:
    """Seal one record's ZIP, store it under its digest, and note it together with the next step's message.

    Raises `HistoriaAlterada`: the message stays in the dead-letter queue until somebody has examined the record.
    """
    a = get_apoyo(folio)
    if a is None:
        raise RequerimientoDesconocido(folio)
    require_as_written(a)  # a history altered outside this system is not handed to an authority as authentic
    piezas = dict(_parts(a))
    claro, nombre = _zipped(piezas), f"{folio}.zip"
    sellado = io.BytesIO()
    llave = opl_key(r.der or b"", r.huella)
    tamano, suma = seal_for_opl(
        io.BytesIO(claro), sellado, llave, file_context(r.proceso, r.requerimiento, nombre)
    )
    put_document(
        almacen.package_object(r.proceso, int(r.numero), suma), sellado.getvalue(), "application/octet-stream"
    )
    archivo = ArchivoDeEntrega(
        nombre,
        TABLA,
        "zip",
        len(piezas),
        len(claro),
        sha256(claro).hexdigest(),
        Sellado(f"{nombre}.sellado", tamano, suma),
    )
    faltan = [*r.sin_expediente, *([] if "expediente.zip" in piezas else [folio])]
    siguiente = step_of(r, ahora, int(r.paso) + 1)  # type: ignore[arg-type]
    with transaction() as tx:
        advance_step(tx, r, sin_expediente=faltan)  # type: ignore[arg-type]
        cual = almacen.package_key(int(r.numero), int(r.paso))
        tx.save(Paquete(proceso=r.proceso, cual=cual, archivo=asdict(archivo)))
        owe(tx, siguiente)
    salidas.send_owed([siguiente])


def _finish(r: Requerimiento, ahora: datetime, firmante: Firmante) -> None:
    """Store the manifest, its signature and its leaf of the public log."""
    archivos = [
        ArchivoDeEntrega.from_json(p.archivo) for p in almacen.files_of(str(r.proceso), int(r.numero))
    ]
    crudo = delivery_manifest(_base(r), CifrasDeEntrega(), archivos)
    digesto, entrada = sha256(crudo).hexdigest(), document_entry(Especie.ENTREGA, crudo).decode()
    llave = almacen.package_object(str(r.proceso), int(r.numero), digesto)
    put_document(llave, crudo, "application/json")
    put_document(signature_key(llave), signed_text(entrada, firmante).encode(), "text/plain; charset=utf-8")
    hoja = owed_leaf(f"requerimiento#{r.requerimiento}", entrada, ahora)
    with transaction() as tx:
        advance_step(tx, r, estado=LISTO, digesto=digesto, listo_en=iso(ahora))  # type: ignore[arg-type]
        owe(tx, hoja)
    salidas.send_owed([hoja])
    log.info("paquete listo", extra={"requerimiento": r.requerimiento, "registros": len(archivos)})


def _base(r: Requerimiento) -> Base:
    p = Proceso.get(r.proceso, consistent_read=True)
    return Base(
        proceso=str(r.proceso),
        opl=str(p.opl),
        entrega=r.requerimiento,
        numero=int(r.numero),
        corte=str(r.pedido_en),
        llave=str(r.huella),
        motivo=f"{r.autoridad}: {r.fundamento} ({r.oficio})",
        punto="",
    )


def _parts(a: Apoyo) -> Iterator[tuple[str, bytes]]:
    """Files of a record in the package. A record typed from paper has no images."""
    from chalicelib.documents.requerimientos.resumen import render_summary  # loads reportlab

    p = get_proceso(a.proceso)
    leido = open_fields(secreto_de(a.proceso), a.folio, a.datos)
    contexto = {"proceso": a.proceso, "aspirante": a.aspirante, "folio": a.folio}
    try:
        sellado = objetos.read_sealed_expediente(objetos.expediente_key(a.proceso, a.folio, a.integridad))
        claro = open_at_rest(aws.client("kms"), sellado, p.llave_resguardo, contexto)
        check_content(claro, a.integridad)
        yield "expediente.zip", claro
    except objetos.NoExiste:
        pass
    for soporte in scans_of(a.folio):
        sellado = objetos.read_sealed_expediente(soporte.llave)
        escaneo = open_at_rest(aws.client("kms"), sellado, p.llave_resguardo, soporte.contexto)
        check_content(escaneo, bytes.fromhex(soporte.digesto))
        yield f"soporte-{int(soporte.n)}.{_EXTENSIONES.get(soporte.tipo, 'bin')}", escaneo
    registro = _record(a, leido)
    yield "registro.json", _json(registro)
    yield "historia.json", _json([to_dict(h) for h in a.hechos])
    yield from _receipt(a)
    yield "resumen.pdf", render_summary(registro, [to_dict(h) for h in a.hechos])


def _record(a: Apoyo, leido: dict[str, Any]) -> dict[str, Any]:
    return {
        "folio": a.folio,
        "proceso": a.proceso,
        "periodo": a.periodo,
        "aspirante": a.aspirante,
        "modo": a.modo,
        "modelo_cpv": a.modelo,
        "capturado_en": a.capturado_en,
        "recibido_en": a.recibido_en,
        "clase": a.clase,
        "integridad": bytes(a.integridad).hex(),
        "credencial": leido["credencial"],
    }


def _receipt(a: Apoyo) -> Iterator[tuple[str, bytes]]:
    """Receipt of the reception, with the proof of its inclusion in the public log once there is one."""
    r = reception_of(a)
    dicho = {
        "folio": r.folio,
        "integridad": r.integridad,
        "recibido_en": r.recibido_en,
        "sal": salt_of(a).hex(),
    }
    yield "acuse.json", _json(dicho)
    indice, estado = leaf_indices([a.folio]).get(a.folio), read_tree_state()
    if indice is not None and indice < estado.tamano:
        yield "acuse.tlog-proof", leaf_proof(indice, estado, json.dumps(dicho).encode()).encode()


def _json(datos: Any) -> bytes:
    return (json.dumps(datos, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _zipped(piezas: dict[str, bytes]) -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nombre, contenido in sorted(piezas.items()):
            zip_.writestr(zipfile.ZipInfo(nombre, _FECHA), contenido, zipfile.ZIP_DEFLATED)
    return salida.getvalue()
