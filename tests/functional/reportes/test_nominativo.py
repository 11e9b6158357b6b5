"""The list of an aspirante's records: whole, in order, filtered, and without the citizens (7.1 B, 7.12, 7.13, 18.5)."""

import json
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.problemas import CuerpoInvalido, NoAutorizado, NoEncontrado
from chalicelib.rules.apoyos.clases import classify, is_reviewed
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.duplicados import Duplicidad
from chalicelib.rules.apoyos.historia import (
    CausaRecepcion,
    Etapa,
    Hecho,
    Juzgado,
    Revisado,
    SituacionRegistral,
    Verificado,
)
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.privacidad import TipoAviso
from chalicelib.rules.reportes.nominativo import FiltroNominativo
from chalicelib.store.apoyos.apoyos import Apoyo, encode_hecho
from chalicelib.store.audiencias.audiencias import Audiencia
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import connection
from chalicelib.store.base.unicos import Unico
from chalicelib.store.privacidad.bitacora import Asiento
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.privacidad.avisos import accept_notice, duties_in_force, publish_notice_version
from chalicelib.workflows.reportes.nominativo import list_records
from tests.escenario import mundo
from tests.escenario.api import api, emisores

__all__ = ["api", "emisores"]
AHORA = mundo.INICIO + timedelta(days=4)
OPL = Principal("muestra", Rol.OPL, opl=mundo.OPL)
SUYO = Principal("muestra", Rol.ASPIRANTE, aspirante="ASPA")
TODOS = FiltroNominativo()
FUERA = (CausaRecepcion.DISPOSITIVO,)
PERSONA = {
    "modelo": "E",
    "cic": "987654321",
    "identificador": "000000009",
    "nombre": "MUESTRA UNICA SINTETICA",
}
SINTETICOS = ("987654321", "MUESTRA UNICA SINTETICA")


def fill(n: int, cada: int = 60, **cambios) -> list[str]:
    """So many records, one every `cada` minutes from the first day on; their folios, oldest first."""
    hechos = [
        mundo.build(f"REG{i:05d}", "ASPA", mundo.INICIO + timedelta(minutes=cada * i), **cambios)
        for i in range(n)
    ]
    with Apoyo.batch_write() as lote:
        for apoyo in hechos:
            lote.save(apoyo)
    return [a.folio for a in hechos]


def ask(quien=SUYO, filtro=TODOS, aspirante="ASPA", **cambios):
    pide = {"recientes": False, "datos": False, "despues": "", "cuantos": 50, "ahora": AHORA} | cambios
    return list_records(quien, aspirante, filtro, **pide)


def walk(quien=SUYO, filtro=TODOS, **cambios) -> tuple[list[str], int]:
    """Folios of all pages, and how many pages there were."""
    folios, paginas, despues = [], 0, ""
    while despues is not None:
        pagina = ask(quien, filtro, despues=despues, **cambios)
        folios += [f["folio"] for f in pagina["elementos"]]
        despues, paginas = pagina["siguiente"], paginas + 1
    return folios, paginas


@contextmanager
def counted():
    """Requests made to DynamoDB, by operation."""
    cuenta, eventos = Counter(), connection().client.meta.events

    def note(model, **_):
        cuenta[model.name] += 1

    eventos.register_first("before-call", note)
    try:
        yield cuenta
    finally:
        eventos.unregister("before-call", note)


pytestmark = pytest.mark.usefixtures("proceso")


@pytest.mark.parametrize("cuantos", [1, 7, 200])
def test_every_record_is_listed_once_in_order_of_reception_7_12(cuantos):
    folios = fill(23)
    assert walk(cuantos=cuantos)[0] == folios
    assert walk(cuantos=cuantos, recientes=True)[0] == folios[::-1]


def test_records_of_one_instant_are_neither_lost_nor_shown_twice():
    folios = fill(20, cada=0)
    assert walk(cuantos=3)[0] == sorted(folios)
    assert walk(cuantos=3, recientes=True)[0] == sorted(folios, reverse=True)


