"""Simulated operators of the Mesa: each reviews what it was assigned, with the verdict a perfect eye would give."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import requests

from sintetico.casos import Caso

OPCIONES = {
    "a": "Imagen diferente a una CPV",
    "b": "Dos anversos misma CPV",
    "c": "Anversos o reversos de distintas CPV",
    "d": "Pantalla",
    "e": "Blanco y negro",
    "f": "Clave de elector",
    "g": "Persona distinta",
    "j": "Símbolo distinto",
    "k": "Nombre distinto",
    "l": "Firma manuscrita distinta",
    "m": "Sin firma",
}
IMAGENES = {"anverso.jpg", "reverso.jpg", "foto.jpg", "firma.png"}


class RegistroIncompleto(AssertionError):
    """The desk showed a record without its four images or its data."""


def review_all(
    url: str, tokens: Mapping[str, str], casos: Mapping[str, Caso], tell: Callable[[], None] = lambda: None
) -> dict[str, int]:
    """Every operator reviews until nothing waits; `casos` by folio. Returns how many each one reviewed."""
    with ThreadPoolExecutor(len(tokens)) as hilos:
        hechos = hilos.map(lambda t: _review(url, t, casos, tell), tokens.values())
        return dict(zip(tokens, hechos, strict=True))


def verdict(caso: Caso) -> dict[str, Any]:
    """Body of the verdict on a case (13.7)."""
    inciso, detalle = caso.dictamen.inciso, caso.dictamen.detalle
    if not inciso:
        return {"inciso": None}
    opcion = detalle.partition(":")[0] if inciso == "n" else OPCIONES.get(inciso, "")
    texto = "" if detalle == opcion else detalle
    return {"inciso": inciso, "opcion": opcion, "detalle": texto, "considerado": inciso == "g"}


def _review(url: str, token: str, casos: Mapping[str, Caso], tell: Callable[[], None]) -> int:
    revisados = 0
    with requests.Session() as sesion:
        sesion.headers["Authorization"] = f"Bearer {token}"
        while (hoja := _get(sesion, f"{url}/v1/mesa/siguiente")["registro"]) is not None:
            if set(hoja["imagenes"]) != IMAGENES or not hoja["credencial"]["modelo"]:
                raise RegistroIncompleto(hoja["folio"])
            respuesta = sesion.post(
                f"{url}/v1/mesa/registros/{hoja['folio']}/dictamen",
                json=verdict(casos[hoja["folio"]]),
                timeout=60,
            )
            respuesta.raise_for_status()
            revisados += 1
            tell()
    return revisados


def _get(sesion: requests.Session, url: str) -> dict[str, Any]:
    respuesta = sesion.get(url, timeout=60)
    respuesta.raise_for_status()
    cuerpo: dict[str, Any] = respuesta.json()
    return cuerpo
