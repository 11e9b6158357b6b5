"""Comparison of figures as a job with a stored report (Protocolo 15.2 C, D): one aspirante a step.

Every record is counted again and compared with the totals. Its class is compared with the class that its history gives.
The record is compared with its seal, its turn at the Mesa, its counted state and the supports of its person. If more
records were counted than are listed, the report names the missing ones. Memory of a step: one page of records and the
totals of one aspirante.
"""

import json
from collections import Counter
from datetime import datetime
from typing import Any

from chalicelib.rules.apoyos.clases import classify
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.conteo import Clave, Contable, totals_of_record
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.conteo.contadores import totals_of
from chalicelib.store.conteo.contados import Contado
from chalicelib.store.conteo.corriente import Imagen, images_of
from chalicelib.store.correos.salidas import owe
from chalicelib.store.entrega import entregas
from chalicelib.store.entrega.entregas import Conciliacion
from chalicelib.store.mesa.turnos import get_turns
from chalicelib.store.padron.registro_cortes import cut_in_force
from chalicelib.workflows.conteo.colindantes import lost_records, miscounted, misjudged
from chalicelib.workflows.conteo.conciliacion import DEL_ASPIRANTE
from chalicelib.workflows.conteo.cotejo import read_record, seal_or_turn_fault
from chalicelib.workflows.conteo.totales import read_countable_state, read_last_verification
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.procesos.procesos import reachable_process

EJEMPLOS = 50
"""Most faults that the report names. The others are only counted."""
VACIO: dict[str, Any] = {
    "clases": {},
    "proceso": {},
    "sin_verificar": 0,
    "otro_corte": 0,
    "difieren": 0,
    "desacuerdos": 0,
    "ajenos": 0,
    "ejemplos": [],
}


def order_comparison(principal: Principal, proceso: str, ahora: datetime) -> dict[str, Any]:
    """Order a comparison of figures, or return the one that is still running. Raises `NoEncontrado`."""
    reachable_process(principal, proceso, fresh=True)
    previa = entregas.last_conciliacion(proceso)
    if previa is not None and previa.estado == entregas.EN_CURSO:
        return comparison_fields(previa)
    nueva = Conciliacion(
        proceso=proceso,
        cual=entregas.conciliation_key(ahora),
        pedida_en=iso(ahora),
        cuenta=principal.cuenta,
        corte_padron=cut_in_force(),
        informe=VACIO,
    )
    primera = entregas.step_of(nueva, ahora)
    with transaction() as tx:
        tx.save(nueva, condition=Conciliacion.proceso.does_not_exist())
        owe(tx, primera)
    salidas.send_owed([primera])
    return comparison_fields(nueva)


def show_last_comparison(principal: Principal, proceso: str) -> dict[str, Any] | None:
    """The newest comparison, whatever its state. Raises `NoEncontrado`."""
    reachable_process(principal, proceso)
    c = entregas.last_conciliacion(proceso)
    return comparison_fields(c) if c else None


def comparison_fields(c: Conciliacion) -> dict[str, Any]:
    """The comparison with its report, as the API returns it."""
    i = c.informe
    return {
        "proceso": c.proceso,
        "estado": c.estado,
        "pedida_en": c.pedida_en,
        "terminada_en": c.terminada_en,
        "registros": sum(i["clases"].values()),
        "clases": i["clases"],
        **{c: i[c] for c in ("sin_verificar", "otro_corte", "difieren", "desacuerdos", "ajenos", "ejemplos")},
    }


def compare_next(c: Conciliacion, ahora: datetime) -> None:
    """Do the next step of a comparison: one aspirante, or in the last step the totals of the process. Raises what AWS
    raises."""
    pendientes = sorted(a.aspirante for a in Aspirante.por_proceso.query(c.proceso) if a.aspirante > c.cursor)
    informe = json.loads(json.dumps(c.informe))
    if not pendientes:
        _compare(informe, totals_of([f"proceso#{c.proceso}"]), _of_process(c, informe))
        with transaction() as tx:
            entregas.advance_step(tx, c, informe=informe, estado=entregas.LISTA, terminada_en=iso(ahora))
        return
    count_aspirante(informe, str(c.proceso), pendientes[0], str(c.corte_padron))
    siguiente = entregas.step_of(c, ahora, int(c.paso) + 1)
    with transaction() as tx:
        entregas.advance_step(tx, c, informe=informe, cursor=pendientes[0])
        owe(tx, siguiente)
    salidas.send_owed([siguiente])


