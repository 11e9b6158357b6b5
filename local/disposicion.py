"""A disposal rehearsed on a small process of its own: listed, approved by two people and certified by the API (16.1).

A delivery of three months ago cannot be made in minutes, so its row is written with an older date, and so are its
records. Everything after that goes the real way.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from local.corredor import Corredor
from local.entrada import OPL, Mundo
from local.ventanilla import Ventanilla, digest

PROCESO, ASPIRANTE, AUXILIAR, REGISTROS = "PEL24GTO", "DISPUEST", "AUXDISPU", 5
ENTREGADA = timedelta(days=120)
PACIENCIA = 180  # seconds
QUIETUD = 300


@dataclass(frozen=True)
class Dispuesto:
    """Result of a disposal: items and objects counted, removed, left; whether its certificate is in the public log."""

    listados: int
    eliminados: int
    quedan: int
    asentado: bool
    certificado: dict[str, Any]


def dispose(corredor: Corredor, mundo: Mundo, tell: Callable[[str], None] = print) -> Dispuesto:
    """Open the small process, dispose of it and read its certificate. Raises `Negativa`, or `TimeoutError`."""
    os.environ.update(corredor.nube.env())
    portal = Ventanilla(lambda: corredor.url)
    una = mundo.autoridades["ine"]
    otra = _second_official(portal, mundo, una)
    portal.pide(
        "POST", "/v1/procesos", una, {"proceso": PROCESO, "opl": OPL, "nombre": "Proceso 2024 (sintético)"}
    )
    fill_process()
    corredor.pump.espera_quietud(QUIETUD)
    camino = f"/v1/procesos/{PROCESO}/disposiciones"
    d = portal.pide("POST", camino, una)["disposicion"]
    lista = _until(portal, f"{camino}/{d}", una, "por_autorizar")
    for quien in (una, otra):
        portal.pide("POST", f"{camino}/{d}/autorizacion", quien, {"huella": lista["huella"]})
    hecha = _until(portal, f"{camino}/{d}", una, "certificada")
    corredor.pump.espera_quietud(QUIETUD)
    visto = portal.pide("GET", f"{camino}/{d}/certificado", una)
    dicho = json.loads(visto["certificado"])
    tell(f"Disposición de {PROCESO}: {hecha['eliminados']} elementos eliminados, quedan {dicho['quedan']}")
    return Dispuesto(
        hecha["listados"],
        hecha["eliminados"],
        dicho["quedan"],
        bool(visto["prueba"])
        and hashlib.sha256(visto["certificado"].encode()).hexdigest() == visto["sha256"],
        dicho,
    )


def faults(d: Dispuesto | None) -> list[str]:
    """Faults of a disposal, in words."""
    if d is None:
        return ["no se ensayó la disposición"]
    fallas = []
    if not d.listados == d.eliminados >= 3 * REGISTROS:
        fallas.append(f"disposición: {d.listados} listados y {d.eliminados} eliminados")
    if d.quedan:
        fallas.append(f"disposición: quedan {d.quedan} elementos")
    if not d.asentado:
        fallas.append("disposición: el certificado no está en la bitácora pública")
    return fallas


def fill_process() -> None:
    """Write some records with their expedientes, delivered long ago, and the auxiliar who captured them."""
    from chalicelib.store.aspirantes import Aspirante
    from chalicelib.store.base.tabla import iso
    from chalicelib.store.entrega.entregas import LISTA, Entrega, delivery_key

    hace = iso(datetime.now(UTC) - ENTREGADA)
    Aspirante(
        aspirante=ASPIRANTE, proceso=PROCESO, periodo="GUBERNATURA", opl=OPL, nombre="MUESTRA ENSAYO"
    ).save()
    for n in range(REGISTROS):
        _add_record(n)
    Entrega(
        proceso=PROCESO, cual=delivery_key(1), numero=1, opl=OPL, estado=LISTA, corte=hace, llave=1, huella="0" * 64,
        clases={}, ordenada_en=hace, cuenta="CTAENSAYO", vence=hace, lista_en=hace,
    ).save()  # fmt: skip


def _add_record(n: int) -> None:
    """Write what registry and Mesa leave of a record: findings, turn and images. The record's own row is left out: the
    readers of its table's stream would count and verify it as a new one."""
    from chalicelib.base import aws
    from chalicelib.store.base import objetos
    from chalicelib.store.base.tabla import iso
    from chalicelib.store.mesa.vistas import Vista
    from chalicelib.store.papel.soportes import Soporte
    from chalicelib.store.procesos.procesos import Proceso
    from chalicelib.vault.sobres import seal_at_rest

    folio, ahora = f"{ASPIRANTE}-{AUXILIAR}-DISP{n:04}-R{n:05}", iso(datetime.now(UTC) - ENTREGADA)
    contexto = {"proceso": PROCESO, "aspirante": ASPIRANTE, "folio": folio}
    llave = Proceso.get(PROCESO, consistent_read=True).llave_resguardo
    sellado = seal_at_rest(aws.client("kms"), f"expediente {n}".encode(), llave, contexto)
    objetos.keep_expediente(f"{PROCESO}/{folio}/{digest(sellado)}", sellado)
    Vista(folio=folio, codigos=["fotocopia"], en=ahora).save()
    Soporte(
        folio=folio, n=1, proceso=PROCESO, digesto="0" * 64, tipo="application/pdf", bytes=1, adjuntado_en=ahora,
        adjuntado_por="CTAENSAYO",
    ).save()  # fmt: skip


def _second_official(portal: Ventanilla, mundo: Mundo, ine: str) -> str:
    """Token of a second account of the INE, asked for, granted and signed for (5.2-5.5)."""
    pedida = {
        "rol": "ine", "nombre": "Beatriz Muestra Archivo", "cargo": "Responsable de archivo",
        "correo": "archivo@ine.invalid", "telefono": "5512345679", "oficio": "INE/DERFE/0002/2027",
    }  # fmt: skip
    cuenta = portal.pide("POST", "/v1/cuentas", ine, pedida)["cuenta"]
    portal.pide("POST", f"/v1/cuentas/{cuenta}/otorgamiento", ine)
    declaracion = {
        "referencia": "Declaración de archivo",
        "fecha": (datetime.now(UTC) - timedelta(days=2)).date().isoformat(),
        "sha256": digest(b"archivo"),
    }
    portal.pide("POST", f"/v1/cuentas/{cuenta}/declaracion", ine, declaracion)
    return mundo.identidades.first_login("archivo@ine.invalid")


def _until(portal: Ventanilla, camino: str, token: str, estado: str) -> dict[str, Any]:
    hasta = time.monotonic() + PACIENCIA
    while time.monotonic() < hasta:
        d: dict[str, Any] = portal.pide("GET", camino, token)
        if d["estado"] == estado:
            return d
        if d["estado"] in ("detenida", "cancelada"):
            break
        time.sleep(0.5)
    raise TimeoutError(f"la disposición está {d['estado']} ({d['causa']}) y debía estar {estado}")
