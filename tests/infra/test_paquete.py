"""The package's own checks: each refuses what Lambda would refuse, or fail on."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from infra import binarios
from infra.componentes import Ajeno, write_bill
from infra.destino import ARQUITECTURAS, BIBLIOTECAS, SERVICIOS
from infra.empaquetar import import_alone, write_zip
from infra.ruedas import PaqueteInvalido, fits, kept, needed, required, unpack

X86, ARM = ARQUITECTURAS["x86_64"], ARQUITECTURAS["arm64"]


def a_wheel(carpeta: Path, nombre: str) -> Path:
    with zipfile.ZipFile(carpeta / nombre, "w") as archivo:
        archivo.writestr("modulo.py", "")
    return carpeta / nombre


@pytest.mark.parametrize(
    ("etiqueta", "cabe"),
    [
        ("any", True),
        ("manylinux2014_x86_64", True),
        ("manylinux_2_28_x86_64", True),
        ("manylinux_2_34_x86_64", True),
        ("manylinux_2_35_x86_64", False),
        ("manylinux_2_28_aarch64", False),
        ("linux_x86_64", False),
        ("musllinux_1_2_x86_64", False),
    ],
)
def test_a_wheel_is_taken_only_when_its_tag_promises_the_runtime(etiqueta: str, cabe: bool) -> None:
    assert fits(etiqueta, X86) is cabe


def test_a_wheel_built_on_this_machine_is_refused_by_name(tmp_path: Path) -> None:
    a_wheel(tmp_path, "pillow-13.0.0-cp313-cp313-linux_x86_64.whl")
    with pytest.raises(PaqueteInvalido, match=r"pillow-13\.0\.0-cp313-cp313-linux_x86_64\.whl"):
        kept(tmp_path, X86)


def test_one_fitting_tag_of_several_is_enough_and_tools_stay_out(tmp_path: Path) -> None:
    buena = a_wheel(tmp_path, "zxing_cpp-3.1.1-cp312-abi3-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl")
    a_wheel(tmp_path, "setuptools-84.2.1-py3-none-any.whl")
    assert kept(tmp_path, X86) == [buena]


def test_what_functions_never_import_is_not_asked_for() -> None:
    assert not [linea for linea in required() if linea.startswith("localstack-client")]
    assert [linea for linea in required() if linea.startswith("chalice==")]


@pytest.mark.parametrize(
    ("archivo", "hace_falta"),
    [
        ("chalice/app.py", True),
        ("chalice/cli/__init__.py", False),
        ("botocore/data/dynamodb/2012-08-10/service-2.json.gz", True),
        ("botocore/data/ec2/2016-11-15/service-2.json.gz", False),
        ("botocore/data/endpoints.json", True),
        ("PIL/_avif.cpython-313-x86_64-linux-gnu.so", False),
        ("pillow-13.0.0.dist-info/licenses/LICENSE", True),
    ],
)
def test_of_a_wheel_only_what_functions_read_is_opened(archivo: str, hace_falta: bool) -> None:
    assert needed(archivo) is hace_falta


def test_every_service_that_the_code_asks_for_keeps_its_description() -> None:
    import re

    codigo = "".join(p.read_text() for p in Path("chalicelib").rglob("*.py"))
    pedidos = set(re.findall(r"""\bclient(?:_once)?\("([a-z0-9-]+)"\)""", codigo))
    assert pedidos
    assert pedidos <= SERVICIOS


def test_a_binary_that_needs_a_library_of_this_machine_is_refused(tmp_path: Path) -> None:
    """Debian's `ls` needs libselinux; a copy of that library in the package would do."""
    shutil.copy(shutil.which("ls") or "", tmp_path / "ls.so")
    assert "ls.so: necesita libselinux.so.1, que no hay" in binarios.faults(tmp_path, X86)


def test_a_binary_with_symbols_above_the_runtimes_glibc_is_refused(tmp_path: Path) -> None:
    shutil.copy(shutil.which("ls") or "", tmp_path / "ls.so")
    faltas = binarios.faults(tmp_path, X86, {"GLIBC": (2, 17)})
    assert any("GLIBC_2.34 de libc.so.6" in f for f in faltas), faltas
    assert not any("GLIBC_2.34" in f for f in binarios.faults(tmp_path, X86, {"GLIBC": (2, 34)}))


def test_a_binary_of_another_processor_is_refused(tmp_path: Path) -> None:
    shutil.copy(shutil.which("ls") or "", tmp_path / "ls.so")
    assert "ls.so: es de otro procesador (EM_X86_64)" in binarios.faults(tmp_path, ARM)


