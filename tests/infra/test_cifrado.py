"""Who may open what: files with personal data, intake keys, topics; and that no flow starves another."""

import json
from pathlib import Path
from typing import Any

import pytest

from infra.interfaz import logical_name
from infra.plantilla.almacenes import of_type
from infra.plantilla.cifrado import CON_PERSONAS, roles_of
from infra.plantilla.funciones import RESERVADAS, functions
from local.nube import ROOT

POLITICAS = sorted(Path(ROOT, ".chalice", "politicas").glob("*.json"))


@pytest.fixture(scope="module")
def recursos(plantilla: dict[str, Any]) -> dict[str, Any]:
    return plantilla["Resources"]


def kms_statements() -> list[tuple[str, dict[str, Any]]]:
    """Every statement of a function's policy that says something of KMS."""
    return [
        (p.stem, s)
        for p in POLITICAS
        for s in json.loads(p.read_text(encoding="utf-8"))["Statement"]
        if any(a.startswith("kms:") for a in s["Action"])
    ]


def uses(sentencia: dict[str, Any]) -> set[str]:
    """Uses of keys that a statement reaches; all when it names none."""
    dichos = sentencia.get("Condition", {}).get("StringEquals", {}).get("aws:ResourceTag/uso")
    return {"*"} if dichos is None else set(dichos if isinstance(dichos, list) else [dichos])


def test_reception_alone_opens_intake_keys() -> None:
    abren = {f for f, s in kms_statements() if "kms:Decrypt" in s["Action"] and uses(s) & {"captura", "*"}}
    assert abren == {"recepcion"}


def test_every_decryption_is_for_keys_of_this_system_of_a_use_and_of_a_context() -> None:
    """Secrets are sealed under `proceso` or `uso` alone, expedientes under more members than these."""
    for funcion, s in kms_statements():
        if "kms:Decrypt" not in s["Action"]:
            continue
        assert s["Condition"]["StringEquals"]["aws:ResourceTag/sistema"] == {"Ref": "Prefijo"}, funcion
        assert uses(s) <= {"captura", "resguardo", "padron", "sistema"}, funcion
        llaves = s["Condition"].get("ForAllValues:StringEquals", {}).get("kms:EncryptionContextKeys")
        con_contexto = s["Condition"].get("Null") == {"kms:EncryptionContextKeys": "false"}
        de_secretos = con_contexto and llaves is not None and set(llaves) <= {"proceso", "uso"}
        assert de_secretos or (funcion, uses(s)) in ABREN, funcion


ABREN: list[tuple[str, set[str]]] = [
    ("recepcion", {"captura"}),
    ("api_mesa", {"resguardo"}),
    ("vista", {"resguardo"}),
    ("entrega", {"resguardo"}),
]
"""Functions that open what somebody sent: the first its envelope, the others the expediente at rest."""


def test_the_authorizer_opens_the_systems_secret_and_nothing_of_any_process() -> None:
    assert [uses(s) for f, s in kms_statements() if f == "autorizador"] == [{"sistema"}]


def test_no_function_grants_itself_other_keys() -> None:
    """`kms:CreateGrant`, `PutKeyPolicy` or `kms:*` would undo all the rest."""
    for funcion, s in kms_statements():
        assert not {"kms:*", "kms:CreateGrant", "kms:PutKeyPolicy", "kms:ReEncryptFrom"} & set(s["Action"]), (
            funcion
        )


def test_files_with_personal_data_are_under_a_key_that_their_functions_use_through_s3(recursos: Any) -> None:
    permiso = recursos["LlaveArchivos"]["Properties"]["KeyPolicy"]["Statement"][1]
    usan = {a["Fn::GetAtt"][0] for a in permiso["Condition"]["ArnEquals"]["aws:PrincipalArn"]}
    assert usan == {r for d in CON_PERSONAS for r in roles_of(recursos, d)} >= {"ReporteRole", "CargaRole"}
    assert permiso["Condition"]["StringEquals"]["kms:ViaService"] == {
        "Fn::Sub": "s3.${AWS::Region}.amazonaws.com"
    }
    assert permiso["Condition"]["StringEquals"]["kms:CallerAccount"] == {"Ref": "AWS::AccountId"}
    for nombre in CON_PERSONAS:
        cifrado = recursos[nombre]["Properties"]["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        [en_nube] = cifrado["Fn::If"][1]
        assert cifrado["Fn::If"][0] == "EnNube"
        assert en_nube["ServerSideEncryptionByDefault"] == {
            "SSEAlgorithm": "aws:kms",
            "KMSMasterKeyID": {"Fn::GetAtt": ["LlaveArchivos", "Arn"]},
        }


def test_every_topic_is_encrypted_under_a_key_that_its_services_may_use(recursos: Any) -> None:
    temas = of_type(recursos, "AWS::SNS::Topic")
    assert set(temas) == {"AvisosOperacion", "TemaRebotes"}
    for tema in temas.values():
        assert tema["Properties"]["KmsMasterKeyId"]["Fn::If"][:2] == ["EnNube", {"Ref": "LlaveAvisos"}]
    permiso = recursos["LlaveAvisos"]["Properties"]["KeyPolicy"]["Statement"][1]
    assert set(permiso["Principal"]["Service"]) == {"cloudwatch.amazonaws.com", "ses.amazonaws.com"}


def test_the_second_factor_is_on_unless_somebody_says_otherwise(plantilla: Any) -> None:
    assert plantilla["Parameters"]["MfaInstitucional"]["Default"] == "ON"


def test_production_watches_over_logins(recursos: Any) -> None:
    for grupo in of_type(recursos, "AWS::Cognito::UserPool").values():
        assert grupo["Properties"]["UserPoolTier"]["Fn::If"][:2] == ["Protegido", "PLUS"]
        modo = grupo["Properties"]["UserPoolAddOns"]["Fn::If"][:2]
        assert modo == ["Protegido", {"AdvancedSecurityMode": "ENFORCED"}]


def test_requests_and_queues_leave_room_for_each_other(recursos: Any) -> None:
    """What is left of 1,000 at once holds all that queues may start together, and what AWS wants free."""
    puestas = {
        n: f["Properties"]["ReservedConcurrentExecutions"]["Fn::If"][1]
        for n, f in functions(recursos).items()
        if "ReservedConcurrentExecutions" in f["Properties"]
    }
    por_http = {n for n, f in functions(recursos).items() if n == "Autorizador" or n.startswith("API")}
    assert puestas == RESERVADAS and set(puestas) == por_http
    colas = sum(
        e["Properties"]["ScalingConfig"]["MaximumConcurrency"]
        for f in functions(recursos).values()
        for e in f["Properties"].get("Events", {}).values()
        if e["Type"] == "SQS"
    )
    assert colas + 100 <= 1000 - sum(puestas.values())
    assert logical_name("api_telefono") in puestas
