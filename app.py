"""Entry point of the API and of what Chalice deploys."""

from chalice.app import Chalice

from chalicelib.handlers import (
    accesos,
    acuses,
    anuncios,
    aplicacion,
    asignacion,
    aspirantes,
    atencion,
    audiencias,
    audiencias_mesa,
    audiencias_opl,
    auditoria,
    autorizador,
    auxiliares,
    avances,
    avisos,
    calidad,
    captura,
    carga,
    cargas,
    catalogos,
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
    escalados,
    excepciones,
    jornada,
    lotes_papel,
    masivos,
    mesa,
    mi_apoyo,
    nominativo,
    oleadas,
    periodos,
    plazos_mesa,
    preparacion,
    procesos,
    recepcion,
    registral,
    reparto,
    reporte,
    reportes,
    revision_cedulas,
    salidas,
    senales,
    soportes,
    supervision,
    vigilancia,
)
from chalicelib.rules.permisos import Accion
from chalicelib.web import Ruta

# Chalice would set the level of the logger of its own name, which is ours, to ERROR.
app = Chalice(app_name="captacion", configure_logs=False)
for modulo in (
    accesos,
    acuses,
    anuncios,
    aplicacion,
    asignacion,
    aspirantes,
    atencion,
    audiencias,
    audiencias_mesa,
    audiencias_opl,
    auditoria,
    autorizador,
    auxiliares,
    avances,
    avisos,
    calidad,
    captura,
    carga,
    cargas,
    catalogos,
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
    excepciones,
    jornada,
    lotes_papel,
    masivos,
    escalados,
    mesa,
    mi_apoyo,
    nominativo,
    oleadas,
    periodos,
    plazos_mesa,
    preparacion,
    procesos,
    recepcion,
    registral,
    reparto,
    reporte,
    reportes,
    revision_cedulas,
    salidas,
    senales,
    soportes,
    supervision,
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
        # A file goes out as it is; the gateway takes as bytes what the client asks for by this type (`Accept`).
        if isinstance(declarada.respuesta, str) and declarada.respuesta not in app.api.binary_types:
            app.api.binary_types.append(declarada.respuesta)
