"""Requests for attention: opened by whoever signed in, attended by INETEL and the MATO (Protocolo 17)."""

import secrets
from datetime import datetime
from typing import Any

from chalicelib.base import config
from chalicelib.problemas import NoEncontrado
from chalicelib.problemas.atencion import NoProcede
from chalicelib.rules.apoyos.folio import LETRAS
from chalicelib.rules.atencion import solicitudes as reglas
from chalicelib.rules.atencion.horario import TEXTO, Horario
from chalicelib.rules.atencion.solicitudes import (
    ActoAtencion,
    EstadoSolicitud,
    Situacion,
    Tema,
    may_attend,
    situation_after,
)
from chalicelib.rules.base.permisos import Accion, Principal, may
from chalicelib.store import atencion
from chalicelib.store.atencion import MensajeDeAtencion, Solicitud
from chalicelib.store.base.tabla import iso
from chalicelib.vault.secretos import open_fields, seal_fields
from chalicelib.workflows.atencion import cartas as cartas_atencion
from chalicelib.workflows.base.secretos import secreto_sistema
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.correos.anuncios import list_maintenances

HORARIO = Horario(config.DIAS_INHABILES)
QUIEN_ABRE = "solicitante"
NIVELES = {reglas.PRIMER_NIVEL: "INETEL", reglas.SEGUNDO_NIVEL: "MATO"}


def show_attention(ahora: datetime) -> dict[str, Any]:
    """Where and when one is attended (17.2-17.4), and which maintenances are under way or to come (9.15, 12.2)."""
    return {
        "mantenimientos": list_maintenances(ahora),
        "correo": config.REMITENTE,
        "telefono": config.TELEFONO_INETEL,
        "horario": TEXTO,
        "abierto": HORARIO.is_open(ahora),
        "atiende_desde": iso(HORARIO.next_opening(ahora)),
    }


def open_request(principal: Principal, tema: Tema, texto: str, ahora: datetime) -> dict[str, Any]:
    """Open a request with its first message, and say from when it will be attended to (17.3)."""
    ident = "S" + "".join(secrets.choice(LETRAS) for _ in range(11))
    inicial = Situacion(EstadoSolicitud.ABIERTA)
    nueva = Solicitud(
        solicitud=ident,
        sujeto=principal.sujeto,
        cuenta=principal.cuenta,
        rol=principal.rol.value,
        tema=tema.value,
        estado=inicial.estado.value,
        nivel=inicial.nivel,
        cola=atencion.solicitud_queue(ident, inicial),
        orden=f"{iso(ahora)}#{ident}",
        abierta_en=iso(ahora),
        atender_desde=iso(HORARIO.next_opening(ahora)),
        atender_antes_de=iso(HORARIO.deadline(ahora, reglas.PLAZO)),
        mensajes=1,
        contacto=_contact(principal, ident),
    )
    debe = salidas.owed_mail(cartas_atencion.attention_mail(nueva, None), ahora)
    if not atencion.put_solicitud(nueva, _message(nueva, 1, QUIEN_ABRE, principal, texto, ahora), debe):
        raise NoProcede("No se pudo abrir la solicitud: intente de nuevo.")
    salidas.send_owed([debe])
    return request_summary(nueva)


def act_on_request(
    principal: Principal, solicitud: str, acto: ActoAtencion, texto: str, ahora: datetime
) -> dict[str, Any]:
    """Do something with a request, with a message or without. Raises `NoEncontrado`, `NoProcede`.

    Whoever opened it writes, closes and reopens; whoever attends takes it, hands it over, resolves and writes.
    """
    s = _visible(principal, solicitud)
    propia = _own(principal, s) and acto in reglas.DE_QUIEN_ABRE
    if not propia and not (_attends(principal, s) and acto in reglas.DE_QUIEN_ATIENDE):
        raise NoProcede("Eso le toca a quien abrió la solicitud, o a quien atiende su nivel.")
    try:
        a = situation_after(s.situacion, acto)
    except reglas.ActoNoProcede:
        raise NoProcede("El estado de la solicitud no lo admite: consúltela de nuevo.") from None
    if texto and s.mensajes >= reglas.MAXIMO_MENSAJES:
        raise NoProcede("La solicitud ya no admite mensajes: abra otra.")
    de = QUIEN_ABRE if propia else NIVELES[s.situacion.nivel]
    mensaje = _message(s, int(s.mensajes) + 1, de, principal, texto, ahora) if texto else None
    hecho = {
        "acto": acto.value,
        "de": de,
        "cuenta": principal.cuenta,
        "momento": iso(ahora),
        "nivel": a.nivel,
    }
    callar = propia and acto is ActoAtencion.ESCRIBIR  # whoever writes need not be told of it
    debe = [] if callar else [salidas.owed_mail(cartas_atencion.attention_mail(s, acto), ahora)]
    if not atencion.change_solicitud(s, a, hecho, mensaje, debe):
        raise NoProcede("Alguien cambió la solicitud al mismo tiempo: consúltela de nuevo.")
    salidas.send_owed(debe)
    return request_summary(_found(solicitud))


