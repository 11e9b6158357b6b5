"""Synthetic records of a wanted size, captured and sealed as a phone does it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from cliente.expediente import build_expediente
from cliente.sobre import contexto, seal
from local.siembra import PROCESO, AuxiliarSembrado
from sintetico.camara import Camara
from sintetico.casos import Caso
from sintetico.ciudadanos import LISTA_NOMINAL, Ciudadano
from sintetico.expediente import expediente
from sintetico.lectura import lectura

MB = 1_000_000
TOLERANCIA = 0.03


@dataclass(frozen=True)
class Capturado:
    """A record on the phone: what it announces of it, its clear and its sealed bytes."""

    registro: str
    anuncio: dict[str, Any]
    contexto: dict[str, str]
    clear: bytes
    sellado: bytes


def eligible(ciudadanos: list[Ciudadano], entidad: str) -> list[Ciudadano]:
    """Persons whose clean record counts: the usual case."""
    return [c for c in ciudadanos if c.situacion == LISTA_NOMINAL and c.entidad == entidad]


@cache
def images(ciudadano: Ciudadano, objetivo: int) -> dict[str, bytes]:
    """The four images, `objetivo` bytes together within 3 %: the camera's noise and quality are tuned to it.

    Raises ValueError when no setting of the camera comes near.
    """
    camara = Camara(ruido=5.0 if objetivo >= 600_000 else 2.0)
    low, high = 20, 95
    while low <= high:
        camara = replace(camara, calidad=(low + high) // 2)
        hechas = expediente(Caso(ciudadano), camara)
        total = sum(map(len, hechas.values()))
        if abs(total - objetivo) <= TOLERANCIA * objetivo:
            return hechas
        low, high = (low, camara.calidad - 1) if total > objetivo else (camara.calidad + 1, high)
    raise ValueError(f"no camera makes {objetivo} bytes of this person")


def capture(
    ciudadano: Ciudadano,
    imagenes: dict[str, bytes],
    quien: AuxiliarSembrado,
    registro: str,
    llave: tuple[bytes, str],
) -> Capturado:
    """A record of `ciudadano` with those images, sealed to `llave` (public half in DER, ARN)."""
    datos = {
        "proceso": PROCESO,
        "aspirante": quien.aspirante,
        "auxiliar": quien.auxiliar,
        "dispositivo": quien.dispositivo,
        "registro": registro,
        "modo": "auxiliar",
        "capturado_en": (datetime.now(UTC) - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "lugar": {"latitud": 21.0, "longitud": -101.5, "precision_m": 12.0},
        "original_presentada": True,
        "credencial": lectura(Caso(ciudadano)),
        "aplicacion": {"nombre": "bench", "version": "1"},
    }
    clear = build_expediente(datos, imagenes, quien.llave)
    en_sobre = contexto(datos)
    sellado = seal(clear, *llave, en_sobre)
    anuncio = {
        **{c: datos[c] for c in ("registro", "aspirante", "capturado_en", "lugar")},
        "bytes": len(sellado),
        "sha256": sha256(sellado).hexdigest(),
    }
    return Capturado(registro, anuncio, en_sobre, clear, sellado)
