"""Readers of what strangers send: whatever comes, an answer or the reader's own refusal, never another error.

`make fuzz CASES=1000000` gives each target so many cases.
"""

import contextlib
import io

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.documents.auxiliares.archivo import read_table, read_template
from chalicelib.documents.auxiliares.renglones import TablaIlegible
from chalicelib.rules.auxiliares.carga import TipoDeArchivo
from chalicelib.rules.base.imagenes import ImagenCortada, walk_image
from chalicelib.rules.credencial.reverso import Defecto, Mrz, Qr, parse_mrz, parse_qr
from chalicelib.rules.padron import archivo as padron
from chalicelib.vault.archivo import read_entries
from chalicelib.vault.errores import ExpedienteInvalido, Invalido
from chalicelib.vault.expediente import integridad, read_expediente, read_stored
from chalicelib.vault.imagenes import check_image
from cliente import muestra
from tests.unit.fuzz.mutaciones import fuzz, mutated, mutated_text
from tests.unit.vault.vectores import VECTORES, data

CLAROS = [data(v["claro"]) for v in VECTORES["buenos"] if "claro" in v]
IMAGENES = muestra.images()
MRZ = (
    "IDMEX1234567897<<0001000000001",
    "8205060H3112317MEX<00<<00000<4",
    "PRUEBA<SINTETICA<<PERSONA<<<<<",
)


def book() -> bytes:
    libro, salida = openpyxl.Workbook(), io.BytesIO()
    libro.active.append(["Nombre(s)", "Primer apellido", "Correo"])
    libro.active.append(["PRUEBA", "SINTETICA", "prueba@muestra.invalid"])
    libro.save(salida)
    return salida.getvalue()


TABLAS = {
    t: [read_template(t), book(), b"a,b\r\n1,2\r\n", "ñ;é\n1;2\n".encode("cp1252")] for t in TipoDeArchivo
}


@fuzz
@given(mutated(CLAROS))
def test_an_archive_is_read_or_refused_by_its_code(claro: bytes) -> None:
    for read in (read_entries, read_expediente):
        with contextlib.suppress(ExpedienteInvalido):
            read(claro)


@fuzz
@given(mutated(CLAROS))
def test_what_is_not_byte_for_byte_what_was_stored_does_not_come_back(claro: bytes) -> None:
    if claro not in CLAROS:
        for bueno in CLAROS:
            with contextlib.suppress(Invalido):
                read_stored(claro, "FOLIO", bytes.fromhex(integridad(bueno)))
                raise AssertionError("altered and taken")


@fuzz
@given(st.sampled_from(sorted(IMAGENES)), mutated(list(IMAGENES.values())))
def test_an_image_is_admitted_or_refused_by_its_code(nombre: str, datos: bytes) -> None:
    with contextlib.suppress(ExpedienteInvalido):
        check_image(nombre, datos)
    with contextlib.suppress(ImagenCortada):
        assert 0 < walk_image(datos).fin <= len(datos)


@fuzz
@given(st.lists(mutated_text(MRZ), max_size=4))
def test_a_machine_readable_zone_is_read_or_its_fault_is_named(lineas: list[str]) -> None:
    assert isinstance(parse_mrz(lineas), Mrz | Defecto)


@fuzz
@given(mutated_text(["http://qr.ine.mx/0001000000001/123456789/Q", "0001000000001"]))
def test_the_text_of_a_qr_is_read_or_is_another_text(texto: str) -> None:
    assert isinstance(parse_qr(texto), Qr | None)


@fuzz
@given(st.sampled_from(list(TipoDeArchivo)), st.data())
def test_a_bulk_file_is_read_or_refused_in_words(tipo: TipoDeArchivo, datos: st.DataObject) -> None:
    with contextlib.suppress(TablaIlegible):
        list(read_table(datos.draw(mutated(TABLAS[tipo])), tipo))


@fuzz
@given(
    st.dictionaries(st.text(max_size=20), st.none() | st.text(max_size=40), max_size=30), st.text(max_size=14)
)
def test_a_row_of_the_padron_is_taken_or_its_faults_are_named(
    fila: dict[str, str | None], corte: str
) -> None:
    assert all(isinstance(f, str) for f in padron.faults_of(fila))
    with contextlib.suppress(padron.CorteInvalido):
        padron.date_of(corte)
