"""A registration in words that people read: for the Cédula de confirmación (Protocolo 6.1 F)."""

import json
from hashlib import sha256

from chalicelib.rules.base.centro import CENTRO
from chalicelib.rules.procesos.cargos import CARGOS, ENTIDADES, PAIS, Esfera
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.tabla import instante
from chalicelib.store.procesos.opls import find_opl
from chalicelib.store.procesos.periodos import Periodo, read_periodo
from chalicelib.store.procesos.procesos import get_proceso
from chalicelib.workflows.aspirantes.ficha import TODOS
from chalicelib.workflows.base.secretos import persona_de

PROVEEDORES = {"google": "Google", "facebook": "Facebook", "x": "X (antes Twitter)"}
NOMBRES_DE_DATOS = {
    "nombre": "nombre(s)",
    "apellido_paterno": "apellido paterno",
    "apellido_materno": "apellido materno",
    "fecha_nacimiento": "fecha de nacimiento",
    "lugar_nacimiento": "lugar de nacimiento",
    "correo": "correo electrónico",
    "proveedor": "tipo de autenticación",
    "clave_elector": "clave de elector",
    "curp": "CURP",
    "cic": "CIC",
    "ocr": "OCR",
    "emision": "número de emisión",
    "seccion": "sección",
    "telefono_movil": "teléfono móvil",
    "telefono_domicilio": "teléfono de domicilio",
    "telefono_oficina": "teléfono de oficina",
    "fecha_manifestacion": "fecha de manifestación",
}
"""Names of data in mails, for fields whose code with spaces is not correct Spanish."""
HUELLA = 32
"""Hex digits of the data's SHA-256 printed on each page, so that a page made of other data is recognised."""


def aspirante_in_words(a: Aspirante) -> dict[str, str]:
    """Every datum of the registration as the Cédula shows it; empty where there is none."""
    datos = dict.fromkeys(TODOS, "") | persona_de(a)
    proceso, periodo = get_proceso(a.proceso), read_periodo(a.proceso, a.periodo)
    opl = find_opl(a.opl)
    palabras = datos | {
        "autoridad": opl.nombre if opl else a.opl,
        "folio": a.aspirante,
        "nombre_completo": a.nombre,
        "proceso": proceso.nombre,
        "periodo": periodo.nombre,
        "ambito": ambito_in_words(a, periodo),
        "fechas": f"{_moment(periodo.inicio)} a {_moment(periodo.fin)}",
        "entidad": _entidad(datos["entidad"]),
        "proveedor": PROVEEDORES[datos["proveedor"]],
        "fecha_nacimiento": _day(datos["fecha_nacimiento"]),
        "fecha_manifestacion": _day(datos["fecha_manifestacion"]),
    }
    return palabras | {"huella": f"versión {a.version} de los datos · SHA-256 {_digest(palabras, a.emblema)}"}


def _digest(palabras: dict[str, str], emblema: str | None) -> str:
    texto = json.dumps([palabras, emblema], sort_keys=True, ensure_ascii=False)
    return sha256(texto.encode()).hexdigest()[:HUELLA]


def ambito_in_words(a: Aspirante, periodo: Periodo) -> str:
    """Where the office is elected, in words."""
    cargo = CARGOS.get(periodo.cargo)
    esfera = "Federal" if cargo and cargo.esfera is Esfera.FEDERAL else "Local"
    if periodo.nivel == PAIS:
        return f"{esfera} · todo el país"
    lugar = f"{esfera} · {_entidad(periodo.entidad)}"
    if not a.unidad:
        return lugar
    return f"{lugar} · {a.unidad} {periodo.unidades.as_dict().get(a.unidad, '')}".strip()


def _entidad(clave: str) -> str:
    return f"{clave} {ENTIDADES.get(clave, '')}".strip()


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _moment(texto: str) -> str:
    return f"{instante(texto).astimezone(CENTRO):%d/%m/%Y %H:%M}"
