"""The Mesa de Control: what an operator sees of a record, and the verdict (Protocolo 13)."""

from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from chalicelib import aws
from chalicelib.bitacora import log, where
from chalicelib.problemas import DictamenNoAdmitido, NoEncontrado, Ocupado, TurnoRetirado
from chalicelib.rules.dictamen import Dictamen, DictamenInvalido, check_dictamen
from chalicelib.store import objetos, procesos
from chalicelib.store.apoyos import Apoyo, get_apoyo
from chalicelib.store.mesa import Turno, cola, get_turn, turns_of
from chalicelib.store.transacciones import Contienda
from chalicelib.vault.errores import Invalido
from chalicelib.vault.expediente import Expediente, read_expediente
from chalicelib.vault.sobres import open_at_rest
from chalicelib.workflows.asignacion import hand_out_waiting
from chalicelib.workflows.dictamenes import RETIRADO
from chalicelib.workflows.etapas import effect_of
from chalicelib.workflows.hallazgos import show_findings

OTROS = "El registro se está actualizando; intente de nuevo en unos segundos."
SE_MIRAN = 50  # waiting records looked at for one that opens


def next_record(proceso: str, operador: str, ahora: datetime) -> dict[str, Any] | None:
    """The oldest record that waits for the operator, with its images and data; None when there is none.

    Records that came while nobody was on shift go out when an operator has nothing left: no later record may come to
    take them along. Raises `Ocupado`.
    """
    en_cola = Turno.por_cola.query(cola(proceso, operador), limit=SE_MIRAN, page_size=5)
    hoja = _first_that_opens(proceso, operador, (t.folio for t in en_cola))
    if hoja is not None:
        return hoja
    try:
        reparto = hand_out_waiting(proceso, ahora)
    except Contienda:
        raise Ocupado("Otros están recibiendo registros; intente de nuevo en unos segundos.") from None
    return _first_that_opens(proceso, operador, (f for f, o in reparto.items() if o == operador))


def _first_that_opens(proceso: str, operador: str, folios: Iterable[str]) -> dict[str, Any] | None:
    for folio in folios:
        turno = get_turn(folio)  # the index may lag behind a verdict
        apoyo = get_apoyo(folio)
        if turno is not None and turno.cola == cola(proceso, operador) and apoyo is not None:
            try:
                return _sheet(turno, apoyo)
            except (Invalido, objetos.NoExiste) as error:  # the operator's other records do not wait for it
                log.error("expediente ilegible", extra={"folio": folio, **where(error)})
    return None


def give_verdict(
    proceso: str, operador: str, folio: str, dictamen: Dictamen, ahora: datetime
) -> dict[str, Any]:
    """Record the operator's verdict, once; the same verdict again gets the same answer.

    Raises `DictamenNoAdmitido`, `NoEncontrado` for a record that never was this operator's, `TurnoRetirado`,
    `YaDictaminado`, `Ocupado`.
    """
    turno = own_turn(proceso, operador, folio)
    if turno.held_by(operador):
        dictamen = _admitted(dictamen)
    try:
        resultado = effect_of(turno).dictaminar(turno, dictamen, ahora)
    except Contienda:
        raise Ocupado(OTROS) from None
    return {"folio": folio, "clase": resultado.clase, "motivo": resultado.motivo}


def take_back_verdict(proceso: str, operador: str, folio: str, ahora: datetime) -> dict[str, Any]:
    """Take back the operator's verdict within a short time: the record waits for the same person again.

    Raises `NoEncontrado`, `TurnoRetirado`, `DictamenFirme`, `Ocupado`.
    """
    turno = own_turn(proceso, operador, folio)
    try:
        resultado = effect_of(turno).deshacer(turno, ahora)
    except Contienda:
        raise Ocupado(OTROS) from None
    return {"folio": folio, "clase": resultado.clase, "motivo": resultado.motivo}


def own_turn(proceso: str, operador: str, folio: str) -> Turno:
    """The turn in which the record is before the operator, or else the last one that they closed.

    Raises `TurnoRetirado` when they had begun with it and have it no more, `NoEncontrado` when it never was theirs.
    """
    turnos = [t for t in turns_of(folio) if t.proceso == proceso]
    suyos = [t for t in turnos if t.operador == operador and (t.revisado or t.cola)]
    if suyos:
        return max(suyos, key=lambda t: (t.held_by(operador), t.revisado or ""))
    if any(operador in (t.empezaron or ()) for t in turnos):
        raise TurnoRetirado(RETIRADO)
    raise NoEncontrado("No tiene asignado un registro con ese folio.")


def _admitted(dictamen: Dictamen) -> Dictamen:
    try:
        return check_dictamen(dictamen)
    except DictamenInvalido as error:
        raise DictamenNoAdmitido(str(error), campo=error.campo) from None


def open_expediente(apoyo: Apoyo) -> Expediente:
    """The record's expediente, decrypted: one KMS call.

    Raises the vault's errors if it was tampered with, `objetos.NoExiste` if it is gone.
    """
    sellado = objetos.read_expediente(objetos.expediente_key(apoyo.proceso, apoyo.folio, apoyo.integridad))
    contexto = {"proceso": apoyo.proceso, "aspirante": apoyo.aspirante, "folio": apoyo.folio}
    resguardo = procesos.get_proceso(apoyo.proceso).llave_resguardo
    return read_expediente(open_at_rest(aws.client("kms"), sellado, resguardo, contexto))


def _sheet(turno: Turno, apoyo: Apoyo) -> dict[str, Any]:
    """What the operator sees side by side: the four images, the data captured, and what of them to look at (13.6)."""
    expediente = open_expediente(apoyo)
    credencial = expediente.registro.credencial
    leido = {c: v for c in credencial.__struct_fields__ if (v := getattr(credencial, c)) is not None}
    return {
        "folio": apoyo.folio,
        "modo": apoyo.modo,
        "llegada": turno.llegada,
        "capturado_en": apoyo.capturado_en,
        "credencial": leido,
        "hallazgos": show_findings(leido, expediente.registro.capturado(), apoyo.hechos),
        "imagenes": {nombre: b64encode(datos).decode() for nombre, datos in expediente.imagenes.items()},
    }
