"""Requests for attention: who sees and does what, what is told, what is never told (Protocolo 17, 18)."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from moto.ses import ses_backends

from chalicelib.base import config
from chalicelib.handlers.eventos.correos import correos
from chalicelib.problemas.atencion import NoProcede
from chalicelib.rules.atencion.solicitudes import ActoAtencion, EstadoSolicitud, Tema
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.atencion import solicitudes as tabla
from chalicelib.store.atencion.mensajes import MensajeDeAtencion
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import iso
from chalicelib.store.cuentas.cuentas import Cuenta
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.workflows.atencion import solicitudes as atencion
from chalicelib.workflows.base.secretos import seal_persona
from chalicelib.workflows.correos.anuncios import list_maintenances
from tests.escenario import mundo
from tests.escenario.api import Api, Sesion, api, emisores
from tests.escenario.mensajes import batch, failed, taken
from tests.escenario.movil import meanwhile
from tests.escenario.recursos import CUENTA, empty_queues

__all__ = ["api", "emisores"]
TEXTO = "No puedo enviar los registros de MARIA MUESTRA PRUEBA."
SOLICITUDES = "/v1/atencion/solicitudes"
VIERNES = datetime(2027, 1, 15, 18, tzinfo=UTC)  # 12:00 of the centre


@pytest.fixture
def auxiliar(api: Api) -> Sesion:
    """An auxiliar signed in, in a world with its process."""
    empty_queues()
    mundo.open_world()
    return api.entra("auxiliar", proceso=mundo.PROCESO, aspirante="ASPA", auxiliar="AUX1")


def opened(api: Api, quien: Sesion, texto: str = TEXTO) -> str:
    r = api.pide("POST", SOLICITUDES, quien, {"tema": "envio", "texto": texto})
    assert r.estado == 201, r
    return str(r.cuerpo["solicitud"])


def act(api: Api, quien: Sesion, solicitud: str, acto: str, texto: str | None = None):
    return api.pide("POST", f"{SOLICITUDES}/{solicitud}/actos", quien, {"acto": acto, "texto": texto})


def done(api: Api, quien: Sesion, solicitud: str, acto: str, texto: str | None = None) -> str:
    r = act(api, quien, solicitud, acto, texto)
    assert r.estado == 201, r
    return str(r.cuerpo["estado"])


def sent():
    assert failed(correos(batch(*taken(config.COLA_CORREOS)), None)) == []
    return ses_backends[CUENTA][os.environ["AWS_REGION"]].sent_messages


def test_anybody_reads_where_and_when_they_are_attended_17_2_17_3_17_4(api: Api):
    r = api.pide("GET", "/v1/atencion")
    assert r.estado == 200
    assert (r.cuerpo["correo"], r.cuerpo["telefono"]) == (config.REMITENTE, "800 433 2000")
    assert "Lunes a viernes" in r.cuerpo["horario"]


@pytest.mark.parametrize(
    ("momento", "abierto", "desde"),
    [
        (VIERNES, True, "2027-01-15T18:00:00.000Z"),
        (VIERNES + timedelta(hours=8), False, "2027-01-18T15:00:00.000Z"),
    ],
)
def test_outside_the_hours_it_says_from_when_on_17_3(momento, abierto, desde):
    donde = atencion.show_attention(momento)
    assert (donde["abierto"], donde["atiende_desde"]) == (abierto, desde)


@pytest.mark.parametrize("rol", [r for r in Rol if r is not Rol.NADIE])
def test_every_role_that_signed_in_opens_one_and_sees_it_17_1(api: Api, rol):
    empty_queues()
    quien = api.entra(rol)
    solicitud = opened(api, quien)
    visto = api.pide("GET", f"{SOLICITUDES}/{solicitud}", quien).cuerpo
    assert [(m["de"], m["texto"]) for m in visto["mensajes"]] == [("solicitante", TEXTO)]
    assert (visto["estado"], visto["nivel"], visto["atiende"]) == ("abierta", 1, "INETEL")


def test_nobody_who_has_not_signed_in_opens_one(api: Api):
    r = api.pide("POST", SOLICITUDES, None, {"tema": "envio", "texto": TEXTO})
    assert r.estado == 401


@pytest.mark.parametrize("rol", ["auxiliar", "opl", "aspirante", "visitante", "ciudadania", "supervisor"])
def test_anothers_request_and_an_unknown_one_look_the_same(api: Api, auxiliar, rol):
    solicitud = opened(api, auxiliar)
    otro = api.entra(rol)
    for cual in (solicitud, "SNADA"):
        for r in (
            api.pide("GET", f"{SOLICITUDES}/{cual}", otro),
            act(api, otro, cual, "escribir", "Hola"),
        ):
            assert (r.estado, r.cuerpo["detail"]) == (404, "No hay nada con ese identificador.")


def test_from_inetel_to_the_mato_and_back_to_whoever_asked_17_2(api: Api, auxiliar):
    ine, mato = api.entra("ine"), api.entra("mato")
    s = opened(api, auxiliar)
    assert done(api, ine, s, "atender") == "en_atencion"
    assert done(api, ine, s, "turnar", "Requiere soporte técnico.") == "turnada"
    assert done(api, mato, s, "atender") == "en_atencion"
    assert done(api, auxiliar, s, "escribir", "Sigue igual.") == "en_atencion"
    assert done(api, mato, s, "resolver", "Actualice la aplicación.") == "resuelta"
    assert done(api, auxiliar, s, "reabrir", "No funcionó.") == "reabierta"
    assert done(api, mato, s, "atender") == "en_atencion"
    assert done(api, mato, s, "resolver") == "resuelta"
    assert done(api, auxiliar, s, "cerrar") == "cerrada"
    visto = api.pide("GET", f"{SOLICITUDES}/{s}", auxiliar).cuerpo
    assert [m["de"] for m in visto["mensajes"]] == [
        "solicitante",
        "INETEL",
        "solicitante",
        "MATO",
        "solicitante",
    ]
    assert [h["acto"] for h in visto["historia"]][:3] == ["atender", "turnar", "atender"]
    assert (visto["nivel"], visto["atiende"]) == (2, "MATO")
    assert mato.cuenta not in repr(visto)


@pytest.mark.parametrize(
    ("rol", "acto"),
    [
        ("auxiliar", "atender"),
        ("auxiliar", "turnar"),
        ("auxiliar", "resolver"),
        ("ine", "cerrar"),
    ],
)
def test_each_act_is_done_by_whose_it_is_17_2(api: Api, auxiliar, rol, acto):
    quien = auxiliar if rol == "auxiliar" else api.entra(rol)
    s = opened(api, auxiliar)
    r = act(api, quien, s, acto)
    assert (r.estado, r.codigo) == (409, "no_procede")
    assert tabla.find_solicitud(s).estado == "abierta"


def test_whoever_attends_does_not_attend_to_their_own_as_another(api: Api):
    empty_queues()
    mato = api.entra("mato")
    s = opened(api, mato)
    assert act(api, mato, s, "atender").codigo == "no_procede"
    assert done(api, mato, s, "cerrar") == "cerrada"


def test_what_the_state_does_not_admit_changes_nothing_17_2(api: Api, auxiliar):
    ine, s = api.entra("ine"), opened(api, auxiliar)
    assert act(api, ine, s, "resolver").codigo == "no_procede"
    assert act(api, auxiliar, s, "reabrir").codigo == "no_procede"
    fila = tabla.find_solicitud(s)
    assert (fila.estado, int(fila.version), fila.hechos) == ("abierta", 1, [])


def test_of_two_who_take_it_at_once_one_does(api: Api, auxiliar):
    s = opened(api, auxiliar)
    una, otra = (Principal(f"emisor|{n}", Rol.INE, cuenta=f"C{n}") for n in range(2))
    with (
        meanwhile(lambda: atencion.act_on_request(otra, s, ActoAtencion.ATENDER, "", VIERNES)),
        pytest.raises(NoProcede),
    ):
        atencion.act_on_request(una, s, ActoAtencion.ATENDER, "", VIERNES)
    assert [h["cuenta"] for h in tabla.find_solicitud(s).hechos] == ["C1"]


def test_of_two_messages_written_at_once_none_is_lost_nor_doubled(api: Api, auxiliar):
    s = opened(api, auxiliar)
    vieja = tabla.find_solicitud(s)
    done(api, auxiliar, s, "escribir", "Uno")
    mensaje = MensajeDeAtencion(solicitud=s, n=2, de="x", cuenta="", momento="", texto=b"dos")
    assert tabla.change_solicitud(vieja, vieja.situacion, {}, mensaje, []) is False
    visto = api.pide("GET", f"{SOLICITUDES}/{s}", auxiliar).cuerpo
    assert [m["texto"] for m in visto["mensajes"]] == [TEXTO, "Uno"]


def test_texts_are_sealed_where_they_are_kept_18_5(api: Api, auxiliar):
    s = opened(api, auxiliar)
    [mensaje] = MensajeDeAtencion.query(s)
    assert b"MARIA" not in mensaje.texto
    assert "MARIA" not in repr(tabla.find_solicitud(s).attribute_values)


def test_a_text_moved_into_another_request_does_not_open_18_5(api: Api, auxiliar):
    uno, dos = opened(api, auxiliar), opened(api, auxiliar)
    mensaje = MensajeDeAtencion.get(uno, 1)
    mensaje.solicitud = dos
    mensaje.save()
    r = api.pide("GET", f"{SOLICITUDES}/{dos}", auxiliar)
    assert (r.estado, r.codigo) == (409, "datos_ilegibles")


def test_each_change_is_told_to_whoever_opened_it_without_the_content_17_2(api: Api, auxiliar):
    ine, s = api.entra("ine"), opened(api, auxiliar)
    done(api, ine, s, "atender")
    done(api, ine, s, "escribir", "Reinicie MARIA.")
    done(api, auxiliar, s, "escribir", "Ya.")
    done(api, ine, s, "resolver")
    cartas = sent()
    assert [c.destinations["ToAddresses"] for c in cartas] == [["aux1@muestra.invalid"]] * 4
    assert {c.subject for c in cartas} == {f"Solicitud de atención {s}"}
    textos = "\n".join(c.body for c in cartas)
    for parte in (
        "Recibimos su solicitud",
        "se está atendiendo",
        "mensaje nuevo",
        "se resolvió",
        "800 433 2000",
    ):
        assert parte in textos
    assert "MARIA" not in textos


@pytest.mark.parametrize("rol", ["aspirante", "visitante", "opl"])
def test_the_mail_goes_where_each_role_is_written_to(api: Api, auxiliar, rol):
    datos = seal_persona(mundo.PROCESO, "aspirante ASPA", {"correo": "aspa@muestra.invalid"})
    Aspirante("ASPA").update(actions=[Aspirante.datos.set(datos)])
    alcance = {
        "aspirante": {"aspirante": "ASPA", "proceso": mundo.PROCESO},
        "visitante": {"correo": "v@muestra.invalid"},
    }
    quien = api.entra(rol, **alcance.get(rol, {"opl": mundo.OPL}))
    if rol == "opl":
        from chalicelib.workflows.cuentas.titular import seal_official

        sellado = seal_official(quien.cuenta, {"correo": "opl@muestra.invalid"})
        Cuenta(quien.sujeto, quien.cuenta).update(actions=[Cuenta.datos.set(sellado)])
    opened(api, quien)
    esperado = {
        "aspirante": "aspa@muestra.invalid",
        "visitante": "v@muestra.invalid",
        "opl": "opl@muestra.invalid",
    }
    assert [c.destinations["ToAddresses"] for c in sent()] == [[esperado[rol]]]


def test_a_message_in_the_queue_names_nobody_18_5(api: Api, auxiliar):
    opened(api, auxiliar)
    [mensaje] = taken(config.COLA_CORREOS)
    assert set(mensaje["ref"]) == {"solicitud", "acto"}


def test_own_requests_are_listed_newest_first_and_nobody_elses(api: Api, auxiliar):
    propias = [opened(api, auxiliar) for _ in range(3)]
    opened(api, api.entra("visitante"))
    vistas, despues = [], ""
    while despues is not None:
        r = api.pide("GET", f"{SOLICITUDES}?cuantos=2&despues={despues.replace('#', '%23')}", auxiliar).cuerpo
        vistas += [s["solicitud"] for s in r["elementos"]]
        despues = r["siguiente"]
    assert vistas == propias[::-1]


def test_the_queue_of_a_level_holds_what_waits_oldest_first_17_2(api: Api, auxiliar):
    ine, mato = api.entra("ine"), api.entra("mato")
    todas = [opened(api, auxiliar) for _ in range(5)]
    done(api, ine, todas[1], "turnar")
    done(api, auxiliar, todas[3], "cerrar")

    def cola(quien: Sesion, consulta: str) -> list[str]:
        vistas, despues = [], ""
        while despues is not None:
            camino = f"/v1/atencion/cola?cuantos=2&{consulta}&despues={despues.replace('#', '%23')}"
            r = api.pide("GET", camino, quien).cuerpo
            vistas += [s["solicitud"] for s in r["elementos"]]
            despues = r["siguiente"]
        return vistas

    assert cola(ine, "nivel=1") == [todas[0], todas[2], todas[4]]
    assert cola(mato, "nivel=2&estado=turnada") == [todas[1]]
    assert cola(ine, "nivel=2&estado=abierta") == []
    r = api.pide("GET", "/v1/atencion/cola?estado=cerrada", ine)
    assert (r.estado, r.codigo) == (400, "cuerpo_invalido")


@pytest.mark.parametrize("rol", ["opl", "supervisor", "aspirante", "auxiliar", "visitante"])
def test_nobody_but_who_attends_sees_the_queue_17_2(api: Api, rol):
    assert api.pide("GET", "/v1/atencion/cola", api.entra(rol)).estado == 403


def test_no_list_shows_a_text_or_a_name_18(api: Api, auxiliar):
    opened(api, auxiliar)
    for camino, quien in ((SOLICITUDES, auxiliar), ("/v1/atencion/cola", api.entra("ine"))):
        r = api.pide("GET", camino, quien).cuerpo
        assert len(r["elementos"]) == 1
        assert "MARIA" not in repr(r)
        assert auxiliar.sujeto not in repr(r)


def test_reading_one_is_audited_18_7(api: Api, auxiliar):
    s, ine = opened(api, auxiliar), api.entra("ine")
    api.pide("GET", f"{SOLICITUDES}/{s}", ine)
    assert [(a.evento, a.objeto) for a in auditoria.entries_of(ine.sujeto)][-1] == ("solicitud_consultada", s)


def test_what_was_not_handed_over_is_not_for_the_mato_to_read_17_2_18(api: Api, auxiliar):
    s, ine, mato = opened(api, auxiliar), api.entra("ine"), api.entra("mato")
    nada = api.pide("GET", f"{SOLICITUDES}/NADA", mato)
    assert api.pide("GET", f"{SOLICITUDES}/{s}", mato) == nada
    assert (nada.estado, act(api, mato, s, "atender").codigo) == (404, "no_encontrado")
    done(api, ine, s, "turnar")
    assert api.pide("GET", f"{SOLICITUDES}/{s}", mato).estado == 200


def test_the_eleventh_request_opened_at_once_is_refused_by_the_rate_limit(api: Api, auxiliar):
    estados = [
        api.pide("POST", SOLICITUDES, auxiliar, {"tema": "otro", "texto": "x"}).estado for _ in range(11)
    ]
    assert estados == [201] * 10 + [429]


def test_a_request_holds_so_many_messages_and_no_more(api: Api, auxiliar):
    s = opened(api, auxiliar)
    fila = tabla.find_solicitud(s)
    fila.update(actions=[tabla.Solicitud.mensajes.set(100)])
    r = act(api, auxiliar, s, "escribir", "Uno más")
    assert (r.estado, r.codigo) == (409, "no_procede")
    assert done(api, auxiliar, s, "cerrar") == "cerrada"


@pytest.mark.parametrize(
    "malo", [{"texto": "  "}, {"texto": ""}, {"tema": "x"}, {"texto": "x" * 4001}, {"otro": 1}]
)
def test_a_body_of_another_form_opens_nothing(api: Api, auxiliar, malo):
    r = api.pide("POST", SOLICITUDES, auxiliar, {"tema": "envio", "texto": TEXTO} | malo)
    assert (r.estado, r.codigo) == (400, "cuerpo_invalido")
    assert list(tabla.Solicitud.scan()) == []


def test_a_message_without_text_is_refused(api: Api, auxiliar):
    assert act(api, auxiliar, opened(api, auxiliar), "escribir").codigo == "no_procede"


def test_opened_on_a_friday_evening_it_is_attended_from_monday_on_17_3(api: Api, auxiliar):
    quien = Principal(auxiliar.sujeto, Rol.AUXILIAR, cuenta=auxiliar.cuenta, auxiliar="AUX1")
    r = atencion.open_request(quien, Tema.ENVIO, "x", VIERNES + timedelta(hours=8))
    assert r["atender_desde"] == "2027-01-18T15:00:00.000Z"
    assert r["atender_antes_de"] == "2027-01-19T00:00:00.000Z"
    assert "18/01/2027 a las 09:00" in sent()[0].body
    assert EstadoSolicitud(r["estado"]) is EstadoSolicitud.ABIERTA


def test_anybody_reads_which_maintenances_are_under_way_or_to_come_until_they_end_9_15_12_2(api: Api):
    ine, ahora = api.entra("ine"), datetime.now(UTC)
    for desde, hasta in ((2, 3), (-1, 1), (30, 31)):
        ventana = {"desde": iso(ahora + timedelta(hours=desde)), "hasta": iso(ahora + timedelta(hours=hasta))}
        pedido = {"tipo": "mantenimiento", "audiencia": {"alcance": "todos"}, "ventana": ventana}
        r = api.pide("POST", "/v1/anuncios", ine, pedido)
        assert r.estado == 201, r.cuerpo
    api.pide("POST", f"/v1/anuncios/{r.cuerpo['anuncio']}/cancelacion", ine, {})
    forget_copies()
    vistos = api.pide("GET", "/v1/atencion").cuerpo["mantenimientos"]
    assert [v["desde"] for v in vistos] == [iso(ahora + timedelta(hours=h)) for h in (-1, 2)]
    assert [v["desde"] for v in list_maintenances(ahora + timedelta(hours=1, seconds=1))] == [
        vistos[1]["desde"]
    ]
