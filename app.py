"""Entry point of the API and of what Chalice deploys."""

from chalice.app import Chalice

from chalicelib.handlers import (
    acuses,
    aplicacion,
    asignacion,
    autorizador,
    auxiliares,
    carga,
    cargas,
    cedulas,
    consultas,
    contadores,
    correos,
    dispositivos,
    documentacion,
    envios,
    mesa,
    recepcion,
    registral,
    reparto,
    revision_cedulas,
)
from chalicelib.rules.permisos import Accion
from chalicelib.web import Ruta

app = Chalice(app_name="captacion")
for modulo in (
    autorizador,
    envios,
    dispositivos,
    cedulas,
    aplicacion,
    auxiliares,
    revision_cedulas,
    mesa,
    consultas,
    documentacion,
    recepcion,
    reparto,
    contadores,
    registral,
    acuses,
    correos,
    carga,
    cargas,
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
