"""The edge of the API: who passes, what is refused and how a failure leaves (Protocolo 5.1, 18.5)."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from chalice.app import Blueprint, Chalice
from chalice.test import Client
from msgspec import Struct

from chalicelib.base import config
from chalicelib.borde.ruta import MAXIMO_CUERPO, ruta
from chalicelib.handlers.eventos import autorizador
from chalicelib.problemas import Conflicto
from chalicelib.rules.base.limites import Limite, Por
from chalicelib.rules.base.permisos import PERMISOS, Accion, Rol
from chalicelib.store.cuentas.cuentas import Cuenta
from chalicelib.vault.errores import CamposInvalidos
from local.nube import ROOT
from tests.escenario.cuentas import keep_account
from tests.escenario.emisor import CLIENTE, Emisor, issuer
from tests.functional.borde.test_lotes import bitacora

__all__ = ["bitacora"]
pytestmark = pytest.mark.usefixtures("aws_fingido")
SECRETO = "HRGRJN82050602H900"


@pytest.fixture(scope="module")
def emisor() -> Iterator[Emisor]:
    with issuer() as emisor:
        yield emisor


@pytest.fixture
def pide(emisor: Emisor, aws_fingido: None, monkeypatch: pytest.MonkeyPatch):
    """Ask a small API, made with the real edge, as somebody of a role: status, content type and body."""
    monkeypatch.setenv("CAPTACION_EMISORES", f"{emisor.url}|{CLIENTE}")

    def pide(metodo: str, camino: str, rol: str = "auxiliar", cuerpo: str = "", token: str | None = None):
        keep_account(
            Cuenta(sujeto=f"{emisor.url}|persona-1", cuenta="una", rol=rol, estado="activa", auxiliar="AUX1")
        )
        cabeceras = {"Content-Type": "application/json", "Authorization": f"Bearer {token or emisor.token()}"}
        with Client(small_api()) as cliente:
            r = cliente.http.request(metodo, camino, headers=cabeceras, body=cuerpo)
        return r.status_code, r.headers.get("Content-Type"), json.loads(r.body)

    return pide


def declare_limited(bp: Blueprint) -> None:
    """A route with a limit for each device."""

    class ConDispositivo(Struct):
        dispositivo: str

    @ruta(
        bp,
        "POST",
        "/dispositivo",
        Accion.ENVIAR_APOYOS,
        dict,
        cuerpo=ConDispositivo,
        limites=(Limite(Por.DISPOSITIVO, 1, timedelta(hours=1)),),
    )
    def dispositivo(principal, cuerpo):
        return {}


def small_api() -> Chalice:
    bp = Blueprint(__name__)

    @ruta(bp, "GET", "/quien/{cual}", Accion.ENVIAR_APOYOS, dict)
    def quien(principal, cual):
        return {"auxiliar": principal.auxiliar, "cual": cual}

    @ruta(bp, "GET", "/conflicto", Accion.ENVIAR_APOYOS, dict)
    def conflicto(principal):
        raise Conflicto("Así no.", campo="x")

    @ruta(bp, "GET", "/falla", Accion.ENVIAR_APOYOS, dict)
    def falla(principal):
        raise ValueError(f"no entiendo {SECRETO}")

    @ruta(bp, "GET", "/ilegible", Accion.ENVIAR_APOYOS, dict)
    def ilegible(principal):
        raise CamposInvalidos("campos_alterados")

    @ruta(bp, "POST", "/cuerpo", Accion.ENVIAR_APOYOS, dict, cuerpo=dict[str, int])
    def cuerpo(principal, cuerpo):
        return {"leido": cuerpo}

    declare_limited(bp)
    app = Chalice(app_name="prueba")
    app.register_blueprint(autorizador.bp)
    app.register_blueprint(bp)
    for metodos in app.routes.values():
        for entrada in metodos.values():
            entrada.authorizer = autorizador.autorizador
    return app


def test_the_view_gets_the_principal_and_its_answer_is_kept_by_nobody(pide):
    assert pide("GET", "/quien/A-1") == (200, "application/json", {"auxiliar": "AUX1", "cual": "A-1"})


@pytest.mark.parametrize("rol", [r for r in Rol if Accion.ENVIAR_APOYOS not in PERMISOS[r]])
def test_a_role_without_the_action_is_refused_before_the_view_5_1(pide, rol):
    estado, tipo, cuerpo = pide("GET", "/falla", rol=rol)
    assert (estado, tipo, cuerpo["code"]) == (403, "application/problem+json", "acceso_denegado")


def test_without_an_account_no_view_is_reached(pide, emisor):
    estado, _, _ = pide("GET", "/quien/A", token=emisor.token(aud="otro"))
    assert estado == 403


def test_a_refusal_is_problem_details_with_its_stable_code(pide):
    estado, tipo, cuerpo = pide("GET", "/conflicto")
    assert (estado, tipo) == (409, "application/problem+json")
    assert cuerpo == {
        "type": "about:blank",
        "title": "Conflicto",
        "status": 409,
        "code": "conflicto",
        "detail": "Así no.",
        "campo": "x",
    }


def test_an_unexpected_failure_shows_no_trace_and_logs_no_word_of_it_18_5(pide, bitacora):
    estado, tipo, cuerpo = pide("GET", "/falla")
    assert (estado, tipo, cuerpo["code"]) == (500, "application/problem+json", "falla_interna")
    lineas = bitacora.getvalue()
    assert all(s in lineas for s in ("falla en una ruta", "/falla", "ValueError", "test_ruta.py:"))
    for texto in (lineas, json.dumps(cuerpo)):
        assert SECRETO not in texto
        assert "Traceback" not in texto


@pytest.mark.parametrize("parte", ["A%20B", "A%00", "%C3%B1", "A_B", "A" * 101])
def test_an_identifier_that_cannot_be_one_of_ours_is_not_found(pide, parte):
    assert pide("GET", f"/quien/{parte}")[0] == 404


@pytest.mark.parametrize(
    ("enviado", "estado", "codigo"),
    [
        ("{", 400, "cuerpo_invalido"),
        ("", 400, "cuerpo_invalido"),
        (f'{{"n": "{SECRETO}"}}', 400, "cuerpo_invalido"),
        (f'{{"n": {" " * MAXIMO_CUERPO}1}}', 413, "solicitud_grande"),
    ],
    ids=["cortado", "vacío", "otro tipo", "grande"],
)
def test_a_body_of_another_form_is_refused_without_its_values_18_5(pide, enviado, estado, codigo):
    obtenido, _, cuerpo = pide("POST", "/cuerpo", cuerpo=enviado)
    assert (obtenido, cuerpo["code"]) == (estado, codigo)
    assert SECRETO not in json.dumps(cuerpo)


def test_a_good_body_is_read(pide):
    assert pide("POST", "/cuerpo", cuerpo='{"n": 1}') == (200, "application/json", {"leido": {"n": 1}})


def run_python(codigo: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", codigo], cwd=ROOT, capture_output=True, text=True, timeout=60
    )


def test_every_route_has_the_authorizer_and_declares_its_action_5_1():
    salida = run_python(
        "import app\n"
        "for camino, metodos in app.app.routes.items():\n"
        "    for metodo, e in metodos.items():\n"
        "        print(metodo, camino, e.authorizer and e.authorizer.name, e.view_function.ruta.accion.value)\n"
    )
    assert salida.returncode == 0, salida.stderr
    lineas = [linea.split() for linea in salida.stdout.splitlines()]
    assert len(lineas) >= 7
    assert {a for _, _, a, accion in lineas if accion != "consultar_publico"} == {"autorizador"}


def test_a_route_that_declares_no_action_stops_the_start_5_1():
    salida = run_python(
        "from chalicelib.handlers.mesa import escritorio as mesa\n"
        "mesa.bp.route('/v1/abierta', methods=['GET'])(lambda: {})\n"
        "import app\n"
    )
    assert salida.returncode != 0
    assert "GET /v1/abierta no declara su acción" in salida.stderr


def test_the_application_leaves_the_level_of_our_log_alone():
    salida = run_python(
        "import logging\nfrom chalicelib.base.registro import log\n"
        "import app\nprint(log.isEnabledFor(logging.WARNING))\n"
    )
    assert salida.stdout.split()[-1] == "True", salida.stderr


def test_sealed_data_that_do_not_open_are_a_refusal_and_a_line_in_the_log(pide, caplog):
    """It answered 500 wherever a row had been altered."""
    estado, _, cuerpo = pide("GET", "/ilegible")
    assert (estado, cuerpo["code"]) == (409, "datos_ilegibles")
    assert "datos que no se abren" in caplog.text


def lines(capsys) -> list[dict]:
    return [json.loads(x) for x in capsys.readouterr().out.splitlines() if x.startswith("{")]


@pytest.mark.parametrize(
    ("camino", "rol", "codigo"),
    [("/quien/a", "opl", "acceso_denegado"), ("/quien/a.b", "auxiliar", "no_encontrado")],
)
def test_a_refusal_leaves_who_from_where_and_which_route_and_never_what(
    pide, capsys, caplog, camino, rol, codigo
):
    assert pide("GET", camino, rol)[2]["code"] == codigo
    [rastro] = [r for r in caplog.records if r.message == "rechazo"]
    assert (rastro.ruta, rastro.codigo, rastro.actor) == ("GET /quien/{cual}", codigo, "persona-1")
    assert hasattr(rastro, "direccion")
    assert camino not in str(vars(rastro))
    assert [x["Rechazos"] for x in lines(capsys) if "Rechazos" in x] == [[1.0]]


def test_a_conflict_is_no_refusal_to_trace(pide, caplog):
    pide("GET", "/conflicto")
    assert [r for r in caplog.records if r.message == "rechazo"] == []


def test_a_fault_of_ours_is_measured(pide, capsys):
    pide("GET", "/falla")
    assert [x["FallasInternas"] for x in lines(capsys) if "FallasInternas" in x] == [[1.0]]


def test_a_token_that_is_not_taken_leaves_its_cause_and_nothing_of_itself(pide, capsys, caplog, emisor):
    ajeno = emisor.token(aud="otro-cliente")
    assert pide("GET", "/quien/a", token=ajeno)[0] in (401, 403)
    [rastro] = [r for r in caplog.records if r.message == "token rechazado"]
    assert rastro.causa == "InvalidAudienceError"
    assert ajeno not in str(vars(rastro))
    assert [x["TokensRechazados"] for x in lines(capsys) if "TokensRechazados" in x] == [[1.0]]


@pytest.mark.parametrize("camino", ["/quien/a", "/conflicto", "/falla"])
def test_every_answer_says_nosniff_and_hsts_and_the_portal_alone_may_read_it(
    emisor, aws_fingido, monkeypatch, camino
):
    monkeypatch.setenv("CAPTACION_EMISORES", f"{emisor.url}|{CLIENTE}")
    keep_account(Cuenta(sujeto=f"{emisor.url}|persona-1", cuenta="una", rol="auxiliar", estado="activa"))
    with Client(small_api()) as cliente:
        r = cliente.http.request("GET", camino, headers={"Authorization": f"Bearer {emisor.token()}"})
    assert r.headers["X-Content-Type-Options"] == "nosniff"
    assert r.headers["Strict-Transport-Security"].startswith("max-age=")
    assert r.headers["Access-Control-Allow-Origin"] == config.ORIGEN_WEB != "*"


def test_the_limit_of_a_device_locks_nobody_else_who_names_it_18_5(pide, emisor):
    """Anybody may name another's device: their tries are counted apart."""
    keep_account(Cuenta(sujeto=f"{emisor.url}|persona-2", cuenta="dos", rol="auxiliar", estado="activa"))
    otra = emisor.token(sub="persona-2")
    cuerpo = json.dumps({"dispositivo": "AJENO"})
    assert [pide("POST", "/dispositivo", cuerpo=cuerpo, token=otra)[0] for _ in range(2)] == [200, 429]
    assert [pide("POST", "/dispositivo", cuerpo=cuerpo)[0] for _ in range(2)] == [200, 429]
