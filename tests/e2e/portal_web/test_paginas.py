"""Every page of the Portal Web × every role, accessible, at two widths, its dialogs too; pictures in `build/capturas`.

A page is examined for the first role it is shown to; `PORTAL_COMPLETO=1`: for every role.
"""

import json
import os
import re
from typing import Any

import pytest
from playwright.sync_api import expect

from local.entrada import OPL, PERIODO, PROCESO
from local.nube import ROOT
from tests.e2e.portal_web.sistema import P, Portal
from tests.e2e.portal_web.visita import Visita

pytestmark = pytest.mark.nube
COMPLETO = bool(os.environ.get("PORTAL_COMPLETO"))
NEGADAS = ("Su cuenta no tiene acceso a esta página", "Inicie sesión para continuar")
ROLES = {
    "derfe": "ine",
    "administra": "opl",
    "supervisa": "supervisor",
    "opera2": "operador",
    "aspirante2": "aspirante",
    "": "nadie",
}
_RUTA = re.compile(r"camino: '([^']+)'.*?operaciones: \[(.*?)\]", re.DOTALL)


def first_reads() -> dict[str, frozenset[str]]:
    """Address of a page -> roles that may read what it asks for first, as the API's document has them."""
    caminos = json.loads((ROOT / "docs" / "openapi.json").read_text())["paths"]
    leidas = {}
    for archivo in (ROOT / "web" / "portal" / "rutas").glob("*.ts"):
        for camino, operaciones in _RUTA.findall(archivo.read_text()):
            primera = re.search(r"'GET (/v1/[^']+)'", operaciones)
            if primera:
                patron = re.sub(r":[a-z]+", "[^/]+", camino)
                leidas[patron] = frozenset(caminos[primera[1]]["get"].get("x-roles", ROLES.values()))
    return leidas


@pytest.mark.parametrize("correo", ROLES)
def test_every_page_is_shown_to_its_roles_and_refused_to_others(portal: Portal, correo: str):
    leen = first_reads()
    with portal.navegador.visit() as v:
        _enter(v, correo)
        faltas: list[str] = []
        negadas = 0
        for camino in _pages(portal):
            v.go(camino)
            dicho = v.pagina.locator("h1").first.inner_text()
            negada = dicho in NEGADAS
            negadas += negada
            pueden = next((r for patron, r in leen.items() if re.fullmatch(patron, camino)), None)
            if not negada and pueden is not None and ROLES[correo] not in pueden:
                faltas.append(f"{camino}: se muestra a quien no puede leerla")
            if negada and negadas > 1:
                continue
            mal = v.pagina.locator("main .aviso-mal").all_inner_texts()
            faltas += [f"{camino}: {m}" for m in mal]
            if dicho == "Esta página no existe":
                faltas.append(f"{camino}: no existe")
            que = dicho if negada else camino
            if COMPLETO or que not in portal.vistas:
                portal.vistas.add(que)
                faltas += _examined(v, f"{correo or 'nadie'}{_stable(portal, camino).replace('/', '-')}")
        assert faltas == []
        assert negadas


def _stable(portal: Portal, camino: str) -> str:
    """The address with the same ids in every run, as names of pictures must be."""
    for propio, fijo in portal.mundo.nombres().items():
        camino = camino.replace(propio, fijo)
    return camino


def _examined(v: Visita, nombre: str) -> list[str]:
    """What axe finds, and whether the page needs no scrolling sideways at 400 % zoom of 1280 pixels (WCAG 1.4.10)."""
    faltas = v.accessible()
    v.picture(nombre)
    v.pagina.set_viewport_size({"width": 320, "height": 900})
    ancho = v.pagina.evaluate("document.documentElement.scrollWidth")
    if ancho > 320:
        faltas.append(f"{nombre}: a 320 px mide {ancho}: {_widest(v)}")
    v.picture(f"{nombre}-320")
    v.pagina.set_viewport_size({"width": 1440, "height": 900})
    return faltas