def test_the_runtimes_list_names_no_library_of_images() -> None:
    assert not [b for b in BIBLIOTECAS if b.startswith(("libjpeg", "libxcb", "libpng"))]


def test_a_handler_is_imported_from_the_package_alone(tmp_path: Path) -> None:
    (tmp_path / "funcion.py").write_text("def atender(evento, contexto): ...\n")
    assert float(import_alone(str(tmp_path), "funcion.atender")) >= 0


def test_what_this_machine_has_and_the_package_lacks_is_not_found(tmp_path: Path) -> None:
    """boto3 is in the environment of these tests, and python3.13 may have pip: neither is seen."""
    for ausente in ("boto3", "pip", "chalicelib"):
        (tmp_path / "funcion.py").write_text(f"import {ausente}\ndef atender(evento, contexto): ...\n")
        with pytest.raises(PaqueteInvalido, match=f"No module named '{ausente}'"):
            import_alone(str(tmp_path), "funcion.atender")


def test_a_shared_library_of_this_machine_behind_an_import_is_told(tmp_path: Path) -> None:
    (tmp_path / "funcion.py").write_text(
        "import ctypes\nctypes.CDLL('libselinux.so.1')\ndef atender(evento, contexto): ...\n"
    )
    with pytest.raises(PaqueteInvalido, match=r"de fuera del paquete: .*libselinux"):
        import_alone(str(tmp_path), "funcion.atender")


def test_the_same_files_make_the_same_zip(tmp_path: Path) -> None:
    for vez in ("uno", "dos"):
        (tmp_path / vez).mkdir()
        for nombre in sorted(("b.py", "a.py"), reverse=vez == "dos"):
            (tmp_path / vez / nombre).write_text(nombre)
        write_zip(tmp_path / vez, tmp_path / f"{vez}.zip")
    assert (tmp_path / "uno.zip").read_bytes() == (tmp_path / "dos.zip").read_bytes()


def a_distribution(carpeta: Path, nombre: str, licencia: str) -> Path:
    rueda = carpeta / f"{nombre}-1.2-py3-none-any.whl"
    with zipfile.ZipFile(rueda, "w") as archivo:
        archivo.writestr(f"{nombre}/modulo.py", "")
        datos = f"Metadata-Version: 2.4\nName: {nombre}\nVersion: 1.2\n{licencia}\n"
        archivo.writestr(f"{nombre}-1.2.dist-info/METADATA", datos)
        archivo.writestr(f"{nombre}-1.2.data/purelib/suelto_{nombre}.py", "")
    return rueda


def test_the_bill_of_materials_names_what_the_zip_holds_and_nothing_that_was_left_out(tmp_path: Path) -> None:
    ruedas = [
        a_distribution(tmp_path, "uno", "License-Expression: MIT"),
        a_distribution(tmp_path, "dos", "Classifier: License :: OSI Approved :: BSD License"),
    ]
    abierto, paquete = tmp_path / "abierto", tmp_path / "deployment.zip"
    origenes = unpack(ruedas, abierto)
    (abierto / "chalicelib").mkdir()
    for archivo in ("app.py", "chalicelib/__init__.py"):
        (abierto / archivo).touch()
    (abierto / "uno" / "__pycache__").mkdir()
    (abierto / "uno" / "__pycache__" / "modulo.cpython-313.pyc").touch()
    write_zip(abierto, paquete)
    assert write_bill(paquete, tmp_path / "lista.json", origenes) == 2
    lista = json.loads((tmp_path / "lista.json").read_text())
    dichos = [(c["purl"], c["licenses"]) for c in lista["components"]]
    assert dichos == [
        ("pkg:pypi/dos@1.2", [{"license": {"name": "BSD License"}}]),
        ("pkg:pypi/uno@1.2", [{"expression": "MIT"}]),
    ]
    assert [h["alg"] for c in lista["components"] for h in c["hashes"]] == ["SHA-256"] * 2
    assert lista["bomFormat"] == "CycloneDX"
    (abierto / "intruso.py").touch()
    write_zip(abierto, paquete)
    with pytest.raises(Ajeno, match=r"intruso\.py"):
        write_bill(paquete, tmp_path / "lista.json", origenes)


def test_everything_fetched_for_the_package_is_held_to_its_digest() -> None:
    assert [linea for linea in required() if " --hash=sha256:" not in linea] == []
