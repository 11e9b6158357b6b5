"""Bill of materials of the package's zip, in CycloneDX (JSON).

It is read from the zip itself: each distribution by the metadata that its wheel left there, with version, licence and
the digest of all its files. requirements.txt says what was asked for; this says what is delivered.
"""

import hashlib
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from email.parser import HeaderParser
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.utils import canonicalize_name

METADATOS = ".dist-info/METADATA"
NUESTRO = ("app.py", "chalicelib/")
"""Names, or folders, of the files that are ours."""


class Ajeno(RuntimeError):
    """The zip holds files that no distribution claims."""


def write_bill(paquete: Path, destino: Path, origenes: dict[str, str]) -> int:
    """Write the bill of materials of a zip; return the number of distributions that it names.

    `origenes`: file of the zip -> distribution whose wheel brought it. Raises `Ajeno` when a file has none.
    """
    with zipfile.ZipFile(paquete) as archivo:
        bom = _bill(archivo, origenes)
    bom.metadata.component = Component(
        name="captacion",
        type=ComponentType.APPLICATION,
        bom_ref="captacion",
        hashes=[_hash(paquete.read_bytes())],
    )
    bom.register_dependency(bom.metadata.component, bom.components)
    destino.write_text(JsonV1Dot6(bom).output_as_string(indent=1), encoding="utf-8")
    return len(bom.components)


def _bill(archivo: zipfile.ZipFile, origenes: dict[str, str]) -> Bom:
    por_distribucion: dict[str, list[str]] = defaultdict(list)
    sin_origen = []
    for nombre in archivo.namelist():
        fuente = source_of(nombre)
        if fuente.startswith(NUESTRO):
            continue
        if fuente in origenes:
            por_distribucion[origenes[fuente]].append(nombre)
        else:
            sin_origen.append(nombre)
    if sin_origen:
        raise Ajeno(", ".join(sin_origen[:10]))
    return Bom(components=[_component(archivo, n) for _, n in sorted(por_distribucion.items())])


def source_of(nombre: str) -> str:
    """Name of the source module of a bytecode file; the name unchanged of any other file."""
    carpeta, hay, compilado = nombre.rpartition("__pycache__/")
    return f"{carpeta}{compilado.partition('.')[0]}.py" if hay else nombre


def _component(archivo: zipfile.ZipFile, nombres: list[str]) -> Component:
    [metadatos] = [n for n in nombres if n.endswith(METADATOS)]
    datos = HeaderParser().parsestr(archivo.read(metadatos).decode())
    nombre, version = canonicalize_name(datos["Name"]), datos["Version"]
    purl = PackageURL("pypi", name=nombre, version=version)
    todo = b"".join(n.encode() + hashlib.sha256(archivo.read(n)).digest() for n in sorted(nombres))
    return Component(
        name=nombre,
        version=version,
        type=ComponentType.LIBRARY,
        purl=purl,
        bom_ref=str(purl),
        licenses=_licences(datos["License-Expression"], datos["License"], datos.get_all("Classifier", [])),
        hashes=[_hash(todo)],
    )


def _licences(
    expresion: str | None, texto: str | None, clasificadores: Iterable[str]
) -> list[LicenseExpression | DisjunctiveLicense]:
    """Licences that a distribution states: its SPDX expression, else its classifiers, else its free text."""
    hacer = LicenseFactory()
    if expresion:
        return [hacer.make_with_expression(expresion)]
    dichas = [c.rpartition(" :: ")[2] for c in clasificadores if c.startswith("License :: ")]
    dichas = [d for d in dichas if d != "OSI Approved"]
    if not dichas and texto:
        dichas = [texto.strip().splitlines()[0]]
    return [hacer.make_with_name(d) for d in dichas]


def _hash(contenido: bytes) -> HashType:
    return HashType(alg=HashAlgorithm.SHA_256, content=hashlib.sha256(contenido).hexdigest())
