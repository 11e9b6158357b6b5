"""Any folio survives being written and read; any other text is refused (Protocolo 9.14)."""

import re

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.folio import Folio, FolioInvalido
from tests.estrategias import BREVE, folios

FORMA = re.compile("-".join(["[0-9A-Z]{4,12}"] * 2 + ["[0-9A-Z]{4,26}"] * 2))


@st.composite
def almost_folios(draw: st.DrawFn) -> str:
    """A folio with a stretch of it replaced by something else."""
    texto = str(draw(folios))
    desde = draw(st.integers(0, len(texto)))
    hasta = draw(st.integers(desde, min(len(texto), desde + 3)))
    return texto[:desde] + draw(st.text("AZ09az-_ \n\u0661Ñ", max_size=3)) + texto[hasta:]


@BREVE
@given(folios)
def test_a_folio_read_from_its_text_is_the_same_9_14(folio):
    assert Folio.parse(str(folio)) == folio


@BREVE
@given(st.one_of(st.text(max_size=40), almost_folios()))
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
