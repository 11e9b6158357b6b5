"""An act that changes something leaves its entry, or a trace of the doubt, whoever dies and wherever (15.2, 18.7)."""

from contextlib import suppress
from datetime import timedelta

import pytest
from click.testing import CliRunner

from chalicelib.base import config
from chalicelib.base.reloj import ahora
from chalicelib.borde.anotacion import ActoDeRuta, noted
from chalicelib.handlers.eventos.salidas import salidas as vigia
from chalicelib.problemas import Conflicto
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.base.tabla import iso
from chalicelib.store.correos.salidas import DEMORA, INTENTO, Salida, list_intents, list_overdue
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.privacidad.bitacora import Asiento
from chalicelib.store.procesos.opls import Opl
from chalicelib.workflows.base.bitacora_nota import mac_key
from chalicelib.workflows.privacidad.actos import ActosPendientes, note_unfinished
from consola.__main__ import main
from tests.escenario.api import Api, Sesion, api, emisores
from tests.escenario.movil import before_call
from tests.escenario.muertes import Falla, Muerte, dying
from tests.functional.borde.pedidos import routes

__all__ = ["api", "emisores"]
DATOS = {"opl": "IEEG", "nombre": "Instituto Electoral (sintético)", "entidad": "11"}
QUIEN = Principal("grupo|alguien", Rol.INE, cuenta="CTAUNA")
RELOJ = {
    "version": "0", "id": "1", "detail-type": "Scheduled Event", "source": "aws.events", "account": "1",
    "time": "", "region": "", "resources": [], "detail": {},
}  # fmt: skip
LUEGO = DEMORA + timedelta(minutes=1)
HECHO, DUDOSO = ("opl_registrado",), ("acto_sin_desenlace",)
"""Entries that an act leaves."""


@pytest.fixture
def ine(api: Api) -> Sesion:
    sesion = api.entra("ine", institucion="ine")
    assert api.pide("GET", "/v1/cuenta", sesion).estado == 200  # the login is noted by now
    return sesion


def events(actor: str) -> list[tuple[str, str]]:
    return [(str(a.evento), str(a.objeto)) for a in auditoria.entries_of(actor)]


def doubts(actor: str) -> list[str]:
    return [objeto for evento, objeto in events(actor) if evento == Evento.ACTO_SIN_DESENLACE]


def test_an_act_that_ended_leaves_no_intent_and_so_does_a_refusal(api, ine):
    assert api.pide("POST", "/v1/opls", ine, DATOS).estado == 201
    assert api.pide("POST", "/v1/opls", ine, DATOS | {"nombre": "Otro nombre"}).estado == 409
    assert list(Salida.scan()) == []
    assert [e for e, _ in events(ine.sujeto)].count("opl_registrado") == 1


@pytest.mark.parametrize("despues", [False, True], ids=["before", "after"])
def test_an_act_that_stands_is_in_the_log_whichever_write_is_died_at(api, ine, despues):
    """As done or in doubt; both of a death between the entry and the end of the intent, as the act makes its id."""
    with dying() as escrituras:
        api.pide("POST", "/v1/opls", ine, DATOS)
    dados: list[tuple[str, ...]] = []
    for en in range(1, escrituras.n + 1):
        for opl in Opl.scan():
            opl.delete()
        antes = len(events(ine.sujeto))
        with suppress(Muerte), dying(en, despues=despues):
            api.pide("POST", "/v1/opls", ine, DATOS)
        auditoria.forget_chain_ends()
        note_unfinished(ahora() + LUEGO)
        note_unfinished(ahora() + LUEGO)
        nuevos = [e for e, _ in events(ine.sujeto)[antes:]]
        if list(Opl.scan()):
            dados.append(tuple(nuevos))
        else:
            assert len(nuevos) <= 1, en
        assert list(Salida.scan()) == [], en
    assert set(dados) <= {HECHO, DUDOSO, HECHO + DUDOSO}, dados
    assert dados.count(HECHO + DUDOSO) <= 1, dados
    assert auditoria.find_break(mac_key(), ine.sujeto) is None


@pytest.mark.parametrize("como", [Falla, Muerte])
def test_of_every_kind_of_act_a_death_between_act_and_entry_is_found_18_7(aws_fingido, como):
    cambian = [r for r in routes() if r.evento and r.metodo != "GET"]
    assert len(cambian) > 50

    def act() -> None:
        raise como

    for n, r in enumerate(cambian):
        with pytest.raises(como):
            noted(ActoDeRuta(QUIEN, r.evento, f"ID{n}", r.objeto, cambia=True), act)
    assert note_unfinished(ahora()) == 0  # they may still be at it
    assert note_unfinished(ahora() + LUEGO) == len(cambian)
    dichos = {tuple(d.split(" ")[:2]) for d in doubts(QUIEN.sujeto)}
    assert dichos == {(r.evento.value, f"ID{n}") for n, r in enumerate(cambian)}
    assert auditoria.find_break(mac_key(), QUIEN.sujeto) is None


