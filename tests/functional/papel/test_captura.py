"""Cédulas on paper typed by the OPL become records: once, whole, looked up, not at the Mesa (Protocolo 11.3-11.5)."""

import json
from datetime import timedelta

import pytest

from chalicelib.base import config
from chalicelib.handlers.eventos.registral import registral
from chalicelib.handlers.eventos.reparto import reparto
from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado
from chalicelib.problemas.aspirantes import AspiranteNoVigente
from chalicelib.problemas.papel import CedulaDistinta, LoteCerrado
from chalicelib.rules.apoyos.clases import is_reviewed
from chalicelib.rules.apoyos.historia import Etapa
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyo
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.conteo.contadores import read_totals
from chalicelib.workflows.apoyos.registral import look_up_apoyo
from chalicelib.workflows.apoyos.vida import show_apoyo
from chalicelib.workflows.conteo.conciliacion import reconcile_totals
from chalicelib.workflows.conteo.totales import count_states, read_countable_state
from chalicelib.workflows.papel.captura import list_cedulas_of_lote
from chalicelib.workflows.papel.excepciones import grant_excepcion, withdraw_excepcion
from chalicelib.workflows.papel.lotes import close_lote
from tests.escenario import mundo, papeles
from tests.escenario.flujo import Flujo, event
from tests.escenario.mensajes import batch, failed, taken
from tests.escenario.movil import meanwhile
from tests.escenario.muertes import Muerte, conflicting, dying
from tests.escenario.mundo import AHORA, classes, now
from tests.escenario.padrones import reading
from tests.escenario.papeles import (
    ENTREGA,
    LEJANA,
    MUNICIPIO,
    OPL,
    OTRO,
    PERSONA,
    VECINA,
    figures,
    types,
    written,
)
from tests.escenario.recursos import empty_queues

ASPIRANTE = Principal("muestra", Rol.ASPIRANTE, aspirante="ASPA")


@pytest.fixture
def lote(proceso) -> str:
    papeles.prepare()
    return papeles.run()


def typed(lote, *escritas) -> list[str]:
    """Folios of cédulas that were received and looked up."""
    folios = [c["folio"] for c in types(lote, *escritas)]
    for folio in folios:
        look_up_apoyo(folio, AHORA)
    return folios


def test_a_typed_cedula_is_a_record_reviewed_by_its_typing_and_received_with_the_paper_11_4(lote):
    [dicha] = types(lote, written(7))
    assert (dicha["estado"], dicha["folio"]) == ("recibida", f"ASPA-PAPEL-{lote}-R000007")
    apoyo = now(dicha["folio"])
    assert (apoyo.modo, apoyo.modelo, apoyo.clase, apoyo.revisado) == ("manual", "papel", "en_proceso", True)
    assert apoyo.capturado_en == "2027-01-12T18:00:00.000Z"
    recibido, revisado = apoyo.hechos
    assert (recibido.en, recibido.causas) == ("2027-01-13T06:00:00.000Z", ())
    assert (revisado.etapa, revisado.operador, revisado.dictamen.catalogo) == (Etapa.CAPTURA, "OPER7", "11.5")
    assert is_reviewed(apoyo.hechos)
    assert look_up_apoyo(apoyo.folio, AHORA).clase == "en_lista_nominal"
    assert figures(lote) == (1, 0, 0)


def test_the_stream_hands_a_paper_record_to_the_registry_only_11_4(lote):
    flujo = Flujo()
    empty_queues()
    [dicha] = types(lote, written(1))
    de_app = mundo.receive("REG1")
    reparto(event(flujo.news()), None)
    mensajes = taken(config.COLA_REGISTRAL)
    assert sorted(m["folio"] for m in mensajes) == sorted([dicha["folio"], de_app.folio])
    assert [m["folio"] for m in taken(config.COLA_MESA)] == [de_app.folio]
    assert taken(config.COLA_ACUSES) == [{"auxiliar": "AUX1", "folios": [de_app.folio]}]
    assert failed(registral(batch(*mensajes), None)) == []
    assert now(dicha["folio"]).clase == "en_lista_nominal"


