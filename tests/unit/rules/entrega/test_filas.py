"""Rows of a delivery: what each says, and as of which instant (15.3)."""

import re
from pathlib import Path

import pytest

from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.duplicados import Duplicidad
from chalicelib.rules.apoyos.folio import Folio
from chalicelib.rules.apoyos.historia import (
    CausaRecepcion,
    Corregido,
    Deshecho,
    Etapa,
    Juzgado,
    Recibido,
    Revisado,
    SituacionRegistral,
    Verificado,
)
from chalicelib.rules.entrega.filas import (
    RegistroPorEntregar,
    change_row,
    cut_of,
    record_row,
    verdict_catalogues,
    verdict_rows,
)
from chalicelib.rules.entrega.tablas import COLUMNAS, TablaDeEntrega, column_names

CORTE = "2027-03-01T00:00:00.000Z"
OTRO = "BBBB3333-A2-T1-R7".replace("A2", "AUX2").replace("T1", "DISP1").replace("R7", "REG7")
SIN_FIRMA = Dictamen("m", "Sin firma")
DOCS = Path(__file__).parents[4] / "docs" / "entrega.md"


def day(n: int) -> str:
    return f"2027-02-{n:02}T12:00:00.000Z"


def record(*hechos, folio: str = "AAAA2222-AUX1-DISP1-REG1", **cambios) -> RegistroPorEntregar:
    datos = {
        "folio": Folio.parse(folio),
        "contienda": "DIP#05",
        "modo": "auxiliar",
        "modelo": "E",
        "capturado_en": day(1),
        "recibido_en": day(1),
        "integridad": "ab" * 32,
        "hechos": (Recibido(day(1)), *hechos),
        "vista": (),
        "persona": {},
    } | cambios
    return RegistroPorEntregar(**datos)


def said(r: RegistroPorEntregar, corte: str = CORTE) -> dict:
    return dict(zip(column_names(TablaDeEntrega.APOYOS), record_row(r, corte), strict=True))


def test_a_record_says_its_office_unit_and_sender() -> None:
    fila = said(record())
    assert (fila["periodo"], fila["unidad"], fila["auxiliar"], fila["ciudadano"]) == (
        "DIP",
        "05",
        "AUX1",
        None,
    )
    propia = said(record(folio="AAAA2222-C234567ABCD-DISP1-REG1", modo="mi_apoyo"))
    assert (propia["auxiliar"], propia["ciudadano"]) == (None, "C234567ABCD")
    assert said(record(contienda="GUB"))["unidad"] is None


def test_the_registry_is_told_with_place_cause_cut_and_findings() -> None:
    v = Verificado(
        day(2),
        SituacionRegistral.PADRON,
        "credencial_vencida",
        False,
        False,
        "11/01/05/020/1234",
        ("nombre",),
        "2027-01",
    )
    fila = said(record(v))
    assert [fila[c] for c in ("entidad", "distrito_federal", "distrito_local", "municipio", "seccion")] == [
        "11", "01", "05", "020", "1234",
    ]  # fmt: skip
    assert (fila["situacion_registral"], fila["causa_registral"]) == ("padron", "credencial_vencida")
    assert (fila["en_ambito"], fila["en_excepcion"], fila["corte_padron"]) == (False, False, "2027-01")
    assert fila["hallazgos_registrales"] == "nombre"
    assert (cut_of(record(v), CORTE), cut_of(record(), CORTE)) == ("2027-01", "")


def test_a_row_without_an_answer_has_no_data_of_the_registry() -> None:
    fila = said(record())
    vacias = [c for c in column_names(TablaDeEntrega.APOYOS) if fila[c] is None]
    assert {"situacion_registral", "en_ambito", "entidad", "seccion", "corte_padron"} <= set(vacias)
    sin_lugar = said(record(Verificado(day(2), SituacionRegistral.NO_ENCONTRADO)))
    assert (sin_lugar["entidad"], sin_lugar["en_ambito"]) == (None, True)


def test_a_duplicate_names_the_other_record_and_its_aspirante() -> None:
    fila = said(
        record(Verificado(day(2), SituacionRegistral.LISTA_NOMINAL), Juzgado(day(3), Duplicidad.OTRO, OTRO))
    )
    assert (fila["duplicado_de"], fila["duplicado_de_aspirante"]) == (OTRO, "BBBB3333")
    assert fila["clase"] == "duplicado_otro_aspirante"
    solo = said(record(Juzgado(day(3), Duplicidad.OTRO, OTRO, solo_reporte=True)))
    assert solo["duplicado_de"] == OTRO  # reported, though it counts
    assert said(record(Juzgado(day(3))))["duplicado_de"] is None


