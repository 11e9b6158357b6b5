"""The registral look-up of one record (Protocolo 9.8), again when its data or the padrón change (13.6), and the
person's duplicates."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.rules.apoyos.historia import Porque, SituacionRegistral, Verificado
from chalicelib.rules.base.centro import dia_centro
from chalicelib.rules.padron.registral import (
    COTEJABLES,
    PAPEL,
    Inscripcion,
    identified,
    search_by,
    verify_registral,
)
from chalicelib.rules.papel.captura import municipios_covered_at
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyo
from chalicelib.store.aspirantes import get_aspirante
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.base.transacciones import INTENTOS
from chalicelib.store.papel.excepciones import amparos_of
from chalicelib.store.procesos.periodos import get_periodo, read_periodo
from chalicelib.vault.secretos import blind_index, open_fields
from chalicelib.workflows.apoyos.hechos import ApoyoDesconocido, Cambio, append_facts
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.padron.fuente import registry
from chalicelib.workflows.padron.secreto import secreto_padron


@dataclass(frozen=True)
class RespuestaPadron:
    """What the registry answered: who was found, the indexes of what was read, and the cut that was asked."""

    inscripcion: Inscripcion | None
    cotejos: dict[str, str]
    corte: str = ""


def look_up_apoyo(folio: str, ahora: datetime, *, intentos: int = INTENTOS) -> Apoyo:
    """Append the registry's first answer about a record; a record that has one stays as it is. Raises
    `ApoyoDesconocido`, `PadronIncompleto` or `Contienda`.
    """
    apoyo = _known(folio)
    if _verified(apoyo):
        return append_facts(
            folio, lambda _: None, ahora, intentos=intentos
        )  # completes what a run that died may have left
    hecho, persona = ask_registry(apoyo, open_reading(apoyo), ahora, Porque.RECEPCION)

    def once(actual: Apoyo) -> Cambio | None:
        return None if _verified(actual) else Cambio((hecho,), persona)

    return append_facts(folio, once, ahora, intentos=intentos)


def look_up_apoyo_again(folio: str, ahora: datetime, *, intentos: int = INTENTOS) -> Apoyo:
    """Ask the cut of the padrón in force now, and append its answer where it is another one (7.12).

    A record that was never looked up is looked up. Raises as `look_up_apoyo`.
    """
    apoyo = _known(folio)
    if not _verified(apoyo):
        look_up_apoyo(folio, ahora, intentos=intentos)

    def anew(actual: Apoyo) -> Cambio | None:
        hecho, persona = ask_registry(actual, open_reading(actual), ahora, Porque.CORTE)
        es_otra = persona not in (None, actual.persona)
        return Cambio((hecho,), persona) if es_otra or _differs(hecho, actual) else None

    return repeat_until_same_cut(lambda: append_facts(folio, anew, ahora, intentos=intentos))


def repeat_until_same_cut(append: Callable[[], Apoyo]) -> Apoyo:
    """Append an answer of the registry; ask again as long as another cut came into force meanwhile.

    Otherwise a late answer of the old cut could replace the answer that the new cut has already given.
    """
    while True:
        corte = registry().corte()
        apoyo = append()
        if registry().corte() == corte:
            return apoyo


def ask_registry(
    apoyo: Apoyo, credencial: dict[str, Any], ahora: datetime, porque: Porque
) -> tuple[Verificado, str | None]:
    """The registry's answer to those data, and the person's key in this process when it knows the person."""
    respuesta = _search(apoyo.modelo, credencial)
    aspirante = get_aspirante(apoyo.aspirante)
    periodo = get_periodo(apoyo.proceso, apoyo.periodo)
    hecho = verify_registral(
        apoyo.modelo,
        respuesta.cotejos,
        respuesta.inscripcion,
        periodo.ambito(aspirante.unidad),
        iso(ahora),
        dia=dia_centro(instante(apoyo.capturado_en)),
        excepcion=_admitted(apoyo) if apoyo.modelo == PAPEL else None,
        corte=respuesta.corte,
        porque=porque,
        prorrogadas=periodo.prorrogadas,
    )
    if respuesta.inscripcion is None or hecho.situacion is SituacionRegistral.NO_ENCONTRADO:
        return hecho, None
    return hecho, person_key(apoyo.proceso, respuesta.inscripcion)


def open_reading(apoyo: Apoyo) -> dict[str, Any]:
    """The data read from the credential, with later corrections."""
    leido: dict[str, Any] = open_fields(secreto_de(apoyo.proceso), apoyo.folio, apoyo.datos)["credencial"]
    return leido


def find_inscripcion(credencial: dict[str, Any]) -> Inscripcion | None:
    """The person of that credential, or None when the registry does not know them. Raises `PadronIncompleto`."""
    respuesta = _search(credencial["modelo"], credencial)
    return identified(credencial["modelo"], respuesta.cotejos, respuesta.inscripcion)


def person_key(proceso: str, inscripcion: Inscripcion) -> str:
    """Key of a person within one process. The same person has another key in every other process."""
    return f"{proceso}#{blind_index(secreto_de(proceso), 'persona', inscripcion.persona)}"


def _admitted(apoyo: Apoyo) -> frozenset[str]:
    """Municipios from which paper was admitted for the aspirante when the record was received (11.2).

    Read from the table, never from a copy in memory: the answer may make the record stop counting.
    """
    del_periodo = set(read_periodo(apoyo.proceso, apoyo.periodo).excepcion)
    return municipios_covered_at(amparos_of(apoyo.aspirante), instante(apoyo.recibido_en)) & del_periodo


def _known(folio: str) -> Apoyo:
    apoyo = get_apoyo(folio)
    if apoyo is None:
        raise ApoyoDesconocido(folio)
    return apoyo


def _verified(apoyo: Apoyo) -> bool:
    return any(isinstance(h, Verificado) for h in apoyo.hechos)


def _differs(hecho: Verificado, apoyo: Apoyo) -> bool:
    """Whether the registry's answer differs from the last one, its time and its reason aside."""
    antes = next(h for h in reversed(apoyo.hechos) if isinstance(h, Verificado))
    return replace(hecho, en=antes.en, corte=antes.corte, porque=antes.porque) != antes


def _search(modelo: str, credencial: dict[str, Any]) -> RespuestaPadron:
    """The person whom the model's key finds, and the indexes of what was read."""
    por = search_by(modelo).por
    valor = credencial.get(por) or ""  # what cannot be read on paper finds nobody (11.5)
    contestacion = registry().ask(por, [valor] if valor else [])
    secreto = secreto_padron()
    cotejos = {d: blind_index(secreto, d, credencial[d]) for d in COTEJABLES if credencial.get(d)}
    return RespuestaPadron(contestacion.inscripciones.get(valor), cotejos, contestacion.corte)
