"""What the API refuses: a status, a stable code, a Spanish sentence, and nothing written."""

import base64
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from requests import Response

from local.siembra import AuxiliarSembrado
from tests.e2e.captura import Captura, capture
from tests.e2e.filas import case, row
from tests.e2e.gente import add_auxiliar, add_contest
from tests.e2e.sistema import Sistema, ago, seconds

pytestmark = pytest.mark.nube
ESPANOL = re.compile(r"\b(el|la|las|un|una|de|no|su|es|hay|hasta|ya)\b", re.IGNORECASE)
ENVIOS = "/v1/envios"
VALIDO: dict[str, Any] = {"inciso": None}
INVALIDO = {"inciso": "d", "opcion": "Pantalla", "detalle": ""}


@dataclass(frozen=True)
class Escena:
    """What there is before the refusals: two records at the desk of one operator, one of them judged."""

    sistema: Sistema
    auxiliar: AuxiliarSembrado
    captura: Captura
    envio: str
    operador: str
    otro: str
    pendiente: str
    juzgado: str
    cerrado: AuxiliarSembrado
    futuro: AuxiliarSembrado

    def announce(self, cuerpo: Any = None, quien: AuxiliarSembrado | None = None, **cambios: Any) -> Response:
        """POST /v1/envios with one good record, changed."""
        if cuerpo is None:
            cuerpo = {"dispositivo": self.auxiliar.dispositivo, "registros": [self.record(**cambios)]}
        return self.sistema.pide("POST", ENVIOS, (quien or self.auxiliar).token, json=cuerpo)

    def record(self, **cambios: Any) -> dict[str, Any]:
        return self.captura.announcement(b"sellado", **cambios)

    def text(self, cuerpo: bytes, tipo: str = "application/json", token: str | None = None) -> Response:
        """POST /v1/envios with those very bytes."""
        token = token or self.auxiliar.token
        return self.sistema.pide("POST", ENVIOS, token, data=cuerpo, headers={"Content-Type": tipo})

    def judge(self, folio: str, token: str | None = None, **cuerpo: Any) -> Response:
        return self.sistema.pide(
            "POST", f"/v1/mesa/registros/{folio}/dictamen", token or self.operador, json=cuerpo
        )


@pytest.fixture(scope="module")
def escena(sistema: Sistema) -> Escena:
    auxiliar = sistema.mundo.auxiliares[0]
    capturas = [capture(sistema, auxiliar) for _ in range(6)]
    sellados = [c.seal() for c in capturas]
    anunciado = sistema.announce(
        auxiliar, [c.announcement(s) for c, s in zip(capturas, sellados, strict=True)]
    )
    for registro, sellado in zip(anunciado["registros"], sellados, strict=True):
        assert sistema.upload(registro["permiso"], sellado).ok
    sistema.quiet()
    operador, otro = sistema.mundo.operadores.values()
    juzgado = _next(sistema, operador)
    _next(sistema, otro)  # the first request of a session is noted (5.5), which no refusal below is
    hecho = sistema.pide("POST", f"/v1/mesa/registros/{juzgado}/dictamen", operador, json=VALIDO)
    assert hecho.status_code == 200, hecho.text
    cerrado = add_auxiliar(sistema, add_contest(sistema, ago(days=9), ago(hours=25)))
    futuro = add_auxiliar(sistema, add_contest(sistema, ago(hours=-1), ago(days=-9)))
    sistema.quiet()
    return Escena(
        sistema,
        auxiliar,
        capture(sistema, auxiliar),
        anunciado["envio"],
        operador,
        otro,
        _next(sistema, operador),
        juzgado,
        cerrado,
        futuro,
    )


def _next(sistema: Sistema, operador: str) -> str:
    folio: str = sistema.pide("GET", "/v1/mesa/siguiente", operador).json()["registro"]["folio"]
    return folio


def _tampered(token: str) -> str:
    """The same signature under other claims."""
    cabeza, reclamos, firma = token.split(".")
    dichos = json.loads(base64.urlsafe_b64decode(reclamos + "=="))
    otros = base64.urlsafe_b64encode(json.dumps(dichos | {"sub": "otra"}).encode()).decode().rstrip("=")
    return f"{cabeza}.{otros}.{firma}"


def _unsigned(token: str) -> str:
    """The same claims, "signed" with the algorithm `none`."""
    cabeza = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').decode().rstrip("=")
    return f"{cabeza}.{token.split('.')[1]}."


Pedido = Callable[[Escena], Response]
_RUTA_ENVIO = f"{ENVIOS}/ABCDEFGHIJKLMNOPQRSTUVWXYZ"

