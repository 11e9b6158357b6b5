"""Agreement between the Mesa's operators, and a supervisor's decision of disagreements (Protocolo 13.4, 13.6, 13.7)."""

from collections import Counter
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from pynamodb.transactions import TransactWrite

from chalicelib.problemas import Conflicto, CuerpoInvalido, NoEncontrado, Ocupado
from chalicelib.rules.apoyos.historia import Etapa, Hecho, Revisado, verdict_in_force
from chalicelib.rules.mesa.calidad import Acuerdo, CausaDesacuerdo, Par, Prevalece, agreement, by_category
from chalicelib.rules.mesa.muestra import seed_fingerprint
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyo
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.cursor import CursorInvalido, Pedida, decode_cursor, encode_cursor
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import Contienda, transact_unless_refused
from chalicelib.store.mesa.totales import read_pairs, read_pending
from chalicelib.store.mesa.turnos import (
    CALIDAD,
    DESACUERDOS,
    MESA,
    Turno,
    desk_queue,
    get_turn,
    read_turns,
    turns_of,
)
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.apoyos.hechos import append_fact
from chalicelib.workflows.mesa.calidad import seed_of, verdict_of
from chalicelib.workflows.mesa.dictamen import same_words
from chalicelib.workflows.mesa.hoja import show_sheet
from chalicelib.workflows.mesa.vistos import check_seen, note_seen

REPOSO = timedelta(days=1)
"""Time after the close of reception by which the last records received have reached the Mesa."""
OTRA_ETAPA = "El registro ya pasó a otra etapa de su revisión."


def show_agreement(p: Proceso, ahora: datetime) -> dict[str, Any]:
    """Agreement of the pairs counted so far: in all, by first operator, and by inciso; and the sample's terms."""
    tablas = read_pairs(p.proceso)
    todas = sum(tablas.values(), Counter[Par]())
    semilla = seed_of(p.proceso)
    return {
        "porcentaje": int(p.muestra),
        "huella": seed_fingerprint(semilla),
        "semilla": semilla.decode() if _is_over(p.proceso, ahora) else None,
        "general": _shown(agreement(todas)),
        "por_operador": [{"operador": o, **_shown(agreement(t))} for o, t in sorted(tablas.items())],
        "por_inciso": [{"inciso": x, **_shown(a)} for x, a in by_category(todas).items()],
    }


def set_share(p: Proceso, porcentaje: int) -> dict[str, Any]:
    """Set the share of future verdicts, in percent, that gets a second review."""
    if not write_unless_refused(
        lambda: Proceso(p.proceso).update(
            actions=[Proceso.muestra.set(porcentaje)], condition=Proceso.proceso.exists()
        )
    ):
        raise NoEncontrado
    forget_copies()
    return {"proceso": p.proceso, "porcentaje": porcentaje}


def list_disagreements(proceso: str, pagina: Pedida) -> dict[str, Any]:
    """A page of the records with two different verdicts that nobody has decided. Raises `CuerpoInvalido`."""
    lista = desk_queue(proceso, DESACUERDOS)
    try:
        llave = decode_cursor(pagina.despues, cola={lista}, orden=set(), folio=set(), etapa={CALIDAD})
    except CursorInvalido:
        raise CuerpoInvalido("Use el cursor que dio la página anterior.", campo="despues") from None
    pedidos = Turno.por_cola.query(lista, limit=pagina.cuantos, last_evaluated_key=llave)
    vivos = read_turns([(t.folio, t.etapa) for t in pedidos])
    elementos = sorted((t for t in vivos if t.cola == lista), key=lambda t: str(t.orden))
    return {
        "elementos": [
            {"folio": t.folio, "primero": _verdict(t.primero), "segundo": _verdict(t.segundo)}
            for t in elementos
        ],
        "siguiente": encode_cursor(pedidos.last_evaluated_key),
    }


def show_disagreement(proceso: str, folio: str, cuenta: str) -> dict[str, Any]:
    """The sheet of a record with two different verdicts, and both verdicts (13.6).

    `cuenta`: the reader's account, which may decide once it has seen the sheet. Raises `NoEncontrado`, `Conflicto` once
    it is decided, `ExpedienteIlegible`.
    """
    turno, apoyo = get_turn(folio, CALIDAD), get_apoyo(folio)
    if turno is None or apoyo is None or turno.proceso != proceso:
        raise NoEncontrado
    if turno.cola != desk_queue(proceso, DESACUERDOS):
        raise Conflicto("El registro no espera una decisión: lea de nuevo la lista.")
    note_seen(turno, cuenta)
    return show_sheet(turno, apoyo) | {"primero": _verdict(turno.primero), "segundo": _verdict(turno.segundo)}


