"""The desk of a hearing: the next record of an official, the verdict, and its being taken back (Protocolo 14.4).

transaction {Revisado(AUDIENCIA) and what follows from it, the turn, the hearing's record, its figures}
"""

from datetime import datetime, timedelta
from typing import Any

from pynamodb.transactions import TransactWrite

from chalicelib.base import config
from chalicelib.base.registro import log, where
from chalicelib.problemas import (
    DictamenNoAdmitido,
    NoEncontrado,
    PlazoVencido,
    SoporteSinRevisar,
    YaDictaminado,
)
from chalicelib.rules.apoyos.catalogo import MESA, PAPEL
from chalicelib.rules.apoyos.dictamen import Dictamen, DictamenInvalido, check_dictamen
from chalicelib.rules.apoyos.folio import is_paper
from chalicelib.rules.apoyos.historia import Deshecho, Etapa, Hecho, Revisado, verdict_in_force
from chalicelib.rules.audiencias import Acto, Estado
from chalicelib.rules.base.permisos import Principal, reaches_process
from chalicelib.store import audiencias
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyo
from chalicelib.store.audiencias import Audiencia, Citado, find_audiencia, find_citado
from chalicelib.store.base import objetos
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.mesa.turnos import Turno, get_turn
from chalicelib.store.papel.soportes import with_scan
from chalicelib.vault.errores import Invalido
from chalicelib.workflows.apoyos.hechos import append_fact
from chalicelib.workflows.audiencias.audiencia import admit, unraced, verdict_of
from chalicelib.workflows.audiencias.hoja import sheet
from chalicelib.workflows.audiencias.inicio import queue_of
from chalicelib.workflows.base.alcance import NADA
from chalicelib.workflows.mesa.dictamen import same_words
from chalicelib.workflows.mesa.escritorio import admitted

REVISADO, NO_OBRA = "revisado", "no_obra"
SE_MIRAN = 50
"""Waiting records looked at for one that opens."""
SE_VEN = 200
"""Hearings of the process, newest first, among which an official's own are looked for."""


def own(principal: Principal) -> dict[str, Any]:
    """Hearings in course in which the official reviews."""
    filas = audiencias.of_process(principal.proceso, "", SE_VEN)
    suyas = [a for a in filas if a.estado == Estado.EN_DESAHOGO and principal.operador in a.funcionarios]
    return {"elementos": [{"audiencia": a.audiencia, "fecha": a.fecha} for a in suyas]}


def next_record(principal: Principal, audiencia: str) -> dict[str, Any] | None:
    """The official's oldest record left, as `audiencias_hoja.sheet` shows it; None when there is none.

    Raises `NoEncontrado` also for whoever does not review in it, `AudienciaNoAdmite`.
    """
    a = _own(principal, audiencia)
    for llave in Turno.por_cola.query(queue_of(a, principal.operador), limit=SE_MIRAN, page_size=5):
        turno, apoyo = get_turn(llave.folio, a.etapa), get_apoyo(llave.folio)
        if turno is not None and turno.revisado is None and apoyo is not None:
            try:
                return sheet(a, apoyo)
            except (Invalido, objetos.NoExiste) as error:  # the official's other records do not wait for it
                log.error("expediente ilegible", extra={"folio": apoyo.folio, **where(error)})
    return None


