"""Wheels for the target, chosen by their platform tags, not by the machine that builds, and opened into a folder."""

import hashlib
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from packaging.utils import canonicalize_name, parse_wheel_filename

from infra.destino import ETIQUETAS, PYTHON, SERVICIOS, SOBRAN, Arquitectura

ROOT = Path(__file__).resolve().parent.parent


class PaqueteInvalido(RuntimeError):
    """The package would not run on Lambda; the message says in Spanish which file and why."""


def required() -> list[str]:
    """Lines for pip of what goes into the package: each distribution of requirements.lock with its digests."""
    texto = (ROOT / "requirements.lock").read_text().replace("\\\n", " ")
    pedidas = [" ".join(linea.split()) for linea in texto.splitlines() if linea.strip()]
    return [p for p in pedidas if canonicalize_name(p.partition("==")[0]) not in SOBRAN]


def download(arquitectura: Arquitectura, carpeta: Path) -> list[Path]:
    """Download wheels of everything required, without building any; return the paths of those that go into the package.

    They stay in a folder of `carpeta` named after the list of requirements, and are not fetched twice. Raises
    `PaqueteInvalido`, with pip's words, when a distribution has no wheel for the target.
    """
    lista = "\n".join(required())
    pedido = hashlib.sha256(lista.encode()).hexdigest()[:16]
    aqui = carpeta / f"{arquitectura.lambda_}-{pedido}"
    if not (aqui / "listo").exists():
        aqui.mkdir(parents=True, exist_ok=True)
        (aqui / "pedidas.txt").write_text(lista)
        _fetch(aqui, arquitectura)
        (aqui / "listo").touch()
    return kept(aqui, arquitectura)


def _fetch(aqui: Path, arquitectura: Arquitectura) -> None:
    plataformas = [f"--platform={e}_{arquitectura.rueda}" for e in ETIQUETAS]
    orden = [sys.executable, "-m", "pip", "download", "--quiet", "--dest", str(aqui)]
    destino = ["--only-binary=:all:", "--implementation=cp", f"--python-version={PYTHON}", *plataformas]
    # The list is complete: pip fetches nothing that it does not name, and no file with another digest.
    listas = ["--no-deps", "--require-hashes", "-r", str(aqui / "pedidas.txt")]
    hecho = subprocess.run([*orden, *destino, *listas], capture_output=True, text=True)
    if hecho.returncode:
        raise PaqueteInvalido(f"pip no reunió las dependencias:\n{hecho.stderr.strip()}")


def kept(carpeta: Path, arquitectura: Arquitectura) -> list[Path]:
    """Wheels of a folder that go into the package. Raises `PaqueteInvalido` for a tag that the runtime cannot run."""
    ruedas = []
    for rueda in sorted(carpeta.glob("*.whl")):
        nombre, _version, _build, etiquetas = parse_wheel_filename(rueda.name)
        if nombre in SOBRAN:
            continue
        malas = [t.platform for t in etiquetas if not fits(t.platform, arquitectura)]
        if len(malas) == len(etiquetas):
            raise PaqueteInvalido(f"{rueda.name}: {', '.join(malas)} no es del destino.")
        ruedas.append(rueda)
    return ruedas


def fits(plataforma: str, arquitectura: Arquitectura) -> bool:
    """Whether the runtime can run wheels of a platform tag."""
    return plataforma == "any" or plataforma in {f"{e}_{arquitectura.rueda}" for e in ETIQUETAS}


def unpack(ruedas: list[Path], carpeta: Path) -> dict[str, str]:
    """Open the wheels into a folder, as `pip install --target` would, without what a function never reads.

    Returns the distribution that each file came from, by path within the folder.
    """
    origenes = {}
    for rueda in ruedas:
        distribucion = str(parse_wheel_filename(rueda.name)[0])
        with zipfile.ZipFile(rueda) as archivo:
            for nombre in archivo.namelist():
                if needed(nombre):
                    archivo.extract(nombre, carpeta)
                    origenes[_DATOS.sub("", nombre)] = distribucion
    for datos in carpeta.glob("*.data"):
        for parte in ("purelib", "platlib"):
            if (datos / parte).is_dir():
                shutil.copytree(datos / parte, carpeta, dirs_exist_ok=True)
        shutil.rmtree(datos)
    return origenes


_DATOS = re.compile(r"^[^/]+\.data/(purelib|platlib)/")
_TEXTOS = re.compile(
    r"\.dist-info/(RECORD|WHEEL|INSTALLER|REQUESTED|entry_points\.txt|top_level\.txt|sboms/.*)$"
)
_FUERA = re.compile(
    r"(^|/)(tests?|__pycache__)/|\.(pyi|pyx|pxd|h|c|typed)$"
    r"|^chalice/(cli|deploy|awsclient|package|pipeline|templates|policies[^/]*\.json|invoke|logs|local|test)"
    r"|^[^/]+\.data/(scripts|headers|data)/"
    # Pillow without AVIF, FreeType and Tk: only JPEG and PNG are read, and no text is drawn.
    r"|^PIL/_(avif|imagingft|imagingtk)\.|^pillow\.libs/lib(avif|harfbuzz|freetype|brotli)"
    # Powertools: only log and metrics are used. stdnum: only Mexico's identifiers.
    r"|^aws_lambda_powertools/event_handler/|^stdnum/(?!__init__|exceptions|util|mx/)"
    # holidays: only Mexico's are asked for. Its modules of countries import each other; translations are left out.
    r"|^holidays/locale/(?!es/|en_US/)"
)
_BOTOCORE = re.compile(r"^botocore/data/([^/]+)/")


def needed(nombre: str) -> bool:
    """Whether a file of a wheel goes into the package; licences and metadata do."""
    if nombre.endswith("/") or _FUERA.search(nombre) or _TEXTOS.search(nombre):
        return False
    servicio = _BOTOCORE.match(nombre)
    return servicio is None or servicio[1] in SERVICIOS
