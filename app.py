"""Entry point of the API and of what Chalice deploys."""

from chalice.app import Chalice

from chalicelib.handlers import (
    accesos,
    acuses,
    anuncios,
    asignacion,
    aspirantes,
    atencion,
    auditoria,
    autorizador,
    avisos,
    cifras,
    consultas,
    contadores,
    correos,
    cuentas,
    documentacion,
    enlaces,
    envios,
    masivos,
    mesa,
    oleadas,
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
app.api.binary_types.append("application/pdf")
for modulo in (
    autorizador,
    envios,
    mesa,
    consultas,
    cuentas,
    auditoria,
    documentacion,
    aspirantes,
    accesos,
    recepcion,
    reparto,
    contadores,
    registral,
    acuses,
    correos,
    asignacion,
    avisos,
    anuncios,
    oleadas,
    masivos,
    atencion,
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