def _widest(v: Visita) -> Any:
    return v.pagina.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 321"
        " && !e.parentElement.closest('.tabla-caja')).map(e => e.outerHTML.slice(0, 80)).slice(0, 2)"
    )


@pytest.mark.parametrize("correo", ["derfe", "administra", "aspirante2", "opera2"])
def test_every_dialog_is_accessible_and_gives_the_focus_back(portal: Portal, correo: str):
    with portal.navegador.visit() as v:
        _enter(v, correo)
        faltas: list[str] = []
        for camino in _pages(portal):
            v.go(camino)
            for n in range(v.pagina.locator("main dialog").count()):
                faltas += _dialog(v, n, portal.vistas)
        assert faltas == []


_ABRE = """n => {
  let e = document.querySelectorAll('main dialog')[n];
  while (e && e.tagName !== 'BUTTON') e = e.previousElementSibling;
  if (!e || e.disabled) return '';
  e.focus(); e.click();
  return e.textContent;
}"""


def _dialog(v: Visita, n: int, vistos: set[str]) -> list[str]:
    """What is wrong with the page's nth dialog, by the button that opens it; each is looked at once."""
    boton = v.pagina.evaluate(_ABRE, n)
    abierto = v.pagina.locator("dialog[open]")
    if not boton or not abierto.count():
        return []
    faltas = [] if boton in vistos else v.accessible()
    vistos.add(boton)
    v.pagina.keyboard.press("Escape")
    expect(abierto).to_have_count(0)
    con_foco = v.pagina.evaluate("document.activeElement.textContent")
    return faltas if con_foco == boton else [*faltas, f"{boton}: el foco quedó en {con_foco!r}"]


def test_without_motion_and_with_the_colours_of_whoever_reads(portal: Portal):
    with portal.navegador.visit() as v:
        v.pagina.emulate_media(forced_colors="active", reduced_motion="reduce")
        _enter(v, "administra")
        for camino in ("/", f"{P}/avance", f"{P}/entrega", "/avance-publico"):
            v.go(camino)
            assert v.pagina.evaluate("document.getAnimations().length") == 0
            sin_borde = v.pagina.evaluate(
                "[...document.querySelectorAll('main .boton')].filter("
                "b => getComputedStyle(b).borderStyle === 'none').length"
            )
            assert sin_borde == 0, camino
            v.picture(f"colores-forzados{camino.replace('/', '-')}")


def _enter(v: Visita, correo: str) -> None:
    if not correo:
        v.pagina.goto(v.base)
    elif correo.startswith("aspirante"):
        v.federated(f"{correo}@muestra.invalid")
    else:
        v.official(f"{correo}@ine.invalid")


def _pages(portal: Portal) -> list[str]:
    a = f"/aspirante/{list(portal.mundo.aspirantes)[1]}"
    auxiliar = portal.mundo.auxiliares[1].auxiliar
    comunes = ("", "ayuda", "avisos", "bitacora", "avance-publico", f"avance-publico/{PROCESO}", "cuenta")
    propias = ("mis-avisos", "solicitudes", "mesa", "mesa/audiencias", "captura", "acceso")
    del_ine = ("procesos", "opls", "cuentas", "avance", "anuncios", "publicar-aviso", "auditoria", "atencion")
    del_proceso = (
        *("", "/periodos", f"/periodos/{PERIODO}", "/llave", "/enlaces", "/aspirantes", "/aspirantes/nuevo"),
        *(
            "/cedulas",
            "/avance",
            "/mesa",
            "/escalados",
            "/calidad",
            "/audiencias",
            "/entrega",
            "/requerimientos",
            "/conservacion",
        ),
    )
    del_aspirante = (
        *("avance", "registros", "auxiliares", "cargas", "reportes", "audiencias", "ficha", "excepciones"),
        *("lotes", "senales", "representante"),
    )
    return [
        *(f"/{c}" for c in (*comunes, *propias, *del_ine)),
        f"/opl/{OPL}/criterios",
        *(f"{P}{d}" for d in del_proceso),
        *(f"{a}/{d}" for d in del_aspirante),
        f"/auxiliar/{auxiliar}",
    ]
