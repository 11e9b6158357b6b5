"""What the access matrix needs to know of each route that its declaration does not say: a good body, a query, which
object of the world it is about, and where the right answer is another one than the rule's, with the reason.

Everything else it takes from the route table, so that a new route is covered, or the test fails until it is here.
"""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chalicelib.base.reloj import ahora
from chalicelib.rules.base.centro import dia_centro
from chalicelib.rules.base.permisos import Rol
from tests.escenario import portal, registros, titulares
from tests.escenario.padrones import CORTE
from tests.functional.borde import mundos_audiencias, mundos_papel
from tests.functional.borde.mundos import account_body, period_body
from tests.functional.borde.mundos_app import adults, phone_body
from tests.functional.borde.sedes import Mundo
from tests.unit import pngs

Camino = tuple[str, str]
LLAVE_OPL = (
    rsa.generate_private_key(65537, 3072)
    .public_key()
    .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    .decode()
)


_REQUERIMIENTO = "/v1/procesos/{proceso}/requerimientos/{requerimiento}"
_DISPOSICION = "/v1/procesos/{proceso}/disposiciones/{disposicion}"
OBJETOS: dict[Camino, dict[str, str]] = {
    ("POST", "/v1/audiencias/{audiencia}/inicio"): {"audiencia": "programada"},
    ("GET", "/v1/audiencias/{audiencia}/incidencias"): {"audiencia": "programada"},
    ("POST", "/v1/audiencias/{audiencia}/incidencias"): {"audiencia": "programada"},
    ("POST", "/v1/audiencias/{audiencia}/incidencias/{incidencia}/respuesta"): {"audiencia": "programada"},
    ("GET", "/v1/audiencias/{audiencia}/cola"): {"audiencia": "en_desahogo"},
    ("GET", "/v1/audiencias/{audiencia}/pendientes"): {"audiencia": "en_desahogo"},
    ("GET", "/v1/audiencias/{audiencia}/registros/{folio}"): {
        "audiencia": "en_desahogo",
        "folio": "por_dictaminar",
    },
    ("POST", "/v1/audiencias/{audiencia}/conclusion"): {"audiencia": "en_desahogo"},
    ("PUT", "/v1/audiencias/{audiencia}/asistencia"): {"audiencia": "en_desahogo"},
    ("PUT", "/v1/audiencias/{audiencia}/acta"): {"audiencia": "en_desahogo"},
    ("PUT", "/v1/audiencias/{audiencia}/funcionarios"): {"audiencia": "en_desahogo"},
    ("POST", "/v1/audiencias/{audiencia}/apoyos/{folio}/dictamen"): {
        "audiencia": "en_desahogo",
        "folio": "por_dictaminar",
    },
    ("POST", "/v1/audiencias/{audiencia}/apoyos/{folio}/deshacer"): {
        "audiencia": "en_desahogo",
        "folio": "dictaminado",
    },
    ("GET", "/v1/audiencias/{audiencia}/acta"): {"audiencia": "concluida"},
    ("GET", "/v1/audiencias/{audiencia}/oficio"): {"audiencia": "concluida"},
    ("POST", "/v1/audiencias/{audiencia}/notificacion"): {"audiencia": "concluida"},
    ("GET", "/v1/apoyos/{folio}/captura"): {"folio": "papel"},
    ("POST", "/v1/apoyos/{folio}/captura/correccion"): {"folio": "papel"},
    ("POST", "/v1/apoyos/{folio}/captura/dictamen"): {"folio": "papel"},
    ("GET", "/v1/apoyos/{folio}/soporte"): {"folio": "papel"},
    ("PUT", "/v1/apoyos/{folio}/soporte"): {"folio": "papel"},
    ("PUT", "/v1/aspirantes/{aspirante}"): {"aspirante": "borrador"},
    ("POST", "/v1/aspirantes/{aspirante}/correccion"): {"aspirante": "confirmado"},
    ("PUT", "/v1/aspirantes/{aspirante}/correo"): {"aspirante": "confirmado"},
    ("POST", "/v1/aspirantes/{aspirante}/baja"): {"aspirante": "borrador"},
    ("POST", "/v1/aspirantes/{aspirante}/cedula/resguardo"): {"aspirante": "borrador"},
    ("POST", "/v1/aspirantes/{aspirante}/cedula"): {"aspirante": "borrador"},
    ("POST", "/v1/aspirantes/{aspirante}/confirmacion"): {"aspirante": "borrador"},
    ("PUT", "/v1/aspirantes/{aspirante}/emblema"): {"aspirante": "borrador"},
    ("POST", "/v1/aspirantes/{aspirante}/emblema/retiro"): {"aspirante": "borrador"},
    ("GET", "/v1/procesos/{proceso}/mesa/calidad/desacuerdos/{folio}"): {"folio": "desacuerdo"},
    ("POST", "/v1/procesos/{proceso}/mesa/calidad/desacuerdos/{folio}"): {"folio": "desacuerdo"},
    ("POST", "/v1/auxiliares/{auxiliar}/reingreso"): {"auxiliar": "de_baja"},
    ("POST", "/v1/cuentas/{cuenta}/credenciales"): {"cuenta": "bloqueada"},
    ("POST", "/v1/cuentas/{cuenta}/declaracion"): {"cuenta": "bloqueada"},
    ("PUT", "/v1/cuentas/{cuenta}/declaracion/documento"): {"cuenta": "bloqueada"},
    ("GET", "/v1/cuentas/{cuenta}/declaracion/documento"): {"cuenta": "con_documento"},
    ("POST", "/v1/cuentas/{cuenta}/otorgamiento"): {"cuenta": "solicitada"},
    ("POST", "/v1/cuentas/{cuenta}/reanudacion"): {"cuenta": "suspendida"},
    ("GET", "/v1/procesos/{proceso}/mesa/escalados/{folio}"): {"folio": "escalado"},
    ("POST", "/v1/procesos/{proceso}/mesa/escalados/{folio}/determinacion"): {"folio": "escalado"},
    ("POST", "/v1/procesos/{proceso}/mesa/escalados/{folio}/devolucion"): {"folio": "escalado"},
}
"""Which of the world's objects a part of the path is, where it is not the usual one: it has to be in another state."""

