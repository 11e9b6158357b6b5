"""`python -m infra.openapi`: writes docs/openapi.json from what the routes declare; a test compares them."""

import json
from pathlib import Path

import app
from chalicelib.borde.openapi import openapi_document, routes_of

DESTINO = Path(__file__).resolve().parent.parent / "docs" / "openapi.json"


def main() -> None:
    documento = openapi_document(routes_of(app.app.routes))
    DESTINO.write_text(json.dumps(documento, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
