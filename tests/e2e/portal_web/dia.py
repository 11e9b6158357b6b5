"""What people do in the pages on the day of a process that is opened, run and reviewed in them alone."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import expect
from pypdf import PdfWriter

from cliente.expediente import new_device_key, public_der
from cliente.registro import Registro
from local.entrada import CENTRO, EMPEZO, OPL, AuxiliarConTelefono, emblema
from local.telefonos import assignments, send_wave
from local.ventanilla import Ventanilla
from sintetico.casos import Caso
from sintetico.ciudadanos import Ciudadano
from tests.e2e.formas import persona, registro
from tests.e2e.portal_web.sistema import Portal
from tests.e2e.portal_web.visita import Visita

DIA, PERIODO = "DIA27GTO", "GUBDIA"
D = f"/proceso/{DIA}"
PROPIA = "Propia-9-Muestra-2027"
OPERA, ASPIRANTE, AUXILIAR = "operadia@ine.invalid", "aspiradia@muestra.invalid", "auxdia@muestra.invalid"


@dataclass
class Dia:
    """What one person tells another during the day: folios and keys, as they are read on pages and in mails."""

    portal: Portal
    gente: list[Ciudadano]
    aspirante: str = ""
    operador: str = ""
    audiencia: str = ""
    enviados: list[str] = field(default_factory=list)
    llaves: Path = Path()
    """Where the OPL keeps its key pair."""


def centre(t: datetime) -> str:
    """As a field of date and time takes it."""
    return t.astimezone(CENTRO).strftime("%Y-%m-%dT%H:%M")


def account(
    v: Visita, portal: Portal, rol: str, correo: str, nombre: str, fecha: str = "", **alcance: str
) -> None:
    """The INE, signed in, asks for an account, grants it and files its declaration; the official then comes in.

    `fecha`: of the declaration, today when none is given.
    """
    v.go("/cuentas")
    comunes = {"cargo": "Personal de muestra", "telefono": "4771234567", "oficio": "IEEG/P/009/2027"}
    v.do("Solicitar una cuenta", rol=rol, nombre=nombre, correo=correo, **comunes, **alcance)
    if opl := alcance.get("opl"):
        v.pagina.locator("main").get_by_label("OPL").first.fill(opl)
    v.pagina.get_by_role("link", name=nombre).click()
    v.do("Otorgar")
    declaracion = {"referencia": "Declaración 9", "sha256": "b" * 64} | ({"fecha": fecha} if fecha else {})
    v.do("Registrar la Declaración de Confidencialidad", **declaracion)
    expect(v.pagina.get_by_text("Activa", exact=True)).to_be_visible()
    temporal = portal.mailed(correo, r"^Contraseña temporal: (\S+)$")
    with portal.navegador.visit() as suya:
        suya.password(correo, temporal, PROPIA)


def blank_pdf(destino: Path) -> None:
    """A document of one empty page, in the place of the signed Acta."""
    escritor = PdfWriter()
    escritor.add_blank_page(612, 792)
    escritor.write(destino)


def open_process(v: Visita) -> None:
    """The INE opens a process of an OPL that is there (6.1 A)."""
    v.menu("Procesos")
    v.do("Abrir un proceso", proceso=DIA, opl=OPL, nombre="Proceso del día (sintético)")
    expect(v.pagina.get_by_role("link", name="Proceso del día")).to_be_visible(timeout=60_000)


def set_period(v: Visita, municipio: str, pem: str) -> None:
    """The OPL sets period, threshold, key and enlace in time, and switches the period on (6.1 A, 13.2, 15.1)."""
    ahora = datetime.now(UTC)
    fechas = {"inicio": centre(ahora - EMPEZO), "fin": centre(ahora + timedelta(days=20))}
    umbral = {"porcentaje": "1", "base": "lista_nominal", "excepcion": municipio}
    v.go(f"{D}/periodos")
    v.do("Registrar un periodo", periodo=PERIODO, cargo="gubernatura", **fechas, **umbral)
    expect(v.pagina.get_by_role("heading", name="Cifras del umbral")).to_be_visible(timeout=120_000)
    v.do("Registrar cifras", base="400")
    v.go(f"{D}/llave")
    v.pagina.get_by_label("Llave pública").fill(pem)
    v.pagina.get_by_role("button", name="Entregar", exact=True).click()
    expect(v.pagina.get_by_text("Llave recibida")).to_be_visible(timeout=120_000)
    v.go(f"{D}/enlaces")
    enlace = {"nombre": "Muestra Enlace Día", "puesto": "Enlace", "correo": "enlacedia@ine.invalid"}
    v.do("Nombrar un enlace", telefono="4771234599", **enlace)
    v.go(f"{D}/periodos/{PERIODO}")
    v.do("Activar")
    expect(v.pagina.get_by_role("button", name="Desactivar")).to_be_visible(timeout=120_000)


def register_aspirante(v: Visita, c: Ciudadano, tmp: Path) -> None:
    """The OPL takes a person from draft to confirmation (6.1 B-F)."""
    v.go(f"{D}/aspirantes/nuevo")
    for campo, valor in (registro(c, ASPIRANTE) | {"periodo": PERIODO}).items():
        control = v.pagina.locator(f"form [name={campo}]")
        elige = control.evaluate("e => e.tagName") == "SELECT"
        (control.select_option if elige else control.fill)(valor)
    v.pagina.get_by_role("button", name="Registrar", exact=True).click()
    expect(v.pagina.get_by_text("Registrado, sin confirmar")).to_be_visible(timeout=120_000)
    png = tmp / "emblema.png"
    png.write_bytes(emblema(9))
    v.pagina.locator("input[type=file]").set_input_files(png)
    v.pagina.get_by_role("button", name="Guardar emblema").click()
    expect(v.pagina.get_by_alt_text("Emblema del aspirante")).to_be_visible(timeout=120_000)
    with v.pagina.expect_download():
        v.pagina.get_by_role("button", name="Generar la Cédula").click()
    expect(v.pagina.get_by_text("Falta confirmar")).to_be_visible(timeout=120_000)
    v.do("Confirmar")
    expect(v.pagina.get_by_text("Confirmado", exact=True).first).to_be_visible(timeout=120_000)


def come_in(v: Visita, dia: Dia) -> None:
    """The aspirante comes in with the folio of the mail, and registers somebody (6.1 D, 7.3)."""
    dia.aspirante = dia.portal.mailed(ASPIRANTE, r"([A-HJ-NP-Z2-9]{8})$")
    v.provider(ASPIRANTE)
    v.menu("Primer acceso")
    v.pagina.get_by_label("Folio único").fill(dia.aspirante)
    v.pagina.get_by_role("button", name="Entrar con este folio").click()
    expect(v.pagina.get_by_role("heading", name="Aspirante", exact=True)).to_be_visible(timeout=120_000)
    v.menu("Auxiliares")
    v.do("Registrar a una persona auxiliar", **persona(dia.gente[1], AUXILIAR))
    expect(v.pagina.locator("main [role=status]").first).to_contain_text("Recibirá su Id de Auxiliar")


def send_from_a_phone(dia: Dia, cuantos: int, tmp: Path) -> None:
    """The auxiliar's phone captures and sends: what people do outside the portal is done by the reference client."""
    portal = dia.portal
    auxiliar = portal.mailed(AUXILIAR, r"^Id Auxiliar: (\S+)$")
    token, llave = portal.mundo.identidades.federated(AUXILIAR), new_device_key()
    telefono = Registro(portal.corredor.url, token)
    avisos = Ventanilla(lambda: portal.corredor.url).pide("GET", "/v1/avisos-privacidad?rol=auxiliar", token)
    aviso = next(a["aviso"] for a in avisos["elementos"] if a["tipo"] == "aviso")
    telefono.register(DIA, auxiliar, "DISPDIA1", public_der(llave), aviso=aviso)
    suyo = AuxiliarConTelefono(auxiliar, dia.aspirante, AUXILIAR, "DISPDIA1", llave, token)
    plan = [(dia.aspirante, Caso(c)) for c in dia.gente[2 : 2 + cuantos]]
    for ola in assignments(plan, [suyo], portal.corredor.url, DIA, tmp / "telefono"):
        for enviados in send_wave(ola):
            dia.enviados += [e.folio for e in enviados]
    portal.quiet()