NADIE = {
    "audiencia": "AUNADIE",
    "incidencia": "99",
    "anuncio": "N" + "A" * 19,
    "folio": "NADIE-NADIE-DISP1-REG1",
    "aspirante": "NADIE",
    "carga": "C" + "F" * 19,
    "lote": "LNADIE",
    "entrega": "NINGUNO-9",
    "reserva": "NINGUNO-9",
    "requerimiento": "NINGUNO-R9",
    "disposicion": "NINGUNO-9",
    "reporte": "R" + "F" * 19,
    "solicitud": "S" + "Z" * 11,
    "auxiliar": "NADIE",
    "remitente": "NADIE",
    "aviso": "aviso-opl-99",
    "cuenta": "CTANADIE",
    "dispositivo": "NINGUNO",
    "envio": "Z" * 26,
    "activacion": "ningunaactivacion",
    "opl": "NINGUNO",
    "proceso": "NINGUNO",
    "enlace": "A" * 16,
    "periodo": "NINGUNO",
    "unidad": "99",
    "operador": "NINGUNO",
}
"""Ids that nothing has."""

Cuerpo = Callable[[Mundo, Rol], dict[str, Any]]
_VERSION: Cuerpo = lambda *_: {"version": 1}  # noqa: E731
_MOTIVO: Cuerpo = lambda *_: titulares.MOTIVO  # noqa: E731
_ARCHIVO = {"bytes": 1000, "sha256": "0" * 64}
_CAPTURADO = "2026-01-11T10:00:00Z"


def _announcement(m: Mundo, rol: Rol) -> dict[str, Any]:
    dato = {"registro": "REG9", "aspirante": m.ids["aspirante"], "capturado_en": _CAPTURADO, **_ARCHIVO}
    return {"dispositivo": f"DISP{rol[:3].upper()}{m.sede.n}", "registros": [dato]}


def _auxiliar(m: Mundo, _: Rol) -> dict[str, Any]:
    nuevo = adults()[-1]
    return portal.form(nuevo, "nuevo@muestra.invalid")


