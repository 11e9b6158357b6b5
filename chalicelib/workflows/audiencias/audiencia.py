"""Hearings: reach of an account, acts that the state admits, views (Protocolo 14)."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.audiencias import AudienciaNoAdmite
from chalicelib.rules import audiencias as reglas
from chalicelib.rules.apoyos.clases import classify
from chalicelib.rules.apoyos.historia import Hecho, verdict_in_force
from chalicelib.rules.audiencias import ActoAudiencia, EstadoAudiencia
from chalicelib.rules.base.centro import CENTRO
from chalicelib.rules.base.permisos import DEL_ASPIRANTE, Principal, Rol, reaches_aspirante
from chalicelib.store.audiencias import audiencias, citados
from chalicelib.store.audiencias.audiencias import Audiencia, find_audiencia
from chalicelib.store.audiencias.citados import Citado
from chalicelib.store.base.tabla import instante
from chalicelib.store.base.transacciones import Contienda, until_unraced
from chalicelib.store.cuentas.titulares import find_titular
from chalicelib.vault.secretos import open_fields
from chalicelib.workflows.aspirantes.registro import reach_process
from chalicelib.workflows.base.alcance import reach_aspirante
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.cuentas.titular import officials_with_names

OCUPADO = "La audiencia se está actualizando; intente de nuevo en unos segundos."
REVISAN = (Rol.OPERADOR, Rol.SUPERVISOR, Rol.OPL)
"""Roles of the officials who may be named to review in a hearing."""
_T = TypeVar("_T")


def reach_hearing(principal: Principal, audiencia: str) -> Audiencia:
    """The hearing as of now. Raises `NoEncontrado` also for what is out of reach."""
    a = find_audiencia(audiencia)
    if a is None or not reaches_aspirante(principal, a.aspirante, a.proceso, a.opl):
        raise NoEncontrado
    return a


def reach_hearing_for(principal: Principal, audiencia: str, acto: ActoAudiencia) -> Audiencia:
    """As `reach_hearing`, in a state that admits the act. Raises `AudienciaNoAdmite` too."""
    a = reach_hearing(principal, audiencia)
    admit_act(a, acto)
    return a


def admit_act(a: Audiencia, acto: ActoAudiencia) -> EstadoAudiencia:
    """State after the act. Raises `AudienciaNoAdmite`."""
    try:
        return reglas.hearing_state_after(EstadoAudiencia(a.estado), acto)
    except reglas.ActoFueraDeEstado:
        raise AudienciaNoAdmite(
            f"La audiencia está {a.estado.replace('_', ' ')} y no lo admite.", estado=a.estado
        ) from None


def unraced(attempt: Callable[[], _T]) -> _T:
    """Repeat a conditional write while other writers win. Raises `Ocupado` after the last attempt."""
    try:
        return until_unraced(attempt)
    except Contienda:
        raise Ocupado(OCUPADO) from None


def is_official_in_force(a: Audiencia, cuenta: str) -> bool:
    """Whether the account is in force and belongs to an official of the hearing's OPL, of any role (14.4)."""
    t = find_titular(cuenta)
    return (
        t is not None
        and (t.estado, t.opl) == ("activa", a.opl)
        and t.rol in REVISAN
        and t.proceso in ("", a.proceso)
    )


def reviewer_of(principal: Principal) -> str:
    """Id under which an official reviews in hearings: an operator's Id at the Mesa, or another official's account."""
    return principal.operador or principal.cuenta


def field_fault(campo: str, texto: str) -> DatosNoAdmitidos:
    """A 422 refusal that names one field."""
    return DatosNoAdmitidos("Corrija los datos que se indican.", faltas=[{"campo": campo, "texto": texto}])


def describe_verdict(hechos: Sequence[Hecho]) -> dict[str, Any]:
    """The verdict in force as a hearing keeps and shows it: inciso (None: valid), numeral, and in words."""
    vigente = verdict_in_force(hechos)
    if vigente is None or vigente.dictamen.valido:
        return {"inciso": None, "catalogo": "", "motivo": "Sin inconsistencia."}
    d = vigente.dictamen
    return {"inciso": d.inciso, "catalogo": d.catalogo, "motivo": classify([vigente]).motivo}


