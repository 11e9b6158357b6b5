"""The access matrix (Protocolo 5.1, 18.5): every route × every role × own and foreign, and every kind of bad token.

Generated from the route table: a route that this test cannot ask fails it. What it knows of them is in `matriz.py`.
"""

import json
from string import Formatter

import pytest

from chalicelib.rules.permisos import PERMISOS, Accion, Rol
from chalicelib.web import Ruta
from tests.functional.api import Respuesta, emisores
from tests.functional.escena import Escena, Extrano, escena, mundos, sign
from tests.functional.estado import changed, everything
from tests.functional.matriz import (
    A_CUALQUIERA,
    CONSULTAS,
    CUERPOS,
    DE_VECINOS,
    NADIE,
    NO_ADMITE,
    OBJETOS,
    OTRA_NEGATIVA,
    SIN_LIMITE,
    allowed,
    ask,
    path,
    routes,
)

pytestmark = pytest.mark.lento

__all__ = ["emisores", "escena", "mundos"]

RUTAS = routes()
PUBLICAS = [r for r in RUTAS if r.accion is Accion.CONSULTAR_PUBLICO]
CON_PERMISO = [r for r in RUTAS if r.accion is not Accion.CONSULTAR_PUBLICO]
CON_OBJETO = [r for r in CON_PERMISO if "{" in r.camino]
LIMITES = frozenset({"limites"})
"""Of whom an object is kept the tries are counted all the same."""
COMUNES = {"aviso", "unidad"}
"""Ids that both worlds have."""
name = lambda x: f"{x.metodo} {x.camino}" if isinstance(x, Ruta) else str(x)  # noqa: E731


def parts(r: Ruta) -> list[str]:
    """Names of the parts of the path."""
    return [p for _, p, _, _ in Formatter().parse(r.camino) if p]


@pytest.mark.parametrize("r", RUTAS, ids=name)
def test_the_matrix_knows_how_to_ask_every_route(r, mundos):
    for m in (mundos.propio, mundos.ajeno):
        for rol in m.gente:
            assert path(r, m, rol, {})
    assert r.cuerpo is None or (r.metodo, r.camino) in CUERPOS
    assert set(parts(r)) <= set(NADIE)


def test_the_matrix_speaks_of_no_route_that_is_not_there():
    hay = {(r.metodo, r.camino) for r in RUTAS}
    dichas = {*CUERPOS, *CONSULTAS, *OBJETOS, *A_CUALQUIERA, *DE_VECINOS, *OTRA_NEGATIVA}
    assert dichas | {camino for camino, _ in NO_ADMITE} <= hay


@pytest.mark.parametrize("r", PUBLICAS, ids=name)
def test_whoever_asks_gets_what_is_for_everybody(r, mundos):
    assert ask(mundos.api, r, mundos.propio, Rol.NADIE, None).estado == 200


@pytest.mark.parametrize("r", CON_PERMISO, ids=name)
def test_a_role_without_the_action_is_refused_and_changes_nothing_5_1(r, mundos):
    antes = everything()
    for rol, quien in mundos.propio.gente.items():
        if r.accion not in allowed(rol):
            respuesta = ask(mundos.api, r, mundos.propio, rol, quien)
            assert (respuesta.estado, respuesta.codigo) == (403, "acceso_denegado"), rol
    assert changed(antes, everything()) == set()


@pytest.mark.parametrize("r", CON_PERMISO, ids=name)
def test_nobody_passes_without_a_whole_token_5_5(r, mundos):
    antes = everything()
    assert ask(mundos.api, r, mundos.propio, Rol.INE, None).estado == 401
    for rol, faltas in mundos.malos.items():
        for falta, token in faltas.items():
            assert ask(mundos.api, r, mundos.propio, rol, None, token=token).estado == 403, (rol, falta)
    assert changed(antes, everything()) == set()


@pytest.mark.parametrize("r", CON_OBJETO, ids=name)
def test_what_is_anothers_is_as_if_it_did_not_exist_5_1_18_5(r, mundos):
    """Another OPL's, another process's, another aspirante's, operator's, auxiliar's, citizen's."""
    antes = everything(LIMITES)
    ninguno = {p: NADIE[p] for p in parts(r)}
    for extrano in mundos.extranos:
        if not kept_from(r, extrano):
            continue
        respuesta = asks(mundos, r, extrano)
        assert refusal(respuesta) == expected(r), extrano
        assert respuesta.cuerpo == asks(mundos, r, extrano, **ninguno).cuerpo, extrano
    assert changed(antes, everything(LIMITES)) == set()