def _correction(m: Mundo, _: Rol) -> dict[str, Any]:
    """The aspirante's data anew, but for the office."""
    datos = {c: v for c, v in m.datos["confirmado"].items() if c not in ("periodo", "unidad")}
    return datos | {"lugar_nacimiento": "Otro", "motivo": "Error de captura", "version": 1}


CUERPOS: dict[Camino, Cuerpo] = {
    ("POST", "/v1/anuncios"): lambda m, rol: (
        m.datos["anuncio"]
        | {"asunto": "Otro"}
        | ({"audiencia": {"alcance": "opl"}} if rol is Rol.OPL else {})
    ),
    ("POST", "/v1/apoyos/{folio}/captura/correccion"): lambda *_: {"nombre": "Otra"},
    ("POST", "/v1/apoyos/{folio}/captura/dictamen"): lambda *_: {"inciso": "a"},
    ("PUT", "/v1/apoyos/{folio}/soporte"): lambda *_: mundos_papel.SOPORTE,
    ("POST", "/v1/aspirantes/acceso"): lambda m, _: {"folio": m.ids["aspirante"]},
    ("PUT", "/v1/aspirantes/{aspirante}"): lambda m, _: m.datos["borrador"] | {"version": 1},
    ("POST", "/v1/aspirantes/{aspirante}/correccion"): _correction,
    ("PUT", "/v1/aspirantes/{aspirante}/correo"): lambda *_: {
        "correo": "cambio@muestra.invalid",
        "proveedor": "x",
        "motivo": "Falla del proveedor",
        "version": 1,
    },
    ("POST", "/v1/aspirantes/{aspirante}/auxiliares"): _auxiliar,
    ("POST", "/v1/aspirantes/{aspirante}/auxiliares/busqueda"): lambda *_: {"referencia": "NINGUNA"},
    ("POST", "/v1/aspirantes/{aspirante}/baja"): lambda *_: {"causa": "Se desistió"},
    ("POST", "/v1/aspirantes/{aspirante}/cedula/resguardo"): _VERSION,
    ("POST", "/v1/aspirantes/{aspirante}/cargas"): lambda *_: {"tipo": "csv", **_ARCHIVO},
    ("POST", "/v1/aspirantes/{aspirante}/confirmacion"): _VERSION,
    ("POST", "/v1/aspirantes/{aspirante}/reportes"): lambda _, rol: {
        "clase": "dispositivos" if rol is Rol.INE else "nominativo",
        "formato": "csv",
    },
    ("PUT", "/v1/aspirantes/{aspirante}/emblema"): lambda *_: {
        "contenido": b64encode(pngs.good()).decode(),
        "version": 1,
    },
    ("POST", "/v1/aspirantes/{aspirante}/emblema/retiro"): _VERSION,
    ("PUT", "/v1/aspirantes/{aspirante}/representante"): lambda *_: {
        "nombre": "Otra Muestra",
        "correo": "otra@muestra.invalid",
        "proveedor": "x",
    },
    ("POST", "/v1/aspirantes/{aspirante}/excepciones"): lambda *_: mundos_papel.grant_body(
        mundos_papel.POR_OTORGAR, "OF/9"
    ),
    ("POST", "/v1/aspirantes/{aspirante}/excepciones/retiro"): lambda *_: {
        "municipio": mundos_papel.MUNICIPIO,
        "oficio": "RETIRO/9",
    },
    ("POST", "/v1/aspirantes/{aspirante}/lotes"): lambda *_: mundos_papel.run_body("ACUSE 9"),
    ("POST", "/v1/lotes/{lote}/cedulas"): lambda m, _: {"cedulas": [mundos_papel.cedula_body(m, 9)]},
    ("POST", "/v1/lotes/{lote}/cierre"): lambda *_: {"capturadas": 1, "observacion": "Faltaron cuatro."},
    ("POST", "/v1/aspirantes/{aspirante}/audiencias"): mundos_audiencias.chosen,
    ("POST", "/v1/audiencias/{audiencia}/apoyos"): lambda m, _: {"folios": [m.ids["sin_audiencia"]]},
    ("POST", "/v1/audiencias/{audiencia}/desistimiento"): lambda *_: {"oficio": "OF/9"},
    ("POST", "/v1/audiencias/{audiencia}/programacion"): lambda m, _: mundos_audiencias.schedule_body(m),
    ("POST", "/v1/audiencias/{audiencia}/cancelacion"): _MOTIVO,
    ("PUT", "/v1/audiencias/{audiencia}/funcionarios"): lambda m, _: mundos_audiencias.officials_body(m),
    ("PUT", "/v1/audiencias/{audiencia}/acta"): lambda *_: mundos_audiencias.ACTA,
    ("POST", "/v1/audiencias/{audiencia}/notificacion"): lambda *_: {"oficio": "OF/9"},
    ("POST", "/v1/audiencias/{audiencia}/incidencias"): lambda *_: {"texto": "Falla sintética."},
    ("POST", "/v1/audiencias/{audiencia}/incidencias/{incidencia}/respuesta"): lambda *_: {
        "texto": "Respuesta sintética."
    },
    ("POST", "/v1/audiencias/{audiencia}/apoyos/{folio}/dictamen"): lambda *_: {"inciso": None},
    ("POST", "/v1/atencion/registro"): lambda *_: {
        "medio": "telefono",
        "rol": "auxiliar",
        "nombre": "Nadia Muestra",
        "telefono": "473 123 4567",
        "tema": "envio",
        "texto": "Texto sintético.",
    },
    ("POST", "/v1/atencion/solicitudes"): lambda *_: {"tema": "portal", "texto": "Texto sintético."},
    ("POST", "/v1/atencion/solicitudes/{solicitud}/actos"): lambda *_: {
        "acto": "escribir",
        "texto": "Más.",
    },
    ("POST", "/v1/auxiliares/cedula"): lambda m, _: {
        "dispositivo": m.ids["dispositivo"],
        "registro": "CED9",
        "capturado_en": _CAPTURADO,
        **_ARCHIVO,
    },
    ("POST", "/v1/auxiliares/{auxiliar}/baja"): lambda *_: {"causa": "renuncia"},
    ("POST", "/v1/auxiliares/{auxiliar}/cedula/baja"): lambda m, _: {
        "cedula": m.ids["cedula"],
        "causa": "imagenes_no_corresponden",
        "detalle": "La fotografía es de otra persona",
    },
    ("POST", "/v1/aspirantes/{aspirante}/remitentes-detenidos/{remitente}/revision"): lambda *_: {
        "vistos": 1
    },
    ("POST", "/v1/auxiliares/{auxiliar}/cedula/conformidad"): lambda m, _: {"cedula": m.ids["cedula"]},
    ("PUT", "/v1/auxiliares/{auxiliar}/correo"): lambda *_: {
        "correo": "cambio@muestra.invalid",
        "proveedor": "x",
    },
    ("PUT", "/v1/auxiliares/{auxiliar}/custodia"): lambda *_: {"documento": "fura", "en_custodia": True},
    ("POST", "/v1/avisos-privacidad"): lambda *_: {
        "tipo": "aviso",
        "rol": "opl",
        "titulo": "Aviso sintético",
        "texto": "Texto sintético que no es de nadie.",
    },
    ("POST", "/v1/cuentas"): lambda m, _: account_body(m, "Nadia"),
    ("POST", "/v1/cuentas/{cuenta}/declaracion"): lambda *_: titulares.DECLARACION,
    ("PUT", "/v1/cuentas/{cuenta}/declaracion/documento"): lambda *_: titulares.DOCUMENTO,
    ("POST", "/v1/cuentas/{cuenta}/reanudacion"): _MOTIVO,
    ("POST", "/v1/cuentas/{cuenta}/suspension"): _MOTIVO,
    ("POST", "/v1/cuentas/{cuenta}/termino"): _MOTIVO,
    ("POST", "/v1/dispositivos"): lambda m, _: phone_body(m.sede, m.ids["sin_app"], "DISPNUEVO"),
    ("POST", "/v1/envios"): _announcement,
    ("POST", "/v1/mesa/registros/{folio}/correccion"): lambda *_: {"nombre": "MUESTRA"},
    ("POST", "/v1/mesa/registros/{folio}/dictamen"): lambda *_: {"inciso": None},
    ("PUT", "/v1/mesa/jornada"): lambda *_: {"estado": "pausa"},
    ("POST", "/v1/mesa/registros/{folio}/escalar"): lambda *_: {"motivo": "Ningún inciso lo describe"},
    ("POST", "/v1/mi-apoyo/activaciones"): lambda m, _: m.datos["otra_credencial"],
    ("POST", "/v1/mi-apoyo/activaciones/{activacion}/codigo"): lambda m, _: m.datos["codigo"],
    ("POST", "/v1/opls"): lambda *_: {"opl": "OPLN", "nombre": "Nuevo (sintético)", "entidad": "12"},
    ("POST", "/v1/opls/{opl}/catalogos"): lambda *_: {
        "incisos": [{"inciso": "m", "aplica": False}],
        "motivo": "Criterio del OPL",
        "acuerdo": "Acuerdo sintético",
    },
    ("POST", "/v1/procesos/{proceso}/mesa/escalados/{folio}/determinacion"): lambda *_: {
        "valido": False,
        "texto": "Causa sintética",
        "oficio": "OF/1",
    },
    ("POST", "/v1/procesos/{proceso}/mesa/escalados/{folio}/devolucion"): lambda m, _: {
        "operador": m.ids["operador"],
        "texto": "Aplique el inciso j",
    },
    ("POST", "/v1/procesos/{proceso}/entregas"): lambda m, _: {
        "destinatarios": [m.ids["funcionario"]],
        "dias": 10,
        "motivo": "Sentencia sintética",
    },
    ("PUT", "/v1/procesos/{proceso}/entregas/{entrega}/destinatarios"): lambda m, _: {
        "destinatarios": [m.ids["funcionario"]],
        "dias": 10,
    },
    ("POST", "/v1/procesos/{proceso}/requerimientos"): lambda m, _: {
        "clase": "judicial",
        "autoridad": "Tribunal sintético",
        "fundamento": "Artículo de muestra",
        "oficio": "TE/9",
        "notificado_en": "2026-01-08T10:00",
        "folios": [m.ids["folio"]],
    },
    ("POST", f"{_REQUERIMIENTO}/paquete"): lambda *_: {"llave": LLAVE_OPL},
    ("POST", f"{_REQUERIMIENTO}/respuesta"): lambda *_: {"oficio": "OF/11"},
    ("POST", "/v1/procesos/{proceso}/reservas"): lambda *_: {"motivo": "Juicio sintético", "oficio": "OF/9"},
    ("POST", "/v1/procesos/{proceso}/reservas/{reserva}/levantamiento"): lambda *_: {"oficio": "OF/10"},
    ("POST", "/v1/procesos/{proceso}/disposiciones/{disposicion}/autorizacion"): lambda *_: {
        "huella": "ab" * 32
    },
    ("POST", "/v1/procesos/{proceso}/mesa/conclusion"): lambda *_: {"oficio": "OF/9", "fecha": "2027-02-20"},
    ("POST", "/v1/procesos"): lambda m, _: {"proceso": "NUEVO27", "opl": m.ids["opl"], "nombre": "Nuevo"},
    ("POST", "/v1/procesos/{proceso}/aspirantes"): lambda m, _: registros.body(
        30 + m.sede.n, periodo=m.sede.futuro, unidad="05"
    ),
    ("POST", "/v1/procesos/{proceso}/asignaciones"): lambda m, _: {"aspirante": m.ids["aspirante"]},
    ("POST", "/v1/procesos/{proceso}/asignaciones/conteo"): lambda m, _: {"aspirante": m.ids["aspirante"]},
    ("PUT", "/v1/procesos/{proceso}/operadores/{operador}"): lambda *_: {"peso": 50},
    ("POST", "/v1/procesos/{proceso}/operadores/{operador}/retiro"): lambda *_: {"cuantos": 10},
    ("PUT", "/v1/audiencias/{audiencia}/asistencia"): lambda *_: {
        "aspirante": True,
        "representante": False,
        "oficialia_electoral": True,
    },
    ("PUT", "/v1/procesos/{proceso}/periodos/{periodo}/plazo-audiencia"): lambda *_: {"dias": 7},
    ("PUT", "/v1/procesos/{proceso}/periodos/{periodo}/duplicados"): lambda *_: {
        "aplica": True,
        "fundamento": "LGIPE 385",
    },
    ("PUT", "/v1/procesos/{proceso}/periodos/{periodo}/vigencias"): lambda *_: {
        "anios": ["2025"],
        "acuerdo": "INE/CG1/2026",
    },
    ("PUT", "/v1/procesos/{proceso}/nombres-en-nominativo"): lambda *_: {"con_nombres": False},
    ("PUT", "/v1/procesos/{proceso}/mesa/calidad"): lambda *_: {"porcentaje": 10},
    ("POST", "/v1/procesos/{proceso}/mesa/calidad/desacuerdos/{folio}"): lambda *_: {
        "prevalece": "primero",
        "causa": "criterio",
    },
    ("POST", "/v1/procesos/{proceso}/redistribucion"): lambda *_: {},
    ("POST", "/v1/procesos/{proceso}/enlaces"): lambda m, _: (
        m.datos["enlace"] | {"correo": "n@muestra.invalid"}
    ),
    ("PUT", "/v1/procesos/{proceso}/llave"): lambda *_: {"llave": LLAVE_OPL},
    ("POST", "/v1/procesos/{proceso}/periodos"): lambda *_: period_body(
        periodo="OTRO", cargo="ayuntamiento", unidades={"020": "León"}
    ),
    ("PUT", "/v1/procesos/{proceso}/periodos/{periodo}"): lambda *_: period_body(
        version=1, carga_referencia=300
    ),
    ("PUT", "/v1/procesos/{proceso}/periodos/{periodo}/cifras/{unidad}"): lambda *_: {"base": 2000},
    ("PUT", "/v1/procesos/{proceso}/periodos/{periodo}/cifras/{unidad}/corte"): lambda *_: {"corte": CORTE},
}
"""A body of the published form for each route that takes one."""

