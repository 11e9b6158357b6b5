"""A row of a cut of the padrón, and whom a cut counts (Protocolo 9.8; LGIPE 371)."""

import pytest

from chalicelib.rules.apoyos.causas import BAJAS
from chalicelib.rules.padron.archivo import (
    COLUMNAS,
    CorteInvalido,
    count_person,
    date_of,
    expired_in,
    faults_of,
    home_of,
    is_current,
    people_by,
    people_in,
)

FILA = dict(
    zip(
        COLUMNAS,
        (
            "GZSNSL98092511M807",
            "123456789",
            "1515576533590",
            "576533590",
            "09",
            "11",
            "08",
            "11",
            "022",
            "1515",
        ),
        strict=False,
    )
) | {"situacion": "lista_nominal", "causa_baja": "", "credencial": "vigente", "vigencia": "2030"}
SIN_LUGAR = dict.fromkeys(("entidad", "distrito_federal", "distrito_local", "municipio", "seccion"), "")


def fault_of(fila: dict) -> str | None:
    """The first fault, without the hint of what may have done it."""
    return next((f.partition(" (")[0] for f in faults_of(fila)), None)


def test_a_good_row_has_no_fault():
    assert fault_of(FILA) is None
    assert fault_of(FILA | {"vigencia": "", "ocr": "", "cic": ""}) is None


@pytest.mark.parametrize("columna", COLUMNAS)
@pytest.mark.parametrize("fila", ["corta", "sin columna"])
def test_a_column_that_is_missing_is_named(columna, fila):
    otra = FILA | {columna: None} if fila == "corta" else {c: v for c, v in FILA.items() if c != columna}
    assert fault_of(otra) == f"falta la columna {columna}"


@pytest.mark.parametrize(
    ("columna", "malos"),
    [
        ("situacion", ["", "LISTA", "no_encontrado"]),
        ("causa_baja", ["defuncion", "credencial_vencida", "otra"]),  # on the list there is none
        ("credencial", ["", "VIGENTE", "robada"]),
        (
            "clave_elector",
            ["", "   ", "N/A", "GZSNSL98092511M80", "GZSNSL98992511M807", "gzsnsl98092511m807"],
        ),
        ("cic", ["12345678", "1234567890", "N/A", "1.23E+08", "123456789.0"]),
        ("ocr", ["151557653359", "6.12E+11", "NULL"][1:]),
        ("identificador", ["57653359", "5765335900", "NULL"]),
        ("emision", ["9", "009", "9.0"]),
        ("vigencia", ["30", "2030-12-31", "٢٠٣٠"]),
        ("entidad", ["", "00", "33", "1", "GTO"]),
        ("distrito_federal", ["", "8", "008"]),
        ("distrito_local", ["", "1", "011"]),
        ("municipio", ["", "22", "0022"]),
        ("seccion", ["", "151", "01515", "15l5"]),
    ],
)
def test_what_a_column_cannot_hold_is_told_by_its_name_and_never_by_its_value_18_5(columna, malos):
    for malo in malos:
        assert fault_of(FILA | {columna: malo}) == f"la columna {columna} no tiene un valor admitido"


@pytest.mark.parametrize(
    ("situacion", "causa", "bien"),
    [
        *(("baja", causa, True) for causa in ("", *BAJAS)),
        ("baja", "credencial_vencida", False),
        ("padron", "credencial_no_recogida", True),
        ("padron", "", True),
        ("padron", "defuncion", False),
    ],
)
def test_a_cause_is_one_of_those_that_its_situation_has_385(situacion, causa, bien):
    assert (fault_of(FILA | {"situacion": situacion, "causa_baja": causa}) is None) is bien


def test_every_fault_of_a_row_is_told_and_what_a_spreadsheet_did_to_it_9_8():
    danada = FILA | {
        "cic": "12345678",
        "ocr": "6.12E+11",
        "municipio": "22",
        "emision": "9.0",
        "identificador": "NULL",
    }
    assert faults_of(danada) == [
        "la columna cic no tiene un valor admitido (faltan ceros a la izquierda)",
        "la columna ocr no tiene un valor admitido (notación científica: una hoja de cálculo perdió sus cifras)",
        "la columna identificador no tiene un valor admitido (un texto en lugar del dato)",
        "la columna emision no tiene un valor admitido (decimales que agregó una hoja de cálculo)",
        "la columna municipio no tiene un valor admitido (faltan ceros a la izquierda)",
    ]
    assert faults_of(FILA | {"": ["x"]}) == ["trae más columnas que el encabezado"]


