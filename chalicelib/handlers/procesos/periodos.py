"""API of capture periods: the OPL registers, changes, activates and deactivates them (Protocolo 6.1 A)."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct, to_builtins

from chalicelib.base.reloj import ahora
from chalicelib.borde.estados import NivelDeCargo, UnidadDeDispersion
from chalicelib.borde.formas_procesos import Duplicados
from chalicelib.borde.instantes import Instante
from chalicelib.borde.paginas import Pagina
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import (
    Conflicto,
    CuerpoInvalido,
    DatosNoAdmitidos,
    NoEncontrado,
    Ocupado,
    VersionAnterior,
)
from chalicelib.rules.base.centro import HoraNoAdmitida, end_from_centro, end_in_words, from_centro, to_centro
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.rules.procesos import umbral as umbrales
from chalicelib.rules.procesos.cargos import CARGOS
from chalicelib.rules.procesos.periodo_propuesto import CARGA_REFERENCIA, Propuesta
from chalicelib.store.base.cursor import page_rows
from chalicelib.store.base.tabla import iso
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.procesos import periodos
from chalicelib.workflows.procesos.duplicados import show_decision

bp = Blueprint(__name__)

Id = Annotated[str, Meta(pattern=r"^[A-Z0-9]{4,12}\Z")]
HoraCentro = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}\Z")]
Porcentaje = Annotated[str, Meta(pattern=r"^[0-9]{1,3}(\.[0-9]{1,4})?\Z")]
Codigo = Annotated[str, Meta(pattern=r"^[0-9]{2,4}\Z")]
NombreUnidad = Annotated[str, Meta(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+\Z")]
Cargo = Literal[
    "gubernatura",
    "jefatura_gobierno",
    "diputacion_local",
    "ayuntamiento",
    "alcaldia",
    "presidencia",
    "senaduria",
    "diputacion_federal",
]


class Dispersion(Struct, forbid_unknown_fields=True):
    """Al menos `porcentaje` % de cada una de al menos `fraccion` % de las unidades (LGIPE 371)."""

    unidad: UnidadDeDispersion
    fraccion: Porcentaje
    porcentaje: Porcentaje


class Umbral(Struct, forbid_unknown_fields=True):
    """Umbral: `porcentaje` % de la base, y la dispersión donde la ley la pide (LGIPE 371)."""

    porcentaje: Porcentaje
    base: Literal["lista_nominal", "padron"]
    dispersion: Dispersion | None = None


class DatosPeriodo(Struct, forbid_unknown_fields=True, kw_only=True):
    """A period (6.1 A). `inicio`, `fin`: hora del centro; `unidades`: code -> name of the distritos or municipios;
    `excepcion`: municipios where paper is admitted (11); its name is the office's, with `complemento` after it."""

    cargo: Cargo
    inicio: HoraCentro
    fin: HoraCentro
    complemento: Annotated[str, Meta(max_length=80, pattern=r"^[^\x00-\x1f\x7f]*\Z")] = ""
    unidades: Annotated[dict[Codigo, NombreUnidad], Meta(max_length=700)] = {}
    umbral: Umbral | None = None
    excepcion: Annotated[list[Codigo], Meta(max_length=700)] = []
    carga_referencia: Annotated[int, Meta(ge=1, le=5000)] = CARGA_REFERENCIA
    exige_cedula: bool = True


class PeriodoNuevo(DatosPeriodo, forbid_unknown_fields=True, kw_only=True):
    """Periodo por registrar, con su id."""

    periodo: Id


class PeriodoCambiado(DatosPeriodo, forbid_unknown_fields=True, kw_only=True):
    """El periodo como debe quedar, y la versión que se leyó."""

    version: Annotated[int, Meta(ge=1)]


class PeriodoBreve(Struct):
    """Periodo en una lista. `inicio`, `fin`: UTC; con `_centro`, hora del centro; `fin_dicho`: el fin en palabras."""

    periodo: str
    nombre: str
    cargo: Cargo
    estado: Literal["activo", "inactivo"]
    inicio: Instante
    fin: Instante
    inicio_centro: str
    fin_centro: str
    fin_dicho: str


class PeriodoCompleto(PeriodoBreve):
    """Un periodo con todo lo registrado; `ambito`: local o federal; `cierre_recepcion`: 24 horas después de su fin."""

    proceso: str
    ambito: Literal["local", "federal", ""]
    nivel: NivelDeCargo
    entidad: str
    cierre_recepcion: Instante
    unidades: dict[str, str]
    umbral: Umbral | None
    excepcion: list[str]
    carga_referencia: int
    duplicados: Duplicados
    exige_cedula: bool
    version: int


