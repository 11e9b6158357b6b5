"""The access matrix (Protocolo 5.1, 18.5): every route × every role × own and foreign, and every kind of bad token.

Generated from the route table: a route that this test cannot ask fails it. What it knows of them is in `matriz.py`.
"""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest

from chalicelib.base import aws, config
from chalicelib.borde.ruta import Ruta
from chalicelib.rules.base.permisos import INSTITUCIONALES, PERMISOS, Accion, Rol
from chalicelib.store.procesos.opls import Opl
from tests.escenario import portal
from tests.escenario.api import Respuesta, Sesion, emisores
from tests.escenario.cuentas import change_account
from tests.functional.borde.escena import Escena, Extrano, escena, mundos, sign
from tests.functional.borde.estado import Copia
from tests.functional.borde.formas import formas
from tests.functional.borde.matriz import (
    A_CUALQUIERA,
    CONSULTAS,
    CUERPOS,
    DE_VECINOS,
    NADIE,
    NO_ADMITE,
    OBJETOS,
    OTRA_NEGATIVA,
    SIN_LIMITE,
)
from tests.functional.borde.mundos_app import phone_body
from tests.functional.borde.nombrados import NEUTROS, NINGUNO, NOMBRADOS, SIN_NOMBRES
from tests.functional.borde.pedidos import (
    FEDERADOS,
    allowed,
    ask,
    fields_of,
    name,
    parts,
    path,
    refusal,
    routes,
    text_of,
)

pytestmark = pytest.mark.lento

__all__ = ["emisores", "escena", "formas", "mundos"]

RUTAS = routes()
PUBLICAS = [r for r in RUTAS if r.accion is Accion.CONSULTAR_PUBLICO]
CON_PERMISO = [r for r in RUTAS if r.accion is not Accion.CONSULTAR_PUBLICO]
CON_OBJETO = [r for r in CON_PERMISO if "{" in r.camino]
COMUNES = {"aviso", "unidad", "incidencia"}
"""Ids that both worlds have."""


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
def test_anybody_gets_the_answer_of_a_public_route(r, mundos):
    assert ask(mundos.api, r, mundos.propio, Rol.NADIE, None).estado == 200


@pytest.mark.parametrize("r", CON_PERMISO, ids=name)
def test_a_role_without_the_action_is_refused_and_changes_nothing_5_1(r, mundos):
    for rol, quien in mundos.propio.gente.items():
        if r.accion not in allowed(rol):
            respuesta = ask(mundos.api, r, mundos.propio, rol, quien)
            assert (respuesta.estado, respuesta.codigo) == (403, "acceso_denegado"), rol
    assert mundos.copia.changed() == set()


@pytest.mark.parametrize("r", CON_PERMISO, ids=name)
def test_nobody_passes_without_a_whole_token_5_5(r, mundos):
    assert ask(mundos.api, r, mundos.propio, Rol.INE, None).estado == 401
    for rol, faltas in mundos.malos.items():
        for falta, token in faltas.items():
            assert ask(mundos.api, r, mundos.propio, rol, None, token=token).estado == 403, (rol, falta)
    assert mundos.copia.changed() == set()


@pytest.mark.parametrize("r", CON_OBJETO, ids=name)
def test_what_is_anothers_is_as_if_it_did_not_exist_5_1_18_5(r, mundos):
    """Another OPL's, another process's, another aspirante's, operator's, auxiliar's, citizen's.

    Tries are counted, whosever the object is: of the tables only `limites` may change.
    """
    ninguno = {p: NADIE[p] for p in parts(r)}
    inexistente: dict[Rol, Any] = {}
    for extrano in mundos.extranos:
        if not kept_from(r, extrano):
            continue
        respuesta = asks(mundos, r, extrano)
        assert refusal(respuesta) == expected(r), extrano
        if extrano.rol not in inexistente:
            inexistente[extrano.rol] = asks(mundos, r, extrano, **ninguno).cuerpo
        assert respuesta.cuerpo == inexistente[extrano.rol], extrano
    assert mundos.copia.changed("limites") == set()


def kept_from(r: Ruta, extrano: Extrano) -> bool:
    """Whether the rule is that they must not reach it."""
    camino = (r.metodo, r.camino)
    if r.accion not in PERMISOS[extrano.rol] or extrano.rol in SIN_LIMITE or camino in A_CUALQUIERA:
        return False
    return not (extrano.vecino and extrano.rol in DE_VECINOS.get(camino, (frozenset(),))[0])


def asks(mundos: Escena, r: Ruta, extrano: Extrano, **ids: str) -> Respuesta:
    """The stranger asks for what is of the role's own in `propio`."""
    return ask(mundos.api, r, mundos.propio, extrano.rol, extrano.sesion, **ids)


def expected(r: Ruta) -> tuple[int, str]:
    return OTRA_NEGATIVA.get((r.metodo, r.camino), (404, "no_encontrado"))[:2]


