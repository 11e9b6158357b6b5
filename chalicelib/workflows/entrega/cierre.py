"""One step of a comparison or a delivery, as its message asks, and the end of a delivery: last tables, manifest,
signature (15.2 F).
"""

from contextlib import ExitStack
from dataclasses import asdict
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.update import Action

from chalicelib.base.registro import log
from chalicelib.documents.entrega.archivos import Escritor
from chalicelib.rules.entrega.manifiesto import (
    ArchivoDeEntrega,
    Base,
    CifrasDeEntrega,
    delivery_manifest,
)
from chalicelib.rules.entrega.tablas import TablaDeEntrega
from chalicelib.rules.evidencia.hojas import Especie, document_entry
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.base.transacciones import lost_a_race, transaction
from chalicelib.store.correos.salidas import owe
from chalicelib.store.entrega import entregas
from chalicelib.store.entrega.deposito_entregas import (
    delivery_file_key,
    put_document,
    remove_others,
    signature_key,
)
from chalicelib.store.entrega.entregas import Conciliacion, Entrega, Parte
from chalicelib.store.evidencia.hojas import read_tree_state
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.entrega import conciliacion
from chalicelib.workflows.entrega.elaboracion import (
    LimitesDeEntrega,
    Reloj,
    is_complete,
    make_part,
    seal_tables,
)
from chalicelib.workflows.entrega.imagenes import have_all_images, make_images_part
from chalicelib.workflows.entrega.umbrales import aspirante_rows, unit_rows
from chalicelib.workflows.evidencia.firma import Firmante, signed_text
from chalicelib.workflows.evidencia.hoja_debida import owed_leaf

MARGEN = timedelta(minutes=2)
"""Time between the cut of a delivery and its first step. After it, the index of records has every record received
before the cut.
"""
OTRA_LLAVE = "La llave pública del OPL se reemplazó después de ordenar la entrega: ordénela de nuevo."
NO_CIERRA = "Los registros leídos no dan las cifras conciliadas: concilie de nuevo y ordene otra entrega."


class EntregaDesconocida(LookupError):
    """The message names work that is not stored: it goes to the dead-letter queue."""


class AunNoProcede(RuntimeError):
    """The step is not due yet: the message is retried later."""


def attend_step(
    proceso: str,
    cual: str,
    paso: int,
    reloj: Reloj,
    firmante: Firmante,
    medidas: LimitesDeEntrega | None = None,
) -> None:
    """Do one step of a comparison or a delivery. A step that was done before is not done again.

    Raises `TrabajoDesconocido`, `Espera`, or what AWS raises.
    """
    trabajo = _find(proceso, cual)
    if trabajo.estado != entregas.EN_CURSO or int(trabajo.paso) != paso:
        return
    try:
        if isinstance(trabajo, Conciliacion):
            conciliacion.compare_next(trabajo, reloj())
        else:
            _deliver(trabajo, reloj, firmante, medidas)
    except TransactWriteError as error:
        if not lost_a_race(error) or _is_at(proceso, cual, paso):
            raise
        log.info("paso hecho por otra corrida", extra={"proceso": proceso, "trabajo": cual, "paso": paso})


def _is_at(proceso: str, cual: str, paso: int) -> bool:
    """Whether the work is still at that step after a refused transaction. If so, another condition failed, and the
    message must be retried."""
    trabajo = _find(proceso, cual)
    return trabajo.estado == entregas.EN_CURSO and int(trabajo.paso) == paso


def _find(proceso: str, cual: str) -> Conciliacion | Entrega:
    hallado: Conciliacion | Entrega | None = entregas.find_conciliacion(proceso, cual)
    if cual.startswith("entrega#"):
        hallado = entregas.find_entrega(proceso, int(cual.rpartition("#")[2]))
    if hallado is None:
        raise EntregaDesconocida(cual)
    return hallado


