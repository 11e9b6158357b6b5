"""What people do in the pages when a process ends: results, requirements, disposal (15.2, 16)."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import expect

from chalicelib.store.base.tabla import iso
from chalicelib.store.entrega.entregas import delivery_key
from local.entrada import CENTRO
from opl.llaves import PRIVADA, PUBLICA, make_keys
from tests.e2e.portal_web.dia import DIA, PERIODO, D
from tests.e2e.portal_web.sistema import Portal
from tests.e2e.portal_web.visita import Visita

FRASE = "frase-de-muestra-del-dia-2027"
HACE_MESES = timedelta(days=120)


def end_period(portal: Portal) -> None:
    """Days pass: the period's end is written as the day before yesterday; a local run has no other way to get there."""
    _date_back(portal, "periodos", {"proceso": DIA, "periodo": PERIODO}, "fin", timedelta(days=2))


def months_pass(portal: Portal) -> None:
    """The delivery becomes as old as a disposal asks for."""
    _date_back(portal, "entregas", {"proceso": DIA, "cual": delivery_key(1)}, "lista_en", HACE_MESES)


def _date_back(portal: Portal, tabla: str, llave: dict[str, str], campo: str, hace: timedelta) -> None:
    """By a client of this cloud: those of `chalicelib` may be another test's in this process."""
    portal.corredor.nube.client("dynamodb").update_item(
        TableName=f"{portal.corredor.nube.prefijo}-{tabla}",
        Key={c: {"S": v} for c, v in llave.items()},
        UpdateExpression=f"SET {campo} = :cuando",
        ConditionExpression=f"attribute_exists({campo})",
        ExpressionAttributeValues={":cuando": {"S": iso(datetime.now(UTC) - hace)}},
    )


def conclude(v: Visita) -> None:
    """The OPL says that its Mesa is done (15.2 B)."""
    v.official("administra@ine.invalid", f"{D}/entrega")
    expect(v.pagina.get_by_text("La entrega todavía no puede ordenarse")).to_be_visible(timeout=120_000)
    hoy = datetime.now(CENTRO).date().isoformat()
    v.do("Notificar que la Mesa concluyó", oficio="IEEG/FIN/1/2027", fecha=hoy)
    expect(v.pagina.get_by_text("Oficio IEEG/FIN/1/2027.")).to_be_visible(timeout=120_000)


def order(v: Visita) -> None:
    """The INE compares every figure, and orders the delivery for the OPL's administrator (15.2 C-F)."""
    v.official("derfe@ine.invalid", f"{D}/entrega")
    v.do("Comparar las cifras")
    expect(v.pagina.get_by_text(re.compile("^Terminada, "))).to_be_visible(timeout=120_000)
    expect(v.pagina.get_by_text("La entrega puede ordenarse")).to_be_visible(timeout=60_000)
    v.pagina.get_by_role("button", name="Ordenar la entrega").click()
    dialogo = v.pagina.locator("dialog[open]")
    dialogo.get_by_role("checkbox", name=re.compile("Administra")).check()
    dialogo.get_by_label(re.compile("^Días")).fill("30")
    assert v.accessible() == []
    dialogo.locator("button[type=submit]").click()
    expect(v.pagina.get_by_role("region", name="Entrega 1")).to_contain_text("En elaboración")


def download(v: Visita, tabla: str, carpeta: Path) -> None:
    """Save every file of that table of links under its name."""
    ligas = v.pagina.get_by_role("region", name=tabla).get_by_role("link")
    expect(ligas.first).to_be_visible(timeout=120_000)
    carpeta.mkdir()
    for liga in ligas.all():
        with v.pagina.expect_download() as bajada:
            liga.click()
        bajada.value.save_as(carpeta / bajada.value.suggested_filename)


def system_key(v: Visita) -> str:
    """The key of the public log, as the page shows it."""
    v.go("/bitacora")
    llave = v.pagina.locator(".datos div", has_text="Llave de la bitácora pública").locator("code")
    return llave.inner_text()


def opened(carpeta: Path, llave: Path, sistema: str, salida: Path) -> str:
    """What the OPL's tool says when it opens what was downloaded."""
    orden = [sys.executable, "-m", "opl", "entrega", "abrir", str(carpeta), "--llave", str(llave / PRIVADA)]
    hecho = subprocess.run(
        [*orden, "--salida", str(salida), "--llave-sistema", sistema],
        env=os.environ | {"OPL_FRASE": FRASE},
        capture_output=True,
        text=True,
        check=False,
    )
    assert hecho.returncode == 0, hecho.stderr
    return hecho.stdout


