"""What a list of records says and admits, and whose reports one sees (Protocolo 7.1 B, 7.12, 18.5)."""

from datetime import UTC, datetime

import pytest

from chalicelib.rules.apoyos.clases import Clase, classify, is_reviewed
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.historia import Recibido, Revisado, SituacionRegistral, Verificado
from chalicelib.rules.base.permisos import PERMISOS, Accion, Rol
from chalicelib.rules.reportes.nominativo import FiltroNominativo, facts_until
from chalicelib.rules.reportes.pedido import PARA, VEN_DATOS, ClaseReporte, side_of

CORTE = datetime(2027, 1, 20, 12, tzinfo=UTC)


def test_a_filter_of_nothing_admits_all():
    todos = FiltroNominativo()
    assert todos.only_days and todos.set_filters() == {}
    assert todos.admits_sender("AUX1", "auxiliar") and todos.admits_state("baja", True)


def test_a_filter_by_review_tells_no_from_not_asked():
    assert FiltroNominativo(revisado=False).admits_state("baja", False)
    assert not FiltroNominativo(revisado=False).admits_state("baja", True)
    assert FiltroNominativo(revisado=False).set_filters() == {"revisado": False}


@pytest.mark.parametrize("campo", ["clase", "auxiliar", "modo", "revisado"])
def test_a_filter_by_more_than_days_has_to_look_at_each_record(campo):
    assert not FiltroNominativo(**{campo: False if campo == "revisado" else "x"}).only_days
    assert FiltroNominativo(desde="2027-01-10", hasta="2027-01-11").only_days


def test_days_are_the_centres_and_nothing_after_the_cut_is_admitted():
    desde, hasta = FiltroNominativo(desde="2027-01-10", hasta="2027-01-10").span(CORTE)
    assert desde == datetime(2027, 1, 10, 6, tzinfo=UTC)
    assert hasta == datetime(2027, 1, 11, 6, tzinfo=UTC)
    assert FiltroNominativo(hasta="2027-01-30").span(CORTE) == FiltroNominativo().span(CORTE) == (None, CORTE)


def test_a_record_is_classed_by_what_had_happened_until_the_cut():
    historia = [
        Recibido("2027-01-10T06:00:00.000Z"),
        Verificado("2027-01-10T06:00:05.000Z", SituacionRegistral.LISTA_NOMINAL),
        Revisado("2027-01-12T10:00:00.000Z", "OPER1", Dictamen("m", "Sin firma")),
    ]
    antes, justo = (
        facts_until(historia, c) for c in ("2027-01-12T09:59:59.999Z", "2027-01-12T10:00:00.000Z")
    )
    assert (classify(antes).clase, is_reviewed(antes)) == (Clase.EN_LISTA_NOMINAL, False)
    assert (classify(justo).clase, is_reviewed(justo)) == (Clase.CON_INCONSISTENCIA, True)
    assert classify(facts_until(historia, "2027-01-10T06:00:01.000Z")).clase is Clase.EN_PROCESO


def test_only_authorities_see_who_the_citizens_are_and_their_reports_are_apart_18_5():
    for rol in VEN_DATOS:
        assert side_of(rol) == "autoridad"
    for rol in (Rol.ASPIRANTE, Rol.REPRESENTANTE):
        assert rol not in VEN_DATOS and side_of(rol) == "aspirante"


def test_whoever_may_have_a_report_of_a_kind_may_ask_for_reports():
    assert set(PARA) == set(ClaseReporte)
    for roles in PARA.values():
        assert all(Accion.OBTENER_REPORTES in PERMISOS[rol] for rol in roles)
