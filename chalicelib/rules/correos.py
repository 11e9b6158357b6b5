"""Announcements: their kinds, the data that each requires, and their audiences (Protocolo 9.15, 9.17, 12.2)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.rules.base.permisos import DEL_OPL, Rol


class TipoAnuncio(StrEnum):
    """Lo que se anuncia."""

    MANTENIMIENTO = "mantenimiento"  # 9.15, 12.2
    RESTABLECIMIENTO = "restablecimiento"  # 9.15: the end of an interruption, for the audience of its start
    FALLA_PROVEEDOR = "falla_proveedor"  # 9.17
    OTRO = "otro"


class Alcance(StrEnum):
    """Cómo se describe a quiénes va un anuncio."""

    TODOS = "todos"
    PROCESO = "proceso"
    OPL = "opl"
    ROLES = "roles"
    PROVEEDOR = "proveedor"


PROVEEDORES = ("google", "facebook", "x")
FEDERADOS = frozenset({Rol.ASPIRANTE, Rol.REPRESENTANTE, Rol.AUXILIAR, Rol.CIUDADANIA})
DESTINATARIOS = frozenset(set(Rol) - {Rol.NADIE, Rol.VISITANTE})
INTERRUPCIONES = frozenset({TipoAnuncio.MANTENIMIENTO, TipoAnuncio.FALLA_PROVEEDOR})


DE_UN_OPL = (Rol.ASPIRANTE, Rol.AUXILIAR, Rol.REPRESENTANTE)
"""Roles of its own processes that an OPL may address (12.2)."""
LEJOS = timedelta(days=366)
"""Greatest time until a maintenance; a later date is taken for a mistyped year."""


@dataclass(frozen=True)
class PublicoDelAnuncio:
    """The audience of an announcement. Only the field that `alcance` names is filled (for a process, its OPL too).

    `roles` may narrow a process or an OPL to some roles.
    """

    alcance: Alcance
    proceso: str = ""
    opl: str = ""
    roles: tuple[Rol, ...] = ()
    proveedor: str = ""


@dataclass(frozen=True)
class Usuario:
    """Attributes by which a user belongs to an audience; a field is empty when it does not apply."""

    rol: Rol
    opl: str = ""
    proceso: str = ""
    proveedor: str = ""


@dataclass(frozen=True)
class PedidoAnuncio:
    """A requested announcement. `anterior`: kind of the one whose end it announces. Instants are aware."""

    tipo: TipoAnuncio
    audiencia: PublicoDelAnuncio | None = None
    asunto: str = ""
    texto: str = ""
    desde: datetime | None = None
    hasta: datetime | None = None
    de: str = ""
    anterior: TipoAnuncio | None = None


def roles_of(audiencia: PublicoDelAnuncio) -> frozenset[Rol]:
    """Roles that the members of an audience may have (9.15: all users; 9.17: those of a provider)."""
    match audiencia.alcance:
        case Alcance.ROLES:
            return frozenset(audiencia.roles) & DESTINATARIOS
        case Alcance.PROVEEDOR:
            return FEDERADOS
        case Alcance.TODOS:
            return DESTINATARIOS
    todos = FEDERADOS | DEL_OPL
    return todos & frozenset(audiencia.roles) if audiencia.roles else todos


def audience_includes(audiencia: PublicoDelAnuncio, usuario: Usuario) -> bool:
    """Whether a user belongs to an audience (9.15, 9.17).

    The audience of a process is its people and the accounts of its OPL, except those bound to another process.
    """
    if usuario.rol not in roles_of(audiencia):
        return False
    match audiencia.alcance:
        case Alcance.PROCESO:
            suyo = usuario.proceso == audiencia.proceso
            return suyo or (usuario.rol in DEL_OPL and not usuario.proceso and usuario.opl == audiencia.opl)
        case Alcance.OPL:
            return usuario.opl == audiencia.opl
        case Alcance.PROVEEDOR:
            return usuario.proveedor == audiencia.proveedor
    return True


def announcement_faults(pedido: PedidoAnuncio, ahora: datetime) -> list[tuple[str, str]]:
    """Faults of a requested announcement, as (field, what to do); empty if there is none (9.15, 9.17)."""
    return _faults_of_form(pedido, ahora) + _faults_of_audience(pedido)


def narrow_to_opl(a: PublicoDelAnuncio | None, opl: str) -> PublicoDelAnuncio:
    """The audience of an OPL's announcement; without audience or roles it is the OPL's own people (12.2)."""
    base = a or PublicoDelAnuncio(Alcance.OPL)
    if base.alcance is Alcance.OPL and not base.opl:
        base = replace(base, opl=opl)
    return replace(base, roles=base.roles or DE_UN_OPL)


def opl_faults(p: PedidoAnuncio, opl: str) -> list[tuple[str, str]]:
    """Faults of an OPL's announcement: an OPL may address only its own aspirantes and auxiliares (12.2)."""
    faltas = []
    if p.tipo is not TipoAnuncio.OTRO:
        faltas.append(("tipo", "Mantenimientos y fallas los anuncia el INE: anuncie con asunto y texto."))
    a = p.audiencia
    if a is None or a.alcance not in (Alcance.OPL, Alcance.PROCESO) or a.opl not in ("", opl):
        faltas.append(("audiencia", "Un OPL anuncia a su propio OPL o a uno de sus procesos."))
    elif set(a.roles) - set(DE_UN_OPL):
        faltas.append(("audiencia", "Un OPL anuncia a aspirantes, representantes y auxiliares."))
    return faltas