def _deliver(e: Entrega, reloj: Reloj, firmante: Firmante, medidas: LimitesDeEntrega | None) -> None:
    if reloj() < instante(e.corte) + MARGEN:
        raise AunNoProcede(e.entrega)
    if Proceso.get(e.proceso, consistent_read=True).huella_opl != e.huella:
        _cancel(e, OTRA_LLAVE)
    elif not is_complete(e):
        make_part(e, reloj, medidas)
    elif dict(CifrasDeEntrega.from_json(e.cifras).totales) != e.clases:
        _cancel(e, NO_CIERRA)
    elif not have_all_images(e):
        make_images_part(e, reloj, medidas)
    else:
        _finish(e, reloj(), firmante)


def _cancel(e: Entrega, causa: str) -> None:
    """Cancel a delivery and delete its files, which no manifest names."""
    igual = (Entrega.paso == int(e.paso)) & (Entrega.estado == entregas.EN_CURSO)
    acciones: list[Action] = [Entrega.estado.set(entregas.CANCELADA), Entrega.causa.set(causa)]
    if not write_unless_refused(lambda: e.update(actions=acciones, condition=igual)):
        return
    remove_others(e.proceso, int(e.numero), set())
    log.error("entrega cancelada", extra={"entrega": e.entrega})


def _finish(e: Entrega, ahora: datetime, firmante: Firmante) -> None:
    """Store the last tables, the manifest and the signature. The delivery becomes ready in one transaction, on
    condition that the OPL's key did not change."""
    cifras = CifrasDeEntrega.from_json(e.cifras)
    finales = _last_tables(e, cifras)
    partes = [
        ArchivoDeEntrega.from_json(a)
        for p in entregas.delivery_parts(e.proceso, int(e.numero))
        for a in p.archivos
    ]
    crudo = delivery_manifest(_base(e), cifras, [*partes, *finales])
    digesto, numero = sha256(crudo).hexdigest(), int(e.numero)
    entrada = document_entry(Especie.ENTREGA, crudo)
    firma = signed_text(entrada.decode(), firmante)
    manifiesto = delivery_file_key(e.proceso, numero, digesto)
    llaves = (manifiesto, signature_key(manifiesto))
    put_document(llaves[0], crudo, "application/json")
    put_document(llaves[1], firma.encode(), "text/plain; charset=utf-8")
    hoja = owed_leaf(f"entrega#{e.entrega}", entrada.decode(), ahora)
    with transaction() as tx:
        tx.condition_check(Proceso, e.proceso, condition=Proceso.huella_opl == e.huella)
        entregas.advance_step(tx, e, estado=entregas.LISTA, digesto=digesto, lista_en=iso(ahora))
        owe(tx, hoja)
        tx.save(
            Parte(
                proceso=e.proceso,
                cual=entregas.delivery_part_key(numero, int(e.paso)),
                archivos=[asdict(a) for a in finales],
            )
        )
    salidas.send_owed([hoja])
    quedan = {delivery_file_key(e.proceso, numero, a.sellado.sha256) for a in (*partes, *finales)} | set(
        llaves
    )
    remove_others(e.proceso, numero, quedan)
    log.info("entrega lista", extra={"entrega": e.entrega, "registros": int(e.registros)})


def _base(e: Entrega) -> Base:
    return Base(
        proceso=e.proceso,
        opl=e.opl,
        entrega=e.entrega,
        numero=int(e.numero),
        corte=e.corte,
        llave=e.huella,
        motivo=e.motivo,
        anterior=e.anterior,
        punto=read_tree_state().punto,
        imagenes=e.imagenes or "",
    )


def _last_tables(e: Entrega, cifras: CifrasDeEntrega) -> list[ArchivoDeEntrega]:
    with TemporaryDirectory() as carpeta:
        escritores = {
            t: Escritor(Path(carpeta), t) for t in (TablaDeEntrega.ASPIRANTES, TablaDeEntrega.UMBRALES)
        }
        with ExitStack() as abiertos:
            for escritor in escritores.values():
                abiertos.enter_context(escritor)
            for fila in aspirante_rows(e.proceso, cifras):
                escritores[TablaDeEntrega.ASPIRANTES].add(fila)
            for fila in unit_rows(e.proceso):
                escritores[TablaDeEntrega.UMBRALES].add(fila)
        return seal_tables(e, escritores, 1)
