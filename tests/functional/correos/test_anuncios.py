"""Announcements: whom they reach, once each, at what cost of failures (Protocolo 9.15, 9.17, 12.2, 17.4)."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from moto.ses import ses_backends

from chalicelib.base import aws, config
from chalicelib.handlers.eventos import masivos as consumidor
from chalicelib.handlers.eventos.oleadas import oleadas
from chalicelib.rules.base.permisos import Rol
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.correos import anuncios
from chalicelib.store.correos.entregas import EstadoEntrega
from chalicelib.store.correos.totales import read_batch_totals
from chalicelib.store.correos.tramos import FIN, Tramo, advance_tramo, find_tramo
from chalicelib.store.cuentas.cuentas import lista_ciudadania
from chalicelib.store.mi_apoyo.ciudadanos import Ciudadano
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.procesos.opls import Opl
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.vault.secretos import seal_fields
from chalicelib.workflows.base.representante import identity_of
from chalicelib.workflows.base.secretos import seal_persona, secreto_de, secreto_sistema
from chalicelib.workflows.cartas import CARTAS
from chalicelib.workflows.correos import destinatarios
from chalicelib.workflows.correos.carta import AvisoCorreo
from chalicelib.workflows.correos.correo import deliver_notice
from chalicelib.workflows.correos.oleadas import hand_out_next_page, queue_stretches
from tests.escenario import mundo
from tests.escenario.api import Api, api, emisores
from tests.escenario.cuentas import account as sealed_account
from tests.escenario.cuentas import keep_account
from tests.escenario.mensajes import batch, failed, taken
from tests.escenario.muertes import Muerte, dying
from tests.escenario.recursos import CUENTA, empty_queues

__all__ = ["api", "emisores"]
AHORA = datetime(2026, 6, 1, 15, tzinfo=UTC)
TODOS = {"alcance": "todos"}
OTRO = {"tipo": "otro", "audiencia": TODOS, "asunto": "Prueba", "texto": "Texto sintético."}


@pytest.fixture
def ine(api: Api):
    """Nobody but the INE, signed in."""
    empty_queues()
    return api.entra("ine")


@pytest.fixture
def gente(ine):
    """The world: three aspirantes with an auxiliar each, two OPLs' accounts, a citizen; the INE signed in."""
    mundo.open_world()
    Opl(opl=mundo.OPL, nombre="OPL sintético", entidad="11").save()
    Opl(opl="OPLY", nombre="Otro OPL sintético", entidad="12").save()
    for n, aspirante in enumerate(mundo.ASPIRANTES, start=1):
        datos = seal_persona(mundo.PROCESO, f"aspirante {aspirante}", {"correo": f"asp{n}@muestra.invalid"})
        Aspirante(aspirante).update(actions=[Aspirante.datos.set(datos)])
    account("opl", "C1", institucion=mundo.OPL, opl=mundo.OPL)
    account("opl", "C2", institucion="OPLY", opl="OPLY")
    citizen("C3")
    return ine


def account(rol: str, cuenta: str, *, correo: str = "", estado: str = "activa", **alcance: str) -> None:
    datos = {"correo": correo or f"{cuenta.lower()}@muestra.invalid"}
    fila = sealed_account(f"emisor|{cuenta}", cuenta, Rol(rol), AHORA, **alcance)
    fila.datos, fila.estado = seal_fields(secreto_sistema(), f"cuenta {cuenta}", datos), estado
    keep_account(fila)


def citizen(quien: str) -> None:
    """A citizen as activation leaves one (10.8)."""
    fila = Ciudadano(
        ciudadano=quien, proceso=mundo.PROCESO, sujeto=f"emisor|{quien}", persona="P", alta=mundo.iso(AHORA)
    )
    datos = {"correo": f"{quien.lower()}@muestra.invalid", "proveedor": "facebook"}
    fila.datos = seal_fields(secreto_de(mundo.PROCESO), fila.identidad, datos)
    fila.save()
    lista = lista_ciudadania(mundo.PROCESO, fila.cuenta)
    sealed_account(
        fila.sujeto,
        fila.cuenta,
        Rol.CIUDADANIA,
        AHORA,
        proceso=mundo.PROCESO,
        auxiliar=quien,
        institucion=lista,
    ).save()


