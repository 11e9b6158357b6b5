"""Records on which the findings of images are measured: clean ones, each inciso of 13.7, and damaged files.

A fraud changes only some of a record's images, so each person's other pictures are drawn and measured once.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import islice
from random import Random
from typing import Any

from PIL import Image

from chalicelib.imagenes.apertura import ImagenIlegible, open_photo
from chalicelib.imagenes.huellas import picture_fingerprint
from chalicelib.imagenes.medidas import measure_images
from chalicelib.rules.mesa.vista import MedidasDeImagenes, find_in_images
from sintetico.azar import rng
from sintetico.casos import VARIANTES, VARIANTES_C, Caso, fraud
from sintetico.ciudadanos import Ciudadano, generate_ciudadanos
from sintetico.expediente import IMAGENES, expediente
from sintetico.fraudes import out_of_focus
from sintetico.lectura import lectura

LIMPIO = "limpio"
DE_OTRO = "de otro registro"
ANVERSO, REVERSO, FOTO, FIRMA = IMAGENES
TOCA: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys("ade", (ANVERSO, REVERSO)),
    "b": (REVERSO,),
    "c": (REVERSO,),
    "f": (ANVERSO,),
    **dict.fromkeys("ghi", (FOTO,)),
    **dict.fromkeys("jklm", (FIRMA,)),
    "n": (ANVERSO,),
}
"""The images that an inciso changes."""


@dataclass(frozen=True)
class Medido:
    """A measured record: its kind, its findings but for repetition, its pictures' hashes, what was changed."""

    clase: str
    modelo: str
    hallazgos: tuple[str, ...]
    huellas: Mapping[str, int]
    medidas: Mapping[str, Any]


def records(semilla: int, cada: int, cuales: Iterable[int]) -> Iterator[list[Medido]]:
    """Records of the chosen ones among `cada` people of a seed: a clean one, one of each fraud and of `DANOS`."""
    gente = list(islice(generate_ciudadanos(semilla, 2 * cada), 2 * cada))
    for i in cuales:
        persona = gente[i]
        otro = replace(gente[cada + i], modelo=persona.modelo)
        yield list(_of(persona, otro, rng("hallazgos", semilla, i)))


def _of(persona: Ciudadano, otro: Ciudadano, azar: Random) -> Iterator[Medido]:
    limpio = Caso(persona)
    base = expediente(limpio)
    partes = _parts(base)
    yield _measured(LIMPIO, limpio, lectura(limpio), partes)
    for inciso, clases in (VARIANTES_C if persona.modelo == "C" else VARIANTES).items():
        caso = fraud(persona, inciso, otro, azar)
        for variante in clases if inciso in "jn" else (caso.variante,):
            uno = replace(caso, variante=variante)
            nuevas = expediente(uno, solo=TOCA[inciso])
            clase = f"{inciso}: {variante}" if inciso in "jn" else inciso
            yield _measured(clase, uno, lectura(uno), {**partes, **_parts(nuevas)})
    for clase, (nombre, cambia) in DANOS.items():
        data = cambia(base[nombre], azar)
        if DE_OTRO in clase:  # this copy is only looked for in the index
            yield _measured(
                clase, limpio, lectura(limpio), {**partes, nombre: (partes[nombre][0], _print(data))}
            )
        else:
            yield _measured(clase, limpio, lectura(limpio), {**partes, **_parts({nombre: data})})
    yield _measured("datos de otra credencial", limpio, lectura(Caso(otro)), partes)


Partes = dict[str, tuple[MedidasDeImagenes, int | None]]
_VACIA = b""


def _parts(imagenes: Mapping[str, bytes]) -> Partes:
    """Measures of each picture by itself; a missing picture counts as one that cannot be opened."""
    hechas: Partes = {}
    for nombre, data in imagenes.items():
        sola = measure_images({n: data if n == nombre else _VACIA for n in IMAGENES})
        hechas[nombre] = (sola, None if nombre == FIRMA else _print(data))
    return hechas


def _print(data: bytes) -> int | None:
    try:
        return picture_fingerprint(open_photo(data).luz)
    except ImagenIlegible:
        return None


def _measured(clase: str, caso: Caso, leido: dict[str, Any], partes: Partes) -> Medido:
    """Combine the pictures' measures as `measure_images` does for four pictures at once."""
    una, otra = partes[ANVERSO][1], partes[REVERSO][1]
    medidas = MedidasDeImagenes(
        anverso=partes[ANVERSO][0].anverso,
        reverso=partes[REVERSO][0].reverso,
        foto=partes[FOTO][0].foto,
        firma=partes[FIRMA][0].firma,
        codigos=partes[REVERSO][0].codigos,
        renglones=partes[REVERSO][0].renglones,
        distancia=None if una is None or otra is None else (una ^ otra).bit_count(),
        huellas={},
    )
    huellas = {n.removesuffix(".jpg"): h for n, (_, h) in partes.items() if h is not None}
    datos = asdict(medidas) | {"codigos": len(medidas.codigos)}
    return Medido(clase, caso.modelo, find_in_images(medidas, leido), huellas, datos)


def _again(calidad: int, escala: float = 1.0, recorte: float = 0.0) -> Callable[[bytes, Random], bytes]:
    def change(data: bytes, _: Random) -> bytes:
        imagen = Image.open(io.BytesIO(data)).convert("RGB")
        x, y = int(imagen.width * recorte), int(imagen.height * recorte)
        imagen = imagen.crop((x, y, imagen.width - x, imagen.height - y))
        lado = (int(imagen.width * escala), int(imagen.height * escala))
        return _jpeg(imagen if escala == 1 else imagen.resize(lado, Image.Resampling.LANCZOS), calidad)

    return change


def _blurred(data: bytes, _: Random) -> bytes:
    return _jpeg(out_of_focus(Image.open(io.BytesIO(data)).convert("RGB")), 80)


def _broken(data: bytes, azar: Random) -> bytes:
    """A file cut to its first tenth and its end."""
    corte = len(data) // 10 + azar.randrange(1000)
    return data[:corte] + data[-2:]


def _jpeg(imagen: Image.Image, calidad: int) -> bytes:
    salida = io.BytesIO()
    imagen.save(salida, "JPEG", quality=calidad)
    return salida.getvalue()


def _same(data: bytes, _: Random) -> bytes:
    return data


DANOS: Mapping[str, tuple[str, Callable[[bytes, Random], bytes]]] = {
    "foto fuera de foco": (FOTO, _blurred),
    "foto incompleta": (FOTO, _broken),
    **{
        f"{nombre.removesuffix('.jpg')} {DE_OTRO}, {como}": (nombre, cambia)
        for nombre in (FOTO, ANVERSO, REVERSO)
        for como, cambia in (
            ("mismo archivo", _same),
            ("guardado de nuevo (JPEG 60)", _again(60)),
            ("al 75 % de tamaño (JPEG 70)", _again(70, escala=0.75)),
            ("recortado 1 % de cada lado", _again(75, recorte=0.01)),
        )
    },
}
"""Damages and copies made of one picture of a clean record; those "de otro registro" are then looked for."""