IDENTIDAD: list[tuple[str, str, Pedido]] = [
    ("no-token", "401 no_identificado", lambda e: e.sistema.pide("GET", _RUTA_ENVIO)),
    (
        "tampered-token",
        "401 sesion_no_valida",
        lambda e: e.sistema.pide("GET", _RUTA_ENVIO, _tampered(e.auxiliar.token)),
    ),
    (
        "unsigned-token",
        "401 sesion_no_valida",
        lambda e: e.sistema.pide("GET", _RUTA_ENVIO, _unsigned(e.auxiliar.token)),
    ),
    ("operator-announces", "403 acceso_denegado", lambda e: e.text(b"{}", token=e.operador)),
    (
        "auxiliar-at-the-desk",
        "403 acceso_denegado",
        lambda e: e.judge(e.pendiente, e.auxiliar.token, **VALIDO),
    ),
    ("unknown-route", "404 ruta_desconocida", lambda e: e.sistema.pide("GET", "/v1/nada", e.auxiliar.token)),
]

CUERPOS: list[tuple[str, str, Pedido]] = [
    ("not-json", "400 cuerpo_invalido", lambda e: e.text(b"dispositivo=DISP000001")),
    ("not-utf8", "400 cuerpo_invalido", lambda e: e.text(b'{"dispositivo": "\xff"}')),
    ("empty-body", "400 cuerpo_invalido", lambda e: e.text(b"")),
    ("other-content-type", "415 tipo_no_admitido", lambda e: e.text(b"{}", "text/plain")),
    ("body-too-large", "413 solicitud_grande", lambda e: e.text(b" " * (256 * 1024 + 1))),
    ("body-over-the-gateway", "413 solicitud_grande", lambda e: e.text(b" " * (10 * 1024 * 1024 + 1))),
    ("not-an-object", "400 cuerpo_invalido", lambda e: e.announce([])),
    (
        "unknown-field",
        "400 cuerpo_invalido",
        lambda e: e.announce({"dispositivo": "DISP000001", "registros": [e.record()], "partido": "X"}),
    ),
    ("unknown-field-of-record", "400 cuerpo_invalido", lambda e: e.announce(partido="X")),
    ("missing-field", "400 cuerpo_invalido", lambda e: e.announce({"registros": [e.record()]})),
    ("wrong-type", "400 cuerpo_invalido", lambda e: e.announce(bytes="43386")),
    ("bad-id", "400 cuerpo_invalido", lambda e: e.announce(registro="R0001\n")),
    ("bad-digest", "400 cuerpo_invalido", lambda e: e.announce(sha256="A" * 64)),
    (
        "announced-too-large",
        "400 cuerpo_invalido",
        lambda e: e.announce(bytes=4 * 1024 * 1024 + 8 * 1024 + 1),
    ),
    ("announced-empty", "400 cuerpo_invalido", lambda e: e.announce(bytes=0)),
    (
        "place-off-the-earth",
        "400 cuerpo_invalido",
        lambda e: e.announce(lugar={"latitud": 91, "longitud": 0, "precision_m": 1}),
    ),
    (
        "announced-impossible-date",
        "400 cuerpo_invalido",
        lambda e: e.announce(capturado_en="2026-02-30T18:30:00Z"),
    ),
    ("announced-local-time", "400 cuerpo_invalido", lambda e: e.announce(capturado_en="2026-03-01T18:30:00")),
    (
        "no-records",
        "400 cuerpo_invalido",
        lambda e: e.announce({"dispositivo": "DISP000001", "registros": []}),
    ),
    (
        "too-many-records",
        "400 cuerpo_invalido",
        lambda e: e.announce(
            {"dispositivo": "DISP000001", "registros": [e.record(registro=f"M{n:04d}") for n in range(101)]}
        ),
    ),
    (
        "duplicate-ids",
        "400 cuerpo_invalido",
        lambda e: e.announce({"dispositivo": "DISP000001", "registros": [e.record(), e.record(bytes=9)]}),
    ),
]

PLAZOS: list[tuple[str, str, Pedido]] = [
    ("announced-after-the-deadline", "409 recepcion_cerrada", lambda e: e.announce(quien=e.cerrado)),
    ("announced-before-the-start", "409 recepcion_cerrada", lambda e: e.announce(quien=e.futuro)),
]

AJENOS: list[tuple[str, str, Pedido]] = [
    ("unknown-envio", "404 no_encontrado", lambda e: e.sistema.pide("GET", _RUTA_ENVIO, e.auxiliar.token)),
    (
        "others-envio",
        "404 no_encontrado",
        lambda e: e.sistema.pide("GET", f"{ENVIOS}/{e.envio}", e.sistema.mundo.auxiliares[1].token),
    ),
    (
        "overlong-id",
        "404 no_encontrado",
        lambda e: e.sistema.pide("GET", f"{ENVIOS}/{'A' * 3000}", e.auxiliar.token),
    ),
    (
        "others-record",
        "404 no_encontrado",
        lambda e: e.sistema.pide("GET", f"/v1/apoyos/{e.juzgado}", e.sistema.mundo.aspirantes["ASP0002"]),
    ),
]

