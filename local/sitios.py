"""Both sites of a running system: built if stale, and served."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager

from local.acceso import Acceso
from local.construccion import built
from local.corredor import Corredor
from local.nube import NubeError
from local.paginas import Paginas

NOMBRES = {"portal": "Portal Web", "app": "Aplicación"}


@contextmanager
def serve(
    corredor: Corredor,
    claves: dict[str, tuple[str, str]],
    puertos: Mapping[str, int],
    say: Callable[[str], None] = print,
) -> Iterator[dict[str, str]]:
    """Serve the sites; yield the address of each that could be built. Without Node a message says so."""
    acceso = Acceso(corredor.nube, claves)
    with ExitStack() as abiertas:
        direcciones = {}
        for sitio, puerto in puertos.items():
            try:
                carpeta = built(sitio)
            except NubeError as error:
                say(f"{NOMBRES[sitio]}: {error}")
                continue
            pagina = Paginas(sitio, carpeta, lambda: corredor.url, acceso, puerto)
            direcciones[sitio] = abiertas.enter_context(pagina).url
            say(f"{NOMBRES[sitio]} en {direcciones[sitio]}")
        yield direcciones
