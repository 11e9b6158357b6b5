"""Admission of a run's people as the Protocol does it, through API and mailbox: nobody is written into a table.

consola preparar ─► INE ─► OPL, process and its keys ─► officials' accounts, each by mail, declaration and first login
OPL ─► period, key, enlaces (three weeks before the start) ─► aspirantes: Cédula, confirmation, mail
aspirante ─► auxiliares: CSV, .xlsx, one by one ─► mail ─► auxiliar ─► phone, and visual evidence
"""

import csv
import io
import os
import re
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from cliente.expediente import build_expediente, new_device_key, public_der
from cliente.registro import Registro
from cliente.sobre import contexto, seal
from local.buzon import Mail, read_mails
from local.corredor import Corredor
from local.identidades import Identidades
from local.nube import ROOT
from local.telefonos import public_key
from local.ventanilla import Ventanilla, digest
from sintetico.casos import Caso
from sintetico.ciudadanos import Ciudadano, generate_ciudadanos
from sintetico.emblema import emblema
from sintetico.expediente import expediente
from sintetico.lectura import lectura
from sintetico.padron import write_padron

PROCESO, PERIODO, OPL, ENTIDAD = "PEL27GTO", "GUBERNATURA", "IEEG", "11"
CORTE = "20260101"
CENTRO = ZoneInfo("America/Mexico_City")
ANTES = timedelta(days=25)
"""Time before now at which the process is prepared; its period starts ten days before now."""
EMPEZO = timedelta(days=10)
_AUXILIAR = re.compile(r"^Id Auxiliar: (\S+)$", re.MULTILINE)
_FOLIO = re.compile(r"^Folio único: (\S+)$", re.MULTILINE)
PACIENCIA = 300  # seconds for a mail or a bulk load


@dataclass(frozen=True)
class AuxiliarConTelefono:
    """An auxiliar with a phone registered; `token` is a Cognito ID token."""

    auxiliar: str
    aspirante: str
    correo: str
    dispositivo: str
    llave: ec.EllipticCurvePrivateKey
    token: str


@dataclass
class Mundo:
    """People of a run who were let in: their tokens, by operator and by aspirante."""

    ciudadanos: list[Ciudadano]
    identidades: Identidades
    auxiliares: list[AuxiliarConTelefono] = field(default_factory=list)
    operadores: dict[str, str] = field(default_factory=dict)
    aspirantes: dict[str, str] = field(default_factory=dict)
    autoridades: dict[str, str] = field(default_factory=dict)
    ciudadania: dict[str, str] = field(default_factory=dict)

    @property
    def elegibles(self) -> list[Ciudadano]:
        """People in the Lista Nominal who live in the entidad. All who are let in are such, for the padrón is asked."""
        return [c for c in self.ciudadanos if c.situacion == "lista_nominal" and c.entidad == ENTIDAD]

    def nombres(self) -> dict[str, str]:
        """Names by the ids that the system gave in this run; a person has the same name in every run."""
        auxiliares = {a.auxiliar: f"AUXILIAR{n:03d}" for n, a in enumerate(self.auxiliares, start=1)}
        aspirantes = {a: f"ASPIRANTE{n}" for n, a in enumerate(self.aspirantes, start=1)}
        return auxiliares | aspirantes | self.ciudadania

    def accesos(self) -> list[dict[str, str]]:
        """All logins: mail, pool, password and ID token."""
        return [
            {"correo": c, "grupo": grupo, "clave": clave, "ficha": self.identidades.fichas[c]}
            for c, (grupo, clave) in self.identidades.claves.items()
        ]