def test_a_row_tells_the_causes_of_inconsistency_and_the_clarified_data() -> None:
    r = record(
        Corregido(day(3), "OP", ("nombre", "ocr")),
        Corregido(day(4), "OP", ("cic",)),
        hechos=(
            Recibido(day(1), (CausaRecepcion.DISPOSITIVO, CausaRecepcion.AUXILIAR_BAJA)),
            Corregido(day(3), "OP", ("nombre", "ocr")),
            Corregido(day(4), "OP", ("cic",)),
        ),
    )
    fila = said(r)
    assert fila["causas_recepcion"] == "dispositivo_no_registrado;auxiliar_dado_de_baja"
    assert fila["datos_corregidos"] == "cic;nombre;ocr"


def test_only_what_happened_until_the_cut_is_told() -> None:
    r = record(Revisado(day(5), "OP", SIN_FIRMA), Revisado(day(20), "OP", Dictamen(), Etapa.AUDIENCIA))
    antes = day(10)
    assert (said(r, antes)["clase"], len(verdict_rows(r, antes))) == ("con_inconsistencia", 1)
    assert (said(r)["clase"], len(verdict_rows(r, CORTE))) == ("en_proceso", 2)
    assert (said(r, day(3))["revisado"], said(r, antes)["revisado"]) == (False, True)


@pytest.mark.parametrize(
    ("hechos", "deshechos"),
    [
        ((Revisado(day(2), "A", SIN_FIRMA),), [False]),
        ((Revisado(day(2), "A", SIN_FIRMA), Deshecho(day(3), "A")), [True]),
        (
            (Revisado(day(2), "A", SIN_FIRMA), Revisado(day(3), "B", SIN_FIRMA), Deshecho(day(4), "B")),
            [False, True],
        ),
        (
            (
                Revisado(day(2), "A", SIN_FIRMA),
                Revisado(day(3), "B", SIN_FIRMA),
                Deshecho(day(4), "B"),
                Deshecho(day(5), "A"),
            ),
            [True, True],
        ),
    ],
)
def test_each_verdict_is_told_with_whether_it_was_taken_back(hechos, deshechos) -> None:
    filas = [
        dict(zip(column_names(TablaDeEntrega.DICTAMENES), f, strict=True))
        for f in verdict_rows(record(*hechos), CORTE)
    ]
    assert [f["deshecho"] for f in filas] == deshechos
    assert [f["n"] for f in filas] == list(range(1, len(filas) + 1))
    assert {f["inciso"] for f in filas} == {"m"}
    assert verdict_catalogues(record(*hechos), CORTE) == ["13.7"] * len(filas)


def test_what_changed_between_two_cuts_is_told_and_what_did_not_is_not() -> None:
    r = record(Verificado(day(2), SituacionRegistral.LISTA_NOMINAL), Revisado(day(20), "OP", SIN_FIRMA))
    assert change_row(r, day(10), CORTE)[2:4] == ("en_lista_nominal", "con_inconsistencia")
    assert change_row(r, day(3), day(10)) is None
    assert change_row(record(hechos=(Recibido(day(15)),)), day(10), CORTE)[2:4] == (None, "en_proceso")


def test_a_row_has_as_many_cells_as_its_table_has_columns() -> None:
    r = record(Revisado(day(5), "OP", SIN_FIRMA))
    assert len(record_row(r, CORTE)) == len(COLUMNAS[TablaDeEntrega.APOYOS])
    assert len(verdict_rows(r, CORTE)[0]) == len(COLUMNAS[TablaDeEntrega.DICTAMENES])


@pytest.mark.parametrize("tabla", list(TablaDeEntrega))
def test_the_data_dictionary_explains_each_column_in_its_order(tabla) -> None:
    texto = DOCS.read_text(encoding="utf-8")
    seccion = texto.partition(f"### `{tabla}`")[2].partition("\n##")[0]
    filas = re.findall(r"^\| `(\w+)` \| (texto|entero|lógico) \| (sí|no) \| \S", seccion, re.MULTILINE)
    tipos = {"logico": "lógico"}
    assert filas == [
        (c.nombre, tipos.get(c.tipo, c.tipo), "sí" if c.vacia else "no") for c in COLUMNAS[tabla]
    ]
