"""The OPL's tool as it is installed: without this repository, from its wheel alone (15.1)."""

import os
import subprocess
import sys

import pytest

from infra.paquete_opl import ROOT, build_wheel
from tests.unit.opl.entregas import FRASE, SISTEMA, Entrega, openssl_pair


@pytest.mark.lento
def test_the_wheel_alone_makes_keys_and_opens_a_delivery_15_1(tmp_path):
    rueda = build_wheel(tmp_path / "rueda")
    aparte = tmp_path / "instalada"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target"]
    subprocess.run([*pip, str(aparte), str(rueda)], check=True)
    assert not (ROOT / "opl" / "build").exists()
    privada, publica = openssl_pair(tmp_path)
    carpeta = Entrega(publica).write(tmp_path / "descarga")
    ambiente = {
        **os.environ,
        "PYTHONPATH": str(aparte),
        "OPL_FRASE": FRASE,
        "OPL_LLAVE_SISTEMA": SISTEMA.texto,
    }

    def run(*que: str) -> str:
        # Isolated from this folder: what it imports is what was installed.
        mandato = [sys.executable, "-m", "opl", *que]
        return subprocess.run(
            mandato, cwd=tmp_path, env=ambiente, check=True, capture_output=True, text=True
        ).stdout

    assert run("--version").strip() == "1.0.0"
    assert "Huella SHA-256" in run("llaves", "crear", "nuevas", "--bits", "3072")
    dicho = run("entrega", "abrir", str(carpeta), "--llave", str(privada), "--salida", "resultados")
    assert "Cierra" in dicho
    assert (tmp_path / "resultados" / "informe.html").exists()
