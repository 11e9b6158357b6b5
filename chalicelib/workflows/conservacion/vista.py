"""Views of retention: until when a process is kept, its holds, its disposals (Protocolo 16.1)."""

from datetime import datetime
from typing import Any

from chalicelib.base import config
from chalicelib.problemas import NoEncontrado
from chalicelib.rules.base.permisos import Principal, reaches_process
from chalicelib.rules.conservacion.plazo import PERSONAS, kept_until
from chalicelib.rules.conservacion.tablas import swept
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.conservacion import disposiciones as almacen
from chalicelib.store.conservacion.disposiciones import Disposicion, Reserva
from chalicelib.store.entrega import entregas
from chalicelib.store.entrega.entregas import Entrega
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.conservacion.certificado import reason_of


def process_of(principal: Principal, proceso: str) -> Proceso:
    """The process by a consistent read, even while it is being disposed of. Raises `NoEncontrado`."""
    try:
        p = Proceso.get(proceso, consistent_read=True)
    except Proceso.DoesNotExist:
        raise NoEncontrado from None
    if p.estado == "abriendo" or not reaches_process(principal, proceso, p.opl):
        raise NoEncontrado
    return p


def show_retention(principal: Principal, proceso: str, ahora: datetime) -> dict[str, Any]:
    """The process's retention. Raises `NoEncontrado`."""
    p = process_of(principal, proceso)
    ultima = last_delivery(proceso)
    desde = kept_until(instante(ultima.lista_en or ""), config.MESES_CONSERVACION) if ultima else None
    return {
        "proceso": proceso,
        "estado": p.estado,
        "entrega": ultima.entrega if ultima else None,
        "entregada_en": ultima.lista_en if ultima else None,
        "meses": config.MESES_CONSERVACION,
        "procede_desde": iso(desde) if desde else None,
        "procede": desde is not None and desde <= ahora,
        "reservas": [hold(r) for r in almacen.holds_of(proceso)],
        "disposiciones": [disposal(d) for d in almacen.disposals_of(proceso)],
    }


def last_delivery(proceso: str) -> Entrega | None:
    """The newest delivery that is ready."""
    listas = (e for e in entregas.deliveries_of(proceso) if e.estado == entregas.LISTA)
    return max(listas, key=lambda e: str(e.lista_en), default=None)


def hold(r: Reserva) -> dict[str, Any]:
    """A hold as the API returns it."""
    return {
        "reserva": r.reserva,
        "de_todo": not r.folios,
        "folios": list(r.folios),
        "motivo": r.motivo,
        "oficio": r.oficio,
        "puesta_en": r.puesta_en,
        "cuenta": r.cuenta,
        "levantada_en": r.levantada_en,
        "levantada_por": r.levantada_por,
        "oficio_levanta": r.oficio_levanta,
    }


def disposal(d: Disposicion) -> dict[str, Any]:
    """A disposal as the API returns it. Approvers are named by account, never by subject of the identity provider."""
    return {
        "disposicion": d.disposicion,
        "proceso": d.proceso,
        "estado": d.estado,
        "ronda": d.ronda,
        "causa": d.causa or None,
        "pedida_en": d.pedida_en,
        "cuenta": d.cuenta,
        "entrega": d.entrega,
        "procede_desde": d.procede_desde,
        "huella": d.huella or None,
        "autorizaciones": [{"cuenta": a.cuenta, "en": a.en} for a in d.aprobaciones],
        "faltan_autorizaciones": max(0, PERSONAS - len({a.sujeto for a in d.aprobaciones})),
        "lista": [_line(d, que) for que in swept()],
        "listados": _total(d.listado),
        "eliminados": _total(d.eliminado),
        "retenidos": int(d.retenidos),
        "fallas": [f"{f['almacen']}: {f['causa']}" for f in d.fallas],
        "llaves": [{"llave": arn, "se_destruye_en": cuando} for arn, cuando in sorted(d.llaves.items())],
        "destruccion_cancelada": bool(d.sin_efecto),
        "certificado": d.certificado,
        "certificada_en": d.certificada_en if d.certificado else None,
    }


def _line(d: Disposicion, que: str) -> dict[str, Any]:
    return {
        "almacen": que,
        "que": reason_of(que),
        "listados": d.listado.get(que, (0, ""))[0],
        "eliminados": d.eliminado.get(que, (0, ""))[0],
    }


def _total(cuentas: dict[str, Any]) -> int:
    return sum(int(n) for n, _ in cuentas.values())