def kept_from(r: Ruta, extrano: Extrano) -> bool:
    """Whether the rule is that they must not reach it."""
    camino = (r.metodo, r.camino)
    if r.accion not in PERMISOS[extrano.rol] or extrano.rol in SIN_LIMITE or camino in A_CUALQUIERA:
        return False
    return not (extrano.vecino and extrano.rol in DE_VECINOS.get(camino, (frozenset(),))[0])


def asks(mundos: Escena, r: Ruta, extrano: Extrano, **ids: str) -> Respuesta:
    """The stranger asks for what is of the role's own in `propio`."""
    return ask(mundos.api, r, mundos.propio, extrano.rol, extrano.sesion, **ids)


def refusal(respuesta: Respuesta) -> tuple[int, str]:
    return respuesta.estado, respuesta.codigo if respuesta.estado >= 400 else ""


def expected(r: Ruta) -> tuple[int, str]:
    return OTRA_NEGATIVA.get((r.metodo, r.camino), (404, "no_encontrado"))[:2]


@pytest.mark.parametrize("r", [r for r in CON_OBJETO if len(parts(r)) > 1], ids=name)
def test_a_part_of_anothers_is_not_reached_through_ones_own_5_1(r, mundos):
    """`/v1/aspirantes/<own>/cargas/<another's>`: the first part is within reach, and the rest is not of it."""
    antes = everything(LIMITES)
    primera, *resto = parts(r)
    for rol, quien in mundos.ajeno.gente.items():
        if r.accion in PERMISOS[rol]:
            suyas = {p: mundos.propio.ids[p] for p in resto}
            respuesta = ask(mundos.api, r, mundos.ajeno, rol, quien, **suyas)
            assert refusal(respuesta) == (404, "no_encontrado"), (primera, rol)
    assert changed(antes, everything(LIMITES)) == set()


@pytest.mark.parametrize("r", [r for r in CON_PERMISO if r.metodo == "GET"], ids=name)
def test_what_is_shown_of_ones_own_world_holds_nothing_of_another_18(r, mundos):
    camino, propio = (r.metodo, r.camino), mundos.propio
    if camino == ("GET", "/v1/procesos-vigentes"):
        return  # who opens Mi Apoyo chooses among all processes in course (10.9)
    de_otro = [v for c, v in propio.ids.items() if c not in COMUNES] + propio.personales
    for rol, quien in mundos.ajeno.gente.items():
        if r.accion in PERMISOS[rol] and rol not in SIN_LIMITE:
            respuesta = ask(mundos.api, r, mundos.ajeno, rol, quien)
            assert respuesta.estado == 200, (rol, respuesta)
            assert [v for v in de_otro if v in text_of(respuesta)] == [], rol


@pytest.mark.parametrize("r", [r for r in CON_PERMISO if r.metodo == "GET" and "{" not in r.camino], ids=name)
def test_what_is_shown_to_a_neighbour_holds_only_what_they_share_18(r, mundos):
    for extrano in mundos.extranos:
        if extrano.vecino and r.accion in PERMISOS[extrano.rol] and extrano.rol is not Rol.CIUDADANIA:
            de_otro = [v for c, v in mundos.propio.ids.items() if c not in COMUNES | extrano.comparte]
            respuesta = asks(mundos, r, extrano)
            assert respuesta.estado == 200, (extrano, respuesta)
            assert [v for v in de_otro if v in text_of(respuesta)] == [], extrano


def text_of(respuesta: Respuesta) -> str:
    """What a JSON answer says, but for images, in which any four letters may occur."""
    if not isinstance(respuesta.cuerpo, dict):
        return ""
    cuerpo = {c: v for c, v in respuesta.cuerpo.items() if c not in {"imagenes", "registro", "url"}}
    return json.dumps(cuerpo, ensure_ascii=False)


@pytest.mark.parametrize("r", CON_PERMISO, ids=name)
def test_whoever_may_is_let_in_to_their_own(r, mundos):
    """So that the refusals above are not those of a route that refuses everybody."""
    for rol, quien in mundos.propio.gente.items():
        if r.accion in PERMISOS[rol]:
            respuesta = ask(mundos.api, r, mundos.propio, rol, quien)
            negativa = NO_ADMITE.get(((r.metodo, r.camino), rol), (r.estado, ""))
            assert refusal(respuesta) == negativa, (rol, respuesta)
            mundos.copia.put_back()


def test_a_token_made_like_the_bad_ones_and_with_nothing_out_of_order_passes(mundos):
    for rol, quien in mundos.propio.gente.items():
        r = mundos.api.pide("GET", "/v1/cuenta", token=sign(mundos.api, rol, quien))
        assert r.estado == 200, rol