def announced(api: Api, ine, cuerpo) -> str:
    r = api.pide("POST", "/v1/anuncios", ine, cuerpo)
    assert r.estado == 201, r
    return str(r.cuerpo["anuncio"])


def hand_out() -> None:
    """All nudges until none waits."""
    while mensajes := taken(config.COLA_OLEADAS):
        assert failed(oleadas(batch(*mensajes), None)) == []


def send_all(momento: datetime = AHORA) -> None:
    for m in taken(config.COLA_MASIVOS):
        deliver_notice(AvisoCorreo(**m), CARTAS, momento)


def mails():
    return ses_backends[CUENTA][os.environ["AWS_REGION"]].sent_messages


def reached() -> list[str]:
    return sorted(m.destinations["ToAddresses"][0].partition("@")[0] for m in mails())


def reaches(api: Api, ine, audiencia, **mas) -> list[str]:
    announced(api, ine, OTRO | {"audiencia": audiencia} | mas)
    hand_out()
    send_all()
    return reached()


TODOS_ELLOS = ["asp1", "asp2", "asp3", "aux1", "aux2", "aux3", "c1", "c2", "c3"]


@pytest.mark.parametrize(
    ("audiencia", "quienes"),
    [
        (TODOS, TODOS_ELLOS),
        ({"alcance": "proceso", "proceso": mundo.PROCESO}, [q for q in TODOS_ELLOS if q != "c2"]),
        ({"alcance": "opl", "opl": "OPLY"}, ["c2"]),
        ({"alcance": "roles", "roles": ["auxiliar"]}, ["aux1", "aux2", "aux3"]),
        ({"alcance": "roles", "roles": ["opl", "aspirante"]}, ["asp1", "asp2", "asp3", "c1", "c2"]),
        ({"alcance": "proveedor", "proveedor": "google"}, ["aux1", "aux2", "aux3"]),
        ({"alcance": "proveedor", "proveedor": "facebook"}, ["c3"]),
    ],
    ids=["todos", "proceso", "opl", "rol", "roles", "google", "facebook"],
)
def test_an_announcement_reaches_its_audience_and_nobody_else_9_15_9_17(api: Api, gente, audiencia, quienes):
    assert reaches(api, gente, audiencia) == quienes


def test_who_left_and_who_is_suspended_are_not_written_to(api: Api, gente):
    Auxiliar("AUX2").update(actions=[Auxiliar.baja.set("2026-05-01T00:00:00.000Z")])
    account("opl", "C9", institucion=mundo.OPL, opl=mundo.OPL, estado="suspendida")
    Aspirante("ASPB").update(actions=[Aspirante.estado.set("baja")])
    quienes = reaches(api, gente, TODOS)
    assert quienes == [q for q in TODOS_ELLOS if q not in ("aux2", "asp2")]


def test_who_left_between_the_naming_and_the_sending_gets_nothing(api: Api, gente):
    anuncio = announced(api, gente, OTRO)
    hand_out()
    Auxiliar("AUX2").update(actions=[Auxiliar.baja.set("2026-05-01T00:00:00.000Z")])
    send_all()
    assert "aux2" not in reached()
    assert api.pide("GET", f"/v1/anuncios/{anuncio}", gente).cuerpo["entregas"]["sin_destino"] == 1


def test_an_aspirantes_representative_is_written_to_as_a_user_of_their_own_provider_9_17(api: Api, gente):
    datos = {"nombre": "MUESTRA", "correo": "repr@muestra.invalid", "proveedor": "x"}
    sellado = seal_fields(secreto_de(mundo.PROCESO), identity_of("ASPA"), datos)
    Aspirante("ASPA").update(actions=[Aspirante.representante.set(sellado)])
    assert reaches(api, gente, {"alcance": "proveedor", "proveedor": "x"}) == ["repr"]
    assert reaches(api, gente, {"alcance": "roles", "roles": ["representante"]}) == ["repr", "repr"]


