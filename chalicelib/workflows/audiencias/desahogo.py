"""The desk of a hearing: the next record of an official, the verdict, and its withdrawal (Protocolo 14.4).

One transaction writes the fact `Revisado(AUDIENCIA)` with its consequences, the turn, the hearing's record and figures.
"""

from datetime import datetime, timedelta
from typing import Any

from pynamodb.transactions import TransactWrite

from chalicelib.base import config
from chalicelib.base.registro import describe_error, log
from chalicelib.problemas import NoEncontrado, PlazoVencido
from chalicelib.problemas.audiencias import SoporteSinRevisar
from chalicelib.problemas.mesa import DictamenNoAdmitido, ExpedienteIlegible, YaDictaminado
from chalicelib.rules.apoyos.catalogo import MESA, PAPEL
from chalicelib.rules.apoyos.dictamen import Dictamen, DictamenInvalido, check_dictamen
from chalicelib.rules.apoyos.folio import is_paper
from chalicelib.rules.apoyos.historia import Deshecho, Etapa, Hecho, Revisado, verdict_in_force
from chalicelib.rules.audiencias import ActoAudiencia, EstadoAudiencia
from chalicelib.rules.base.permisos import Principal, reaches_process
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyo
from chalicelib.store.audiencias import audiencias, citados
from chalicelib.store.audiencias.audiencias import Audiencia, find_audiencia
from chalicelib.store.audiencias.citados import Citado, find_citado
from chalicelib.store.base import objetos
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.correos.salidas import Salida
from chalicelib.store.mesa.turnos import Turno, get_turn, read_turns
from chalicelib.store.papel.soportes import with_scan
from chalicelib.vault.errores import Invalido
from chalicelib.workflows.apoyos.hechos import append_fact
from chalicelib.workflows.audiencias.audiencia import admit_act, describe_verdict, reviewer_of, unraced
from chalicelib.workflows.audiencias.desplazados import owe_displaced
from chalicelib.workflows.audiencias.hoja import build_hearing_sheet
from chalicelib.workflows.audiencias.inicio import hearing_queue
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.mesa.dictamen import same_words
from chalicelib.workflows.mesa.escritorio import admit_verdict
from chalicelib.workflows.procesos.procesos import list_processes

REVISADO, NO_OBRA = "revisado", "no_obra"
SE_MIRAN = 50
"""Waiting records tried until one can be opened."""
SE_VEN = 200
"""Hearings of the process, newest first, among which an official's own are looked for."""


def list_own_hearings(principal: Principal) -> dict[str, Any]:
    """Hearings in course in which the official reviews."""
    procesos = [principal.proceso] if principal.proceso else [p.proceso for p in list_processes(principal)]
    filas = [a for p in procesos for a in audiencias.hearings_of_process(p, "", SE_VEN)]
    quien = reviewer_of(principal)
    suyas = [a for a in filas if a.estado == EstadoAudiencia.EN_DESAHOGO and quien in a.funcionarios]
    return {"elementos": [{"audiencia": a.audiencia, "fecha": a.fecha} for a in suyas]}


def next_hearing_record(principal: Principal, audiencia: str) -> dict[str, Any] | None:
    """The official's oldest waiting record, as `build_hearing_sheet` shows it; None when there is none.

    Raises `NoEncontrado`, also for an account that does not review in the hearing, and `AudienciaNoAdmite`.
    """
    a = _own(principal, audiencia)
    for llave in Turno.por_cola.query(hearing_queue(a, reviewer_of(principal)), limit=SE_MIRAN, page_size=5):
        turno, apoyo = get_turn(llave.folio, a.etapa), get_apoyo(llave.folio)
        if turno is not None and turno.revisado is None and apoyo is not None:
            try:
                return build_hearing_sheet(a, apoyo)
            except (Invalido, objetos.NoExiste) as error:  # skipped, to go on with the others
                log.error("expediente ilegible", extra={"folio": apoyo.folio, **describe_error(error)})
    return None


