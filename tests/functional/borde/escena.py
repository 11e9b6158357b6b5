"""The scene of the access matrix: both worlds, made once, strangers of every kind, and tokens that must not pass."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from chalicelib.rules.base.permisos import Rol
from tests.escenario import mundo
from tests.escenario.api import Api, Sesion
from tests.escenario.emisor import CLIENTE, KID, Emisor
from tests.escenario.grupos import Grupo
from tests.escenario.recursos import empty_cloud, empty_queues
from tests.functional.borde.estado import Copia
from tests.functional.borde.mundos import build, share
from tests.functional.borde.pedidos import FEDERADOS
from tests.functional.borde.sedes import AJENA, PROPIA, TIES, Mundo, ties_of


@dataclass(frozen=True)
class Extrano:
    """Somebody to whom `propio` is another's; a neighbour shares with it what `comparte` names."""

    rol: Rol
    sesion: Sesion = field(repr=False)
    vecino: bool = False
    comparte: frozenset[str] = frozenset()


@dataclass
class Escena:
    """All that the matrix asks with; `malos`: bad tokens of each role by what is out of order."""

    api: Api
    propio: Mundo
    ajeno: Mundo
    extranos: list[Extrano]
    malos: dict[Rol, dict[str, str]]
    copia: Copia


@pytest.fixture(scope="module")
def escena(moto: None, emisores: tuple[Emisor, Emisor]) -> Iterator[Escena]:
    """The scene, made once for the module."""
    institucional, federado = emisores
    with pytest.MonkeyPatch.context() as entorno:
        entorno.setenv("CAPTACION_EMISORES", f"{institucional.url}|{CLIENTE},{federado.url}|{CLIENTE}")
        entorno.setenv("CAPTACION_EMISORES_FEDERADOS", federado.url)
        empty_cloud()
        empty_queues()
        entorno.setenv("CAPTACION_POOL_INSTITUCIONAL", Grupo().id)
        entorno.setenv("CAPTACION_DOMINIO_INSTITUCIONAL", "ine.invalid")
        api = Api(institucional, federado)
        ine = share(api)
        propio, ajeno = build(api, ine, PROPIA), build(api, ine, AJENA)
        extranos = [Extrano(rol, quien) for rol, quien in ajeno.gente.items()] + list(
            _neighbours(api, propio)
        )
        for e in extranos:  # the first request of a login is noted (5.5)
            assert api.pide("GET", "/v1/cuenta", e.sesion).estado == 200
        malos = {rol: bad_tokens(api, rol, quien) for rol, quien in propio.gente.items()}
        yield Escena(api, propio, ajeno, extranos, malos, Copia())


@pytest.fixture
def mundos(escena: Escena) -> Iterator[Escena]:
    """The scene as it was made."""
    yield escena
    escena.copia.put_back()


def _neighbours(api: Api, m: Mundo) -> Iterator[Extrano]:
    """People of the same OPL or process who are tied to something else in it."""
    s = m.sede
    mundo.auxiliar("AUXV", s.aspirante, s.proceso).save()
    otros: list[tuple[Rol, dict[str, str], set[str]]] = [
        (Rol.SUPERVISOR, {"proceso": "VECINO27"}, {"opl"}),
        (Rol.OPERADOR, {"operador": "OPER9"}, {"opl", "proceso"}),
        (Rol.OPERADOR, {"proceso": "VECINO27", "operador": "OPER8"}, {"opl"}),
        (Rol.ASPIRANTE, {"aspirante": "ASPV"}, {"opl", "proceso"}),
        (Rol.REPRESENTANTE, {"aspirante": "ASPV"}, {"opl", "proceso"}),
        (Rol.AUXILIAR, {"auxiliar": "AUXV"}, {"proceso", "aspirante"}),
        (Rol.CIUDADANIA, {"auxiliar": "CVECINA"}, {"proceso", "aspirante"}),
    ]
    for rol, otro, comparte in otros:
        lazos = {c: ties_of(s)[c] for c in TIES.get(rol, ("proceso", "aspirante"))} | otro
        yield Extrano(rol, api.entra(rol, **lazos), True, frozenset(comparte))


def sign(api: Api, rol: Rol, quien: Sesion, **cambios: Any) -> str:
    """A token of that person as the pool gives it, but for the changes."""
    emisor = api.federado if rol in FEDERADOS else api.institucional
    sub = quien.sujeto.rpartition("|")[2]
    return api.sign(emisor, sub, f"{sub}@muestra.invalid", **cambios)


def bad_tokens(api: Api, rol: Rol, quien: Sesion) -> dict[str, str]:
    """That person's token, each time with one thing out of order."""
    emisor = api.federado if rol in FEDERADOS else api.institucional
    cabeza, cuerpo, firma = quien.token.split(".")
    reclamos = json.loads(urlsafe_b64decode(cuerpo + "=="))
    otro = _encode(reclamos | {"sub": "persona-0"})
    return {
        "vencido": sign(api, rol, quien, exp=datetime.now(UTC) - timedelta(minutes=1)),
        "alterado": f"{cabeza}.{otro}.{firma}",
        "de otra audiencia": sign(api, rol, quien, aud="otro-cliente"),
        "sin firma": jwt.encode(reclamos, None, "none", headers={"kid": KID}),
        "de acceso": sign(api, rol, quien, token_use="access"),
        "de otro emisor": sign(api, rol, quien, iss="https://ajeno.invalid/grupo"),
        "firmado con un secreto": _hs256(emisor, reclamos),
    }


def _encode(datos: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(datos).encode()).rstrip(b"=").decode()


def _hs256(emisor: Emisor, reclamos: dict[str, Any]) -> str:
    """Signed with the pool's public key as if it were a secret."""
    texto = f"{_encode({'alg': 'HS256', 'typ': 'JWT', 'kid': KID})}.{_encode(reclamos)}"
    firma = urlsafe_b64encode(hmac.digest(emisor.public_pem(), texto.encode(), "sha256")).rstrip(b"=")
    return f"{texto}.{firma.decode()}"
