"""The app's site before the running system, and phones whose cameras see the card of somebody of the padrón."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import sync_playwright

from cliente.expediente import new_device_key, public_der
from local.acceso import Acceso
from local.camara import record
from local.celular import Telefono, phone
from local.construccion import built
from local.paginas import Paginas
from local.siembra import PROCESO, AuxiliarSembrado
from sintetico.ciudadanos import Ciudadano
from tests.e2e.captura import people
from tests.e2e.sistema import Sistema, ago


class Enciende(Protocol):
    """Switch on a new phone before whose camera lies somebody's card; `url`: another site than the shared one."""

    def __call__(self, persona: Ciudadano, url: str = "") -> Telefono: ...


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

        def switch_on(persona: Ciudadano, url: str = "") -> Telefono:
            video = record(tmp_path / f"{persona.cic}.mjpeg", persona)
            perfil = tmp_path / f"perfil{len(list(tmp_path.glob('perfil*')))}"
            telefono = abiertos.enter_context(phone(playwright, perfil, url or sitio, video))
            telefono.open()
            return telefono

        yield switch_on


def somebody(sistema: Sistema, modelo: str) -> Ciudadano:
    """Somebody of the Lista Nominal with a card of that model, whom no other test captured."""
    return sistema.take(c for c in people(sistema) if c.modelo == modelo)


def newcomer(sistema: Sistema, cedula: str | None = "CEDULA1") -> AuxiliarSembrado:
    """An auxiliar whom an aspirante registered and who has not opened the app yet.

    `cedula`: the visual evidence that was received of them before, by another phone (8.5).
    """
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
        cedula=cedula,
    ).save()
    return AuxiliarSembrado(auxiliar, aspirante, correo, "", new_device_key(), "")


def add_device(auxiliar: AuxiliarSembrado, dispositivo: str) -> None:
    """Another phone of theirs, with the auxiliar's own key, registered before."""
    from chalicelib.store.auxiliares.auxiliares import Auxiliar
    from chalicelib.store.auxiliares.dispositivos import Dispositivo
    from chalicelib.store.base.tabla import iso

    llave = public_der(auxiliar.llave)
    Dispositivo(
        dispositivo=dispositivo, auxiliar=auxiliar.auxiliar, llave=llave, alta=iso(ago(days=2))
    ).save()
    Auxiliar(auxiliar.auxiliar).update(actions=[Auxiliar.dispositivos.add({dispositivo})])


def register(telefono: Telefono, auxiliar: AuxiliarSembrado) -> None:
    """The phone of that auxiliar, up to the menu."""
    telefono.register(auxiliar.correo, PROCESO, auxiliar.auxiliar)


def found_on_disk(perfil: Path, buscados: list[bytes]) -> set[tuple[str, bytes]]:
    """Files of the profile folder that hold any of these, also as UTF-16 text."""
    formas = {b: (b, b.decode("latin-1").encode("utf-16-le")) for b in buscados}
    hallados = set()
    for archivo in perfil.rglob("*"):
        if archivo.is_file() and not archivo.is_symlink():
            contenido = archivo.read_bytes()
            hallados |= {
                (archivo.name, b) for b, como in formas.items() if any(forma in contenido for forma in como)
            }
    return hallados
