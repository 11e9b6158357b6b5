"""What a body or a query names besides the path: each asked by somebody of `ajeno` for what is of `propio`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chalicelib.base.reloj import ahora
from chalicelib.rules.base.centro import dia_centro
from chalicelib.rules.base.permisos import Rol
from tests.escenario import registros
from tests.functional.borde.matriz import CUERPOS, NADIE
from tests.functional.borde.mundos import account_body
from tests.functional.borde.sedes import Mundo

Pedido = tuple[str, Any]
"""The address, and the body."""


@dataclass(frozen=True)
class Nombrado:
    """A route asked by a role for its own, naming `ids` of another; it is refused with that status and code."""

    metodo: str
    camino: str
    rol: Rol
    pide: Callable[[Mundo, dict[str, str]], Pedido]
    estado: int
    codigo: str

    def __str__(self) -> str:
        return f"{self.metodo} {self.camino} {self.rol}"


NINGUNO = NADIE | {"sin_app": "NADIE", "cedula": "NADIE-NADIE-DISP1-CED1"}
"""The same ids, of nothing."""


def _body(metodo: str, camino: str, rol: Rol, **cual: str) -> Callable[[Mundo, dict[str, str]], Pedido]:
    """The usual body, in which each of those fields has another's id."""
    return lambda m, ids: (
        camino.format(**m.ids),
        CUERPOS[metodo, camino](m, rol) | {campo: ids[parte] for campo, parte in cual.items()},
    )


def _query(camino: str, **cual: str) -> Callable[[Mundo, dict[str, str]], Pedido]:
    def pide(m: Mundo, ids: dict[str, str]) -> Pedido:
        dia = f"dia={dia_centro(ahora())}&" if camino == "/v1/auditoria" else ""
        return f"{camino.format(**m.ids)}?{dia}" + "&".join(f"{c}={ids[p]}" for c, p in cual.items()), None

    return pide


def _account(m: Mundo, ids: dict[str, str], campo: str) -> Pedido:
    return "/v1/cuentas", account_body(m, "Nadia") | {campo: ids[campo]}


def _registration(m: Mundo, ids: dict[str, str]) -> Pedido:
    camino = f"/v1/procesos/{m.sede.proceso}/aspirantes"
    return camino, registros.body(30 + m.sede.n, periodo=ids["periodo"], unidad="05")


def _operators(camino: str) -> Callable[[Mundo, dict[str, str]], Pedido]:
    return lambda m, ids: (camino.format(**m.ids), {"operadores": [ids["operador"]]})


def _announcement(alcance: str, **cual: str) -> Callable[[Mundo, dict[str, str]], Pedido]:
    """An announcement to an audience in which each of those fields has another's id."""

    def pide(m: Mundo, ids: dict[str, str]) -> Pedido:
        audiencia = {"alcance": alcance} | {campo: ids[parte] for campo, parte in cual.items()}
        return "/v1/anuncios", m.datos["anuncio"] | {"asunto": "Ajeno", "audiencia": audiencia}

    return pide


_ACCESO, _APP = "/v1/aspirantes/acceso", "/v1/dispositivos"
_HOJA, _PDF = "/v1/auxiliares/{auxiliar}/cedula", "/v1/auxiliares/{auxiliar}/cedula/documento"
_CONFORME, _BAJA = "/v1/auxiliares/{auxiliar}/cedula/conformidad", "/v1/auxiliares/{auxiliar}/cedula/baja"
_TESTIGOS, _LISTA = "/v1/auxiliares/cedula", "/v1/procesos/{proceso}/aspirantes"

NOMBRADOS = [
    Nombrado(
        "POST",
        _ACCESO,
        Rol.VISITANTE,
        _body("POST", _ACCESO, Rol.VISITANTE, folio="aspirante"),
        404,
        "no_encontrado",
    ),
    Nombrado(
        "POST",
        _APP,
        Rol.VISITANTE,
        _body("POST", _APP, Rol.VISITANTE, proceso="proceso", auxiliar="sin_app"),
        403,
        "registro_no_coincide",
    ),
    Nombrado(
        "POST",
        _TESTIGOS,
        Rol.AUXILIAR,
        _body("POST", _TESTIGOS, Rol.AUXILIAR, dispositivo="dispositivo"),
        409,
        "dispositivo_no_registrado",
    ),
    Nombrado("POST", "/v1/cuentas", Rol.OPL, lambda m, i: _account(m, i, "opl"), 422, "datos_no_admitidos"),
    Nombrado(
        "POST", "/v1/cuentas", Rol.OPL, lambda m, i: _account(m, i, "proceso"), 422, "datos_no_admitidos"
    ),
    Nombrado("GET", "/v1/cuentas", Rol.OPL, _query("/v1/cuentas", opl="opl"), 404, "no_encontrado"),
    Nombrado(
        "POST",
        "/v1/anuncios",
        Rol.OPL,
        _announcement("proceso", proceso="proceso"),
        422,
        "datos_no_admitidos",
    ),
    Nombrado("POST", "/v1/anuncios", Rol.OPL, _announcement("opl", opl="opl"), 422, "datos_no_admitidos"),
    Nombrado("GET", "/v1/anuncios", Rol.OPL, _query("/v1/anuncios", opl="opl"), 404, "no_encontrado"),
    Nombrado("GET", "/v1/auditoria", Rol.OPL, _query("/v1/auditoria", ambito="opl"), 404, "no_encontrado"),
    Nombrado("POST", _LISTA, Rol.OPL, _registration, 422, "datos_no_admitidos"),
    *(
        Nombrado("GET", camino, rol, _query(camino, folio="cedula"), 404, "no_encontrado")
        for camino in (_HOJA, _PDF)
        for rol in (Rol.OPL, Rol.SUPERVISOR)
    ),
    *(
        Nombrado("POST", camino, rol, _body("POST", camino, rol, cedula="cedula"), 409, "cedula_reemplazada")
        for camino in (_CONFORME, _BAJA)
        for rol in (Rol.OPL, Rol.SUPERVISOR)
    ),
]

_ASIGNA = ("/v1/procesos/{proceso}/asignaciones", "/v1/procesos/{proceso}/asignaciones/conteo")
NOMBRADOS += [
    Nombrado("POST", camino, rol, pide, estado, codigo)
    for camino in _ASIGNA
    for rol in (Rol.OPL, Rol.SUPERVISOR)
    for pide, estado, codigo in (
        (_body("POST", camino, rol, aspirante="aspirante"), 404, "no_encontrado"),
        (_operators(camino), 422, "datos_no_admitidos"),
    )
]

SIN_NOMBRES = {
    ("PUT", "/v1/mesa/jornada"): "it is the operator's own",
    ("POST", "/v1/atencion/registro"): "it names nothing",
    ("POST", "/v1/atencion/solicitudes"): "it names nothing",
    (
        "POST",
        "/v1/mi-apoyo/activaciones",
    ): "which processes there are is public; a device's Id must be a new one",
    ("POST", "/v1/envios"): "each record is answered apart (tested by itself)",
}
"""Routes with a body, and no object in the path, to which nothing of another world can be named."""

NEUTROS = frozenset({"despues", "cuantos", "formato", "estado", "nivel", "dia", "rol"})
"""Members of a query that name no object."""
