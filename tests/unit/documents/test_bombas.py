"""A corpus of files made to cost: each is refused, and costs seconds at the most (docs/bad-input.md)."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from chalicelib.base.hijo import FueraDeLimite, Limites, run_limited
from chalicelib.documents.audiencias.acta import ActaInvalida, check_acta
from chalicelib.documents.auxiliares.archivo import read_table_limited
from chalicelib.documents.auxiliares.renglones import TablaIlegible
from chalicelib.documents.base import fotos
from chalicelib.problemas.papel import SoporteNoAdmitido
from chalicelib.rules.auxiliares.carga import TipoDeArchivo
from chalicelib.workflows.papel.soportes import inspect_soporte
from tests.escenario import bombas


@contextmanager
def within(segundos: float) -> Iterator[None]:
    """Of processor time, this process and its children together."""

    def used() -> float:
        cuentas = [resource.getrusage(q) for q in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(c.ru_utime + c.ru_stime for c in cuentas)

    antes = used()
    yield
    assert used() - antes < segundos


@pytest.mark.parametrize(
    "hacer", [bombas.far_cells, bombas.huge_token], ids=["cell_at_xfd", "huge_xml_token"]
)
def test_a_book_made_to_cost_is_refused_by_its_structure_7_4(hacer: Callable[[], bytes]):
    contenido = hacer()
    assert len(contenido) < 100_000
    with within(5), pytest.raises(TablaIlegible) as error:
        list(read_table_limited(contenido, TipoDeArchivo.XLSX))
    assert [f.codigo for f in error.value.faltas] == ["libro_excesivo"]


def test_a_picture_of_thousands_of_scans_is_no_scan_of_a_cedula_11_4():
    with within(5), pytest.raises(SoporteNoAdmitido):
        inspect_soporte("image/jpeg", bombas.many_scans())


@pytest.mark.lento
def test_a_picture_of_thousands_of_scans_is_printed_as_illegible_8_6():
    with within(7):
        assert fotos.printable(bombas.many_scans()).startswith(b"\xff\xd8")


@pytest.mark.parametrize("hacer", [bombas.nested_pdf, bombas.narrow_predictor])
def test_a_pdf_made_to_cost_is_no_acta_14_4(hacer: Callable[[], bytes]):
    with within(6), pytest.raises((ActaInvalida, FueraDeLimite)):
        run_limited(Limites(segundos=2), check_acta, hacer())
