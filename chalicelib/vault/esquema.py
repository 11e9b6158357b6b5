"""The JSON Schema of `registro.json`, generated from its types: `python -m chalicelib.vault.esquema > docs/…`."""

import json
from typing import Any

import msgspec

from chalicelib.vault.registro import LLAVES_POR_MODELO, Registro


def esquema() -> dict[str, Any]:
    """JSON Schema 2020-12 of the manifest, with the two rules that types cannot express."""
    schema = msgspec.json.schema(Registro)
    schema["$defs"]["Registro"]["properties"]["original_presentada"]["const"] = True
    schema["$defs"]["Registro"]["allOf"] = [
        {
            "if": {
                "properties": {
                    "modo": {"enum": ["mi_apoyo", "cedula"]},
                    "credencial": {"properties": {"modelo": {"const": modelo}}},
                }
            },
            "then": {
                "properties": {
                    "credencial": {
                        "required": list(llaves),
                        "properties": {llave: {"type": "string"} for llave in llaves},
                    }
                }
            },
        }
        for modelo, llaves in LLAVES_POR_MODELO.items()
    ]
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "registro.json, expediente v1",
    }
    return head | schema


if __name__ == "__main__":
    print(json.dumps(esquema(), ensure_ascii=False, indent=2))