def let_in(
    corredor: Corredor,
    semilla: int = 1,
    personas: int = 5000,
    auxiliares: int = 20,
    operadores: int = 5,
    build: Path = Path("build/demo"),
    tell: Callable[[str], None] = print,
) -> Mundo:
    """Let everybody into a fresh local cloud, and load its padrón."""
    ciudadanos = list(islice(generate_ciudadanos(semilla, personas, ENTIDAD), personas))
    mundo = Mundo(ciudadanos, Identidades(corredor.nube))
    entrada = _Entrada(corredor, mundo, build, tell)
    entrada.load_padron()
    with corredor.earlier(ANTES):
        entrada.authorities(operadores)
        entrada.period()
    entrada.aspirantes()
    entrada.auxiliares(auxiliares)
    entrada.evidence(mundo.auxiliares[0])
    return mundo


class _Entrada:
    def __init__(self, corredor: Corredor, mundo: Mundo, build: Path, tell: Callable[[str], None]) -> None:
        self._corredor, self._mundo, self._build, self._tell = corredor, mundo, build, tell
        self._portal = Ventanilla(lambda: corredor.url)
        self._ids = mundo.identidades
        build.mkdir(parents=True, exist_ok=True)
        self._elegibles = mundo.elegibles

    def load_padron(self) -> None:
        archivo = self._build / "padron.csv"
        write_padron(archivo, self._mundo.ciudadanos)
        self._consola("padron", "cargar", str(archivo), "--corte", CORTE, "--poner")
        self._tell(f"Padrón: {len(self._mundo.ciudadanos)} personas")

    def authorities(self, operadores: int) -> None:
        """INE, privacy notices, OPL, process, and the accounts of the officials (5, 6.1 A, 18.1)."""
        ine = self._first_account()
        self._consola("avisos", "publicar")
        self._pide(
            "POST",
            "/v1/opls",
            ine,
            {"opl": OPL, "nombre": "Instituto Electoral de muestra", "entidad": ENTIDAD},
        )
        self._pide(
            "POST",
            "/v1/procesos",
            ine,
            {"proceso": PROCESO, "opl": OPL, "nombre": "Proceso Electoral Local 2027 (sintético)"},
        )
        self._mundo.autoridades["opl"] = self._account(ine, "opl", "administra")[1]
        self._mundo.autoridades["supervisor"] = self._account(ine, "supervisor", "supervisa", PROCESO)[1]
        for n in range(operadores):
            cuenta, token = self._account(ine, "operador", f"opera{n + 1}", PROCESO)
            operador = self._pide("GET", "/v1/cuenta", token)["cuentas"][0]["operador"]
            self._mundo.operadores[operador or cuenta] = token
            self._pide("PUT", "/v1/mesa/jornada", token, {"estado": "en_turno"})
        self._tell(f"INE, un OPL y {operadores} operadores: cuentas otorgadas por correo y activas, en turno")

    def _first_account(self) -> str:
        correo = "derfe@ine.invalid"
        dice = self._consola(
            *(
                "preparar",
                "--correo",
                correo,
                "--nombre",
                "Ana Muestra Derfe",
                "--cargo",
                "Directora de muestra",
            ),
            *("--telefono", "5512345678", "--oficio", "INE/DERFE/0001/2027"),
        )
        temporal = re.search(r"Contraseña temporal.*: (\S+)", dice)
        if temporal is None:
            raise RuntimeError("«preparar» no mostró la contraseña temporal")
        self._mundo.autoridades["ine"] = self._ids.first_login(correo, temporal[1])
        return self._mundo.autoridades["ine"]

    def _account(self, ine: str, rol: str, quien: str, proceso: str = "") -> tuple[str, str]:
        """Id and token of a new account: asked for, granted, declaration on file, first login (5.2–5.5)."""
        correo = f"{quien}@ine.invalid"
        pedida = {
            "rol": rol,
            "nombre": f"Muestra {quien.translate(DIGITOS).capitalize()} Sintética",
            "cargo": f"Personal de muestra ({rol})",
            "correo": correo,
            "telefono": "4771234567",
            "oficio": "IEEG/P/001/2027",
            "opl": OPL,
            "proceso": proceso,
        }
        cuenta = self._pide("POST", "/v1/cuentas", ine, pedida)["cuenta"]
        self._pide("POST", f"/v1/cuentas/{cuenta}/otorgamiento", ine)
        declaracion = {
            "referencia": f"Declaración de {quien}",
            "fecha": (datetime.now(UTC) - ANTES).astimezone(CENTRO).date().isoformat(),
            "sha256": digest(quien.encode()),
        }
        self._pide("POST", f"/v1/cuentas/{cuenta}/declaracion", ine, declaracion)
        return cuenta, self._ids.first_login(correo)

    def period(self) -> None:
        """Set the period, the OPL's key, enlaces and decision on duplicates, in time (6.1 A, 13.2, 15.1, 15.3)."""
        opl, ahora = self._mundo.autoridades["opl"], datetime.now(UTC)
        centro = lambda t: t.astimezone(CENTRO).strftime("%Y-%m-%dT%H:%M")  # noqa: E731
        camino = f"/v1/procesos/{PROCESO}"
        periodo = {
            "periodo": PERIODO,
            "cargo": "gubernatura",
            "inicio": centro(ahora - EMPEZO),
            "fin": centro(ahora + timedelta(days=20)),
        }
        self._pide("POST", f"{camino}/periodos", opl, periodo)
        llave = rsa.generate_private_key(public_exponent=65537, key_size=3072).public_key()
        der = llave.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        huella = self._pide("PUT", f"{camino}/llave", opl, {"llave": b64encode(der).decode()})["huella"]
        if huella.replace(":", "").lower() != digest(der):
            raise RuntimeError("la huella mostrada no es la de la llave entregada")
        enlace = {
            "nombre": "Muestra Enlace Sintético",
            "puesto": "Enlace de muestra",
            "correo": "enlace@ine.invalid",
            "telefono": "4771234568",
        }
        self._pide("POST", f"{camino}/enlaces", opl, enlace)
        decision = {"aplica": True, "fundamento": "LGIPE 385"}
        self._pide("PUT", f"{camino}/periodos/{PERIODO}/duplicados", opl, decision)
        self._pide("POST", f"{camino}/periodos/{PERIODO}/activacion", opl)
        self._tell(f"Proceso {PROCESO}: llaves, periodo, llave pública del OPL y enlace, a tiempo")

    def aspirantes(self, cuantos: int = 3) -> None:
        """Register aspirantes by the OPL, make their Cédulas and confirm; each signs in with the mailed folio (6)."""
        opl = self._mundo.autoridades["opl"]
        for n, c in enumerate(self._elegibles[:cuantos], start=1):
            correo = f"aspirante{n}@muestra.invalid"
            pedido = self._aspirante(c, correo, n)
            a = self._pide("POST", f"/v1/procesos/{PROCESO}/aspirantes", opl, pedido)
            png = b64encode(emblema(n)).decode()
            emblemado = self._pide(
                "PUT",
                f"/v1/aspirantes/{a['aspirante']}/emblema",
                opl,
                {"contenido": png, "version": a["version"]},
            )
            cedula = self._pide("POST", f"/v1/aspirantes/{a['aspirante']}/cedula", opl)
            (self._build / f"cedula-{a['aspirante']}.pdf").write_bytes(cedula)
            version = {"version": emblemado["version"]}
            self._pide("POST", f"/v1/aspirantes/{a['aspirante']}/confirmacion", opl, version)
            token = self._ids.federated(correo)
            folio = self._mailed(correo, _FOLIO)
            self._pide("POST", "/v1/aspirantes/acceso", token, {"folio": folio})
            self._mundo.aspirantes[folio] = token
        self._tell(f"{cuantos} aspirantes con Cédula, folio por correo y acceso al Portal")

    @staticmethod
    def _aspirante(c: Ciudadano, correo: str, n: int) -> dict[str, str]:
        return {
            **_persona(c, correo),
            "periodo": PERIODO,
            "lugar_nacimiento": "Guanajuato, Gto.",
            "telefono_movil": f"47755500{n:02d}",
            "entidad": c.entidad,
            "municipio": c.municipio,
            "seccion": c.seccion,
            "cic": c.cic,
            "ocr": c.ocr,
            "fecha_manifestacion": datetime.now(CENTRO).date().isoformat(),
            "oficio": f"IEEG/ASP/{n:03d}/2027",
        }

    def auxiliares(self, cuantos: int) -> None:
        """Register auxiliares by CSV, .xlsx and one by one; each then registers a phone and sends evidence (7, 8)."""
        folios = list(self._mundo.aspirantes)
        gente = self._elegibles[len(folios) : len(folios) + cuantos]
        correos = {f"aux{i + 1:05d}@muestra.invalid": c for i, c in enumerate(gente)}
        por_aspirante: dict[str, list[dict[str, str]]] = {f: [] for f in folios}
        for i, (correo, c) in enumerate(correos.items()):
            por_aspirante[folios[i % len(folios)]].append(_persona(c, correo))
        for folio, load in zip(folios, (self._by_csv, self._by_xlsx, self._one_by_one), strict=True):
            load(folio, por_aspirante[folio])
        for i, correo in enumerate(correos):
            self._phone(folios[i % len(folios)], correo, i)
        self._tell(f"{cuantos} auxiliares (CSV, Excel y uno por uno) con teléfono registrado")

    def _by_csv(self, folio: str, personas: list[dict[str, str]]) -> None:
        texto = io.StringIO()
        escritor = csv.DictWriter(texto, COLUMNAS, restval="")
        escritor.writeheader()
        escritor.writerows(personas)
        self._load(folio, "csv", texto.getvalue().encode())

    def _by_xlsx(self, folio: str, personas: list[dict[str, str]]) -> None:
        libro, destino = openpyxl.Workbook(), io.BytesIO()
        libro.active.append(COLUMNAS)
        for p in personas:
            libro.active.append([p.get(c, "") for c in COLUMNAS])
        libro.save(destino)
        self._load(folio, "xlsx", destino.getvalue())

    def _load(self, folio: str, tipo: str, contenido: bytes) -> None:
        token, camino = self._mundo.aspirantes[folio], f"/v1/aspirantes/{folio}/cargas"
        anuncio = {"tipo": tipo, "bytes": len(contenido), "sha256": digest(contenido)}
        carga = self._pide("POST", camino, token, anuncio)
        self._portal.sube(carga["permiso"], contenido)
        estado = self._until(
            lambda: _ended(self._pide("GET", f"{camino}/{carga['carga']}", token)), "la carga masiva"
        )
        if estado["estado"] != "aplicada" or estado["bajas"]:
            raise RuntimeError(f"la carga quedó {estado['estado']}: {estado['faltas'][:3]}")

    def _one_by_one(self, folio: str, personas: list[dict[str, str]]) -> None:
        for persona in personas:
            self._pide("POST", f"/v1/aspirantes/{folio}/auxiliares", self._mundo.aspirantes[folio], persona)

    def _phone(self, folio: str, correo: str, i: int) -> None:
        """Register an auxiliar's phone, as the app does, with the mailed Id Auxiliar (8.3, 8.4)."""
        auxiliar = self._mailed(correo, _AUXILIAR)
        llave, dispositivo, token = new_device_key(), f"DISP{i + 1:06d}", self._ids.federated(correo)
        telefono = Registro(self._corredor.url, token)
        aviso = self._notice(token)
        telefono.register(PROCESO, auxiliar, dispositivo, public_der(llave), aviso=aviso)
        self._mundo.auxiliares.append(AuxiliarConTelefono(auxiliar, folio, correo, dispositivo, llave, token))

    def evidence(self, a: AuxiliarConTelefono, indice: int = 0) -> None:
        """Send visual evidence, sealed as a record; the OPL reviews the Cédula and finds it conforming (8.5, 7.7)."""
        telefono, caso = (
            Registro(self._corredor.url, a.token),
            Caso(self._elegibles[len(self._mundo.aspirantes)]),
        )
        registro = {
            "proceso": PROCESO,
            "aspirante": a.aspirante,
            "auxiliar": a.auxiliar,
            "dispositivo": a.dispositivo,
            "registro": f"CEDULA{indice:04d}",
            "modo": "cedula",
            "capturado_en": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "lugar": None,
            "original_presentada": True,
            "credencial": lectura(caso),
            "aplicacion": {"nombre": "simulador", "version": "1"},
        }
        clear = build_expediente(registro, expediente(caso), a.llave)
        llave = public_key(self._corredor.url, PROCESO, a.token)
        telefono.send_evidence(registro, seal(clear, *llave, contexto({**registro, "version": "1"})))
        self._until(lambda: telefono.evidence()["vigente"], "el acuse de los testigos visuales")
        opl = self._mundo.autoridades["opl"]
        esperan = self._pide("GET", f"/v1/procesos/{PROCESO}/cedulas", opl)["elementos"]
        vista = next(c for c in esperan if c["auxiliar"] == a.auxiliar)
        pdf = self._pide("GET", f"/v1/auxiliares/{a.auxiliar}/cedula/documento", opl)
        (self._build / f"cedula-{a.auxiliar}.pdf").write_bytes(pdf)
        conforme = {"cedula": vista["cedula"]}
        self._pide("POST", f"/v1/auxiliares/{a.auxiliar}/cedula/conformidad", opl, conforme)
        self._tell("Testigos visuales de un auxiliar: Cédula generada y revisada por el OPL")

    def _notice(self, token: str) -> str:
        avisos = self._pide("GET", "/v1/avisos-privacidad?rol=auxiliar", token)["elementos"]
        return str(next(a["aviso"] for a in avisos if a["tipo"] == "aviso"))

    def _mailed(self, correo: str, que: re.Pattern[str]) -> str:
        def found() -> str | None:
            mails: list[Mail] = read_mails(self._corredor.nube.endpoint, correo)
            return next((m[1] for mail in mails if (m := que.search(mail.text))), None)

        return str(self._until(found, f"el correo para {correo}"))

    @staticmethod
    def _until(ask: Callable[[], Any], que: str) -> Any:
        limite = time.monotonic() + PACIENCIA
        while time.monotonic() < limite:
            if (hallado := ask()) is not None:
                return hallado
            time.sleep(0.2)
        raise RuntimeError(f"no llegó {que}")

    def _pide(self, metodo: str, camino: str, token: str, cuerpo: Any = None) -> Any:
        return self._portal.pide(metodo, camino, token, cuerpo)

    def _consola(self, *orden: str) -> str:
        hecho = subprocess.run(
            [sys.executable, "-m", "consola", *orden],
            env={**os.environ, **self._corredor.nube.env(), "CAPTACION_DOMINIO_INSTITUCIONAL": "ine.invalid"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if hecho.returncode:
            raise RuntimeError(f"consola {orden[0]}: {hecho.stderr}")
        return hecho.stdout


COLUMNAS = (
    "nombre",
    "apellido_paterno",
    "apellido_materno",
    "fecha_nacimiento",
    "telefono_movil",
    "correo",
    "proveedor",
    "clave_elector",
    "curp",
    "referencia",
)
"""First line of a bulk file (7.4), as in the template."""
DIGITOS = str.maketrans("0123456789", "abcdefghij")
"""Translation of digits to letters: an official's name may have no digits."""


def _persona(c: Ciudadano, correo: str) -> dict[str, str]:
    return {
        "nombre": c.nombre,
        "apellido_paterno": c.apellido_paterno,
        "apellido_materno": c.apellido_materno,
        "fecha_nacimiento": c.fecha_nacimiento.isoformat(),
        "clave_elector": c.clave_elector,
        "curp": c.curp,
        "correo": correo,
        "proveedor": "google",
    }


def _ended(carga: dict[str, Any]) -> dict[str, Any] | None:
    return carga if carga["estado"] in ("aplicada", "rechazada", "vencida") else None
