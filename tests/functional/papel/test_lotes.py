"""The exception regime granted by municipio, and the runs of what was handed over under it (Protocolo 11.1-11.4)."""

from datetime import date, timedelta

import pytest

from chalicelib.problemas import Conflicto, DatosNoAdmitidos, NoEncontrado
from chalicelib.problemas.aspirantes import AspiranteNoVigente
from chalicelib.problemas.captacion import RecepcionCerrada
from chalicelib.problemas.papel import SinRegimenDeExcepcion
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.papel.excepciones import Excepcion, grants_of
from chalicelib.store.papel.lotes import LotePapel
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.workflows.papel.excepciones import grant_excepcion, list_excepciones, withdraw_excepcion
from chalicelib.workflows.papel.lotes import close_lote, describe_lote, list_lotes, observation_of
from tests.escenario import mundo, papeles
from tests.escenario.movil import meanwhile
from tests.escenario.mundo import AHORA, FIN, INICIO, PERIODO, PROCESO
from tests.escenario.papeles import AJENO, DESDE, MUNICIPIO, OPL, OTRO, VECINA, types, written

MINUTO = timedelta(minutes=1)


@pytest.fixture
def abierto(proceso) -> None:
    papeles.prepare()


def grants() -> list[tuple[str, bool]]:
    return [(e.otorgamiento, e.retirado_en is None) for e in grants_of("ASPA")]


def test_each_grant_and_withdrawal_stays_in_the_history_11_2(abierto):
    withdraw_excepcion(OPL, "ASPA", MUNICIPIO, "RETIRO-1", AHORA)
    nueva = grant_excepcion(OPL, "ASPA", MUNICIPIO, "OF/2", date(2027, 1, 14), AHORA + MINUTO)
    assert (nueva.desde, nueva.otorgada_por) == ("2027-01-14T06:00:00.000Z", "CTAOPL")
    assert grants() == [("020-0001", False), ("020-0002", True)]
    primera = grants_of("ASPA")[0]
    assert (primera.oficio, primera.retiro_oficio, primera.retirado_en) == (
        "OF/020",
        "RETIRO-1",
        "2027-01-15T06:00:00.000Z",
    )


def test_an_oficio_acts_once_however_late_it_comes_again(abierto):
    grant_excepcion(OPL, "ASPA", MUNICIPIO, "OF/020", DESDE, AHORA)
    withdraw_excepcion(OPL, "ASPA", MUNICIPIO, "RETIRO-1", AHORA)
    assert grant_excepcion(OPL, "ASPA", MUNICIPIO, "OF/020", DESDE, AHORA).retirado_en is not None
    grant_excepcion(OPL, "ASPA", MUNICIPIO, "OF/2", DESDE, AHORA)
    withdraw_excepcion(OPL, "ASPA", MUNICIPIO, "RETIRO-1", AHORA + MINUTO)
    assert grants() == [("020-0001", False), ("020-0002", True)]


def test_only_municipios_of_the_periods_list_are_granted_and_from_no_later_day_11_1(abierto):
    with pytest.raises(DatosNoAdmitidos) as error:
        grant_excepcion(OPL, "ASPA", AJENO, "OF/9", date(2027, 1, 16), AHORA)
    assert [f["codigo"] for f in error.value.extra["faltas"]] == ["sin_excepcion", "fecha_futura"]
    with pytest.raises(DatosNoAdmitidos):
        grant_excepcion(OPL, "ASPA", OTRO, "OF/9", date(27, 1, 12), AHORA)


def test_what_is_granted_is_not_granted_again_and_what_is_not_cannot_be_withdrawn(abierto):
    with pytest.raises(Conflicto):
        grant_excepcion(OPL, "ASPA", MUNICIPIO, "OF/2", DESDE, AHORA)
    with pytest.raises(Conflicto):
        withdraw_excepcion(OPL, "ASPA", OTRO, "RETIRO-1", AHORA)
    assert grants() == [("020-0001", True)]


def test_of_two_who_grant_a_municipio_at_once_one_does(abierto):
    with (
        meanwhile(lambda: grant_excepcion(OPL, "ASPA", OTRO, "OF/A", DESDE, AHORA)),
        pytest.raises(Conflicto),
    ):
        grant_excepcion(OPL, "ASPA", OTRO, "OF/B", DESDE, AHORA)
    assert [e.oficio for e in grants_of("ASPA", OTRO)] == ["OF/A"]


def test_a_municipio_is_withdrawn_once_by_two_at_once(abierto):
    with (
        meanwhile(lambda: withdraw_excepcion(OPL, "ASPA", MUNICIPIO, "RETIRO-A", AHORA)),
        pytest.raises(Conflicto),
    ):
        withdraw_excepcion(OPL, "ASPA", MUNICIPIO, "RETIRO-B", AHORA)
    assert [e.retiro_oficio for e in Excepcion.query("ASPA")] == ["RETIRO-A"]


