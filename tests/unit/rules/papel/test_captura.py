"""What is typed of a cédula on paper: forgiven, refused, told; and the incisos of 11.5 as the document has them."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chalicelib.rules.apoyos.catalogo import INCISOS_PAPEL
from chalicelib.rules.apoyos.clases import classify
from chalicelib.rules.apoyos.dictamen import DictamenInvalido, check_dictamen
from chalicelib.rules.apoyos.historia import CausaRecepcion, Etapa, Recibido, Revisado
from chalicelib.rules.base.periodo import PeriodoCaptacion
from chalicelib.rules.papel.captura import (
    CAMPOS,
    Amparo,
    EntregaDePapel,
    as_reading,
    canonical_capture,
    municipios_covered_at,
    paper_verdict,
    read_captura,
    typed_fields,
)
from chalicelib.rules.papel.soporte import SoporteInvalido, check_file, check_pixels

INICIO = datetime(2027, 1, 10, 6, tzinfo=UTC)
PERIODO = PeriodoCaptacion(INICIO, INICIO + timedelta(days=30))
ENTREGA = EntregaDePapel(PERIODO, INICIO + timedelta(days=20, hours=12), {"020"})
VALIDO = paper_verdict(None, "")
DATOS = {
    "nombre": "Ana",
    "apellido_paterno": "Muestra",
    "apellido_materno": "Ñáñez",
    "clave_elector": "MSXXAN80010111M100",
    "ocr": "0123456789012",
    "firmada": "2027-01-12",
}
TABLA = [
    [c.strip() for c in linea.split("|")]
    for linea in Path(__file__).with_name("tabla_11_5.txt").read_text(encoding="utf-8").splitlines()
    if not linea.startswith("#")
]


def read(dictamen=VALIDO, entrega=ENTREGA, **cambios):
    fuera = cambios.pop("fuera_de_periodo", False)
    return read_captura(DATOS | cambios, dictamen, entrega, fuera_de_periodo=fuera)


def faults(**cambios):
    return {(f.campo, f.codigo) for f in read(**cambios).faltas}


def test_the_incisos_are_those_of_the_list_11_5():
    assert [fila[0] for fila in TABLA] == list(INCISOS_PAPEL)
    for letra, tipo, precisar in TABLA:
        inciso = INCISOS_PAPEL[letra]
        assert (inciso.tipo.casefold(), inciso.opciones) == (tipo.casefold(), ())
        assert inciso.precisar is (precisar == "sí")


@pytest.mark.parametrize(("letra", "tipo", "precisar"), TABLA)
def test_each_inciso_takes_the_record_out_and_its_comment_is_the_reason_11_5(letra, tipo, precisar):
    if precisar == "sí":
        with pytest.raises(DictamenInvalido):
            check_dictamen(paper_verdict(letra, "  "))
    dictamen = check_dictamen(paper_verdict(letra, "Se ve  así"))
    resultado = classify([Recibido("a"), Revisado("b", "OPER1", dictamen, Etapa.CAPTURA)])
    assert (resultado.clase, resultado.fundamento) == ("con_inconsistencia", f"Protocolo 11.5 {letra})")
    assert resultado.motivo.casefold() == f"cédula en papel: {tipo}: se ve así".casefold()


def test_capitals_spaces_hyphens_and_leading_zeros_are_forgiven_11_3():
    escrita = read(
        clave_elector=" msxxan 800101-11m100 ",
        ocr="0123 4567 89012",
        cic="123456789",
        emision="1",
        municipio="20",
        seccion="123",
        nombre="  ana   maría ",
        firmada="12012027",
    )
    assert escrita.faltas == escrita.avisos == []
    assert escrita.datos == {
        "nombre": "ANA MARÍA",
        "apellido_paterno": "MUESTRA",
        "apellido_materno": "ÑÁÑEZ",
        "clave_elector": "MSXXAN80010111M100",
        "ocr": "0123456789012",
        "cic": "123456789",
        "emision": "01",
        "municipio": "020",
        "seccion": "0123",
        "firmada": "2027-01-12",
    }


@pytest.mark.parametrize("fecha", ["12/01/2027", "12012027", "2027-01-12"])
def test_a_day_is_noon_of_the_centre_however_it_is_written_8_10(fecha):
    assert read(firmada=fecha).capturado == datetime(2027, 1, 12, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cambios", "dichas"),
    [
        ({"nombre": ""}, {("nombre", "falta")}),
        ({"nombre": "4na"}, {("nombre", "nombre_invalido")}),
        ({"apellido_paterno": ""}, set()),
        ({"apellido_paterno": "", "apellido_materno": ""}, {("apellido_paterno", "falta")}),
        ({"clave_elector": ""}, {("clave_elector", "falta")}),
        ({"clave_elector": "MSXXAN80130111M100"}, {("clave_elector", "clave_invalida")}),
        ({"ocr": ""}, {("ocr", "falta")}),
        ({"ocr": "", "cic": "123456789"}, set()),
        ({"ocr": "12345"}, {("ocr", "ocr_invalido")}),
        ({"cic": "12345678"}, {("cic", "cic_invalido")}),
        ({"cic": "1234567890"}, {("cic", "cic_digito")}),
        ({"emision": "000"}, {("emision", "emision_no_valido")}),
        ({"municipio": "0"}, {("municipio", "municipio_no_valido")}),
        ({"seccion": "12345"}, {("seccion", "seccion_no_valido")}),
        ({"firmada": ""}, {("firmada", "falta")}),
        ({"firmada": "12/01/0027"}, {("firmada", "fecha_invalida")}),
        ({"firmada": "mañana"}, {("firmada", "fecha_invalida")}),
        ({"firmada": "31012027"}, {("firmada", "fecha_posterior")}),
        ({"dictamen": paper_verdict("e", "")}, {("comentario", "inciso_no_admitido")}),
        ({"dictamen": paper_verdict("f", "x")}, {("inciso", "inciso_no_admitido")}),
        ({"dictamen": paper_verdict(None, "x")}, {("inciso", "inciso_no_admitido")}),
    ],
)
def test_each_fault_is_told_with_its_field_and_a_code_11_3(cambios, dichas):
    assert faults(**cambios) == dichas


@pytest.mark.parametrize(
    ("dia", "dentro"),
    [("2027-01-09", False), ("2027-01-10", True), ("2027-02-08", True), ("2027-02-09", False)],
)
def test_a_cedula_is_of_the_period_by_its_day_8_10(dia, dentro):
    tarde = replace(ENTREGA, recibida=PERIODO.cierre_recepcion)
    assert read(entrega=tarde, firmada=dia).causas == (() if dentro else (CausaRecepcion.FUERA_DE_PERIODO,))
    assert bool(faults(entrega=tarde, firmada=dia)) is not dentro
    assert faults(entrega=tarde, firmada=dia, fuera_de_periodo=True) == set()


def test_with_an_inciso_what_cannot_be_read_may_lack_and_what_is_written_is_checked_11_5():
    vacia = dict.fromkeys(CAMPOS, "")
    assert read(paper_verdict("e", "En blanco"), **vacia).faltas == []
    assert read(paper_verdict("e", "En blanco"), **vacia).capturado == ENTREGA.recibida
    assert faults(dictamen=paper_verdict("a", ""), ocr="123") == {("ocr", "ocr_invalido")}


def test_warnings_refuse_nothing_11_3():
    avisos = read(nombre="Beto", seccion="9999", municipio="021").avisos
    assert {a.codigo for a in avisos} == {
        "clave_no_coincide_nombre",
        "ocr_no_coincide_seccion",
        "municipio_no_amparado",
    }


def test_what_was_typed_is_a_reading_and_back_and_its_code_depends_on_all_of_it():
    captura = read()
    assert typed_fields(as_reading(captura.datos)) == captura.datos
    claro = canonical_capture("F", captura, "sal")
    assert json.loads(claro)["datos"] == captura.datos
    otras = [
        canonical_capture("G", captura, "sal"),
        canonical_capture("F", captura, "las"),
        canonical_capture("F", read(paper_verdict("a", "")), "sal"),
        canonical_capture("F", read(nombre="Ema"), "sal"),
    ]
    assert claro not in otras


def test_a_municipio_covers_from_its_grant_until_its_withdrawal_11_2():
    desde, hasta = INICIO, INICIO + timedelta(days=3)
    amparos = [Amparo("020", desde, hasta), Amparo("021", hasta)]
    instante = timedelta(microseconds=1)
    assert municipios_covered_at(amparos, desde - instante) == set()
    assert (
        municipios_covered_at(amparos, desde) == municipios_covered_at(amparos, hasta - instante) == {"020"}
    )
    assert municipios_covered_at(amparos, hasta) == {"021"}


def test_a_scan_that_would_fill_the_memory_is_not_decoded_11_4():
    check_pixels(5100, 6600)
    with pytest.raises(SoporteInvalido):
        check_pixels(10_000, 10_000)


@pytest.mark.parametrize("marca", [b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/Encrypt"])
def test_a_pdf_that_does_something_by_itself_or_is_locked_is_refused_11_4(marca):
    bueno = b"%PDF-1.4\n<</Type/Catalog>>\n%%EOF\n"
    check_file("application/pdf", bueno)
    with pytest.raises(SoporteInvalido):
        check_file("application/pdf", bueno.replace(b"/Catalog", marca))
