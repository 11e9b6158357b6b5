"""Whose an item is, and what holds keep: never by what a phone chose (16.1)."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.conservacion.alcance import (
    AlcanceDeDisposicion,
    Retenido,
    owners,
    records,
    records_of_key,
)
from chalicelib.rules.conservacion.tablas import TABLAS, DestinoDeTabla, Regla

IDS = st.sampled_from(["ASPA", "ASPB", "PRUEBA", "AUX1", "DISP"])
FOLIOS = st.tuples(IDS, IDS, IDS, IDS).map("-".join)
REGLA = Regla(("folio",), DestinoDeTabla.DISPONE, "x", ("folio", "clave"), ("orden",))


@given(FOLIOS, st.sampled_from(["{}", "determinacion#{}#mesa#0", "GUB|x#{}"]))
def test_only_the_aspirante_of_a_folio_says_whose_a_record_is(folio, forma):
    alcance = AlcanceDeDisposicion("PRUEBA", frozenset({"ASPA"}))
    item = {"clave": forma.format(folio)}
    assert alcance.covers(owners(item, REGLA)) is (folio.split("-")[0] in ("ASPA", "PRUEBA"))
    assert records(item, REGLA) == [folio]


@given(FOLIOS, FOLIOS)
def test_a_hold_keeps_its_record_and_whose_it_is_and_no_other_record(retenido, otro):
    r = Retenido(folios=frozenset({retenido}))
    assert r.keeps([retenido], ["ASPA"])
    assert r.keeps([otro], [retenido.split("-")[0]]) is (otro == retenido)
    assert r.keeps([], retenido.split("-")[:3])
    assert not r.keeps([], ["NADIE"])
    assert not Retenido().keeps([otro], [otro.split("-")[0]])
    assert Retenido(todo=True).keeps([], [])


def test_a_key_names_its_record_in_any_folder():
    f = "ASPA-AUX1-DISP1-REG1"
    assert records_of_key(f"P/{f}/ab") == records_of_key(f"P/soportes/{f}/ab") == [f]
    assert records_of_key("P/actas/AU0001/ab") == []


def test_the_last_part_of_an_account_says_whose_it_is():
    regla = TABLAS["aceptaciones"]
    assert owners({"cuenta": "auxiliar-P1-AUX1"}, regla) == ["AUX1"]
    assert owners({"cuenta": "ciudadania-CAAA"}, regla) == ["CAAA"]
