"""Each check of checkov's that the template does not meet has its written reason, and no reason outlives its need.

checkov itself runs by `make checkov`; here its conditions stand for it, for the checks that have a reason.
"""

from collections.abc import Callable
from typing import Any

import pytest

from infra.checkov import Hallazgos, read_reasons, without_reason
from infra.expansion import expand

NO_CUMPLE: dict[str, Callable[[dict[str, Any]], bool]] = {
    "CKV_AWS_115": lambda p: "ReservedConcurrentExecutions" not in p,
    "CKV_AWS_116": lambda p: "DeadLetterConfig" not in p,
    "CKV_AWS_117": lambda p: "VpcConfig" not in p,
    "CKV_AWS_119": lambda p: "KMSMasterKeyId" not in p.get("SSESpecification", {}),
    "CKV_AWS_120": lambda p: not p.get("CacheClusterEnabled"),
    "CKV_AWS_158": lambda p: "KmsKeyId" not in p,
    "CKV_AWS_173": lambda p: "KmsKeyArn" not in p,
    "CKV_AWS_18": lambda p: "LoggingConfiguration" not in p,
    "CKV_AWS_21": lambda p: p.get("VersioningConfiguration", {}).get("Status") != "Enabled",
    "CKV_AWS_27": lambda p: "KmsMasterKeyId" not in p,
}


@pytest.fixture(scope="module")
def recursos(plantilla: dict[str, Any]) -> dict[str, Any]:
    expandidos: dict[str, Any] = expand(plantilla)["Resources"]
    return expandidos


@pytest.fixture(scope="module")
def hallazgos(recursos: dict[str, Any]) -> Hallazgos:
    return {
        (revision, nombre)
        for revision, razon in read_reasons().items()
        for nombre, recurso in recursos.items()
        if recurso["Type"] == razon["tipo"] and NO_CUMPLE[revision](recurso["Properties"])
    }


def test_what_the_template_does_not_meet_has_its_reason_and_every_reason_is_needed(
    hallazgos: Hallazgos, recursos: dict[str, Any]
) -> None:
    assert without_reason(hallazgos, recursos) == []


def test_a_reason_says_why_and_names_resources_that_there_are(recursos: dict[str, Any]) -> None:
    assert read_reasons().keys() == NO_CUMPLE.keys()
    for revision, razon in read_reasons().items():
        assert len(razon["por_que"]) > 80, revision
        assert set(razon.get("recursos", [])) <= recursos.keys(), revision


def test_what_is_new_needs_a_reason_of_its_own(hallazgos: Hallazgos, recursos: dict[str, Any]) -> None:
    """A bucket beside those that are named, a check that nobody has looked at, and a check of another type."""
    nuevos = {
        ("CKV_AWS_21", "DepositoExpedientes"),
        ("CKV_AWS_999", "TablaApoyos"),
        ("CKV_AWS_18", "TablaApoyos"),
    }
    assert without_reason(hallazgos | nuevos, recursos) == [
        "CKV_AWS_18 TablaApoyos: sin razón",
        "CKV_AWS_21 DepositoExpedientes: sin razón",
        "CKV_AWS_999 TablaApoyos: sin razón",
    ]


def test_a_reason_that_nothing_needs_is_told(hallazgos: Hallazgos, recursos: dict[str, Any]) -> None:
    cumplidos = {h for h in hallazgos if h[0] != "CKV_AWS_120"}
    assert without_reason(cumplidos, recursos) == ["CKV_AWS_120: la razón ya no hace falta"]
