"""Reports in the background: whole, once, resumed, and for nobody else (7.1 B, 7.12, 7.13, 18.5)."""

from datetime import datetime, timedelta

import pytest

from chalicelib.base import config
from chalicelib.base.reloj import ahora
from chalicelib.handlers.eventos.reporte import reporte as consumidor
from chalicelib.problemas import CuerpoInvalido, NoAutorizado, NoEncontrado
from chalicelib.problemas.reportes import ReporteEnCurso, ReporteNoListo
from chalicelib.rules.apoyos.historia import CausaRecepcion
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.conteo import Contable
from chalicelib.rules.privacidad import TipoAviso
from chalicelib.rules.reportes.nominativo import FiltroNominativo
from chalicelib.rules.reportes.pedido import INTENTOS, ClaseReporte, EstadoReporte, Formato
from chalicelib.store.base.tabla import connection
from chalicelib.store.privacidad.bitacora import Asiento
from chalicelib.store.reportes.deposito_reportes import put_part
from chalicelib.store.reportes.reportes import Reporte, ReporteSuperado, find_reporte
from chalicelib.workflows.conteo.totales import count_states
from chalicelib.workflows.privacidad.avisos import accept_notice, duties_in_force, publish_notice_version
from chalicelib.workflows.reportes import pedido as reportes
from chalicelib.workflows.reportes.elaboracion import (
    Continua,
    LimitesDeReporte,
    ReporteDesconocido,
    ReporteOcupado,
    make_report,
)
from chalicelib.workflows.reportes.pedido import list_reports, report_link, show_report
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.mensajes import batch, failed, taken
from tests.escenario.movil import empty_buckets, meanwhile
from tests.escenario.muertes import Falla, Muerte, dying
from tests.escenario.recursos import empty_queues
from tests.functional.reportes.reportes import (
    AHORA,
    OPL,
    PERSONA,
    SUPERVISOR,
    SUYO,
    asked,
    before,
    file_of,
    files,
    fill,
    made,
    table,
)

__all__ = ["api", "emisores"]
FUERA = (CausaRecepcion.DISPOSITIVO,)
MUERTO = timedelta(minutes=20)
"""Longer than a dead run's turn."""


