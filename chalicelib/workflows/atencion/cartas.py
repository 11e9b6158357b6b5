"""Telling whoever opened a request that something happened to it (Protocolo 17.2, 17.4)."""

from chalicelib.base import config
from chalicelib.notices import atencion as texto
from chalicelib.rules.atencion.solicitudes import ActoAtencion
from chalicelib.store.atencion import solicitudes as atencion
from chalicelib.store.atencion.solicitudes import Solicitud
from chalicelib.store.base.tabla import instante
from chalicelib.vault.secretos import open_fields
from chalicelib.workflows.base.secretos import secreto_sistema
from chalicelib.workflows.correos.carta import AvisoCorreo, Carta
from chalicelib.workflows.correos.destinatarios import find_recipient

PLANTILLA = "atencion"


def attention_mail(solicitud: Solicitud, acto: ActoAtencion | None) -> AvisoCorreo:
    """The mail of a change to `solicitud`, as it was before the change; None: of its being opened."""
    n = 0 if acto is None else int(solicitud.version)
    ref = {"solicitud": solicitud.solicitud, "acto": acto.value if acto else ""}
    return AvisoCorreo(PLANTILLA, f"atencion#{solicitud.solicitud}#{n}", ref)


def attention_letter(ref: dict[str, str]) -> Carta | None:
    """The mail: what happened, and where the request is now; None when there is nobody to write to."""
    s = atencion.find_solicitud(ref["solicitud"])
    destino = _address(s) if s else ""
    if s is None or not destino:
        return None
    acto = ActoAtencion(ref["acto"]) if ref["acto"] else None
    asunto, cuerpo = texto.render_request_mail(
        s.solicitud,
        acto,
        s.situacion.estado,
        instante(s.atender_desde),
        config.REMITENTE,
        config.TELEFONO_INETEL,
        sin_sesion=bool(s.medio),
    )
    return Carta(destino, asunto, cuerpo)


def _address(s: Solicitud) -> str:
    if s.contacto is not None:
        return str(open_fields(secreto_sistema(), f"contacto {s.solicitud}", s.contacto)["correo"])
    quien = find_recipient({"sujeto": s.sujeto, "cuenta": s.cuenta})
    return quien.correo if quien else ""