def test_a_page_says_that_it_is_preliminary_as_of_when_and_what_was_asked_7_13():
    fill(1)
    pagina = ask(filtro=FiltroNominativo(modo="auxiliar", desde="2027-01-10"))
    assert "preliminar" in pagina["aviso"]
    assert pagina["corte"] == "2027-01-14T06:00:00.000Z"
    assert pagina["filtros"] == {"modo": "auxiliar", "desde": "2027-01-10"}


def test_a_row_has_class_reason_and_numeral_in_words_7_12():
    [folio] = fill(1, causas=FUERA)
    [fila] = ask()["elementos"]
    assert fila == {
        "folio": folio,
        "recibido_en": "2027-01-10T06:00:00.000Z",
        "dia": "2027-01-10",
        "modo": "auxiliar",
        "auxiliar": "AUX1",
        "clase": "con_inconsistencia",
        "clase_nombre": "Con inconsistencia",
        "motivo": "Se captó con un dispositivo no registrado.",
        "fundamento": "Protocolo 8.11",
        "revisado": False,
        "situacion_registral": None,
        "tipo": "Captado con dispositivo no registrado",
        "inciso": None,
        "causa": "dispositivo_no_registrado",
        "duplicado_de": None,
        "solo_reporte": False,
        "resultado_mesa": None,
        "inciso_mesa": None,
        "audiencia": None,
        "resultado_audiencia": None,
        "inciso_audiencia": None,
        "persona": None,
    }


def with_facts(registro: str, *hechos: Hecho) -> str:
    """A record with these facts after its reception; its folio."""
    apoyo = mundo.build(registro, "ASPA", mundo.INICIO)
    todos = [*apoyo.hechos, *hechos]
    apoyo.historia = [encode_hecho(h) for h in todos]
    apoyo.clase, apoyo.revisado = classify(todos).clase, is_reviewed(todos)
    mundo.save_sealed(apoyo)
    return str(apoyo.folio)


EN_LISTA = Verificado("2027-01-10T07:00:00.000Z", SituacionRegistral.LISTA_NOMINAL)
FIRMA = Dictamen("l", "Firma manuscrita distinta")
OTRO = "ASPB-AUX2-DISP1-REG9"


def row(quien: Principal, folio: str) -> dict:
    return next(f for f in ask(quien)["elementos"] if f["folio"] == folio)


def test_a_row_has_the_registral_status_the_mesas_result_and_that_of_the_hearing_7_12():
    """7.12: "consultar ... la situación registral de los apoyos ... recibidos", and what became of each."""
    mesa = Revisado("2027-01-11T07:00:00.000Z", "OP1", FIRMA)
    audiencia = Revisado("2027-01-12T07:00:00.000Z", "OP2", Dictamen(), Etapa.AUDIENCIA)
    folio = with_facts("REGA", EN_LISTA, mesa, audiencia)
    Audiencia(
        audiencia="AU1",
        aspirante="ASPA",
        proceso=mundo.PROCESO,
        opl=mundo.OPL,
        estado="concluida",
        orden="2027-01-12#AU1",
        solicitada_en="2027-01-12T07:00:00.000Z",
        datos=b"sellado",
    ).save()
    Unico(llave=f"audiencia#{folio}", dueno="AU1").save()
    fila = row(SUYO, folio)
    assert {c: fila[c] for c in fila if "mesa" in c or "audiencia" in c or c == "situacion_registral"} == {
        "situacion_registral": "lista_nominal",
        "resultado_mesa": "inconsistente",
        "inciso_mesa": "13.7 l)",
        "audiencia": "concluida",
        "resultado_audiencia": "valido",
        "inciso_audiencia": None,
    }
    assert (fila["clase"], fila["tipo"]) == ("en_lista_nominal", None)