def _faults_of_form(p: PedidoAnuncio, ahora: datetime) -> list[tuple[str, str]]:
    faltas = []
    if p.tipo is TipoAnuncio.OTRO and not (p.asunto and p.texto):
        faltas.append(("asunto", "Este tipo lleva asunto y texto."))
    if p.tipo is not TipoAnuncio.OTRO and p.asunto:
        faltas.append(("asunto", "El asunto de este tipo ya está escrito: quítelo."))
    if (p.tipo is TipoAnuncio.MANTENIMIENTO) != (p.desde is not None):
        faltas.append(("ventana", "Solo un mantenimiento lleva ventana, y siempre la lleva."))
    elif p.desde and p.hasta and not (ahora - LEJOS < p.desde < p.hasta < ahora + LEJOS and ahora < p.hasta):
        faltas.append(
            (
                "ventana",
                "La ventana termina después de su inicio, no ha terminado ya y está a menos de un año.",
            )
        )
    return faltas


def _faults_of_audience(p: PedidoAnuncio) -> list[tuple[str, str]]:
    if p.tipo is TipoAnuncio.RESTABLECIMIENTO:
        faltas = (
            []
            if p.anterior in INTERRUPCIONES
            else [("de", "Indique el mantenimiento o la falla que terminó.")]
        )
        if p.audiencia:
            faltas.append(("audiencia", "Se avisa a quienes se avisó de la interrupción: quítela."))
        return faltas
    faltas = [("de", "Solo un restablecimiento dice de qué.")] if p.de else []
    if p.audiencia is None:
        faltas.append(("audiencia", "Indique a quiénes se avisa."))
    elif p.tipo is TipoAnuncio.FALLA_PROVEEDOR and p.audiencia.alcance is not Alcance.PROVEEDOR:
        faltas.append(
            ("audiencia", "De la falla de un proveedor se avisa a quienes lo usan: indique cuál (9.17).")
        )
    return faltas + (_faults_of_reach(p.audiencia) if p.audiencia else [])


_SE_SUMAN = {
    (Alcance.OPL, Alcance.PROCESO),
    (Alcance.ROLES, Alcance.PROCESO),
    (Alcance.ROLES, Alcance.OPL),
}
"""Fields admitted besides the one that an `alcance` names: a process's OPL; roles that narrow a process or an OPL."""


def _faults_of_reach(a: PublicoDelAnuncio) -> list[tuple[str, str]]:
    campos = {
        Alcance.PROCESO: a.proceso,
        Alcance.OPL: a.opl,
        Alcance.ROLES: a.roles,
        Alcance.PROVEEDOR: a.proveedor,
    }
    sobran = any(v for c, v in campos.items() if c is not a.alcance and (c, a.alcance) not in _SE_SUMAN)
    if sobran or (a.alcance in campos and not campos[a.alcance]):
        return [("audiencia", f"Con el alcance {a.alcance} indique solo lo que lo precisa.")]
    if set(a.roles) - DESTINATARIOS:
        return [("audiencia", "Quien solo visita no tiene a dónde recibir avisos.")]
    return []