def test_nothing_is_granted_to_who_is_not_confirmed_6_1_f(abierto):
    Aspirante("ASPB").update(actions=[Aspirante.estado.set("registrado")])
    with pytest.raises(AspiranteNoVigente):
        grant_excepcion(OPL, "ASPB", MUNICIPIO, "OF/1", DESDE, AHORA)


def test_the_aspirante_sees_the_own_and_nobody_elses_11_2(abierto):
    propio = Principal("s", Rol.ASPIRANTE, aspirante="ASPA")
    assert [e.municipio for e in list_excepciones(propio, "ASPA")] == [MUNICIPIO]
    with pytest.raises(NoEncontrado):
        list_excepciones(propio, "ASPB")


def test_a_run_opened_twice_for_one_document_is_one_run_11_4(abierto):
    lote = papeles.run()
    assert papeles.run() == lote
    with pytest.raises(Conflicto):
        papeles.run(declaradas=4)
    assert [f.lote for f in list_lotes(OPL, "ASPA", "", 5)] == [lote]
    assert papeles.run("ACUSE-2") != lote


def test_of_two_who_open_the_run_of_one_document_both_get_it_11_4(abierto):
    otro: list[str] = []
    with meanwhile(lambda: otro.append(papeles.run())):
        assert [papeles.run()] == otro
    assert len(list(LotePapel.scan())) == 1


@pytest.mark.parametrize(
    ("entregado", "admite"),
    [
        (INICIO, True),
        (FIN + timedelta(hours=24), True),
        (FIN + timedelta(hours=24, minutes=1), False),
    ],
)
def test_paper_is_received_until_24_hours_after_the_period_however_late_it_is_typed_9_16(
    abierto, monkeypatch, entregado, admite
):
    monkeypatch.setattr(papeles, "AHORA", FIN + timedelta(days=9))
    if admite:
        [dicha] = types(papeles.run(entregado=entregado), written(1, firmada="10012027"))
        assert dicha["estado"] == "recibida"
    else:
        with pytest.raises(RecepcionCerrada):
            papeles.run(entregado=entregado)


def test_paper_with_a_future_date_or_of_an_inactive_period_is_refused(abierto):
    with pytest.raises(DatosNoAdmitidos):
        papeles.run(entregado=AHORA + MINUTO)
    Periodo(PROCESO, PERIODO).update(actions=[Periodo.estado.set("inactivo")])
    forget_copies()
    with pytest.raises(RecepcionCerrada):
        papeles.run()


def test_who_has_no_municipio_granted_hands_over_no_paper_11_2(abierto):
    with pytest.raises(SinRegimenDeExcepcion):
        papeles.run(aspirante="ASPB")
    with pytest.raises(DatosNoAdmitidos):
        papeles.run(municipio=OTRO)


def test_the_run_says_how_far_it_is_11_4(abierto):
    lote = papeles.run()
    types(lote, written(1), written(4, VECINA, "c"))
    [fila] = list_lotes(OPL, "ASPA", "", 5)
    dicho = describe_lote(fila)
    assert (dicho["declaradas"], dicho["capturadas"], dicho["con_inciso"]) == (3, 2, 1)
    assert (dicho["sin_soporte"], dicho["ultimo"], dicho["estado"]) == (2, 4, "abierto")


def test_a_run_with_another_count_than_declared_is_closed_with_an_observation_11_4(abierto):
    lote = papeles.run(declaradas=2)
    types(lote, written(1))
    with pytest.raises(DatosNoAdmitidos):
        close_lote(OPL, lote, 1, "", AHORA)
    cerrado = close_lote(OPL, lote, 1, "Una venía en blanco", AHORA)
    assert (cerrado.estado, observation_of(cerrado)) == ("cerrado", "Una venía en blanco")
    assert "blanco" not in str(cerrado.serialize())
    assert close_lote(OPL, lote, 1, "Una venía en blanco", AHORA + MINUTO).cerrado_en == cerrado.cerrado_en
    with pytest.raises(Conflicto):
        close_lote(OPL, lote, 1, "Otra cosa", AHORA)


def test_a_run_is_not_closed_over_cedulas_typed_meanwhile_11_4(abierto):
    lote = papeles.run(declaradas=1)
    types(lote, written(1))
    with meanwhile(lambda: types(lote, written(2, VECINA))), pytest.raises(Conflicto):
        close_lote(OPL, lote, 1, "", AHORA)
    assert LotePapel.get(lote).estado == "abierto"


def test_a_run_of_the_declared_count_closes_without_a_word_11_4(abierto):
    lote = papeles.run(declaradas=1)
    types(lote, written(1))
    assert close_lote(OPL, lote, 1, "", AHORA).estado == "cerrado"
    assert OPL.opl == mundo.OPL
