"""Whatever an operator sends, it is a verdict of the catalogue or is refused with the member at fault (13.7)."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.apoyos.dictamen import Dictamen, DictamenInvalido, check_dictamen
from tests.estrategias import BREVE, dictamenes
from tests.unit.rules.apoyos.tabla import TABLA

FILAS = {fila.letra: fila for fila in TABLA}
OPCIONES = sorted({o for fila in TABLA for o in fila.opciones})
cualesquiera = st.builds(
    Dictamen,
    inciso=st.none() | st.sampled_from("abcdefghijklmnop") | st.text(max_size=2),
    opcion=st.just("") | st.sampled_from(OPCIONES) | st.text(max_size=10),
    detalle=st.text(max_size=10) | st.integers(279, 282).map(lambda largo: "x" * largo),
    considerado=st.booleans(),
)


@BREVE
@given(dictamenes)
def test_what_the_catalogue_lists_is_admitted_13_7(dictamen):
    assert check_dictamen(dictamen) == dictamen


@BREVE
@given(cualesquiera)
def test_what_is_admitted_is_a_row_of_the_table_with_its_words_13_7(dictamen):
    try:
        check_dictamen(dictamen)
    except DictamenInvalido as error:
        assert error.campo in {"inciso", "opcion", "detalle", "considerado"}
        return
    if dictamen.inciso is None:
        assert dictamen == Dictamen()
        return
    fila = FILAS[dictamen.inciso]
    assert dictamen.opcion in (fila.opciones or ("",))
    assert dictamen.detalle.strip() or not fila.asks_words(dictamen.opcion)
    assert len(dictamen.detalle) <= 280
    assert dictamen.considerado == (dictamen.inciso == "g")
