"""Who asks: only a whole token of one of our pools, and an active account (Protocolo 5.4, 5.5, 18.5)."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.secretos import Secreto
from chalicelib.store.cuentas.cuentas import Cuenta
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.workflows.base.bitacora_nota import mac_key, note_event
from chalicelib.workflows.cuentas.identidad import identify_bearer
from tests.escenario.cuentas import change_account, keep_account
from tests.escenario.emisor import CLIENTE, KID, Emisor, issuer
from tests.escenario.movil import meanwhile

pytestmark = pytest.mark.usefixtures("aws_fingido")


@pytest.fixture(scope="module")
def emisor() -> Iterator[Emisor]:
    with issuer() as emisor:
        yield emisor


@pytest.fixture(scope="module")
def otro() -> Iterator[Emisor]:
    """Another pool that we trust, with people of its own."""
    with issuer() as otro:
        yield otro


@pytest.fixture(autouse=True)
def cuenta(emisor: Emisor, otro: Emisor, aws_fingido: None, monkeypatch: pytest.MonkeyPatch) -> Cuenta:
    """Our configuration trusts both issuers; the person has an account by the first."""
    monkeypatch.setenv("CAPTACION_EMISORES", f"{emisor.url}|{CLIENTE},{otro.url}|{CLIENTE}")
    cuenta = Cuenta(
        sujeto=f"{emisor.url}|persona-1", cuenta="una", rol="auxiliar", estado="activa", auxiliar="AUX1"
    )
    keep_account(cuenta)
    return cuenta


def who(token: str) -> Principal | None:
    """The one account that the token reaches."""
    identidad = identify_bearer(f"Bearer {token}", datetime.now(UTC))
    if identidad is None:
        return None
    (principal,) = identidad.cuentas
    return principal


def forged(token: str, **cambios: object) -> str:
    """The same token with other claims under the same signature."""
    cabeza, cuerpo, firma = token.split(".")
    reclamos = json.loads(urlsafe_b64decode(cuerpo + "=="))
    otro = urlsafe_b64encode(json.dumps(reclamos | cambios).encode()).rstrip(b"=").decode()
    return f"{cabeza}.{otro}.{firma}"


def hs256(clave: bytes, reclamos: dict, kid: str) -> str:
    """By hand: PyJWT itself refuses to sign with a public key as a secret."""
    import hmac

    partes = [{"alg": "HS256", "typ": "JWT", "kid": kid}, reclamos]
    texto = b".".join(urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=") for p in partes)
    firma = urlsafe_b64encode(hmac.digest(clave, texto, "sha256")).rstrip(b"=")
    return (texto + b"." + firma).decode()


def numeric(reclamos: dict) -> dict:
    return {c: int(v.timestamp()) if isinstance(v, datetime) else v for c, v in reclamos.items()}


def test_a_whole_token_of_an_active_account_is_its_principal(emisor):
    assert who(emisor.token()) == Principal(
        f"{emisor.url}|persona-1", Rol.AUXILIAR, auxiliar="AUX1", cuenta="una"
    )


@pytest.mark.parametrize(
    "cambios",
    [
        {"exp": datetime.now(UTC) - timedelta(minutes=1)},
        {"exp": None},
        {"iat": None},
        {"iat": datetime.now(UTC) + timedelta(days=1)},
        {"aud": "otro-cliente"},
        {"aud": None},
        {"iss": "https://ajeno.invalid/grupo"},
        {"iss": None},
        {"sub": None},
        {"token_use": "access"},
        {"token_use": None},
    ],
    ids=lambda c: "-".join(f"{k}={v if isinstance(v, str) else bool(v)}" for k, v in c.items()),
)
def test_a_token_with_a_claim_out_of_order_is_nobody(emisor, cambios):
    assert who(emisor.token(**cambios)) is None


def test_an_issuer_that_is_no_text_is_nobody(emisor):
    assert who(forged(emisor.token(), iss=[emisor.url])) is None
    assert who(forged(emisor.token(), iss={"a": 1})) is None


def test_a_tampered_token_is_nobody(emisor):
    assert who(forged(emisor.token(), sub="persona-2")) is None
    cuerpo, _, firma = emisor.token().rpartition(".")
    assert who(f"{cuerpo}.{firma[::-1]}") is None


def test_an_unsigned_token_is_nobody(emisor):
    assert who(jwt.encode(emisor.claims(), None, "none", headers={"kid": KID})) is None
    assert who(jwt.encode(emisor.claims(), None, "none")) is None


def test_a_token_signed_with_the_public_key_as_a_secret_is_nobody(emisor):
    assert who(hs256(emisor.public_pem(), numeric(emisor.claims()), KID)) is None


def test_a_token_of_another_key_is_nobody(emisor):
    ajena = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert who(jwt.encode(emisor.claims(), ajena, "RS256", headers={"kid": KID})) is None


def test_a_token_of_an_unknown_key_is_nobody(emisor):
    assert who(emisor.token(kid="llave-2")) is None


def test_while_the_keys_cannot_be_had_nobody_is_told_that_the_token_is_bad(monkeypatch):
    with issuer() as caido:
        monkeypatch.setenv("CAPTACION_EMISORES", f"{caido.url}|{CLIENTE}")
    with pytest.raises(jwt.PyJWKClientConnectionError):
        who(caido.token())


@pytest.mark.parametrize("estado", ["suspendida", "", "bloqueada"])
def test_an_account_that_is_not_active_is_nobody_5_4(emisor, cuenta, estado):
    change_account(cuenta.sujeto, cuenta.cuenta, estado=estado or "ninguno")
    assert who(emisor.token()) is None


def test_a_person_without_an_account_is_nobody_5_1(emisor):
    assert who(emisor.token(sub="persona-3")) is None


def test_the_same_subject_of_another_pool_is_not_this_account(otro):
    assert who(otro.token()) is None


def test_one_pool_cannot_sign_for_another(emisor, otro):
    assert who(otro.token(iss=emisor.url)) is None


@pytest.mark.parametrize(
    "texto", ["", "Bearer", "Bearer ", "Bearer no-es-un-token", "Bearer a.b.c", "Basic YTpi", "ñ.ñ.ñ"]
)
def test_anything_else_in_the_header_is_nobody(texto):
    assert identify_bearer(texto, datetime.now(UTC)) is None


def test_the_scheme_must_be_bearer(emisor):
    assert identify_bearer(f"Basic {emisor.token()}", datetime.now(UTC)) is None
    assert identify_bearer(f"bearer {emisor.token()}", datetime.now(UTC)) is not None


@pytest.fixture
def oficial(emisor: Emisor, cuenta: Cuenta) -> Cuenta:
    """The account is institutional."""
    change_account(cuenta.sujeto, cuenta.cuenta, rol="opl", opl="OPLX")
    cuenta.refresh(consistent_read=True)
    return cuenta


def logins(emisor: Emisor) -> list[str]:
    return [a.evento for a in auditoria.entries_of(f"{emisor.url}|persona-1")]


def test_a_login_that_cannot_be_noted_takes_no_session_and_is_noted_when_it_can_5_5(emisor, oficial):
    """Half of it done would be a session of which the log never says when it began."""
    token, secreto = emisor.token(), Secreto.get("sistema")
    secreto.delete()
    forget_copies()
    with pytest.raises(Secreto.DoesNotExist):
        who(token)
    oficial.refresh()
    assert (oficial.sesion, logins(emisor)) == (None, [])
    secreto.save()
    assert who(token)
    assert logins(emisor) == ["sesion_iniciada"]


def test_two_first_requests_of_one_login_are_noted_once_5_5(emisor, oficial):
    token = emisor.token()
    with meanwhile(lambda: who(token)):
        assert who(token)
    assert logins(emisor) == ["sesion_iniciada"]


def test_of_two_logins_at_once_the_later_one_holds_and_is_the_one_noted_5_5(emisor, oficial):
    ahora = int(datetime.now(UTC).timestamp())
    antes = emisor.token(auth_time=ahora - 60, origin_jti="sesion-antes")
    with meanwhile(lambda: who(emisor.token())):
        assert who(antes) is None
    assert logins(emisor) == ["sesion_iniciada"]


def test_a_login_is_noted_though_the_same_person_is_doing_something_else_5_5(emisor, oficial):
    """Another entry takes the number meant for it."""
    otra = Principal(f"{emisor.url}|persona-1", Rol.OPL, opl="OPLX", cuenta="una")
    with meanwhile(lambda: note_event(otra, Evento.CUENTAS_LISTADAS, "", datetime.now(UTC))):
        assert who(emisor.token())
    assert logins(emisor) == ["cuentas_listadas", "sesion_iniciada"]
    assert auditoria.find_break(mac_key(), f"{emisor.url}|persona-1") is None
