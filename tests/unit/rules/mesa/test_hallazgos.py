"""The catalogue of findings: stable codes, words for the operator, never a datum's value (Protocolo 13.6, 18.5)."""

import re

import pytest

from chalicelib.rules.apoyos.catalogo import INCISOS
from chalicelib.rules.apoyos.causas import FUERA_DE_LISTA
from chalicelib.rules.mesa.hallazgos import CATALOGO, Gravedad, describe_findings
from chalicelib.rules.padron.registral import COTEJABLES
from chalicelib.vault.registro import Credencial

TODOS = pytest.mark.parametrize("hallazgo", CATALOGO.values(), ids=CATALOGO.keys())


@TODOS
def test_a_finding_names_data_of_the_manifest_and_a_numeral_of_the_protocol_13_6(hallazgo):
    assert set(hallazgo.datos) <= set(Credencial.__struct_fields__)
    numeral, _, inciso = hallazgo.numeral.partition(" ")
    assert numeral in {"9.4", "9.7", "9.8", "13.6", "13.7"}
    assert (inciso in INCISOS) == (numeral == "13.7")


@TODOS
def test_a_finding_s_text_is_a_sentence_that_quotes_nothing_and_decides_nothing_13_6(hallazgo):
    assert re.fullmatch(r"[A-ZÁÉÍÓÚ].*\.", hallazgo.texto)
    assert not re.search(r"[0-9]{3}|[A-Z]{5}", hallazgo.texto)
    assert not re.search(r"inválid|no válid|fals|fraud", hallazgo.texto, re.IGNORECASE)


def test_no_two_findings_have_the_same_words_13_6():
    assert len({h.texto for h in CATALOGO.values()}) == len(CATALOGO)


@pytest.mark.parametrize("dato", COTEJABLES)
def test_whatever_the_registry_holds_otherwise_has_its_words_9_8(dato):
    assert CATALOGO[f"registro_{dato}_distinto"].datos == (dato,)
    assert CATALOGO[f"registro_{dato}_distinto"].gravedad is Gravedad.CONTRADICCION


@pytest.mark.parametrize("causa", FUERA_DE_LISTA)
def test_a_credential_out_of_force_is_told_and_contradicts_nothing_9_8(causa):
    assert CATALOGO[causa].gravedad is Gravedad.AVISO


def test_codes_are_described_once_each_in_the_catalogue_s_order_13_6():
    assert [h.codigo for h in describe_findings(["curp_digito", "qr_ausente", "curp_digito"])] == [
        "qr_ausente",
        "curp_digito",
    ]
    assert describe_findings([]) == ()


def test_a_code_of_another_version_keeps_no_record_from_the_desk_13_6():
    conocido, desconocido = describe_findings(["de_otra_version", "qr_ausente"])
    assert conocido is CATALOGO["qr_ausente"]
    assert (desconocido.codigo, desconocido.gravedad) == ("de_otra_version", Gravedad.AVISO)
    assert desconocido.texto
