"""Whatever is typed of a cédula is read without failing, and what was kept reads as itself (Protocolo 11.3)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.rules.base.periodo import PeriodoCaptacion
from chalicelib.rules.papel.captura import CAMPOS, EntregaDePapel, paper_verdict, read_captura

INICIO = datetime(2027, 1, 10, 6, tzinfo=UTC)
ENTREGA = EntregaDePapel(
    PeriodoCaptacion(INICIO, INICIO + timedelta(days=30)), INICIO + timedelta(days=9), {"020"}, "020"
)
TECLEADO = st.one_of(
    st.text(max_size=40),
    st.text("0123456789 -/", max_size=14),
    st.from_regex(r"[a-zA-Z]{6} ?[0-9]{6}[-]?[0-9]{2}[hmHM][0-9]{3}", fullmatch=True),
    st.dates().map(str),
)
ESCRITOS = st.dictionaries(st.sampled_from(CAMPOS), TECLEADO)
INCISOS = st.builds(paper_verdict, st.none() | st.sampled_from("abcdefz"), st.text(max_size=300))


@given(escritos=ESCRITOS, dictamen=INCISOS, fuera=st.booleans())
@settings(max_examples=200)
def test_normalised_data_stay_the_same_and_no_fault_quotes_a_value(escritos, dictamen, fuera):
    una = read_captura(escritos, dictamen, ENTREGA, fuera_de_periodo=fuera)
    otra = read_captura(una.datos, dictamen, ENTREGA, fuera_de_periodo=fuera)
    assert (otra.datos, otra.faltas, otra.causas) == (una.datos, una.faltas, una.causas)
    assert not (una.faltas and una.avisos)
    largos = [v for v in una.datos.values() if len(v) > 12]
    assert not any(v in f.texto for v in largos for f in una.faltas + una.avisos)