def test_type_inciso_cause_and_whose_duplicate_are_told_to_whom_may_read_them_13_7():
    baja = with_facts(
        "REGB", Verificado(EN_LISTA.en, SituacionRegistral.BAJA, "suspension_derechos_politicos")
    )
    mala = with_facts("REGC", EN_LISTA, Revisado(EN_LISTA.en, "OP1", FIRMA))
    mismo = with_facts("REGD", EN_LISTA, Juzgado(EN_LISTA.en, Duplicidad.MISMO, baja))
    otro = with_facts("REGE", EN_LISTA, Juzgado(EN_LISTA.en, Duplicidad.OTRO, OTRO))
    assert (row(OPL, baja)["causa"], row(SUYO, baja)["causa"]) == ("suspension_derechos_politicos", None)
    for quien in (OPL, SUYO):
        assert (row(quien, mala)["tipo"], row(quien, mala)["inciso"]) == ("Firma no válida", "13.7 l)")
        assert row(quien, mismo)["duplicado_de"] == baja
    assert (row(OPL, otro)["duplicado_de"], row(SUYO, otro)["duplicado_de"]) == (OTRO, None)


def test_what_is_only_reported_is_said_in_class_row_and_filter_15_3():
    """15.3: "los duplicados entre aspirantes" may be only reported: they count, and are told."""
    solo = with_facts("REGF", EN_LISTA, Juzgado(EN_LISTA.en, Duplicidad.OTRO, OTRO, solo_reporte=True))
    limpio = with_facts("REGG", EN_LISTA)
    fila = row(SUYO, solo)
    assert (fila["clase"], fila["solo_reporte"], fila["fundamento"]) == (
        "en_lista_nominal",
        True,
        "Protocolo 15.3",
    )
    assert "se informa y cuenta" in fila["motivo"]
    assert walk(filtro=FiltroNominativo(solo_reporte=True))[0] == [solo]
    assert walk(filtro=FiltroNominativo(solo_reporte=False))[0] == [limpio]


def acknowledge(quien: Principal) -> None:
    publish_notice_version(
        TipoAviso.OBLIGACIONES, quien.rol, "Obligaciones", "MUESTRA " * 20, None, "INE", AHORA
    )
    deberes = duties_in_force(quien.rol, AHORA)
    accept_notice(quien, deberes.aviso, AHORA)


def test_an_aspirante_reads_names_alone_and_only_behind_acknowledged_duties_7_11_7_12():
    """7.11: aspirantes answer for the personal data they handle; 7.12 gives them the nominativo of their records."""
    suyo = replace(SUYO, sujeto="sujeto-a", cuenta="aspirante-ASPA")
    fill(1, credencial=PERSONA)
    with pytest.raises(NoAutorizado, match=r"7\.11"):
        ask(suyo, datos=True)
    acknowledge(suyo)
    assert ask(suyo, datos=True)["elementos"][0]["persona"] == {"nombre": "MUESTRA UNICA SINTETICA"}
    with pytest.raises(NoAutorizado):  # a representative acknowledges their own
        ask(replace(suyo, rol=Rol.REPRESENTANTE, sujeto="sujeto-r"), datos=True)
    with pytest.raises(NoEncontrado):
        ask(replace(suyo, aspirante="ASPB"), datos=True)


def test_a_process_may_leave_names_out_of_the_aspirantes_nominativo_7_12():
    suyo = replace(SUYO, sujeto="sujeto-a", cuenta="aspirante-ASPA")
    fill(1, credencial=PERSONA)
    acknowledge(suyo)
    Proceso(mundo.PROCESO).update(actions=[Proceso.nombres_en_nominativo.set(False)])
    forget_copies()
    with pytest.raises(NoAutorizado, match="no incluye nombres"):
        ask(suyo, datos=True)
    assert ask(OPL, datos=True)["elementos"][0]["persona"]["nombre"]


