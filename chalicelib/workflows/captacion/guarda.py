"""Storing a new record: the sealed expediente first, then the row that names it (Protocolo 9.14)."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.base import aws
from chalicelib.rules.apoyos.clases import classify
from chalicelib.rules.apoyos.historia import Recibido
from chalicelib.rules.reportes.senales import LARGO_CELDA, cell_of
from chalicelib.store.apoyos.apoyos import NUEVO, Apoyo, encode_hecho, get_apoyo, list_key, reception_order
from chalicelib.store.aspirantes import get_aspirante
from chalicelib.store.auxiliares.dispositivos import Dispositivo
from chalicelib.store.base import objetos
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.objetos import LlaveDeObjeto
from chalicelib.store.base.tabla import iso
from chalicelib.store.procesos import procesos
from chalicelib.vault.expediente import Expediente
from chalicelib.vault.registro import Registro
from chalicelib.vault.secretos import blind_index, seal_fields
from chalicelib.vault.sobres import seal_at_rest
from chalicelib.workflows.apoyos.sellos import seal_record
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.captacion.llegada import causes_of
from chalicelib.workflows.captacion.remitentes import Remitente


@dataclass(frozen=True)
class Abierto:
    """An expediente that passed every check, with its clear bytes."""

    expediente: Expediente
    clear: bytes
    remitente: Remitente
    dispositivo: Dispositivo | None


def keep_apoyo(apoyo: Apoyo, clear: bytes) -> Apoyo | None:
    """Store the expediente, then the record; None when it was stored, otherwise the one that was there first."""
    contexto = {"proceso": apoyo.proceso, "aspirante": apoyo.aspirante, "folio": apoyo.folio}
    resguardo = procesos.get_proceso(apoyo.proceso).llave_resguardo
    llave = objetos.expediente_key(apoyo.proceso, apoyo.folio, apoyo.integridad)
    objetos.keep_expediente(llave, seal_at_rest(aws.client("kms"), clear, resguardo, contexto))
    existente = _put_new(apoyo)
    if existente is not None and existente.integridad != apoyo.integridad:
        objetos.discard_expediente(llave)
    return existente


def _put_new(apoyo: Apoyo) -> Apoyo | None:
    """Store the record unless its folio exists: None when it was stored, otherwise the existing record."""
    if not write_unless_refused(lambda: apoyo.save(condition=NUEVO)):
        return get_apoyo(apoyo.folio)
    return None


def build_apoyo(llave: LlaveDeObjeto, abierto: Abierto, recibido: datetime) -> Apoyo:
    """The record as it is first stored: when it was received, and the causes of inconsistency of its circumstances."""
    registro = abierto.expediente.registro
    aspirante = get_aspirante(llave.folio.aspirante)
    captura = registro.capturado()
    causas = causes_of(llave.folio, captura, recibido, abierto.remitente, abierto.dispositivo)
    hecho = Recibido(iso(recibido), causas)
    datos = {"credencial": registro.credencial, "lugar": registro.lugar}
    apoyo = Apoyo(
        folio=str(llave.folio),
        proceso=llave.proceso,
        periodo=aspirante.periodo,
        contienda=aspirante.contienda,
        lista=list_key(str(llave.folio)),
        orden=reception_order(str(llave.folio), recibido),
        modo=registro.modo,
        modelo=registro.credencial.modelo,
        capturado_en=registro.capturado_en,
        celda=_cell(llave.proceso, registro),
        bytes=len(abierto.clear),
        integridad=bytes.fromhex(abierto.expediente.integridad),
        sellado=bytes.fromhex(llave.sellado),
        datos=seal_fields(secreto_de(llave.proceso), str(llave.folio), datos),
        historia=[encode_hecho(hecho)],
        clase=classify([hecho]).clase,
    )
    seal_record(apoyo)
    return apoyo


def _cell(proceso: str, registro: Registro) -> str | None:
    """Blind code of the place and hour of a capture, within one process."""
    lugar = registro.lugar
    if lugar is None:
        return None
    celda = cell_of(lugar.latitud, lugar.longitud, registro.capturado())
    return blind_index(secreto_de(proceso), "celda", celda)[:LARGO_CELDA]
