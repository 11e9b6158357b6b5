"""`python -m infra.huella`: writes infra/publicada.json, the released template's resources that must never be replaced.

An update that changes one of these properties makes CloudFormation create another table, bucket, key, queue or pool
beside the old one, empty. Run it when a release is deployed (docs/deploy.md, 7); a test compares template and file.
"""

import json
from pathlib import Path
from typing import Any

from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

ROOT = Path(__file__).resolve().parent.parent
ARCHIVO = ROOT / "infra" / "publicada.json"
CON_DATOS = (
    "AWS::DynamoDB::Table",
    "AWS::S3::Bucket",
    "AWS::KMS::Key",
    "AWS::KMS::Alias",
    "AWS::Cognito::UserPool",
    "AWS::Cognito::UserPoolClient",
    "AWS::SQS::Queue",
)
"""Resource types whose replacement loses data or something that others rely on: a key, an account, a client's id."""
TAMBIEN = {
    "AWS::KMS::Key": ("KeySpec", "KeyUsage", "MultiRegion"),
    "AWS::Cognito::UserPool": ("UsernameAttributes", "AliasAttributes", "UsernameConfiguration", "Schema"),
}
"""Properties that replace a resource, or cannot be updated, by AWS's pages; CloudFormation's schemas do not say so."""
POR_VIDA = ("Prefijo", "NombreBitacora", "DominioInstitucional")
"""Parameters of prod that can never change: every name and every receipt depends on them."""
REGION_DE_ESQUEMAS = "us-east-1"

Huella = dict[str, Any]


def fingerprint(plantilla: dict[str, Any]) -> Huella:
    """Fingerprint of a template: each resource with data, its type, properties that replace it, its indexes' keys."""
    return {
        nombre: _of(recurso)
        for nombre, recurso in sorted(plantilla["Resources"].items())
        if recurso["Type"] in CON_DATOS
    }


def replaced(antes: Huella, ahora: Huella) -> list[str]:
    """Lines that name what an update from one fingerprint to the other would replace or remove."""
    faltas = [f"{n}: ya no está" for n in antes if n not in ahora]
    for nombre in antes.keys() & ahora.keys():
        viejo, nuevo = antes[nombre], ahora[nombre]
        distintas = sorted(c for c in viejo.keys() | nuevo.keys() if viejo.get(c) != nuevo.get(c))
        faltas += [f"{nombre}: cambia {c}" for c in distintas if c != "Indices"]
        faltas += _indexes(nombre, viejo.get("Indices", {}), nuevo.get("Indices", {}))
    return sorted(faltas)


def _indexes(nombre: str, antes: dict[str, Any], ahora: dict[str, Any]) -> list[str]:
    """Faults of a table's indexes: one update may make or remove a single index, and a changed one counts as both."""
    cambian = sum(antes.get(i) != ahora.get(i) for i in antes.keys() | ahora.keys())
    cambian += sum(antes[i] != ahora[i] for i in antes.keys() & ahora.keys())
    return [f"{nombre}: cambia más de un índice de una vez"] if cambian > 1 else []


def _of(recurso: dict[str, Any]) -> dict[str, Any]:
    propiedades = recurso["Properties"]
    guardadas = {c: propiedades[c] for c in _fixed(recurso["Type"]) if c in propiedades}
    indices = {
        i["IndexName"]: {"KeySchema": i["KeySchema"], "Projection": i["Projection"]}
        for i in propiedades.get("GlobalSecondaryIndexes", [])
    }
    return {
        "Type": recurso["Type"],
        "DeletionPolicy": recurso.get("DeletionPolicy", "Delete"),
        **guardadas,
        **({"Indices": indices} if indices else {}),
    }


def _fixed(tipo: str) -> list[str]:
    esquema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION_DE_ESQUEMAS, tipo).schema
    rutas = [
        *esquema.get("createOnlyProperties", []),
        *(esquema.get("conditionalCreateOnlyProperties") or []),
    ]
    return sorted({r.split("/")[2] for r in rutas} | set(TAMBIEN.get(tipo, ())))


def for_life() -> dict[str, str]:
    """Values of the parameters of prod that can never change (`POR_VIDA`)."""
    dados = json.loads((ROOT / "infra" / "etapas" / "prod.json").read_text())["Parameters"]
    return {n: dados[n] for n in POR_VIDA}


def main() -> None:
    from infra.empaquetar import make_template

    plantilla = make_template(ROOT / "build" / "huella", "prod")
    huella = {"parametros": for_life(), "recursos": fingerprint(plantilla)}
    ARCHIVO.write_text(json.dumps(huella, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
