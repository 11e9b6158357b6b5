"""An Acta de Hechos is a PDF that only shows pages (Protocolo 14.4): hostile samples made by code."""

import pytest

from chalicelib.documents.audiencias.acta import MAXIMO_BYTES, ActaInvalida, check_acta
from chalicelib.documents.audiencias.resultado import render_resultado
from tests.escenario.actas import ACTIVOS, ROTOS, in_object_stream, plain


def test_a_pdf_that_only_shows_pages_is_admitted_14_4():
    assert check_acta(plain(3)) == 3


def test_our_own_documents_are_admitted_14_4():
    datos = dict.fromkeys(
        (
            "autoridad",
            "audiencia",
            "proceso",
            "aspirante",
            "fecha",
            "lugar",
            "conclusion",
            "expedicion",
            "acta",
            "oficio",
            "huella",
        ),
        "Muestra",
    )
    hecho = [
        render_resultado(
            datos,
            {"Registros": 1},
            [("13.7 h)", 1, 0)],
            [("Ana", "CTA")],
            [("En Lista Nominal", 1)],
            [("F", "h")],
        )
        for _ in "12"
    ]
    assert hecho[0] == hecho[1]
    assert check_acta(hecho[0]) == 1


@pytest.mark.parametrize("cual", ACTIVOS)
def test_a_pdf_that_does_more_than_show_pages_is_refused_14_4(cual):
    with pytest.raises(ActaInvalida, match="programas, acciones o archivos"):
        check_acta(ACTIVOS[cual]())


@pytest.mark.parametrize("cual", ROTOS)
def test_what_cannot_be_read_whole_is_refused_14_4(cual):
    with pytest.raises(ActaInvalida):
        check_acta(ROTOS[cual]())


def test_one_byte_too_many_is_refused_14_4():
    relleno = b"\n%" + b"x" * (MAXIMO_BYTES - len(plain()) - 2)
    cuerpo, fin = plain().rsplit(b"startxref", 1)
    justo = cuerpo + relleno[1:] + b"\n" + b"startxref" + fin
    assert len(justo) == MAXIMO_BYTES
    assert check_acta(justo) == 1
    with pytest.raises(ActaInvalida):
        check_acta(justo + b"\n")


def test_the_compressed_sample_hides_what_it_does_from_a_look_at_the_bytes():
    assert b"JavaScript" not in in_object_stream()
