"""What the app's core builds and seals is received: opened by the vault, with every check of reception.

The core runs in Node here, by the same files that run in the browser. No cloud is needed.
"""

import json
import os
import subprocess
from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chalicelib.vault.expediente import check_announced, check_device_signature, read_expediente
from chalicelib.vault.sobres import open_capture
from cliente import muestra
from cliente.sobre import contexto
from tests.unit.vault.kms_falso import ARN, KmsFalso

pytestmark = pytest.mark.lento

WEB = Path(__file__).parents[2] / "web"
LLAVE = ARN + "00000000-0000-4000-8000-0000000000bb"


@pytest.fixture(scope="module")
def sellados(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, KmsFalso]:
    """A folder with records of every model and mode, sealed by the app's core, and the KMS that opens them."""
    carpeta, privada = tmp_path_factory.mktemp("app"), rsa.generate_private_key(65537, 4096)
    imagenes = muestra.images() | {"foto.jpg": muestra.noise()}
    for nombre, imagen in imagenes.items():
        (carpeta / nombre).write_bytes(imagen)
    der = privada.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    trabajo = {
        "registros": [*registros().values()],
        "imagenes": {nombre: str(carpeta / nombre) for nombre in imagenes},
        "llave": {"arn": LLAVE, "publica_der": b64encode(der).decode()},
        "carpeta": str(carpeta),
    }
    (carpeta / "trabajo.json").write_text(json.dumps(trabajo))
    hecho = subprocess.run(
        ["npx", "--no-install", "vitest", "run", "app/pruebas/sobre.test.ts", "-t", "seals the job"],
        cwd=WEB,
        env={**os.environ, "TRABAJO_SELLADO": str(carpeta / "trabajo.json")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert hecho.returncode == 0, hecho.stdout[-2000:]
    return carpeta, KmsFalso(LLAVE, privada)


def registros() -> dict[str, dict]:
    """One record of each model and mode, and one without a place."""
    return {
        "R000C": muestra.registro("C", registro="R000C"),
        "R000D": muestra.registro("D", registro="R000D", lugar=None),
        "R000E": muestra.registro("E", registro="R000E", modo="mi_apoyo"),
        "R000G": muestra.registro("G", registro="R000G"),
        "CEDULA1": muestra.registro("G", registro="CEDULA1", modo="cedula"),
    }


@pytest.mark.parametrize("nombre", list(registros()))
def test_what_the_app_seals_passes_every_check_of_reception(sellados, nombre):
    carpeta, kms = sellados
    registro = registros()[nombre]
    hechos = json.loads((carpeta / "hechos.json").read_text())
    dicho = next(h for h in hechos["hechos"] if h["registro"] == nombre)
    claro = open_capture(kms, (carpeta / f"{nombre}.sellado").read_bytes(), LLAVE, contexto(registro))
    expediente = read_expediente(claro)
    check_announced(expediente, contexto(registro), dicho["folio"])
    check_device_signature(expediente, b64decode(hechos["llave_dispositivo"]))
    assert expediente.integridad == dicho["integridad"]
    assert (expediente.registro.modo, expediente.registro.folio) == (registro["modo"], dicho["folio"])
