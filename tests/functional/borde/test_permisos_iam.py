"""Each function is let do what it does, and no more than its policy says; conftest enforces it in every test here."""

import json
import sys
from pathlib import Path

import pytest

from chalicelib.base import config
from chalicelib.handlers.eventos import correos as consumidor
from chalicelib.store.mesa.turnos import Turno
from tests.escenario import permisos_iam
from tests.escenario.api import api, emisores
from tests.escenario.mensajes import batch
from tests.escenario.permisos_iam import EN_SU_LUGAR, FUNCIONES, RAIZ, Pedido, allows, asked, function_of
from tests.functional.borde.test_lotes import bitacora

__all__ = ["api", "bitacora", "emisores"]


def table(nombre: str) -> str:
    return next(iter(asked("dynamodb", "GetItem", {"TableName": config.tabla(nombre)}))).recurso


@pytest.fixture
def without(monkeypatch):
    """Take an action out of every policy."""

    def without(accion: str) -> None:
        completas = permisos_iam.statements
        monkeypatch.setattr(
            permisos_iam,
            "statements",
            lambda f: tuple(s for s in completas(f) if accion not in s["Action"]),
        )

    return without


def test_a_route_that_asks_for_what_its_policy_lacks_fails_here_as_on_aws(api, bitacora, without):
    assert api.pide("GET", "/v1/avisos-privacidad?rol=auxiliar").estado == 200
    without("dynamodb:Query")
    assert api.pide("GET", "/v1/avisos-privacidad?rol=auxiliar").estado == 500
    assert "AccessDeniedException" in bitacora.getvalue()


def test_a_consumer_that_asks_for_what_its_policy_lacks_fails_too(aws_fingido, bitacora, without):
    mensaje = {"plantilla": "atencion", "clave": "una", "ref": {"solicitud": "NADA", "acto": ""}}
    assert consumidor.correos(batch(mensaje), None)["batchItemFailures"] == []
    without("dynamodb:UpdateItem")
    assert len(consumidor.correos(batch(mensaje | {"clave": "dos"}), None)["batchItemFailures"]) == 1
    assert "AccessDeniedException" in bitacora.getvalue()


def test_calls_made_by_a_test_itself_belong_to_no_function(aws_fingido):
    assert function_of(sys._getframe()) is None
    assert list(Turno.scan()) == []


@pytest.mark.parametrize(
    ("operacion", "pide", "acciones"),
    [
        ("TransactWriteItems", {"TransactItems": [{"Put": {"TableName": "a"}}]}, ["dynamodb:PutItem"]),
        (
            "TransactWriteItems",
            {"TransactItems": [{"ConditionCheck": {"TableName": "a"}}, {"Delete": {"TableName": "a"}}]},
            ["dynamodb:ConditionCheckItem", "dynamodb:DeleteItem"],
        ),
        ("BatchGetItem", {"RequestItems": {"a": {}, "b": {}}}, ["dynamodb:BatchGetItem"] * 2),
        ("Query", {"TableName": "a", "IndexName": "por_x"}, ["dynamodb:Query"]),
    ],
)
def test_each_item_of_a_batch_or_transaction_needs_its_own_permission(operacion, pide, acciones):
    assert [p.accion for p in asked("dynamodb", operacion, pide)] == acciones


def test_an_index_is_not_its_table():
    [indice] = asked(
        "dynamodb", "Query", {"TableName": config.tabla("titulares"), "IndexName": "por_institucion"}
    )
    assert allows("api_handler", indice)
    assert not any(allows(f, Pedido("dynamodb:Query", table("titulares"))) for f in FUNCIONES)


def test_a_condition_on_the_key_is_asked_for():
    """Who tells what a process lacks learns whether the padrón is complete, and reads nobody in it."""
    for llave, puede in (("secreto", True), ("ABC", False)):
        [pedido] = asked(
            "dynamodb", "GetItem", {"TableName": config.tabla("padron"), "Key": {"k": {"S": llave}}}
        )
        assert allows("vigilancia", pedido) is puede


def test_a_key_without_the_systems_tag_cannot_be_made():
    etiquetas = [{"TagKey": "sistema", "TagValue": config.PREFIJO}, {"TagKey": "uso", "TagValue": "captura"}]
    assert all(allows("api_handler", p) for p in asked("kms", "CreateKey", {"Tags": etiquetas}))
    assert not any(allows("api_handler", p) for p in asked("kms", "CreateKey", {"Tags": etiquetas[1:]}))
    ajena = [*etiquetas, {"TagKey": "otra", "TagValue": "x"}]
    assert not any(allows("api_handler", p) for p in asked("kms", "CreateKey", {"Tags": ajena}))