class ListaPeriodos(Struct):
    """Página de periodos."""

    elementos: list[PeriodoBreve]
    siguiente: str | None


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/periodos",
    Accion.CONFIGURAR_PERIODO,
    PeriodoCompleto,
    cuerpo=PeriodoNuevo,
    estado=201,
    problemas=(NoEncontrado, Conflicto, DatosNoAdmitidos, Ocupado),
    evento=Evento.PERIODO_REGISTRADO,
    objeto="periodo",
)
def registrar_periodo(principal: Principal, proceso: str, cuerpo: PeriodoNuevo) -> dict[str, Any]:
    """Registrar un periodo de captación inactivo; repetirlo no cambia nada (6.1 A)."""
    return _full(periodos.register_period(principal, proceso, cuerpo.periodo, _proposal(cuerpo), ahora()))


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/periodos",
    Accion.CONSULTAR_PROCESOS,
    ListaPeriodos,
    consulta=Pagina,
    problemas=(NoEncontrado, CuerpoInvalido),
)
def listar_periodos(principal: Principal, proceso: str, consulta: Pagina) -> dict[str, Any]:
    """Los periodos de captación de un proceso."""
    return page_rows(periodos.list_periods(principal, proceso), lambda q: q.periodo, consulta, _brief)


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/periodos/{periodo}",
    Accion.CONSULTAR_PROCESOS,
    PeriodoCompleto,
    problemas=(NoEncontrado,),
)
def consultar_periodo(principal: Principal, proceso: str, periodo: str) -> dict[str, Any]:
    """Un periodo de captación con todo lo registrado (6.1 A)."""
    return _full(periodos.show_period(principal, proceso, periodo))


@ruta(
    bp,
    "PUT",
    "/v1/procesos/{proceso}/periodos/{periodo}",
    Accion.CONFIGURAR_PERIODO,
    PeriodoCompleto,
    cuerpo=PeriodoCambiado,
    problemas=(NoEncontrado, Conflicto, VersionAnterior, DatosNoAdmitidos, Ocupado),
    evento=Evento.PERIODO_CAMBIADO,
    objeto="periodo",
)
def cambiar_periodo(
    principal: Principal, proceso: str, periodo: str, cuerpo: PeriodoCambiado
) -> dict[str, Any]:
    """Cambiar un periodo como se leyó; una vez iniciado, solo se prorroga su fin (6.1 A)."""
    hacer = _proposal(cuerpo)
    return _full(periodos.change_period(principal, proceso, periodo, cuerpo.version, hacer, ahora()))


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/periodos/{periodo}/activacion",
    Accion.CONFIGURAR_PERIODO,
    PeriodoCompleto,
    problemas=(NoEncontrado, Conflicto, Ocupado),
    evento=Evento.PERIODO_ACTIVADO,
    objeto="periodo",
)
def activar_periodo(principal: Principal, proceso: str, periodo: str) -> dict[str, Any]:
    """Activa un periodo (6.1 A)."""
    return _full(periodos.activate_period(principal, proceso, periodo, ahora()))


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/periodos/{periodo}/desactivacion",
    Accion.CONFIGURAR_PERIODO,
    PeriodoCompleto,
    problemas=(NoEncontrado, Conflicto, Ocupado),
    evento=Evento.PERIODO_DESACTIVADO,
    objeto="periodo",
)
def desactivar_periodo(principal: Principal, proceso: str, periodo: str) -> dict[str, Any]:
    """Desactivar un periodo, antes de su inicio o cuando ya cerró su recepción (6.1 A)."""
    return _full(periodos.deactivate_period(principal, proceso, periodo, ahora()))


def _proposal(cuerpo: DatosPeriodo) -> Callable[[Proceso], Propuesta]:
    """The proposal, once the process says the entidad. Raises `DatosNoAdmitidos` for times the centre does not have."""
    horas, faltas = {}, []
    for campo in ("inicio", "fin"):
        try:
            leer = end_from_centro if campo == "fin" else from_centro
            horas[campo] = leer(getattr(cuerpo, campo))
        except HoraNoAdmitida as error:
            faltas.append({"campo": campo, "texto": str(error)})
    if faltas:
        raise DatosNoAdmitidos("El periodo no se guardó: corrija lo que se indica.", faltas=faltas)
    return lambda p: Propuesta(
        cargo=cuerpo.cargo,
        entidad=p.entidad,
        **horas,
        complemento=cuerpo.complemento.strip(),
        unidades=cuerpo.unidades,
        umbral=_threshold(cuerpo.umbral),
        excepcion=tuple(cuerpo.excepcion),
        carga_referencia=cuerpo.carga_referencia,
        exige_cedula=cuerpo.exige_cedula,
    )


def _threshold(u: Umbral | None) -> umbrales.Umbral | None:
    if u is None:
        return None
    return umbrales.umbral_from_dict(to_builtins(u))


def _brief(q: Periodo) -> dict[str, Any]:
    captacion = q.captacion
    return {
        **{c: getattr(q, c) for c in ("periodo", "nombre", "cargo", "estado", "inicio", "fin")},
        "inicio_centro": to_centro(captacion.inicio),
        "fin_centro": to_centro(captacion.fin),
        "fin_dicho": end_in_words(captacion.fin),
    }


def _full(q: Periodo) -> dict[str, Any]:
    cargo = CARGOS.get(q.cargo)
    return {
        **_brief(q),
        **{c: getattr(q, c) for c in ("proceso", "nivel", "entidad", "umbral", "exige_cedula")},
        "duplicados": show_decision(q),
        "ambito": cargo.esfera.value if cargo else "",
        "cierre_recepcion": iso(q.captacion.cierre_recepcion),
        "unidades": q.unidades.as_dict(),
        "excepcion": list(q.excepcion),
        "carga_referencia": int(q.carga_referencia),
        "version": int(q.version),
    }
