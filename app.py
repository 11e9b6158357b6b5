"""Entry point of the API and of what Chalice deploys."""

from chalice.app import Chalice

from chalicelib.handlers import (
    acuses,
    aplicacion,
    asignacion,
    auditoria,
    autorizador,
    avisos,
    cedulas,
    cifras,
    consultas,
    contadores,
    correos,
    cuentas,
    dispositivos,
    documentacion,
    enlaces,
    envios,
    mesa,
    mi_apoyo,
    periodos,
    preparacion,
    procesos,
    recepcion,
    registral,
    reparto,
    vigilancia,
)
from chalicelib.rules.permisos import Accion
from chalicelib.web import Ruta

# Chalice would set the level of the logger of its own name, which is ours, to ERROR.
app = Chalice(app_name="captacion", configure_logs=False)
for modulo in (
    autorizador,
    envios,
    dispositivos,
    cedulas,
    aplicacion,
    mesa,
    mi_apoyo,
    consultas,
    cuentas,
    auditoria,
    documentacion,
    recepcion,
    reparto,
    contadores,
    registral,
    acuses,
    correos,
    asignacion,
    avisos,
    cifras,
    enlaces,
    periodos,
    preparacion,
    procesos,
    vigilancia,
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
