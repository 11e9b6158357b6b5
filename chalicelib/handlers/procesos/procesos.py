"""API of OPLs and processes (Protocolo 5.1, 6.1 A)."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.instantes import Instante
from chalicelib.borde.paginas import Pagina
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import Conflicto, CuerpoInvalido, DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.rules.procesos.cargos import ENTIDADES
from chalicelib.store.base.cursor import page_rows
from chalicelib.store.procesos.opls import Opl
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.procesos import procesos

bp = Blueprint(__name__)

GUARDA_S = 60  # how long a copy of a public answer may be kept

Id = Annotated[str, Meta(pattern=r"^[A-Z0-9]{4,12}\Z")]
Nombre = Annotated[str, Meta(min_length=3, max_length=120, pattern=r"^[^\x00-\x1f\x7f]+\Z")]
Entidad = Annotated[str, Meta(pattern=r"^[0-9]{2}\Z")]


class DatosOpl(Struct, forbid_unknown_fields=True):
    """Un OPL: su clave corta, su nombre y el código del INE de su entidad."""

    opl: Id
    nombre: Nombre
    entidad: Entidad


class OplRegistrado(Struct):
    """Un OPL como quedó registrado."""

    opl: str
    nombre: str
    entidad: str
    entidad_nombre: str


class ListaOpls(Struct):
    """Página de OPL."""

    elementos: list[OplRegistrado]
    siguiente: str | None


class DatosProceso(Struct, forbid_unknown_fields=True):
    """Proceso por abrir: su Id Proceso, el OPL a cargo y su nombre. Su entidad es la del OPL."""

    proceso: Id
    opl: Id
    nombre: Nombre


class ProcesoAbierto(Struct):
    """Un proceso."""

    proceso: str
    opl: str
    nombre: str
    entidad: str
    entidad_nombre: str


class ListaProcesos(Struct):
    """Página de procesos."""

    elementos: list[ProcesoAbierto]
    siguiente: str | None


class CargoVigente(Struct):
    """Periodo vigente: el cargo y hasta cuándo se captan apoyos."""

    periodo: str
    nombre: str
    fin: Instante


class ProcesoVigente(Struct):
    """Proceso con periodos vigentes, como lo ve quien abre Mi Apoyo (10.9)."""

    proceso: str
    nombre: str
    entidad: str
    entidad_nombre: str
    periodos: list[CargoVigente]


class ListaVigentes(Struct):
    """Página de procesos vigentes."""

    elementos: list[ProcesoVigente]
    siguiente: str | None


@ruta(
    bp,
    "POST",
    "/v1/opls",
    Accion.ABRIR_PROCESO,
    OplRegistrado,
    cuerpo=DatosOpl,
    estado=201,
    problemas=(Conflicto, DatosNoAdmitidos),
    evento=Evento.OPL_REGISTRADO,
    objeto="opl",
)
def registrar_opl(principal: Principal, cuerpo: DatosOpl) -> dict[str, Any]:  # noqa: ARG001 - the INE's alone
    """Registrar un OPL; repetirlo no cambia nada."""
    return _opl(procesos.register_opl(cuerpo.opl, cuerpo.nombre, cuerpo.entidad))


@ruta(
    bp, "GET", "/v1/opls", Accion.CONSULTAR_PROCESOS, ListaOpls, consulta=Pagina, problemas=(CuerpoInvalido,)
)
def listar_opls(principal: Principal, consulta: Pagina) -> dict[str, Any]:
    """Los OPL al alcance de la cuenta: del INE, todos; de un OPL, el suyo."""
    return page_rows(procesos.list_opls(principal), lambda o: o.opl, consulta, _opl)


@ruta(bp, "GET", "/v1/opls/{opl}", Accion.CONSULTAR_PROCESOS, OplRegistrado, problemas=(NoEncontrado,))
def consultar_opl(principal: Principal, opl: str) -> dict[str, Any]:
    """Un OPL."""
    return _opl(procesos.show_opl(principal, opl))


@ruta(
    bp,
    "POST",
    "/v1/procesos",
    Accion.ABRIR_PROCESO,
    ProcesoAbierto,
    cuerpo=DatosProceso,
    estado=201,
    problemas=(Conflicto, DatosNoAdmitidos, Ocupado),
    evento=Evento.PROCESO_ABIERTO,
    objeto="proceso",
)
def abrir_proceso(principal: Principal, cuerpo: DatosProceso) -> dict[str, Any]:  # noqa: ARG001 - the INE's alone
    """Abrir un proceso con llaves propias; repetirlo completa lo que haya quedado a medias (6.1 A, 9.13)."""
    return _proceso(procesos.open_process_of(cuerpo.proceso, cuerpo.opl, cuerpo.nombre, ahora()))


@ruta(
    bp,
    "GET",
    "/v1/procesos",
    Accion.CONSULTAR_PROCESOS,
    ListaProcesos,
    consulta=Pagina,
    problemas=(CuerpoInvalido,),
)
def listar_procesos(principal: Principal, consulta: Pagina) -> dict[str, Any]:
    """Procesos al alcance de la cuenta."""
    return page_rows(procesos.list_processes(principal), lambda p: p.proceso, consulta, _proceso)


@ruta(
    bp, "GET", "/v1/procesos/{proceso}", Accion.CONSULTAR_PROCESOS, ProcesoAbierto, problemas=(NoEncontrado,)
)
def consultar_proceso(principal: Principal, proceso: str) -> dict[str, Any]:
    """Un proceso."""
    return _proceso(procesos.reachable_process(principal, proceso))


@ruta(
    bp,
    "GET",
    "/v1/procesos-vigentes",
    Accion.CONSULTAR_PUBLICO,
    ListaVigentes,
    consulta=Pagina,
    problemas=(CuerpoInvalido,),
    guarda=GUARDA_S,
)
def listar_procesos_vigentes(_: Principal, consulta: Pagina) -> dict[str, Any]:
    """Procesos en que ahora se captan apoyos, para quien abre Mi Apoyo (10.9), sin iniciar sesión."""
    return page_rows(procesos.processes_in_force(ahora()), lambda par: par[0].proceso, consulta, _in_force)


def _opl(o: Opl) -> dict[str, Any]:
    return {
        "opl": o.opl,
        "nombre": o.nombre,
        "entidad": o.entidad,
        "entidad_nombre": ENTIDADES.get(o.entidad, ""),
    }


def _proceso(p: Proceso) -> dict[str, Any]:
    propios = {c: getattr(p, c) for c in ("proceso", "opl", "nombre", "entidad")}
    return {**propios, "entidad_nombre": ENTIDADES.get(p.entidad, "")}


def _in_force(par: tuple[Proceso, list[Periodo]]) -> dict[str, Any]:
    p, periodos = par
    publicos = {c: v for c, v in _proceso(p).items() if c != "opl"}
    return {
        **publicos,
        "periodos": [{"periodo": q.periodo, "nombre": q.nombre, "fin": q.fin} for q in periodos],
    }
