"""Announcement and progress of a bulk load (Protocolo 7.3, 7.4)."""

import secrets
from base64 import b64encode
from datetime import datetime, timedelta
from typing import Any

from chalicelib.base import config
from chalicelib.problemas import NoEncontrado
from chalicelib.problemas.aspirantes import AspiranteNoVigente
from chalicelib.problemas.auxiliares import CargasAbiertas
from chalicelib.rules.auxiliares.carga import FINALES, EstadoCarga, TipoDeArchivo
from chalicelib.rules.base.permisos import Principal
from chalicelib.store.auxiliares.cargas import Carga, cargas_of, find_carga
from chalicelib.store.auxiliares.deposito_cargas import Subida, presign_report, report_key
from chalicelib.store.base.objetos import presign_exact
from chalicelib.store.base.tabla import iso
from chalicelib.workflows.auxiliares.alta import CONFIRMADO
from chalicelib.workflows.base.alcance import reach_aspirante

VIGENCIA_PERMISO = timedelta(hours=1)
VIGENCIA_REPORTE = timedelta(minutes=5)
ABIERTAS = 3
"""Loads of one aspirante that may be open at once; they are processed one after the other."""


def announce_carga(
    principal: Principal, aspirante: str, tipo: TipoDeArchivo, tamano: int, sha256: str, ahora: datetime
) -> dict[str, Any]:
    """A new load and the permit to upload exactly that file (size in bytes, SHA-256 in hex).

    Raises `NoEncontrado`, `AspiranteNoVigente`, `CargasAbiertas`. Two concurrent announcements may both pass the count
    of open loads; it is the lock that keeps loads from running at once.
    """
    propio = reach_aspirante(principal, aspirante)
    if propio.estado != CONFIRMADO:
        raise AspiranteNoVigente("El registro de la persona aspirante no está confirmado o terminó.")
    recientes = cargas_of(aspirante, "", 20)
    if sum(c.estado_al(ahora) not in FINALES for c in recientes) >= ABIERTAS:
        raise CargasAbiertas(f"Hay {ABIERTAS} cargas sin terminar: espere a que termine alguna.")
    carga = Carga(
        aspirante=aspirante,
        carga=_new_id(ahora),
        proceso=propio.proceso,
        estado=EstadoCarga.ESPERANDO.value,
        tipo=tipo.value,
        bytes=tamano,
        sha256=sha256,
        rol=principal.rol.value,
        cuenta=principal.cuenta,
        anunciada_en=iso(ahora),
        vence=iso(ahora + VIGENCIA_PERMISO),
    )
    carga.save(condition=Carga.carga.does_not_exist())
    return describe_carga(carga, ahora) | {"permiso": _permit(carga)}


def show_carga(principal: Principal, aspirante: str, carga: str, ahora: datetime) -> dict[str, Any]:
    """A load's state, progress and first faults. Raises `NoEncontrado`."""
    hallada = _reach(principal, aspirante, carga)
    return describe_carga(hallada, ahora) | {"faltas": [f._asdict() for f in hallada.primeras]}


def list_cargas(
    principal: Principal, aspirante: str, despues: str, cuantos: int, ahora: datetime
) -> dict[str, Any]:
    """A page of an aspirante's loads, newest first. Raises `NoEncontrado`."""
    reach_aspirante(principal, aspirante)
    pagina = cargas_of(aspirante, despues, cuantos)
    siguiente = pagina[-1].carga if len(pagina) == cuantos else None
    return {"elementos": [describe_carga(c, ahora) for c in pagina], "siguiente": siguiente}


def carga_report_link(principal: Principal, aspirante: str, carga: str, ahora: datetime) -> dict[str, Any]:
    """Download address of the whole report, good for five minutes. Raises `NoEncontrado` also when there is none."""
    hallada = _reach(principal, aspirante, carga)
    if not hallada.reporte:
        raise NoEncontrado
    url = presign_report(report_key(aspirante, carga), f"reporte-{carga}.csv", VIGENCIA_REPORTE)
    return {"carga": carga, "url": url, "vence": iso(ahora + VIGENCIA_REPORTE)}


def describe_carga(carga: Carga, ahora: datetime) -> dict[str, Any]:
    """The API's view of a load."""
    return {
        "carga": carga.carga,
        "aspirante": carga.aspirante,
        "estado": carga.estado_al(ahora).value,
        "tipo": carga.tipo,
        "anunciada_en": carga.anunciada_en,
        "vence": carga.vence,
        "terminada_en": carga.terminada_en,
        "total": None if carga.total is None else int(carga.total),
        **{c: int(getattr(carga, c)) for c in ("leidas", "validadas", "aplicadas", "bajas")},
        "faltas_total": int(carga.faltas_total),
        "renglones_con_faltas": int(carga.renglones_con_faltas),
        "reporte": bool(carga.reporte),
    }


def upload_of(carga: Carga) -> Subida:
    """Key of the load's file."""
    return Subida(carga.aspirante, carga.carga, int(carga.bytes), carga.sha256)


def _reach(principal: Principal, aspirante: str, carga: str) -> Carga:
    reach_aspirante(principal, aspirante)
    hallada = find_carga(aspirante, carga)
    if hallada is None:
        raise NoEncontrado
    return hallada


def _new_id(ahora: datetime) -> str:
    """A new id that sorts by time: milliseconds in hex, then random digits."""
    return f"C{int(ahora.timestamp() * 1000):011X}{secrets.token_hex(4).upper()}"


def _permit(carga: Carga) -> dict[str, Any]:
    digest = b64encode(bytes.fromhex(carga.sha256)).decode()
    llave = str(upload_of(carga))
    firmado = presign_exact(config.DEPOSITO_CARGAS, llave, int(carga.bytes), digest, VIGENCIA_PERMISO)
    return {"url": firmado["url"], "campos": firmado["fields"]}