def test_days_are_the_centres_and_both_belong_to_the_range():
    """Midnight of the centre is six in the morning UTC: a record a day, at its first instant and at its last."""
    for n, hora in enumerate([0, 1439, 1440, 2879, 2880]):
        mundo.receive(f"REG{n}", "ASPA", mundo.INICIO + timedelta(minutes=hora))
    uno = walk(filtro=FiltroNominativo(desde="2027-01-11", hasta="2027-01-11"))[0]
    assert [f[-4:] for f in uno] == ["REG2", "REG3"]
    assert len(walk(filtro=FiltroNominativo(hasta="2027-01-10"))[0]) == 2
    assert walk(filtro=FiltroNominativo(desde="2027-01-12", hasta="2027-01-10"))[0] == []


def test_filters_admit_exactly_the_records_they_describe():
    buenos = fill(10)
    malos = [mundo.receive(f"MAL{n}", "ASPA", AHORA - timedelta(hours=n), causas=FUERA) for n in (3, 2, 1)]
    mundo.review(malos[0].folio, mundo.ILEGIBLE)
    assert len(walk(filtro=FiltroNominativo(clase="con_inconsistencia"), cuantos=2)[0]) == 3
    assert walk(filtro=FiltroNominativo(clase="en_proceso"))[0] == buenos
    assert walk(filtro=FiltroNominativo(revisado=True))[0] == [malos[0].folio]
    assert len(walk(filtro=FiltroNominativo(revisado=False))[0]) == 12
    assert len(walk(filtro=FiltroNominativo(auxiliar="AUX1"))[0]) == 13
    assert (
        walk(filtro=FiltroNominativo(auxiliar="AUX2"))[0]
        == walk(filtro=FiltroNominativo(modo="papel"))[0]
        == []
    )


def test_a_rare_class_makes_no_request_run_for_ever():
    """A page stops looking after so many queries, and says where to go on."""
    poco = {"solicitudes": 10, "mirados": 5}
    fill(200)
    raro = mundo.receive("RARO", "ASPA", AHORA - timedelta(hours=1), causas=FUERA).folio
    filtro = FiltroNominativo(clase="con_inconsistencia")
    with counted() as cuenta:
        pagina = ask(filtro=filtro, **poco)
    assert pagina["elementos"] == [] and pagina["siguiente"]
    assert cuenta["Query"] == 10
    folios, paginas = walk(filtro=filtro, **poco)
    assert folios == [raro] and 3 < paginas < 12


def test_a_page_costs_the_same_however_many_records_there_are():
    def cost() -> Counter[str]:
        with counted() as cuenta:
            assert len(ask(cuantos=20, recientes=True)["elementos"]) == 20
        return cuenta

    fill(60)
    pocos = cost()
    fill(400, cada=5)
    muchos = cost()
    assert muchos["BatchGetItem"] == pocos["BatchGetItem"] == 2  # records, and the hearings that have them
    assert pocos["Query"] >= 8 and muchos["Query"] <= 10


def test_a_record_whose_class_changed_meanwhile_is_shown_as_it_is_or_not_at_all():
    """The index said another class than the record, which somebody judged before it was read."""
    [folio] = fill(1)
    eventos = connection().client.meta.events

    def judge(**_):
        eventos.unregister("before-call.dynamodb.BatchGetItem", judge)
        mundo.review(folio, mundo.ILEGIBLE)

    eventos.register("before-call.dynamodb.BatchGetItem", judge)
    assert ask(filtro=FiltroNominativo(clase="en_proceso"))["elementos"] == []
    assert ask(filtro=FiltroNominativo(clase="con_inconsistencia"))["elementos"][0]["folio"] == folio


def test_citizens_identity_is_given_only_on_request_and_never_to_the_mesa_18_5():
    fill(2, credencial=PERSONA)
    visto = json.dumps(ask(SUYO), ensure_ascii=False)
    assert not any(dato in visto for dato in SINTETICOS)
    for rol in (Rol.ASPIRANTE, Rol.REPRESENTANTE):
        with pytest.raises(NoAutorizado):
            ask(Principal("muestra", rol, aspirante="ASPA"), datos=True)


