"""The registral look-up of one record (Protocolo 9.8) and the person's duplicates."""

from datetime import datetime
from typing import Any

from chalicelib.rules.historia import Hecho, Verificado
from chalicelib.rules.registral import BUSQUEDAS, Inscripcion, identified, verify
from chalicelib.store.apoyos import Apoyo, get_apoyo
from chalicelib.store.base import iso
from chalicelib.store.padron import find_inscripcion, is_complete
from chalicelib.store.procesos import get_aspirante, get_periodo
from chalicelib.vault.secretos import blind_index, open_fields
from chalicelib.workflows.hechos import ApoyoDesconocido, append_fact
from chalicelib.workflows.secretos import secreto_de, secreto_padron


class PadronIncompleto(RuntimeError):
    """The padrón is being loaded: not to find somebody would say nothing of them. Ask again when it is in."""


def look_up(folio: str, ahora: datetime) -> Apoyo:
    """Append what the registry says of a record, once. Raises `ApoyoDesconocido`, `PadronIncompleto` or `Contienda`."""
    apoyo = get_apoyo(folio)
    if apoyo is None:
        raise ApoyoDesconocido(folio)
    if _verified(apoyo):
        return append_fact(folio, lambda _: None, ahora)  # completes what a run that died may have left
    hecho, persona = _consult(apoyo, ahora)

    def once(actual: Apoyo) -> Hecho | None:
        return None if _verified(actual) else hecho

    return append_fact(folio, once, ahora, persona=persona)


def _verified(apoyo: Apoyo) -> bool:
    return any(isinstance(h, Verificado) for h in apoyo.hechos)


def _consult(apoyo: Apoyo, ahora: datetime) -> tuple[Verificado, str | None]:
    """The registry's answer, and the person's key in this process when it knows the person."""
    credencial = open_fields(secreto_de(apoyo.proceso), apoyo.folio, apoyo.datos)["credencial"]
    inscripcion, cotejos = _search(apoyo.modelo, credencial)
    ambito = get_periodo(apoyo.proceso, apoyo.periodo).ambito(get_aspirante(apoyo.aspirante).unidad)
    hecho = verify(apoyo.modelo, cotejos, inscripcion, ambito, iso(ahora))
    hallada = inscripcion if hecho.situacion != "no_encontrado" else None
    return hecho, person_key(apoyo.proceso, hallada) if hallada else None


def who_is(credencial: dict[str, Any]) -> Inscripcion | None:
    """The person of that credential, or None when the registry does not know them. Raises `PadronIncompleto`."""
    inscripcion, cotejos = _search(credencial["modelo"], credencial)
    return identified(credencial["modelo"], cotejos, inscripcion)


def _search(modelo: str, credencial: dict[str, Any]) -> tuple[Inscripcion | None, dict[str, str]]:
    """Whom the model's key finds, and the indexes of what must agree."""
    if not is_complete():
        raise PadronIncompleto
    busqueda, indice = BUSQUEDAS[modelo], secreto_padron()
    inscripcion = find_inscripcion(blind_index(indice, busqueda.por, credencial[busqueda.por]))
    return inscripcion, {
        d: blind_index(indice, d, credencial[d]) for d in busqueda.coteja if credencial.get(d)
    }


def person_key(proceso: str, inscripcion: Inscripcion) -> str:
    """The person's key within a process: no two processes can be joined by it."""
    return f"{proceso}#{blind_index(secreto_de(proceso), 'persona', inscripcion.persona)}"
