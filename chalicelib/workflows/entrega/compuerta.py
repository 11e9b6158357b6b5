"""The gate of a process: reads what the six conditions of 15.2 depend on, and judges it by the rule."""

from datetime import datetime
from typing import Any

from chalicelib.base import aws, config
from chalicelib.rules.apoyos.clases import NOMBRES
from chalicelib.rules.audiencias import CERRADAS, EstadoAudiencia
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.entrega.compuerta import (
    AvisoDeConclusion,
    Condicion,
    FinDePeriodo,
    ResultadoDeConciliacion,
    SituacionDelProceso,
    gate_open,
    judge_gate,
)
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.audiencias.audiencias import hearings_of_process
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.conteo.contadores import read_totals
from chalicelib.store.entrega import entregas
from chalicelib.store.mesa.operadores import operators_of
from chalicelib.store.mesa.totales import read_pending
from chalicelib.store.mesa.turnos import CALIDAD, DESACUERDOS, SEGUNDAS, Turno, desk_queue
from chalicelib.store.papel.lotes import ABIERTO, lotes_of
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.procesos.procesos import reachable_process

POR_PAGINA = 100


def show_gate(principal: Principal, proceso: str, ahora: datetime) -> dict[str, Any]:
    """The gate of a process that the principal may see. Raises `NoEncontrado`."""
    p = reachable_process(principal, proceso, fresh=True)
    condiciones = judge_gate(read_situation(p), ahora)
    return {
        "proceso": proceso,
        "puede_ordenarse": gate_open(condiciones),
        "condiciones": [condition_fields(c) for c in condiciones],
    }


def read_situation(p: Proceso) -> SituacionDelProceso:
    """Present situation of a process, which the gate judges."""
    proceso = str(p.proceso)
    conclusion, listas = entregas.find_conclusion(proceso), entregas.deliveries_of(proceso)
    lista = next((e for e in listas if e.estado == entregas.LISTA), None)
    return SituacionDelProceso(
        periodos=[
            FinDePeriodo(q.periodo, q.captacion.fin, q.activo)
            for q in Periodo.query(proceso, consistent_read=True)
        ],
        en_entrada=_waiting(proceso),
        en_mesa=sum(read_pending(proceso).values()),
        segundas=_second_looks(proceso),
        audiencias=_open_hearings(proceso),
        lotes=_open_runs(proceso),
        clases=classes_of(proceso),
        conclusion=AvisoDeConclusion(instante(conclusion.en), str(conclusion.oficio)) if conclusion else None,
        conciliacion=_last_comparison(proceso),
        llave=(p.huella_opl, instante(p.llave_opl_en)) if p.huella_opl and p.llave_opl_en else None,
        entrega=instante(lista.lista_en) if lista and lista.lista_en else None,
    )


def classes_of(proceso: str) -> dict[str, int]:
    """Class -> number of records of the process, by its stored totals."""
    totales = read_totals(f"proceso#{proceso}", "clase#")
    return {c.value: totales[f"clase#{c}"] for c in NOMBRES if totales.get(f"clase#{c}")}


def condition_fields(c: Condicion) -> dict[str, Any]:
    """A condition as the API returns it."""
    return {
        "inciso": c.inciso,
        "nombre": c.nombre,
        "cumple": c.cumple,
        "desde": iso(c.desde) if c.desde else None,
        "evidencia": c.evidencia,
        "pendientes": c.pendientes,
        "faltas": list(c.faltas),
    }


def _last_comparison(proceso: str) -> ResultadoDeConciliacion | None:
    """Result of the last comparison that ended; one that is still running does not count."""
    c = entregas.last_conciliacion(proceso)
    if c is None or c.estado != entregas.LISTA:
        return None
    i = c.informe
    return ResultadoDeConciliacion(
        instante(c.pedida_en),
        i["clases"],
        i["sin_verificar"],
        i["otro_corte"],
        i["difieren"],
        i["desacuerdos"],
        i["ajenos"],
    )


def _waiting(proceso: str) -> int:
    """Number of uploads of the process still in the intake bucket. An object stays there until its record is stored."""
    paginas = (
        aws.client("s3")
        .get_paginator("list_objects_v2")
        .paginate(Bucket=config.DEPOSITO_ENTRADA, Prefix=f"{proceso}/")
    )
    return sum(len(p.get("Contents", [])) for p in paginas)


def _second_looks(proceso: str) -> int:
    """Number of second looks that wait, assigned or not, and of disagreements not yet resolved."""
    colas = [SEGUNDAS, DESACUERDOS, *(str(o.operador) for o in operators_of(proceso))]
    esperan = (t for c in colas for t in Turno.por_cola.query(desk_queue(proceso, c)))
    return sum(t.etapa == CALIDAD for t in esperan)


def _open_hearings(proceso: str) -> int:
    abiertas, despues = 0, ""
    while pagina := hearings_of_process(proceso, despues, POR_PAGINA):
        abiertas += sum(EstadoAudiencia(a.estado) not in CERRADAS for a in pagina)
        despues = str(pagina[-1].orden)
    return abiertas


def _open_runs(proceso: str) -> int:
    return sum(
        lote.estado == ABIERTO
        for a in Aspirante.por_proceso.query(proceso)
        for lote in _runs(str(a.aspirante))
    )


def _runs(aspirante: str) -> list[Any]:
    lotes: list[Any] = []
    while pagina := lotes_of(aspirante, str(lotes[-1].lote) if lotes else "", POR_PAGINA):
        lotes += pagina
    return lotes
