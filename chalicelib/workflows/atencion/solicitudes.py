"""Requests for attention: opened by anybody who is signed in, attended by INETEL and the MATO (Protocolo 17).

For a person who calls or writes INETEL enters the request. It belongs to no account, for the person was not identified.
"""

import secrets
from datetime import datetime
from typing import Any

from chalicelib.base import config
from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado
from chalicelib.problemas.atencion import NoProcede
from chalicelib.rules.apoyos.folio import LETRAS
from chalicelib.rules.atencion import solicitudes as reglas
from chalicelib.rules.atencion.horario import TEXTO, Horario
from chalicelib.rules.atencion.solicitudes import (
    ActoAtencion,
    EstadoSolicitud,
    Medio,
    SituacionDeSolicitud,
    Tema,
    may_attend,
    situation_after,
)
from chalicelib.rules.base.permisos import Accion, Principal, Rol, may
from chalicelib.store.atencion import solicitudes as atencion
from chalicelib.store.atencion.mensajes import MensajeDeAtencion, messages_of
from chalicelib.store.atencion.solicitudes import Solicitud
from chalicelib.store.base.tabla import iso
from chalicelib.vault.secretos import open_fields, seal_fields
from chalicelib.workflows.atencion import cartas as cartas_atencion
from chalicelib.workflows.base.secretos import secreto_sistema
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.correos.anuncios import list_maintenances

HORARIO = Horario(config.DIAS_INHABILES)
QUIEN_ABRE = "solicitante"
SIN_SESION = "sin_sesion"
NIVELES = {reglas.PRIMER_NIVEL: "INETEL", reglas.SEGUNDO_NIVEL: "MATO"}


def show_attention(ahora: datetime) -> dict[str, Any]:
    """Addresses and hours of attention (17.2-17.4), and maintenances under way or to come (9.15, 12.2)."""
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
    ident = _new_id()
    nueva = _new(ident, tema, principal.rol, ahora)
    nueva.sujeto, nueva.cuenta = principal.sujeto, principal.cuenta
    if principal.correo:  # a person without an account: only the login has an address
        nueva.contacto = _seal_contact(ident, {"correo": principal.correo})
    return _keep(principal, nueva, texto, ahora)


def register_request(
    principal: Principal,
    medio: Medio,
    rol: Rol,
    contacto: dict[str, str],
    tema: Tema,
    texto: str,
    ahora: datetime,
) -> dict[str, Any]:
    """Enter the request of a person who called or wrote (17.2).

    `rol`: the role that the person states; `contacto`: nombre, correo and telefono, of which one may be empty. Raises
    `DatosNoAdmitidos` for a role that cannot be stated, or without mail and telephone.
    """
    faltas = []
    if rol not in reglas.DE_QUIEN_LLAMA:
        faltas.append(
            {"campo": "rol", "texto": "Elija a quién se atiende: OPL, aspirante, auxiliar o ciudadanía."}
        )
    if not (contacto["correo"] or contacto["telefono"]):
        faltas.append({"campo": "correo", "texto": "Indique un correo o un teléfono para responder."})
    if faltas:
        raise DatosNoAdmitidos("La solicitud no se registró: corrija lo que se indica.", faltas=faltas)
    ident = _new_id()
    nueva = _new(ident, tema, rol, ahora)
    nueva.sujeto, nueva.cuenta, nueva.medio = f"{SIN_SESION}#{ident}", "", medio.value
    nueva.contacto = _seal_contact(ident, contacto)
    return _keep(principal, nueva, texto, ahora)


def _new_id() -> str:
    return "S" + "".join(secrets.choice(LETRAS) for _ in range(11))


def _new(ident: str, tema: Tema, rol: Rol, ahora: datetime) -> Solicitud:
    inicial = SituacionDeSolicitud(EstadoSolicitud.ABIERTA)
    return Solicitud(
        solicitud=ident,
        rol=rol.value,
        tema=tema.value,
        estado=inicial.estado.value,
        nivel=inicial.nivel,
        cola=atencion.solicitud_queue(ident, inicial),
        orden=f"{iso(ahora)}#{ident}",
        abierta_en=iso(ahora),
        atender_desde=iso(HORARIO.next_opening(ahora)),
        atender_antes_de=iso(HORARIO.deadline(ahora, reglas.PLAZO)),
        mensajes=1,
    )


