"""Expedientes of a delivery, as the OPL's tool finds them: the ones received, or what is wrong in words (15.3)."""

from pathlib import Path

import pytest

from tests.unit.opl.entregas import Entrega, code, openssl_pair
from tests.unit.opl.test_entrega import check, open_, refused

DOS = {"F0": b"", "F9": b"otro expediente"}
ZIP = "imagenes-00001.zip"


@pytest.fixture(scope="module")
def llave(tmp_path_factory: pytest.TempPathFactory):
    """Private key of openssl, and its public half."""
    return openssl_pair(tmp_path_factory.mktemp("llave"))


def row(folio: str, entrada: str = "", archivo: str = ZIP, integridad: str = "") -> tuple[str, ...]:
    return (folio, "AAAA2222", archivo, entrada or f"{folio}.zip", integridad or code(DOS[folio]))


def test_each_expediente_is_counted_and_left_as_it_was_received(llave, tmp_path):
    carpeta = Entrega(llave[1], expedientes=DOS).write(tmp_path / "d")
    assert check(carpeta).exit_code == 0
    resultado = open_(carpeta, llave[0], tmp_path / "r")
    assert resultado.exit_code == 0, resultado.output
    assert "Expedientes: 2" in resultado.output
    assert (tmp_path / "r" / ZIP).is_file()


@pytest.mark.parametrize(
    ("filas", "codigo", "dice"),
    [
        (
            [row("F0"), row("F9", integridad=code(b"x"))],
            23,
            "F9.zip, en imagenes-00001.zip, no es el expediente",
        ),
        ([row("F0", integridad=code(b"x")), row("F9")], 23, "F0 no es el mismo en sus dos tablas"),
        ([row("F0")], 18, "no trae los expedientes que dicen las filas"),
        ([row("F0"), row("F9", "../F9.zip")], 18, "no trae los expedientes que dicen las filas"),
        ([row("F0"), row("F9"), row("F9", archivo="imagenes-00002.zip")], 18, "no está entre los archivos"),
    ],
)
def test_an_expediente_that_is_not_the_one_received_is_named_and_nothing_is_left(
    llave, tmp_path: Path, filas, codigo, dice
):
    carpeta = Entrega(llave[1], expedientes=DOS, imagenes=filas).write(tmp_path / "d")
    refused(open_(carpeta, llave[0], tmp_path / "r"), codigo, dice, tmp_path / "r")


def test_a_part_of_images_that_is_missing_is_named_by_both_commands(llave, tmp_path):
    carpeta = Entrega(llave[1], expedientes=DOS).write(tmp_path / "d")
    (carpeta / f"{ZIP}.sellado").unlink()
    refused(check(carpeta), 13, f"Falta {ZIP}")
    refused(open_(carpeta, llave[0], tmp_path / "r"), 13, f"Falta {ZIP}", tmp_path / "r")