CONSULTAS: dict[Camino, Callable[[Mundo], str]] = {
    ("GET", "/v1/auditoria"): lambda _: f"?dia={dia_centro(ahora())}",
    ("GET", "/v1/avisos-privacidad"): lambda _: "?rol=opl",
}
"""A query string for each route that needs one."""

NO_ADMITE: dict[tuple[Camino, Rol], tuple[int, str]] = {
    # Its period is in course, and its Mesa has records to judge (15.2).
    (("POST", "/v1/procesos/{proceso}/entregas"), Rol.INE): (409, "entrega_no_procede"),
    (("POST", "/v1/procesos/{proceso}/mesa/conclusion"), Rol.OPL): (409, "entrega_no_procede"),
    # Its package was not made (16.2).
    (("POST", f"{_REQUERIMIENTO}/comunicaciones"), Rol.INE): (409, "requerimiento_no_procede"),
    # Its results were delivered just now: three months have not passed (16.1). Its disposal is one that was listed.
    (("POST", "/v1/procesos/{proceso}/disposiciones"), Rol.INE): (409, "disposicion_no_procede"),
    (("POST", f"{_DISPOSICION}/autorizacion"), Rol.INE): (409, "disposicion_no_procede"),
    (("POST", f"{_DISPOSICION}/reanudacion"), Rol.INE): (409, "disposicion_no_procede"),
    (("POST", f"{_DISPOSICION}/llaves/cancelacion"), Rol.INE): (409, "disposicion_no_procede"),
    **{
        (("GET", f"{_DISPOSICION}/certificado{que}"), rol): (409, "sin_certificado")
        for que in ("", "/documento")
        for rol in (Rol.INE, Rol.OPL)
    },
    # The operator of the world has given no verdict yet.
    (("POST", "/v1/mesa/registros/{folio}/deshacer"), Rol.OPERADOR): (409, "dictamen_firme"),
    # Nobody decides without having opened the record (13.6).
    **{
        (("POST", f"/v1/procesos/{{proceso}}/mesa/{camino}"), rol): (409, "registro_sin_ver")
        for camino in (
            "calidad/desacuerdos/{folio}",
            "escalados/{folio}/determinacion",
            "escalados/{folio}/devolucion",
        )
        for rol in (Rol.OPL, Rol.SUPERVISOR)
    },
    # Of the officials of the OPL, those review who were named for that hearing (14.4): the world's operator.
    **{
        ((metodo, f"/v1/audiencias/{{audiencia}}/{camino}"), rol): (404, "no_encontrado")
        for metodo, camino in (
            ("GET", "cola"),
            ("GET", "pendientes"),
            ("GET", "registros/{folio}"),
            ("POST", "apoyos/{folio}/dictamen"),
            ("POST", "apoyos/{folio}/deshacer"),
        )
        for rol in (Rol.OPL, Rol.SUPERVISOR)
    },
}
"""Who may is let in, and then what the world is in does not admit it."""

