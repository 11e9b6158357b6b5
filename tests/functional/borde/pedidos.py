"""Asking a route as the access matrix does, by what its declaration says and what `matriz.py` adds."""

import json
from string import Formatter

from chalicelib.borde.ruta import Ruta
from chalicelib.rules.base.permisos import PERMISOS, Accion, Rol
from tests.escenario.api import Api, Respuesta, Sesion
from tests.functional.borde.matriz import CONSULTAS, CUERPOS, OBJETOS
from tests.functional.borde.sedes import Mundo

FEDERADOS = {Rol.ASPIRANTE, Rol.REPRESENTANTE, Rol.AUXILIAR, Rol.CIUDADANIA, Rol.VISITANTE}


def allowed(rol: Rol) -> frozenset[Accion]:
    """What somebody of that role may do: whoever signed in with Google, Facebook or X is a visitor besides."""
    return PERMISOS[rol] | (PERMISOS[Rol.VISITANTE] if rol in FEDERADOS else frozenset())


def routes() -> list[Ruta]:
    """Every route there is."""
    import app

    return sorted(
        (e.view_function.ruta for metodos in app.app.routes.values() for e in metodos.values()),
        key=lambda r: (r.camino, r.metodo),
    )


def ask(
    api: Api,
    r: Ruta,
    m: Mundo,
    rol: Rol,
    quien: Sesion | None,
    *,
    token: str | None = None,
    consulta: str = "",
    **ids: str,
) -> Respuesta:
    """The route asked for that world's object, with a body of the published form; `ids` in the place of the world's."""
    clave = (r.metodo, r.camino)
    cuerpo = CUERPOS[clave](m, rol) if r.cuerpo is not None else None
    cabeceras = {"Accept": r.respuesta} if isinstance(r.respuesta, str) else {}
    camino = path(r, m, rol, ids) + CONSULTAS.get(clave, lambda _: "")(m) + consulta
    return api.pide(r.metodo, camino, quien, cuerpo, token=token, cabeceras=cabeceras)


def path(r: Ruta, m: Mundo, rol: Rol, ids: dict[str, str]) -> str:
    """The path with this world's ids in it. Raises KeyError for a part that nobody described."""
    otros = {parte: m.ids[cual] for parte, cual in OBJETOS.get((r.metodo, r.camino), {}).items()}
    return r.camino.format(**m.ids | m.propios.get(rol, {}) | otros | ids)


def name(r: Ruta) -> str:
    """As tests are named."""
    return f"{r.metodo} {r.camino}"


def fields_of(r: Ruta) -> set[str]:
    """Members of the query."""
    return set(getattr(r.consulta, "__struct_fields__", ()))


def parts(r: Ruta) -> list[str]:
    """Names of the parts of the path."""
    return [p for _, p, _, _ in Formatter().parse(r.camino) if p]


def refusal(respuesta: Respuesta) -> tuple[int, str]:
    return respuesta.estado, respuesta.codigo if respuesta.estado >= 400 else ""


def text_of(respuesta: Respuesta) -> str:
    """What a JSON answer says, but for images, in which any four letters may occur."""
    if not isinstance(respuesta.cuerpo, dict):
        return ""
    cuerpo = {c: v for c, v in respuesta.cuerpo.items() if c not in {"imagenes", "registro", "url"}}
    return json.dumps(cuerpo, ensure_ascii=False)
