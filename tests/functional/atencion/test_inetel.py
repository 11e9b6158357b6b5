"""INETEL, the first level, and the requests that it enters for whoever calls or writes (Protocolo 17.1, 17.2)."""

import os

import pytest
from moto.ses import ses_backends

from chalicelib.base import config
from chalicelib.handlers.eventos.correos import correos
from chalicelib.store.atencion import solicitudes as tabla
from chalicelib.store.privacidad import bitacora as auditoria
from tests.escenario import mundo
from tests.escenario.api import Api, Sesion, api, emisores
from tests.escenario.mensajes import batch, failed, taken
from tests.escenario.recursos import CUENTA, empty_queues

__all__ = ["api", "emisores"]
REGISTRO = "/v1/atencion/registro"
SOLICITUDES = "/v1/atencion/solicitudes"
LLAMADA = {
    "medio": "telefono",
    "rol": "ciudadania",
    "nombre": "Nadia Muestra Prueba",
    "correo": "nadia@muestra.invalid",
    "telefono": "473 123 4567",
    "tema": "envio",
    "texto": "No le llega el acuse a NADIA.",
}


@pytest.fixture
def inetel(api: Api) -> Sesion:
    empty_queues()
    mundo.open_world()
    return api.entra("inetel")


def entered(api: Api, quien: Sesion, **cambios: str) -> str:
    r = api.pide("POST", REGISTRO, quien, LLAMADA | cambios)
    assert r.estado == 201, r
    return str(r.cuerpo["solicitud"])


def act(api: Api, quien: Sesion, solicitud: str, acto: str, texto: str | None = None):
    return api.pide("POST", f"{SOLICITUDES}/{solicitud}/actos", quien, {"acto": acto, "texto": texto})


def shown(api: Api, quien: Sesion, solicitud: str):
    return api.pide("GET", f"{SOLICITUDES}/{solicitud}", quien)


def sent():
    assert failed(correos(batch(*taken(config.COLA_CORREOS)), None)) == []
    return ses_backends[CUENTA][os.environ["AWS_REGION"]].sent_messages


def test_who_calls_is_attended_by_inetel_and_handed_over_to_the_mato_17_2(api, inetel):
    """«El contacto telefónico será a través de INETEL [...], en donde se atenderán dudas como parte de la atención de
    primer nivel y, en caso de requerir soporte técnico adicional, le informarán y turnarán los casos a la MATO para
    brindarle orientación y seguimiento detallado de cada uno de los casos que reporten».
    """
    mato = api.entra("mato")
    s = entered(api, inetel)
    assert shown(api, mato, s).estado == 404
    assert act(api, inetel, s, "atender").estado == 201
    assert act(api, inetel, s, "turnar", "Requiere soporte técnico.").cuerpo["nivel"] == 2
    visto = shown(api, mato, s).cuerpo
    assert (visto["rol"], visto["medio"], visto["estado"]) == ("ciudadania", "telefono", "turnada")
    assert visto["contacto"] == {c: LLAMADA[c] for c in ("nombre", "correo", "telefono")}
    assert [m["de"] for m in visto["mensajes"]] == ["solicitante", "INETEL"]
    assert act(api, mato, s, "atender").estado == 201
    assert act(api, mato, s, "resolver", "Ya salió el acuse.").cuerpo["estado"] == "resuelta"


def test_when_they_call_again_any_of_inetel_answers_and_speaks_for_them_17_2(api, inetel):
    mato, otra = api.entra("mato"), api.entra("inetel")
    s = entered(api, inetel)
    act(api, inetel, s, "turnar")
    act(api, mato, s, "atender")
    assert act(api, otra, s, "escribir", "Dice que sigue igual.").estado == 201
    act(api, mato, s, "resolver", "Se reenvió.")
    assert act(api, otra, s, "reabrir", "No le llegó.").cuerpo["estado"] == "reabierta"
    assert act(api, otra, s, "cerrar").cuerpo["estado"] == "cerrada"
    assert [m["de"] for m in shown(api, otra, s).cuerpo["mensajes"]] == [
        "solicitante",
        "solicitante",
        "MATO",
        "solicitante",
    ]


