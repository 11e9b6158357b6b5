"""Entry point of the API and of what Chalice deploys: every blueprint of `chalicelib/handlers/`, deny by default."""

from importlib import import_module
from pkgutil import walk_packages

from chalice.app import Chalice

from chalicelib import handlers
from chalicelib.borde.ruta import Ruta
from chalicelib.handlers.eventos.autorizador import autorizador
from chalicelib.rules.base.permisos import Accion

# Chalice would set the level of the logger of its own name, which is ours, to ERROR.
app = Chalice(app_name="captacion", configure_logs=False)

for _modulo in walk_packages(handlers.__path__, f"{handlers.__name__}."):
    if not _modulo.ispkg:
        app.register_blueprint(import_module(_modulo.name).bp)

# Deny by default: no route without a declared action, and none outside the authorizer but what is for everybody.
for camino, metodos in app.routes.items():
    for metodo, entrada in metodos.items():
        declarada = getattr(entrada.view_function, "ruta", None)
        if not isinstance(declarada, Ruta):
            raise RuntimeError(f"{metodo} {camino} no declara su acción")
        if declarada.accion is not Accion.CONSULTAR_PUBLICO:
            entrada.authorizer = autorizador
        # A file goes out as it is; the gateway takes as bytes what the client asks for by this type (`Accept`).
        if isinstance(declarada.respuesta, str) and declarada.respuesta not in app.api.binary_types:
            app.api.binary_types.append(declarada.respuesta)
