"""From measurements to what an operator is told to look at (Protocolo 13.6, 13.7)."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.mesa.hallazgos import CATALOGO, Gravedad
from chalicelib.rules.mesa.vista import (
    MINIMO_COMUN,
    UMBRALES,
    Cara,
    MedidasDeImagenes,
    Trazo,
    alike_folios,
    find_in_images,
)
from chalicelib.workflows.mesa.vista import REPETIDA

QR = "http://qr.ine.mx/000100000000100123456789/20240101/P/000000"
LEIDO: dict[str, Any] = {"modelo": "E", "cic": "123456789", "ocr": "0001000000001", "qr": QR}
BIEN = MedidasDeImagenes(
    anverso=Cara(110, 12.0),
    reverso=Cara(120, 6.5),
    foto=Cara(35, 20.0),
    firma=Trazo(0.07, 4.5),
    codigos=("MUESTRA", QR),
    renglones=5,
    distancia=175,
    huellas={},
)
IGUAL_A_NADA = {"cic": None, "ocr": None, "qr": None}


def found(leido: dict[str, Any] | None = None, **cambios: Any) -> tuple[str, ...]:
    return find_in_images(replace(BIEN, **cambios), LEIDO | (leido or {}))


def test_nothing_is_told_of_images_with_nothing_odd_13_6():
    assert found() == ()


@pytest.mark.parametrize(
    ("cambios", "codigo"),
    [
        ({"foto": None}, "vista_imagen_danada"),
        ({"firma": None}, "vista_imagen_danada"),
        ({"anverso": Cara(110, 12.0, entera=False)}, "vista_imagen_danada"),
        ({"firma": Trazo(0.0, 0.0)}, "vista_sin_firma"),
        ({"firma": Trazo(0.02, UMBRALES.trazo - 0.1)}, "vista_firma_breve"),
        ({"anverso": Cara(110, 0.0)}, "vista_anverso_sin_color"),
        ({"reverso": Cara(110, 0.0)}, "vista_reverso_sin_color"),
        ({"anverso": Cara(16, 12.0)}, "vista_anverso_borroso"),
        ({"reverso": Cara(16, 12.0)}, "vista_reverso_borroso"),
        ({"foto": Cara(10, 12.0)}, "vista_foto_borrosa"),
        ({"distancia": 40}, "vista_caras_iguales"),
        ({"renglones": 1}, "vista_mrz_no_se_ve"),
        ({"codigos": ("MUESTRA",)}, "vista_qr_no_leido"),
    ],
)
def test_each_thing_that_is_odd_is_told_by_itself_13_7(cambios, codigo):
    assert found(**cambios) == (codigo,)


@pytest.mark.parametrize(
    ("dato", "otro"), [("cic", "987654321"), ("ocr", "0001000000002"), ("qr", QR[:-1] + "1")]
)
def test_a_qr_that_says_other_data_than_were_sent_is_told_9_8(dato, otro):
    assert found({dato: otro}) == ("vista_qr_distinto",)
    assert found({**IGUAL_A_NADA, dato: LEIDO[dato]}) == ()


def test_one_right_qr_among_others_is_enough_9_8():
    ajeno = QR.replace("123456789", "987654321")
    assert found(codigos=(ajeno, QR)) == ()
    assert found(codigos=(ajeno,)) == ("vista_qr_distinto",)


def test_model_c_is_asked_for_no_mrz_and_no_qr_and_told_when_it_has_one_9_4():
    assert found({"modelo": "C"}, renglones=0, codigos=()) == ()
    assert found({"modelo": "C"}, renglones=0) == ("vista_qr_en_modelo_c",)


def test_of_a_back_that_does_not_open_only_that_is_told():
    assert found(reverso=None, codigos=(), renglones=0, distancia=None) == ("vista_imagen_danada",)


caras = st.none() | st.builds(Cara, st.integers(0, 128), st.floats(0, 40), st.booleans())


@given(
    st.builds(
        MedidasDeImagenes,
        caras,
        caras,
        caras,
        st.none() | st.builds(Trazo, st.floats(0, 1), st.floats(0, 9)),
        st.lists(st.sampled_from((QR, "otro", "")), max_size=2).map(tuple),
        st.integers(0, 6),
        st.none() | st.integers(0, 1024),
        st.just({}),
    ),
    st.sampled_from("CDEG"),
)
def test_whatever_is_measured_has_its_words_and_data_are_contradicted_by_codes_alone_13_6(medidas, modelo):
    for codigo in find_in_images(medidas, LEIDO | {"modelo": modelo}):
        assert (CATALOGO[codigo].gravedad is Gravedad.CONTRADICCION) == (
            codigo in ("vista_qr_distinto", "vista_qr_en_modelo_c")
        )


def test_whoever_shares_enough_bands_of_a_picture_has_the_same_one_13_7():
    quienes = {"a": {"UNO", "DOS"}, "b": {"UNO"}, "c": {"TRES"}, "ajena": {"TRES"}}
    assert MINIMO_COMUN == 2
    assert alike_folios(["a", "b", "c"], quienes) == {"UNO"}
    assert alike_folios([], quienes) == alike_folios(["sin nadie"], quienes) == frozenset()


def test_what_is_told_of_a_picture_that_is_elsewhere_names_no_other_record_18_5():
    for codigo in REPETIDA.values():
        assert CATALOGO[codigo].texto.endswith("está en otro registro de este proceso.")
        assert CATALOGO[codigo].datos == ()
