"""Entry point of the API and of what Chalice deploys."""

from chalice.app import Chalice

from chalicelib.handlers import (
    acuses,
    asignacion,
    autorizador,
    consultas,
    contadores,
    envios,
    mesa,
    recepcion,
    registral,
    reparto,
)
from chalicelib.rules.permisos import Accion

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
    asignacion,
):
    app.register_blueprint(modulo.bp)

# Deny by default: no route without a declared action, and none outside the authorizer.
for camino, metodos in app.routes.items():
    for metodo, entrada in metodos.items():
        if not isinstance(getattr(entrada.view_function, "accion", None), Accion):
            raise RuntimeError(f"{metodo} {camino} no declara su acción")
        entrada.authorizer = autorizador.autorizador
