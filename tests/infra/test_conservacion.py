"""Every table and bucket of the template is classed for disposal, and its keys are those of the template (16.1)."""

from typing import Any

import pytest
import yaml

from chalicelib.rules.conservacion.tablas import DEPOSITOS, TABLAS, DestinoDeTabla, swept
from tests.escenario.recursos import PLANTILLA

_PREFIJO = "${Prefijo}-"


@pytest.fixture(scope="module")
def recursos() -> dict[str, Any]:
    leidos: dict[str, Any] = yaml.safe_load(PLANTILLA.read_text(encoding="utf-8"))["Resources"]
    return leidos


def _named(recursos: dict[str, Any], tipo: str, campo: str) -> dict[str, Any]:
    propios = (r["Properties"] for r in recursos.values() if r.get("Type") == tipo)
    return {p[campo]["Fn::Sub"].removeprefix(_PREFIJO): p for p in propios}


def test_every_table_of_the_template_is_classed_with_its_keys_16_1(recursos: dict[str, Any]) -> None:
    tablas = _named(recursos, "AWS::DynamoDB::Table", "TableName")
    assert set(TABLAS) == set(tablas), (
        "a table whose end nobody has decided: say it in rules/conservacion/tablas.py"
    )
    for nombre, regla in TABLAS.items():
        assert regla.llaves == tuple(k["AttributeName"] for k in tablas[nombre]["KeySchema"]), nombre


def test_every_bucket_of_the_template_is_classed_16_1(recursos: dict[str, Any]) -> None:
    assert set(DEPOSITOS) == set(_named(recursos, "AWS::S3::Bucket", "BucketName"))


def test_every_swept_table_names_its_owners_and_every_rule_its_reason() -> None:
    assert all(r.razon for r in (*TABLAS.values(), *DEPOSITOS.values()))
    for nombre, regla in TABLAS.items():
        assert bool(regla.de) is (regla.destino is DestinoDeTabla.DISPONE), nombre
    for nombre, deposito in DEPOSITOS.items():
        assert bool(deposito.prefijos) is (deposito.destino is DestinoDeTabla.DISPONE), nombre
        assert all(p.endswith("/") for p in deposito.prefijos), nombre  # or P1 would take P10 with it
    assert len(swept()) == len(set(swept()))


def test_tables_in_which_ids_are_looked_up_are_swept_last() -> None:
    orden = swept()
    ultimas = [f"dynamodb:{t}" for t in ("reportes", "audiencias", "ciudadanos", "auxiliares")]
    que_buscan = [f"dynamodb:{t}" for t, r in TABLAS.items() if r.resuelve]
    assert max(orden.index(q) for q in que_buscan) < min(orden.index(u) for u in ultimas)
    assert orden[-1] == "dynamodb:aspirantes"
