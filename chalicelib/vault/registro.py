"""The manifest of an expediente v1: `registro.json` as the phone wrote and signed it.

`docs/expediente-v1.schema.json` is generated from these types. They define the form of a manifest; `rules/` decides
what the Protocol makes of its content.
"""

import json
import re
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, field

from chalicelib.rules.credencial.modelos import MODELOS
from chalicelib.vault.errores import ExpedienteInvalido
from chalicelib.vault.limites import MAX_FIRMA, MAX_JPEG

# In Python `$` alone also matches before a final line break; in the dialect of JSON Schema it does not.
_FIN = r"$(?!\n)"
Id = Annotated[str, Meta(pattern=rf"^[A-Z0-9]{{4,12}}{_FIN}")]
IdLargo = Annotated[str, Meta(pattern=rf"^[A-Z0-9]{{4,26}}{_FIN}")]
Folio = Annotated[
    str, Meta(pattern=rf"^[A-Z0-9]{{4,12}}-[A-Z0-9]{{4,12}}-[A-Z0-9]{{4,26}}-[A-Z0-9]{{4,26}}{_FIN}")
]
Instante = Annotated[
    str, Meta(pattern=rf"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}Z{_FIN}")
]
Sha256 = Annotated[str, Meta(pattern=rf"^[0-9a-f]{{64}}{_FIN}")]
LineaMrz = Annotated[str, Meta(pattern=rf"^[A-Z0-9<]{{30}}{_FIN}")]
# The prefix is the DER of "EC public key on P-256, uncompressed point", the only kind of device key.
LlaveP256 = Annotated[str, Meta(pattern=rf"^MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE[A-Za-z0-9+/]{{86}}=={_FIN}")]
ClaveElector = Annotated[str, Meta(pattern=rf"^[A-ZÑ]{{6}}[0-9]{{8}}[HMX][0-9]{{3}}{_FIN}")]
Curp = Annotated[str, Meta(pattern=rf"^[A-Z]{{4}}[0-9]{{6}}[HMX][A-Z]{{5}}[A-Z0-9][0-9]{_FIN}")]
Ocr = Annotated[str, Meta(pattern=rf"^[0-9]{{12,13}}{_FIN}")]
NueveDigitos = Annotated[str, Meta(pattern=rf"^[0-9]{{9}}{_FIN}")]
DosDigitos = Annotated[str, Meta(pattern=rf"^[0-9]{{2}}{_FIN}")]
Nombre = Annotated[str, Meta(pattern=rf"^[^\u0000-\u001f\u007f]{{1,150}}{_FIN}")]
Modelo = Annotated[str, Meta(pattern=rf"^[{''.join(MODELOS)}]{_FIN}")]

LLAVES_POR_MODELO: dict[str, tuple[str, ...]] = {letra: m.llaves for letra, m in MODELOS.items()}
"""Data that the registry look-up needs, by model of credential (9.7)."""


