"""Announcements: creation, cancellation and progress (Protocolo 9.15, 9.17, 12.2)."""

from base64 import b32encode
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from chalicelib.base import config
from chalicelib.problemas import Conflicto, DatosNoAdmitidos, NoEncontrado
from chalicelib.rules.base.centro import dia_centro
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.correos import (
    Alcance,
    PedidoAnuncio,
    PublicoDelAnuncio,
    announcement_faults,
    narrow_to_opl,
    opl_faults,
)
from chalicelib.store.base.copias import keep_copy
from chalicelib.store.base.tabla import iso
from chalicelib.store.correos import anuncios
from chalicelib.store.correos.anuncios import Anuncio, encode_audience
from chalicelib.store.correos.totales import DESTINATARIOS, read_batch_totals
from chalicelib.store.correos.tramos import INICIO
from chalicelib.store.procesos import opls
from chalicelib.store.procesos.procesos import Proceso, get_proceso
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.correos.oleadas import announcement_mail

FINALES = ("enviado", "rechazado", "sin_destino", "rebotado", "cancelado")


def create_announcement(principal: Principal, pedido: PedidoAnuncio, ahora: datetime) -> dict[str, Any]:
    """Create an announcement and begin to send it. Raises `DatosNoAdmitidos`, listing every fault.

    Repeating the request, from the same account on the same day, returns the existing announcement and sends nothing
    twice. Announcing the end of an interruption cancels the unsent mails about its start.
    """
    propio = principal.opl if principal.rol is Rol.OPL else ""
    if propio:
        pedido = replace(pedido, audiencia=narrow_to_opl(pedido.audiencia, propio))
    previo = anuncios.find_anuncio(pedido.de) if pedido.de and not propio else None
    pedido = replace(pedido, anterior=previo.que if previo else None)
    audiencia = previo.para if previo else pedido.audiencia
    faltas = [*announcement_faults(pedido, ahora), *(opl_faults(pedido, propio) if propio else [])]
    conocida = _completed(audiencia) if audiencia and not faltas else None
    if propio and conocida is not None and conocida.opl != propio:
        conocida = None  # a process of another OPL is refused as one that does not exist
    if audiencia and not faltas and conocida is None:
        faltas = [("audiencia", "No hay ningún proceso u OPL con esa clave.")]
    if faltas or conocida is None:
        raise DatosNoAdmitidos(
            "Corrija lo que se indica.", faltas=[{"campo": c, "texto": t} for c, t in faltas]
        )
    nuevo = _built(principal, pedido, conocida, ahora)
    debe = salidas.owed_stretch(nuevo.anuncio, INICIO, ahora)
    anuncios.keep_announcement(nuevo, debe)
    if previo:
        anuncios.mark_cancelled(previo, ahora)
    salidas.send_owed([debe])
    return show_announcement(principal, nuevo.anuncio)


def cancel_announcement(principal: Principal, anuncio: str, ahora: datetime) -> dict[str, Any]:
    """Cancel the unsent mails; idempotent. Raises `NoEncontrado`, and `Conflicto` when all were sent."""
    a = _found(principal, anuncio)
    if _state(a, read_batch_totals(anuncio)) == "terminado":
        raise Conflicto("Ya salió a todos sus destinatarios: si hace falta, haga otro anuncio.")
    anuncios.mark_cancelled(a, ahora)
    return show_announcement(principal, anuncio)


def show_announcement(principal: Principal, anuncio: str) -> dict[str, Any]:
    """An announcement with its text as sent, and the number of its mails in each state. Raises `NoEncontrado`."""
    a = _found(principal, anuncio)
    totales = read_batch_totals(anuncio)
    asunto, cuerpo = announcement_mail(a)
    finales = {estado: totales.get(estado, 0) for estado in FINALES}
    # The mails of a page may be sent before the page is counted: then the number sent is the greater one.
    destinatarios = max(totales.get(DESTINATARIOS, 0), sum(finales.values()))
    pendientes = destinatarios - sum(finales.values())
    return {
        **_summary(a),
        "estado": _state(a, totales),
        "asunto": asunto,
        "cuerpo": cuerpo,
        "audiencia": _shown_audience(a.para),
        "destinatarios": destinatarios,
        "entregas": {**finales, "pendiente": pendientes},
        "segundos_restantes": 0
        if a.estado == "cancelado"
        else round(pendientes / config.MASIVOS_POR_SEGUNDO),
    }


