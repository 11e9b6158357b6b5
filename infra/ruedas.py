"""Wheels of the target, chosen by name and not by the machine that builds, opened into a folder."""

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
    """What goes into the package: each distribution of requirements.lock with its digests, as pip takes them."""
    texto = (ROOT / "requirements.lock").read_text().replace("\\\n", " ")
    pedidas = [" ".join(linea.split()) for linea in texto.splitlines() if linea.strip()]
    return [p for p in pedidas if canonicalize_name(p.partition("==")[0]) not in SOBRAN]


def download(arquitectura: Arquitectura, carpeta: Path) -> list[Path]:
    """Wheels of everything required, and of nothing that must be built; those that are kept.

    They stay in a folder of `carpeta` named after what was asked for, and are not fetched twice. `PaqueteInvalido` when
    some distribution has no wheel for the target, in pip's words.
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
    # The list is whole, so nothing that it does not name is fetched, nor a file with another digest.
    listas = ["--no-deps", "--require-hashes", "-r", str(aqui / "pedidas.txt")]
    hecho = subprocess.run([*orden, *destino, *listas], capture_output=True, text=True)
    if hecho.returncode:
        raise PaqueteInvalido(f"pip no reunió las dependencias:\n{hecho.stderr.strip()}")


def kept(carpeta: Path, arquitectura: Arquitectura) -> list[Path]:
    """The wheels of a folder that go into the package. `PaqueteInvalido` for a tag that the runtime does not bear."""
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
    """Whether the runtime bears wheels of a platform tag."""
    return plataforma == "any" or plataforma in {f"{e}_{arquitectura.rueda}" for e in ETIQUETAS}


def unpack(ruedas: list[Path], carpeta: Path) -> dict[str, str]:
    """Open the wheels into a folder, as `pip install --target` would, without what a function never reads.

    Gives each file (path within the folder) with the distribution that it came from.
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
    # Of Pillow: AVIF, text drawn with FreeType, Tk. Only JPEG and PNG are read, and only measured.
    r"|^PIL/_(avif|imagingft|imagingtk)\.|^pillow\.libs/lib(avif|harfbuzz|freetype|brotli)"
    # Of Powertools only metrics are used, of stdnum only Mexico's identifiers.
    r"|^aws_lambda_powertools/event_handler/|^stdnum/(?!__init__|exceptions|util|mx/)"
    # Of holidays only Mexico's are asked for; its countries import each other, its translations do not.
    r"|^holidays/locale/(?!es/|en_US/)"
)
_BOTOCORE = re.compile(r"^botocore/data/([^/]+)/")


def needed(nombre: str) -> bool:
    """Whether a file of a wheel goes into the package. Licences and metadata do."""
    if nombre.endswith("/") or _FUERA.search(nombre) or _TEXTOS.search(nombre):
        return False
    servicio = _BOTOCORE.match(nombre)
    return servicio is None or servicio[1] in SERVICIOS
