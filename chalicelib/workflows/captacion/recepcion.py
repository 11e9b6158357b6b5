"""Reception: an uploaded object becomes a record once, or a refusal with its reason (Protocolo 9.14, 12.3).

Order of the writes, so that dying between any two loses nothing and repeating all changes nothing:
    1. the sealed expediente (its key holds the integrity code: the same content, the same key)
    2. the record, on condition that its folio is new           <- from here on it is received
    3. the intake object goes
"""

from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from pynamodb.exceptions import PutError

from chalicelib.base import aws
from chalicelib.rules.apoyos.clases import classify
from chalicelib.rules.apoyos.historia import Recibido
from chalicelib.rules.base.periodo import Periodo, is_future
from chalicelib.rules.captacion import circumstances
from chalicelib.rules.mi_apoyo import MODO, lenient
from chalicelib.rules.reportes.senales import LARGO_CELDA, cell_of
from chalicelib.store.apoyos.apoyos import NUEVO, Apoyo, encode, get_apoyo, list_of, order_of
from chalicelib.store.auxiliares.auxiliares import Dispositivo, find_dispositivo
from chalicelib.store.auxiliares.cedulas import Cedula, find_cedula
from chalicelib.store.base import objetos
from chalicelib.store.base.objetos import Leido, Llave
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.captacion.envios import Rechazo, find_rechazos, supersede
from chalicelib.store.procesos import procesos
from chalicelib.vault.errores import CamposInvalidos, Invalido
from chalicelib.vault.expediente import Expediente, check_announced, check_device_signature, read_expediente
from chalicelib.vault.registro import Registro
from chalicelib.vault.secretos import blind_index, seal_fields
from chalicelib.vault.sobres import MAX_SELLADO, open_capture, seal_at_rest
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.captacion.evidencia import keep_evidence, objection
from chalicelib.workflows.captacion.procedencia import not_theirs
from chalicelib.workflows.captacion.remitentes import Remitente, find_remitente


class Final(StrEnum):
    """What became of an uploaded object."""

    RECIBIDO = "recibido"
    REPETIDO = "repetido"
    RECHAZADO = "rechazado"


class Rechazado(Exception):
    """The object is not a record; `texto` says why to whoever sent it."""

    def __init__(self, codigo: str, texto: str) -> None:
        super().__init__(codigo)
        self.codigo = codigo
        self.texto = texto


class Desaparecido(RuntimeError):
    """The object is not in the intake and nothing tells what became of it: for the dead letters."""


@dataclass(frozen=True)
class Abierto:
    """An expediente that passed every check, with its clear bytes."""

    expediente: Expediente
    clear: bytes
    remitente: Remitente
    dispositivo: Dispositivo | None


def receive(llave: Llave, recibido: datetime) -> Final:
    """Receive the object under that intake key, which S3 took at `recibido` (aware).

    Running again on the same object changes nothing. Raises `Desaparecido`, `CamposInvalidos` when what is kept of the
    sender was tampered with, or whatever AWS raises.
    """
    leido = objetos.read_intake(str(llave), MAX_SELLADO)
    if leido is None:
        return _what_became(llave)
    try:
        abierto = _open(llave, leido.contenido, recibido)
        final = _store(llave, abierto, recibido)
    except CamposInvalidos:  # what we keep of the sender: no fault of the record, which waits for us
        raise
    except (Rechazado, Invalido) as motivo:
        _refuse(llave, leido, recibido, motivo)
        final = Final.RECHAZADO
    objetos.delete_intake(str(llave), leido)
    return final


def receive_refused(rechazo: Rechazo) -> Final:
    """Receive a refused original from the quarantine, as of when it arrived: the deadline counts then (9.16).

    Not by way of the intake, where the event of a new object would give it a new time. Raises `Rechazado` or
    `Invalido` when it is still no record, `Desaparecido` when the quarantine has it no more.
    """
    original = objetos.read_quarantine(rechazo.cuarentena, MAX_SELLADO)
    if original is None:
        raise Desaparecido(rechazo.folio)
    llave, recibido = Llave.parse(rechazo.cuarentena), instante(rechazo.momento)
    final = _store(llave, _open(llave, original, recibido), recibido)
    supersede(rechazo.folio, rechazo.sellado)
    return final


def check_bytes(llave: Llave, sellado: bytes) -> None:
    """The bytes are those announced."""
    if len(sellado) != llave.bytes:
        raise Rechazado("tamano_distinto", "El archivo no tiene el tamaño anunciado; envíelo de nuevo.")
    if sha256(sellado).hexdigest() != llave.sellado:
        raise Rechazado("digest_distinto", "El archivo no es el anunciado; envíelo de nuevo.")


def _open(llave: Llave, sellado: bytes, recibido: datetime) -> Abierto:
    check_bytes(llave, sellado)
    proceso = procesos.get_proceso(llave.proceso)
    folio = llave.folio
    contexto = {
        "version": "1",
        "proceso": llave.proceso,
        "dispositivo": folio.dispositivo,
        "registro": folio.registro,
    }
    clear = open_capture(aws.client("kms"), sellado, proceso.llave_captura, contexto)
    expediente = read_expediente(clear)
    check_announced(expediente, contexto, str(folio))
    remitente = find_remitente(folio.auxiliar)
    _check_kind(llave, expediente, remitente, recibido)
    _check_time(llave, recibido)
    if is_future(expediente.registro.capturado(), recibido):
        raise Rechazado(
            "captura_futura",
            "La captura tiene fecha posterior a su recepción; revise la hora del dispositivo.",
        )
    dispositivo = find_dispositivo(folio.dispositivo, folio.auxiliar)
    check_device_signature(expediente, dispositivo.llave if dispositivo else _declared_key(expediente))
    return Abierto(expediente, clear, remitente, dispositivo)


