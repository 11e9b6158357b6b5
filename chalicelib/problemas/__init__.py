"""Refusals as the caller sees them: one hierarchy, RFC 9457 bodies, Spanish texts to act on.

Here are the base and what every room uses; the refusals of one room are in its module of this package.
"""

from typing import Any

# One text for what is unknown and for what is out of reach: a difference would tell which folios exist.
NADA = "No hay nada con ese identificador."


class Problema(Exception):
    """A refusal with a stable `codigo`; nothing was changed. Texts never carry personal data."""

    estado = 400
    codigo = "solicitud_invalida"
    titulo = "Solicitud no válida"

    def __init__(self, detalle: str, **extra: Any) -> None:
        super().__init__(detalle)
        self.detalle = detalle
        self.extra = extra

    def body(self) -> dict[str, Any]:
        """RFC 9457 problem details, with the stable code under `code`."""
        return {
            "type": "about:blank",
            "title": self.titulo,
            "status": self.estado,
            "code": self.codigo,
            "detail": self.detalle,
            **self.extra,
        }


class CuerpoInvalido(Problema):
    """The body does not have the published form; `campo` says where."""

    codigo = "cuerpo_invalido"
    titulo = "Datos no válidos"


class NoAutorizado(Problema):
    """The role does not have the action."""

    estado = 403
    codigo = "acceso_denegado"
    titulo = "Acceso denegado"


class NoEncontrado(Problema):
    """The object does not exist or is out of the caller's reach: both get the same answer."""

    estado = 404
    codigo = "no_encontrado"
    titulo = "No encontrado"

    def __init__(self, detalle: str = NADA, **extra: Any) -> None:
        super().__init__(detalle, **extra)


class Conflicto(Problema):
    """The state does not admit it."""

    estado = 409
    codigo = "conflicto"
    titulo = "Conflicto"


class VersionAnterior(Conflicto):
    """Somebody changed it since it was read."""

    codigo = "version_anterior"
    titulo = "Hubo un cambio posterior"


class PlazoVencido(Conflicto):
    """The Protocol's limit for this is past (13.2, 15.1); the text says when it was."""

    codigo = "plazo_vencido"
    titulo = "Plazo vencido"


class SolicitudEnCurso(Conflicto):
    """The same request, with the same `Idempotency-Key`, is being attended; `reintente_en` are seconds."""

    codigo = "solicitud_en_curso"
    titulo = "Solicitud en curso"


class ClaveReutilizada(Problema):
    """The `Idempotency-Key` was given to another request."""

    estado = 422
    codigo = "clave_reutilizada"
    titulo = "Clave de otra solicitud"


class DatosIlegibles(Conflicto):
    """Sealed data of the row do not open: they were altered or their key is gone. Nothing was changed."""

    codigo = "datos_ilegibles"
    titulo = "Datos que no se pueden abrir"


class SolicitudGrande(Problema):
    """The body is over the limit."""

    estado = 413
    codigo = "solicitud_grande"
    titulo = "Solicitud demasiado grande"


class TipoNoAdmitido(Problema):
    """The body is of another content type."""

    estado = 415
    codigo = "tipo_no_admitido"
    titulo = "Tipo de contenido no admitido"


class DatosNoAdmitidos(Problema):
    """Well-formed, and yet not admitted; `faltas` lists each field with what to do."""

    estado = 422
    codigo = "datos_no_admitidos"
    titulo = "Datos no admitidos"


class DemasiadasSolicitudes(Problema):
    """A limit was reached; `reintente_en` are seconds."""

    estado = 429
    codigo = "demasiadas_solicitudes"
    titulo = "Demasiadas solicitudes"


class Ocupado(Problema):
    """Others are writing the same thing; trying again will do."""

    estado = 503
    codigo = "ocupado"
    titulo = "Intente de nuevo"


class FallaInterna(Problema):
    """Our fault."""

    estado = 500
    codigo = "falla_interna"
    titulo = "Falla interna"
