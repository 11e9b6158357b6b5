"""cfn-lint finds no fault in any template that is deployed: written, expanded by AWS's translator, with the canary.

Each run takes some twenty seconds of processor: nearly two hundred resources and an API of as many operations.
W-rules are about unused parameters, which are no faults.
"""

import copy
import json
from typing import Any

import pytest
from cfnlint.api import ManualArgs, lint

from infra.expansion import expand
from infra.plantilla import canario
from infra.plantilla.correo import without_ses

pytestmark = pytest.mark.lento


def faults(plantilla: dict[str, Any], region: str) -> list[str]:
    hallados = lint(json.dumps(plantilla), config=ManualArgs(regions=[region], ignore_checks=["W"]))
    return [str(f) for f in hallados]


def test_the_template_as_it_is_written_has_no_fault_in_the_region_that_is_deployed(
    plantilla: dict[str, Any],
) -> None:
    assert faults(without_ses(copy.deepcopy(plantilla), "mx-central-1"), "mx-central-1") == []


@pytest.mark.parametrize("region", ["mx-central-1", "us-east-1"])
def test_the_template_as_aws_expands_it_has_no_fault(plantilla: dict[str, Any], region: str) -> None:
    """Where CloudFormation knows no SES, and where it does."""
    assert faults(expand(without_ses(copy.deepcopy(plantilla), region)), region) == []


def test_the_template_with_the_canary_has_no_fault(plantilla: dict[str, Any]) -> None:
    propia = without_ses(copy.deepcopy(plantilla), "mx-central-1")
    canario.add(propia)
    assert faults(expand(propia), "mx-central-1") == []