def test_a_clave_with_sexo_x_or_an_enie_is_admitted_6_1_c():
    assert fault_of(FILA | {"clave_elector": "GZSNSL98092511X807"}) is None
    assert fault_of(FILA | {"clave_elector": "GÑSNSL98092511M807"}) is None


def test_the_place_of_a_removed_person_may_be_unknown():
    assert fault_of(FILA | SIN_LUGAR | {"situacion": "baja"}) is None
    assert fault_of(FILA | SIN_LUGAR | {"situacion": "padron"}) is not None


@pytest.mark.parametrize("credencial", ["reemplazada", "cancelada"])
def test_an_older_credential_is_found_by_its_cic_or_by_nothing(credencial):
    vieja = FILA | {"credencial": credencial}
    assert fault_of(vieja) is None
    assert not is_current(vieja)
    assert fault_of(vieja | {"cic": " "}) == "la columna cic no tiene un valor admitido"


@pytest.mark.parametrize(
    ("cambios", "cuenta"),
    [
        ({}, (1, 1)),
        ({"vigencia": ""}, (1, 1)),
        ({"vigencia": "2027"}, (1, 1)),
        ({"vigencia": "2026"}, (1, 0)),
        ({"credencial": "no_recogida"}, (1, 0)),
        ({"situacion": "padron"}, (1, 0)),
        ({"situacion": "baja"}, (0, 0)),
        ({"credencial": "reemplazada"}, (0, 0)),
        ({"credencial": "cancelada"}, (0, 0)),
    ],
)
def test_a_person_counts_once_for_the_padron_and_for_the_list_if_on_it_that_day_371(cambios, cuenta):
    assert count_person(FILA | cambios, "2027-01-10") == cuenta


LUGARES = {
    "11/01/01/020/0001": (10, 9),
    "11/01/01/020/0002": (20, 18),
    "11/01/02/015/0003": (5, 4),
    "11/02/02/015/0004": (3, 0),
}


@pytest.mark.parametrize(
    ("base", "nivel", "unidad", "personas"),
    [
        ("lista_nominal", "entidad", "", 31),
        ("padron", "entidad", "", 38),
        ("lista_nominal", "municipio", "020", 27),
        ("padron", "distrito_local", "02", 8),
        ("padron", "distrito_federal", "02", 3),
        ("padron", "municipio", "099", 0),
    ],
)
def test_people_of_a_unit_are_those_of_its_places_371(base, nivel, unidad, personas):
    assert people_in(LUGARES, base, nivel, unidad) == personas


def test_the_units_of_the_dispersion_are_those_within_the_unit_of_the_office_371():
    assert people_by(LUGARES, "lista_nominal", "seccion", "municipio", "015") == {"0003": 4, "0004": 0}
    assert people_by(LUGARES, "padron", "municipio") == {"015": 8, "020": 30}


def test_people_with_a_prolonged_credential_are_of_the_list_and_only_then_371():
    con_vencidas = LUGARES | {"11/01/01/020/0001|2025": (0, 1), "11/01/01/020/0003|2024": (0, 2)}
    for base, antes, con_2025, con_ambos in (("lista_nominal", 27, 28, 30), ("padron", 30, 30, 30)):
        assert people_in(con_vencidas, base, "municipio", "020") == antes
        assert people_in(con_vencidas, base, "municipio", "020", {"2025"}) == con_2025
        assert people_in(con_vencidas, base, "municipio", "020", {"2024", "2025"}) == con_ambos
    por = people_by(con_vencidas, "lista_nominal", "seccion", "municipio", "020", {"2024"})
    assert por == {"0001": 9, "0002": 18, "0003": 2}
    assert expired_in(FILA | {"vigencia": "2026"}, "2027-01-10") == "2026"
    assert (
        expired_in(
            FILA | {"situacion": "padron", "causa_baja": "credencial_vencida", "vigencia": "2025"},
            "2027-01-10",
        )
        == "2025"
    )
    for otra in (
        {},
        {"vigencia": ""},
        {"situacion": "baja"},
        {"credencial": "cancelada", "vigencia": "2025"},
    ):
        assert expired_in(FILA | otra, "2027-01-10") == ""


def test_a_place_is_written_from_the_largest_to_the_smallest():
    assert home_of(FILA) == "11/08/11/022/1515"


@pytest.mark.parametrize(("corte", "dia"), [("20270101", "2027-01-01"), ("20270228AB12", "2027-02-28")])
def test_the_id_of_a_cut_names_its_day(corte, dia):
    assert date_of(corte) == dia


@pytest.mark.parametrize(
    "corte", ["", "2027", "20271301", "20270230", "20270101ABCDE", "20270101a", "2027-01-01"]
)
def test_an_id_without_a_day_is_no_cut(corte):
    with pytest.raises(CorteInvalido):
        date_of(corte)
