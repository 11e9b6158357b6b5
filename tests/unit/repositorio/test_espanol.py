"""The API document is read by officials and integrators: its summaries and descriptions are in Spanish."""

import json
import re
from collections.abc import Iterator

from tests.unit.repositorio.test_documentos import DOCS

# Frequent English words that no Spanish sentence has; what stands between backquotes is a name.
INGLES = re.compile(
    r"\b(the|of|and|is|are|was|were|with|without|which|that|what|who|whose|whom|from|for|by|this|those|these|it|its"
    r"|at|on|in|to|if|or|not|none|when|since|last|until|after|before|each|state|records?|page|be|has|have|they|one"
    r"|an|only|also|found|internal|error|request|conflict|created|accepted)\b",
    re.IGNORECASE,
)
NOMBRES = re.compile(r"`[^`]*`|«[^»]*»|\bID token\b")


def texts_of(nodo: object, lugar: str = "") -> Iterator[tuple[str, str]]:
    """Every summary and description of a document, with where it stands."""
    if isinstance(nodo, dict):
        for clave, valor in nodo.items():
            if clave in ("summary", "description") and isinstance(valor, str):
                yield lugar, valor
            else:
                yield from texts_of(valor, f"{lugar}/{clave}")
    elif isinstance(nodo, list):
        for n, valor in enumerate(nodo):
            yield from texts_of(valor, f"{lugar}/{n}")


def english_in(texto: str) -> list[str]:
    """The English words of a text."""
    return INGLES.findall(NOMBRES.sub("", texto))


def test_the_api_document_is_in_spanish():
    documento = json.loads((DOCS / "openapi.json").read_text())
    textos = dict(texts_of(documento))
    assert len(textos) > 500
    assert {lugar: texto for lugar, texto in textos.items() if english_in(texto)} == {}


def test_english_words_in_a_text_are_found():
    assert english_in("The requests of a level that wait.") == ["The", "of", "that"]
    assert english_in("Not Found") == ["Not", "Found"]
    assert english_in("Solicitudes de un nivel; `records`: las que esperan.") == []
