"""The API's three functions: which of them attends a route, so that each has a role with what its routes need.

All run the same `app.app`; the gateway decides which of them a request reaches. One role for all would be above AWS's
limit of 10,240 characters and let a phone's request make keys (docs/decisions/0161).
"""

from chalicelib.rules.base.permisos import Accion as A

OFICINAS, MESA, TELEFONO = "api_handler", "api_mesa", "api_telefono"
"""Names as in `.chalice/politicas`; the first is the function that Chalice makes."""

_TELEFONO = frozenset(
    {
        A.CONSULTAR_PUBLICO,
        A.CONSULTAR_CUENTA_PROPIA,
        A.ACEPTAR_AVISO_PRIVACIDAD,
        A.ABRIR_SOLICITUD,
        A.ATENDER_SOLICITUDES,
        A.REGISTRAR_DISPOSITIVO,
        A.ADMINISTRAR_DISPOSITIVOS,
        A.ENVIAR_CEDULA,
        A.CONSULTAR_APLICACION,
        A.ACTIVAR_MI_APOYO,
        A.ELEGIR_ASPIRANTE,
        A.ENVIAR_APOYOS,
        A.CONSULTAR_CONFIGURACION,
    }
)
"""What the app and whoever has no office do, and the requests for attention, which anybody opens."""

_MESA = frozenset(
    {
        A.REVISAR_APOYOS,
        A.SUPERVISAR_MESA,
        A.RESOLVER_ESCALADOS,
        A.REVISAR_CEDULAS,
        A.CAPTURAR_CEDULAS,
        A.SOLICITAR_AUDIENCIA,
        A.CONSULTAR_AUDIENCIAS,
        A.CONDUCIR_AUDIENCIAS,
        A.SEGUIR_AUDIENCIAS,
        A.ATENDER_INCIDENCIAS,
    }
)
"""Work on records, evidence and hearings: the only routes that open an expediente, a scan or an Acta."""


def function_of(accion: A) -> str:
    """The function that attends the routes with this action: the offices' when no other does."""
    if accion in _TELEFONO:
        return TELEFONO
    return MESA if accion in _MESA else OFICINAS


def logical_name(funcion: str) -> str:
    """Name of a function's resource in the template, as Chalice makes them: `api_mesa` is `APIMesa`."""
    return "".join("API" if parte == "api" else parte.title() for parte in funcion.split("_"))
