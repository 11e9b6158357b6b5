"""A fact survives being stored as JSON (Protocolo 7.12)."""

import json

from hypothesis import given

from chalicelib.rules.apoyos.historia import from_dict, to_dict
from tests.estrategias import BREVE, hechos


@BREVE
@given(hechos)
def test_a_fact_comes_back_from_json_as_it_was_7_12(hecho):
    """`repr` too: a catalogue's member equals its bare text, and a rule that asks `is` would not find it."""
    leido = from_dict(json.loads(json.dumps(to_dict(hecho))))
    assert leido == hecho
    assert repr(leido) == repr(hecho)


@BREVE
@given(hechos)
def test_what_is_stored_is_plain_json_with_the_kind_of_fact_7_12(hecho):
    guardado = to_dict(hecho)
    assert guardado["tipo"] == type(hecho).__name__.lower()
    assert guardado["en"] == hecho.en
    assert to_dict(from_dict(json.loads(json.dumps(guardado)))) == guardado
