"""The Mesa de Control: what an operator sees of a record, and the verdict (Protocolo 13)."""

from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pynamodb.transactions import TransactWrite

from chalicelib import aws
from chalicelib.bitacora import log, where
from chalicelib.problemas import DictamenNoAdmitido, NoEncontrado, Ocupado, YaDictaminado
from chalicelib.rules.clases import classify
from chalicelib.rules.dictamen import Dictamen, DictamenInvalido, check_dictamen
from chalicelib.rules.historia import Hecho, Revisado, verdict_in_force
from chalicelib.rules.periodo import dia_centro
from chalicelib.store import objetos, procesos
from chalicelib.store.apoyos import Apoyo, get_apoyo
from chalicelib.store.base import iso
from chalicelib.store.mesa import Turno, cola, count_reviewed, get_turn, take_off
from chalicelib.store.transacciones import Contienda
from chalicelib.vault.errores import Invalido
from chalicelib.vault.expediente import Expediente, read_expediente
from chalicelib.vault.sobres import open_at_rest
from chalicelib.workflows.asignacion import take_more
from chalicelib.workflows.hallazgos import show_findings
from chalicelib.workflows.hechos import append_fact

SE_MIRAN = 50  # waiting records looked at for one that opens


def next_record(proceso: str, operador: str, ahora: datetime) -> dict[str, Any] | None:  # noqa: ARG001 - for the claim
    """The oldest record that waits for the operator, with its images and data; None when there is none.

    Who has nothing left takes the next of those that wait. Raises `Ocupado`.
    """
    en_cola = Turno.por_cola.query(cola(proceso, operador), limit=SE_MIRAN, page_size=5)
    hoja = _first_that_opens(proceso, operador, (t.folio for t in en_cola))
    if hoja is not None:
        return hoja
    try:
        tomados = take_more(proceso, operador)
    except Contienda:
        raise Ocupado("Otros están recibiendo registros; intente de nuevo en unos segundos.") from None
    return _first_that_opens(proceso, operador, tomados)


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

    Raises `DictamenNoAdmitido`, `NoEncontrado` for a record that is not this operator's, `YaDictaminado`,
    `Ocupado`.
    """
    try:
        check_dictamen(dictamen)
    except DictamenInvalido as error:
        raise DictamenNoAdmitido(str(error), campo=error.campo) from None
    turno = get_turn(folio)
    if turno is None or turno.proceso != proceso or turno.operador != operador:
        raise NoEncontrado("No tiene asignado un registro con ese folio.")
    hecho = Revisado(iso(ahora), operador, dictamen)

    def once(actual: Apoyo) -> Hecho | None:
        previo = verdict_in_force(actual.hechos)
        if previo is None:
            return hecho
        if (previo.operador, previo.dictamen) != (operador, dictamen):
            raise YaDictaminado("El registro ya tiene un dictamen distinto.")
        return None

    try:
        apoyo = append_fact(folio, once, ahora, con=lambda tx: _close(tx, turno, ahora))
    except Contienda:
        raise Ocupado("El registro se está actualizando; intente de nuevo en unos segundos.") from None
    return {"folio": folio, "clase": apoyo.clase, "motivo": classify(apoyo.hechos).motivo}


def _close(tx: TransactWrite, turno: Turno, ahora: datetime) -> None:
    """The record leaves its operator's queue; both conditions make a second verdict impossible."""
    tx.update(
        turno,
        actions=[Turno.cola.remove(), Turno.pendiente.remove(), Turno.revisado.set(iso(ahora))],
        condition=Turno.revisado.does_not_exist() & (Turno.operador == turno.operador),
    )
    take_off(tx, turno.proceso, turno.operador, 1)
    count_reviewed(tx, turno.proceso, turno.operador, dia_centro(ahora))


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
