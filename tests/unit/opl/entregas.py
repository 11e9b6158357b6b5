"""A small delivery as the system makes it, with keys of the test: manifest by the rule, files sealed by the vault."""

import csv
import io
import subprocess
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chalicelib.rules.entrega.manifiesto import (
    ArchivoDeEntrega,
    Base,
    CifrasDeEntrega,
    Sellado,
    delivery_manifest,
    file_context,
)
from chalicelib.rules.evidencia.arbol import inclusion_proof, leaf_hash, tree_root
from chalicelib.rules.evidencia.hojas import Especie, document_entry
from chalicelib.rules.evidencia.mosaicos import tiles_grown, tree_nodes
from chalicelib.rules.evidencia.notas import (
    LlaveDeBitacora,
    Prueba,
    PuntoDeControl,
    sign_text,
    signed_checkpoint,
    write_proof,
)
from chalicelib.vault.entrega import opl_key, seal_for_opl
from chalicelib.vault.llave_opl import LlavePublica, read_public_key

PRIVADA_SISTEMA = Ed25519PrivateKey.from_private_bytes(b"\x05" * 32)
SISTEMA = LlaveDeBitacora("bitacora.captacion.invalid", PRIVADA_SISTEMA.public_key().public_bytes_raw())
FRASE = "una frase de paso bien larga"
FILAS = [
    ("AAAA2222", "en_lista_nominal"),
    ("AAAA2222", "con_inconsistencia"),
    ("AAAA2222", "en_lista_nominal"),
    ("BBBB3333", "baja"),
]


def openssl_pair(carpeta: Path) -> tuple[Path, LlavePublica]:
    """A pair made by openssl and by nothing of ours."""
    privada, publica = carpeta / "p.pem", carpeta / "q.pem"
    frase = f"pass:{FRASE}"
    subprocess.run(
        ["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072",
         "-aes-256-cbc", "-pass", frase, "-out", str(privada)],
        check=True, capture_output=True,
    )  # fmt: skip
    subprocess.run(
        ["openssl", "pkey", "-in", str(privada), "-passin", frase, "-pubout", "-out", str(publica)],
        check=True, capture_output=True,
    )  # fmt: skip
    return privada, read_public_key(publica.read_text())


@dataclass
class Entrega:
    """How a delivery is made; each test spoils one thing of it. `dichas`: figures that the manifest tells.

    `expedientes`: folio -> contents of its expediente; `imagenes`: the rows of its images, when not those of it.
    """

    llave: LlavePublica
    proceso: str = "PROC27"
    entrega: str = "PROC27-1"
    filas: tuple[tuple[str, str], ...] = tuple(FILAS)
    dichas: tuple[tuple[str, str], ...] | None = None
    expedientes: dict[str, bytes] = field(default_factory=dict)
    imagenes: list[tuple[str, ...]] | None = None

    def write(self, carpeta: Path) -> Path:
        """Two parts of records, so many rows each, and the signed manifest with its proof."""
        carpeta.mkdir()
        mitad = len(self.filas) // 2
        archivos = [
            self._part(carpeta, f"apoyos-{n:05}.csv", filas)
            for n, filas in enumerate((self.filas[:mitad], self.filas[mitad:]), start=1)
        ]
        archivos += self._images(carpeta)
        cifras = CifrasDeEntrega()
        for aspirante, clase in self.dichas or self.filas:
            cifras.aspirantes.setdefault(aspirante, Counter())[clase] += 1
        base = Base(self.proceso, "OPL1", self.entrega, 1, "2027-03-01T00:00:00.000Z", self.llave.huella, "")
        sign(carpeta, delivery_manifest(base, cifras, archivos))
        return carpeta

    def _part(self, carpeta: Path, nombre: str, filas: tuple[tuple[str, str], ...]) -> ArchivoDeEntrega:
        con_folio = [(f"F{k}", *f, code(b"")) for k, f in enumerate(filas)]
        claro = _csv([("folio", "aspirante", "clase", "integridad"), *con_folio])
        return self._file(carpeta, nombre, "apoyos", len(filas), claro)

    def _images(self, carpeta: Path) -> list[ArchivoDeEntrega]:
        """A table of images with one ZIP, if there are expedientes."""
        if not self.expedientes:
            return []
        nombre, zip_ = "imagenes-00001.zip", io.BytesIO()
        with ZipFile(zip_, "w") as archivo:
            for folio, claro in self.expedientes.items():
                archivo.writestr(f"{folio}.zip", claro)
        propias = [(f, "AAAA2222", nombre, f"{f}.zip", code(c)) for f, c in self.expedientes.items()]
        filas = propias if self.imagenes is None else self.imagenes
        tabla = _csv([("folio", "aspirante", "archivo", "entrada", "integridad"), *filas])
        return [
            self._file(carpeta, "imagenes-00001.csv", "imagenes", len(filas), tabla),
            self._file(carpeta, nombre, "imagenes", len(self.expedientes), zip_.getvalue()),
        ]

    def _file(self, carpeta: Path, nombre: str, tabla: str, filas: int, claro: bytes) -> ArchivoDeEntrega:
        with (carpeta / f"{nombre}.sellado").open("wb") as destino:
            total, suma = seal_for_opl(
                io.BytesIO(claro),
                destino,
                opl_key(self.llave.der, self.llave.huella),
                file_context(self.proceso, self.entrega, nombre),
            )
        sellado, formato = Sellado(f"{nombre}.sellado", total, suma), nombre.rpartition(".")[2]
        return ArchivoDeEntrega(nombre, tabla, formato, filas, len(claro), code(claro), sellado)


def code(contenido: bytes) -> str:
    """Integrity code of an expediente."""
    return sha256(contenido).hexdigest()


def _csv(filas: Iterable[tuple[str, ...]]) -> bytes:
    texto = io.StringIO(newline="")
    csv.writer(texto).writerows(filas)
    return texto.getvalue().encode()


def sign(carpeta: Path, crudo: bytes) -> None:
    """Manifest, signature and proof, as the system writes them."""
    entrada = document_entry(Especie.ENTREGA, crudo)
    (carpeta / "manifiesto.json").write_bytes(crudo)
    firma = sign_text(entrada.decode(), SISTEMA, PRIVADA_SISTEMA.sign(entrada))
    (carpeta / "manifiesto.firma").write_text(firma, newline="\n")
    (carpeta / "manifiesto.tlog-proof").write_text(proof_of(entrada), newline="\n")


def proof_of(entrada: bytes, extra: bytes = b"", indice: int = 3, n: int = 7) -> str:
    """The proof of an entry in a log of seven."""
    hojas = [leaf_hash(entrada if i == indice else b"otra") for i in range(n)]
    mosaicos = tiles_grown(0, lambda _: b"", hojas)
    nodo = tree_nodes(n, mosaicos.__getitem__)
    punto = PuntoDeControl(SISTEMA.nombre, n, tree_root(n, nodo))
    nota = signed_checkpoint(punto, SISTEMA, PRIVADA_SISTEMA.sign(punto.texto.encode()))
    return write_proof(Prueba(indice, tuple(inclusion_proof(indice, n, nodo)), nota, extra))
