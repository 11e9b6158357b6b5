"""API of what an aspirante has: access, representative, emblem (Protocolo 6.1 D-E, 7.1, 7.2)."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct, structs

from chalicelib.base.reloj import ahora
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import RespuestaDeArchivo, ruta
from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.aspirantes import AspiranteCambiado, AspiranteNoAdmite, EmblemaNoAdmitido
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.limites import Limite, Por
from chalicelib.rules.base.permisos import Accion, Principal, Rol
from chalicelib.store.aspirantes import Aspirante
from chalicelib.workflows.aspirantes import acceso as accesos
from chalicelib.workflows.aspirantes import emblema as emblemas
from chalicelib.workflows.aspirantes import representante as nombramientos
from chalicelib.workflows.aspirantes import vista as vista_aspirantes

bp = Blueprint(__name__)
PNG = "image/png"
MAXIMO_EMBLEMA = 700 * 1024
"""Largest body in bytes: an emblem of 500 KB in base64, with room for a slightly larger one to be refused as such."""
NOMBRAMIENTOS = Limite(Por.CUENTA, 10, timedelta(hours=1))
"""Limit of appointments: each sends a mail to an address whose owner has confirmed nothing."""
Version = Annotated[int, Meta(ge=1, le=10**9)]


class ReclamoAcceso(Struct, forbid_unknown_fields=True):
    """El folio único que llegó en el correo de confirmación."""

    folio: Annotated[str, Meta(pattern=r"^[A-Z0-9]{4,12}\Z")]


class Acceso(Struct):
    """La cuenta con que actúa desde ahora quien lo pidió (`X-Cuenta`)."""

    cuenta: str
    rol: Rol
    aspirante: str
    proceso: str


class NombramientoRepresentante(Struct, forbid_unknown_fields=True):
    """La persona que nombra la aspirante; `proveedor`: google, facebook o x."""

    nombre: Annotated[str, Meta(min_length=1, max_length=200)]
    correo: Annotated[str, Meta(min_length=3, max_length=254)]
    proveedor: Annotated[str, Meta(min_length=1, max_length=20)]


class Representante(Struct):
    """Representante de la persona aspirante, desde cuándo, y si ya entró al portal."""

    nombre: str
    correo: str
    proveedor: Literal["google", "facebook", "x"]
    desde: Instante
    con_acceso: bool


class SinRepresentante(Struct):
    """La persona aspirante ya no tiene representante."""

    aspirante: str


class EmblemaNuevo(Struct, forbid_unknown_fields=True):
    """Imagen PNG de 500 KB como máximo, en base64; `version`: la del registro en que se pone."""

    contenido: Annotated[bytes, Meta(max_length=MAXIMO_EMBLEMA)]
    version: Version


class SinEmblema(Struct, forbid_unknown_fields=True):
    """La versión del registro de la que se quita."""

    version: Version


class VersionDeAspirante(Struct):
    """El registro y su versión actual."""

    aspirante: str
    version: int


@ruta(
    bp,
    "POST",
    "/v1/aspirantes/acceso",
    Accion.RECLAMAR_ACCESO,
    Acceso,
    cuerpo=ReclamoAcceso,
    problemas=(NoEncontrado, Ocupado),
    evento=Evento.ACCESO_RECLAMADO,
    objeto="aspirante",
    limites=(Limite(Por.CUENTA, 10, timedelta(hours=1)), Limite(Por.DIRECCION, 60, timedelta(hours=1))),
)
def reclamar_acceso(principal: Principal, cuerpo: ReclamoAcceso) -> dict[str, Any]:
    """Entra como aspirante o representante con el correo y el proveedor registrados (6.1 D, 7.2)."""
    c = accesos.claim_access(principal, cuerpo.folio, ahora())
    return {"cuenta": c.cuenta, "rol": c.rol, "aspirante": c.aspirante, "proceso": c.proceso}


@ruta(
    bp,
    "PUT",
    "/v1/aspirantes/{aspirante}/representante",
    Accion.NOMBRAR_REPRESENTANTE,
    Representante,
    cuerpo=NombramientoRepresentante,
    problemas=(NoEncontrado, AspiranteNoAdmite, DatosNoAdmitidos, Ocupado),
    evento=Evento.REPRESENTANTE_NOMBRADO,
    objeto="aspirante",
    limites=(NOMBRAMIENTOS,),
)
def nombrar_representante(
    principal: Principal, aspirante: str, cuerpo: NombramientoRepresentante
) -> dict[str, Any]:
    """Nombra a una persona representante en lugar de cualquier otra; se le avisa por correo cómo entrar (7.1)."""
    return vista_aspirantes.describe_representante(
        nombramientos.name_representante(principal, aspirante, structs.asdict(cuerpo), ahora())
    )


@ruta(
    bp,
    "GET",
    "/v1/aspirantes/{aspirante}/representante",
    Accion.NOMBRAR_REPRESENTANTE,
    Representante,
    problemas=(NoEncontrado,),
    evento=Evento.REPRESENTANTE_CONSULTADO,
    objeto="aspirante",
)
def consultar_representante(principal: Principal, aspirante: str) -> dict[str, Any]:
    """Consulta a la persona representante (7.1)."""
    return vista_aspirantes.describe_representante(nombramientos.reach_representante(principal, aspirante))


@ruta(
    bp,
    "DELETE",
    "/v1/aspirantes/{aspirante}/representante",
    Accion.NOMBRAR_REPRESENTANTE,
    SinRepresentante,
    problemas=(NoEncontrado, Ocupado),
    evento=Evento.REPRESENTANTE_RETIRADO,
    objeto="aspirante",
)
def retirar_representante(principal: Principal, aspirante: str) -> dict[str, Any]:
    """Retira a la persona representante; su acceso termina de inmediato (7.1)."""
    return {"aspirante": nombramientos.remove_representante(principal, aspirante, ahora()).aspirante}


@ruta(
    bp,
    "PUT",
    "/v1/aspirantes/{aspirante}/emblema",
    Accion.REGISTRAR_ASPIRANTE,
    VersionDeAspirante,
    cuerpo=EmblemaNuevo,
    problemas=(NoEncontrado, AspiranteCambiado, AspiranteNoAdmite, EmblemaNoAdmitido, Ocupado),
    evento=Evento.EMBLEMA_CAMBIADO,
    objeto="aspirante",
    maximo=MAXIMO_EMBLEMA,
)
def poner_emblema(principal: Principal, aspirante: str, cuerpo: EmblemaNuevo) -> dict[str, Any]:
    """Pone o reemplaza el emblema: un PNG de hasta 500 KB, del que solo se guardan sus pixeles (6.1 E)."""
    return _version(emblemas.put_emblema(principal, aspirante, cuerpo.version, cuerpo.contenido, ahora()))


@ruta(
    bp,
    "POST",
    "/v1/aspirantes/{aspirante}/emblema/retiro",
    Accion.REGISTRAR_ASPIRANTE,
    VersionDeAspirante,
    cuerpo=SinEmblema,
    problemas=(NoEncontrado, AspiranteCambiado, AspiranteNoAdmite, Ocupado),
    evento=Evento.EMBLEMA_CAMBIADO,
    objeto="aspirante",
)
def retirar_emblema(principal: Principal, aspirante: str, cuerpo: SinEmblema) -> dict[str, Any]:
    """Quita el emblema: es opcional (6.1 E)."""
    return _version(emblemas.remove_emblema(principal, aspirante, cuerpo.version, ahora()))


@ruta(
    bp,
    "GET",
    "/v1/aspirantes/{aspirante}/emblema",
    Accion.CONSULTAR_CONFIGURACION,
    PNG,
    problemas=(NoEncontrado,),
)
def consultar_emblema(principal: Principal, aspirante: str) -> RespuestaDeArchivo:
    """Descarga el emblema como lo muestra la aplicación (6.1 E, 9.3)."""
    return RespuestaDeArchivo(emblemas.show_emblema(principal, aspirante), PNG, f"emblema-{aspirante}.png")


def _version(a: Aspirante) -> dict[str, Any]:
    return {"aspirante": a.aspirante, "version": int(a.version)}
