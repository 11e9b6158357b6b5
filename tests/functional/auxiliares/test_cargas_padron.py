"""A bulk file must not ask the padrón about people (Protocolo 7.4, 7.6, 18.5)."""

import pytest

from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.base.unicos import Unico
from tests.escenario import cargas, mundo, padrones
from tests.escenario.api import api, emisores
from tests.escenario.cargas import Cargador, csv_of, row, rows, xlsx_of
from tests.escenario.recursos import empty_queues

__all__ = ["api", "emisores"]
INVENTADO = {"nombre": "XIMENA", "apellido_paterno": "WALDO", "apellido_materno": "YZTA"}


@pytest.fixture
def asp(api) -> Cargador:
    mundo.open_world()
    empty_queues()
    padrones.load(padrones.row(cargas.adults(3)[0]))
    return Cargador(api, api.entra("aspirante", proceso=mundo.PROCESO, aspirante="ASPA"), "ASPA")


@pytest.mark.parametrize(("tipo", "contenido"), [("csv", csv_of), ("xlsx", xlsx_of)])
def test_true_claves_under_invented_names_are_refused_and_answered_as_claves_of_nobody_7_6(
    asp, tipo, contenido
):
    """One clave of the padrón, one that it lacks, one row in order: both claves get the same answer, nothing is
    registered, not even the good row.
    """
    en_padron, ausente = cargas.adults(3)[0], padrones.stranger()
    filas = [row(en_padron, 0, **INVENTADO), row(ausente, 1, **INVENTADO), rows(3)[2]]
    carga = asp.load(contenido(filas), tipo)
    assert (carga["estado"], carga["aplicadas"], carga["bajas"]) == ("rechazada", 0, 0)
    de_clave = [
        (f["linea"], f["codigo"], f["texto"]) for f in carga["faltas"] if f["columna"] == "clave_elector"
    ]
    assert [(linea, codigo) for linea, codigo, _ in de_clave] == [
        (2, "clave_no_coincide_nombre"),
        (3, "clave_no_coincide_nombre"),
    ]
    assert len({texto for *_, texto in de_clave}) == 1
    assert Auxiliar.count() == len(mundo.ASPIRANTES), "those of the small world"
    assert list(Unico.scan()) == []
