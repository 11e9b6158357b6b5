"""Reception: an uploaded object becomes a record once, or a refusal with its reason (Protocolo 9.14, 12.3).

Order of the writes, so that dying between any two loses nothing and repeating all changes nothing:
    1. the sealed expediente (its key holds the integrity code: the same content, the same key)
    2. the record, on condition that its folio is new           <- from here on it is received
    3. the object is deleted from the intake bucket
"""

from base64 import b64decode
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from chalicelib.base import aws
from chalicelib.rules.base.periodo import PeriodoCaptacion, is_future
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyo
from chalicelib.store.auxiliares.cedulas import Cedula, find_cedula, set_current
from chalicelib.store.auxiliares.dispositivos import find_dispositivo
from chalicelib.store.base import objetos
from chalicelib.store.base.objetos import LlaveDeObjeto, ObjetoLeido
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.captacion.rechazos import Rechazo, find_rechazos, supersede_refusal
from chalicelib.store.procesos import procesos
from chalicelib.vault.errores import CamposInvalidos, Invalido
from chalicelib.vault.expediente import Expediente, check_announced, check_device_signature, read_expediente
from chalicelib.vault.sobres import MAX_SELLADO, open_capture
from chalicelib.workflows.captacion.evidencia import evidence_objection, keep_evidence
from chalicelib.workflows.captacion.guarda import Abierto, build_apoyo, keep_apoyo
from chalicelib.workflows.captacion.llegada import move_reception_back, period_of
from chalicelib.workflows.captacion.procedencia import sender_objection
from chalicelib.workflows.captacion.remitentes import Remitente, find_remitente


class FinalRecepcion(StrEnum):
    """Outcome of the reception of an uploaded object."""

    RECIBIDO = "recibido"
    REPETIDO = "repetido"
    RECHAZADO = "rechazado"


class Rechazado(Exception):
    """The object is not a record; `texto` says why to whoever sent it."""

    def __init__(self, codigo: str, texto: str) -> None:
        super().__init__(codigo)
        self.codigo = codigo
        self.texto = texto


POR_EL_MOMENTO = frozenset({"fuera_de_plazo", "auxiliar_de_baja"})
"""Refusals that an earlier arrival of the same object may overturn."""


class Desaparecido(LookupError):
    """The object is not in the intake bucket, and no record or refusal says why: the message goes to the dead-letter
    queue.
    """


def receive_object(llave: LlaveDeObjeto, recibido: datetime, ahora: datetime | None = None) -> FinalRecepcion:
    """Receive the object under that intake key. `recibido`: when S3 took it; `ahora`: the present; both with time zone.

    The earliest arrival that is known counts, whichever notice comes first: a later notice of an earlier arrival moves
    the record's time back, or overturns a refusal. Running again on the same object changes nothing. Raises
    `Desaparecido`, `CamposInvalidos` when what is kept of the sender was tampered with, or whatever AWS raises.
    """
    leido = objetos.read_intake(str(llave), MAX_SELLADO)
    if leido is None:
        return _what_became(llave, recibido, ahora or recibido)
    try:
        final = _attend(llave, leido.contenido, recibido, ahora or recibido)
    except CamposInvalidos:  # what we keep of the sender: no fault of the record, which waits for us
        raise
    except (Rechazado, Invalido) as motivo:
        _refuse(llave, leido, recibido, motivo)
        final = FinalRecepcion.RECHAZADO
    objetos.delete_intake(str(llave), leido)
    return final


def receive_refused_original(
    rechazo: Rechazo, recibido: datetime | None = None, ahora: datetime | None = None
) -> FinalRecepcion:
    """Receive a refused original from the quarantine, with its own time of arrival, which the deadline asks for (9.16).

    `recibido`: an arrival earlier than the one that was refused. The object is not put back into the intake bucket:
    the event of a new object would give it a new time. Raises `Rechazado` or `Invalido` when it is still no record,
    `Desaparecido` when the quarantine has it no more.
    """
    original = objetos.read_quarantine(rechazo.cuarentena, MAX_SELLADO)
    if original is None:
        raise Desaparecido(rechazo.folio)
    llave, momento = LlaveDeObjeto.parse(rechazo.cuarentena), recibido or instante(rechazo.momento)
    final = _attend(llave, original, momento, ahora or momento)
    supersede_refusal(rechazo.folio, rechazo.sellado)
    return final


def check_announced_bytes(llave: LlaveDeObjeto, sellado: bytes) -> None:
    """Check that the bytes are those announced."""
    if len(sellado) != llave.bytes:
        raise Rechazado("tamano_distinto", "El archivo no tiene el tamaño anunciado; envíelo de nuevo.")
    if sha256(sellado).hexdigest() != llave.sellado:
        raise Rechazado("digest_distinto", "El archivo no es el anunciado; envíelo de nuevo.")


def _attend(llave: LlaveDeObjeto, sellado: bytes, recibido: datetime, ahora: datetime) -> FinalRecepcion:
    """Open the object and store its record. A record received before stays as it is, even if today it would be
    refused.
    """
    clear, expediente = _decrypt(llave, sellado)
    previo = _find_received(llave)
    if previo is not None and previo.integridad == bytes.fromhex(expediente.integridad):
        return _note_repeated(llave, previo, recibido, ahora)
    return _store(llave, _check(llave, clear, expediente, recibido), recibido, ahora)