def list_hearing_queue(principal: Principal, audiencia: str, cuantos: int) -> list[str]:
    """Folios of the official's waiting records in the hearing, oldest first. Raises as `next_hearing_record`."""
    a = _own(principal, audiencia)
    cola = hearing_queue(a, reviewer_of(principal))
    en_cola = list(Turno.por_cola.query(cola, limit=cuantos, page_size=cuantos))
    vivos = read_turns([(t.folio, t.etapa) for t in en_cola])  # the index may lag behind a verdict
    return [str(t.folio) for t in sorted(vivos, key=lambda t: str(t.orden)) if t.cola == cola]


def show_hearing_record(principal: Principal, audiencia: str, folio: str) -> dict[str, Any]:
    """The sheet of one of the official's waiting records, so that the page can load it ahead.

    Raises `NoEncontrado`, `AudienciaNoAdmite`, `YaDictaminado`, `ExpedienteIlegible`.
    """
    a = _own(principal, audiencia)
    _, turno = _held(principal, a, folio)
    apoyo = get_apoyo(folio)
    if apoyo is None:
        raise NoEncontrado
    if turno.revisado is not None:
        raise YaDictaminado("Ya dictaminó este registro.")
    try:
        return build_hearing_sheet(a, apoyo)
    except (Invalido, objetos.NoExiste) as error:
        log.error("expediente ilegible", extra={"folio": folio, **describe_error(error)})
        raise ExpedienteIlegible(
            "El expediente de este registro no abre: repórtelo como incidencia."
        ) from None


def give_hearing_verdict(
    principal: Principal,
    audiencia: str,
    folio: str,
    inciso: str | None,
    opcion: str,
    detalle: str,
    soporte: str | None,
    ahora: datetime,
    *,
    considerado: bool = False,
) -> dict[str, Any]:
    """Confirm the inconsistency (with that inciso or another) or reverse it (None). Idempotent.

    `soporte`: of a record on paper, `revisado` or `no_obra`; `considerado`: as `Dictamen` has it. Raises
    `NoEncontrado`, `AudienciaNoAdmite`, `DictamenNoAdmitido`, `SoporteSinRevisar`, `YaDictaminado`, `Ocupado`.
    """
    a = _own(principal, audiencia)
    papel = _is_paper(folio)
    dicho = Dictamen(inciso, opcion, detalle, PAPEL if papel else MESA, considerado=considerado)
    dictamen = _admitted(a, dicho, ahora)
    _held(principal, a, folio)
    _check_support(papel, folio, dictamen, soporte)
    hecho = Revisado(iso(ahora), reviewer_of(principal), dictamen, Etapa.AUDIENCIA)
    queda = describe_verdict([hecho])

    def once(apoyo: Apoyo) -> Hecho | None:
        _, turno = _held(principal, a, folio)
        if turno.revisado is None:
            return hecho
        previo = verdict_in_force(apoyo.hechos)
        mismo = previo is not None and previo.operador == reviewer_of(principal)
        if previo is None or not (mismo and same_words(previo.dictamen, dictamen)):
            raise YaDictaminado("El registro ya tiene un dictamen distinto en la audiencia.")
        return None

    def close(tx: TransactWrite) -> None:
        admit_act(_own(principal, audiencia), ActoAudiencia.DICTAMINAR)
        citado, turno = _held(principal, a, folio)
        citados.close_record(tx, citado, turno, ahora, despues=queda, soporte=soporte)
        debe[:] = owe_displaced(tx, a, folio, hecho, ahora)

    debe: list[Salida] = []
    apoyo = unraced(lambda: append_fact(folio, once, ahora, con=close))
    salidas.send_owed(debe)
    return _answer(a, apoyo)


