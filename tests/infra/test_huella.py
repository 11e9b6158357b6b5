"""An update from the released template replaces no table, bucket, key, queue or pool."""

import copy
import json
from typing import Any

import pytest

from infra.huella import ARCHIVO, fingerprint, for_life, replaced


def test_no_change_since_the_release_replaces_what_holds_data(plantilla: dict[str, Any]) -> None:
    """A change that must replace one is a migration (docs/deploy.md, 7), after which the file is written anew."""
    publicada = json.loads(ARCHIVO.read_text(encoding="utf-8"))
    assert replaced(publicada["recursos"], fingerprint(plantilla)) == []
    assert publicada["parametros"] == for_life()


CAMBIOS = {
    "TablaApoyos: cambia TableName": lambda r: r["TablaApoyos"]["Properties"].update(TableName="otra"),
    "TablaApoyos: cambia KeySchema": lambda r: r["TablaApoyos"]["Properties"].update(KeySchema=[]),
    "TablaApoyos: ya no está": lambda r: r.pop("TablaApoyos"),
    "TablaApoyos: cambia DeletionPolicy": lambda r: r["TablaApoyos"].pop("DeletionPolicy"),
    "TablaMesa: cambia más de un índice de una vez": lambda r: r["TablaMesa"]["Properties"].pop(
        "GlobalSecondaryIndexes"
    ),
    "DepositoExpedientes: cambia BucketName": lambda r: r["DepositoExpedientes"]["Properties"].update(
        BucketName="otro"
    ),
    "UsuariosFederados: cambia UsernameAttributes": lambda r: r["UsuariosFederados"]["Properties"].update(
        UsernameAttributes=["phone_number"]
    ),
    "LlaveBitacora: cambia KeySpec": lambda r: r["LlaveBitacora"]["Properties"].update(KeySpec="RSA_4096"),
    "ColaMesa: cambia QueueName": lambda r: r["ColaMesa"]["Properties"].update(QueueName="otra.fifo"),
    "AliasPadron: cambia AliasName": lambda r: r["AliasPadron"]["Properties"].update(AliasName="alias/otro"),
}


@pytest.mark.parametrize("falta", CAMBIOS)
def test_a_change_that_replaces_is_named(plantilla: dict[str, Any], falta: str) -> None:
    cambiada = copy.deepcopy(plantilla)
    CAMBIOS[falta](cambiada["Resources"])
    assert replaced(fingerprint(plantilla), fingerprint(cambiada)) == [falta]


def test_what_a_release_adds_or_sets_otherwise_replaces_nothing(plantilla: dict[str, Any]) -> None:
    cambiada = copy.deepcopy(plantilla)
    recursos = cambiada["Resources"]
    recursos["TablaNueva"] = copy.deepcopy(recursos["TablaApoyos"])
    recursos["TablaApoyos"]["Properties"]["BillingMode"] = "PROVISIONED"
    recursos["TablaApoyos"]["Properties"]["GlobalSecondaryIndexes"].append(
        {"IndexName": "nuevo", "KeySchema": [], "Projection": {"ProjectionType": "ALL"}}
    )
    recursos["ColaMesa"]["Properties"]["VisibilityTimeout"] = 999
    assert replaced(fingerprint(plantilla), fingerprint(cambiada)) == []
