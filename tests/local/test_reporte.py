"""Two runs of one plan are compared byte for byte: what happens to differ between them is left out of the report."""

from local.reporte import with_one_arrival

LLEGA, ANTES = {"tipo": "recibido", "causas": [], "n": 1}, {"tipo": "recibido", "causas": [], "n": 2}
VISTO, JUZGADO = {"tipo": "verificado"}, {"tipo": "revisado"}


def test_an_earlier_arrival_noted_later_stands_where_the_only_arrival_would_9_16():
    """The notices of a phone that sent twice come in either order, the second perhaps after the look-up."""
    de_una_vez = with_one_arrival([LLEGA, VISTO, JUZGADO])
    assert de_una_vez == [LLEGA, VISTO, JUZGADO]
    for en_desorden in ([LLEGA, ANTES, VISTO, JUZGADO], [LLEGA, VISTO, ANTES, JUZGADO]):
        assert with_one_arrival(en_desorden) == [ANTES, VISTO, JUZGADO]
    assert with_one_arrival([]) == []
