"""The API's four functions: which of them serves each route, so that each has a role with what its routes need.

All four run the same `app.app`; the gateway decides which of them a request reaches. One role for all would exceed
AWS's limit of 10,240 characters, and would let a phone's request make keys (docs/decisions/0161).
"""

from chalicelib.rules.base.permisos import Accion

OFICINAS, MESA, CIERRE, TELEFONO = "api_handler", "api_mesa", "api_cierre", "api_telefono"
"""Names as in `.chalice/politicas`; the first is the function that Chalice makes."""

_TELEFONO = frozenset(
    {
        Accion.CONSULTAR_PUBLICO,
        Accion.CONSULTAR_CUENTA_PROPIA,
        Accion.ACEPTAR_AVISO_PRIVACIDAD,
        Accion.ABRIR_SOLICITUD,
        Accion.ATENDER_SOLICITUDES,
        Accion.REGISTRAR_SOLICITUD,
        Accion.REGISTRAR_DISPOSITIVO,
        Accion.ADMINISTRAR_DISPOSITIVOS,
        Accion.ENVIAR_CEDULA,
        Accion.CONSULTAR_APLICACION,
        Accion.ACTIVAR_MI_APOYO,
        Accion.ELEGIR_ASPIRANTE,
        Accion.ENVIAR_APOYOS,
        Accion.CONSULTAR_CONFIGURACION,
    }
)
"""Actions of the app, of citizens and of the public; and requests for attention, which anybody may open."""

_MESA = frozenset(
    {
        Accion.REVISAR_APOYOS,
        Accion.SUPERVISAR_MESA,
        Accion.RESOLVER_ESCALADOS,
        Accion.REVISAR_CEDULAS,
        Accion.REVISAR_REMITENTES,
        Accion.CAPTURAR_CEDULAS,
        Accion.SOLICITAR_AUDIENCIA,
        Accion.CONSULTAR_AUDIENCIAS,
        Accion.CONDUCIR_AUDIENCIAS,
        Accion.SEGUIR_AUDIENCIAS,
        Accion.ATENDER_INCIDENCIAS,
        Accion.ANUNCIAR,
        Accion.REVISAR_EN_AUDIENCIA,
    }
)
"""Work on records, evidence and hearings: the only routes that open an expediente, a scan or an Acta."""

_CIERRE = frozenset(
    {
        Accion.NOTIFICAR_CONCLUSION,
        Accion.CONCILIAR_CIFRAS,
        Accion.ORDENAR_ENTREGA,
        Accion.CONSULTAR_ENTREGAS,
        Accion.DESCARGAR_ENTREGA,
        Accion.RESERVAR_EXPEDIENTES,
        Accion.DISPONER,
        Accion.ATENDER_REQUERIMIENTOS,
        Accion.CONSULTAR_CONSERVACION,
        Accion.CONSULTAR_AUDITORIA,
        Accion.OBTENER_REPORTES,
        Accion.PUBLICAR_AVISO_PRIVACIDAD,
    }
)
"""The end of a process: figures, deliveries, what is required by law, disposal; the audit log, reports and notices. The
only routes that sign the address of a delivered file or of a report."""


def function_of(accion: Accion) -> str:
    """Function that serves the routes with this action; `OFICINAS` when no other does."""
    propias = ((TELEFONO, _TELEFONO), (MESA, _MESA), (CIERRE, _CIERRE))
    return next((funcion for funcion, acciones in propias if accion in acciones), OFICINAS)


def logical_name(funcion: str) -> str:
    """Logical name of a function in the template, by Chalice's rule: `api_mesa` becomes `APIMesa`."""
    return "".join("API" if parte == "api" else parte.title() for parte in funcion.split("_"))
