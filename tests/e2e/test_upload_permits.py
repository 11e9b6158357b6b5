"""S3 itself refuses what the permit does not say: nothing of it arrives."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import requests
from requests import Response

from tests.e2e.captura import capture
from tests.e2e.filas import case
from tests.e2e.sistema import Sistema

pytestmark = pytest.mark.nube


@dataclass(frozen=True)
class Permiso:
    """A permit that was not used, and the sealed file it is for."""

    sistema: Sistema
    url: str
    campos: dict[str, str]
    sellado: bytes

    def post(self, archivo: bytes | None = None, sin: tuple[str, ...] = (), **cambios: str) -> Response:
        """The upload with fields left out or changed (`_` for `-` in their names)."""
        nuevos = {n.replace("_", "-"): v for n, v in cambios.items()}
        campos = {n: v for n, v in (self.campos | nuevos).items() if n not in sin}
        return self.sistema.upload(
            {"url": self.url, "campos": campos}, self.sellado if archivo is None else archivo
        )

    def expired(self) -> Response:
        """With a permit just like it, whose time is over."""
        fijos = ("Content-Type", "x-amz-checksum-algorithm", "x-amz-checksum-sha256")
        iguales = {n: self.campos[n] for n in fijos}
        vencido: dict[str, Any] = self.sistema.client("s3").generate_presigned_post(
            f"{self.sistema.prefijo}-entrada",
            self.campos["key"],
            Fields=dict(iguales),
            Conditions=[{n: v} for n, v in iguales.items()],
            ExpiresIn=-1,
        )
        return self.sistema.upload({"url": vencido["url"], "campos": vencido["fields"]}, self.sellado)


@pytest.fixture(scope="module")
def permiso(sistema: Sistema) -> Permiso:
    sistema.quiet()
    auxiliar = sistema.mundo.auxiliares[0]
    captura = capture(sistema, auxiliar)
    sellado = captura.seal()
    dado = sistema.announce(auxiliar, [captura.announcement(sellado)])["registros"][0]["permiso"]
    return Permiso(sistema, dado["url"], dado["campos"], sellado)


_FIRMA = ("policy", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature")
SUBIDAS: list[tuple[str, str, Callable[[Permiso], Response]]] = [
    ("upload-without-permit", "403 AccessDenied", lambda p: p.post(sin=_FIRMA)),
    (
        "upload-by-put",
        "403 AccessDenied",
        lambda p: requests.put(f"{p.url}/{p.campos['key']}", data=p.sellado, timeout=60),
    ),
    ("upload-forged-signature", "403 SignatureDoesNotMatch", lambda p: p.post(x_amz_signature="0" * 64)),
    ("upload-changed-policy", "403 SignatureDoesNotMatch", lambda p: p.post(policy=p.campos["policy"][:-8])),
    ("upload-expired-permit", "403 AccessDenied", lambda p: p.expired()),
    (
        "upload-other-key",
        "403 AccessDenied",
        lambda p: p.post(key=p.campos["key"].replace("ASP0001", "ASP0002")),
    ),
    ("upload-larger", "400 EntityTooLarge", lambda p: p.post(p.sellado + b"x")),
    ("upload-smaller", "400 EntityTooSmall", lambda p: p.post(p.sellado[:-1])),
    ("upload-other-content-type", "403 AccessDenied", lambda p: p.post(**{"Content-Type": "text/html"})),
    ("upload-without-checksum", "403 AccessDenied", lambda p: p.post(sin=("x-amz-checksum-sha256",))),
    ("upload-other-checksum", "403 AccessDenied", lambda p: p.post(x_amz_checksum_sha256="A" * 43 + "=")),
    ("upload-extra-field", "403 AccessDenied", lambda p: p.post(acl="public-read")),
]


@pytest.mark.parametrize(
    ("esperado", "subida"), [case(fila, esperado, esperado, subida) for fila, esperado, subida in SUBIDAS]
)
def test_s3_refuses_what_the_permit_does_not_say(permiso, esperado, subida):
    antes = permiso.sistema.everything()
    respuesta = subida(permiso)
    codigo = re.search("<Code>(.*?)</Code>", respuesta.text)
    assert f"{respuesta.status_code} {codigo[1] if codigo else ''}" == esperado
    assert permiso.sistema.everything() == antes


def test_the_unaltered_permit_uploads_its_object(permiso):
    assert permiso.post().ok
    permiso.sistema.quiet()
    assert permiso.campos["key"] not in permiso.sistema.keys("entrada")
