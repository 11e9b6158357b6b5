"""The published document lists every code that reception can answer, and the sizes that it enforces."""

import re
from pathlib import Path

from chalicelib.vault import limites
from chalicelib.vault.errores import ExpedienteInvalido, SobreInvalido
from chalicelib.vault.imagenes import FIRMA_PIXELES, JPEG_PIXELES
from chalicelib.vault.sobres import TRAMO_CAPTURA

DOCUMENTO = (Path(__file__).parents[3] / "docs" / "expediente-v1.md").read_text()


def test_every_code_of_the_vault_is_in_the_table_of_errors():
    errors = DOCUMENTO[DOCUMENTO.index("### 9.2") : DOCUMENTO.index("## 10.")]
    rows = re.findall(r"^\| (`.*?) \|", errors, re.MULTILINE)
    listed = {code for row in rows for code in re.findall(r"`(\w+)`", row)}
    assert listed == {*SobreInvalido.TEXTOS, *ExpedienteInvalido.TEXTOS}


def test_the_sizes_are_those_enforced():
    assert (limites.MAX_REGISTRO, limites.MAX_FIRMA) == (16 * 1024, 512 * 1024)
    assert (limites.MAX_JPEG, limites.MAX_ARCHIVO) == (1_572_864, 4_194_304)
    for written in ("16 KiB", "1.5 MiB", "512 KiB", "at most 4 MiB", "4 MiB + 8 KiB"):
        assert written in DOCUMENTO
    assert f"between {JPEG_PIXELES[0]} and {JPEG_PIXELES[1]} pixels" in DOCUMENTO
    assert " ".join(DOCUMENTO.split()).count(f"between {FIRMA_PIXELES[0]} and {FIRMA_PIXELES[1]} pixels") == 1
    assert f"{TRAMO_CAPTURA:,}".replace(",", " ") in DOCUMENTO
