"""The list of an aspirante's records: whole, in order, filtered, and without the citizens (7.1 B, 7.12, 7.13, 18.5)."""

import json
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import pytest

from chalicelib.problemas import CuerpoInvalido, NoAutorizado, NoEncontrado
from chalicelib.rules.apoyos.historia import CausaRecepcion
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.reportes.nominativo import Filtro
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.base.tabla import connection
from chalicelib.store.privacidad.bitacora import Asiento
from chalicelib.workflows.reportes.nominativo import list_records
from tests.escenario import mundo
from tests.escenario.api import api, emisores

__all__ = ["api", "emisores"]
AHORA = mundo.INICIO + timedelta(days=4)
OPL = Principal("muestra", Rol.OPL, opl=mundo.OPL)
SUYO = Principal("muestra", Rol.ASPIRANTE, aspirante="ASPA")
TODOS = Filtro()
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
    pagina = ask(filtro=Filtro(modo="auxiliar", desde="2027-01-10"))
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
        "persona": None,
    }


def test_days_are_the_centres_and_both_belong_to_the_range():
    """Midnight of the centre is six in the morning UTC: a record a day, at its first instant and at its last."""
    for n, hora in enumerate([0, 1439, 1440, 2879, 2880]):
        mundo.receive(f"REG{n}", "ASPA", mundo.INICIO + timedelta(minutes=hora))
    uno = walk(filtro=Filtro(desde="2027-01-11", hasta="2027-01-11"))[0]
    assert [f[-4:] for f in uno] == ["REG2", "REG3"]
    assert len(walk(filtro=Filtro(hasta="2027-01-10"))[0]) == 2
    assert walk(filtro=Filtro(desde="2027-01-12", hasta="2027-01-10"))[0] == []


def test_what_filters_leave_is_what_they_say():
    buenos = fill(10)
    malos = [mundo.receive(f"MAL{n}", "ASPA", AHORA - timedelta(hours=n), causas=FUERA) for n in (3, 2, 1)]
    mundo.review(malos[0].folio, mundo.ILEGIBLE)
    assert len(walk(filtro=Filtro(clase="con_inconsistencia"), cuantos=2)[0]) == 3
    assert walk(filtro=Filtro(clase="en_proceso"))[0] == buenos
    assert walk(filtro=Filtro(revisado=True))[0] == [malos[0].folio]
    assert len(walk(filtro=Filtro(revisado=False))[0]) == 12
    assert len(walk(filtro=Filtro(auxiliar="AUX1"))[0]) == 13
    assert walk(filtro=Filtro(auxiliar="AUX2"))[0] == walk(filtro=Filtro(modo="papel"))[0] == []


def test_a_rare_class_makes_no_request_run_for_ever():
    """A page stops looking after so many queries, and says where to go on."""
    poco = {"solicitudes": 10, "mirados": 5}
    fill(200)
    raro = mundo.receive("RARO", "ASPA", AHORA - timedelta(hours=1), causas=FUERA).folio
    filtro = Filtro(clase="con_inconsistencia")
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
    assert muchos["BatchGetItem"] == pocos["BatchGetItem"] == 1
    assert pocos["Query"] >= 8 and muchos["Query"] <= 10


def test_a_record_whose_class_changed_meanwhile_is_shown_as_it_is_or_not_at_all():
    """The index said another class than the record, which somebody judged before it was read."""
    [folio] = fill(1)
    eventos = connection().client.meta.events

    def judge(**_):
        eventos.unregister("before-call.dynamodb.BatchGetItem", judge)
        mundo.review(folio, mundo.ILEGIBLE)

    eventos.register("before-call.dynamodb.BatchGetItem", judge)
    assert ask(filtro=Filtro(clase="en_proceso"))["elementos"] == []
    assert ask(filtro=Filtro(clase="con_inconsistencia"))["elementos"][0]["folio"] == folio


def test_an_aspirante_never_gets_who_the_citizens_are_18_5():
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
    for recientes, lejos in ((True, Filtro()), (False, Filtro(hasta="2027-01-10"))):
        cursor = ask(filtro=lejos, recientes=recientes, cuantos=1)["siguiente"]
        dias = ask(filtro=Filtro(desde="2027-01-11", hasta="2027-01-11"), recientes=recientes, despues=cursor)
        assert {f["dia"] for f in dias["elementos"]} == {"2027-01-11"}


@pytest.mark.parametrize("dia", ["2027-02-30", "9999-12-31"])
def test_a_day_that_is_none_is_refused(dia):
    with pytest.raises(CuerpoInvalido):
        ask(filtro=Filtro(desde=dia, hasta=dia))


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
