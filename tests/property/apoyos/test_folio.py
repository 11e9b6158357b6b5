"""Any folio survives being written and read; any other text is refused (Protocolo 9.14)."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.rules.apoyos.folio import Folio, FolioInvalido
from tests.estrategias import BREVE, folios

FORMA = re.compile("-".join(["[0-9A-Z]{4,12}"] * 2 + ["[0-9A-Z]{4,26}"] * 2))


@st.composite
def almost_folios(draw: st.DrawFn) -> str:
    """A folio of which one part is too short or too long, holds one wrong character, or is missing."""
    partes = str(draw(folios)).split("-")
    cual = draw(st.integers(0, 3))
    parte, maximo = partes[cual], 12 if cual < 2 else 26
    match draw(st.sampled_from(["short", "long", "character", "character", "missing", "more"])):
        case "short":
            parte = parte[: draw(st.integers(0, 3))]
        case "long":
            parte = "Z" * (maximo + draw(st.integers(0, 1)))
        case "character":
            donde = draw(st.integers(0, len(parte) - 1))
            parte = parte[:donde] + draw(st.sampled_from("az_ .\n\u0661Ñ")) + parte[donde + 1 :]
        case "missing":
            return "-".join(partes[:cual] + partes[cual + 1 :])
        case "more":
            return "-".join([*partes, parte])
    return "-".join([*partes[:cual], parte, *partes[cual + 1 :]])


@settings(BREVE, max_examples=300)
@given(st.one_of(st.text(max_size=40), almost_folios(), almost_folios()))
def test_a_text_is_a_folio_exactly_when_it_has_the_published_form_9_14(texto):
    try:
        assert str(Folio.parse(texto)) == texto
        accepted = True
    except FolioInvalido as error:
        assert str(error) in {"partes", "aspirante", "auxiliar", "dispositivo", "registro"}
        accepted = False
    assert accepted is (FORMA.fullmatch(texto) is not None)


@BREVE
@given(folios, folios)
def test_different_folios_have_different_texts_9_14(uno, otro):
    assert (str(uno) == str(otro)) is (uno == otro)
