"""The facts of a record as they are stored (Protocolo 7.12, 13.6)."""

import json

import pytest

from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.duplicados import Duplicidad
from chalicelib.rules.apoyos.historia import (
    CausaRecepcion,
    Corregido,
    Deshecho,
    Etapa,
    Juzgado,
    Porque,
    Recibido,
    Revisado,
    SituacionRegistral,
    Verificado,
    from_dict,
    to_dict,
    to_short,
)

EN = "2027-01-15T12:00:00.000Z"
# What stored histories look like: changing a name here would orphan what is already written.
GUARDADOS = [
    (
        Recibido(
            EN, (CausaRecepcion.AUXILIAR_BAJA, CausaRecepcion.DISPOSITIVO, CausaRecepcion.FUERA_DE_PERIODO)
        ),
        {
            "tipo": "recibido",
            "en": EN,
            "causas": ["auxiliar_dado_de_baja", "dispositivo_no_registrado", "captura_fuera_del_periodo"],
        },
    ),
    (
        Verificado(
            EN,
            SituacionRegistral.BAJA,
            "defuncion",
            False,
            False,
            "09/05/07/012/0345",
            ("registro_ocr_distinto",),
            "2027-01-01",
            Porque.CORTE,
        ),
        {
            "tipo": "verificado",
            "en": EN,
            "situacion": "baja",
            "causa": "defuncion",
            "en_ambito": False,
            "en_excepcion": False,
            "lugar": "09/05/07/012/0345",
            "hallazgos": ["registro_ocr_distinto"],
            "corte": "2027-01-01",
            "porque": "corte",
        },
    ),
    (Deshecho(EN, "OPER01"), {"tipo": "deshecho", "en": EN, "operador": "OPER01"}),
    (
        Corregido(EN, "OPER01", ("cic", "ocr")),
        {"tipo": "corregido", "en": EN, "operador": "OPER01", "campos": ["cic", "ocr"]},
    ),
    (
        Revisado(EN, "OPER01", Dictamen("e", "A color", "x", "11.5@OPLX.2", "Copia"), Etapa.AUDIENCIA),
        {
            "tipo": "revisado",
            "en": EN,
            "operador": "OPER01",
            "dictamen": {
                "inciso": "e",
                "opcion": "A color",
                "detalle": "x",
                "catalogo": "11.5@OPLX.2",
                "tipo": "Copia",
                "considerado": False,
            },
            "etapa": "audiencia",
        },
    ),
    (
        Juzgado(EN, Duplicidad.OTRO, "ASPI-AUXI-DISP-REG1", True),
        {
            "tipo": "juzgado",
            "en": EN,
            "duplicidad": "otro_aspirante",
            "respecto_de": "ASPI-AUXI-DISP-REG1",
            "solo_reporte": True,
        },
    ),
    (
        Juzgado(EN),
        {"tipo": "juzgado", "en": EN, "duplicidad": None, "respecto_de": "", "solo_reporte": False},
    ),
]


@pytest.mark.parametrize(("hecho", "guardado"), GUARDADOS, ids=lambda v: type(v).__name__)
def test_a_fact_is_stored_under_these_names_and_read_back_from_them_7_12(hecho, guardado):
    assert json.loads(json.dumps(to_dict(hecho))) == guardado
    assert from_dict(guardado) == hecho


@pytest.mark.parametrize("hecho", [h for h, _ in GUARDADOS], ids=lambda v: type(v).__name__)
def test_what_says_nothing_is_not_stored_and_is_read_back_all_the_same_7_12(hecho):
    corto = json.loads(json.dumps(to_short(hecho)))
    assert from_dict(corto) == hecho


def test_a_fact_that_says_little_is_short():
    assert to_short(Juzgado(EN)) == {"tipo": "juzgado", "en": EN}
    valido = Revisado(EN, "OPER01", Dictamen())
    assert to_short(valido) == {"tipo": "revisado", "en": EN, "operador": "OPER01", "dictamen": {}}
    assert from_dict(to_short(valido)) == valido


@pytest.mark.parametrize("guardado", [g for _, g in GUARDADOS], ids=lambda g: g["tipo"])
def test_reading_a_fact_leaves_what_was_stored_as_it_was_7_12(guardado):
    copia = json.loads(json.dumps(guardado))
    from_dict(copia)
    assert copia == guardado


@pytest.mark.parametrize("tipo", ["borrado", "Recibido", "hecho", ""])
def test_a_kind_of_fact_that_does_not_exist_is_an_error_7_12(tipo):
    with pytest.raises(KeyError):
        from_dict({"tipo": tipo, "en": EN})


@pytest.mark.parametrize(
    "cambio",
    [
        {"tipo": "verificado", "en": EN, "situacion": "desconocida"},
        {"tipo": "recibido", "en": EN, "causas": ["porque_si"]},
        {"tipo": "juzgado", "en": EN, "duplicidad": "tercero"},
        {"tipo": "revisado", "en": EN, "operador": "O", "dictamen": {"inciso": None}, "etapa": "sobremesa"},
    ],
    ids=lambda c: c["tipo"],
)
def test_a_value_that_no_catalogue_has_is_an_error_7_12(cambio):
    with pytest.raises(ValueError, match="is not a valid"):
        from_dict(cambio)
