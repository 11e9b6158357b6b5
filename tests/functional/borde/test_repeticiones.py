"""`Idempotency-Key`: a POST repeated with its key is done once and answered alike, for a day."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.store.atencion.solicitudes import Solicitud
from chalicelib.store.base.repeticiones import CONSERVA, PLAZO, Repeticion, begin_request, finish_request
from tests.escenario.api import Api, Respuesta, Sesion, api, emisores
from tests.escenario.fallas import Fault, faults
from tests.escenario.recursos import empty_queues

__all__ = ["api", "emisores"]
SOLICITUDES = "/v1/atencion/solicitudes"
CUERPO = {"tema": "envio", "texto": "No puedo enviar los registros de MARIA MUESTRA."}
AHORA = datetime(2026, 11, 30, 18, tzinfo=UTC)


@pytest.fixture
def quien(api: Api) -> Sesion:
    empty_queues()
    return api.entra("opl", opl="OPLX")


def ask(
    api: Api, quien: Sesion | None, clave: str | None, cuerpo: object = CUERPO, camino: str = SOLICITUDES
) -> Respuesta:
    return api.pide(
        "POST", camino, quien, cuerpo, cabeceras={"Idempotency-Key": clave} if clave is not None else {}
    )


def made() -> int:
    return len(list(Solicitud.scan()))


def test_the_same_key_gets_the_same_answer_and_makes_one(api, quien):
    una, otra = ask(api, quien, "k-1"), ask(api, quien, "k-1")
    assert (una.estado, otra.estado, made()) == (201, 201, 1)
    assert una.cuerpo == otra.cuerpo
    assert "Idempotency-Replayed" not in una.cabeceras
    assert (otra.cabeceras["Idempotency-Replayed"], otra.tipo) == ("true", una.tipo)


def test_without_a_key_and_with_another_key_each_makes_one(api, quien):
    assert len({ask(api, quien, c).cuerpo["solicitud"] for c in (None, None, "k-1", "k-2")}) == 4
    assert made() == 4


def test_a_key_belongs_to_the_person_and_account_that_ask(api, quien):
    otra = api.entra("opl", opl="OPLX")
    assert ask(api, quien, "k").cuerpo["solicitud"] != ask(api, otra, "k").cuerpo["solicitud"]


@pytest.mark.parametrize(
    ("camino", "cuerpo"), [(SOLICITUDES, CUERPO | {"tema": "otro"}), ("/v1/cuentas", {"rol": "opl"})]
)
def test_a_key_of_another_request_is_refused_and_nothing_is_made(api, quien, camino, cuerpo):
    ask(api, quien, "k")
    r = ask(api, quien, "k", cuerpo, camino)
    assert (r.estado, r.codigo, made()) == (422, "clave_reutilizada", 1)


@pytest.mark.parametrize("clave", ["", "con espacio", "x" * 256, "ñ"])
def test_a_key_of_another_form_is_refused(api, quien, clave):
    r = ask(api, quien, clave)
    assert (r.estado, r.codigo, r.cuerpo["campo"]) == (400, "cuerpo_invalido", "Idempotency-Key")
    assert made() == 0


def test_a_refusal_is_not_kept_under_its_idempotency_key(api, quien):
    assert ask(api, quien, "k", {"tema": "nada"}).codigo == "cuerpo_invalido"
    assert ask(api, quien, "k").estado == 201, "the corrected request may use the key"


def test_no_answer_is_kept_for_a_request_without_session(api):
    assert ask(api, None, "k").estado == 401
    assert list(Repeticion.scan()) == []


def test_a_kept_answer_shows_no_personal_data(api, quien):
    ask(api, quien, "k-1")
    [fila] = Repeticion.scan()
    escrito = repr(fila.serialize(null_check=False))
    for visible in (quien.sujeto, "k-1", "MARIA", "solicitud"):
        assert visible not in escrito
    assert b"MARIA" not in fila.respuesta


def test_while_the_first_is_attended_a_repetition_waits(api, quien):
    ask(api, quien, "k")
    [fila] = Repeticion.scan()
    fila.update(actions=[Repeticion.respuesta.remove()])
    r = ask(api, quien, "k")
    assert (r.estado, r.codigo, r.cuerpo["reintente_en"]) == (409, "solicitud_en_curso", 5)
    assert r.cabeceras["Retry-After"] == "5"
    assert made() == 1


def test_every_lost_answer_of_the_tables_leaves_one_and_the_same_answer(api, quien):
    with faults(
        solo=[Fault.LOST_ANSWER], operaciones={"PutItem", "UpdateItem", "TransactWriteItems"}, una_vez=True
    ):
        una, otra = ask(api, quien, "k"), ask(api, quien, "k")
    assert (una.estado, otra.cuerpo, made()) == (201, una.cuerpo, 1)


def test_a_request_whose_function_died_may_be_done_anew_by_the_same_request_only(aws_fingido):
    assert begin_request("k", b"h", "uno", AHORA) is None
    assert begin_request("k", b"h", "dos", AHORA + PLAZO) is not None
    despues = AHORA + PLAZO + timedelta(seconds=1)
    assert begin_request("k", b"otra", "dos", despues) is not None
    assert begin_request("k", b"h", "dos", despues) is None
    finish_request("k", "uno", b"tarde")
    assert Repeticion.get("k").respuesta is None, "only the attempt that holds it"


def test_an_answer_is_kept_for_a_day(aws_fingido):
    assert begin_request("k", b"h", "uno", AHORA) is None
    finish_request("k", "uno", b"r")
    assert begin_request("k", b"h", "dos", AHORA + CONSERVA).respuesta == b"r"
    assert begin_request("k", b"h", "dos", AHORA + CONSERVA + timedelta(seconds=1)) is None