def open_hearing_data(a: Audiencia) -> dict[str, Any]:
    """The hearing's sealed data: place, link, legal basis, reasons."""
    return open_fields(secreto_de(a.proceso), a.identidad, a.datos)


def show_hearing(principal: Principal, a: Audiencia) -> dict[str, Any]:
    """A hearing as the API shows it. Who reviews is not shown to the aspirante's side (13.6)."""
    datos, propia = open_hearing_data(a), principal.rol in DEL_ASPIRANTE
    return {
        **summarize_hearing(a),
        "proceso": a.proceso,
        "oficio": a.oficio,
        "lugar": datos.get("lugar", ""),
        "enlace": datos.get("enlace", ""),
        "fundamento": datos.get("fundamento", ""),
        "motivo": datos.get("motivo", ""),
        "funcionarios": [] if propia else officials_with_names(a.funcionarios),
        "asistencia": a.asistencia,
        "muestra_anteriores": bool(a.muestra_anteriores),
        "desistio": bool(a.desistio),
        "con_acta": a.acta is not None,
        "oficio_resultado": a.oficio_resultado,
        "historia": [{"que": h["que"], "en": h["en"]} for h in a.hechos],
    }


def summarize_hearing(a: Audiencia) -> dict[str, Any]:
    """A hearing as a list shows it: state, dates and figures."""
    cifras = (
        "registros",
        "repartidos",
        "sin_materia",
        "revisados",
        "confirmados",
        "revertidos",
        "incidencias",
    )
    return {
        "audiencia": a.audiencia,
        "aspirante": a.aspirante,
        "estado": a.estado,
        "solicitada_en": a.solicitada_en,
        "fecha": a.fecha,
        **{c: int(getattr(a, c)) for c in cifras},
    }


def list_hearings_of_aspirante(
    principal: Principal, aspirante: str, despues: str, cuantos: int
) -> dict[str, Any]:
    """An aspirante's hearings, newest first. Raises `NoEncontrado`."""
    reach_aspirante(principal, aspirante)
    return page_of_hearings(audiencias.hearings_of_aspirante(aspirante, despues, cuantos + 1), cuantos)


def list_hearings_of_process(
    principal: Principal, proceso: str, despues: str, cuantos: int
) -> dict[str, Any]:
    """A process's hearings, newest first. Raises `NoEncontrado`."""
    reach_process(principal, proceso)
    return page_of_hearings(audiencias.hearings_of_process(proceso, despues, cuantos + 1), cuantos)


def page_of_hearings(filas: list[Audiencia], cuantos: int) -> dict[str, Any]:
    """One page of hearings and the cursor of the next."""
    return {
        "elementos": [summarize_hearing(a) for a in filas[:cuantos]],
        "siguiente": filas[cuantos - 1].orden if len(filas) > cuantos else None,
    }


def list_hearing_records(principal: Principal, audiencia: str, despues: str, cuantos: int) -> dict[str, Any]:
    """Records of a hearing with their verdicts before and after, with reasons and without authors.

    Raises `NoEncontrado`.
    """
    a = reach_hearing(principal, audiencia)
    filas = citados.list_cited_after(a.audiencia, despues, cuantos + 1)
    return {
        "elementos": [_shown(c) for c in filas[:cuantos]],
        "siguiente": filas[cuantos - 1].folio if len(filas) > cuantos else None,
    }


def _shown(c: Citado) -> dict[str, Any]:
    return {
        "folio": c.folio,
        "antes": c.antes,
        "despues": c.despues,
        "resultado": result_of(c),
        "soporte": c.soporte,
        "revisado_en": c.revisado_en,
    }


def result_of(c: Citado) -> str:
    """Result of a record in its hearing: pendiente, sin_materia, revertido or confirmado."""
    if c.despues is None:
        return "sin_materia" if c.sin_materia else "pendiente"
    return "revertido" if c.despues["inciso"] is None else "confirmado"


def in_centre_time(texto: str) -> str:
    """An instant in the centre's time zone, in words."""
    return instante(texto).astimezone(CENTRO).strftime("%d/%m/%Y %H:%M")