def list_announcements(principal: Principal, opl: str, despues: str, cuantos: int) -> dict[str, Any]:
    """Announcements, newest first: an OPL gets its own; the INE gets its own, or those of the OPL in `opl`.

    Raises `NoEncontrado` when an OPL asks for another's.
    """
    if principal.rol is not Rol.INE and opl not in ("", principal.opl):
        raise NoEncontrado
    de = opl if principal.rol is Rol.INE else principal.opl
    filas = anuncios.list_newest(de, despues, cuantos + 1)
    hay_mas = len(filas) > cuantos
    return {
        "elementos": [_summary(a) for a in filas[:cuantos]],
        "siguiente": filas[cuantos - 1].orden if hay_mas else None,
    }


def list_maintenances(ahora: datetime) -> list[dict[str, str]]:
    """Maintenances under way or to come, readable by anybody; at most a minute old (9.15, 12.2)."""
    filas = keep_copy(("mantenimientos",), lambda: anuncios.maintenances_after(ahora))
    return [{"desde": str(a.desde), "hasta": str(a.hasta)} for a in filas if str(a.hasta) > iso(ahora)]


def _completed(a: PublicoDelAnuncio) -> PublicoDelAnuncio | None:
    """The audience, with the OPL filled in for a process; None when there is no such process or OPL."""
    if a.alcance is Alcance.PROCESO:
        try:
            return replace(a, opl=get_proceso(a.proceso).opl)
        except Proceso.DoesNotExist:
            return None
    return a if a.alcance is not Alcance.OPL or opls.find_opl(a.opl) else None


def _built(principal: Principal, p: PedidoAnuncio, audiencia: PublicoDelAnuncio, ahora: datetime) -> Anuncio:
    propio = principal.opl if principal.rol is Rol.OPL else ""
    desde, hasta = (iso(p.desde) if p.desde else None), (iso(p.hasta) if p.hasta else None)
    quien = (principal.sujeto, principal.cuenta, dia_centro(ahora))
    que = (p.tipo.value, encode_audience(audiencia), p.asunto, p.texto, desde, hasta, p.de)
    ident = "N" + b32encode(sha256(repr((quien, que)).encode()).digest())[:19].decode()
    return Anuncio(
        anuncio=ident,
        orden=f"{iso(ahora)}#{ident}",
        tipo=p.tipo.value,
        audiencia=encode_audience(audiencia),
        asunto=p.asunto,
        texto=p.texto,
        desde=desde,
        hasta=hasta,
        de=p.de,
        creado_en=iso(ahora),
        creado_por=principal.cuenta,
        lista=anuncios.list_of(propio),
        opl=propio,
        autor=hallado.nombre if (hallado := opls.find_opl(propio) if propio else None) else propio,
    )


def _found(principal: Principal, anuncio: str) -> Anuncio:
    """The announcement, if the reader is the INE or the OPL that made it. Raises `NoEncontrado`."""
    hallado = anuncios.find_anuncio(anuncio)
    if hallado is None or (principal.rol is not Rol.INE and hallado.opl != principal.opl):
        raise NoEncontrado
    return hallado


def _state(a: Anuncio, totales: dict[str, int]) -> str:
    if a.estado == "cancelado":
        return "cancelado"
    repartido = totales.get("tramos", 0) == totales.get("tramos_hechos", 0)
    salieron = sum(totales.get(estado, 0) for estado in FINALES)
    # More mails may be sent than counted: a page read again may lack a person whose mail its first reading sent.
    return "terminado" if repartido and salieron >= totales.get(DESTINATARIOS, 0) else "en_curso"


def _summary(a: Anuncio) -> dict[str, Any]:
    return {
        "anuncio": a.anuncio,
        "tipo": a.tipo,
        "creado_en": a.creado_en,
        "cancelado_en": a.cancelado_en,
        "ventana": {"desde": a.desde, "hasta": a.hasta} if a.desde else None,
        "de": a.de,
        "opl": a.opl,
    }


def _shown_audience(a: PublicoDelAnuncio) -> dict[str, Any]:
    opl = "" if a.alcance is Alcance.PROCESO else a.opl
    return {
        "alcance": a.alcance.value,
        "proceso": a.proceso,
        "opl": opl,
        "roles": [r.value for r in a.roles],
        "proveedor": a.proveedor,
    }
