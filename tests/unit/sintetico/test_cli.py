"""`python -m sintetico`."""

import json
from pathlib import Path

from click.testing import CliRunner
from PIL import Image

from sintetico.__main__ import main


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


def test_it_draws_a_sheet_of_everything(tmp_path: Path) -> None:
    run("muestrario", "--out", str(tmp_path / "hoja.png"))
    with Image.open(tmp_path / "hoja.png") as sheet:
        assert sheet.width > 2000
        assert sheet.height > 2000
