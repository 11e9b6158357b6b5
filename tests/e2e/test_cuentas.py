"""From an empty system to an OPL's account in use, with the pool's own logins and tokens (Protocolo 5)."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from local.siembra import ENTIDAD, OPL, PROCESO
from tests.e2e.sistema import Sistema

pytestmark = pytest.mark.nube

DIRECTORA = "directora@ine.invalid"
DECLARACION = {"referencia": "INE/UTVOPL/77/2027", "fecha": "2026-01-15", "sha256": "ab" * 32}


class Persona:
    """An official at the institutional pool."""

    def __init__(self, sistema: Sistema, correo: str, temporal: str) -> None:
        self._cognito = sistema.client("cognito-idp")
        grupos = self._cognito.list_user_pools(MaxResults=20)["UserPools"]
        grupo = next(g["Id"] for g in grupos if g["Name"].endswith("-institucional"))
        clientes = self._cognito.list_user_pool_clients(UserPoolId=grupo, MaxResults=5)["UserPoolClients"]
        self.cliente, self.correo, self.clave = clientes[0]["ClientId"], correo, temporal

    def first_login(self) -> str:
        """With the temporary password, which must be changed; the ID token (5.4)."""
        reto = self._auth(self.clave)
        assert reto["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
        self.clave = "Solo-mia-12345"
        respuestas = {"USERNAME": self.correo, "NEW_PASSWORD": self.clave}
        hecho = self._cognito.respond_to_auth_challenge(
            ClientId=self.cliente,
            ChallengeName=reto["ChallengeName"],
            Session=reto["Session"],
            ChallengeResponses=respuestas,
        )
        return str(hecho["AuthenticationResult"]["IdToken"])

    def login(self) -> str:
        time.sleep(1.1)  # logins are told apart by the second
        return str(self._auth(self.clave)["AuthenticationResult"]["IdToken"])

    def _auth(self, clave: str) -> dict[str, Any]:
        datos = {"USERNAME": self.correo, "PASSWORD": clave}
        entrada: dict[str, Any] = self._cognito.initiate_auth(
            ClientId=self.cliente, AuthFlow="USER_PASSWORD_AUTH", AuthParameters=datos
        )
        return entrada


def password(texto: str) -> str:
    return re.findall(r"[Cc]ontraseña temporal[^:]*: (\S+)", texto)[-1]


@pytest.fixture(scope="module")
def ine(sistema: Sistema) -> str:
    """Token of the INE's first account, made from the console; and an OPL, entered."""
    from chalicelib.store.procesos.opls import Opl

    Opl(opl=OPL, nombre="OPL sintético", entidad=ENTIDAD).save()
    datos = [
        "--nombre",
        "Diana Muestra Sol",
        "--cargo",
        "Directora",
        "--telefono",
        "5512345678",
        "--oficio",
        "INE/1",
    ]
    salida = sistema.consola("preparar", "--correo", DIRECTORA, *datos)
    return Persona(sistema, DIRECTORA, password(salida)).first_login()


def ask(sistema: Sistema, token: str, correo: str, nombre: str, **cambios: str) -> Any:
    cuerpo = {"rol": "opl", "opl": OPL, "cargo": "Titular", "telefono": "4731234567", "oficio": "IEEG/SE/1"}
    cuerpo |= {"correo": correo, "nombre": nombre, **cambios}
    return sistema.pide("POST", "/v1/cuentas", token, json=cuerpo)


def do(sistema: Sistema, token: str, cuenta: str, que: str, cuerpo: Any = None) -> Any:
    respuesta = sistema.pide("POST", f"/v1/cuentas/{cuenta}/{que}", token, json=cuerpo)
    assert respuesta.status_code == 200, respuesta.text
    return respuesta.json()


def test_an_opls_account_from_its_request_to_its_suspension_5(sistema, ine):
    correo = "ana.muestra@ine.invalid"
    cuenta = ask(sistema, ine, correo, "Ana Muestra Luna").json()["cuenta"]
    do(sistema, ine, cuenta, "otorgamiento")
    ana = Persona(sistema, correo, password(sistema.mails(correo)[-1].text))
    bloqueada = ana.first_login()
    assert sistema.pide("GET", "/v1/cuentas", bloqueada).status_code == 401
    do(sistema, ine, cuenta, "declaracion", DECLARACION)
    sistema.quiet()
    assert sum("su cuenta está activa" in m.subject for m in sistema.mails(correo)) == 1
    assert sistema.pide("GET", "/v1/cuentas", bloqueada).status_code == 200
    # A new login ends the other session (5.5).
    nueva = ana.login()
    assert [sistema.pide("GET", "/v1/cuentas", t).status_code for t in (nueva, bloqueada, nueva)] == [
        200,
        401,
        200,
    ]
    do(sistema, ine, cuenta, "suspension", {"motivo": "Licencia"})
    assert sistema.pide("GET", "/v1/cuentas", nueva).status_code == 401
    with pytest.raises(sistema.client("cognito-idp").exceptions.NotAuthorizedException):
        ana.login()
    do(sistema, ine, cuenta, "reanudacion", {"motivo": "Fin de la licencia"})
    assert sistema.pide("GET", "/v1/cuentas", nueva).status_code == 401
    assert sistema.pide("GET", "/v1/cuentas", ana.login()).status_code == 200


def test_of_many_requests_for_one_official_at_once_one_is_kept_5_2(sistema, ine):
    with ThreadPoolExecutor(8) as hilos:
        tareas = [
            hilos.submit(ask, sistema, ine, f"beto{n % 2}@ine.invalid", "Beto Muestra Luna") for n in range(8)
        ]
    estados = sorted(t.result().status_code for t in tareas)
    assert estados == [201] + [409] * 7


def test_of_many_grants_at_once_one_mails_and_its_password_is_the_one_in_force_5_4(sistema, ine):
    correo = "carla.muestra@ine.invalid"
    operadora = ask(sistema, ine, correo, "Carla Muestra Luna", rol="operador", proceso=PROCESO).json()[
        "cuenta"
    ]
    with ThreadPoolExecutor(6) as hilos:
        tareas = [hilos.submit(do, sistema, ine, operadora, "otorgamiento") for _ in range(6)]
    assert {t.result()["estado"] for t in tareas} == {"bloqueada"}
    [unico] = sistema.mails(correo)
    assert Persona(sistema, correo, password(unico.text)).first_login()
    assert sistema.item("operadores", proceso=PROCESO, operador=operadora)["activo"] is False


def test_every_chain_of_the_audit_log_is_whole_18_7(sistema, ine):
    assert "alteradas: 0" in sistema.consola("auditoria", "verificar")
