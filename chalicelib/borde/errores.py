"""Refusals as components of the API document: one schema for each code, with the members that it may carry."""

from typing import Any

_Json = dict[str, Any]

_TEXTO: _Json = {"type": "string"}
_TEXTOS: _Json = {"type": "array", "items": _TEXTO}
_FALTA: _Json = {
    "type": "object",
    "required": ["campo", "texto"],
    "properties": {"campo": _TEXTO, "texto": _TEXTO},
}
# Members that refusals add to those of RFC 9457. Each code has those that its texts need.
MIEMBROS: _Json = {
    "campo": {**_TEXTO, "description": "Dónde está lo que no se admite."},
    "faltas": {
        "type": "array",
        "items": {"$ref": "#/components/schemas/FaltaDeDato"},
        "description": "Cada falta, con su campo.",
    },
    "impedimentos": {**_TEXTOS, "description": "Por qué no procede, uno por uno."},
    "motivo": {**_TEXTO, "description": "Código de la causa."},
    "estado": {**_TEXTO, "description": "Estado en que está lo que no admite el acto."},
    "version": {"type": "integer", "description": "Versión vigente."},
    "vigente": {**_TEXTO, "description": "Aviso de privacidad vigente."},
    "cuenta": {**_TEXTO, "description": "Cuenta que ya existe."},
    "cuentas": {**_TEXTOS, "description": "Cuentas propias entre las que hay que elegir (`X-Cuenta`)."},
    "auxiliar": {**_TEXTO, "description": "Id Auxiliar que ya existe."},
    "reporte": {**_TEXTO, "description": "Reporte que está en curso."},
    "numeros": {
        "type": "array",
        "items": {"type": "integer"},
        "description": "Números ya capturados con otros datos.",
    },
    "dispositivos": {
        "type": "array",
        "items": {"type": "object"},
        "description": "Dispositivos registrados.",
    },
    "no_admitidos": {
        "type": "array",
        "items": {"type": "object"},
        "description": "Los que no se admiten y por qué.",
    },
    "reintente_en": {"type": "integer", "description": "Segundos que hay que esperar."},
}
PROBLEMA: _Json = {
    "type": "object",
    "description": "Documento de problema (RFC 9457). `code` es estable; `detail` dice qué hacer.",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": _TEXTO,
        "title": _TEXTO,
        "status": {"type": "integer"},
        "code": _TEXTO,
        "detail": _TEXTO,
        **MIEMBROS,
    },
}


def schema_name(codigo: str) -> str:
    """Name of the component of a code: `cuerpo_invalido` is `ProblemaCuerpoInvalido`."""
    return "Problema" + "".join(p.capitalize() for p in codigo.split("_"))


def problem_components(codigos: set[str]) -> _Json:
    """Schemas of these codes, of any refusal (`Problema`), and of a fault in one datum."""
    return {
        "Problema": PROBLEMA,
        "FaltaDeDato": _FALTA,
        **{schema_name(c): _of_code(c) for c in sorted(codigos)},
    }


def problem_answer(codigos: set[str]) -> _Json:
    """Schema of a refusal that has one of those codes."""
    referencias = [{"$ref": f"#/components/schemas/{schema_name(c)}"} for c in sorted(codigos)]
    return referencias[0] if len(referencias) == 1 else {"oneOf": referencias}


def _of_code(codigo: str) -> _Json:
    propiedades = {**PROBLEMA["properties"], "code": {"type": "string", "enum": [codigo]}}
    return {"type": "object", "required": PROBLEMA["required"], "properties": propiedades}