@pytest.fixture(autouse=True)
def limpio(proceso: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty buckets, and an S3 that takes parts of any size."""
    empty_buckets()
    monkeypatch.setattr("moto.s3.models.S3_UPLOAD_PART_MIN_SIZE", 1)


def said(reporte: str) -> dict:
    return show_report(OPL if find_reporte(reporte).rol == "opl" else SUYO, reporte, AHORA + MUERTO)


@pytest.mark.parametrize("formato", ["csv", "xlsx"])
def test_a_report_has_every_record_in_order_under_notice_cut_and_filters_7_13(formato):
    folios = fill(110, cada=10)
    reporte = asked(formato=formato)
    assert made(reporte) is EstadoReporte.LISTO
    notas, filas = table(reporte, formato)
    assert "preliminar" in notas["Aviso"]
    assert (notas["Corte"], notas["Filtros"]) == ("2027-01-13 23:58:00, hora del centro", "ninguno")
    assert [f["Folio"] for f in filas] == folios
    assert [int(f["No."]) for f in filas] == list(range(1, 111))
    assert (said(reporte)["estado"], said(reporte)["filas"]) == ("listo", 110)
    assert said(reporte)["bytes"] == len(file_of(reporte, formato))


def test_a_row_says_class_reason_and_numeral_in_words_and_the_centres_time_7_12():
    fill(1, causas=FUERA)
    for formato in ("csv", "xlsx"):
        reporte = asked(formato=formato)
        made(reporte)
        [fila] = table(reporte, formato)[1]
        assert str(fila.pop("Recibido (hora del centro)")) == "2027-01-10 00:00:00"
        assert str(fila.pop("Día"))[:10] == "2027-01-10"
        assert {c: str("" if v is None else v) for c, v in fila.items()} == {
            "No.": "1",
            "Folio": "ASPA-AUX1-DISP1-REG00000",
            "Modo": "Auxiliar",
            "Auxiliar": "AUX1",
            "Clase": "Con inconsistencia",
            "Motivo": "Se captó con un dispositivo no registrado.",
            "Fundamento": "Protocolo 8.11",
            "Revisado": "no",
            "Situación registral": "",
            "Tipo de inconsistencia": "Captado con dispositivo no registrado",
            "Inciso": "",
            "Causa": "",
            "Duplicado de": "",
            "Duplicado que solo se informa": "no",
            "Resultado en Mesa": "",
            "Inciso en Mesa": "",
            "Audiencia": "",
            "Resultado en audiencia": "",
            "Inciso en audiencia": "",
        }


def test_a_report_tells_of_one_instant_whatever_happens_while_it_is_made():
    """A verdict and a record that came after the cut are not in it, though they are there when it is made."""
    [folio] = fill(1)
    reporte = asked()
    mundo.review(folio, mundo.ILEGIBLE)  # noted at AHORA of the world, a day later
    mundo.receive("TARDE", "ASPA", AHORA)
    made(reporte)
    [fila] = table(reporte)[1]
    assert (fila["Clase"], fila["Revisado"]) == ("En proceso", "no")
    otro = asked(ahora=mundo.AHORA + timedelta(minutes=3))
    make_report(otro, lambda: mundo.AHORA + timedelta(minutes=4))
    assert [f["Clase"] for f in table(otro)[1]] == ["Con inconsistencia", "En proceso"]


def test_a_filter_leaves_what_it_says_and_the_file_says_the_filter():
    fill(5)
    malo = mundo.receive("MALO", "ASPA", AHORA - timedelta(hours=1), causas=FUERA).folio
    filtro = FiltroNominativo(clase="con_inconsistencia", revisado=False, desde="2027-01-11")
    reporte = asked(filtro=filtro)
    made(reporte)
    notas, filas = table(reporte)
    assert notas["Filtros"] == "clase: Con inconsistencia; revisado: no; desde: 2027-01-11"
    assert [f["Folio"] for f in filas] == [malo]


def test_a_report_of_nothing_is_a_file_without_rows():
    for formato in ("csv", "xlsx"):
        reporte = asked(formato=formato)
        assert made(reporte) is EstadoReporte.LISTO
        assert table(reporte, formato)[1] == []


def test_who_the_citizens_are_is_in_the_opls_report_only_when_asked_18_5():
    fill(1, credencial=PERSONA)
    for quien in (OPL, SUPERVISOR):
        sin, con = asked(quien), None
        made(sin)
        assert b"987654321" not in file_of(sin)
        con = asked(quien, personas=True)
        made(con)
        [fila] = table(con)[1]
        assert (fila["CIC"], fila["OCR"]) == ("987654321", "")
        assert fila["Nombre"] == "'=MUESTRA SINTETICA"  # and runs in nobody's Excel
    with pytest.raises(NoAutorizado):
        asked(SUYO, personas=True)


def test_one_report_of_a_kind_at_a_time_for_each_account():
    primero = asked()
    with pytest.raises(ReporteEnCurso) as error:
        asked(formato="xlsx")
    assert error.value.extra["reporte"] == primero
    asked(OPL)  # somebody else's is another
    made(primero)
    assert made(asked()) is EstadoReporte.LISTO


def test_of_two_who_ask_at_once_one_gets_a_report():
    otros = []
    with meanwhile(lambda: otros.append(asked())), pytest.raises(ReporteEnCurso):
        asked()
    assert [r.reporte for r in Reporte.scan()] == otros


def test_a_report_that_nobody_finished_failed_and_keeps_nobody_from_another():
    perdido = asked()
    tarde = AHORA + timedelta(hours=7)
    visto = show_report(SUYO, perdido, tarde)
    assert (visto["estado"], visto["motivo"]) == ("fallido", reportes.SIN_TIEMPO)
    otro = asked(ahora=tarde)
    assert make_report(perdido, lambda: tarde) is EstadoReporte.FALLIDO  # its message comes after all
    assert make_report(otro, lambda: tarde) is EstadoReporte.LISTO
    assert files() == [f"ASPA/{otro}.csv"]


def test_a_message_delivered_twice_makes_one_file():
    fill(3)
    reporte = asked()
    made(reporte)
    primero = file_of(reporte)
    with dying() as escrituras:
        assert made(reporte) is EstadoReporte.LISTO
    assert (escrituras.n, file_of(reporte)) == (0, primero)


def test_of_two_concurrent_runs_of_a_report_one_works():
    reporte = asked()

    def other() -> None:
        with pytest.raises(ReporteOcupado):
            made(reporte)

    with before("CreateMultipartUpload", other):
        assert made(reporte) is EstadoReporte.LISTO


def test_a_run_taken_over_stops_and_notes_nothing():
    fill(2)
    reporte = asked()
    with before("CompleteMultipartUpload", lambda: made(reporte, MUERTO)), pytest.raises(ReporteSuperado):
        made(reporte)
    assert find_reporte(reporte).estado == "listo"
    assert len(table(reporte)[1]) == 2


def test_a_part_that_a_replaced_run_wrote_since_is_never_published():
    """The old run, frozen before its upload, sends other bytes in the place of a part that the new run noted."""
    fill(FILAS)
    reporte = asked()

    def overwrite() -> None:
        r = find_reporte(reporte)
        put_part(f"ASPA/{reporte}.csv", r.subida, 1, b"otra cosa" * 1000)

    with before("CompleteMultipartUpload", overwrite), pytest.raises(Continua):
        made(reporte, medidas=POCO)
    assert files() == []
    assert made(reporte, medidas=POCO) is EstadoReporte.LISTO
    assert len(table(reporte)[1]) == FILAS


def test_a_killed_run_of_a_report_is_gone_on_with_within_minutes():
    fill(FILAS)
    reporte, latidos = asked(), []
    with pytest.raises(Muerte), dying(4):
        make_report(reporte, lambda: AHORA, medidas=POCO, latido=lambda: latidos.append(1))
    assert latidos
    assert made(reporte, timedelta(minutes=5), medidas=POCO) is EstadoReporte.LISTO


FILAS, POCO = 5, LimitesDeReporte(parte=1, lote=3)
"""Two parts for five rows: so there is something to go on from."""


def undisturbed(formato: str) -> tuple[bytes | list, int]:
    """What the file holds when nobody dies, and how many writes it takes."""
    reporte = asked(formato=formato)
    with dying() as escrituras:
        made(reporte, medidas=POCO)
    return content(reporte, formato), escrituras.n


def content(reporte: str, formato: str) -> bytes | list:
    """A CSV's own bytes; of an .xlsx the rows, for it says when it was made."""
    return file_of(reporte) if formato == "csv" else table(reporte, formato)[1]


@pytest.mark.parametrize(("formato", "despues"), [("csv", False), ("csv", True), ("xlsx", True)])
def test_dying_at_any_write_and_coming_again_makes_the_same_file(formato, despues):
    fill(FILAS)
    entero, veces = undisturbed(formato)
    for n in range(1, veces + 1):
        reporte = asked(OPL, formato)
        with pytest.raises(Muerte), dying(n, despues=despues):
            made(reporte, medidas=POCO)
        assert made(reporte, MUERTO, medidas=POCO) is EstadoReporte.LISTO, n
        assert content(reporte, formato) == entero, n


def test_failing_at_any_write_and_coming_again_makes_the_same_file():
    fill(FILAS)
    entero, veces = undisturbed("csv")
    for n in range(2, veces):  # the first takes the turn, the last gives it back
        reporte = asked(OPL)
        with pytest.raises(Falla), dying(n, como=Falla):
            made(reporte, medidas=POCO)
        assert made(reporte, medidas=POCO) is EstadoReporte.LISTO
        assert content(reporte, "csv") == entero, n


def test_a_resumed_run_reads_only_the_records_not_written_yet():
    """The second run asks for the records behind the last part, and for no others."""
    fill(FILAS)
    reporte = asked()
    with (
        pytest.raises(Muerte),
        dying(7),
    ):  # turn, state, upload, its id, a part, its note: before the second part
        made(reporte, medidas=POCO)
    guardadas = int(find_reporte(reporte).filas)
    assert 0 < guardadas < FILAS
    leidas: list[str] = []
    pedir = connection().client.meta.events

    def note(params, model, **_):
        if model.name == "BatchGetItem":
            leidas.extend(
                k["folio"]["S"] for t in params["RequestItems"].values() for k in t["Keys"] if "folio" in k
            )

    pedir.register_first("provide-client-params", note)
    try:
        made(reporte, MUERTO, medidas=POCO)
    finally:
        pedir.unregister("provide-client-params", note)
    assert len(leidas) == FILAS - guardadas


def test_a_csv_too_long_for_one_run_is_left_to_the_next():
    fill(FILAS)
    reporte, corridas = asked(), 0
    reloj = iter(AHORA + timedelta(minutes=13 * n) for n in range(1, 100))
    while True:
        corridas += 1
        try:
            final = make_report(reporte, lambda: next(reloj), medidas=POCO)
        except Continua:
            continue
        break
    assert final is EstadoReporte.LISTO and corridas > 1
    assert [int(f["No."]) for f in table(reporte)[1]] == list(range(1, FILAS + 1))


def test_an_xlsx_too_long_for_one_run_fails_and_says_what_to_ask_for():
    fill(FILAS)
    reporte = asked(formato="xlsx")
    reloj = iter(AHORA + timedelta(minutes=13 * n) for n in range(1, 100))
    assert make_report(reporte, lambda: next(reloj), medidas=POCO) is EstadoReporte.FALLIDO
    assert "CSV" in said(reporte)["motivo"]
    assert files() == []


def test_an_xlsx_of_more_rows_than_it_may_have_fails_and_says_what_to_ask_for():
    fill(5)
    reporte = asked(formato="xlsx")
    assert made(reporte, medidas=LimitesDeReporte(maximo=4)) is EstadoReporte.FALLIDO
    assert "demasiados para un .xlsx" in said(reporte)["motivo"]


def test_a_message_of_no_report_is_for_the_dead_letters():
    with pytest.raises(ReporteDesconocido):
        made("R" + "0" * 19)
    assert failed(consumidor(batch({"reporte": "R0"}, {"otro": 1}), None)) == ["m1", "m0"]


def test_the_request_queues_one_message_and_the_consumer_makes_the_file():
    empty_queues()
    ahora = datetime.now(mundo.AHORA.tzinfo)
    mundo.receive("REG1", "ASPA", ahora - timedelta(hours=1), credencial=PERSONA)
    reporte = asked(OPL, personas=True, ahora=ahora)
    [mensaje] = taken(config.COLA_REPORTES)
    assert mensaje == {"reporte": reporte}
    assert failed(consumidor(batch(mensaje), None)) == []
    assert files() == [f"ASPA/{reporte}.csv"]


def test_the_routes_let_an_aspirante_who_acknowledged_the_duties_have_names_7_11_7_12(api, aws_fingido):
    """Each in the function that attends it, with that function's permissions."""
    mundo.open_world()
    ella = api.entra("aspirante", proceso=mundo.PROCESO, aspirante="ASPA")
    lista = "/v1/aspirantes/ASPA/apoyos?datos=si"
    pide = {"clase": "nominativo", "formato": "csv", "personas": True}
    publish_notice_version(
        TipoAviso.OBLIGACIONES, Rol.ASPIRANTE, "Obligaciones", "MUESTRA " * 20, None, "INE", ahora()
    )
    for r in (api.pide("GET", lista, ella), api.pide("POST", "/v1/aspirantes/ASPA/reportes", ella, pide)):
        assert (r.estado, r.codigo) == (403, "acceso_denegado"), r.cuerpo
    quien = Principal(ella.sujeto, Rol.ASPIRANTE, cuenta=ella.cuenta, aspirante="ASPA")
    deberes = duties_in_force(Rol.ASPIRANTE, ahora())
    assert deberes is not None
    accept_notice(quien, deberes.aviso, ahora())
    assert api.pide("GET", lista, ella).estado == 200
    assert api.pide("POST", "/v1/aspirantes/ASPA/reportes", ella, pide).estado == 202


def test_the_routes_answer_with_an_id_and_note_who_got_the_citizens_18_7(api, aws_fingido):
    mundo.open_world()
    opl, pide = api.entra("opl", opl=mundo.OPL), {"clase": "nominativo", "formato": "csv"}
    r = api.pide(
        "POST", "/v1/aspirantes/ASPA/reportes", opl, pide | {"personas": True, "filtros": {"revisado": True}}
    )
    assert (r.estado, r.cuerpo["estado"], r.cuerpo["filtros"]) == (202, "pendiente", {"revisado": True})
    reporte = f"/v1/reportes/{r.cuerpo['reporte']}"
    otra = api.pide("POST", "/v1/aspirantes/ASPA/reportes", opl, pide)
    assert (otra.estado, otra.codigo, otra.cuerpo["reporte"]) == (
        409,
        "reporte_en_curso",
        r.cuerpo["reporte"],
    )
    assert api.pide("GET", f"{reporte}/archivo", opl).codigo == "reporte_no_listo"
    consumidor(batch({"reporte": r.cuerpo["reporte"]}), None)
    assert api.pide("GET", reporte, opl).cuerpo["estado"] == "listo"
    assert api.pide("GET", f"{reporte}/archivo", opl).cuerpo["url"]
    assert len(api.pide("GET", "/v1/aspirantes/ASPA/reportes", opl).cuerpo["elementos"]) == 1
    assert {a.evento for a in Asiento.scan()} - {"sesion_iniciada"} == {
        "reporte_pedido",
        "reporte_con_personas_pedido",
        "reporte_descargado",
        "reporte_con_personas_descargado",
    }


def test_a_report_that_cannot_be_made_ends_as_failed_and_in_the_dead_letters():
    """With the last of its tries the person is told; until then it is still being made."""
    reporte = asked(ahora=datetime.now(mundo.AHORA.tzinfo))

    def tried(veces: int) -> str:
        evento = batch({"reporte": reporte})
        evento["Records"][0]["attributes"] = {"ApproximateReceiveCount": str(veces)}
        with before("CreateMultipartUpload", fails):
            assert failed(consumidor(evento, None)) == ["m0"]
        return find_reporte(reporte).estado

    def fails() -> None:
        raise Falla

    assert tried(1) == tried(INTENTOS - 1) == "elaborando"
    assert tried(INTENTOS) == "fallido"
    assert "pida el reporte de nuevo" in find_reporte(reporte).motivo.lower()


def test_a_file_is_reached_through_a_link_of_five_minutes_and_only_while_it_is_there():
    reporte = asked()
    with pytest.raises(ReporteNoListo) as error:
        report_link(SUYO, reporte, AHORA)
    assert error.value.extra["estado"] == "pendiente"
    made(reporte)
    enlace = report_link(SUYO, reporte, AHORA + MUERTO)
    assert f"ASPA/{reporte}.csv" in enlace["url"] and "Expires=300" in enlace["url"]
    assert enlace["vence"] == "2027-01-14T06:25:00.000Z"
    with pytest.raises(ReporteNoListo) as error:
        report_link(SUYO, reporte, AHORA + timedelta(days=8))
    assert error.value.extra["estado"] == "vencido"


AJENOS = [
    Principal("muestra", Rol.ASPIRANTE, aspirante="ASPB", cuenta="otra"),
    Principal("muestra", Rol.OPL, opl="OTRO", cuenta="otra"),
    Principal("muestra", Rol.SUPERVISOR, opl=mundo.OPL, proceso="OTRO27", cuenta="otra"),
]


@pytest.mark.parametrize("quien", AJENOS, ids=lambda p: p.rol)
def test_anothers_reports_are_as_if_they_did_not_exist_5_1(quien):
    de_cada_lado = [asked(SUYO), asked(OPL)]
    for reporte in [*de_cada_lado, "R" + "F" * 19]:
        for pide in (show_report, report_link):
            with pytest.raises(NoEncontrado):
                pide(quien, reporte, AHORA)
    with pytest.raises(NoEncontrado):
        list_reports(quien, "ASPA", "", 50, AHORA)
    with pytest.raises(NoEncontrado):
        asked(quien)


def test_each_side_sees_its_own_reports_newest_first_18_5():
    """The OPL's may say who the citizens are, and is none of the aspirante's."""
    representante = Principal("muestra", Rol.REPRESENTANTE, aspirante="ASPA", cuenta="rep")
    uno = asked(SUYO)
    dos = asked(representante, ahora=AHORA + timedelta(seconds=1))
    tres = asked(OPL, personas=True)
    assert [r["reporte"] for r in list_reports(SUYO, "ASPA", "", 50, AHORA)["elementos"]] == [dos, uno]
    assert [r["reporte"] for r in list_reports(SUPERVISOR, "ASPA", "", 50, AHORA)["elementos"]] == [tres]
    assert list_reports(SUYO, "ASPA", dos, 1, AHORA)["elementos"][0]["reporte"] == uno
    for quien, reporte in ((SUYO, tres), (OPL, uno)):
        with pytest.raises(NoEncontrado):
            report_link(quien, reporte, AHORA)


def test_a_report_for_days_that_do_not_exist_is_refused():
    with pytest.raises(CuerpoInvalido):
        asked(filtro=FiltroNominativo(desde="2027-02-30"))


def test_signals_are_a_report_of_the_authority_and_of_all_records_7_12():
    """An auxiliar of whom nearly all is inconsistent, among others of whom nothing is."""
    estados = [
        Contable(f"F{i}", 1, mundo.PROCESO, "ASPA", "AUX1", "2027-01-12", "con_inconsistencia")
        for i in range(30)
    ]
    estados += [
        Contable(f"G{i}", 1, mundo.PROCESO, "ASPA", "AUX9", "2027-01-12", "en_lista_nominal")
        for i in range(90)
    ]
    count_states(estados)
    pedido = reportes.request_report(
        OPL, "ASPA", ClaseReporte.SENALES, Formato.CSV, FiltroNominativo(), personas=False, ahora=AHORA
    )
    assert made(pedido["reporte"]) is EstadoReporte.LISTO
    notas, [fila] = table(pedido["reporte"])
    assert "no dictámenes" in notas["Aviso"]
    assert (fila["Auxiliar"], fila["Señal"], fila["Registros"], fila["De"]) == (
        "AUX1",
        "inconsistentes",
        "30",
        "30",
    )


def test_signals_are_not_for_the_aspirante_nor_of_some_records_only_18_5():
    with pytest.raises(NoAutorizado):
        reportes.request_report(
            SUYO, "ASPA", ClaseReporte.SENALES, Formato.CSV, FiltroNominativo(), personas=False, ahora=AHORA
        )
    with pytest.raises(CuerpoInvalido):
        reportes.request_report(
            OPL,
            "ASPA",
            ClaseReporte.SENALES,
            Formato.CSV,
            FiltroNominativo(auxiliar="AUX1"),
            personas=False,
            ahora=AHORA,
        )
