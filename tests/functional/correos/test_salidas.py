"""Whoever dies anywhere in a change leaves either nothing or the change with all that it owes (Protocolo 5.4-17)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from botocore.exceptions import EndpointConnectionError
from chalice.test import Client

from chalicelib.base import aws, config
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.atencion.solicitudes import Solicitud
from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.base.tabla import iso
from chalicelib.store.correos.anuncios import Anuncio
from chalicelib.store.correos.salidas import DEMORA, Salida
from chalicelib.store.cuentas.cuentas import active_accounts
from chalicelib.store.cuentas.titulares import find_titular
from chalicelib.workflows.correos.salidas import SalidasPendientes, send_overdue
from chalicelib.workflows.mi_apoyo.activacion import activate_mi_apoyo
from chalicelib.workflows.privacidad.actos import note_unfinished
from tests.escenario import registros
from tests.escenario.api import Api, Sesion, api, emisores
from tests.escenario.ciudadania import VECINA, gente
from tests.escenario.grupos import grupo
from tests.escenario.mensajes import taken
from tests.escenario.muertes import Muerte, dying
from tests.escenario.portal import aspirante, delivered, form, move, personas, register, registered, remove
from tests.escenario.recursos import empty_queues
from tests.escenario.titulares import DECLARACION, do, granted, ine, oficina, opl

__all__ = ["api", "aspirante", "emisores", "gente", "grupo", "ine", "oficina", "opl", "personas"]

pytestmark = pytest.mark.lento
Caso = tuple[Callable[[], object], Callable[[], bool]]
"""A change, and whether it has been made."""


@contextmanager
def queues_down() -> Iterator[None]:
    """The queues cannot be reached."""

    def fail(**_: object) -> None:
        raise EndpointConnectionError(endpoint_url="sqs")

    eventos = aws.client("sqs").meta.events
    eventos.register_first("before-call.sqs.SendMessageBatch", fail)
    yield
    eventos.unregister("before-call.sqs.SendMessageBatch", fail)


def watch() -> None:
    """The function, as its schedule invokes it."""
    import app

    with Client(app.app) as cliente:
        cliente.lambda_.invoke("salidas", cliente.events.generate_cw_event("aws.events", "x", {}, []))


def later() -> datetime:
    return datetime.now(UTC) + DEMORA + timedelta(minutes=1)


def every_death(cases: Iterator[Caso], mails: int, receive: Callable[[], list] = delivered) -> int:
    """Each case dies one write later than the one before, until one lives; how many died with the change made.

    What is owed comes, once, exactly if the change was made.
    """
    hechos, n, vive = 0, 0, False
    while not vive:
        n += 1
        cambio, esta = next(cases)
        receive()
        try:
            with dying(n):
                cambio()
            vive = True
        except Muerte:
            hechos += esta()
        send_overdue(later())
        note_unfinished(later())  # an act announced, and not noted by whoever died, is owed too
        assert len(receive()) == (mails if esta() else 0), f"write {n}"
        assert Salida.count() == 0
    return hechos


def test_an_auxiliar_registered_is_told_even_if_the_run_dies_7_5(api: Api, personas, aspirante: Sesion):
    def cases() -> Iterator[Caso]:
        for n in range(100):
            for a in [a for a in Auxiliar.scan() if a.vuelta is not None and a.historia and not a.baja]:
                remove(api, aspirante, a.auxiliar)
            antes = {a.auxiliar for a in Auxiliar.scan()}
            datos = form(personas[0], f"n{n}@muestra.invalid")
            yield (
                lambda datos=datos: register(api, aspirante, datos),
                lambda antes=antes: len({a.auxiliar for a in Auxiliar.scan()} - antes) == 1,
            )

    assert every_death(cases(), 1) >= 3


def renewed(api: Api, personas, aspirante: Sesion) -> Iterator[str]:
    """Somebody in force, again and again."""
    for n in range(100):
        auxiliar = registered(api, aspirante, form(personas[0], f"n{n}@muestra.invalid"))
        yield auxiliar
        if not Auxiliar.get(auxiliar).baja:
            remove(api, aspirante, auxiliar)


def test_an_auxiliar_removed_is_told_even_if_the_run_dies_7_7(api: Api, personas, aspirante: Sesion):
    def cases() -> Iterator[Caso]:
        for auxiliar in renewed(api, personas, aspirante):
            yield (
                lambda a=auxiliar: remove(api, aspirante, a),
                lambda a=auxiliar: bool(Auxiliar.get(a).baja),
            )

    assert every_death(cases(), 1) >= 3


def test_both_addresses_of_a_change_are_told_even_if_the_run_dies_9_17(api: Api, personas, aspirante: Sesion):
    def cases() -> Iterator[Caso]:
        for auxiliar in renewed(api, personas, aspirante):
            yield (
                lambda a=auxiliar: move(api, aspirante, a, f"otro{a}@muestra.invalid"),
                lambda a=auxiliar: int(Auxiliar.get(a).confirmaciones) == 2,
            )

    assert every_death(cases(), 2) >= 3


def test_an_aspirante_confirmed_is_told_even_if_the_run_dies_6_1_f(api: Api):
    registros.open_process()
    empty_queues()
    opl = api.entra("opl", opl=registros.OPL)

    def cases() -> Iterator[Caso]:
        for n in range(100):
            folio = registros.registered(api, opl, n)
            registros.sheet(api, opl, folio)
            yield (
                lambda f=folio: api.pide("POST", f"/v1/aspirantes/{f}/confirmacion", opl, {"version": 1}),
                lambda f=folio: Aspirante.get(f).estado == "confirmado",
            )

    assert every_death(cases(), 1) >= 3


def test_a_representative_named_is_told_even_if_the_run_dies_7_1(api: Api):
    registros.open_process()
    empty_queues()
    folio = registros.confirmed(api, api.entra("opl", opl=registros.OPL))
    quien = api.entra("aspirante", proceso=registros.PROCESO, aspirante=folio)

    def cases() -> Iterator[Caso]:
        for n in range(100):
            datos = {"nombre": "Ana Muestra", "correo": f"rep{n}@muestra.invalid", "proveedor": "google"}
            antes = Aspirante.get(folio).representante
            yield (
                lambda d=datos: api.pide("PUT", f"/v1/aspirantes/{folio}/representante", quien, d),
                lambda a=antes: Aspirante.get(folio).representante != a,
            )

    assert every_death(cases(), 1) >= 3


def test_who_opened_a_request_is_told_even_if_the_run_dies_17_2(api: Api, personas):
    def cases() -> Iterator[Caso]:
        for n in range(100):
            antes = Solicitud.count()
            cuerpo = {"tema": "envio", "texto": f"Texto sintético {n}."}
            sesion = api.entra(
                "auxiliar", proceso=registros.PROCESO, aspirante="ASPA", auxiliar="AUX1"
            )  # asking is limited
            yield (
                lambda c=cuerpo, s=sesion: api.pide("POST", "/v1/atencion/solicitudes", s, c),
                lambda a=antes: Solicitud.count() > a,
            )

    assert every_death(cases(), 1) >= 3


def test_an_official_whose_account_is_active_is_told_even_if_the_run_dies_5_4(
    api: Api, grupo, oficina, ine, opl
):
    empty_queues()

    def cases() -> Iterator[Caso]:
        for n in range(100):
            sufijo = chr(ord("a") + n % 26) * (1 + n // 26)
            cuenta = granted(
                api, ine, opl, nombre=f"Ana Muestra {sufijo}", correo=f"ana.{sufijo}@ine.invalid"
            )
            yield (
                lambda c=cuenta: do(api, ine, c, "declaracion", DECLARACION),
                lambda c=cuenta: find_titular(c).estado == "activa",
            )

    assert every_death(cases(), 1) >= 3


def test_an_announcement_begins_to_be_handed_out_even_if_the_run_dies_9_15(api: Api, personas):
    ine = api.entra("ine")

    def cases() -> Iterator[Caso]:
        for n in range(100):
            antes = Anuncio.count()
            cuerpo = {
                "tipo": "otro",
                "audiencia": {"alcance": "todos"},
                "asunto": f"Prueba {n}",
                "texto": "Texto.",
            }
            yield (
                lambda c=cuerpo: api.pide("POST", "/v1/anuncios", ine, c),
                lambda a=antes: Anuncio.count() > a,
            )

    def nudges() -> list:
        return list({m["anuncio"] for m in taken(config.COLA_OLEADAS)})

    assert every_death(cases(), 1, nudges) >= 3


def test_a_citizen_replaced_in_mi_apoyo_is_told_even_if_the_run_dies_10_2(gente):
    empty_queues()

    def cases() -> Iterator[Caso]:
        gente.signs_in(VECINA).activate()
        for _ in range(100):
            nueva = gente.signs_in(VECINA)
            codigo, quien = (
                nueva.ask(),
                Principal(nueva.sesion.sujeto, Rol.VISITANTE, correo=nueva.correo),
            )
            yield (
                lambda p=nueva.app, c=codigo, q=quien: activate_mi_apoyo(
                    q, p.activacion, c, p.dispositivo, datetime.now(UTC)
                ),
                lambda q=quien: bool(active_accounts(q.sujeto)),
            )

    assert every_death(cases(), 1) >= 2


def test_a_queue_that_fails_does_not_undo_the_change_and_the_watch_sends_it(api: Api, personas, aspirante):
    with queues_down():
        assert register(api, aspirante, form(personas[0])).estado == 201
    assert delivered() == []
    assert Salida.count() == 1
    watch()  # too young: whoever owes it may be about to hand it over
    assert delivered() == []
    send_overdue(later())
    assert len(delivered()) == 1
    assert Salida.count() == 0


def test_while_the_queue_fails_the_watch_fails_and_forgets_nothing(api: Api, personas, aspirante):
    with queues_down():
        register(api, aspirante, form(personas[0]))
        with pytest.raises(SalidasPendientes):
            send_overdue(later())
    assert send_overdue(later()) == 1
    assert len(delivered()) == 1


def test_a_death_between_queue_and_row_repeats_the_message_and_the_mail_is_sent_once(
    api: Api, personas, aspirante
):
    register(api, aspirante, form(personas[0]))
    [mensaje] = taken(config.COLA_CORREOS)
    for _ in range(2):
        Salida(salida="x", cola=config.COLA_CORREOS, cuerpo=mensaje, desde=iso(datetime.now(UTC))).save()
        send_overdue(later())
    assert len(delivered()) == 1


def test_nothing_of_a_person_lies_in_what_is_owed_18_5(api: Api, personas, aspirante):
    with queues_down():
        auxiliar = register(api, aspirante, form(personas[0])).cuerpo["auxiliar"]
        move(api, aspirante, auxiliar, "dos@muestra.invalid")
        remove(api, aspirante, auxiliar)
    guardado = str([s.serialize() for s in Salida.scan()])
    assert auxiliar in guardado
    for dato in ("muestra.invalid", personas[0].nombre, personas[0].clave_elector):
        assert dato not in guardado
