"""Entry point of the API and of what Chalice deploys."""

from chalice.app import Chalice

from chalicelib.handlers import (
    accesos,
    acuses,
    asignacion,
    aspirantes,
    autorizador,
    consultas,
    contadores,
    correos,
    envios,
    mesa,
    recepcion,
    registral,
    reparto,
)
from chalicelib.rules.permisos import Accion
from chalicelib.web import Ruta

app = Chalice(app_name="captacion")
for modulo in (
    autorizador,
    envios,
    mesa,
    consultas,
    aspirantes,
    accesos,
    recepcion,
    reparto,
    contadores,
    registral,
    acuses,
    correos,
    asignacion,
):
    app.register_blueprint(modulo.bp)

# Deny by default: no route without a declared action, and none outside the authorizer but what is for everybody.
for camino, metodos in app.routes.items():
    for metodo, entrada in metodos.items():
        declarada = getattr(entrada.view_function, "ruta", None)
        if not isinstance(declarada, Ruta):
            raise RuntimeError(f"{metodo} {camino} no declara su acción")
        if declarada.accion is not Accion.CONSULTAR_PUBLICO:
            entrada.authorizer = autorizador.autorizador
        # A file goes out as it is; the gateway takes as bytes what the client asks for by this type (`Accept`).
        if isinstance(declarada.respuesta, str) and declarada.respuesta not in app.api.binary_types:
            app.api.binary_types.append(declarada.respuesta)