def test_reconciliation_asks_of_a_paper_record_only_the_look_up_15_2_d(lote):
    empty_queues()
    [dicha] = types(lote, written(1))
    informe = reconcile_totals()
    assert (informe.entregados, dict(informe.faltas)) == (1, {"verificación": 1})
    assert taken(config.COLA_MESA) == taken(config.COLA_ACUSES) == []
    look_up_apoyo(dicha["folio"], AHORA)
    assert reconcile_totals().entregados == 0


def test_totals_of_paper_are_the_aspirantes_and_no_auxiliars_7_12(lote):
    flujo = Flujo()
    types(lote, written(1), written(2, VECINA, "d"))
    count_states([read_countable_state(r["dynamodb"]["NewImage"]) for r in flujo.news()])
    assert read_totals("papel#ASPA")["recibidos"] == 2
    assert read_totals("auxiliares#ASPA") == {}
    assert read_totals("aspirante#ASPA")["revisados"] == 2


def test_good_ones_go_in_and_of_the_others_every_fault_is_told_11_4(lote):
    mala = written(2, VECINA, clave_elector="CORTA", ocr="", firmada="31/02/2027")
    buena, rechazada = types(lote, written(1), mala)
    assert (buena["estado"], rechazada["estado"], rechazada["folio"]) == ("recibida", "rechazada", None)
    assert {(f["campo"], f["codigo"]) for f in rechazada["faltas"]} == {
        ("clave_elector", "clave_invalida"),
        ("ocr", "falta"),
        ("firmada", "fecha_invalida"),
    }
    assert "CORTA" not in json.dumps(rechazada)
    assert (figures(lote), len(list(Apoyo.scan()))) == ((1, 0, 0), 1)


def test_the_same_number_with_the_same_data_is_the_same_record(lote):
    [primera] = types(lote, written(1))
    [otra] = types(lote, written(1, clave_elector=PERSONA.clave_elector.lower()))
    assert (otra["estado"], otra["folio"]) == ("repetida", primera["folio"])
    assert (figures(lote), now(primera["folio"]).version) == ((1, 0, 0), 1)


@pytest.mark.parametrize("otra", [written(1, VECINA), written(1, inciso="a"), written(1, firmada="11012027")])
def test_the_same_number_with_other_data_is_a_conflict_that_changes_nothing(lote, otra):
    [primera] = types(lote, written(1))
    antes = now(primera["folio"]).serialize()
    with pytest.raises(CedulaDistinta) as error:
        types(lote, otra, written(2, VECINA))
    assert error.value.extra["numeros"] == [1]
    assert (now(primera["folio"]).serialize(), figures(lote)) == (antes, (1, 0, 0))
    assert get_apoyo(f"ASPA-PAPEL-{lote}-R000002") is None


def test_a_number_twice_in_one_request_is_refused_whole(lote):
    with pytest.raises(DatosNoAdmitidos):
        types(lote, written(1), written(1))
    assert figures(lote) == (0, 0, 0)


def test_of_two_typists_with_one_number_one_writes_and_the_other_is_told(lote):
    types(lote, written(9, LEJANA))
    with meanwhile(lambda: types(lote, written(1, VECINA), quien=OPL)), pytest.raises(CedulaDistinta):
        types(lote, written(1))
    assert now(f"ASPA-PAPEL-{lote}-R000001").hechos[1].operador == "CTAOPL"
    assert figures(lote) == (2, 0, 0)


def test_two_typists_with_numbers_of_their_own_both_write_and_the_run_counts_both(lote):
    with meanwhile(lambda: types(lote, written(9, VECINA, "d"), quien=OPL)):
        assert [c["estado"] for c in types(lote, written(1))] == ["recibida"]
    assert figures(lote) == (2, 1, 0)
    assert [c["numero"] for c in list_cedulas_of_lote(OPL, lote, 0, 50)["elementos"]] == [1, 9]


def test_the_same_request_twice_at_once_is_one_record(lote):
    types(lote, written(9, LEJANA))
    with meanwhile(lambda: types(lote, written(1), quien=OPL)):
        assert [c["estado"] for c in types(lote, written(1))] == ["repetida"]
    assert figures(lote) == (2, 0, 0)


