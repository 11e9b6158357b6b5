"""A process in course, citizens with phones, and a KMS that opens what the phones seal."""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chalicelib.base import aws
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import iso
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.store.procesos.procesos import Proceso
from cliente.expediente import new_device_key
from cliente.miapoyo import MiApoyo
from sintetico.ciudadanos import Ciudadano
from sintetico.mrz import mrz, qr
from tests.escenario import mundo
from tests.escenario.api import Api, Sesion
from tests.escenario.buzon import Correo, taken_mails
from tests.escenario.padrones import citizens, load, reading, row
from tests.escenario.servidor import serving
from tests.unit.vault.kms_falso import OAEP
from tests.unit.vault.vectores import ARN, LLAVE_CAPTURA

CAPTURA_DER = LLAVE_CAPTURA.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
PROCESO, ENTIDAD = mundo.PROCESO, mundo.ENTIDAD
CODIGO = re.compile(r"^Código de activación: (\S+)$", re.MULTILINE)
VECINA, VECINO, OTRA = citizens(3)
SECCION = {"distrito_federal": "01", "distrito_local": "07", "municipio": "020", "seccion": "0001"}


def open_world(*extra: dict[str, str]) -> None:
    """Open a process in course for gubernatura and ayuntamientos; three people in its padrón, of municipio 020."""
    mundo.open_process(PROCESO)
    Proceso(PROCESO).update(
        actions=[Proceso.llave_captura.set(ARN), Proceso.llave_captura_publica.set(CAPTURA_DER)]
    )
    period("GUBERNATURA", "entidad", {})
    period("AYUNTAMIENTO", "municipio", {"020": "León", "021": "Moroleón"})
    for aspirante, periodo, unidad in (
        ("ASPA", "GUBERNATURA", ""),
        ("ASPB", "GUBERNATURA", ""),
        ("ASPM", "AYUNTAMIENTO", "020"),
        ("ASPN", "AYUNTAMIENTO", "021"),
    ):
        applicant(aspirante, periodo, unidad)
    mundo.auxiliar("AUX1", "ASPA").save()
    load(*(row(p, **SECCION) for p in (VECINA, VECINO, OTRA)), *extra)
    forget_copies()


def period(nombre: str, nivel: str, unidades: dict[str, str], *, dias: tuple[int, int] = (-5, 25)) -> None:
    """Open a period that begins and ends so many days from now."""
    ahora = datetime.now(UTC)
    Periodo(
        proceso=PROCESO,
        periodo=nombre,
        nombre=f"{nombre.capitalize()} (sintético)",
        inicio=iso(ahora + timedelta(days=dias[0])),
        fin=iso(ahora + timedelta(days=dias[1])),
        nivel=nivel,
        entidad=ENTIDAD,
        unidades=unidades,
    ).save()


def applicant(aspirante: str, periodo: str, unidad: str = "", estado: str = "confirmado") -> None:
    Aspirante(
        aspirante=aspirante,
        proceso=PROCESO,
        periodo=periodo,
        opl=mundo.OPL,
        unidad=unidad,
        nombre=f"MUESTRA {aspirante}",
        estado=estado,
    ).save()


def read(c: Ciudadano, modelo: str = "G", **cambios: Any) -> dict[str, Any]:
    """Data that the app reads from that person's CPV."""
    return reading(c, modelo) | {"mrz": mrz(c), "qr": qr(c)} | cambios


def mails() -> list[Correo]:
    return taken_mails()


def code_of(correo: str) -> str:
    """Code in the newest mail to that address."""
    propios = [m for m in mails() if m.destinations["ToAddresses"] == [correo]]
    hallado = CODIGO.search(propios[-1].body)
    assert hallado
    return hallado[1]


@dataclass
class Persona:
    """A citizen with a provider's account, a CPV and a phone."""

    correo: str
    sesion: Sesion
    ciudadano: Ciudadano
    app: MiApoyo

    def ask(self, **cambios: Any) -> str:
        """Ask for a code and read it from the mail."""
        self.app.request_code(PROCESO, read(self.ciudadano, **cambios), "Teléfono de muestra")
        return code_of(self.correo)

    def activate(self) -> str:
        """Activate Mi Apoyo from beginning to end; return the Id de ciudadano."""
        return self.app.activate(self.ask())


class Gente:
    """Maker of citizens; `url` is the API's address."""

    def __init__(self, api: Api, url: str) -> None:
        self.api, self.url = api, url
        self._n = 0

    def signs_in(self, ciudadano: Ciudadano = VECINA) -> Persona:
        """A citizen with a new provider's account, on a new phone."""
        self._n += 1
        correo = f"ciudadana{self._n}@muestra.invalid"
        return self.phone(Persona(correo, self.api.entra("visitante", correo=correo), ciudadano, None))  # type: ignore[arg-type]

    def phone(self, persona: Persona) -> Persona:
        """The same citizen's account on another new phone."""
        self._n += 1
        app = MiApoyo(self.url, persona.sesion.token, f"DISP{self._n:04d}", new_device_key())
        return Persona(persona.correo, persona.sesion, persona.ciudadano, app)


@pytest.fixture
def gente(api: Api) -> Iterator[Gente]:
    """Maker of citizens in the world of `open_world`."""
    open_world()
    with serving() as url:
        yield Gente(api, url)


@pytest.fixture
def kms_abre(aws_fingido: None) -> Iterator[None]:
    """KMS with RSA decryption, which moto lacks: answered with the key of the published test vectors."""

    def answer(request: Any, **_: Any) -> AWSResponse | None:
        cuerpo = json.loads(request.body)
        if cuerpo.get("EncryptionAlgorithm") != "RSAES_OAEP_SHA_256":
            return None
        claro = LLAVE_CAPTURA.decrypt(base64.b64decode(cuerpo["CiphertextBlob"]), OAEP)
        dicho = {"KeyId": cuerpo["KeyId"], "Plaintext": base64.b64encode(claro).decode()}
        respuesta = AWSResponse(request.url, 200, {"Content-Type": "application/x-amz-json-1.1"}, None)
        respuesta._content = json.dumps(dicho).encode()
        return respuesta

    eventos = aws.client("kms").meta.events
    eventos.register_first("before-send.kms.Decrypt", answer)
    yield
    eventos.unregister("before-send.kms.Decrypt", answer)
