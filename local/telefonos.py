"""Simulated phones: they capture, seal and send with the reference client, and some of them fail on the way."""

import http.client
import random
from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from cliente.expediente import build_expediente
from cliente.sobre import contexto, seal
from cliente.telefono import Telefono
from sintetico.casos import Caso
from sintetico.expediente import expediente
from sintetico.lectura import lectura

PACIENCIA = 900  # seconds a phone goes on asking for its receipts
PERCANCES = ("ninguno", "muere al anunciar", "corte a media subida", "envía dos veces", "muere al subir")
"""Mishaps of phones, given to one phone after the other."""


@dataclass(frozen=True)
class Encargo:
    """One phone's part of a wave: its identity, where to send, and its cases by index in the plan."""

    auxiliar: str
    aspirante: str
    dispositivo: str
    llave_der: bytes
    token: str
    url: str
    proceso: str
    carpeta: Path
    percance: str
    casos: tuple[tuple[int, Caso], ...]


@dataclass(frozen=True)
class Enviado:
    """A record as its phone knows it at the end; `acuse` is None without a receipt."""

    indice: int
    folio: str
    integridad: str
    acuse: dict[str, Any] | None


def assignments(
    plan: list[tuple[str, Caso]], auxiliares: list[Any], url: str, proceso: str, carpeta: Path
) -> Iterator[list[Encargo]]:
    """Waves of the plan: first the records that duplicate nothing, then the duplicates; from phones of their aspirante.

    The earliest reception counts (LGIPE 385), so a duplicate is sent when its original has its receipt.
    """
    for ola, es_duplicado in enumerate((False, True)):
        partes: dict[int, list[tuple[int, Caso]]] = defaultdict(list)
        for indice, (aspirante, caso) in enumerate(plan):
            if (caso.despues_de is not None) == es_duplicado:
                propios = [i for i, a in enumerate(auxiliares) if a.aspirante == aspirante]
                partes[propios[indice % len(propios)]].append((indice, caso))
        yield [
            _assignment(auxiliares[i], casos, url, proceso, carpeta, PERCANCES[(i + ola) % len(PERCANCES)])
            for i, casos in sorted(partes.items())
        ]


def send_wave(encargos: list[Encargo], a_la_vez: int = 4) -> Iterator[list[Enviado]]:
    """Run several phones at once, each in a process; yield what each one sent when it ends."""
    with ProcessPoolExecutor(a_la_vez, mp_context=get_context("spawn")) as procesos:
        for hecho in as_completed([procesos.submit(send_one, e) for e in encargos]):
            yield hecho.result()


def send_one(encargo: Encargo) -> list[Enviado]:
    """Capture all, then send through this phone's mishap until every record has its answer."""
    llave = public_key(encargo.url, encargo.proceso, encargo.token)
    telefono = _phone(encargo)
    for indice, caso in encargo.casos:
        _capture(telefono, encargo, indice, caso, llave)
    telefono = _mishap(encargo, telefono)
    telefono.send(PACIENCIA)
    por_registro = {_record_id(i): i for i, _ in encargo.casos}
    return [
        Enviado(por_registro[p.registro], p.folio, p.integridad, p.acuse)
        for p in telefono.carpeta.all()
        if p.registro in por_registro
    ]


def _assignment(
    a: Any, casos: list[tuple[int, Caso]], url: str, proceso: str, carpeta: Path, percance: str
) -> Encargo:
    der = a.llave.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return Encargo(
        a.auxiliar,
        a.aspirante,
        a.dispositivo,
        der,
        a.token,
        url,
        proceso,
        carpeta / a.dispositivo,
        percance,
        tuple(casos),
    )


def _phone(encargo: Encargo) -> Telefono:
    return Telefono(encargo.carpeta, encargo.url, encargo.dispositivo, encargo.token)


def public_key(url: str, proceso: str, token: str, cuenta: str = "") -> tuple[bytes, str]:
    """DER and ARN of the key to which a process's phones seal, as the API gives them."""
    respuesta = requests.get(
        f"{url}/v1/procesos/{proceso}/configuracion",
        headers={"Authorization": f"Bearer {token}"} | ({"X-Cuenta": cuenta} if cuenta else {}),
        timeout=30,
    )
    respuesta.raise_for_status()
    llave = respuesta.json()["llave_captura"]
    return b64decode(llave["publica_der"]), str(llave["arn"])


def _capture(telefono: Telefono, encargo: Encargo, indice: int, caso: Caso, llave: tuple[bytes, str]) -> None:
    azar = random.Random(f"{encargo.dispositivo}{indice}")
    registro = {
        "proceso": encargo.proceso,
        "aspirante": encargo.aspirante,
        "auxiliar": encargo.auxiliar,
        "dispositivo": encargo.dispositivo,
        "registro": _record_id(indice),
        "modo": "auxiliar",
        # Captures are not dated earlier: the phone was registered a minute ago (8.11).
        "capturado_en": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "lugar": {"latitud": 21.0 + azar.random(), "longitud": -101.5 + azar.random(), "precision_m": 12.0},
        "original_presentada": True,
        "credencial": lectura(caso),
        "aplicacion": {"nombre": "simulador", "version": "1"},
    }
    clear = build_expediente(registro, expediente(caso), load_der_private_key(encargo.llave_der, None))
    sellado = seal(clear, *llave, contexto({**registro, "version": "1"}))
    telefono.save(registro, clear, sellado)


def _record_id(indice: int) -> str:
    return f"R{indice:06d}"


def _mishap(encargo: Encargo, telefono: Telefono) -> Telefono:
    """Make this phone's mishap happen; return the phone that goes on afterwards."""
    if encargo.percance == "muere al anunciar":
        telefono.announce()
        return _phone(encargo)
    if encargo.percance == "corte a media subida":
        telefono.announce()
        for registro, permiso in list(telefono._permisos.items())[:3]:
            _cut_upload(permiso, telefono.carpeta.sealed(registro))
        return _phone(encargo)
    if encargo.percance == "envía dos veces":
        telefono.announce()
        telefono.upload()
        telefono.resend()
        telefono.announce()
        telefono.upload()
        return telefono
    if encargo.percance == "muere al subir":
        telefono.announce()
        telefono.upload()
        return _phone(encargo)
    return telefono


def _cut_upload(permiso: dict[str, Any], sellado: bytes) -> None:
    """Start the presigned POST and hang up half-way."""
    preparada = requests.Request(
        "POST", permiso["url"], data=permiso["campos"], files={"file": sellado}
    ).prepare()
    cuerpo = bytes(preparada.body or b"")
    destino = urlsplit(permiso["url"])
    conexion = http.client.HTTPConnection(destino.netloc, timeout=10)
    conexion.putrequest("POST", destino.path)
    for nombre, valor in preparada.headers.items():
        conexion.putheader(nombre, valor)
    conexion.endheaders()
    conexion.send(cuerpo[: len(cuerpo) // 2])
    conexion.close()
