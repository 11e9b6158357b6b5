"""Entry point of the API and of what Chalice deploys."""

from chalice.app import Chalice

from chalicelib.borde.ruta import Ruta
from chalicelib.handlers import atencion, cuentas, documentacion, mi_apoyo
from chalicelib.handlers import correos as anuncios
from chalicelib.handlers.aspirantes import acceso as accesos
from chalicelib.handlers.aspirantes import registro as aspirantes
from chalicelib.handlers.audiencias import conduccion as audiencias_opl
from chalicelib.handlers.audiencias import desahogo as audiencias_mesa
from chalicelib.handlers.audiencias import solicitud as audiencias
from chalicelib.handlers.auxiliares import aplicacion, dispositivos
from chalicelib.handlers.auxiliares import carga_masiva as cargas
from chalicelib.handlers.auxiliares import cedula as cedulas
from chalicelib.handlers.auxiliares import registro as auxiliares
from chalicelib.handlers.auxiliares import revision as revision_cedulas
from chalicelib.handlers.captacion import apoyo as consultas
from chalicelib.handlers.captacion import envios
from chalicelib.handlers.eventos import (
    acuses,
    asignacion,
    autorizador,
    carga,
    contadores,
    correos,
    masivos,
    oleadas,
    recepcion,
    registral,
    reparto,
    reporte,
    salidas,
    vigilancia,
    vista,
)
from chalicelib.handlers.mesa import calidad, catalogos, escalados, jornada, supervision
from chalicelib.handlers.mesa import escritorio as mesa
from chalicelib.handlers.mesa import plazos as plazos_mesa
from chalicelib.handlers.papel import captura, excepciones, soportes
from chalicelib.handlers.papel import lotes as lotes_papel
from chalicelib.handlers.privacidad import avisos
from chalicelib.handlers.privacidad import bitacora as auditoria
from chalicelib.handlers.procesos import cifras, enlaces, periodos, preparacion, procesos
from chalicelib.handlers.reportes import archivos as reportes
from chalicelib.handlers.reportes import avance as avances
from chalicelib.handlers.reportes import nominativo, senales
from chalicelib.rules.base.permisos import Accion

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
    vista,
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
