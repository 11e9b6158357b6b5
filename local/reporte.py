"""Report of a run, in a form in which two runs of the same plan can be compared byte for byte.

The report leaves out what differs between any two runs: instants, who reviewed, and digests of captures. It also leaves
out arrivals that an earlier one replaced: a phone that sends twice is received by whichever notice comes first, and
whether the earlier arrival is then appended to the history (9.16) depends on the order of the notices.
"""

import json
from collections.abc import Mapping
from typing import Any

import requests

VARIABLE = ("en", "recibido_en", "dia", "dias", "corte")


def report(
    url: str, fichas: Mapping[str, str], folios: Mapping[str, str], nombres: Mapping[str, str]
) -> bytes:
    """Totals of each aspirante and the whole life of each record, as the API tells the aspirantes.

    `fichas`: aspirante -> ID token; `folios`: folio -> its aspirante; `nombres`: id that this run was given -> the
    same in every run.
    """
    with requests.Session() as sesion:
        avances = {a: _get(sesion, f"{url}/v1/aspirantes/{a}/avance", f) for a, f in sorted(fichas.items())}
        apoyos = {
            folio: _get(sesion, f"{url}/v1/apoyos/{folio}", fichas[aspirante])
            for folio, aspirante in sorted(folios.items())
        }
    for apoyo in apoyos.values():
        apoyo["historia"] = with_one_arrival(apoyo["historia"])
    datos = _steady({"avances": avances, "apoyos": apoyos})
    texto = json.dumps(datos, ensure_ascii=False)
    for propio, comun in nombres.items():
        texto = texto.replace(propio, comun)
    return json.dumps(json.loads(texto), ensure_ascii=False, indent=1, sort_keys=True).encode()


def with_one_arrival(historia: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Facts of a record with one arrival alone, the one in force, which is the last noted."""
    llegadas = [h for h in historia if h["tipo"] == "recibido"]
    return [*llegadas[-1:], *(h for h in historia if h["tipo"] != "recibido")]


def _steady(dato: Any) -> Any:
    if isinstance(dato, dict):
        return {c: _steady(v) for c, v in dato.items() if c not in VARIABLE}
    return [_steady(v) for v in dato] if isinstance(dato, list) else dato


def _get(sesion: requests.Session, url: str, ficha: str) -> Any:
    respuesta = sesion.get(url, headers={"Authorization": f"Bearer {ficha}"}, timeout=60)
    respuesta.raise_for_status()
    return respuesta.json()