class Lugar(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where the capture was made, in degrees (WGS 84), and how sure the phone is, in metres."""

    latitud: Annotated[float, Meta(ge=-90, le=90)]
    longitud: Annotated[float, Meta(ge=-180, le=180)]
    precision_m: Annotated[float, Meta(ge=0, le=100_000)]


class Credencial(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Lo leído de la CPV (9.7): las claves de su modelo y lo demás que pudo leerse."""

    modelo: Modelo
    clave_elector: ClaveElector | None = None
    curp: Curp | None = None
    ocr: Ocr | None = None
    cic: NueveDigitos | None = None
    emision: DosDigitos | None = None
    identificador: NueveDigitos | None = None
    nombre: Nombre | None = None
    mrz: tuple[LineaMrz, LineaMrz, LineaMrz] | None = None
    qr: Annotated[str, Meta(pattern=rf"^[^\u0000-\u001f\u007f]{{1,512}}{_FIN}")] | None = None


class Jpeg(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Size in bytes and SHA-256 of a photograph."""

    bytes: Annotated[int, Meta(ge=1, le=MAX_JPEG)]
    sha256: Sha256


class Png(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Size in bytes and SHA-256 of the signature."""

    bytes: Annotated[int, Meta(ge=1, le=MAX_FIRMA)]
    sha256: Sha256


class Archivos(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The four images, by the name of their entry."""

    anverso: Jpeg = field(name="anverso.jpg")
    reverso: Jpeg = field(name="reverso.jpg")
    foto: Jpeg = field(name="foto.jpg")
    firma: Png = field(name="firma.png")

    def por_nombre(self) -> dict[str, Jpeg | Png]:
        """The declared files by the name of their entry."""
        return {
            "anverso.jpg": self.anverso,
            "reverso.jpg": self.reverso,
            "foto.jpg": self.foto,
            "firma.png": self.firma,
        }


class Aplicacion(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The program that made the record."""

    nombre: Annotated[str, Meta(min_length=1, max_length=60)]
    version: Annotated[str, Meta(min_length=1, max_length=30)]


class Registro(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`registro.json`, version 1.

    In modo "mi_apoyo", `auxiliar` is the Id given at activation (10.5). In modo "cedula" the document is no support:
    the credential, photograph and signature are the auxiliar's own (8.5).
    """

    version: Literal["1"]
    proceso: Id
    aspirante: Id
    auxiliar: Id
    dispositivo: IdLargo
    registro: IdLargo
    folio: Folio
    modo: Literal["auxiliar", "mi_apoyo", "cedula"]
    capturado_en: Instante
    lugar: Lugar | None
    original_presentada: bool
    credencial: Credencial
    archivos: Archivos
    llave_dispositivo: LlaveP256
    aplicacion: Aplicacion

    def partes_del_folio(self) -> str:
        """The parts of the folio, as 9.14 composes it."""
        return "-".join((self.aspirante, self.auxiliar, self.dispositivo, self.registro))

    def capturado(self) -> datetime:
        """`capturado_en` as a datetime in UTC. Raises ValueError for a date that is not in the calendar."""
        return datetime.fromisoformat(self.capturado_en)


_decoder = msgspec.json.Decoder(Registro)
_PATH = re.compile(r" - at `(\$[\w.\[\]]*)`$")


def read_registro(data: bytes) -> Registro:
    """The manifest in `data`, complete and consistent. Raises ExpedienteInvalido."""
    registro = _decode(data)
    _check_members_once(data)
    if registro.folio != registro.partes_del_folio():
        raise ExpedienteInvalido("folio_no_coincide")
    if not registro.original_presentada:
        raise ExpedienteInvalido("original_no_presentada")
    try:
        registro.capturado()
    except ValueError as error:
        raise ExpedienteInvalido("fecha_imposible") from error
    if registro.modo != "auxiliar":
        _check_keys(registro.credencial)
    return registro


def _check_keys(credencial: Credencial) -> None:
    """Check that the data of the look-up are present. Raises ExpedienteInvalido.

    A support captured by an auxiliar is received even without data that cannot be read, and the Mesa judges it (13.7
    f). Whoever sends the own credential (Mi Apoyo, evidence) can capture it again.
    """
    missing = [k for k in LLAVES_POR_MODELO[credencial.modelo] if not getattr(credencial, k)]
    if missing:
        raise ExpedienteInvalido("faltan_llaves", ", ".join(missing))


def _decode(data: bytes) -> Registro:
    try:
        return _decoder.decode(data)
    except msgspec.ValidationError as error:
        raise ExpedienteInvalido("registro_esquema", _where(str(error))) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        # The library's message may quote the content; `from None` keeps it out of the logs.
        raise ExpedienteInvalido("registro_no_json") from None


def _where(message: str) -> str:
    """Path in a msgspec message. For an unknown member no path is given, because the sender chose its name."""
    if message.startswith("Object contains unknown field"):
        return "miembro desconocido"
    found = _PATH.search(message)
    return found.group(1) if found else "$"


def _check_members_once(data: bytes) -> None:
    """Check that no member appears twice, so that two readers of a signed document cannot see different values. The
    depth is already limited here."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) != len(pairs):
            raise ExpedienteInvalido("registro_esquema", "miembro repetido")
        return members

    json.loads(data, object_pairs_hook=once)