def test_the_opl_gets_who_the_citizens_are_only_when_it_asks():
    fill(1, credencial=PERSONA)
    assert ask(OPL)["elementos"][0]["persona"] is None
    persona = ask(OPL, datos=True)["elementos"][0]["persona"]
    assert persona == {"nombre": "MUESTRA UNICA SINTETICA", "cic": "987654321", "ocr": None}


def test_a_record_that_was_tampered_with_does_not_stop_the_others():
    uno, otro = fill(2, credencial=PERSONA)
    Apoyo(uno).update(actions=[Apoyo.datos.set(mundo.now(otro).datos)])
    nombres = [f["persona"]["nombre"] for f in ask(OPL, datos=True)["elementos"]]
    assert nombres == ["(ilegible)", "MUESTRA UNICA SINTETICA"]


@pytest.mark.parametrize(
    "quien",
    [
        Principal("muestra", Rol.ASPIRANTE, aspirante="ASPB"),
        Principal("muestra", Rol.REPRESENTANTE, aspirante="ASPB"),
        Principal("muestra", Rol.OPL, opl="OTRO"),
        Principal("muestra", Rol.SUPERVISOR, opl=mundo.OPL, proceso="OTRO27"),
    ],
    ids=lambda p: p.rol,
)
def test_anothers_records_are_out_of_reach_whatever_is_asked_5_1(quien):
    fill(1)
    for datos in (False, True):
        with pytest.raises(NoEncontrado) as ajeno:
            ask(quien, datos=datos)
        with pytest.raises(NoEncontrado) as ninguno:
            ask(quien, aspirante="NADIE", datos=datos)
        assert ajeno.value.detalle == ninguno.value.detalle


def test_a_cursor_of_anothers_list_is_refused():
    fill(3)
    mundo.receive("REG1", "ASPB", mundo.INICIO)
    mundo.receive("REG2", "ASPB", mundo.INICIO)
    ajeno = ask(OPL, aspirante="ASPB", cuantos=1)["siguiente"]
    for despues in (ajeno, "x", "e30"):
        with pytest.raises(CuerpoInvalido) as error:
            ask(despues=despues)
        assert error.value.extra["campo"] == "despues"


def test_a_cursor_of_a_page_with_other_filters_widens_no_range():
    fill(72)
    for recientes, lejos in ((True, FiltroNominativo()), (False, FiltroNominativo(hasta="2027-01-10"))):
        cursor = ask(filtro=lejos, recientes=recientes, cuantos=1)["siguiente"]
        dias = ask(
            filtro=FiltroNominativo(desde="2027-01-11", hasta="2027-01-11"),
            recientes=recientes,
            despues=cursor,
        )
        assert {f["dia"] for f in dias["elementos"]} == {"2027-01-11"}


@pytest.mark.parametrize("dia", ["2027-02-30", "9999-12-31"])
def test_a_list_for_a_day_that_does_not_exist_is_refused(dia):
    with pytest.raises(CuerpoInvalido):
        ask(filtro=FiltroNominativo(desde=dia, hasta=dia))


def test_the_route_lists_and_whoever_saw_the_citizens_is_in_the_log_18_7(api):
    mundo.open_world()
    fill(1, credencial=PERSONA)
    opl = api.entra("opl", opl=mundo.OPL)
    r = api.pide("GET", "/v1/aspirantes/ASPA/apoyos?orden=antiguos&clase=en_proceso&revisado=no", opl)
    assert (r.estado, r.cuerpo["aspirante"]) == (200, "ASPA")
    assert {a.evento for a in Asiento.scan()} - {"sesion_iniciada"} == {"apoyos_listados"}
    assert api.pide("GET", "/v1/aspirantes/ASPA/apoyos?datos=si", opl).estado == 200
    assert "personas_de_apoyos_vistas" in {a.evento for a in Asiento.scan()}
    mala = api.pide("GET", "/v1/aspirantes/ASPA/apoyos?clase=ninguna", opl)
    assert (mala.estado, mala.codigo, mala.cuerpo["campo"]) == (400, "cuerpo_invalido", "clase")