def _check_kind(llave: Llave, expediente: Expediente, remitente: Remitente, recibido: datetime) -> None:
    """Evidence is never received as a support, nor a support as evidence, whichever permit was used (8.5).

    Nor as a citizen's own support what is somebody else's (10.2).
    """
    if llave.cedula is not (expediente.registro.modo == "cedula"):
        raise Rechazado(
            "modo_no_corresponde", "El registro no es de la clase que se anunció: anúncielo como lo que es."
        )
    motivo = objection(llave.folio, recibido) if llave.cedula else not_theirs(expediente.registro, remitente)
    if motivo is not None:
        raise Rechazado(*motivo)


def _check_time(llave: Llave, recibido: datetime) -> None:
    """Auxiliares register, and send their evidence, before the period starts too (8.5); the end is the same (9.16)."""

    def on_time(periodo: Periodo) -> bool:
        return recibido <= periodo.cierre_recepcion if llave.cedula else periodo.accepts(recibido)

    if not on_time(_period_of(llave, on_time)):
        raise Rechazado("fuera_de_plazo", "Llegó fuera del plazo de recepción (numeral 9.16).")


def _declared_key(expediente: Expediente) -> bytes:
    """Of a device nobody registered: its record must at least be its own (8.11)."""
    return b64decode(expediente.registro.llave_dispositivo)


def _store(llave: Llave, abierto: Abierto, recibido: datetime) -> Final:
    if llave.cedula:
        existente: Apoyo | Cedula | None = keep_evidence(llave, abierto.expediente, abierto.clear, recibido)
    else:
        apoyo = _record(llave, abierto, recibido)
        existente = get_apoyo(apoyo.folio) or _keep(apoyo, abierto.clear)
    if existente is None:
        return Final.RECIBIDO
    if existente.integridad == bytes.fromhex(abierto.expediente.integridad):
        supersede(str(llave.folio), llave.sellado)
        return Final.REPETIDO
    raise Rechazado(
        "folio_con_otro_contenido",
        "Ya se recibió otro registro con este folio; el original quedó en cuarentena.",
    )


def _keep(apoyo: Apoyo, clear: bytes) -> Apoyo | None:
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
    """None when the record was stored; otherwise the one that was there first."""
    try:
        apoyo.save(condition=NUEVO)
    except PutError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        return get_apoyo(apoyo.folio)
    return None


def _record(llave: Llave, abierto: Abierto, recibido: datetime) -> Apoyo:
    registro = abierto.expediente.registro
    aspirante = procesos.get_aspirante(llave.folio.aspirante)
    hecho = _circumstances(llave, abierto, recibido)
    datos = {"credencial": registro.credencial, "lugar": registro.lugar}
    return Apoyo(
        folio=str(llave.folio),
        proceso=llave.proceso,
        periodo=aspirante.periodo,
        contienda=aspirante.contienda,
        lista=list_of(str(llave.folio)),
        orden=order_of(str(llave.folio), recibido),
        modo=registro.modo,
        modelo=registro.credencial.modelo,
        capturado_en=registro.capturado_en,
        celda=_cell(llave.proceso, registro),
        bytes=len(abierto.clear),
        integridad=bytes.fromhex(abierto.expediente.integridad),
        sellado=bytes.fromhex(llave.sellado),
        datos=seal_fields(secreto_de(llave.proceso), str(llave.folio), datos),
        historia=[encode(hecho)],
        clase=classify([hecho]).clase,
    )


def _cell(proceso: str, registro: Registro) -> str | None:
    """What stands for place and hour of the capture, within this process."""
    lugar = registro.lugar
    if lugar is None:
        return None
    celda = cell_of(lugar.latitud, lugar.longitud, registro.capturado())
    return blind_index(secreto_de(proceso), "celda", celda)[:LARGO_CELDA]


def _period_of(llave: Llave, favourable: Callable[[Periodo], bool]) -> Periodo:
    """The record's period. What would count against the record is decided on the period as of now, not on a copy."""
    aspirante = procesos.get_aspirante(llave.folio.aspirante)
    periodo = procesos.get_periodo(llave.proceso, aspirante.periodo).captacion
    if favourable(periodo):
        return periodo
    return procesos.read_periodo(llave.proceso, aspirante.periodo).captacion


def _circumstances(llave: Llave, abierto: Abierto, recibido: datetime) -> Recibido:
    captura = abierto.expediente.registro.capturado()
    vigencias = abierto.dispositivo.vigencias if abierto.dispositivo else []
    causas = circumstances(
        _period_of(llave, lambda p: p.covers(captura)),
        captura,
        recibido,
        auxiliar_baja=abierto.remitente.baja,
        dispositivo=lenient(vigencias) if abierto.remitente.modo == MODO else vigencias,
    )
    return Recibido(iso(recibido), causas)


def _refuse(llave: Llave, leido: Leido, recibido: datetime, motivo: Rechazado | Invalido) -> None:
    """Keep the original apart, then say so where the phone and the operators of the system look."""
    objetos.quarantine(str(llave), leido)
    Rechazo(
        folio=str(llave.folio),
        sellado=llave.sellado,
        proceso=llave.proceso,
        codigo=motivo.codigo,
        texto=motivo.texto,
        momento=iso(recibido),
        cuarentena=str(llave),
    ).save()


def _what_became(llave: Llave) -> Final:
    """The object is gone: an earlier run finished with it, or nobody knows."""
    folio = str(llave.folio)
    if find_rechazos([(folio, llave.sellado)]):
        return Final.RECHAZADO
    recibido = find_cedula(llave.folio.auxiliar, folio) if llave.cedula else get_apoyo(folio)
    if recibido is not None:
        return Final.REPETIDO
    raise Desaparecido(folio)