def test_citizens_belong_to_the_opl_of_their_process(api: Api, gente):
    assert reaches(api, gente, {"alcance": "opl", "opl": mundo.OPL}) == [q for q in TODOS_ELLOS if q != "c2"]


def test_a_process_that_is_still_being_opened_has_nobody(api: Api, gente):
    Proceso(mundo.PROCESO).update(actions=[Proceso.estado.set("abriendo")])
    assert reaches(api, gente, {"alcance": "roles", "roles": ["auxiliar", "aspirante", "ciudadania"]}) == []


def test_an_account_of_the_opl_bound_to_another_process_is_not_of_this_one(api: Api, gente):
    account("operador", "C4", institucion=mundo.OPL, opl=mundo.OPL, proceso="OTRO27")
    account("operador", "C5", institucion=mundo.OPL, opl=mundo.OPL, proceso=mundo.PROCESO)
    quienes = reaches(api, gente, {"alcance": "proceso", "proceso": mundo.PROCESO})
    assert ("c4" in quienes, "c5" in quienes) == (False, True)


def test_somebody_with_several_accounts_gets_one_mail(api: Api, gente):
    account("opl", "C6", institucion="OPLY", opl="OPLY", correo="C1@MUESTRA.invalid")
    mundo.auxiliar("AUX9", "ASPB", correo="aux1@muestra.invalid").save()
    announced(api, gente, OTRO)
    hand_out()
    send_all()
    assert [r.lower() for r in reached()] == TODOS_ELLOS


def test_the_totals_are_those_of_the_mails_and_the_end_is_seen_9_15(api: Api, gente):
    mundo.auxiliar("AUX7", "ASPA", correo="sin-arroba").save()
    anuncio = announced(api, gente, OTRO)

    def shown():
        r = api.pide("GET", f"/v1/anuncios/{anuncio}", gente).cuerpo
        return r["estado"], r["destinatarios"], r["entregas"]["enviado"], r["entregas"]["pendiente"], r

    assert shown()[:4] == ("en_curso", 0, 0, 0)
    hand_out()
    assert shown()[:4] == ("en_curso", 10, 0, 10)
    assert shown()[4]["segundos_restantes"] == round(10 / config.MASIVOS_POR_SEGUNDO)
    send_all()
    assert shown()[:4] == ("terminado", 10, 9, 0)
    assert shown()[4]["entregas"]["rechazado"] == 1


@pytest.mark.parametrize("veces", [2, 3])
def test_nudges_that_come_again_name_and_count_nobody_twice(api: Api, gente, veces, monkeypatch):
    monkeypatch.setattr(destinatarios, "POR_PAGINA", 1)
    for n in range(3):
        mundo.auxiliar(f"AUXX{n}", "ASPA").save()
    anuncio = announced(api, gente, OTRO)
    while mensajes := taken(config.COLA_OLEADAS):
        for _ in range(veces):
            oleadas(batch(*mensajes), None)
        queue_stretches(anuncio, ["inicio"])
        if len(mensajes) == 1 and mensajes[0]["tramo"] == "inicio":
            break
    for tramo in [t.tramo for t in Tramo.query(anuncio)]:
        while find_tramo(anuncio, tramo).cursor != FIN:
            hand_out_next_page(anuncio, tramo, AHORA)
    hand_out()
    send_all()
    assert reached() == sorted([*TODOS_ELLOS, "auxx0", "auxx1", "auxx2"])
    mostrado = api.pide("GET", f"/v1/anuncios/{anuncio}", gente).cuerpo
    assert (mostrado["estado"], mostrado["destinatarios"]) == ("terminado", 12)