def take_back_hearing_verdict(
    principal: Principal, audiencia: str, folio: str, ahora: datetime
) -> dict[str, Any]:
    """Withdraw one's own verdict, within the Mesa's time limit; the record waits again. Idempotent.

    Raises `NoEncontrado`, `AudienciaNoAdmite`, `PlazoVencido`, `YaDictaminado` once another verdict came, `Ocupado`.
    """
    a = _own(principal, audiencia)
    _held(principal, a, folio)

    deshecho = Deshecho(iso(ahora), reviewer_of(principal))

    def once(apoyo: Apoyo) -> Hecho | None:
        _, turno = _held(principal, a, folio)
        if turno.revisado is None:
            return None
        previo = verdict_in_force(apoyo.hechos)
        if previo is None or (previo.operador, previo.etapa) != (reviewer_of(principal), Etapa.AUDIENCIA):
            raise YaDictaminado("El registro tiene un dictamen posterior.")
        if ahora > instante(turno.revisado) + timedelta(minutes=config.MINUTOS_PARA_DESHACER):
            raise PlazoVencido("Pasó el tiempo para deshacer el dictamen.")
        return deshecho

    def reopen(tx: TransactWrite) -> None:
        admit_act(_own(principal, audiencia), ActoAudiencia.DICTAMINAR)
        citado, turno = _held(principal, a, folio)
        citados.reopen_record(tx, citado, turno, hearing_queue(a, reviewer_of(principal)))
        debe[:] = owe_displaced(tx, a, folio, deshecho, ahora)

    debe: list[Salida] = []
    apoyo = unraced(lambda: append_fact(folio, once, ahora, con=reopen))
    salidas.send_owed(debe)
    return _answer(a, apoyo)


def _own(principal: Principal, audiencia: str) -> Audiencia:
    """The hearing, if it is in course and the official reviews in it."""
    a = find_audiencia(audiencia)
    if (
        a is None
        or not reaches_process(principal, a.proceso, a.opl)
        or reviewer_of(principal) not in a.funcionarios
    ):
        raise NoEncontrado
    admit_act(a, ActoAudiencia.DICTAMINAR)
    return a


def _held(principal: Principal, a: Audiencia, folio: str) -> tuple[Citado, Turno]:
    """The official's record in the hearing, by a consistent read."""
    citado, turno = find_citado(a.audiencia, folio), get_turn(folio, a.etapa)
    if citado is None or turno is None or turno.operador != reviewer_of(principal):
        raise NoEncontrado
    return citado, turno


def _is_paper(folio: str) -> bool:
    partes = folio.split("-")
    return len(partes) > 1 and is_paper(partes[1])


def _admitted(a: Audiencia, dictamen: Dictamen, ahora: datetime) -> Dictamen:
    """The verdict, checked against the catalogue in force, as at the Mesa (14.4). Raises `DictamenNoAdmitido`."""
    if dictamen.catalogo == MESA:
        return admit_verdict(dictamen, a.proceso, ahora)
    try:
        return check_dictamen(dictamen)
    except DictamenInvalido as error:
        raise DictamenNoAdmitido(str(error), campo=error.campo) from None


def _check_support(papel: bool, folio: str, dictamen: Dictamen, soporte: str | None) -> None:
    """Check what the verdict says of a paper record's document: examined or missing; without it nothing is reversed.

    Raises `SoporteSinRevisar` (14.4).
    """
    if not papel:
        if soporte is not None:
            raise SoporteSinRevisar("Solo los registros captados en papel tienen soporte documental.")
        return
    obra = bool(with_scan([folio]))
    if soporte != (REVISADO if obra else NO_OBRA):
        raise SoporteSinRevisar(
            "El soporte documental obra en el sistema: revíselo e indíquelo."
            if obra
            else "El soporte documental no obra en el sistema: indíquelo, o adjúntelo antes."
        )
    if dictamen.valido and not obra:
        raise SoporteSinRevisar("Sin soporte documental no se revierte la inconsistencia: adjúntelo antes.")


def _answer(a: Audiencia, apoyo: Apoyo) -> dict[str, Any]:
    return {
        "audiencia": a.audiencia,
        "folio": apoyo.folio,
        "clase": apoyo.clase,
        **describe_verdict(apoyo.hechos),
    }