def _decrypt(llave: LlaveDeObjeto, sellado: bytes) -> tuple[bytes, Expediente]:
    """The clear bytes and the manifest, which is the one announced."""
    check_announced_bytes(llave, sellado)
    contexto = {
        "version": "1",
        "proceso": llave.proceso,
        "dispositivo": llave.folio.dispositivo,
        "registro": llave.folio.registro,
    }
    proceso = procesos.get_proceso(llave.proceso)
    clear = open_capture(aws.client("kms"), sellado, proceso.llave_captura, contexto)
    expediente = read_expediente(clear)
    check_announced(expediente, contexto, str(llave.folio))
    return clear, expediente


def _check(llave: LlaveDeObjeto, clear: bytes, expediente: Expediente, recibido: datetime) -> Abierto:
    folio = llave.folio
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


def _check_kind(
    llave: LlaveDeObjeto, expediente: Expediente, remitente: Remitente, recibido: datetime
) -> None:
    """Refuse evidence sent as a support and a support sent as evidence, whichever permit was used (8.5).

    Refuse also somebody else's support sent as a citizen's own (10.2).
    """
    if llave.cedula is not (expediente.registro.modo == "cedula"):
        raise Rechazado(
            "modo_no_corresponde", "El registro no es de la clase que se anunció: anúncielo como lo que es."
        )
    motivo = (
        evidence_objection(llave.folio, recibido)
        if llave.cedula
        else sender_objection(expediente.registro, remitente)
    )
    if motivo is not None:
        raise Rechazado(*motivo)


def _check_time(llave: LlaveDeObjeto, recibido: datetime) -> None:
    """Refuse what comes outside its time. Evidence is taken before the period starts too, for auxiliares register then
    (8.5); its end is that of records (9.16)."""

    def on_time(periodo: PeriodoCaptacion) -> bool:
        return recibido <= periodo.cierre_recepcion if llave.cedula else periodo.accepts(recibido)

    if not on_time(period_of(llave.folio, on_time)):
        raise Rechazado("fuera_de_plazo", "Llegó fuera del plazo de recepción (numeral 9.16).")


def _declared_key(expediente: Expediente) -> bytes:
    """The public key that a record declares for an unregistered device: its signature must at least fit it (8.11)."""
    return b64decode(expediente.registro.llave_dispositivo)


def _store(llave: LlaveDeObjeto, abierto: Abierto, recibido: datetime, ahora: datetime) -> FinalRecepcion:
    if llave.cedula:
        existente: Apoyo | Cedula | None = keep_evidence(llave, abierto.expediente, abierto.clear, recibido)
    else:
        apoyo = build_apoyo(llave, abierto, recibido)
        existente = get_apoyo(apoyo.folio) or keep_apoyo(apoyo, abierto.clear)
    if existente is None:
        return FinalRecepcion.RECIBIDO
    if existente.integridad == bytes.fromhex(abierto.expediente.integridad):
        return _note_repeated(llave, existente, recibido, ahora)
    raise Rechazado(
        "folio_con_otro_contenido",
        "Ya se recibió otro registro con este folio; el original quedó en cuarentena.",
    )


def _find_received(llave: LlaveDeObjeto) -> Apoyo | Cedula | None:
    folio = str(llave.folio)
    return find_cedula(llave.folio.auxiliar, folio) if llave.cedula else get_apoyo(folio)


def _note_repeated(
    llave: LlaveDeObjeto, existente: Apoyo | Cedula, recibido: datetime, ahora: datetime
) -> FinalRecepcion:
    """Note that the same content came again: its refusal is superseded, and the earlier arrival counts (9.16)."""
    if isinstance(existente, Apoyo):
        move_reception_back(existente, recibido, ahora)
    elif existente.folio == str(llave.folio):
        set_current(existente)  # a run that died before it is completed
    supersede_refusal(str(llave.folio), llave.sellado)
    return FinalRecepcion.REPETIDO


def _refuse(
    llave: LlaveDeObjeto, leido: ObjetoLeido, recibido: datetime, motivo: Rechazado | Invalido
) -> None:
    """Keep the original in the quarantine, then write the refusal that phones and operators of the system read."""
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


def _what_became(llave: LlaveDeObjeto, recibido: datetime, ahora: datetime) -> FinalRecepcion:
    """Outcome for an object that is gone: that of the run which ended it. The notice may bring an earlier arrival."""
    existente = _find_received(llave)
    if existente is not None:
        return _note_repeated(llave, existente, recibido, ahora)
    rechazos = find_rechazos([(str(llave.folio), llave.sellado)])
    for rechazo in rechazos.values():
        if rechazo.codigo in POR_EL_MOMENTO and iso(recibido) < rechazo.momento:
            return _reconsider(rechazo, recibido, ahora)
        return FinalRecepcion.RECHAZADO
    raise Desaparecido(str(llave.folio))


def _reconsider(rechazo: Rechazo, recibido: datetime, ahora: datetime) -> FinalRecepcion:
    """Receive a record that was refused because a later arrival of it was processed first."""
    try:
        return receive_refused_original(rechazo, recibido, ahora)
    except (Rechazado, Invalido):
        return FinalRecepcion.RECHAZADO