@pytest.mark.parametrize("r", [r for r in CON_OBJETO if len(parts(r)) > 1], ids=name)
def test_a_part_of_anothers_is_not_reached_through_ones_own_5_1(r, mundos):
    """`/v1/aspirantes/<own>/cargas/<another's>`: the first part is within reach, and the rest is not of it."""
    primera, *resto = parts(r)
    for rol, quien in mundos.ajeno.gente.items():
        if r.accion in PERMISOS[rol]:
            suyas = {p: mundos.propio.ids[p] for p in resto}
            respuesta = ask(mundos.api, r, mundos.ajeno, rol, quien, **suyas)
            assert refusal(respuesta) == (404, "no_encontrado"), (primera, rol)
    assert mundos.copia.changed("limites") == set()


@pytest.mark.parametrize("r", [r for r in CON_PERMISO if r.metodo == "GET"], ids=name)
def test_what_is_shown_of_ones_own_world_holds_nothing_of_another_18(r, mundos):
    de_otro = [v for c, v in mundos.propio.ids.items() if c not in COMUNES] + mundos.propio.personales
    for rol, quien in mundos.ajeno.gente.items():
        if r.accion in PERMISOS[rol] and rol not in SIN_LIMITE:
            respuesta = ask(mundos.api, r, mundos.ajeno, rol, quien)
            negativa = NO_ADMITE.get(((r.metodo, r.camino), rol), (200, ""))
            assert refusal(respuesta) == negativa, (rol, respuesta)
            assert [v for v in de_otro if v in text_of(respuesta)] == [], rol


@pytest.mark.parametrize("r", [r for r in CON_PERMISO if r.metodo == "GET" and "{" not in r.camino], ids=name)
def test_what_is_shown_to_a_neighbour_holds_only_what_they_share_18(r, mundos):
    for extrano in mundos.extranos:
        if extrano.vecino and r.accion in PERMISOS[extrano.rol] and extrano.rol is not Rol.CIUDADANIA:
            de_otro = [v for c, v in mundos.propio.ids.items() if c not in COMUNES | extrano.comparte]
            respuesta = asks(mundos, r, extrano)
            assert respuesta.estado == 200, (extrano, respuesta)
            assert [v for v in de_otro if v in text_of(respuesta)] == [], extrano


@pytest.mark.parametrize("r", CON_PERMISO, ids=name)
def test_whoever_may_is_let_in_to_their_own_and_gets_the_published_form(r, mundos, formas):
    """So that the refusals above are not those of a route that refuses everybody. Enums and times too (`formas.py`)."""
    for rol, quien in mundos.propio.gente.items():
        if r.accion in PERMISOS[rol]:
            respuesta = ask(mundos.api, r, mundos.propio, rol, quien)
            negativa = NO_ADMITE.get(((r.metodo, r.camino), rol), (r.estado, ""))
            assert refusal(respuesta) == negativa, (rol, respuesta)
            if respuesta.estado < 300 and "json" in respuesta.tipo:
                assert formas.faults(r, respuesta.cuerpo) == [], rol
            mundos.copia.put_back()


def test_a_token_made_like_the_bad_ones_and_with_nothing_out_of_order_passes(mundos):
    for rol, quien in mundos.propio.gente.items():
        r = mundos.api.pide("GET", "/v1/cuenta", token=sign(mundos.api, rol, quien))
        assert r.estado == 200, rol


@pytest.mark.parametrize("n", NOMBRADOS, ids=str)
def test_what_a_body_or_a_query_names_of_another_is_as_if_it_did_not_exist_5_1(n, mundos):
    quien = mundos.ajeno.gente[n.rol]
    respuestas = []
    for ids in (mundos.propio.ids, NINGUNO):
        camino, cuerpo = n.pide(mundos.ajeno, ids)
        respuestas.append(mundos.api.pide(n.metodo, camino, quien, cuerpo))
    assert refusal(respuestas[0]) == (n.estado, n.codigo)
    assert respuestas[0].cuerpo == respuestas[1].cuerpo
    assert mundos.copia.changed("limites") == set()


def test_every_route_by_which_something_could_be_named_is_asked_so():
    pedidos = {(n.metodo, n.camino) for n in NOMBRADOS} | set(SIN_NOMBRES)
    for r in CON_PERMISO:
        de_alguien = any(r.accion in PERMISOS[rol] for rol in set(Rol) - set(SIN_LIMITE))
        nombra = r.cuerpo is not None or fields_of(r) - NEUTROS
        if de_alguien and nombra and "{" not in r.camino:
            assert (r.metodo, r.camino) in pedidos, name(r)


@pytest.mark.parametrize("rol", [Rol.AUXILIAR, Rol.CIUDADANIA])
def test_a_record_for_another_process_gets_no_permit_9_14(mundos, rol):
    r = next(r for r in RUTAS if (r.metodo, r.camino) == ("POST", "/v1/envios"))
    respuesta = ask(mundos.api, r, mundos.propio, rol, mundos.ajeno.gente[rol])
    assert [x["estado"] for x in respuesta.cuerpo["registros"]] == ["rechazado"]
    # An announcement of nothing is kept for who made it, and counted.
    assert mundos.copia.changed("envios", "limites") == set()