def test_who_dies_before_the_cursor_moves_leaves_nobody_out_and_counts_nobody_twice(api: Api, gente):
    anuncio = announced(api, gente, OTRO)
    aws.client("sqs").delete_queue(QueueUrl=aws.queue_url(config.COLA_MASIVOS))
    mensajes = taken(config.COLA_OLEADAS)
    while pendientes := [
        m for m in mensajes if not m["tramo"].startswith(("cuentas", "auxiliares", "ciudadania"))
    ]:
        oleadas(batch(*pendientes), None)
        mensajes = taken(config.COLA_OLEADAS)
        if all(m["tramo"].startswith("aspirantes") for m in mensajes):
            break
    assert read_batch_totals(anuncio).get("destinatarios", 0) == 0
    empty_queues()
    aws.queue_url.cache_clear()
    for tramo in [t.tramo for t in Tramo.query(anuncio)]:
        queue_stretches(anuncio, [tramo])
    hand_out()
    send_all()
    assert reached() == TODOS_ELLOS
    assert read_batch_totals(anuncio)["destinatarios"] == len(TODOS_ELLOS)


def test_who_was_written_to_and_left_before_the_page_was_read_again_does_not_keep_it_open_9_15(
    api: Api, gente
):
    anuncio = announced(api, gente, OTRO | {"audiencia": {"alcance": "roles", "roles": ["auxiliar"]}})
    while mensajes := taken(config.COLA_OLEADAS):
        for m in mensajes:
            if m["tramo"].startswith("auxiliares#ASPA"):
                with pytest.raises(Muerte), dying(3):  # names it, queues it, and dies before the cursor moves
                    hand_out_next_page(anuncio, m["tramo"], AHORA)
                send_all()
                Auxiliar("AUX1").update(actions=[Auxiliar.baja.set("2026-01-01T00:00:00.000Z")])
            hand_out_next_page(anuncio, m["tramo"], AHORA)
    send_all()
    assert reached() == ["aux1", "aux2", "aux3"]
    assert api.pide("GET", f"/v1/anuncios/{anuncio}", gente).cuerpo["estado"] == "terminado"


def test_of_two_concurrent_runs_of_a_stretch_one_counts(api: Api, ine):
    anuncio = announced(api, ine, OTRO)
    t1, t2 = (find_tramo(anuncio, "inicio") for _ in range(2))
    assert advance_tramo(t1, "fin", 5, 0, 1) is True
    assert advance_tramo(t2, "fin", 5, 0, 2) is False
    assert read_batch_totals(anuncio)["destinatarios"] == 5


def test_after_a_cancellation_unsent_mails_are_not_sent_9_15(api: Api, gente):
    anuncio = announced(api, gente, OTRO)
    hand_out()
    primero, *resto = taken(config.COLA_MASIVOS)
    deliver_notice(AvisoCorreo(**primero), CARTAS, AHORA)
    camino = f"/v1/anuncios/{anuncio}/cancelacion"
    assert [api.pide("POST", camino, gente).estado for _ in range(2)] == [200, 200]
    assert {deliver_notice(AvisoCorreo(**m), CARTAS, AHORA) for m in resto} == {EstadoEntrega.CANCELADO}
    mostrado = api.pide("GET", f"/v1/anuncios/{anuncio}", gente).cuerpo
    assert (mostrado["estado"], len(mails())) == ("cancelado", 1)
    assert mostrado["entregas"]["cancelado"] == len(TODOS_ELLOS) - 1
    assert "anuncio_cancelado" in [a.evento for a in auditoria.entries_of(gente.sujeto)]


def test_after_a_cancellation_no_more_pages_are_handed_out(api: Api, ine):
    anuncio = announced(api, ine, OTRO)
    api.pide("POST", f"/v1/anuncios/{anuncio}/cancelacion", ine)
    hand_out()
    assert taken(config.COLA_MASIVOS) == []


def test_an_announcement_sent_to_all_cannot_be_cancelled(api: Api, gente):
    anuncio = announced(api, gente, OTRO)
    hand_out()
    send_all()
    r = api.pide("POST", f"/v1/anuncios/{anuncio}/cancelacion", gente)
    assert (r.estado, r.codigo) == (409, "conflicto")


