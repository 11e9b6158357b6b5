"""Opening a delivery: keys of openssl and of the tool, and every way in which it is spoiled (15.1, 15.2 F, 15.3)."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from opl.__main__ import main
from tests.unit.opl.entregas import FILAS, FRASE, SISTEMA, Entrega, openssl_pair, sign

pytestmark = pytest.mark.lento


@pytest.fixture(scope="module")
def llave(tmp_path_factory):
    """Private key of openssl, its public half, and a delivery sealed to it."""
    carpeta = tmp_path_factory.mktemp("llave")
    privada, publica = openssl_pair(carpeta)
    return privada, publica, Entrega(publica).write(carpeta / "entrega")


@pytest.fixture
def entrega(llave, tmp_path):
    """A copy of the delivery, to be spoiled."""
    return shutil.copytree(llave[2], tmp_path / "descarga")


def open_(carpeta: Path, privada: Path, salida: Path, frase: str = FRASE):
    return CliRunner().invoke(
        main,
        ["entrega", "abrir", str(carpeta), "--llave", str(privada), "--salida", str(salida), "--frase", frase,
         "--llave-sistema", SISTEMA.texto],
    )  # fmt: skip


def check(carpeta: Path, sistema: str = SISTEMA.texto):
    return CliRunner().invoke(main, ["entrega", "verificar", str(carpeta), "--llave-sistema", sistema])


def refused(resultado, codigo: int, dice: str, salida: Path | None = None) -> None:
    """One sentence, its own code, and nothing left behind: neither the result nor what was open half-way."""
    assert resultado.exit_code == codigo, resultado.output
    assert dice in resultado.output
    assert "Traceback" not in resultado.output
    if salida is not None:
        assert [f for f in salida.parent.iterdir() if f.name.lstrip(".").split("-")[0] == salida.name] == []


def test_a_delivery_to_a_key_of_openssl_opens_counts_and_reports_15_3(llave, entrega, tmp_path):
    salida = tmp_path / "resultados"
    resultado = open_(entrega, llave[0], salida)
    assert resultado.exit_code == 0, resultado.output
    assert "Cierra" in resultado.output
    assert "hoja 3 de la bitácora" in resultado.output
    filas = "".join(f.read_text() for f in sorted(salida.glob("*.csv"))).splitlines()
    assert [f.split(",")[1:3] for f in filas if not f.startswith("folio")] == [list(f) for f in FILAS]
    informe = (salida / "informe.html").read_text()
    assert "<svg" in informe
    assert "<td>AAAA2222</td><td>2</td><td>0</td><td>1</td><td>3</td>" in informe
    assert (salida / "manifiesto.json").read_bytes() == (entrega / "manifiesto.json").read_bytes()


def test_a_delivery_to_a_key_of_the_tool_opens_15_1(tmp_path):
    from chalicelib.vault.llave_opl import read_public_key
    from opl.llaves import PRIVADA, PUBLICA, make_keys

    make_keys(tmp_path / "llaves", FRASE, 3072)
    publica = read_public_key((tmp_path / "llaves" / PUBLICA).read_text())
    carpeta = Entrega(publica).write(tmp_path / "descarga")
    assert open_(carpeta, tmp_path / "llaves" / PRIVADA, tmp_path / "r").exit_code == 0


def test_an_existing_folder_is_not_replaced(llave, entrega, tmp_path):
    salida = tmp_path / "resultados"
    salida.mkdir()
    (salida / "x").write_text("mío")
    assert open_(entrega, llave[0], salida).exit_code == 20
    assert (salida / "x").read_text() == "mío"


def test_another_private_key_is_named_so(entrega, tmp_path, tmp_path_factory):
    otra, _ = openssl_pair(tmp_path_factory.mktemp("otra"))
    refused(open_(entrega, otra, tmp_path / "r"), 10, "se cifró para la llave", tmp_path / "r")


def test_a_wrong_passphrase_is_named_so(llave, entrega, tmp_path):
    refused(open_(entrega, llave[0], tmp_path / "r", "otra frase"), 11, "frase de paso", tmp_path / "r")
    refused(open_(entrega, llave[0], tmp_path / "r", ""), 11, "frase de paso", tmp_path / "r")


def test_a_file_that_is_no_key_is_named_so(entrega, tmp_path):
    (tmp_path / "k.pem").write_text("nada")
    refused(open_(entrega, tmp_path / "k.pem", tmp_path / "r"), 21, "no es una llave privada", tmp_path / "r")


def flip(archivo: Path, lugar: int) -> None:
    crudo = bytearray(archivo.read_bytes())
    crudo[lugar] ^= 1
    archivo.write_bytes(crudo)


PARTE = "apoyos-00001.csv.sellado"


@pytest.mark.parametrize(
    ("spoil", "codigo", "dice"),
    [
        (lambda c: flip(c / PARTE, -20), 12, "dañado"),
        (lambda c: flip(c / PARTE, 3), 12, "dañado"),
        (lambda c: (c / PARTE).write_bytes(b"x" * (c / PARTE).stat().st_size), 12, "dañado"),
        (lambda c: (c / PARTE).unlink(), 13, "Falta apoyos-00001"),
        (lambda c: (c / "manifiesto.json").unlink(), 13, "Falta manifiesto.json"),
        (lambda c: (c / "manifiesto.firma").unlink(), 13, "Falta manifiesto.firma"),
        (lambda c: (c / PARTE).write_bytes((c / PARTE).read_bytes()[:-9]), 14, "incompleto"),
        (lambda c: (c / PARTE).write_bytes(b""), 14, "incompleto"),
        (lambda c: (c / PARTE).write_bytes((c / PARTE).read_bytes() + b"x"), 15, "después de su final"),
        (lambda c: shutil.copy(c / "apoyos-00002.csv.sellado", c / PARTE), 16, "se le cambió el nombre"),
        (lambda c: flip(c / "manifiesto.json", 30), 17, "no es el que se firmó"),
        (lambda c: flip(c / "manifiesto.firma", 40), 17, "firma"),
        (lambda c: flip(c / "manifiesto.firma", -5), 17, "firma"),
        (lambda c: flip(c / "manifiesto.tlog-proof", 40), 19, ""),
        (lambda c: (c / "manifiesto.tlog-proof").write_text("nada"), 19, "no es una prueba"),
    ],
)
def test_each_spoiled_file_is_named_by_both_commands(llave, entrega, tmp_path, spoil, codigo, dice):
    spoil(entrega)
    refused(check(entrega), codigo, dice)
    refused(open_(entrega, llave[0], tmp_path / "r"), codigo, dice, tmp_path / "r")


def test_a_part_of_another_process_or_delivery_is_named_so(llave, entrega, tmp_path):
    for n, otra in enumerate((Entrega(llave[1], proceso="OTRO27"), Entrega(llave[1], entrega="PROC27-2"))):
        ajena = otra.write(tmp_path / f"ajena{n}")
        shutil.copy(ajena / PARTE, entrega / PARTE)
        refused(open_(entrega, llave[0], tmp_path / "r"), 16, "otro proceso", tmp_path / "r")


def test_a_signed_part_that_is_not_bound_to_this_delivery_does_not_open_either(llave, entrega, tmp_path):
    """The digest agrees, for the manifest was signed anew over the foreign part: the header still betrays it."""
    ajena = Entrega(llave[1], proceso="OTRO27").write(tmp_path / "ajena")
    datos = json.loads((ajena / "manifiesto.json").read_text()) | {"proceso": "PROC27"}
    sign(ajena, json.dumps(datos).encode())
    refused(open_(ajena, llave[0], tmp_path / "r"), 16, "otro proceso", tmp_path / "r")


@pytest.mark.parametrize(
    ("dichas", "dice"),
    [
        (FILAS[1:], "en_lista_nominal, en total"),
        ([*FILAS, ("CCCC4444", "baja")], "baja, en total"),
        ([*FILAS[:3], ("AAAA2222", "baja")], "del aspirante AAAA2222"),
    ],
)
def test_figures_that_do_not_close_are_named_with_class_and_aspirante(llave, tmp_path, dichas, dice):
    carpeta = Entrega(llave[1], dichas=tuple(dichas)).write(tmp_path / "descarga")
    refused(open_(carpeta, llave[0], tmp_path / "r"), 18, dice, tmp_path / "r")


def test_a_file_with_fewer_rows_than_signed_is_named(llave, tmp_path):
    carpeta = Entrega(llave[1]).write(tmp_path / "descarga")
    datos = json.loads((carpeta / "manifiesto.json").read_text())
    datos["archivos"][0]["filas"] = 3
    sign(carpeta, json.dumps(datos).encode())
    refused(open_(carpeta, llave[0], tmp_path / "r"), 18, "el manifiesto dice 3", tmp_path / "r")


@pytest.mark.parametrize("nombre", ["../fuera.csv", "/otro/fuera.csv", "a\\b.csv", "C:x.csv", ".oculto", ""])
def test_a_name_that_leaves_the_folder_is_refused_even_signed(llave, tmp_path, nombre):
    carpeta = Entrega(llave[1]).write(tmp_path / "descarga")
    datos = json.loads((carpeta / "manifiesto.json").read_text())
    datos["archivos"][0]["nombre"] = nombre
    sign(carpeta, json.dumps(datos).encode())
    refused(open_(carpeta, llave[0], tmp_path / "r"), 17, "formato", tmp_path / "r")


def test_a_manifest_of_another_format_is_told(llave, tmp_path):
    carpeta = Entrega(llave[1]).write(tmp_path / "descarga")
    sign(carpeta, b'{"formato": "captacion/entrega/v2"}')
    refused(check(carpeta), 17, "actualice la herramienta")


def test_another_key_of_the_system_is_refused_and_a_mistyped_one_told(entrega):
    otra = SISTEMA.__class__(SISTEMA.nombre, bytes(31) + b"\x01")
    refused(check(entrega, otra.texto), 17, "otra llave")
    refused(check(entrega, SISTEMA.__class__("otra.invalid", SISTEMA.publica).texto), 17, "No lleva la firma")
    refused(check(entrega, SISTEMA.texto[:-3]), 21, "llave del sistema no se lee")
    refused(check(entrega, "nada"), 21, "llave del sistema no se lee")


def test_a_delivery_without_proof_opens_and_says_that_there_is_none(llave, entrega, tmp_path):
    (entrega / "manifiesto.tlog-proof").unlink()
    resultado = open_(entrega, llave[0], tmp_path / "r")
    assert resultado.exit_code == 0
    assert "Sin prueba de la bitácora" in resultado.output


def test_the_key_of_the_system_may_be_in_a_file(entrega, tmp_path):
    archivo = tmp_path / "sistema"
    archivo.write_text(SISTEMA.texto + "\n")
    assert check(entrega, str(archivo)).exit_code == 0
