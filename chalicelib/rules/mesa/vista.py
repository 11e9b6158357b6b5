"""Findings from the measurements of a record's images, as codes (Protocolo 13.6, 13.7).

They help the operator and are never a verdict: a person who looks at the image decides (decisions/0110).
`chalicelib/imagenes/` makes the measurements; this module judges them and compares them with the data sent.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.rules.credencial.reverso import Qr, parse_qr

SIN_REVERSO_LEGIBLE_POR_MAQUINA = "C"
"""Model of credential whose back has neither MRZ nor QR (9.8)."""


@dataclass(frozen=True)
class Umbrales:
    """Thresholds from which a measurement becomes a finding.

    The comments give the unit, and the measured figures of bad and of clean images between which each threshold lies.
    They come from 60 synthetic records of each kind (seed 77). No real credential was measured; with real ones each
    threshold has to be set anew (decisions/0110).
    """

    tinta: float = 0.0005  # share of the box. Blank 0; a dot 0.001
    trazo: float = 1.2  # widths of the box. A cross, the longest symbol, 0.8; the shortest signature 2.6
    nitidez_cara: int = 30  # half grey levels. Out of focus 16, a sharp side 106
    nitidez_foto: int = (
        20  # half grey levels. Out of focus 3, or 16 under the sensor's grain; a sharp photo 29
    )
    color: float = 2.0  # levels of chroma. A photocopy 0, a back 6.1
    renglones: int = 3  # of six strips. Any other picture 2; a back with MRZ 4
    caras: int = 115  # of 1,024 bits. Same side twice 98; front and back 142


UMBRALES = Umbrales()


@dataclass(frozen=True)
class Cara:
    """Measurements of a picture. `nitidez`: its strongest edges (half grey levels); `color`: spread of its colours
    (levels); `entera`: whether it has all its rows."""

    nitidez: int
    color: float
    entera: bool = True


@dataclass(frozen=True)
class Trazo:
    """Measurements of a signature. `tinta`: share of its box that is ink; `largo`: stroke's length (box widths)."""

    tinta: float
    largo: float


@dataclass(frozen=True)
class MedidasDeImagenes:
    """Measurements of the four images; None for one that does not open.

    `codigos`: texts of the QR codes on the back; `renglones`: number of the back's six strips in which the three lines
    of an MRZ are seen; `distancia`: bits in which front and back differ, None without both; `huellas`: bands of each
    picture by its name, equal for nearly equal pictures (`imagenes/huellas.py`), none for a blank picture.
    """

    anverso: Cara | None
    reverso: Cara | None
    foto: Cara | None
    firma: Trazo | None
    codigos: tuple[str, ...]
    renglones: int
    distancia: int | None
    huellas: Mapping[str, tuple[str, ...]]


def find_in_images(medidas: MedidasDeImagenes, leido: Mapping[str, Any]) -> tuple[str, ...]:
    """Codes (`rules/mesa/hallazgos.py`) of the images' findings; `leido`: the credential's data as sent (9.7)."""
    return (
        *_illegible(medidas),
        *_signature(medidas.firma),
        *_sides(medidas),
        *(_back(medidas, leido) if medidas.reverso else ()),
    )


def _illegible(m: MedidasDeImagenes) -> Iterable[str]:
    fotografias = (m.anverso, m.reverso, m.foto)
    if m.firma is None or any(f is None or not f.entera for f in fotografias):
        yield "vista_imagen_danada"


def _signature(firma: Trazo | None) -> Iterable[str]:
    if firma is None:
        return
    if firma.tinta < UMBRALES.tinta:
        yield "vista_sin_firma"
    elif firma.largo < UMBRALES.trazo:
        yield "vista_firma_breve"


def _sides(m: MedidasDeImagenes) -> Iterable[str]:
    for nombre, cara in (("anverso", m.anverso), ("reverso", m.reverso)):
        if cara is not None and cara.color < UMBRALES.color:
            yield f"vista_{nombre}_sin_color"
        if cara is not None and cara.nitidez < UMBRALES.nitidez_cara:
            yield f"vista_{nombre}_borroso"
    if m.foto is not None and m.foto.nitidez < UMBRALES.nitidez_foto:
        yield "vista_foto_borrosa"
    if m.distancia is not None and m.distancia < UMBRALES.caras:
        yield "vista_caras_iguales"


def _back(m: MedidasDeImagenes, leido: Mapping[str, Any]) -> Iterable[str]:
    """Findings of the back, against its model and the data sent (9.8). Only the INE can read high-density QRs."""
    de_credencial = [(t, q) for t in m.codigos if (q := parse_qr(t))]
    if leido["modelo"] == SIN_REVERSO_LEGIBLE_POR_MAQUINA:
        if de_credencial:
            yield "vista_qr_en_modelo_c"
        return
    if m.renglones < UMBRALES.renglones:
        yield "vista_mrz_no_se_ve"
    if not de_credencial:
        yield "vista_qr_no_leido"
    elif not any(_agrees(texto, qr, leido) for texto, qr in de_credencial):
        yield "vista_qr_distinto"


def _agrees(texto: str, qr: Qr, leido: Mapping[str, Any]) -> bool:
    vistos = {"cic": qr.cic, "ocr": qr.ocr, "qr": texto}
    return all(leido.get(dato) in (None, visto) for dato, visto in vistos.items())


MINIMO_COMUN = 2
"""Bands, of a picture's twelve, that two pictures must share to count as the same (decisions/0110)."""


def alike_folios(propias: Iterable[str], quienes: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Folios that share at least `MINIMO_COMUN` of the bands; `quienes`: band -> folios that have it."""
    veces: dict[str, int] = {}
    for banda in propias:
        for quien in quienes.get(banda, ()):
            veces[quien] = veces.get(quien, 0) + 1
    return frozenset(q for q, n in veces.items() if n >= MINIMO_COMUN)
