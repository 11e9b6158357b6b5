"""Privacy notices: published by the INE, in force from an instant, acknowledged (Protocolo 7.11, 18.1-18.4)."""

from datetime import datetime
from typing import Any

from chalicelib.problemas import Conflicto, DatosNoAdmitidos, NoEncontrado
from chalicelib.problemas.privacidad import AvisoSustituido
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.privacidad import (
    TipoAviso,
    has_notice,
    may_replace,
    notice_in_force_at,
    notice_series,
    series_name,
)
from chalicelib.store.base.tabla import iso
from chalicelib.store.privacidad import avisos
from chalicelib.store.privacidad.aceptaciones import accepted_notices, record_acceptance
from chalicelib.store.privacidad.avisos import Aviso


def notice_in_force(rol: Rol, ahora: datetime) -> Aviso | None:
    """The privacy notice that holds for a role (18.4), or None when none was published.

    Its `aviso` is what the app names when it registers (8.3); `version`, `vigente_desde` and `huella` say which it is.
    """
    return _in_force(series_name(TipoAviso.AVISO, rol), ahora)


def duties_in_force(rol: Rol, ahora: datetime) -> Aviso | None:
    """The duties on personal data that hold for a role (7.11)."""
    return _in_force(series_name(TipoAviso.OBLIGACIONES, rol), ahora)


def _in_force(cual: str, ahora: datetime) -> Aviso | None:
    return notice_in_force_at(avisos.notices_newest_first(cual), ahora)


def publish_notice_version(
    tipo: TipoAviso,
    rol: Rol,
    titulo: str,
    texto: str,
    vigente_desde: datetime | None,
    quien: str,
    ahora: datetime,
) -> Aviso:
    """Publish the next version of a text; None: in force at once. `quien`: the account that publishes.

    Raises `DatosNoAdmitidos`; `Conflicto` when somebody else published the same version first.
    """
    desde = vigente_desde or ahora
    previa = next(avisos.notices_newest_first(series_name(tipo, rol)), None)
    if faltas := _faults(tipo, rol, previa, desde, ahora):
        raise DatosNoAdmitidos("Corrija lo que se indica.", faltas=faltas)
    nuevo = Aviso(
        serie=series_name(tipo, rol),
        version=int(previa.version) + 1 if previa else 1,
        tipo=tipo.value,
        rol=rol.value,
        titulo=titulo,
        texto=texto,
        vigente_desde=iso(desde),
        publicado_en=iso(ahora),
        publicado_por=quien,
    )
    if not avisos.put_notice(nuevo):
        raise Conflicto("Otra persona publicó una versión al mismo tiempo: revísela antes de publicar otra.")
    return nuevo


def _faults(
    tipo: TipoAviso, rol: Rol, previa: Aviso | None, desde: datetime, ahora: datetime
) -> list[dict[str, str]]:
    faltas = []
    if not has_notice(tipo, rol):
        faltas.append({"campo": "rol", "texto": f"Ese rol no tiene textos de tipo {tipo}."})
    if not may_replace(previa.vigente if previa else None, desde, ahora):
        texto = "La vigencia empieza de hoy a un año, y no antes que la de la versión anterior."
        faltas.append({"campo": "vigente_desde", "texto": texto})
    return faltas


def list_published_notices(rol: Rol, ahora: datetime) -> list[dict[str, Any]]:
    """The texts in force for a role (18.4)."""
    return [_shown(a) for s in notice_series(rol) if (a := _in_force(s, ahora))]


def show_notice(aviso: str) -> dict[str, Any]:
    """Any version ever published, by its id. Raises `NoEncontrado`."""
    return _shown(_found(aviso))


def accept_notice(principal: Principal, aviso: str, ahora: datetime) -> dict[str, Any]:
    """Acknowledge a version in force for one's role; again changes nothing (18.4, 7.11).

    Raises `NoEncontrado` for one of another role, `AvisoSustituido` for one not in force.
    """
    elegido = _found(aviso)
    if elegido.serie not in notice_series(principal.rol):
        raise NoEncontrado
    vigente = _in_force(elegido.serie, ahora)
    if vigente is None or vigente.version != elegido.version:
        raise AvisoSustituido("Esa versión no está vigente: lea y acepte la vigente.")
    momento = record_acceptance(elegido, principal.sujeto, principal.cuenta, principal.rol.value, ahora)
    return {"aviso": elegido.aviso, "version": int(elegido.version), "aceptado_en": momento}


def list_own_notices(principal: Principal, ahora: datetime) -> list[dict[str, Any]]:
    """The texts in force for whoever asks, each with when it was acknowledged, or None while that is pending."""
    vigentes = [a for s in notice_series(principal.rol) if (a := _in_force(s, ahora))]
    aceptados = accepted_notices(principal.sujeto, [a.aviso for a in vigentes])
    return [
        {
            "aviso": a.aviso,
            "tipo": a.tipo,
            "titulo": a.titulo,
            "version": int(a.version),
            "vigente_desde": a.vigente_desde,
            "aceptado_en": aceptados.get(a.aviso),
        }
        for a in vigentes
    ]


def _found(aviso: str) -> Aviso:
    hallado = avisos.find_aviso(aviso)
    if hallado is None:
        raise NoEncontrado
    return hallado


def _shown(a: Aviso) -> dict[str, Any]:
    return {
        "aviso": a.aviso,
        "tipo": a.tipo,
        "rol": a.rol,
        "version": int(a.version),
        "titulo": a.titulo,
        "texto": a.texto,
        "vigente_desde": a.vigente_desde,
        "huella": a.huella,
    }