@pytest.mark.parametrize("r", [r for r in CON_PERMISO if "despues" in fields_of(r)], ids=name)
def test_a_cursor_leads_to_nothing_of_another_18(r, mundos):
    de_otro = [v for c, v in mundos.propio.ids.items() if c not in COMUNES] + mundos.propio.personales
    for rol in set(mundos.propio.gente) - set(SIN_LIMITE):
        if r.accion not in PERMISOS[rol]:
            continue
        union = "&" if (r.metodo, r.camino) in CONSULTAS else "?"
        pide = lambda m, q, rol=rol: ask(mundos.api, r, m, rol, m.gente[rol], consulta=q)  # noqa: E731
        cursor = pide(mundos.propio, f"{union}cuantos=1").cuerpo["siguiente"]
        if cursor is not None:
            respuesta = pide(mundos.ajeno, f"{union}cuantos=50&despues={quote(cursor)}")
            assert respuesta.estado in {200, 400}
            assert [v for v in de_otro if v in text_of(respuesta)] == [], rol


def test_nobody_acts_with_anothers_account_5_5(mundos):
    for rol in set(mundos.propio.gente) - {Rol.VISITANTE}:
        ajena = {"X-Cuenta": mundos.propio.gente[rol].cuenta}
        r = mundos.api.pide("GET", "/v1/cuenta", mundos.ajeno.gente[rol], cabeceras=ajena)
        assert (r.estado, r.codigo) == (403, "acceso_denegado"), rol
    assert mundos.copia.changed() == set()


@pytest.mark.parametrize("estado", ["bloqueada", "suspendida", "terminada"])
def test_an_account_that_is_not_in_force_reaches_nothing_5_4(mundos, estado):
    for rol, quien in mundos.propio.gente.items():
        if quien.cuenta:
            change_account(quien.sujeto, quien.cuenta, estado=estado)
            assert reached(mundos, rol, quien) == [], rol
    assert mundos.copia.changed("cuentas") == set()


def test_a_login_that_another_took_the_place_of_reaches_nothing_5_5(mundos):
    for rol in INSTITUCIONALES:
        quien, luego = mundos.propio.gente[rol], int(datetime.now(UTC).timestamp()) + 60
        nueva = sign(mundos.api, rol, quien, auth_time=luego, origin_jti="otra")
        assert mundos.api.pide("GET", "/v1/cuenta", token=nueva).estado == 200
        assert reached(mundos, rol, quien) == [], rol


def reached(mundos: Escena, rol: Rol, quien: Sesion) -> list[str]:
    """Routes of the role, and not of any visitor, that let that person in."""
    suyas = PERMISOS[rol] - PERMISOS[Rol.VISITANTE] if rol in FEDERADOS else PERMISOS[rol]
    return [
        name(r)
        for r in CON_PERMISO
        if r.accion in suyas and ask(mundos.api, r, mundos.propio, rol, quien).estado != 403
    ]


def test_a_removed_auxiliar_may_still_send_and_nothing_else_of_the_app_7_7(mundos):
    api, m = mundos.api, mundos.propio
    assert portal.remove(api, m.gente[Rol.ASPIRANTE], m.ids["auxiliar"]).estado == 200
    quien, de_baja = m.gente[Rol.AUXILIAR], Copia()
    for r, cuerpo, negativa in (
        (
            "/v1/dispositivos",
            phone_body(m.sede, m.ids["auxiliar"], "DISPOTRO"),
            (403, "registro_no_coincide"),
        ),
        (
            "/v1/auxiliares/cedula",
            CUERPOS["POST", "/v1/auxiliares/cedula"](m, Rol.AUXILIAR),
            (409, "auxiliar_de_baja"),
        ),
    ):
        assert refusal(api.pide("POST", r, quien, cuerpo)) == negativa
    assert de_baja.changed("limites") == set()
    envio = api.pide("POST", "/v1/envios", quien, CUERPOS["POST", "/v1/envios"](m, Rol.AUXILIAR))
    assert [x["estado"] for x in envio.cuerpo["registros"]] == ["permitido"]


def test_the_copy_of_a_world_sees_every_change_and_undoes_it(mundos):
    """So that `changed` can fail: an item, an object, a message, a mail."""
    Opl("OPLX").update(actions=[Opl.nombre.set("Otro")])
    aws.client("s3").put_object(Bucket=config.DEPOSITO_EMBLEMAS, Key="una", Body=b"x")
    aws.client("sqs").send_message(QueueUrl=aws.queue_url(config.COLA_CORREOS), MessageBody="{}")
    assert mundos.copia.changed() == {
        f"tabla {config.tabla('opls')}",
        f"depósito {config.DEPOSITO_EMBLEMAS}",
        f"cola {config.COLA_CORREOS}",
    }
    assert mundos.copia.changed("opls") == mundos.copia.changed() - {f"tabla {config.tabla('opls')}"}
    mundos.copia.put_back()
    assert mundos.copia.changed() == set()
    assert Opl.get("OPLX").nombre != "Otro"
