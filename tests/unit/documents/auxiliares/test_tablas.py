"""Reading a file of auxiliares: what is read, and what is refused before anything is believed (Protocolo 7.4)."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from chalicelib.documents.auxiliares import hacer_plantillas
from chalicelib.documents.auxiliares.archivo import faltas_csv, read_table, read_template
from chalicelib.documents.auxiliares.renglones import TablaIlegible
from chalicelib.rules.auxiliares.carga import COLUMNAS, MAX_RENGLONES, FaltaDeCarga, TipoDeArchivo
from chalicelib.rules.credencial.ficha import check_name

CABEZA = ",".join(COLUMNAS)
FILA = ("ÍÑIGO", "MUÑOZ", "", "1990-05-17", "", "a@muestra.invalid", "x", "CLAVE", "", "REF")
RENGLON = ",".join(FILA)


def csv(*lineas: str, fin: str = "\r\n") -> bytes:
    return fin.join([CABEZA, *lineas]).encode()


def read(contenido: bytes, tipo: TipoDeArchivo = TipoDeArchivo.CSV):
    return list(read_table(contenido, tipo))


def refused(contenido: bytes, tipo: TipoDeArchivo = TipoDeArchivo.CSV) -> list[tuple[int, str, str]]:
    with pytest.raises(TablaIlegible) as error:
        read(contenido, tipo)
    return [(f.linea, f.columna, f.codigo) for f in error.value.faltas]


def book() -> Workbook:
    libro = Workbook()
    libro.active.title = "Auxiliares"
    libro.active.append(COLUMNAS)
    libro.active.append([v or None for v in FILA])
    return libro


def saved(libro: Workbook) -> bytes:
    salida = BytesIO()
    libro.save(salida)
    return salida.getvalue()


def with_part(contenido: bytes, nombre: str, datos: bytes) -> bytes:
    """The same package with one part put in or replaced."""
    salida = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(contenido)) as viejo,
        zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as z,
    ):
        for parte in viejo.namelist():
            if parte != nombre:
                z.writestr(parte, viejo.read(parte))
        z.writestr(nombre, datos)
    return salida.getvalue()


def sheet_with(cuerpo: str, antes: str = "") -> bytes:
    xml = f'{antes}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{cuerpo}</worksheet>'
    return with_part(saved(book()), "xl/worksheets/sheet1.xml", xml.encode())


ACENTOS = (
    "RAÚL",
    "MARÍA",
    "ÍÑIGO",
    "Raúl",
    "María",
    "Íñigo",
    "Güémez",
    "PEÑA",
    "JOSÉ",
    "Ángel",
    "ÁNGEL",
    "Óscar",
)


@pytest.mark.parametrize("codigo", ["mac_roman", "cp850"])
@pytest.mark.parametrize("nombre", ACENTOS)
def test_a_file_of_another_encoding_stores_no_wrong_name_7_4(codigo, nombre):
    """Read as Windows-1252 "MARÍA" of a Mac is "MARêA": it is refused by its line."""
    limpia = RENGLON.replace("ÍÑIGO", "ANA").replace("MUÑOZ", "LOPEZ")
    contenido = csv(limpia, limpia.replace("ANA", nombre)).decode().encode(codigo)
    if (leido := as_utf8(contenido)) is not None:  # by chance, as signs that no name has
        assert check_name("nombre", read(leido)[1].valores[0])
        return
    assert refused(contenido) == [(3, "", "codificacion")]


def as_utf8(contenido: bytes) -> bytes | None:
    try:
        return contenido.decode().encode()
    except UnicodeDecodeError:
        return None


@pytest.mark.parametrize("nombre", ACENTOS)
def test_spanish_names_of_windows_are_read_as_they_are_7_4(nombre):
    filas = read(csv(RENGLON.replace("ÍÑIGO", nombre)).decode().encode("cp1252"))
    assert filas[0].valores[0] == nombre


def test_strict_ooxml_is_named_as_what_it_is_7_4():
    libro, normal = saved(book()), b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(BytesIO(libro)) as z:
        hoja = z.read("xl/worksheets/sheet1.xml")
    estricta = hoja.replace(normal, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    assert estricta != hoja
    contenido = with_part(libro, "xl/worksheets/sheet1.xml", estricta)
    assert refused(contenido, TipoDeArchivo.XLSX) == [(0, "", "ooxml_estricto")]


def test_a_line_break_in_a_cell_is_named_as_what_it_is_7_4():
    """Excel keeps the carriage return of a pasted cell as `_x000D_`."""
    libro = book()
    libro.active["A2"] = "ANA_x000D_\nLUISA"
    [renglon] = read(saved(libro), TipoDeArchivo.XLSX)
    assert [(f.columna, f.codigo) for f in renglon.faltas] == [("nombre", "salto_de_linea")]


@pytest.mark.parametrize(
    "contenido",
    [
        csv(RENGLON),
        b"\xef\xbb\xbf" + csv(RENGLON),
        csv(RENGLON).decode().encode("cp1252"),
        csv(RENGLON).replace(b",", b";"),
        csv(RENGLON, fin="\n") + b"\n\n\n",
        csv(RENGLON, ",,,,,,,,,", "", ",,"),
        csv(RENGLON, fin="\r"),
        csv(",".join(f'"{v}"' for v in FILA)),
        csv(RENGLON + ",,,"),
    ],
)
def test_csv_as_editors_and_excel_save_it_reads_the_same_7_3(contenido):
    assert [(r.linea, r.valores, r.faltas) for r in read(contenido)] == [(2, FILA, ())]


def test_a_row_of_several_lines_is_named_by_its_first():
    dos = RENGLON.replace("REF", '"UNA\nDOS"')
    assert [r.linea for r in read(csv(dos, RENGLON, fin="\n"))] == [2, 4]


@pytest.mark.parametrize(
    ("contenido", "faltas"),
    [
        (csv(RENGLON).decode().encode("utf-16"), [(1, "", "codificacion")]),
        (csv(RENGLON, "X\x81Y").decode().encode("latin-1"), [(3, "", "codificacion")]),
        (csv(RENGLON) + b"\r\nMU\xd1OZ", [(3, "", "codificacion")]),  # UTF-8 and Windows-1252 in one file
        (csv(RENGLON, "a\0b"), [(3, "", "codificacion")]),
        (csv(RENGLON, '"abierta', RENGLON), [(3, "", "comillas")]),
        (csv(RENGLON, '"a"b,c'), [(3, "", "comillas")]),
        (csv(), [(1, "", "sin_renglones")]),
        (b"", [(1, "", "sin_encabezado")]),
        (RENGLON.encode(), [(1, "", "sin_encabezado")]),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), [(1, "", "sin_encabezado")]),
        (
            csv(RENGLON).replace(b"curp,", b""),
            [(1, "curp", "falta_columna"), (1, "referencia", "columna_fuera_de_lugar")],
        ),
        (csv(RENGLON).replace(b"correo", b"Correo "), [(1, "correo", "columna_mal_escrita")]),
        (csv(RENGLON).replace(b"correo", b"email"), [(1, "correo", "falta_columna")]),
        (csv(RENGLON).replace(b"referencia", b"referencia,otra"), [(1, "columna 11", "columna_de_mas")]),
        (csv(*[RENGLON] * (MAX_RENGLONES + 1)), [(MAX_RENGLONES + 2, "", "demasiados_renglones")]),
    ],
)
def test_a_csv_out_of_the_format_is_refused_with_its_line_7_4(contenido, faltas):
    if contenido.startswith(b"\x89PNG"):
        assert refused(contenido)[0][2] in ("sin_encabezado", "codificacion")
    else:
        assert refused(contenido) == faltas


def test_the_header_fault_quotes_nothing_of_the_file_18_5():
    with pytest.raises(TablaIlegible) as error:
        read(csv(RENGLON).replace(b"correo", b"persona@muestra.invalid"))
    assert not any("muestra" in f.texto + f.columna for f in error.value.faltas)


def test_a_book_reads_as_it_was_typed_7_4():
    libro = book()
    libro.active["D2"] = date(1990, 5, 17)
    libro.active["E2"] = 5512345678
    libro.active["H2"] = "000123"
    valores = list(FILA)
    valores[4], valores[7] = "5512345678", "000123"
    assert [(r.linea, r.valores, r.faltas) for r in read(saved(libro), TipoDeArchivo.XLSX)] == [
        (2, tuple(valores), ())
    ]


def test_dates_of_the_1904_calendar_are_the_same_days():
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    libro = book()
    libro.epoch = CALENDAR_MAC_1904
    libro.active["D2"] = date(1990, 5, 17)
    assert read(saved(libro), TipoDeArchivo.XLSX)[0].valores[3] == "1990-05-17"


def test_a_date_with_an_hour_is_no_birth_date():
    libro = book()
    libro.active["D2"] = datetime(1990, 5, 17, 8, 30)  # noqa: DTZ001 - a book knows no zones
    assert [f.codigo for f in read(saved(libro), TipoDeArchivo.XLSX)[0].faltas] == ["no_es_fecha"]


def _two_sheets():
    libro = book()
    libro.create_sheet("Hoja2").append(["algo"])
    return saved(libro)


def _hidden_sheet():
    libro = book()
    libro.create_sheet("Instrucciones")
    libro["Auxiliares"].sheet_state = "hidden"
    libro.active = 1
    return saved(libro)


def _hidden_column():
    libro = book()
    libro.active.column_dimensions["C"].hidden = True
    return saved(libro)


def _encrypted():
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def _first_byte_lost():
    """Every offset that the directory declares is then one too large, and zipfile seeks before the beginning."""
    return saved(book())[1:]


def _truncated():
    return saved(book())[:-200]


def _bomb():
    """A gigabyte of nothing in a megabyte."""
    return with_part(saved(book()), "xl/worksheets/sheet1.xml", bytes(300 * 1024 * 1024))


ENTIDADES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("make", "codigo"),
    [
        (_two_sheets, "varias_hojas"),
        (_hidden_sheet, "hoja_oculta"),
        (_hidden_column, "columnas_ocultas"),
        (_encrypted, "libro_antiguo"),
        (_truncated, "no_es_xlsx"),
        (_first_byte_lost, "no_es_xlsx"),
        (lambda: b"", "no_es_xlsx"),
        (lambda: csv(RENGLON), "no_es_xlsx"),
        (_bomb, "libro_excesivo"),
        (
            lambda: with_part(saved(book()), "xl/styles.xml", b"<s>" + b"<x/>" * 200_000 + b"</s>"),
            "libro_excesivo",
        ),
        (lambda: with_part(saved(book()), "xl/vbaProject.bin", b"macro"), "contenido_activo"),
        (lambda: with_part(saved(book()), "xl/externalLinks/externalLink1.xml", b"<a/>"), "contenido_activo"),
        (lambda: with_part(saved(book()), "xl/embeddings/oleObject1.bin", b"x"), "contenido_activo"),
        (lambda: sheet_with("<sheetData/>", ENTIDADES), "xml_no_admitido"),
        (
            lambda: with_part(
                saved(book()), "xl/sharedStrings.xml", f"{ENTIDADES}<sst>&b;&e;</sst>".encode()
            ),
            "xml_no_admitido",
        ),
        (
            lambda: sheet_with('<sheetData><row r="1">' + "<c/>" * 2000 + "</row></sheetData>"),
            "libro_excesivo",
        ),
        (lambda: sheet_with('<sheetData><row r="1048576"/></sheetData>'), "demasiados_renglones"),
        (lambda: sheet_with("<a>" * 50 + "</a>" * 50), "libro_excesivo"),
        (lambda: sheet_with("<sheetData><row><c></row>"), "no_es_xlsx"),
        (
            lambda: sheet_with('<sheetData><row r="1"><c r="A1" t="s"><v>99999</v></c></row></sheetData>'),
            "no_es_xlsx",
        ),
        (lambda: sheet_with("<sheetData/>"), "sin_encabezado"),
        (
            lambda: with_part(saved(book()), "xl/media/image1.png", f"{ENTIDADES}<sst/>".encode("utf-16")),
            "xml_no_admitido",
        ),
        (lambda: sheet_with("<xf/>" * 25_000), "libro_excesivo"),
    ],
)
def test_a_hostile_or_other_book_is_refused_whole_18_5(make, codigo):
    assert refused(make(), TipoDeArchivo.XLSX)[0][2] == codigo


def test_the_links_that_excel_makes_of_mails_are_no_excess():
    enlaces = "".join(f'<hyperlink ref="F{n}" display="a"/>' for n in range(2, 30_000))
    celdas = "".join(f'<c t="inlineStr"><is><t>{c}</t></is></c>' for c in COLUMNAS)
    hoja = f"<sheetData><row>{celdas}</row></sheetData><hyperlinks>{enlaces}</hyperlinks>"
    assert refused(sheet_with(hoja), TipoDeArchivo.XLSX) == [(1, "", "sin_renglones")]


def test_the_size_that_a_book_claims_is_not_believed():
    """`dimension` says one cell; all are read."""
    contenido = saved(book())
    with zipfile.ZipFile(BytesIO(contenido)) as z:
        xml = z.read("xl/worksheets/sheet1.xml").replace(b'ref="A1:J2"', b'ref="A1"')
    assert len(read(with_part(contenido, "xl/worksheets/sheet1.xml", xml), TipoDeArchivo.XLSX)) == 1


def texts(hoja) -> list[list[str]]:
    return [[v or "" for v in fila] for fila in hoja.values]


def test_the_templates_are_those_that_the_code_makes():
    hechas, guardadas = hacer_plantillas.workbook(), load_workbook(BytesIO(read_template(TipoDeArchivo.XLSX)))
    assert hechas.sheetnames == guardadas.sheetnames == ["Auxiliares", "Instrucciones"]
    for hoja in hechas.sheetnames:
        assert texts(guardadas[hoja]) == texts(hechas[hoja])
    datos = guardadas["Auxiliares"]
    assert [v.formula1 for v in datos.data_validations.dataValidation] == ['"google,facebook,x"']
    assert {datos.column_dimensions[c].number_format for c in "ABCDEFGHIJ"} == {"@"}
    assert read_template(TipoDeArchivo.CSV) == b"\xef\xbb\xbf" + CABEZA.encode() + b"\r\n"
    assert refused(read_template(TipoDeArchivo.XLSX), TipoDeArchivo.XLSX) == [(1, "", "sin_renglones")]


def test_the_report_opens_in_excel_as_text():
    reporte = faltas_csv([FaltaDeCarga(2, "nombre", "falta", "Este dato, «nombre», es obligatorio.")])
    assert reporte.startswith(b"\xef\xbb\xbf")
    assert (
        reporte.decode("utf-8-sig").splitlines()[1] == '2,nombre,falta,"Este dato, «nombre», es obligatorio."'
    )