def test_inetel_attends_the_first_level_and_nothing_more_17_1(api, inetel):
    """«La DERFE, a través de INETEL, brindará a los OPL, a las personas Aspirantes [...], a las y los Auxiliares y a la
    Ciudadanía atención técnica y operativa que se requiera».
    """
    auxiliar = api.entra("auxiliar", proceso=mundo.PROCESO, aspirante="ASPA", auxiliar="AUX1")
    s = api.pide("POST", SOLICITUDES, auxiliar, {"tema": "envio", "texto": "x"}).cuerpo["solicitud"]
    cola = api.pide("GET", "/v1/atencion/cola", inetel).cuerpo["elementos"]
    assert [x["solicitud"] for x in cola] == [s]
    assert act(api, inetel, s, "atender").estado == 201
    assert act(api, inetel, s, "cerrar").codigo == "no_procede"  # whoever opened it signs in and closes it
    assert act(api, inetel, s, "turnar").estado == 201
    assert act(api, inetel, s, "atender").estado == 404
    assert shown(api, inetel, s).estado == 404
    for camino in ("/v1/procesos", "/v1/cuentas", "/v1/auditoria", "/v1/anuncios"):
        assert api.pide("GET", camino, inetel).estado == 403


def test_of_who_called_nothing_is_told_to_whoever_signs_in_with_that_mail_18(api, inetel):
    """Who was on the telephone was identified by nobody: their request is tied to no account."""
    s = entered(api, inetel)
    ella = api.entra("visitante", correo=LLAMADA["correo"])
    assert shown(api, ella, s).estado == 404
    assert api.pide("GET", SOLICITUDES, ella).cuerpo["elementos"] == []


def test_the_mails_of_who_called_send_them_to_inetel_17_2_17_4(api, inetel):
    s = entered(api, inetel)
    act(api, inetel, s, "atender")
    act(api, inetel, s, "resolver", "Actualice la aplicación, NADIA.")
    cartas = sent()
    assert [c.destinations["ToAddresses"] for c in cartas] == [[LLAMADA["correo"]]] * 3
    for carta in cartas:
        assert "800 433 2000 (INETEL) e indique el número" in carta.body
        assert "portal" not in carta.body
        assert "NADIA" not in carta.body + carta.subject


def test_who_left_only_a_telephone_is_written_to_by_nobody(api, inetel):
    entered(api, inetel, correo="")
    assert sent() == []


def test_name_and_address_are_sealed_and_in_no_list_18_5(api, inetel):
    s = entered(api, inetel)
    fila = tabla.find_solicitud(s)
    for dato in ("Nadia", "nadia@", "473 123"):
        assert dato not in repr(fila.attribute_values)
        assert dato not in repr(api.pide("GET", "/v1/atencion/cola", inetel).cuerpo)
    assert [(a.evento, a.objeto) for a in auditoria.entries_of(inetel.sujeto)][-1] == (
        "solicitud_registrada",
        s,
    )


@pytest.mark.parametrize(
    ("cambio", "campos"),
    [
        ({"correo": "", "telefono": ""}, ["correo"]),
        ({"rol": "mato"}, ["rol"]),
        ({"rol": "nadie", "correo": "", "telefono": ""}, ["rol", "correo"]),
    ],
)
def test_without_a_way_to_answer_or_a_role_of_17_1_it_is_refused_with_every_fault(
    api, inetel, cambio, campos
):
    r = api.pide("POST", REGISTRO, inetel, LLAMADA | cambio)
    assert (r.estado, r.codigo) == (422, "datos_no_admitidos")
    assert [f["campo"] for f in r.cuerpo["faltas"]] == campos
    assert tabla.Solicitud.count() == 0


@pytest.mark.parametrize(
    "cambio", [{"medio": "fax"}, {"nombre": ""}, {"correo": "sin arroba"}, {"telefono": "12"}, {"texto": " "}]
)
def test_one_without_the_published_form_is_refused(api, inetel, cambio):
    assert api.pide("POST", REGISTRO, inetel, LLAMADA | cambio).codigo == "cuerpo_invalido"


@pytest.mark.parametrize("rol", ["opl", "supervisor", "aspirante", "auxiliar", "visitante", "mato"])
def test_nobody_but_the_first_level_enters_for_others_17_2(api, inetel, rol):
    assert api.pide("POST", REGISTRO, api.entra(rol), LLAMADA).codigo == "acceso_denegado"
