"""`consola paginas`: what is put where, in which order, and the `config.json` beside it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from consola.paginas import in_order, publish

SALIDAS = {
    "PaginasDeposito": "muestra-paginas",
    "PrefijoRecursos": "muestra",
    "ClienteInstitucionalId": "ci",
    "ClienteFederadoId": "cf",
    "EntradaInstitucional": "https://i.invalid",
    "EntradaFederada": "https://f.invalid",
    "Proveedores": "Google,TwitterX",
}


@pytest.fixture
def s3() -> Iterator[Any]:
    with mock_aws():
        s3 = boto3.client("s3")
        region = {"LocationConstraint": s3.meta.region_name}
        s3.create_bucket(Bucket=SALIDAS["PaginasDeposito"], CreateBucketConfiguration=region)
        s3.put_bucket_versioning(
            Bucket=SALIDAS["PaginasDeposito"], VersioningConfiguration={"Status": "Enabled"}
        )
        yield s3


@pytest.fixture
def carpeta(tmp_path: Path) -> Path:
    for nombre in ("index.html", "sw.js", "assets/index-1.js", "icono.svg"):
        (tmp_path / nombre).parent.mkdir(exist_ok=True)
        (tmp_path / nombre).write_text(nombre)
    return tmp_path


def test_every_file_is_put_with_its_type_and_how_long_it_may_be_kept(s3: Any, carpeta: Path) -> None:
    assert publish(carpeta, "app", SALIDAS) == 5
    tipos = {}
    for objeto in s3.list_objects_v2(Bucket="muestra-paginas")["Contents"]:
        leido = s3.get_object(Bucket="muestra-paginas", Key=objeto["Key"])
        tipos[objeto["Key"]] = (leido["ContentType"], leido["CacheControl"])
    assert tipos["app/assets/index-1.js"] == (
        "text/javascript; charset=utf-8",
        "public, max-age=31536000, immutable",
    )
    assert tipos["app/index.html"] == ("text/html; charset=utf-8", "no-cache")
    assert tipos["app/config.json"] == ("application/json; charset=utf-8", "no-cache")
    assert tipos["app/icono.svg"][0] == "image/svg+xml"


def test_files_that_refer_to_others_are_uploaded_after_them(carpeta: Path) -> None:
    """Whoever comes in between gets the former version whole."""
    for nombre in ("verificar.html", "verificar-sw.js", "zona.css"):
        (carpeta / nombre).write_text(nombre)
    nombres = [p.relative_to(carpeta).as_posix() for p in in_order(carpeta)]
    assert nombres[:3] == ["assets/index-1.js", "icono.svg", "zona.css"]
    assert nombres[3:] == ["index.html", "sw.js", "verificar-sw.js", "verificar.html"]


def test_the_configuration_says_what_the_stack_says(s3: Any, carpeta: Path) -> None:
    publish(carpeta, "portal", SALIDAS)
    dicho = json.loads(s3.get_object(Bucket="muestra-paginas", Key="portal/config.json")["Body"].read())
    assert dicho == {
        "ambiente": "muestra",
        "grupos": {
            "institucional": {"cliente": "ci", "entrada": "https://i.invalid", "proveedores": []},
            "federado": {
                "cliente": "cf",
                "entrada": "https://f.invalid",
                "proveedores": ["Google", "TwitterX"],
            },
        },
    }


def test_a_version_that_was_replaced_stays_for_whoever_has_it_open(s3: Any, carpeta: Path) -> None:
    publish(carpeta, "portal", SALIDAS)
    (carpeta / "assets/index-1.js").rename(carpeta / "assets/index-2.js")
    publish(carpeta, "portal", SALIDAS)
    llaves = {o["Key"] for o in s3.list_objects_v2(Bucket="muestra-paginas")["Contents"]}
    assert {"portal/assets/index-1.js", "portal/assets/index-2.js"} <= llaves
