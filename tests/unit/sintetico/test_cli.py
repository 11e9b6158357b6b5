"""`python -m sintetico`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from sintetico.__main__ import main

pytestmark = pytest.mark.lento


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_it_writes_a_padron(tmp_path: Path) -> None:
    out = tmp_path / "padron.csv"
    assert "25 personas" in run("padron", "25", "--seed", "3", "--out", str(out))
    assert len(out.read_text(encoding="utf-8").splitlines()) == 26


def test_it_writes_the_images_of_a_fraud_with_its_verdict(tmp_path: Path) -> None:
    run("expediente", "--caso", "e", "--out", str(tmp_path))
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"anverso.jpg", "reverso.jpg", "foto.jpg", "firma.png", "lectura.json"}
    read = json.loads((tmp_path / "lectura.json").read_text(encoding="utf-8"))
    assert read["dictamen"] == {"inciso": "e", "detalle": "Blanco y negro"}


def test_it_draws_a_sheet_with_a_row_for_each_model_and_each_variant(tmp_path: Path) -> None:
    heights = []
    for incisos in ("m", "jm"):
        run("muestrario", "--incisos", incisos, "--out", str(tmp_path / "hoja.png"))
        with Image.open(tmp_path / "hoja.png") as sheet:
            heights.append(sheet.height)
    assert heights == [60 + 262 * 3, 60 + 262 * 4]  # in two columns: 4 models and 1 variant, then 4 variants


def test_an_inciso_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["muestrario", "--incisos", "xm", "--out", str(tmp_path / "hoja.png")])
    assert result.exit_code == 2
    assert "no hay inciso x" in result.output