def test_repeating_an_announcement_on_the_same_day_sends_nothing_twice(api: Api, gente):
    assert announced(api, gente, OTRO) == announced(api, gente, OTRO)
    assert announced(api, gente, OTRO | {"asunto": "Otra prueba"}) != announced(api, gente, OTRO)
    assert len(api.pide("GET", "/v1/anuncios", gente).cuerpo["elementos"]) == 2
    hand_out()
    send_all()
    assert reached() == sorted(TODOS_ELLOS * 2)


def ventana(dias: int = 1, horas: int = 4):
    desde = datetime.now(UTC).replace(hour=6, minute=0, second=0, microsecond=0) + timedelta(days=dias)
    return {"desde": desde.isoformat(), "hasta": (desde + timedelta(hours=horas)).isoformat()}


def test_a_maintenance_window_says_when_in_the_centres_time_and_where_doubts_go_9_15_17_2_17_4(
    api: Api, gente
):
    v = ventana()
    anuncio = announced(api, gente, {"tipo": "mantenimiento", "audiencia": TODOS, "ventana": v})
    mostrado = api.pide("GET", f"/v1/anuncios/{anuncio}", gente).cuerpo
    hand_out()
    send_all()
    dia = datetime.fromisoformat(v["desde"]).strftime("%d/%m/%Y")
    assert mails()[0].subject == mostrado["asunto"] == "Ventana de mantenimiento del Sistema de Captación"
    assert mails()[0].body == mostrado["cuerpo"]
    for linea in (
        f"Inicia:  {dia} 00:00 (hora del centro)",
        f"Termina: {dia} 04:00",
        config.REMITENTE,
        "800 433 2000",
    ):
        assert linea in mails()[0].body


def test_the_end_goes_to_whom_the_start_went_and_calls_off_what_of_it_had_not_left_9_15(api: Api, gente):
    audiencia = {"alcance": "roles", "roles": ["auxiliar"]}
    inicio = announced(api, gente, {"tipo": "mantenimiento", "audiencia": audiencia, "ventana": ventana()})
    hand_out()
    primero, *resto = taken(config.COLA_MASIVOS)
    deliver_notice(AvisoCorreo(**primero), CARTAS, AHORA)
    announced(api, gente, {"tipo": "restablecimiento", "de": inicio})
    assert {deliver_notice(AvisoCorreo(**m), CARTAS, AHORA) for m in resto} == {EstadoEntrega.CANCELADO}
    hand_out()
    send_all()
    fin = [m.destinations["ToAddresses"][0] for m in mails() if m.subject.endswith("se restableció")]
    assert sorted(fin) == [f"aux{n}@muestra.invalid" for n in (1, 2, 3)]


def test_the_failure_of_a_provider_asks_its_users_for_another_address_9_17(api: Api, gente):
    audiencia = {"alcance": "proveedor", "proveedor": "google"}
    announced(api, gente, {"tipo": "falla_proveedor", "audiencia": audiencia})
    hand_out()
    send_all()
    assert reached() == ["aux1", "aux2", "aux3"]
    assert "El servicio de Google" in mails()[0].body
    assert "otra opción de correo electrónico" in mails()[0].body