@pytest.mark.parametrize("despues", [False, True], ids=["before", "after"])
def test_whoever_dies_has_written_all_or_nothing_and_repeating_completes_it(lote, despues):
    with dying(1, despues=despues), pytest.raises(Muerte):
        types(lote, written(1), written(2, VECINA))
    assert figures(lote) == ((2, 0, 0) if despues else (0, 0, 0))
    assert len(list(Apoyo.scan())) == (2 if despues else 0)
    types(lote, written(1), written(2, VECINA))
    assert figures(lote) == (2, 0, 0)


def test_who_meets_somebody_elses_write_on_the_run_tries_again(lote):
    with conflicting():
        assert [c["estado"] for c in types(lote, written(1))] == ["recibida"]


def test_a_closed_run_takes_no_more_and_repeats_what_it_has_11_4(lote):
    types(lote, written(1))
    close_lote(OPL, lote, 1, "Faltaron dos cédulas.", AHORA)
    assert types(lote, written(1))[0]["estado"] == "repetida"
    with pytest.raises(LoteCerrado):
        types(lote, written(2, VECINA))


def test_a_run_closed_while_somebody_types_takes_what_came_first_11_4(lote):
    types(lote, written(1))
    with (
        meanwhile(lambda: close_lote(OPL, lote, 1, "Faltaron dos cédulas.", AHORA)),
        pytest.raises(LoteCerrado),
    ):
        types(lote, written(2, VECINA))
    assert figures(lote) == (1, 0, 0)


def test_nothing_is_typed_for_an_aspirante_whose_registration_ended(lote):
    Aspirante("ASPA").update(actions=[Aspirante.estado.set("baja")])
    with pytest.raises(AspiranteNoVigente):
        types(lote, written(1))


def test_a_day_outside_the_period_is_confirmed_and_then_received_as_inconsistent_8_10(lote):
    [dudosa] = types(lote, written(1, firmada="09012027"))
    assert [f["codigo"] for f in dudosa["faltas"]] == ["fecha_fuera_del_periodo"]
    [folio] = typed(lote, written(1, firmada="09012027", fuera_de_periodo=True))
    assert (classes(folio), show_apoyo(OPL, folio)["fundamento"]) == (
        ["con_inconsistencia"],
        "Protocolo 8.10",
    )


def test_a_cedula_signed_after_it_was_handed_over_is_mistyped(lote):
    [dicha] = types(lote, written(1, firmada="14/01/2027", fuera_de_periodo=True))
    assert [f["codigo"] for f in dicha["faltas"]] == ["fecha_posterior"]


def test_a_resident_of_a_municipio_that_was_not_granted_is_out_of_the_regime_11_2(lote):
    folios = typed(lote, written(1), written(2, LEJANA))
    assert classes(*folios) == ["en_lista_nominal", "fuera_de_excepcion"]
    assert show_apoyo(ASPIRANTE, folios[1])["fundamento"] == "Protocolo 11.2"


def test_where_the_person_lives_is_what_the_padron_says_and_not_what_was_typed_11_2(lote):
    [folio] = typed(lote, written(1, LEJANA, municipio=MUNICIPIO))
    assert classes(folio) == ["fuera_de_excepcion"]


def test_a_withdrawal_changes_no_record_and_stops_what_is_handed_over_after_it_11_2(lote):
    [antes] = typed(lote, written(1))
    withdraw_excepcion(OPL, "ASPA", MUNICIPIO, "RETIRO-1", AHORA)
    grant_excepcion(OPL, "ASPA", OTRO, "OF/021", papeles.DESDE, AHORA)
    despues = papeles.run("ACUSE-2", entregado=AHORA)
    [ya_tarde] = typed(despues, written(1, VECINA))
    [de_aquel_dia] = typed(lote, written(2, VECINA))
    assert classes(antes, ya_tarde, de_aquel_dia) == [
        "en_lista_nominal",
        "fuera_de_excepcion",
        "en_lista_nominal",
    ]