DICTAMENES: list[tuple[str, str, Pedido]] = [
    (
        "verdict-unknown-record",
        "404 no_encontrado",
        lambda e: e.judge("ASP0001-AUX00001-DISP000001-NADA", **VALIDO),
    ),
    ("verdict-not-assigned", "404 no_encontrado", lambda e: e.judge(e.pendiente, e.otro, **VALIDO)),
    ("verdict-other-on-judged", "409 ya_dictaminado", lambda e: e.judge(e.juzgado, **INVALIDO)),
    ("verdict-unknown-inciso", "422 dictamen_no_admitido", lambda e: e.judge(e.pendiente, inciso="z")),
    (
        "verdict-option-of-another",
        "422 dictamen_no_admitido",
        lambda e: e.judge(e.pendiente, inciso="d", opcion="A color"),
    ),
    (
        "verdict-option-where-none",
        "422 dictamen_no_admitido",
        lambda e: e.judge(e.pendiente, inciso="h", opcion="Pantalla", detalle="silla"),
    ),
    (
        "verdict-without-detail",
        "422 dictamen_no_admitido",
        lambda e: e.judge(e.pendiente, inciso="h", detalle=" "),
    ),
    (
        "verdict-long-detail",
        "422 dictamen_no_admitido",
        lambda e: e.judge(e.pendiente, inciso="h", detalle="x" * 281),
    ),
    (
        "verdict-valid-with-detail",
        "422 dictamen_no_admitido",
        lambda e: e.judge(e.pendiente, inciso=None, detalle="todo bien"),
    ),
    ("verdict-bad-form", "400 cuerpo_invalido", lambda e: e.judge(e.pendiente, inciso="primero")),
]


@pytest.mark.parametrize(
    ("esperado", "pedido"),
    [
        case(fila, esperado, esperado, pedido)
        for fila, esperado, pedido in [*IDENTIDAD, *CUERPOS, *PLAZOS, *AJENOS, *DICTAMENES]
    ],
)
def test_a_refusal_is_a_problem_in_spanish_and_nothing_is_written(escena, esperado, pedido):
    antes = escena.sistema.everything()
    respuesta = pedido(escena)
    problema = respuesta.json()
    assert f"{respuesta.status_code} {problema['code']}" == esperado
    assert respuesta.headers["Content-Type"] == "application/problem+json"
    assert problema["status"] == respuesta.status_code
    assert {"type", "title", "detail"} <= problema.keys()
    assert ESPANOL.search(problema["detail"])
    assert not re.search(
        "expected|object|partido|missing", problema["detail"] + problema.get("campo", ""), re.I
    )
    assert escena.sistema.everything() == antes


def test_someone_elses_envio_looks_just_like_one_that_does_not_exist(escena):
    token = escena.sistema.mundo.auxiliares[1].token
    ajeno, ninguno = (escena.sistema.pide("GET", r, token) for r in (f"{ENVIOS}/{escena.envio}", _RUTA_ENVIO))
    assert ajeno.json() == ninguno.json()


@row("verdict-repeated", "200 same answer")
def test_the_same_verdict_again_gets_the_same_answer(escena):
    antes = escena.sistema.everything()
    antes.pop("auditoria")  # who asks again is noted again (18.7)
    otra_vez = [escena.judge(escena.juzgado, **VALIDO) for _ in range(2)]
    assert [r.status_code for r in otra_vez] == [200, 200]
    assert otra_vez[0].json() == otra_vez[1].json()
    assert otra_vez[0].json()["clase"] == "en_lista_nominal"
    despues = escena.sistema.everything()
    despues.pop("auditoria")
    assert despues == antes


# --- what is refused alone, within a request that is otherwise granted ---

SOLOS: list[tuple[str, str, dict[str, Any]]] = [
    ("announced-future-date", "captura_futura", {"capturado_en": seconds(ago(hours=-2))}),
    ("announced-others-aspirante", "aspirante_ajeno", {"aspirante": "ASP0002"}),
]


@pytest.mark.parametrize(
    ("codigo", "cambios"),
    [case(fila, f"rechazado {codigo}", codigo, cambios) for fila, codigo, cambios in SOLOS],
)
def test_a_record_that_cannot_be_sent_is_refused_alone(escena, codigo, cambios):
    registros = [escena.record(registro="SOLO1"), escena.record(registro="SOLO2", **cambios)]
    cuerpo = {
        "dispositivo": escena.auxiliar.dispositivo,
        "registros": [*registros, escena.record(registro="SOLO3")],
    }
    contestados = escena.announce(cuerpo).json()["registros"]
    assert [r["estado"] for r in contestados] == ["permitido", "rechazado", "permitido"]
    assert contestados[1]["motivo"]["codigo"] == codigo
    assert ESPANOL.search(contestados[1]["motivo"]["texto"])
    assert contestados[1]["permiso"] is None