@pytest.mark.parametrize(
    ("cuerpo", "campos"),
    [
        ({"tipo": "otro", "audiencia": TODOS}, {"asunto"}),
        ({"tipo": "otro"}, {"asunto", "audiencia"}),
        (OTRO | {"audiencia": {"alcance": "proceso", "proceso": "NADA27"}}, {"audiencia"}),
        (OTRO | {"audiencia": {"alcance": "opl", "opl": "NADA"}}, {"audiencia"}),
        (OTRO | {"audiencia": {"alcance": "todos", "proveedor": "google"}}, {"audiencia"}),
        (OTRO | {"audiencia": {"alcance": "proveedor"}}, {"audiencia"}),
        (OTRO | {"audiencia": {"alcance": "roles", "roles": ["visitante"]}}, {"audiencia"}),
        ({"tipo": "mantenimiento", "audiencia": TODOS}, {"ventana"}),
        ({"tipo": "mantenimiento", "audiencia": TODOS, "ventana": ventana(-3)}, {"ventana"}),
        ({"tipo": "mantenimiento", "audiencia": TODOS, "ventana": ventana(1, -1)}, {"ventana"}),
        ({"tipo": "falla_proveedor", "audiencia": TODOS}, {"audiencia"}),
        ({"tipo": "restablecimiento"}, {"de"}),
        (
            {"tipo": "restablecimiento", "de": "NABC", "audiencia": TODOS, "asunto": "x"},
            {"de", "audiencia", "asunto"},
        ),
    ],
)
def test_what_is_not_admitted_says_every_fault_and_announces_nothing(api: Api, ine, cuerpo, campos):
    r = api.pide("POST", "/v1/anuncios", ine, cuerpo)
    assert (r.estado, r.codigo, {f["campo"] for f in r.cuerpo["faltas"]}) == (
        422,
        "datos_no_admitidos",
        campos,
    )
    assert taken(config.COLA_OLEADAS) == []
    assert list(anuncios.Anuncio.scan()) == []


def test_only_an_interruption_can_have_its_end_announced_9_15(api: Api, ine):
    otro = announced(api, ine, OTRO)
    r = api.pide("POST", "/v1/anuncios", ine, {"tipo": "restablecimiento", "de": otro})
    assert (r.estado, r.cuerpo["faltas"][0]["campo"]) == (422, "de")


@pytest.mark.parametrize(
    "malo", [{"asunto": "a\nBcc: b"}, {"tipo": "rumor"}, {"texto": "x" * 4001}, {"otro": 1}]
)
def test_a_body_of_another_form_announces_nothing(api: Api, ine, malo):
    assert api.pide("POST", "/v1/anuncios", ine, OTRO | malo).codigo == "cuerpo_invalido"
    assert list(anuncios.Anuncio.scan()) == []


@pytest.mark.parametrize("rol", ["supervisor", "mato", "aspirante", "auxiliar", "visitante"])
def test_nobody_but_the_ine_and_the_opl_announces_or_sees_it(api: Api, ine, rol):
    anuncio = announced(api, ine, OTRO)
    otro = api.entra(rol)
    for metodo, camino, cuerpo in (
        ("POST", "/v1/anuncios", OTRO),
        ("GET", "/v1/anuncios", None),
        ("GET", f"/v1/anuncios/{anuncio}", None),
        ("POST", f"/v1/anuncios/{anuncio}/cancelacion", None),
    ):
        assert api.pide(metodo, camino, otro, cuerpo).estado == 403


@pytest.mark.parametrize(("metodo", "camino"), [("GET", ""), ("POST", "/cancelacion")])
def test_an_unknown_announcement_is_not_found(api: Api, ine, metodo, camino):
    assert api.pide(metodo, f"/v1/anuncios/NNADA{camino}", ine).estado == 404


def test_announcements_are_listed_newest_first_by_pages(api: Api, ine):
    hechos = [announced(api, ine, OTRO | {"asunto": f"Prueba {n}"}) for n in range(3)]
    vistos, despues = [], ""
    while despues is not None:
        r = api.pide("GET", f"/v1/anuncios?cuantos=2&despues={despues.replace('#', '%23')}", ine).cuerpo
        vistos += [a["anuncio"] for a in r["elementos"]]
        despues = r["siguiente"]
    assert vistos == hechos[::-1]


def test_no_message_holds_an_address_or_a_name_18_5(api: Api, gente):
    announced(api, gente, OTRO)
    visto = []
    while mensajes := taken(config.COLA_OLEADAS):
        visto += mensajes
        oleadas(batch(*mensajes), None)
    visto += taken(config.COLA_MASIVOS)
    assert "muestra.invalid" not in repr(visto)
    assert "MUESTRA" not in repr(visto)