def give_verdict(
    principal: Principal,
    audiencia: str,
    folio: str,
    inciso: str | None,
    opcion: str,
    detalle: str,
    soporte: str | None,
    ahora: datetime,
) -> dict[str, Any]:
    """Confirm the inconsistency (that inciso, or another) or reverse it (None); the same again gets the same answer.

    `soporte`: of a record on paper, `revisado` or `no_obra`. Raises `NoEncontrado`, `AudienciaNoAdmite`,
    `DictamenNoAdmitido`, `SoporteSinRevisar`, `YaDictaminado`, `Ocupado`.
    """
    a = _own(principal, audiencia)
    papel = _is_paper(folio)
    dictamen = _admitted(a, Dictamen(inciso, opcion, detalle, PAPEL if papel else MESA), ahora)
    _held(principal, a, folio)
    _check_support(papel, folio, dictamen, soporte)
    hecho = Revisado(iso(ahora), principal.operador, dictamen, Etapa.AUDIENCIA)
    dicho = verdict_of([hecho])

    def once(apoyo: Apoyo) -> Hecho | None:
        _, turno = _held(principal, a, folio)
        if turno.revisado is None:
            return hecho
        previo = verdict_in_force(apoyo.hechos)
        mismo = previo is not None and previo.operador == principal.operador
        if previo is None or not (mismo and same_words(previo.dictamen, dictamen)):
            raise YaDictaminado("El registro ya tiene un dictamen distinto en la audiencia.")
        return None

    def close(tx: TransactWrite) -> None:
        admit(_own(principal, audiencia), Acto.DICTAMINAR)
        citado, turno = _held(principal, a, folio)
        audiencias.close(tx, citado, turno, ahora, despues=dicho, soporte=soporte)

    return _answer(a, unraced(lambda: append_fact(folio, once, ahora, con=close)))


def take_back(principal: Principal, audiencia: str, folio: str, ahora: datetime) -> dict[str, Any]:
    """Take back one's own verdict, as long as the Mesa allows; the record waits again. Again, it changes nothing.

    Raises `NoEncontrado`, `AudienciaNoAdmite`, `PlazoVencido`, `YaDictaminado` once another verdict came, `Ocupado`.
    """
    a = _own(principal, audiencia)
    _held(principal, a, folio)

    def once(apoyo: Apoyo) -> Hecho | None:
        _, turno = _held(principal, a, folio)
        if turno.revisado is None:
            return None
        previo = verdict_in_force(apoyo.hechos)
        if previo is None or (previo.operador, previo.etapa) != (principal.operador, Etapa.AUDIENCIA):
            raise YaDictaminado("El registro tiene un dictamen posterior.")
        if ahora > instante(turno.revisado) + timedelta(minutes=config.MINUTOS_PARA_DESHACER):
            raise PlazoVencido("Pasó el tiempo para deshacer el dictamen.")
        return Deshecho(iso(ahora), principal.operador)

    def reopen(tx: TransactWrite) -> None:
        admit(_own(principal, audiencia), Acto.DICTAMINAR)
        citado, turno = _held(principal, a, folio)
        audiencias.reopen(tx, citado, turno, queue_of(a, principal.operador))

    return _answer(a, unraced(lambda: append_fact(folio, once, ahora, con=reopen)))


def _own(principal: Principal, audiencia: str) -> Audiencia:
    """The hearing in course, of whoever reviews in it."""
    a = find_audiencia(audiencia)
    if (
        a is None
        or not reaches_process(principal, a.proceso, a.opl)
        or principal.operador not in a.funcionarios
    ):
        raise NoEncontrado(NADA)
    admit(a, Acto.DICTAMINAR)
    return a


def _held(principal: Principal, a: Audiencia, folio: str) -> tuple[Citado, Turno]:
    """The official's record in the hearing, as of now."""
    citado, turno = find_citado(a.audiencia, folio), get_turn(folio, a.etapa)
    if citado is None or turno is None or turno.operador != principal.operador:
        raise NoEncontrado(NADA)
    return citado, turno


def _is_paper(folio: str) -> bool:
    partes = folio.split("-")
    return len(partes) > 1 and is_paper(partes[1])


def _admitted(a: Audiencia, dictamen: Dictamen, ahora: datetime) -> Dictamen:
    """By the catalogue in force, as at the Mesa (14.4). Raises `DictamenNoAdmitido`."""
    if dictamen.catalogo == MESA:
        return admitted(dictamen, a.proceso, ahora)
    try:
        return check_dictamen(dictamen)
    except DictamenInvalido as error:
        raise DictamenNoAdmitido(str(error), campo=error.campo) from None


def _check_support(papel: bool, folio: str, dictamen: Dictamen, soporte: str | None) -> None:
    """Of paper its document is examined, or its absence is noted, and nothing is reversed without it (14.4)."""
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
    return {"audiencia": a.audiencia, "folio": apoyo.folio, "clase": apoyo.clase, **verdict_of(apoyo.hechos)}
