"""The app's site before the running system, and phones whose cameras see the card of somebody of the padrón."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from cliente.expediente import new_device_key, public_der
from local.acceso import Acceso
from local.construccion import built
from local.paginas import Paginas
from local.siembra import PROCESO, AuxiliarSembrado
from sintetico.ciudadanos import Ciudadano
from tests.e2e.app_camara import record
from tests.e2e.app_telefono import CLAVE, Telefono, phone
from tests.e2e.captura import people
from tests.e2e.sistema import Sistema, ago

Enciende = Callable[[Ciudadano], Telefono]


@pytest.fixture(scope="session")
def sitio(sistema: Sistema) -> Iterator[str]:
    """Address of the built app, behind one origin with the API; the privacy notices are published."""
    carpeta = built("app")
    sistema.consola("avisos", "publicar")
    acceso = Acceso(sistema.corredor.nube, sistema.mundo.claves)
    with Paginas("app", carpeta, lambda: sistema.corredor.url, acceso) as paginas:
        yield paginas.url


@pytest.fixture
def enciende(sitio: str, tmp_path: Path) -> Iterator[Enciende]:
    """Switch on a new phone before whose camera lies somebody's card."""
    with sync_playwright() as playwright, ExitStack() as abiertos:

        def switch_on(persona: Ciudadano) -> Telefono:
            video = record(tmp_path / f"{persona.cic}.mjpeg", persona)
            perfil = tmp_path / f"perfil{len(list(tmp_path.glob('perfil*')))}"
            telefono = abiertos.enter_context(phone(playwright, perfil, sitio, video))
            telefono.open()
            return telefono

        yield switch_on


def somebody(sistema: Sistema, modelo: str) -> Ciudadano:
    """Somebody of the Lista Nominal with a card of that model, whom no other test captured."""
    return sistema.take(c for c in people(sistema) if c.modelo == modelo)


def newcomer(sistema: Sistema) -> AuxiliarSembrado:
    """An auxiliar whom an aspirante registered and who has not opened the app yet."""
    from chalicelib.store.auxiliares.auxiliares import Auxiliar, lista_de
    from chalicelib.store.base.tabla import iso
    from chalicelib.vault.secretos import blind_index
    from chalicelib.workflows.base.secretos import seal_persona, secreto_de

    n, aspirante = sistema.numero(), "ASP0001"
    auxiliar = f"AUXN{n:04d}"
    correo = f"{auxiliar.lower()}@muestra.invalid"
    Auxiliar(
        auxiliar=auxiliar,
        proceso=PROCESO,
        aspirante=aspirante,
        lista=lista_de(aspirante, auxiliar),
        datos=seal_persona(PROCESO, f"auxiliar {auxiliar}", {"correo": correo}),
        correo_ciego=blind_index(secreto_de(PROCESO), "correo", correo),
        clave_ciega="",
        proveedor="google",
        alta=iso(ago(days=3)),
    ).save()
    return AuxiliarSembrado(auxiliar, aspirante, correo, "", new_device_key(), "")


def add_device(auxiliar: AuxiliarSembrado, dispositivo: str) -> None:
    """Another phone of theirs, registered before."""
    from chalicelib.store.auxiliares.auxiliares import Auxiliar
    from chalicelib.store.auxiliares.dispositivos import Dispositivo
    from chalicelib.store.base.tabla import iso

    llave = public_der(new_device_key())
    Dispositivo(
        dispositivo=dispositivo, auxiliar=auxiliar.auxiliar, llave=llave, alta=iso(ago(days=2))
    ).save()
    Auxiliar(auxiliar.auxiliar).update(actions=[Auxiliar.dispositivos.add({dispositivo})])


def register(telefono: Telefono, auxiliar: AuxiliarSembrado) -> None:
    """From a new phone to the auxiliar's menu: mode, notice, sign-in, Ids, local password (8.2 to 8.7)."""
    telefono.title("Mi Apoyo")
    telefono.page.get_by_role("link", name="Configuración").click()
    telefono.page.get_by_label("Modo Auxiliar").click()
    telefono.tap("Aceptar")
    telefono.tap("Registro de Auxiliar")
    telefono.accept_notice()
    telefono.sign_in(auxiliar.correo)
    give_ids(telefono, auxiliar)
    choose_password(telefono)


def give_ids(telefono: Telefono, auxiliar: AuxiliarSembrado) -> None:
    telefono.page.get_by_label("Id Proceso").fill(PROCESO)
    telefono.page.get_by_label("Id Auxiliar").fill(auxiliar.auxiliar)
    telefono.tap("Siguiente")


def choose_password(telefono: Telefono, clave: str = CLAVE) -> None:
    telefono.title("Contraseña local")
    telefono.page.get_by_label("Contraseña local").fill(clave)
    telefono.page.get_by_label("Escríbala otra vez").fill(clave)
    telefono.tap("Guardar contraseña")
    telefono.button("Captura de Datos").wait_for()


def received(telefono: Telefono, cuantos: int = 1) -> list[str]:
    """Wait until so many records of the list have their receipt; their folios."""
    telefono.page.wait_for_function(
        "n => document.querySelectorAll('[data-estado=recibido]').length >= n", arg=cuantos, timeout=120_000
    )
    return telefono.page.locator("[data-estado=recibido] .folio").all_inner_texts()
