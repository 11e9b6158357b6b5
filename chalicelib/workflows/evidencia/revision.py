"""Verification of the whole public log: entries against hashes, hashes against roots, checkpoints against the tree."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from botocore.exceptions import ClientError

from chalicelib.rules.evidencia.arbol import leaf_hash, node_hash, tree_root
from chalicelib.rules.evidencia.mosaicos import ANCHO, tile_at, unbundle
from chalicelib.rules.evidencia.notas import (
    LlaveDeBitacora,
    NotaInvalida,
    PuntoDeControl,
    Verificador,
    open_checkpoint,
)
from chalicelib.store.evidencia import deposito_bitacora as deposito
from chalicelib.store.evidencia.hojas import EstadoDelArbol


@dataclass
class InformeDeBitacora:
    """Report of a verification of the public log: counts of what was read, and faults in Spanish words."""

    hojas: int = 0
    puntos: int = 0
    faltas: list[str] = field(default_factory=list)


class _Arbol:
    """The tree rebuilt from its entries: the hashes of every level."""

    def __init__(self) -> None:
        self.niveles: list[list[bytes]] = [[]]

    def add(self, hoja: bytes) -> None:
        nivel = 0
        self.niveles[0].append(hoja)
        while len(self.niveles[nivel]) % 2 == 0:
            izquierda, derecha = self.niveles[nivel][-2:]
            nivel += 1
            if nivel == len(self.niveles):
                self.niveles.append([])
            self.niveles[nivel].append(node_hash(izquierda, derecha))

    def node(self, nivel: int, i: int) -> bytes:
        return self.niveles[nivel][i]


def review_log(estado: EstadoDelArbol, llave: LlaveDeBitacora, verifica: Verificador) -> InformeDeBitacora:
    """Rebuild the tree of that state and compare every file of the log with it. Memory: 64 bytes a leaf."""
    informe, arbol = InformeDeBitacora(), _Arbol()
    for ruta, entradas in _bundles(estado.tamano):
        if entradas is None:
            informe.faltas.append(f"{ruta}: falta o está dañado")
            return informe
        for entrada in entradas:
            arbol.add(leaf_hash(entrada))
            informe.hojas += 1
    _check_tiles(estado.tamano, arbol, informe)
    for ruta in sorted(r for r in deposito.log_paths() if r.startswith("checkpoints/")):
        informe.puntos += 1
        _check(ruta, _read(ruta), arbol, informe, llave, verifica)
    _check("el estado", estado.punto.encode(), arbol, informe, llave, verifica)
    return informe


def _bundles(tamano: int) -> Iterator[tuple[str, list[bytes] | None]]:
    for n in range((tamano + ANCHO - 1) // ANCHO):
        mosaico = tile_at(0, n, tamano)
        crudo = _read(mosaico.entradas)
        try:
            entradas = unbundle(crudo or b"")
        except ValueError:
            entradas = []
        yield mosaico.entradas, entradas if len(entradas) == mosaico.ancho else None


def _check_tiles(tamano: int, arbol: _Arbol, informe: InformeDeBitacora) -> None:
    nivel = 0
    while cuantos := tamano >> (8 * nivel):
        for n in range((cuantos + ANCHO - 1) // ANCHO):
            mosaico = tile_at(nivel, n, tamano)
            debe = b"".join(arbol.niveles[8 * nivel][n * ANCHO : n * ANCHO + mosaico.ancho])
            if _read(mosaico.ruta) != debe:
                informe.faltas.append(f"{mosaico.ruta}: no es el que resulta de las entradas")
        nivel += 1


def _check(
    ruta: str,
    nota: bytes | None,
    arbol: _Arbol,
    informe: InformeDeBitacora,
    llave: LlaveDeBitacora,
    verifica: Verificador,
) -> None:
    try:
        punto: PuntoDeControl = open_checkpoint((nota or b"").decode("utf-8", "replace"), llave, verifica)
    except NotaInvalida as error:
        informe.faltas.append(f"{ruta}: {error.codigo}")
        return
    if punto.tamano > informe.hojas:
        informe.faltas.append(f"{ruta}: se firmó con {punto.tamano} hojas y hay {informe.hojas}")
    elif tree_root(punto.tamano, arbol.node) != punto.raiz:
        informe.faltas.append(f"{ruta}: lo firmado no es el comienzo de la bitácora")


def _read(ruta: str) -> bytes | None:
    try:
        return deposito.read_log_file(ruta)
    except ClientError as error:
        if error.response["Error"]["Code"] not in ("NoSuchKey", "404"):
            raise
        return None
