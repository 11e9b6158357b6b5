"""Mails of the Mesa: their notices, and their text when they are sent (Protocolo 13.4, 13.8, 13.9).

Each configured address of the DERFE gets determinations and catalogues. The OPL's administrators and supervisors get,
once a day, the number of records that are late or about to be.
"""

from collections.abc import Iterator
from datetime import datetime

from chalicelib.base import config
from chalicelib.base.metricas import record_metric
from chalicelib.notices import mesa as texto
from chalicelib.rules.base.permisos import Rol
from chalicelib.rules.mesa.plazos import EstadoPlazo
from chalicelib.store.base.tabla import instante
from chalicelib.store.cuentas.titulares import Titular, find_titular, titulares_of
from chalicelib.store.mesa.catalogos import find_version
from chalicelib.store.mesa.turnos import Turno, get_turn
from chalicelib.store.procesos.procesos import Proceso, get_proceso
from chalicelib.workflows.correos.carta import AvisoCorreo, Carta, Redactor
from chalicelib.workflows.cuentas.titular import official_of
from chalicelib.workflows.mesa.notas import ActoNota, notes_of
from chalicelib.workflows.mesa.plazos import read_clock

DETERMINACION, CATALOGO, PLAZOS = "determinacion", "catalogo", "plazos_mesa"


def tell_determination(turno: Turno) -> list[AvisoCorreo]:
    """The mails that tell the DERFE that the OPL's authority decided an escalated record (13.8)."""
    ref = {"folio": turno.folio, "etapa": turno.etapa}
    return _to_each(DETERMINACION, f"determinacion#{turno.folio}#{turno.etapa}", ref)


def write_determination(ref: dict[str, str]) -> Carta | None:
    """The mail about a determination, from the turn's notes when it is sent; None if the address was removed."""
    turno, destino = get_turn(ref["folio"], ref["etapa"]), _address(ref)
    notas = [n for n in notes_of(turno) if n["acto"] == ActoNota.DETERMINADO] if turno else []
    if turno is None or not notas or not destino:
        return None
    n = notas[-1]
    nombre = get_proceso(turno.proceso).nombre
    partes = texto.render_determination_mail(
        nombre, turno.folio, n["resultado"], n["texto"], n["oficio"], instante(n["en"])
    )
    return Carta(destino, *partes)


def tell_catalog(opl: str, version: int) -> list[AvisoCorreo]:
    """The mails that tell the DERFE that the OPL published a version of its criteria (13.4)."""
    return _to_each(CATALOGO, f"catalogo#{opl}#{version}", {"opl": opl, "version": str(version)})


def write_catalog(ref: dict[str, str]) -> Carta | None:
    """The mail about a version of the criteria and its changes; None if the address was removed."""
    v, destino = find_version(ref["opl"], int(ref["version"])), _address(ref)
    if v is None or not destino:
        return None
    cambios = v.cambios or ["Nada cambia."]
    return Carta(
        destino,
        *texto.render_catalog_mail(v.opl, v.catalogo.clave, instante(v.vigente_desde), v.acuerdo, cambios),
    )


def _to_each(plantilla: str, clave: str, ref: dict[str, str]) -> list[AvisoCorreo]:
    return [
        AvisoCorreo(plantilla, f"{clave}#{n}", ref | {"destino": str(n)})
        for n in range(len(config.DERFE_MESA))
    ]


def _address(ref: dict[str, str]) -> str:
    n = int(ref["destino"])
    return config.DERFE_MESA[n] if n < len(config.DERFE_MESA) else ""


def deadline_letter(ref: dict[str, str]) -> Carta | None:
    """The mail to one official, of `ref`: proceso, cuenta, and the day's figures. None when the account is no longer in
    force."""
    titular = find_titular(ref["cuenta"])
    if titular is None or titular.estado != "activa":
        return None
    asunto, cuerpo = texto.render_deadlines_mail(get_proceso(ref["proceso"]).nombre, ref)
    return Carta(official_of(titular.cuenta, titular.datos)["correo"], asunto, cuerpo)


def deadline_notices(p: Proceso, ahora: datetime) -> list[AvisoCorreo]:
    """The day's notices, if any record is late or about to be. Repeating it on the same day gives the same notices.

    The number of late records is published as a metric, which has an alarm.
    """
    reloj = read_clock(p.proceso, ahora)
    vencidos, por_vencer = (reloj.por_estado[e] for e in (EstadoPlazo.VENCIDO, EstadoPlazo.POR_VENCER))
    record_metric("MesaVencidos", vencidos)
    if not vencidos and not por_vencer:
        return []
    pronostico = reloj.pronostico
    ref = {
        "proceso": str(p.proceso),
        "dia": reloj.hoy.isoformat(),
        "vencidos": str(vencidos),
        "por_vencer": str(por_vencer),
        "pendientes": str(pronostico.quedan),
        "ritmo": str(round(pronostico.ritmo)),
        "termina": pronostico.termina.isoformat() if pronostico.termina else "",
        "tarde": str(pronostico.tarde),
    }
    return [
        AvisoCorreo(PLAZOS, f"{PLAZOS}#{p.proceso}#{ref['dia']}#{t.cuenta}", {**ref, "cuenta": t.cuenta})
        for t in _recipients(p)
    ]


def _recipients(p: Proceso) -> Iterator[Titular]:
    """Administrators and supervisors of the OPL who reach the process."""
    for t in titulares_of(p.opl):
        if t.estado == "activa" and t.rol in (Rol.OPL, Rol.SUPERVISOR) and t.proceso in ("", p.proceso):
            yield t


REDACTORES: dict[str, Redactor] = {
    DETERMINACION: write_determination,
    CATALOGO: write_catalog,
    PLAZOS: deadline_letter,
}