def test_what_could_not_be_noted_is_noted_by_the_watch(api, ine):
    """The caller gets 500, as of any act whose entry is refused; the change stands, and the log says so in the end."""

    def refuse() -> None:
        raise Falla

    with before_call(1, refuse, "PutItem"):
        assert api.pide("POST", "/v1/opls", ine, DATOS).estado == 500
    assert (list(Opl.scan()), list_intents(ahora() + LUEGO)) == (
        [],
        [],
    )  # not even announced: nothing was done
    with before_call(3, refuse, "PutItem"):
        r = api.pide("POST", "/v1/opls", ine, DATOS)
    assert (r.estado, [o.opl for o in Opl.scan()]) == (500, ["IEEG"])
    assert note_unfinished(ahora() + LUEGO) == 1
    [duda] = doubts(ine.sujeto)
    assert duda.startswith("opl_registrado ")


def test_an_intent_is_no_message_of_a_queue_and_the_console_lists_it(aws_fingido):
    with pytest.raises(Falla):
        noted(ActoDeRuta(QUIEN, Evento.OPL_REGISTRADO, "IEEG", "opl", cambia=True), lambda: _fail(Falla))
    assert list_overdue(ahora() + LUEGO) == []
    vigia(RELOJ, None)  # too young
    salida = CliRunner().invoke(main, ["auditoria", "pendientes"])
    assert "opl_registrado IEEG CTAUNA\nActos sin anotar: 1" in salida.output
    [intento] = Salida.scan()
    intento.update(actions=[Salida.desde.set(iso(ahora() - LUEGO))])
    vigia(RELOJ, None)
    assert [d.split(" ")[1] for d in doubts(QUIEN.sujeto)] == ["IEEG"]
    assert CliRunner().invoke(main, ["auditoria", "pendientes"]).output == "Actos sin anotar: 0\n"


def test_a_doubt_of_one_person_is_not_settled_by_the_act_of_another_nor_by_an_older_one(aws_fingido):
    def act(objeto: str, como: type[BaseException]) -> None:
        with suppress(como):
            noted(ActoDeRuta(QUIEN, Evento.OPL_REGISTRADO, objeto, "opl", cambia=True), lambda: _fail(como))

    auditoria.append_entry(
        mac_key(),
        auditoria.ActoAnotado(QUIEN.sujeto, "ine", "CTAUNA", Evento.OPL_REGISTRADO, "VIEJO", "ine"),
        ahora() - timedelta(hours=1),
    )
    act("VIEJO", Falla)
    act("REHUSADO", Conflicto)
    assert note_unfinished(ahora() + LUEGO) == 1
    assert [d.split(" ")[1] for d in doubts(QUIEN.sujeto)] == ["VIEJO"]
    assert len(list(Asiento.scan())) == 2


def test_an_act_that_makes_its_own_id_is_not_settled_by_another_of_its_kind(aws_fingido):
    """Somebody registers one aspirante, the function dies, and they register the next within minutes."""
    with pytest.raises(Falla):
        noted(
            ActoDeRuta(QUIEN, Evento.ASPIRANTE_REGISTRADO, "", "aspirante", cambia=True), lambda: _fail(Falla)
        )
    otro = ActoDeRuta(QUIEN, Evento.ASPIRANTE_REGISTRADO, "", "aspirante", cambia=True)
    assert noted(otro, lambda: {"aspirante": "ASPB"}) == {"aspirante": "ASPB"}
    assert note_unfinished(ahora() + LUEGO) == 1
    assert len(doubts(QUIEN.sujeto)) == 1


def test_a_doubt_is_entered_once_though_its_intent_stayed(aws_fingido):
    with pytest.raises(Falla):
        noted(ActoDeRuta(QUIEN, Evento.OPL_REGISTRADO, "IEEG", "opl", cambia=True), lambda: _fail(Falla))
    [intento] = Salida.scan()
    assert note_unfinished(ahora() + LUEGO) == 1
    intento.save()  # as if the watch had died before it was deleted
    assert note_unfinished(ahora() + LUEGO) == 0
    assert (len(doubts(QUIEN.sujeto)), list(Salida.scan())) == (1, [])


def test_an_audit_log_that_takes_nothing_holds_up_no_mail(aws_fingido):
    """Neither does one intent hold up another; the run fails, so that its alarm is heard."""
    viejo = iso(ahora() - LUEGO)
    for n in range(2):
        with pytest.raises(Falla):
            noted(ActoDeRuta(QUIEN, Evento.OPL_REGISTRADO, f"O{n}", "opl", cambia=True), lambda: _fail(Falla))
    for intento in Salida.scan():
        intento.update(actions=[Salida.desde.set(viejo)])
    Salida(salida="correo#1", cola=config.COLA_CORREOS, cuerpo={"clave": "correo#1"}, desde=viejo).save()

    def refuse() -> None:
        raise Falla

    with before_call(1, refuse, "PutItem"), pytest.raises(ActosPendientes):
        vigia(RELOJ, None)
    assert [s.cola for s in Salida.scan()] == [INTENTO]
    assert len(doubts(QUIEN.sujeto)) == 1


def _fail(como: type[BaseException]) -> None:
    raise como("sintético") if como is Conflicto else como
