"""The OPL hands over its public key (Protocolo 15.1): in time, once in force, never its private half."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from moto.ses import ses_backends

from chalicelib.base import config
from chalicelib.handlers.eventos.correos import correos
from chalicelib.problemas.procesos import LlaveRechazada
from chalicelib.rules.base.permisos import Rol
from chalicelib.rules.cuentas import EstadoCuenta, PeticionDeCuenta
from chalicelib.store.correos.salidas import Salida
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.procesos.llaves import LlaveOpl, list_opl_keys
from chalicelib.store.procesos.procesos import Proceso, read_proceso
from chalicelib.vault.llave_opl import read_public_key
from chalicelib.workflows.cartas import CARTAS
from chalicelib.workflows.cuentas.cuentas import prepare_account
from chalicelib.workflows.procesos.enlaces import name_enlace
from chalicelib.workflows.procesos.llave import hand_over_key, list_keys
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.mensajes import batch, failed, taken
from tests.escenario.movil import meanwhile
from tests.escenario.recursos import CUENTA, empty_queues
from tests.functional.procesos.periodos import DIA, OPL, public_key, save_period
from tests.functional.procesos.test_enlaces import DATOS

__all__ = ["api", "emisores"]
CAMINO = f"/v1/procesos/{mundo.PROCESO}/llave"
INICIO = datetime(2027, 1, 20, 6, tzinfo=UTC)
SEGUNDO = timedelta(seconds=1)


@pytest.fixture
def opl(api):
    mundo.open_process(mundo.PROCESO)
    return api.entra("opl", opl=mundo.OPL)


def give(api, quien, llave):
    return api.pide("PUT", CAMINO, quien, {"llave": llave})


def test_the_portal_shows_the_fingerprint_back_15_1(api, opl):
    leida = read_public_key(public_key())
    r = give(api, opl, public_key())
    assert r.estado == 200
    assert {"huella": leida.huella, "bits": 3072, "exponente": "65537", "n": 1}.items() <= r.cuerpo.items()
    visto = api.pide("GET", CAMINO, api.entra("ine")).cuerpo
    assert visto == {"vigente": r.cuerpo, "anteriores": [], "limite": None}
    (evento, objeto) = [(a.evento, a.objeto) for a in auditoria.entries_of(opl.sujeto)][-1]
    assert (evento, objeto) == ("llave_entregada", mundo.PROCESO)
    p = read_proceso(mundo.PROCESO)
    assert (p.huella_opl, p.llave_opl_en) == (leida.huella, r.cuerpo["entregada_en"])


def test_the_same_key_again_changes_nothing_and_another_replaces_it_with_its_history_15_1(api, opl):
    una = give(api, opl, public_key()).cuerpo
    assert give(api, opl, public_key()).cuerpo == una
    otra = give(api, opl, public_key(1)).cuerpo
    assert otra["n"] == 2
    assert api.pide("GET", CAMINO, opl).cuerpo == {"vigente": otra, "anteriores": [una], "limite": None}
    assert [k.der for k in list_opl_keys(mundo.PROCESO)] == [
        read_public_key(public_key(n)).der for n in (1, 0)
    ]


@pytest.mark.parametrize(
    ("falta", "tardia"), [(10 * DIA, False), (10 * DIA - SEGUNDO, True), (SEGUNDO, True), (-DIA, True)]
)
def test_after_ten_days_before_the_first_active_period_it_is_taken_and_flagged_15_1(opl, falta, tardia):
    """«La llave pública deberá ser proporcionada por el OPL a más tardar 10 días antes del inicio del periodo de
    captación del apoyo de la ciudadanía».
    """
    save_period("GUB2027", INICIO)
    save_period("DESPUES", INICIO + DIA)
    save_period("INACTIVO", INICIO - 30 * DIA, activo=False)
    assert hand_over_key(OPL, mundo.PROCESO, public_key(), INICIO - falta).n == 1
    llaves = list_keys(OPL, mundo.PROCESO)
    assert [(x.huella, llaves.late(x)) for x in llaves.llaves] == [
        (read_public_key(public_key()).huella, tardia)
    ]


def test_a_late_key_is_told_of_to_whoever_hands_it_over_and_shown_as_late_15_1(api, opl):
    save_period("GUB2027", datetime.now(UTC) + 3 * DIA)
    entregada = give(api, opl, public_key()).cuerpo
    assert entregada["tardia"]
    assert "diez días" in entregada["aviso"]
    assert api.pide("GET", CAMINO, api.entra("ine")).cuerpo["vigente"] == entregada


def test_each_key_is_told_to_the_derfe_and_to_the_opls_administrators_once_15_1(opl):
    """«deberá generar las llaves antes mencionadas y proporcionar a la DERFE la llave pública», by its addresses."""
    empty_queues()
    save_period("GUB2027", INICIO)
    administrator("ana@oplx.invalid")
    hand_over_key(OPL, mundo.PROCESO, public_key(), INICIO - 11 * DIA)
    hand_over_key(OPL, mundo.PROCESO, public_key(), INICIO - 11 * DIA)
    a_tiempo = cartas()
    assert {c.destino for c in a_tiempo} == {config.DERFE_LLAVES[0], "ana@oplx.invalid"}
    assert len(a_tiempo) == 2
    for carta in a_tiempo:
        assert read_public_key(public_key()).huella in carta.cuerpo
        assert "fuera de plazo" not in carta.asunto + carta.cuerpo
        assert "Sustituye" not in carta.cuerpo
    hand_over_key(OPL, mundo.PROCESO, public_key(1), INICIO - 9 * DIA)
    tarde = cartas()
    assert len(tarde) == 2
    for carta in tarde:
        assert "fuera de plazo" in carta.asunto
        assert "a más tardar el 10/01/2027 00:00" in carta.cuerpo
        assert "Sustituye a la anterior" in carta.cuerpo
    assert Salida.count() == 0


def test_the_function_of_mails_may_read_what_it_tells_of_keys_and_enlaces_13_2_15_1(opl):
    """Sent by the function itself, which is held to its own policy."""
    empty_queues()
    hand_over_key(OPL, mundo.PROCESO, public_key(), INICIO)
    name_enlace(OPL, mundo.PROCESO, DATOS, INICIO)
    assert failed(correos(batch(*taken(config.COLA_CORREOS)), None)) == []
    enviados = ses_backends[CUENTA][os.environ["AWS_REGION"]].sent_messages
    destinos = {m.destinations["ToAddresses"][0] for m in enviados}
    assert destinos == {config.DERFE_LLAVES[0], config.DERFE_MESA[0]}


def administrator(correo):
    peticion = PeticionDeCuenta(
        rol=Rol.OPL,
        nombre="Ana Muestra Núñez",
        cargo="Directora",
        correo=correo,
        telefono="473 123 4567",
        oficio="OPLX/1/2027",
        opl=mundo.OPL,
    )
    prepare_account(peticion, "prueba", INICIO, EstadoCuenta.ACTIVA).save()


def cartas():
    """The mails that wait in the queue, written; each is taken out."""
    return [CARTAS[m["plantilla"]](m["ref"]) for m in taken(config.COLA_CORREOS)]


def test_the_limit_is_shown_15_1(api, opl):
    save_period("GUB2027", INICIO)
    assert api.pide("GET", CAMINO, opl).cuerpo["limite"] == "2027-01-10T06:00:00.000Z"


def test_a_private_key_is_refused_kept_nowhere_and_not_quoted_15_1(api, opl, capsys):
    llave = rsa.generate_private_key(65537, 3072)
    privada = llave.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    r = give(api, opl, privada)
    assert (r.estado, r.codigo, r.cuerpo["motivo"]) == (422, "llave_no_admitida", "llave_privada")
    secreto = privada.splitlines()[5]
    dicho = capsys.readouterr()
    assert secreto not in str(r.cuerpo) + dicho.out + dicho.err
    assert list_opl_keys(mundo.PROCESO) == []
    assert read_proceso(mundo.PROCESO).huella_opl is None


@pytest.mark.parametrize(("llave", "motivo"), [("hola", "llave_ilegible"), ("AAAA", "llave_ilegible")])
def test_what_is_no_key_is_refused_with_the_reason_15_1(api, opl, llave, motivo):
    r = give(api, opl, llave)
    assert (r.estado, r.cuerpo["motivo"]) == (422, motivo)


@pytest.mark.parametrize(
    "cuerpo", [{}, {"llave": ""}, {"llave": "x" * 20_001}, {"llave": 1}, {"llave": "x", "y": 1}]
)
def test_a_body_without_the_published_form_is_refused(api, opl, cuerpo):
    assert api.pide("PUT", CAMINO, opl, cuerpo).codigo == "cuerpo_invalido"


def test_of_two_keys_at_once_both_are_kept_and_one_is_in_force_15_1(api, opl):
    api.pide("GET", CAMINO, opl)  # the session's own write is behind
    respuestas = []
    with meanwhile(lambda: respuestas.append(give(api, opl, public_key(1)))):
        respuestas.append(give(api, opl, public_key(0)))
    assert sorted(r.cuerpo["n"] for r in respuestas) == [1, 2]
    assert read_proceso(mundo.PROCESO).huella_opl == list_opl_keys(mundo.PROCESO)[0].huella


def test_what_is_anothers_looks_as_if_it_were_not_there_5_1(api, opl):
    ajeno = api.entra("opl", opl="OTRO")
    for metodo, cuerpo in (("PUT", {"llave": public_key()}), ("GET", None)):
        r = api.pide(metodo, CAMINO, ajeno, cuerpo)
        nada = api.pide(metodo, "/v1/procesos/NADA27/llave", opl, cuerpo)
        assert (r.estado, r.cuerpo) == (404, nada.cuerpo)
    # Nor does a bad key tell that the process exists.
    assert give(api, ajeno, "hola").estado == 404
    assert LlaveOpl.count() == 0


@pytest.mark.parametrize(
    "rol", ["ine", "supervisor", "operador", "aspirante", "auxiliar", "mato", "visitante"]
)
def test_only_an_administrator_of_the_opl_hands_it_over_15_1(api, opl, rol):
    quien = api.entra(rol, opl=mundo.OPL, proceso=mundo.PROCESO)
    assert give(api, quien, public_key()).codigo == "acceso_denegado"


def test_a_process_that_is_being_opened_takes_no_key(opl):
    Proceso(mundo.PROCESO).update(actions=[Proceso.estado.set("abriendo")])
    with pytest.raises(Exception, match="No hay nada"):
        hand_over_key(OPL, mundo.PROCESO, public_key(), INICIO)
    Proceso(mundo.PROCESO).update(actions=[Proceso.estado.set("abierto")])
    with pytest.raises(LlaveRechazada):
        hand_over_key(OPL, mundo.PROCESO, "hola", INICIO)
