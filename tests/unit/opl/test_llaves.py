"""The OPL's own tool: a key pair that the portal admits, and whose private half only the passphrase opens (15.1)."""

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from chalicelib.vault.llave_opl import read_public_key
from opl.__main__ import main
from opl.llaves import PRIVADA, PUBLICA, in_groups

FRASE = "una frase de paso bien larga"


@pytest.fixture(scope="module")
def creada(tmp_path_factory):
    """A pair made by the command: its folder, and what it said."""
    carpeta = tmp_path_factory.mktemp("opl") / "llaves-2027"
    resultado = make(carpeta, FRASE)
    assert resultado.exit_code == 0, resultado.output
    return carpeta, resultado.output


def make(carpeta: Path, frase: str | None, tecleado: str = ""):
    argumentos = ["llaves", "crear", str(carpeta), "--bits", "3072"]
    return CliRunner().invoke(main, argumentos, input=tecleado, env={"OPL_FRASE": frase})


def test_the_portal_admits_the_key_and_shows_the_same_fingerprint_15_1(creada):
    carpeta, dicho = creada
    leida = read_public_key((carpeta / PUBLICA).read_text())
    assert leida.bits == 3072
    assert in_groups(leida.huella) in dicho
    suelta = CliRunner().invoke(main, ["llaves", "huella", str(carpeta / PUBLICA)])
    assert suelta.output.strip() == in_groups(leida.huella)


def test_the_private_key_opens_with_the_passphrase_alone_and_is_its_owners_15_1(creada):
    archivo = creada[0] / PRIVADA
    pem = archivo.read_bytes()
    assert stat.S_IMODE(archivo.stat().st_mode) == 0o600
    assert pem.startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
    assert load_pem_private_key(pem, FRASE.encode()).key_size == 3072
    for otra in (b"otra frase de paso bien larga", None):
        with pytest.raises((ValueError, TypeError)):
            load_pem_private_key(pem, otra)
    assert FRASE not in creada[1]


def test_a_key_is_never_written_over_15_1(creada):
    carpeta = creada[0]
    antes = (carpeta / PRIVADA).read_bytes()
    resultado = make(carpeta, FRASE)
    assert resultado.exit_code == 1
    assert "no se sustituyen" in resultado.output
    assert (carpeta / PRIVADA).read_bytes() == antes


def test_a_short_passphrase_is_refused_and_nothing_written(tmp_path):
    resultado = make(tmp_path / "corta", "corta")
    assert resultado.exit_code == 1
    assert not (tmp_path / "corta").exists()


def test_without_a_passphrase_one_is_made_and_shown_once(tmp_path):
    resultado = make(tmp_path / "hecha", None, "\n\n")
    (linea,) = [x for x in resultado.output.splitlines() if "anótela ahora" in x]
    frase = linea.rpartition(": ")[2]
    assert len(frase) >= 20
    assert load_pem_private_key((tmp_path / "hecha" / PRIVADA).read_bytes(), frase.encode())


def test_a_private_key_has_no_fingerprint_to_show(creada):
    resultado = CliRunner().invoke(main, ["llaves", "huella", str(creada[0] / PRIVADA)])
    assert resultado.exit_code == 1
    assert "no es una llave pública" in resultado.output
