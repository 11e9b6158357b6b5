"""The Mesa de Control: who reviews which record, what they see, and their verdict (Protocolo 13)."""

from base64 import b64encode
from datetime import datetime
from typing import Any

from pynamodb.transactions import TransactWrite

from chalicelib import aws
from chalicelib.bitacora import log, where
from chalicelib.problemas import DictamenNoAdmitido, NoEncontrado, Ocupado, YaDictaminado
from chalicelib.rules.asignacion import balance
from chalicelib.rules.clases import classify
from chalicelib.rules.dictamen import Dictamen, DictamenInvalido, check_dictamen
from chalicelib.rules.historia import Hecho, Revisado
from chalicelib.store import objetos, procesos
from chalicelib.store.apoyos import Apoyo, get_apoyo
from chalicelib.store.base import iso
from chalicelib.store.mesa import SIN_ASIGNAR, Operador, Turno, cola, open_loads
from chalicelib.store.transacciones import Contienda, transaction, until_unraced
from chalicelib.vault.errores import Invalido
from chalicelib.vault.expediente import Expediente, read_expediente
from chalicelib.vault.sobres import open_at_rest
from chalicelib.workflows.hechos import append_fact

SE_REPARTEN = 40  # unassigned records handed out with each batch of new ones; two items each in a transaction


def assign(proceso: str, nuevos: dict[str, str], ahora: datetime) -> None:
    """Put new records (folio -> time of reception) before the operators, balanced, each exactly once.

    Without operators on shift they wait as unassigned, and go out with the next ones. Raises `Contienda`.
    """
    until_unraced(lambda: _assign(proceso, nuevos, ahora))


def hand_out_waiting(proceso: str, ahora: datetime) -> int:
    """Hand out the unassigned records of a process; return how many were."""
    total = 0
    while (n := until_unraced(lambda: _assign(proceso, {}, ahora))) > 0:
        total += n
    return total


def next_record(proceso: str, operador: str) -> dict[str, Any] | None:
    """The oldest record that waits for the operator, with its images and data; None when there is none."""
    for llave in Turno.por_cola.query(cola(proceso, operador), limit=10, page_size=10):
        turno = Turno.get(llave.folio, consistent_read=True)  # the index may lag behind a verdict
        apoyo = get_apoyo(llave.folio)
        if turno.cola == cola(proceso, operador) and apoyo is not None:
            try:
                return _sheet(turno, apoyo)
            except (Invalido, objetos.NoExiste) as error:  # the operator's other records do not wait for it
                log.error("expediente ilegible", extra={"folio": apoyo.folio, **where(error)})
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


def _assign(proceso: str, nuevos: dict[str, str], ahora: datetime) -> int:
    conocidos = {t.folio for t in Turno.batch_get(list(nuevos), consistent_read=True)} if nuevos else set()
    turnos = [
        Turno(folio=f, proceso=proceso, orden=f"{recibido}#{f}", llegada=iso(ahora))
        for f, recibido in nuevos.items()
        if f not in conocidos
    ]
    cargas = open_loads(proceso)
    esperan = _waiting(proceso) if cargas else []
    todos = sorted([*turnos, *esperan], key=lambda t: t.orden)
    if not todos:
        return 0
    reparto = balance(cargas, [t.folio for t in todos]) if cargas else {}
    with transaction() as tx:
        for turno in todos:
            _place(tx, turno, reparto.get(turno.folio))
        for operador in sorted(set(reparto.values())):
            n = sum(o == operador for o in reparto.values())
            tx.update(Operador(proceso, operador), actions=[Operador.carga.add(n)])
    return len(reparto)


def _waiting(proceso: str) -> list[Turno]:
    llaves = [t.folio for t in Turno.por_cola.query(cola(proceso, SIN_ASIGNAR), limit=SE_REPARTEN)]
    actuales = Turno.batch_get(llaves, consistent_read=True) if llaves else []
    return [t for t in actuales if t.cola == cola(proceso, SIN_ASIGNAR)]


def _place(tx: TransactWrite, turno: Turno, operador: str | None) -> None:
    """New records ask not to exist yet; waiting ones, to wait still."""
    condicion = Turno.folio.does_not_exist() if turno.cola is None else Turno.cola == turno.cola
    turno.operador = operador
    turno.cola = cola(turno.proceso, operador or SIN_ASIGNAR)
    tx.save(turno, condition=condicion)


def _close(tx: TransactWrite, turno: Turno, ahora: datetime) -> None:
    """The record leaves its operator's queue; both conditions make a second verdict impossible."""
    tx.update(
        turno,
        actions=[Turno.cola.remove(), Turno.revisado.set(iso(ahora))],
        condition=Turno.revisado.does_not_exist() & (Turno.operador == turno.operador),
    )
    tx.update(Operador(turno.proceso, turno.operador), actions=[Operador.carga.add(-1)])


def open_expediente(apoyo: Apoyo) -> Expediente:
    """The record's expediente, decrypted: one KMS call.

    Raises the vault's errors if it was tampered with, `objetos.NoExiste` if it is gone.
    """
    sellado = objetos.read_expediente(objetos.expediente_key(apoyo.proceso, apoyo.folio, apoyo.integridad))
    contexto = {"proceso": apoyo.proceso, "aspirante": apoyo.aspirante, "folio": apoyo.folio}
    resguardo = procesos.get_proceso(apoyo.proceso).llave_resguardo
    return read_expediente(open_at_rest(aws.client("kms"), sellado, resguardo, contexto))


def _sheet(turno: Turno, apoyo: Apoyo) -> dict[str, Any]:
    """What the operator sees side by side: the four images and the data captured (13.1, 13.6)."""
    expediente = open_expediente(apoyo)
    credencial = expediente.registro.credencial
    return {
        "folio": apoyo.folio,
        "modo": apoyo.modo,
        "llegada": turno.llegada,
        "capturado_en": apoyo.capturado_en,
        "credencial": {
            c: v for c in credencial.__struct_fields__ if (v := getattr(credencial, c)) is not None
        },
        "imagenes": {nombre: b64encode(datos).decode() for nombre, datos in expediente.imagenes.items()},
    }