def test_permits_to_upload_and_download_are_within_the_policy_of_who_signs_them():
    """A presigned address can do what its signer can, when it is used: no call of ours shows it."""
    for accion, deposito, llave, quien in (
        ("PutObject", config.DEPOSITO_ENTRADA, "P/F/1/a", "api_telefono"),
        ("PutObject", config.DEPOSITO_CARGAS, "subidas/A/C/1/a", "api_handler"),
        ("GetObject", config.DEPOSITO_CARGAS, "reportes/A/C.csv", "api_handler"),
        ("GetObject", config.DEPOSITO_REPORTES, "A/R.csv", "api_cierre"),
        ("GetObject", config.DEPOSITO_ENTREGAS, "P/0001/a", "api_cierre"),
        ("GetObject", config.DEPOSITO_CARGAS, "subidas/A/C/1/a", None),
        ("PutObject", config.DEPOSITO_EXPEDIENTES, "P/F/a", None),
    ):
        pedido = next(iter(asked("s3", accion, {"Bucket": deposito, "Key": llave})))
        pueden = {f for f in FUNCIONES if f.startswith("api_") and allows(f, pedido)}
        assert pueden == ({quien} if quien else set()), pedido


def test_who_opens_secrets_opens_no_expediente_and_only_reception_opens_what_phones_seal():
    """By the key's use and by the members of the context, which KMS itself checks."""
    captura = {"EncryptionAlgorithm": "RSAES_OAEP_SHA_256"}
    expediente = {"EncryptionContext": {"proceso": "P", "aspirante": "A", "folio": "F"}}
    acta = {"EncryptionContext": {"uso": "acta", "proceso": "P", "audiencia": "X", "digesto": "d"}}
    secretos = [{"EncryptionContext": c} for c in ({"proceso": "P"}, {"uso": "padron"}, {"uso": "sistema"})]

    def who(llamada):
        return {f for f in FUNCIONES if all(allows(f, p) for p in asked("kms", "Decrypt", llamada))}

    assert who(captura) == {"recepcion"}
    assert who(acta) == {"api_mesa", "vista"}
    assert who(expediente) == {"api_mesa", "entrega", "vista"}  # `entrega` makes the packages of requirements
    for secreto in secretos:
        assert {"api_handler", "api_mesa", "api_cierre", "api_telefono", "recepcion"} <= who(secreto)
    assert who({}) == {"api_mesa", "vista"}  # whoever opens secrets alone must say of what


@pytest.mark.parametrize("accion", ["PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem", "Query"])
def test_whoever_judges_a_record_may_move_it_among_its_persons(accion):
    """A record comes in force and goes out of it by what reception, the registry and the Mesa append to it."""
    pedido = Pedido(f"dynamodb:{accion}", table("personas"))
    pueden = {f for f in FUNCIONES if allows(f, pedido)}
    assert {"api_mesa", "recepcion", "registral"} <= pueden
    assert pueden <= {"api_mesa", "recepcion", "registral", "reporte"}


def test_the_logs_key_signs_for_whoever_writes_the_log_and_whoever_ends_a_delivery_9_14_15_2():
    """And with no other key: what a phone seals for is not asked for by them."""
    [firma] = asked("kms", "Sign", {"KeyId": config.ALIAS_BITACORA})
    assert {f for f in FUNCIONES if allows(f, firma)} == {"entrega", "secuencia"}
    [captura] = asked("kms", "GetPublicKey", {"KeyId": "una"})
    assert {f for f in FUNCIONES if allows(f, captura)} == {"api_handler"}


def test_every_function_that_is_deployed_has_a_policy_that_is_enforced():
    desplegadas = json.loads((RAIZ / ".chalice" / "config.json").read_text())["lambda_functions"]
    assert set(desplegadas) | {"api_mesa", "api_cierre", "api_telefono"} == FUNCIONES


def test_every_named_entry_point_exists():
    """A renamed function would be held against no policy, and nobody would see it."""
    for archivo, nombre in EN_SU_LUGAR:
        assert f"\ndef {nombre}(" in Path(archivo).read_text(), (archivo, nombre)
