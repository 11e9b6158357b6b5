"""Whoever can write the table and opens no key changes no verdict, class, order or version unseen (LGIPE 385; 13.6)."""

import json

import pytest
from click.testing import CliRunner

from bench.unidades import KB, item_bytes
from chalicelib.base import aws, config
from chalicelib.borde.lotes import DEFINITIVOS
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.store.apoyos.apoyos import _SELLADOS as SELLADOS
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.cuentas.cuentas import Cuenta
from chalicelib.vault.errores import HistoriaAlterada
from chalicelib.workflows.apoyos.sellos import is_as_written
from chalicelib.workflows.base.cuentas import accounts_in_force
from consola.__main__ import main as consola
from tests.escenario import mundo
from tests.escenario.mundo import ILEGIBLE, PROCESO

pytestmark = pytest.mark.usefixtures("proceso")
VALIDO = Dictamen()


def reviewed(registro: str = "REG1") -> str:
    """A record received, verified and found inconsistent."""
    folio = mundo.arrive(registro, "ASPA", "A", 1)
    mundo.review(folio, ILEGIBLE)
    return folio


def forge(folio: str, **valores) -> None:
    """What somebody with the table's permissions alone can do."""
    Apoyo(folio).update(actions=[getattr(Apoyo, c).set(v) for c, v in valores.items()])


def found(folio: str) -> bool:
    """Whether the forgery is seen, and nothing is written on top of it."""
    antes = mundo.now(folio).attribute_values
    with pytest.raises(HistoriaAlterada):
        mundo.review(folio, VALIDO)
    assert mundo.now(folio).attribute_values == antes
    return not is_as_written(mundo.now(folio))


def test_every_step_of_a_record_leaves_it_as_a_writer_of_ours_would():
    folio = mundo.receive("REG1").folio
    for paso in (lambda: mundo.verify(folio, "A"), lambda: mundo.review(folio, ILEGIBLE)):
        assert is_as_written(mundo.now(folio))
        paso()
    assert is_as_written(mundo.now(folio))


def test_the_seal_covers_all_that_a_record_says():
    """Whoever adds an attribute says whether the seal covers it."""
    fuera = {"folio", "historia", "sello"}  # the first two by themselves
    assert set(SELLADOS) | fuera == set(Apoyo.get_attributes())


def test_a_forged_verdict_is_found():
    folio = reviewed()
    historia = list(mundo.now(folio).historia)
    dictamen = json.loads(historia[-1])
    assert dictamen.pop("dictamen")["inciso"] == ILEGIBLE.inciso
    forge(folio, historia=[*historia[:-1], json.dumps({**dictamen, "dictamen": {}})])
    assert found(folio)


@pytest.mark.parametrize(
    "valores",
    [
        {"version": 99},
        {"clase": "en_lista_nominal"},
        {"revisado": False},
        {"persona": f"{PROCESO}#OTRA"},
        {"contienda": "OTRA"},
        {"orden": "2020-01-01T00:00:00.000Z#ASPA-AUX1-DISP1-REG1"},
        {"integridad": bytes(32)},
    ],
)
def test_a_class_a_version_or_any_other_datum_changed_behind_the_history_is_found(valores):
    folio = reviewed()
    forge(folio, **valores)
    assert found(folio)


def test_facts_that_changed_places_and_a_history_cut_short_are_found():
    folio = reviewed()
    historia = list(mundo.now(folio).historia)
    for falsa in ([historia[0], historia[2], historia[1]], historia[:-1], [*historia, historia[-1]], []):
        forge(folio, historia=falsa)
        assert found(folio)
    forge(folio, historia=historia)
    assert is_as_written(mundo.now(folio))


def test_history_class_and_seal_of_another_record_are_found():
    uno, otro = reviewed("REG1"), mundo.arrive("REG2", "ASPA", "B", 2)
    ajeno = mundo.now(otro)
    forge(uno, **{c: getattr(ajeno, c) for c in ("historia", "sello", *SELLADOS)})
    assert found(uno)


def test_a_record_without_a_seal_is_no_record_of_ours():
    folio = reviewed()
    Apoyo(folio).update(actions=[Apoyo.sello.remove()])
    assert found(folio)
    forge(folio, sello=b"\x01" + bytes(16))
    assert found(folio)


def test_the_judgement_of_others_is_not_written_over_a_forgery():
    """The verdict of one record moves the other of its person, which was forged."""
    primero, segundo = (mundo.arrive(f"REG{n}", "ASPA", "A", n) for n in (1, 2))
    forge(segundo, clase="en_lista_nominal")
    with pytest.raises(HistoriaAlterada):
        mundo.review(primero, ILEGIBLE)
    assert mundo.now(primero).revisado is False
    assert issubclass(
        HistoriaAlterada, DEFINITIVOS
    )  # its message is set aside within a minute, with an alarm


def test_a_seal_is_twenty_two_bytes_whatever_the_history():
    """No size in bench/README.md passes a kilobyte because of a seal, so no write costs more."""
    folio = reviewed()
    [item] = aws.client("dynamodb").scan(TableName=config.tabla("apoyos"))["Items"]
    assert item["folio"]["S"] == folio
    sin_sello = {c: v for c, v in item.items() if c != "sello"}
    assert item_bytes(item) - item_bytes(sin_sello) == 22
    assert all(-(-n // KB) == -(-(n + 22) // KB) for n in (903, 1086, 1174))


def test_rows_of_before_the_seals_are_sealed_once_and_forged_ones_never():
    """`sellos poner`, when the version that seals is deployed."""
    viejo, forjado = reviewed("REG1"), reviewed("REG2")
    Apoyo(viejo).update(actions=[Apoyo.sello.remove()])
    forge(forjado, clase="en_lista_nominal")
    cuenta = Cuenta(sujeto="emisor|vieja", cuenta="vieja", rol="auxiliar", estado="activa")
    cuenta.save()
    mala = Cuenta(sujeto="emisor|mala", cuenta="mala", rol="ine", estado="activa", sello=b"x")
    mala.save()
    salida = CliRunner().invoke(consola, ["sellos", "poner", "--yes"], catch_exceptions=False).output
    assert salida.splitlines() == ["Registros sellados: 1", "Cuentas selladas: 1"]
    assert is_as_written(mundo.now(viejo)) and not is_as_written(mundo.now(forjado))
    assert [c.cuenta for q in ("emisor|vieja", "emisor|mala") for c in accounts_in_force(q)] == ["vieja"]
    mundo.review(viejo, VALIDO)
