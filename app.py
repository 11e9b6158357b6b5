"""Entry point of the API and of what Chalice deploys."""

from chalice.app import Chalice

from chalicelib.handlers import (
    acuses,
    asignacion,
    autorizador,
    carga,
    cargas,
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