def show_request(principal: Principal, solicitud: str) -> dict[str, Any]:
    """A request with what was written and what happened, for whoever opened it and those who attend.

    Raises `NoEncontrado` for anybody else. Who of those who attend did something is shown to them alone.
    """
    s = _visible(principal, solicitud)
    return {
        **request_summary(s),
        "mensajes": [_shown(m) for m in atencion.messages_of(solicitud)],
        "historia": _history(s),
    }


def list_own_requests(principal: Principal, despues: str, cuantos: int) -> dict[str, Any]:
    """Requests that whoever asks opened, newest first."""
    return _page(atencion.solicitudes_of(principal.sujeto, despues, cuantos + 1), cuantos)


def list_queue(nivel: int, estado: EstadoSolicitud, despues: str, cuantos: int) -> dict[str, Any]:
    """Requests of a level that wait in a state, oldest first: no text and nobody's name (18)."""
    return _page(atencion.waiting_solicitudes(nivel, estado, despues, cuantos + 1), cuantos)


def request_summary(s: Solicitud) -> dict[str, Any]:
    """What a list shows of a request."""
    return {
        "solicitud": s.solicitud,
        "tema": s.tema,
        "rol": s.rol,
        "estado": s.estado,
        "nivel": int(s.nivel),
        "atiende": NIVELES[int(s.nivel)],
        "abierta_en": s.abierta_en,
        "atender_desde": s.atender_desde,
        "atender_antes_de": s.atender_antes_de,
    }


def _visible(principal: Principal, solicitud: str) -> Solicitud:
    s = _found(solicitud)
    # What was not handed over to the MATO is not for it to read (17.2, 18).
    if not _own(principal, s) and not _attends(principal, s):
        raise NoEncontrado
    return s


def _found(solicitud: str) -> Solicitud:
    s = atencion.find_solicitud(solicitud)
    if s is None:
        raise NoEncontrado
    return s


def _own(principal: Principal, s: Solicitud) -> bool:
    return bool(principal.sujeto) and principal.sujeto == s.sujeto


def _attends(principal: Principal, s: Solicitud) -> bool:
    return may(principal, Accion.ATENDER_SOLICITUDES) and may_attend(principal.rol, int(s.nivel))


def _contact(principal: Principal, ident: str) -> bytes | None:
    """Where to write to somebody without an account here: only their login says it."""
    if not principal.correo:
        return None
    return seal_fields(secreto_sistema(), f"contacto {ident}", {"correo": principal.correo})


def _message(
    s: Solicitud, n: int, de: str, principal: Principal, texto: str, ahora: datetime
) -> MensajeDeAtencion:
    m = MensajeDeAtencion(solicitud=s.solicitud, n=n, de=de, cuenta=principal.cuenta, momento=iso(ahora))
    m.texto = seal_fields(secreto_sistema(), m.identidad, {"texto": texto})
    return m


def _shown(m: MensajeDeAtencion) -> dict[str, Any]:
    texto = open_fields(secreto_sistema(), m.identidad, m.texto)["texto"]
    return {"n": int(m.n), "de": m.de, "momento": m.momento, "texto": texto}


def _history(s: Solicitud) -> list[dict[str, Any]]:
    return [{c: h[c] for c in ("acto", "de", "momento", "nivel")} for h in s.hechos]


def _page(filas: list[Solicitud], cuantos: int) -> dict[str, Any]:
    hay_mas = len(filas) > cuantos
    return {
        "elementos": [request_summary(s) for s in filas[:cuantos]],
        "siguiente": filas[cuantos - 1].orden if hay_mas else None,
    }