def test_paper_received_before_the_app_record_counts_though_it_was_typed_later_lgipe_385(lote):
    app = mundo.receive("REG1", "ASPB", ENTREGA + timedelta(hours=1), credencial=reading(PERSONA, "E"))
    look_up_apoyo(app.folio, AHORA)
    assert classes(app.folio) == ["en_lista_nominal"]
    [papel] = typed(lote, written(1))
    assert classes(papel, app.folio) == ["en_lista_nominal", "duplicado_otro_aspirante"]


def test_paper_received_after_the_app_record_is_the_duplicate_lgipe_385(lote):
    app = mundo.receive("REG1", recibido=ENTREGA - timedelta(hours=1), credencial=reading(PERSONA, "E"))
    look_up_apoyo(app.folio, AHORA)
    [papel] = typed(lote, written(1))
    assert classes(papel, app.folio) == ["duplicado_mismo_aspirante", "en_lista_nominal"]


def test_paper_with_an_inciso_leaves_the_app_record_alone_11_5(lote):
    app = mundo.receive("REG1", recibido=AHORA, credencial=reading(PERSONA, "E"))
    look_up_apoyo(app.folio, AHORA)
    [papel] = typed(lote, written(1, inciso="a"))
    assert classes(papel, app.folio) == ["con_inconsistencia", "en_lista_nominal"]


def test_the_comment_is_read_by_the_aspirante_and_who_typed_it_is_not_11_5(lote):
    [folio] = typed(lote, written(1, inciso="e", comentario="La firma está impresa"))
    visto = show_apoyo(ASPIRANTE, folio)
    assert visto["motivo"] == "Cédula en papel: Otra: La firma está impresa"
    assert visto["fundamento"] == "Protocolo 11.5 e)"
    assert "OPER7" not in json.dumps(visto)


def test_what_cannot_be_read_is_accounted_for_with_its_inciso_11_5(lote):
    ilegible = written(1, inciso="e", comentario="Ilegible", clave_elector="", ocr="", nombre="", firmada="")
    [folio] = typed(lote, ilegible)
    assert (classes(folio), now(folio).persona) == (["con_inconsistencia"], None)
    [sin_inciso] = types(lote, written(2, VECINA, clave_elector=""))
    assert [f["codigo"] for f in sin_inciso["faltas"]] == ["falta"]


def test_the_municipio_of_the_run_stands_where_the_cedula_says_none(proceso):
    papeles.prepare()
    lote = papeles.run(municipio=MUNICIPIO)
    ninguno, otro = types(lote, written(1), written(2, VECINA, municipio="99"))
    assert ninguno["avisos"] == []
    assert [a["codigo"] for a in otro["avisos"]] == ["municipio_no_amparado"]


def test_a_list_goes_on_by_number_over_what_was_not_typed(lote):
    types(lote, written(1), written(5, VECINA, "b"))
    pagina = list_cedulas_of_lote(OPL, lote, 0, 2)
    assert ([c["numero"] for c in pagina["elementos"]], pagina["siguiente"]) == ([1], "2")
    resto = list_cedulas_of_lote(OPL, lote, 2, 10)
    assert [(c["numero"], c["inciso"], c["soporte"]) for c in resto["elementos"]] == [(5, "b", False)]
    assert resto["siguiente"] is None


def test_the_integrity_code_cannot_be_guessed_from_the_data_18_5(lote):
    uno, otro = typed(lote, written(1), written(2))
    assert now(uno).integridad != now(otro).integridad
    crudo = str(now(uno).serialize())
    assert not any(v in crudo for v in (PERSONA.clave_elector, PERSONA.ocr, PERSONA.apellido_paterno))


@pytest.mark.parametrize(
    "ajeno",
    [
        Principal("x", Rol.OPL, opl="OTRO"),
        Principal("x", Rol.OPERADOR, opl=mundo.OPL, proceso="OTRO27", operador="OPER1"),
    ],
)
def test_a_run_of_another_is_as_if_it_did_not_exist_5_1(lote, ajeno):
    dichos = set()
    for cual in (lote, "LNADA"):
        with pytest.raises(NoEncontrado) as error:
            types(cual, written(1), quien=ajeno)
        dichos.add(error.value.detalle)
    assert (len(dichos), figures(lote)) == (1, (0, 0, 0))