def key_pair(carpeta: Path) -> str:
    """A pair as an OPL or an authority makes it; the public half."""
    make_keys(carpeta, FRASE, 3072)
    return (carpeta / PUBLICA).read_text()


def require(v: Visita, folio: str, llave: str) -> None:
    """The INE registers what a court requires, has the package made for its key, and waits for it (16.2)."""
    v.official("derfe@ine.invalid", f"{D}/requerimientos")
    expect(v.pagina.get_by_text("No se ha registrado ningún requerimiento")).to_be_visible(timeout=120_000)
    notificado = (datetime.now(CENTRO) - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    v.pagina.get_by_role("button", name="Registrar un requerimiento").click()
    dialogo = v.pagina.locator("dialog[open]")
    dialogo.locator("[name=clase]").select_option("judicial")
    pedido = {
        "autoridad": "Tribunal sintético",
        "fundamento": "Artículo 1 de la ley de muestra",
        "oficio": "TE/1/2027",
    }
    for campo, valor in (pedido | {"notificado_en": notificado, "folios": f"{folio}-NO"}).items():
        dialogo.locator(f"[name={campo}]").fill(valor)
    dialogo.locator("button[type=submit]").click()
    expect(dialogo.locator("[data-campo=folios] .falta")).to_contain_text("No son registros del proceso")
    assert dialogo.locator("[name=fundamento]").input_value() == pedido["fundamento"]
    dialogo.locator("[name=folios]").fill(folio)
    dialogo.locator("button[type=submit]").click()
    expect(v.pagina.get_by_role("heading", name=re.compile("^Requerimiento "))).to_be_visible(timeout=120_000)
    expect(v.pagina.locator(".estado", has_text="En plazo")).to_be_visible()
    v.do("Pedir el paquete", llave=llave)
    expect(v.pagina.get_by_text("Paquete listo")).to_be_visible(timeout=120_000)
    assert v.accessible() == []
    v.picture("dia-requerimiento")


def list_disposal(v: Visita) -> None:
    """A hold stops the approval and not the list; lifted, the first person approves (16.1)."""
    v.official("derfe@ine.invalid", f"{D}/conservacion")
    expect(v.pagina.get_by_text("El plazo de conservación concluyó")).to_be_visible(timeout=120_000)
    v.do("Poner una reserva", motivo="Juicio de muestra", oficio="TE/2/2027")
    expect(v.pagina.get_by_role("cell", name="Todo el proceso")).to_be_visible(timeout=120_000)
    assert v.accessible() == []
    v.picture("dia-conservacion")
    v.do("Listar lo que se eliminaría")
    expect(v.pagina.locator(".estado", has_text="Por autorizar")).to_be_visible()
    v.pagina.get_by_role("button", name="Autorizar esta lista").click()
    dialogo = v.pagina.locator("dialog[open]")
    dialogo.locator("[name=repite]").fill(DIA)
    dialogo.locator("button[type=submit]").click()
    expect(dialogo.locator(".aviso-mal")).to_contain_text("Hay una reserva de todo el proceso")
    v.pagina.keyboard.press("Escape")
    lista = v.pagina.url.removeprefix(v.base)
    v.go(f"{D}/conservacion")
    v.do("Levantar", oficio="TE/3/2027")
    v.go(lista)
    v.do("Autorizar esta lista", repite=DIA)
    expect(v.pagina.get_by_text("Usted ya la autorizó")).to_be_visible(timeout=120_000)


def certify(v: Visita, tmp: Path) -> str:
    """A second person of the INE approves; the data go, and the certificate is saved; its text (16.1)."""
    v.go(f"{D}/conservacion")
    v.pagina.get_by_role("link", name=f"{DIA}-").first.click()
    v.do("Autorizar esta lista", repite=DIA)
    expect(v.pagina.locator(".estado", has_text="Certificada")).to_be_visible()
    assert v.accessible() == []
    v.picture("dia-disposicion")
    with v.pagina.expect_download() as bajada:
        v.pagina.get_by_role("button", name="Guardar el certificado (PDF)").click()
    assert Path(bajada.value.path()).read_bytes().startswith(b"%PDF")
    with v.pagina.expect_download() as bajada:
        v.pagina.get_by_role("button", name="Guardar el certificado y su prueba").click()
    bajada.value.save_as(tmp / "certificado.json")
    return (tmp / "certificado.json").read_text()