def settle_disagreement(
    proceso: str, folio: str, prevalece: Prevalece, causa: CausaDesacuerdo, por: str, ahora: datetime
) -> dict[str, Any]:
    """Decide which of two verdicts stands. Repeating the same decision changes nothing.

    If it is the second, it is appended to the record's history as the Mesa's verdict, by the operator who gave it.
    Raises `NoEncontrado`, `RegistroSinVer`, `Conflicto` when it was decided otherwise or a later stage has begun,
    `Ocupado`.
    """
    turno = get_turn(folio, CALIDAD)
    if turno is None or turno.proceso != proceso:
        raise NoEncontrado
    resuelto = {"prevalece": prevalece.value, "causa": causa.value}
    try:
        if turno.resuelto is None and turno.cola == desk_queue(proceso, DESACUERDOS):
            check_seen(turno, por)
            _settle(turno, {**resuelto, "por": por, "en": iso(ahora)}, ahora)
    except Contienda:
        raise Ocupado("Otros están cambiando el registro; intente de nuevo en unos segundos.") from None
    quedo = get_turn(folio, CALIDAD)
    if quedo is None or quedo.resuelto is None:
        raise NoEncontrado
    if {c: quedo.resuelto[c] for c in resuelto} != resuelto:
        raise Conflicto("El desacuerdo ya se resolvió de otro modo.")
    return {"folio": folio, **resuelto}


def _settle(turno: Turno, resuelto: dict[str, Any], ahora: datetime) -> None:
    def close(tx: TransactWrite) -> None:
        tx.update(
            Turno(turno.folio, CALIDAD),
            actions=[
                Turno.resuelto.set(resuelto),
                Turno.cola.remove(),
                Turno.firme.set(iso(ahora)),
            ],
            condition=(Turno.cola == turno.cola) & (Turno.revisado == turno.revisado),
        )

    if resuelto["prevalece"] == Prevalece.PRIMERO:
        transact_unless_refused(close)  # refused if it was decided meanwhile, or the second was withdrawn
        return
    del_primero: list[str | None] = []

    def once(apoyo: Apoyo) -> Hecho | None:
        actual = get_turn(turno.folio, CALIDAD)
        if actual is None or (actual.cola, actual.revisado) != (turno.cola, turno.revisado):
            return None
        del_primero[:] = [_still_the_mesa_s(apoyo, turno)]
        segundo = turno.segundo
        return Revisado(iso(ahora), segundo["operador"], verdict_of(segundo), Etapa.MESA)

    def both(tx: TransactWrite) -> None:
        close(tx)
        tx.update(
            Turno(turno.folio, MESA),
            actions=[Turno.firme.set(iso(ahora))],
            condition=Turno.firme == del_primero[0],
        )

    append_fact(turno.folio, once, ahora, con=both)


def _still_the_mesa_s(apoyo: Apoyo, turno: Turno) -> str | None:
    """Instant since which the first verdict is final, or None. Raises `Conflicto` if a later stage has begun."""
    turnos = {str(t.etapa): t for t in turns_of(turno.folio)}
    previo = verdict_in_force(apoyo.hechos)
    primero = turno.primero
    suyo = previo is not None and (previo.operador, previo.etapa) == (primero["operador"], Etapa.MESA)
    if previo is None or not suyo or not same_words(previo.dictamen, verdict_of(primero)):
        raise Conflicto(OTRA_ETAPA)
    if MESA not in turnos or turnos.keys() - {MESA, CALIDAD}:
        raise Conflicto(OTRA_ETAPA)
    firme: str | None = turnos[MESA].firme
    return firme


def _is_over(proceso: str, ahora: datetime) -> bool:
    """Whether the review is over: no record can reach the Mesa any more, and none waits. The seed is shown then."""
    periodos = list(Periodo.query(proceso))
    cerrado = all(ahora > q.captacion.cierre_recepcion + REPOSO for q in periodos)
    return bool(periodos) and cerrado and not read_pending(proceso)


def _shown(a: Acuerdo) -> dict[str, Any]:
    return {c: round(v, 4) if isinstance(v, float) else v for c, v in asdict(a).items()}


def _verdict(dicho: dict[str, Any]) -> dict[str, Any]:
    return {c: dicho[c] for c in ("operador", "en", "inciso", "opcion", "detalle")}