def test_the_consumer_sends_what_waits(api: Api, gente):
    announced(api, gente, OTRO | {"audiencia": {"alcance": "opl", "opl": "OPLY"}})
    hand_out()
    assert failed(consumidor.masivos(batch(*taken(config.COLA_MASIVOS)), None)) == []
    assert reached() == ["c2"]


DEL_OPL = {"alcance": "opl"}


@pytest.fixture
def opl(api: Api, gente):
    """The OPL's administrator, signed in, with the world."""
    return api.entra("opl", opl=mundo.OPL)


def test_an_opl_announces_to_its_own_aspirantes_and_auxiliares_12_2(api: Api, opl):
    """12.2: «notificará con oportunidad a los OPL para que éstos a su vez, informen a las y los Aspirantes a
    Candidaturas Independientes indicando las particularidades de este»."""
    assert reaches(api, opl, DEL_OPL) == ["asp1", "asp2", "asp3", "aux1", "aux2", "aux3"]
    assert "OPL sintético informa:" in mails()[0].body
    [suyo] = api.pide("GET", "/v1/anuncios", opl).cuerpo["elementos"]
    assert suyo["opl"] == mundo.OPL


def test_an_opls_announcement_is_of_one_process_or_role_when_it_says_so_12_2(api: Api, opl):
    audiencia = {"alcance": "proceso", "proceso": mundo.PROCESO, "roles": ["aspirante"]}
    assert reaches(api, opl, audiencia) == ["asp1", "asp2", "asp3"]


@pytest.mark.parametrize(
    ("cambio", "campos"),
    [
        ({"audiencia": {"alcance": "todos"}}, {"audiencia"}),
        ({"audiencia": {"alcance": "opl", "roles": ["ciudadania"]}}, {"audiencia"}),
        ({"audiencia": {"alcance": "opl", "roles": ["supervisor"]}}, {"audiencia"}),
        ({"audiencia": {"alcance": "roles", "roles": ["aspirante"]}}, {"audiencia"}),
        ({"audiencia": {"alcance": "proceso", "proceso": "NOHAY27"}}, {"audiencia"}),
        (
            {"tipo": "restablecimiento", "audiencia": None, "asunto": "", "texto": "", "de": ""},
            {"tipo", "de", "audiencia"},
        ),
    ],
)
def test_an_opl_writes_to_nobody_else_and_announces_no_maintenance_12_2(api: Api, opl, cambio, campos):
    r = api.pide("POST", "/v1/anuncios", opl, OTRO | cambio)
    assert r.codigo == "datos_no_admitidos"
    assert {f["campo"] for f in r.cuerpo["faltas"]} == campos
    assert list(anuncios.Anuncio.scan()) == []


def test_an_opl_reaches_its_own_process_and_announcements_alone_and_the_ine_all_5_1(api: Api, gente, opl):
    ajena = api.entra("opl", opl="OPLY")
    a_otro = {"audiencia": {"alcance": "proceso", "proceso": mundo.PROCESO}}
    assert api.pide("POST", "/v1/anuncios", ajena, OTRO | a_otro).codigo == "datos_no_admitidos"
    anuncio = announced(api, opl, OTRO | {"audiencia": DEL_OPL})
    announced(api, gente, OTRO)
    assert api.pide("GET", f"/v1/anuncios/{anuncio}", ajena).codigo == "no_encontrado"
    assert api.pide("POST", f"/v1/anuncios/{anuncio}/cancelacion", ajena).codigo == "no_encontrado"
    assert api.pide("GET", "/v1/anuncios", ajena).cuerpo["elementos"] == []
    assert api.pide("GET", f"/v1/anuncios/{anuncio}", gente).estado == 200
    [del_opl] = api.pide("GET", f"/v1/anuncios?opl={mundo.OPL}", gente).cuerpo["elementos"]
    assert del_opl["anuncio"] == anuncio
    assert [a["opl"] for a in api.pide("GET", "/v1/anuncios", gente).cuerpo["elementos"]] == [""]
    assert api.pide("POST", f"/v1/anuncios/{anuncio}/cancelacion", opl).cuerpo["estado"] == "cancelado"