SIN_LIMITE = {
    Rol.INE: "the DERFE operates the system: it reaches every OPL and process (5.1)",
    Rol.MATO: "attends everybody's requests (17.2)",
    Rol.INETEL: "attends everybody's requests (17.2)",
}
"""Roles to which nothing is another's."""

A_CUALQUIERA: dict[Camino, str] = {
    ("POST", "/v1/avisos-privacidad/{aviso}/aceptacion"): "a notice is for a role, whatever the OPL (18.1)",
}
"""Routes whose object is nobody's."""

_DEL_PROCESO = frozenset({Rol.ASPIRANTE, Rol.REPRESENTANTE, Rol.AUXILIAR, Rol.CIUDADANIA})
_DE_CAPTURA = (frozenset({Rol.OPERADOR}), "any operator of the process types (11.3); another's: test_captura")
DE_VECINOS: dict[Camino, tuple[frozenset[Rol], str]] = {
    **dict.fromkeys(
        (
            ("GET", "/v1/aspirantes/{aspirante}/excepciones"),
            ("GET", "/v1/aspirantes/{aspirante}/lotes"),
            ("POST", "/v1/aspirantes/{aspirante}/lotes"),
            ("GET", "/v1/procesos/{proceso}/lotes"),
            ("GET", "/v1/lotes/{lote}"),
            ("POST", "/v1/lotes/{lote}/cierre"),
            ("GET", "/v1/lotes/{lote}/cedulas"),
            ("POST", "/v1/lotes/{lote}/cedulas"),
            ("GET", "/v1/apoyos/{folio}/captura"),
            ("POST", "/v1/apoyos/{folio}/captura/correccion"),
            ("POST", "/v1/apoyos/{folio}/captura/dictamen"),
            ("GET", "/v1/apoyos/{folio}/soporte"),
            ("PUT", "/v1/apoyos/{folio}/soporte"),
        ),
        _DE_CAPTURA,
    ),
    ("GET", "/v1/procesos/{proceso}/configuracion"): (
        _DEL_PROCESO,
        "one key and its periods for all of it (9.13)",
    ),
    ("GET", "/v1/aspirantes/{aspirante}/emblema"): (
        frozenset({Rol.AUXILIAR, Rol.CIUDADANIA}),
        "the app shows it to whoever captures in the process (9.3, 10.9)",
    ),
    ("GET", "/v1/opls/{opl}"): (frozenset({Rol.SUPERVISOR}), "it is the supervisor's own OPL"),
    ("GET", "/v1/opls/{opl}/catalogos"): (frozenset({Rol.SUPERVISOR}), "it is the supervisor's own OPL"),
}
"""What neighbours have in common: those roles reach it, each by their own tie to the same process or OPL."""

OTRA_NEGATIVA: dict[Camino, tuple[int, str, str]] = {
    ("POST", "/v1/mi-apoyo/activaciones/{activacion}/codigo"): (
        422,
        "codigo_no_valido",
        "one refusal for whatever is not in order with a code (10.6)",
    ),
}
"""Routes that refuse what is another's in other words than `no_encontrado`: as they do what does not exist."""