def count_aspirante(informe: dict[str, Any], proceso: str, aspirante: str, corte: str) -> None:
    """Count an aspirante's records into the report, and compare the result with that aspirante's totals."""
    recuento = Counter[Clave]()
    for pagina in images_of(aspirante):
        leidos = [(i, *r) for i in pagina if (r := _read(informe, i)) is not None]
        for imagen, estado, _ in leidos:
            recuento.update(totals_of_record(estado))
            _verification(informe, imagen, corte)
        _name_faults(informe, [a for _, _, a in leidos], [e for _, e, _ in leidos])
    dicen = totals_of(f"{de}#{aspirante}" for de in DEL_ASPIRANTE)
    recibidos = (f"aspirante#{aspirante}", "recibidos")
    if dicen[recibidos] > recuento[recibidos]:
        for folio, falta in lost_records(Contado.aspirante == aspirante):
            _tell(informe, folio, falta)
    _compare(informe, dicen, _but(recuento, proceso))
    del_proceso = Counter(informe["proceso"])
    del_proceso.update({clave: n for (de, clave), n in recuento.items() if de == f"proceso#{proceso}"})
    informe["proceso"] = dict(del_proceso)


def _read(informe: dict[str, Any], imagen: Imagen) -> tuple[Contable, Apoyo] | None:
    """The countable state of a record, and the record, whose class by its history is counted in the report. Items that
    are no record give None and are reported."""
    try:
        estado, apoyo = read_countable_state(imagen), read_record(imagen)
        clase = classify(apoyo.hechos).clase.value
    except (LookupError, TypeError, ValueError):
        informe["ajenos"] += 1
        _tell(informe, str(imagen["folio"]["S"]), "no es un registro")
        return None
    informe["clases"][clase] = informe["clases"].get(clase, 0) + 1
    return estado, apoyo


def _verification(informe: dict[str, Any], imagen: Imagen, corte: str) -> None:
    """Report a record that was not looked up in the padrón, or was looked up in another cut (15.2 C)."""
    verificado, folio = read_last_verification(imagen), str(imagen["folio"]["S"])
    if verificado is None:
        informe["sin_verificar"] += 1
        _tell(informe, folio, "sin verificación registral")
    elif verificado.corte != corte:
        informe["otro_corte"] += 1
        _tell(informe, folio, f"verificado con el corte {verificado.corte or '(ninguno)'}")


def _name_faults(informe: dict[str, Any], apoyos: list[Apoyo], estados: list[Contable]) -> None:
    """Report the records of a page that disagree with their history or with the data kept about them elsewhere.

    A record is reported once, by the fault that explains its other faults.
    """
    juzgados = {t.folio for t in get_turns([a.folio for a in apoyos]) if t.revisado is not None}
    al_lado = misjudged(apoyos) | miscounted(estados)
    for apoyo in apoyos:
        clase = classify(apoyo.hechos).clase.value
        falta = (
            f"guarda {apoyo.clase} y de su historia resulta {clase}"
            if clase != apoyo.clase
            else seal_or_turn_fault(apoyo, juzgado=apoyo.folio in juzgados) or al_lado.get(apoyo.folio, "")
        )
        if falta:
            informe["desacuerdos"] += 1
            _tell(informe, apoyo.folio, falta)


def _compare(informe: dict[str, Any], dicen: Counter[Clave], recuento: Counter[Clave]) -> None:
    for clave in sorted(dicen.keys() | recuento.keys()):
        if dicen[clave] != recuento[clave]:
            informe["difieren"] += 1
            _tell(informe, " ".join(clave), f"dice {dicen[clave]} y son {recuento[clave]}")


def _of_process(c: Conciliacion, informe: dict[str, Any]) -> Counter[Clave]:
    return Counter({(f"proceso#{c.proceso}", clave): n for clave, n in informe["proceso"].items()})


def _but(recuento: Counter[Clave], proceso: str) -> Counter[Clave]:
    """The recount without the totals of the process, which are complete only in the last step."""
    return Counter({k: n for k, n in recuento.items() if k[0] != f"proceso#{proceso}"})


def _tell(informe: dict[str, Any], que: str, falta: str) -> None:
    if len(informe["ejemplos"]) < EJEMPLOS:
        informe["ejemplos"].append({"que": que, "falta": falta})
