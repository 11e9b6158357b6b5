"""OPLs and processes: registered by the INE, seen by whom they concern (Protocolo 5.1, 6.1 A)."""

from datetime import datetime

from chalicelib.problemas import Conflicto, DatosNoAdmitidos, NoEncontrado
from chalicelib.rules.base.permisos import Principal, Rol, reaches_opl, reaches_process
from chalicelib.rules.procesos.cargos import ENTIDADES
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.procesos.opls import Opl, find_opl
from chalicelib.store.procesos.periodos import Periodo, active_periods
from chalicelib.store.procesos.procesos import Proceso, get_proceso, read_proceso
from chalicelib.workflows.procesos.apertura import open_process


def register_opl(opl: str, nombre: str, entidad: str) -> Opl:
    """Register an OPL; repeating it gives the same. Raises `DatosNoAdmitidos`, `Conflicto`."""
    _check_entidad(entidad)
    nuevo = Opl(opl=opl, nombre=nombre, entidad=entidad)
    if not write_unless_refused(lambda: nuevo.save(condition=Opl.opl.does_not_exist())):
        hallado = find_opl(opl)
        if hallado is None or (hallado.nombre, hallado.entidad) != (nombre, entidad):
            raise Conflicto("Ya hay un OPL con esa clave y otros datos: revise la lista de OPL.")
    return nuevo


def list_opls(principal: Principal) -> list[Opl]:
    """The OPLs within the account's reach: of the INE all, some thirty."""
    if principal.rol is Rol.INE:
        return list(Opl.scan())
    propio = find_opl(principal.opl)
    return [propio] if propio else []


def show_opl(principal: Principal, opl: str) -> Opl:
    """An OPL. Raises `NoEncontrado`."""
    hallado = find_opl(opl) if reaches_opl(principal, opl) else None
    if hallado is None:
        raise NoEncontrado
    return hallado


def open_process_of(proceso: str, opl: str, nombre: str, ahora: datetime) -> Proceso:
    """Open a process of a registered OPL, in its entidad. Raises as `open_process`, and `DatosNoAdmitidos`."""
    de_quien = find_opl(opl)
    if de_quien is None:
        faltas = [{"campo": "opl", "texto": "No hay un OPL con esa clave: regístrelo primero."}]
        raise DatosNoAdmitidos("El proceso no se abrió.", faltas=faltas)
    return open_process(proceso, opl, nombre, de_quien.entidad, ahora)


def list_processes(principal: Principal) -> list[Proceso]:
    """The open processes within the account's reach. All of the INE's are some hundreds: a scan of one page or two."""
    campos = ["proceso", "opl", "nombre", "entidad", "estado"]
    filas = (
        Proceso.scan(attributes_to_get=campos)
        if principal.rol is Rol.INE
        else Proceso.por_opl.query(principal.opl)
        if principal.opl
        else ()
    )
    return [p for p in filas if p.abierto and reaches_process(principal, p.proceso, p.opl)]


def reachable_process(principal: Principal, proceso: str, *, fresh: bool = False) -> Proceso:
    """The open process within the account's reach; `fresh` reads it as of now. Raises `NoEncontrado`."""
    try:
        p = read_proceso(proceso) if fresh else get_proceso(proceso)
    except Proceso.DoesNotExist:
        raise NoEncontrado from None
    if not reaches_process(principal, proceso, p.opl):
        raise NoEncontrado
    return p


def processes_in_force(ahora: datetime) -> list[tuple[Proceso, list[Periodo]]]:
    """Processes with a period in force, and those periods: what Mi Apoyo offers to whoever opens it (10.9)."""
    por_proceso: dict[str, list[Periodo]] = {}
    for periodo in active_periods(ahora):
        if periodo.in_force(ahora):
            por_proceso.setdefault(periodo.proceso, []).append(periodo)
    return [(get_proceso(p), periodos) for p, periodos in sorted(por_proceso.items())]


def _check_entidad(entidad: str) -> None:
    if entidad not in ENTIDADES:
        faltas = [{"campo": "entidad", "texto": "Use la clave del INE de la entidad, de 01 a 32."}]
        raise DatosNoAdmitidos("Revise los datos.", faltas=faltas)
