"""The review of devices, on its page and as a file (Protocolo 8.11)."""

from datetime import timedelta

import pytest

from chalicelib.problemas import NoAutorizado, NoEncontrado
from chalicelib.rules.apoyos.historia import CausaRecepcion
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.conteo import Contable
from chalicelib.rules.reportes.pedido import ClaseReporte, EstadoReporte, Formato
from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.auxiliares.dispositivos import Dispositivo
from chalicelib.store.base.tabla import iso
from chalicelib.workflows.conteo.totales import count_states, read_countable_state
from chalicelib.workflows.reportes.pedido import list_reports, request_report, show_report
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.movil import empty_buckets
from tests.functional.reportes.reportes import AHORA, OPL, SUYO, TODOS, asked, fill, made, table

__all__ = ["api", "emisores"]
CAMINO = "/v1/aspirantes/ASPA/dispositivos"
INE = Principal("muestra", Rol.INE, cuenta="CTAINE")


@pytest.fixture(autouse=True)
def limpio(proceso: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty buckets, and an S3 that takes parts of any size."""
    empty_buckets()
    monkeypatch.setattr("moto.s3.models.S3_UPLOAD_PART_MIN_SIZE", 1)


def device(dispositivo: str, alta: int, baja: int | None, *anteriores: tuple[int, int]) -> None:
    """A device of AUX1, with its stretches in hours from the beginning of the period."""

    def at(hora: int) -> str:
        return iso(mundo.INICIO + timedelta(hours=hora))

    Dispositivo(
        dispositivo=dispositivo,
        auxiliar="AUX1",
        llave=b"llave",
        alta=at(alta),
        baja=None if baja is None else at(baja),
        anteriores=[f"{at(a)}/{at(b)}" for a, b in anteriores],
        modelo="Moto G24",
        sistema="Android 14",
        aplicacion="app 1",
    ).save()


@pytest.fixture
def usados():
    """AUX1 registered DISP1 from hour 0 to 2 and from 4 on, DISP2 from 1 on; eight records, an hour apart, of DISP1.

    Each is captured an hour before it is received: from -1 to 6.
    """
    Auxiliar("AUX1").update(actions=[Auxiliar.registrado_en.set(iso(mundo.INICIO))])
    device("DISP1", 4, None, (0, 2))
    device("DISP2", 1, None)
    return fill(8)


def report(quien: Principal, formato: str) -> str:
    pedido = request_report(
        quien,
        "ASPA",
        ClaseReporte.DISPOSITIVOS,
        Formato(formato),
        TODOS,
        personas=False,
        ahora=AHORA,
    )
    return str(pedido["reporte"])


@pytest.mark.parametrize("formato", ["csv", "xlsx"])
def test_the_report_has_each_stretch_with_its_records_and_what_fell_outside_8_11(usados, formato):
    """8.11: «El registro de los dispositivos móviles podrá ser objeto de análisis y revisión por parte del INE con el
    objetivo de validar que se cumpla con lo estipulado en el presente numeral. […] se procederá a marcar como
    inconsistencia aquellos apoyos de la ciudadanía que se capten a través de un dispositivo no autorizado»."""
    reporte = report(INE, formato)
    assert made(reporte) is EstadoReporte.LISTO
    notas, filas = table(reporte, formato)
    assert "8.11" in notas["Aviso"]
    dichas = [
        (f["Dispositivo"], str(f["Tramo"]), int(f["Registros"])) for f in filas if f["Auxiliar"] == "AUX1"
    ]
    assert dichas == [
        ("DISP1", "1", 2),
        ("DISP1", "2", 3),
        ("DISP1", "fuera", 3),
        ("DISP2", "1", 0),
    ]
    fuera = next(f for f in filas if f["Tramo"] == "fuera")
    assert "inconsistencia (8.11)" in fuera["Observación"]
    assert {int(f["Dispositivos a la vez"]) for f in filas} == {2}


def test_a_device_that_was_never_registered_is_in_the_report_with_its_records_8_11(usados):
    Dispositivo("DISP1").delete()
    reporte = report(OPL, "csv")
    made(reporte)
    [fila] = [f for f in table(reporte)[1] if f["Dispositivo"] == "DISP1"]
    assert (fila["Tramo"], fila["Registros"], fila["Alta (hora del centro)"]) == ("fuera", "8", "")


def test_the_page_tells_devices_stretches_and_records_outside_8_11(api, usados):
    base = Contable("", 1, mundo.PROCESO, "ASPA", "AUX1", "2027-01-15", "con_inconsistencia")
    count_states([Contable(**vars(base) | {"folio": f"F{n}", "fuera": n < 3}) for n in range(8)])
    for quien in (api.entra("ine"), api.entra("opl", opl=mundo.OPL), api.entra("supervisor", opl=mundo.OPL)):
        visto = api.pide("GET", CAMINO, quien).cuerpo
        [suyo] = visto["elementos"]
        assert (suyo["auxiliar"], suyo["a_la_vez"], suyo["fuera"]) == ("AUX1", 2, 3)
        assert [(d["dispositivo"], len(d["vigencias"])) for d in suyo["dispositivos"]] == [
            ("DISP1", 2),
            ("DISP2", 1),
        ]
        assert "llave" not in str(visto)
    assert api.pide("GET", CAMINO, api.entra("opl", opl="OTRO")).codigo == "no_encontrado"
    propio = api.entra("aspirante", proceso=mundo.PROCESO, aspirante="ASPA")
    assert api.pide("GET", CAMINO, propio).codigo == "acceso_denegado"


@pytest.mark.parametrize("causas", [(), (CausaRecepcion.DISPOSITIVO,)])
def test_a_record_is_counted_outside_by_the_cause_it_was_received_with_8_11(causas):
    apoyo = mundo.build("REG1", "ASPA", mundo.AHORA, causas=causas)
    assert read_countable_state(apoyo.serialize()).fuera is bool(causas)


def test_the_ine_has_this_report_and_no_other_7_12(usados):
    nominativo = asked(OPL)
    with pytest.raises(NoAutorizado):
        asked(INE)
    with pytest.raises(NoEncontrado):
        show_report(INE, nominativo, AHORA)
    de_dispositivos = report(INE, "csv")
    assert [r["reporte"] for r in list_reports(INE, "ASPA", "", 50, AHORA)["elementos"]] == [de_dispositivos]
    with pytest.raises(NoAutorizado):
        report(SUYO, "csv")
