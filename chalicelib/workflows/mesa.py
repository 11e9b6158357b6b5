"""The Mesa de Control: what an operator sees of a record, and the verdict (Protocolo 13)."""

from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pynamodb.transactions import TransactWrite

from chalicelib.bitacora import log, where
from chalicelib.problemas import DictamenNoAdmitido, NoEncontrado, Ocupado, YaDictaminado
from chalicelib.rules.clases import classify
from chalicelib.rules.dictamen import Dictamen, DictamenInvalido, check_dictamen
from chalicelib.rules.historia import Hecho, Revisado
from chalicelib.store import objetos
from chalicelib.store.apoyos import Apoyo, get_apoyo
from chalicelib.store.base import iso
from chalicelib.store.mesa import Operador, Turno, cola
from chalicelib.store.transacciones import Contienda
from chalicelib.store.vistas import find_vista
from chalicelib.vault.errores import Invalido
from chalicelib.workflows.asignacion import hand_out_waiting
from chalicelib.workflows.expedientes import open_expediente
from chalicelib.workflows.hallazgos import show_findings
from chalicelib.workflows.hechos import append_fact

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
        turno = Turno.get(folio, consistent_read=True)  # the index may lag behind a verdict
        apoyo = get_apoyo(folio)
        if turno.cola == cola(proceso, operador) and apoyo is not None:
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
    turno = next(iter(Turno.batch_get([folio], consistent_read=True)), None)
    if turno is None or turno.proceso != proceso or turno.operador != operador:
        raise NoEncontrado("No tiene asignado un registro con ese folio.")
    hecho = Revisado(iso(ahora), operador, dictamen)

    def once(actual: Apoyo) -> Hecho | None:
        previo = next((h for h in reversed(actual.hechos) if isinstance(h, Revisado)), None)
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
        actions=[Turno.cola.remove(), Turno.revisado.set(iso(ahora))],
        condition=Turno.revisado.does_not_exist() & (Turno.operador == turno.operador),
    )
    tx.update(Operador(turno.proceso, turno.operador), actions=[Operador.carga.add(-1)])


def _sheet(turno: Turno, apoyo: Apoyo) -> dict[str, Any]:
    """What the operator sees side by side: the four images, the data captured, and what of them to look at (13.6).

    A record whose images nobody measured yet is shown all the same.
    """
    expediente = open_expediente(apoyo)
    credencial = expediente.registro.credencial
    vista = find_vista(apoyo.folio)
    leido = {c: v for c in credencial.__struct_fields__ if (v := getattr(credencial, c)) is not None}
    return {
        "folio": apoyo.folio,
        "modo": apoyo.modo,
        "llegada": turno.llegada,
        "capturado_en": apoyo.capturado_en,
        "credencial": leido,
        "hallazgos": show_findings(
            leido, expediente.registro.capturado(), apoyo.hechos, vista.todos if vista else ()
        ),
        "vista": "lista" if vista else "pendiente",
        "imagenes": {nombre: b64encode(datos).decode() for nombre, datos in expediente.imagenes.items()},
    }
