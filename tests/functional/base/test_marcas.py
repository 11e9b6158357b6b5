"""Conditional writes when the answer to them is lost: issue of every claim, lock, turn and count."""

from datetime import UTC, datetime, timedelta

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError, ReadTimeoutError
from pynamodb.exceptions import DeleteError, PutError, UpdateError

from chalicelib.rules.base.limites import Limite
from chalicelib.store.base.limites import Intentos, count_try
from chalicelib.store.base.marcas import is_refused, write_unless_refused
from chalicelib.store.base.unicos import Unico
from tests.escenario.fallas import CARRIED_OUT, Fault, faults

AHORA = datetime(2026, 11, 30, 18, tzinfo=UTC)
PERDIDAS = sorted(CARRIED_OUT, key=lambda f: f.name)


def create(dueno: str = "yo") -> bool:
    return write_unless_refused(lambda: Unico("k", dueno=dueno).save(condition=Unico.llave.does_not_exist()))


def change(antes: str, despues: str) -> bool:
    return write_unless_refused(
        lambda: Unico("k").update(actions=[Unico.dueno.set(despues)], condition=Unico.dueno == antes)
    )


@pytest.mark.parametrize("falla", PERDIDAS)
def test_a_creation_whose_answer_is_lost_is_a_success(aws_fingido: None, falla: Fault) -> None:
    with faults(solo=[falla], operaciones={"PutItem"}, veces=1) as f:
        assert create()
    assert f.hechas == [("PutItem", falla)]


@pytest.mark.parametrize("falla", PERDIDAS)
def test_a_change_whose_answer_is_lost_is_a_success_and_gives_the_item(
    aws_fingido: None, falla: Fault
) -> None:
    create("ella")
    fila = Unico("k")
    with faults(solo=[falla], operaciones={"UpdateItem"}, veces=2) as f:
        fila.update(actions=[Unico.dueno.set("yo")], condition=Unico.dueno == "ella")
    assert len(f.hechas) == 2
    assert fila.dueno == "yo"


def test_a_creation_is_recognized_after_another_writer_changed_the_item(aws_fingido: None) -> None:
    """The change comes between the two sendings of the creation."""
    with faults(solo=[Fault.LOST_ANSWER], operaciones={"PutItem"}, veces=1) as f:
        f.despues = lambda: change("yo", "otra")
        assert create()
    assert Unico.get("k").dueno == "otra"


def test_the_write_of_another_is_a_refusal(aws_fingido: None) -> None:
    assert create("ella")
    assert not create("yo")
    assert not create("ella"), "the same words of another attempt are another's"
    assert change("ella", "yo")
    assert not change("ella", "yo")


@pytest.mark.parametrize("falla", [Fault.NOT_SENT, Fault.THROTTLED])
def test_a_request_not_carried_out_is_sent_again(aws_fingido: None, falla: Fault) -> None:
    with faults(solo=[falla], operaciones={"PutItem"}, veces=3):
        assert create()
    assert not create()


@pytest.mark.parametrize("falla", list(Fault))
def test_a_request_without_an_answer_is_no_refusal(aws_fingido: None, falla: Fault) -> None:
    with faults(solo=[falla], reintenta=False), pytest.raises(PutError):
        create()
    with faults(solo=[falla], reintenta=False), pytest.raises(UpdateError):
        change("yo", "otra")


def test_a_count_whose_answer_is_lost_counts_once(aws_fingido: None) -> None:
    limite = Limite("persona", 2, timedelta(minutes=1))
    with faults(solo=[Fault.LOST_ANSWER], operaciones={"UpdateItem"}, veces=1):
        assert count_try(limite, "codigo", "x", AHORA)
    assert [u.n for u in Intentos.scan()] == [1]
    with faults(solo=[Fault.LOST_ANSWER], operaciones={"UpdateItem"}, veces=1):
        assert count_try(limite, "codigo", "x", AHORA), "the last try is granted though its answer was lost"
    assert not count_try(limite, "codigo", "x", AHORA)


@pytest.mark.parametrize("clase", [PutError, UpdateError, DeleteError])
@pytest.mark.parametrize(
    ("causa", "refused"),
    [
        (ClientError({"Error": {"Code": "ConditionalCheckFailedException"}}, "PutItem"), True),
        (ClientError({"Error": {"Code": "ThrottlingException"}}, "PutItem"), False),
        (ClientError({}, "PutItem"), False),
        (ReadTimeoutError(endpoint_url="https://x.invalid"), False),
        (ConnectTimeoutError(endpoint_url="https://x.invalid"), False),
        (OSError("no route"), False),
        (None, False),
    ],
)
def test_only_a_failed_condition_is_a_refusal(
    clase: type[PutError], causa: Exception | None, refused: bool
) -> None:
    assert is_refused(clase("no", causa)) is refused