def _keep(principal: Principal, nueva: Solicitud, texto: str, ahora: datetime) -> dict[str, Any]:
    debe = salidas.owed_mail(cartas_atencion.attention_mail(nueva, None), ahora)
    if not atencion.put_solicitud(nueva, _message(nueva, 1, QUIEN_ABRE, principal, texto, ahora), debe):
        raise NoProcede("No se pudo abrir la solicitud: intente de nuevo.")
    salidas.send_owed([debe])
    return request_summary(nueva)


def act_on_request(
    principal: Principal, solicitud: str, acto: ActoAtencion, texto: str, ahora: datetime
) -> dict[str, Any]:
    """Act upon a request, with or without a message. Raises `NoEncontrado`, `NoProcede`.

    The person who opened the request writes, closes and reopens it; those who attend take it, hand it over, resolve it
    and write. For a person who called or wrote the first level also writes, closes and reopens.
    """
    s = _visible(principal, solicitud)
    de = _side(principal, s, acto)
    try:
        a = situation_after(s.situacion, acto)
    except reglas.ActoNoProcede:
        raise NoProcede("El estado de la solicitud no lo admite: consúltela de nuevo.") from None
    if texto and s.mensajes >= reglas.MAXIMO_MENSAJES:
        raise NoProcede("La solicitud ya no admite mensajes: abra otra.")
    mensaje = _message(s, int(s.mensajes) + 1, de, principal, texto, ahora) if texto else None
    hecho = {
        "acto": acto.value,
        "de": de,
        "cuenta": principal.cuenta,
        "momento": iso(ahora),
        "nivel": a.nivel,
    }
    callar = (
        de == QUIEN_ABRE and acto is ActoAtencion.ESCRIBIR
    )  # the writer of a message gets no mail about it
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
        "contacto": _contact_of(s) if s.medio and not _own(principal, s) else None,
        "mensajes": [_shown(m) for m in messages_of(solicitud)],
        "historia": _history(s),
    }


def list_own_requests(principal: Principal, despues: str, cuantos: int) -> dict[str, Any]:
    """Requests that whoever asks opened, newest first."""
    return _page(atencion.solicitudes_of(principal.sujeto, despues, cuantos + 1), cuantos)


def list_waiting_requests(nivel: int, estado: EstadoSolicitud, despues: str, cuantos: int) -> dict[str, Any]:
    """Requests of a level that wait in a state, oldest first: no text and nobody's name (18)."""
    return _page(atencion.waiting_solicitudes(nivel, estado, despues, cuantos + 1), cuantos)


def request_summary(s: Solicitud) -> dict[str, Any]:
    """A request without its texts, as lists show it."""
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
        "medio": s.medio or "sesion",
    }


def _visible(principal: Principal, solicitud: str) -> Solicitud:
    s = _found(solicitud)
    # The MATO may read only requests that were handed over to it, INETEL only the others (17.2, 18).
    if not (_own(principal, s) or _attends(principal, s) or _speaks_for_caller(principal, s)):
        raise NoEncontrado
    return s


def _side(principal: Principal, s: Solicitud, acto: ActoAtencion) -> str:
    """The side on which the account acts in the request. Raises `NoProcede` when it acts on neither."""
    if _own(principal, s) and acto in reglas.DE_QUIEN_ABRE:
        return QUIEN_ABRE
    if _attends(principal, s) and acto in reglas.DE_QUIEN_ATIENDE:
        return NIVELES[s.situacion.nivel]
    if _speaks_for_caller(principal, s) and acto in reglas.DE_QUIEN_ABRE:
        return QUIEN_ABRE
    raise NoProcede("Eso le toca a quien abrió la solicitud, o a quien atiende su nivel.")


def _found(solicitud: str) -> Solicitud:
    s = atencion.find_solicitud(solicitud)
    if s is None:
        raise NoEncontrado
    return s


def _own(principal: Principal, s: Solicitud) -> bool:
    return bool(principal.sujeto) and principal.sujeto == s.sujeto


def _attends(principal: Principal, s: Solicitud) -> bool:
    return may(principal, Accion.ATENDER_SOLICITUDES) and may_attend(principal.rol, int(s.nivel))


def _speaks_for_caller(principal: Principal, s: Solicitud) -> bool:
    """Whether the account may speak for a person who called or wrote: any account of the first level may, since the
    person may call again.
    """
    return bool(s.medio) and may(principal, Accion.REGISTRAR_SOLICITUD)


def _seal_contact(ident: str, contacto: dict[str, str]) -> bytes:
    return seal_fields(secreto_sistema(), f"contacto {ident}", contacto)


def _contact_of(s: Solicitud) -> dict[str, str]:
    """Name, mail and phone of a person who called or wrote."""
    return open_fields(secreto_sistema(), f"contacto {s.solicitud}", s.contacto)


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
