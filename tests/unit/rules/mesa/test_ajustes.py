"""An OPL's criteria over the table of 13.7 (Protocolo 13.4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.apoyos.catalogo import INCISOS
from chalicelib.rules.apoyos.clases import classify
from chalicelib.rules.apoyos.dictamen import Dictamen, DictamenInvalido, check_dictamen
from chalicelib.rules.apoyos.historia import Recibido, Revisado
from chalicelib.rules.mesa.ajustes import BASE, Ajuste, adjusted_catalog, catalog_changes, check_adjustments

PROPIO = Ajuste(
    "o", tipo="Credencial deteriorada", opciones=("Rota",), precisar=False, fundamento="Acuerdo 1"
)


def codes(*ajustes: Ajuste) -> list[tuple[str, str]]:
    return [(f.campo, f.codigo) for f in check_adjustments(ajustes)]


def test_a_version_without_adjustments_is_the_table_under_its_own_name_13_4():
    catalogo = adjusted_catalog("OPLX", 3, [])
    assert (catalogo.clave, dict(catalogo.incisos)) == ("13.7@OPLX.3", INCISOS)
    assert catalog_changes(BASE, catalogo) == []


def test_options_words_incisos_left_out_and_added_13_4():
    ajustes = [
        Ajuste("k", opciones=("Apodo", "Iniciales"), precisar=True),
        Ajuste("m", aplica=False),
        PROPIO,
    ]
    assert codes(*ajustes) == []
    catalogo = adjusted_catalog("OPLX", 1, ajustes)
    k = catalogo.incisos["k"]
    assert (k.tipo, k.opciones, k.precisar) == ("Firma no válida", ("Apodo", "Iniciales"), True)
    assert "m" not in catalogo.incisos
    assert list(catalogo.incisos) == sorted(catalogo.incisos)
    assert catalog_changes(BASE, catalogo) == [
        "Inciso k): las opciones son ahora: Apodo; Iniciales.",
        "Inciso k): ahora exige precisar el detalle.",
        "Inciso m): deja de aplicar.",
        "Inciso o): se agrega, Credencial deteriorada.",
    ]


@pytest.mark.parametrize(
    ("ajuste", "codigo"),
    [
        (Ajuste("a", tipo="Otro"), "tipo_de_la_tabla"),
        (Ajuste("a", opciones=()), "sin_detalle"),
        (Ajuste("a", aplica=False, precisar=True), "no_aplica"),
        (Ajuste("a", opciones=("X", "X")), "opcion_repetida"),
        (Ajuste("o", tipo="T"), "falta_fundamento"),
        (Ajuste("o", fundamento="F"), "falta_tipo"),
        (Ajuste("o", tipo="T", fundamento="F", precisar=False), "sin_detalle"),
        (Ajuste("o", aplica=False), "no_aplica"),
        (Ajuste("ñ", tipo="T", fundamento="F"), "letra_no_admitida"),
        (Ajuste("v", tipo="T", fundamento="F"), "letra_no_admitida"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_what_an_adjustment_may_not_say_13_4(ajuste, codigo):
    assert codes(ajuste) == [(ajuste.inciso, codigo)]


def test_an_inciso_twice_or_none_left_is_refused_13_4():
    assert ("o", "repetido") in codes(PROPIO, PROPIO)
    assert codes(*(Ajuste(c, aplica=False) for c in INCISOS)) == [("incisos", "ninguno")]


def test_a_verdict_is_checked_against_the_version_and_says_whose_inciso_it_was_13_4():
    catalogo = adjusted_catalog("OPLX", 2, [PROPIO, Ajuste("m", aplica=False)])
    with pytest.raises(DictamenInvalido, match="catálogo vigente"):
        check_dictamen(Dictamen("m", "Sin firma"), catalogo.incisos)
    propio = Dictamen("o", "Rota", catalogo=catalogo.clave, tipo=catalogo.incisos["o"].tipo)
    assert check_dictamen(propio, catalogo.incisos) is propio
    resultado = classify([Recibido("2027"), Revisado("2027", "OPER1", propio)])
    assert resultado.motivo == "Credencial deteriorada: Rota"
    assert resultado.fundamento == "Protocolo 13.4, catálogo OPLX.2, o)"


@given(
    st.lists(
        st.builds(
            Ajuste,
            st.sampled_from("adgkmop"),
            st.booleans(),
            st.sampled_from(["", "Tipo"]),
            st.none() | st.lists(st.sampled_from(["X", "Y", "Otro"]), max_size=3).map(tuple),
            st.none() | st.booleans(),
            st.sampled_from(["", "Acuerdo"]),
        ),
        max_size=4,
    )
)
def test_by_whatever_version_is_admitted_every_verdict_has_a_cause_13_7(ajustes):
    if check_adjustments(ajustes):
        return
    catalogo = adjusted_catalog("OPLX", 1, ajustes)
    assert catalogo.incisos
    for letra, inciso in catalogo.incisos.items():
        assert inciso.tipo
        with pytest.raises(DictamenInvalido):
            check_dictamen(Dictamen(letra), catalogo.incisos)
