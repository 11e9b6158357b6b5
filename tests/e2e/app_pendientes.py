"""Many records that wait on one phone, as if it had captured all day: made with the reference client, put where the app
keeps its own."""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from playwright.sync_api import Page

from cliente.expediente import build_expediente
from cliente.sobre import contexto, seal
from local.celular import LUGAR
from local.siembra import PROCESO, AuxiliarSembrado
from sintetico.casos import Caso
from sintetico.ciudadanos import Ciudadano
from sintetico.expediente import expediente
from sintetico.lectura import lectura
from tests.e2e.sistema import Sistema, ago, seconds

A_LA_VEZ = 10
_ABRE = """const db = await new Promise((si, no) => {
  const pide = indexedDB.open('apoyo-ciudadano')
  pide.onsuccess = () => si(pide.result)
  pide.onerror = () => no(pide.error)
})
const lee = (almacen, metodo) => new Promise((si) => {
  db.transaction(almacen).objectStore(almacen)[metodo]().onsuccess = (e) => si(e.target.result)
})"""
_ESTADOS = f"""async () => {{ {_ABRE}
  const filas = await lee('registros', 'getAll')
  const sobres = await lee('sobres', 'getAllKeys')
  db.close()
  return [Object.fromEntries(filas.map((f) => [f.folio, f.estado])), sobres.length]
}}"""
_GUARDA = f"""async (nuevos) => {{ {_ABRE}
  const [modelo] = await lee('registros', 'getAll')
  const tx = db.transaction(['registros', 'sobres'], 'readwrite', {{ durability: 'strict' }})
  for (const {{ sellado, ...fila }} of nuevos) {{
    tx.objectStore('registros').add({{ ...modelo, ...fila }})
    tx.objectStore('sobres').add(Uint8Array.from(atob(sellado), (c) => c.charCodeAt(0)), fila.registro)
  }}
  await new Promise((si, no) => {{ tx.oncomplete = si; tx.onabort = () => no(tx.error) }})
  db.close()
}}"""


def kept(pagina: Page) -> tuple[dict[str, str], int]:
    """State of each folio on the phone, and how many sealed records it still holds."""
    estados, sobres = pagina.evaluate(_ESTADOS)
    return estados, sobres


def fill(
    pagina: Page, sistema: Sistema, auxiliar: AuxiliarSembrado, dispositivo: str, de: list[Ciudadano]
) -> Iterator[str]:
    """A record of each person, captured with the auxiliar's other device; yields the folios.

    The phone holds one of its own already: what only the phone can write, the encrypted place, is copied from it.
    """
    imagenes = expediente(Caso(de[0]))  # one set for all: their size counts here, nobody looks at them
    for desde in range(0, len(de), A_LA_VEZ):
        parte = enumerate(de[desde : desde + A_LA_VEZ], start=desde)
        filas = [_row(sistema, auxiliar, dispositivo, f"P{n:06d}", persona, imagenes) for n, persona in parte]
        pagina.evaluate(_GUARDA, filas)
        yield from (fila["folio"] for fila in filas)


def _row(
    sistema: Sistema,
    auxiliar: AuxiliarSembrado,
    dispositivo: str,
    registro: str,
    persona: Ciudadano,
    imagenes: dict[str, bytes],
) -> dict[str, Any]:
    captado: dict[str, Any] = {
        "proceso": PROCESO,
        "aspirante": auxiliar.aspirante,
        "auxiliar": auxiliar.auxiliar,
        "dispositivo": dispositivo,
        "registro": registro,
        "modo": "auxiliar",
        "capturado_en": seconds(ago(hours=2)),
        "lugar": {
            "latitud": LUGAR["latitude"],
            "longitud": LUGAR["longitude"],
            "precision_m": LUGAR["accuracy"],
        },
        "original_presentada": True,
        "credencial": lectura(Caso(persona)),
        "aplicacion": {"nombre": "pruebas", "version": "1"},
    }
    clear = build_expediente(captado, imagenes, auxiliar.llave)
    sellado = seal(clear, *sistema.llave_captura, contexto(captado | {"version": "1"}))
    partes = ("aspirante", "auxiliar", "dispositivo", "registro")
    return {
        **{p: captado[p] for p in (*partes, "capturado_en")},
        "folio": "-".join(captado[p] for p in partes),
        "bytes": len(sellado),
        "sha256": sha256(sellado).hexdigest(),
        "integridad": sha256(clear).hexdigest(),
        "sellado": b64encode(sellado).decode(),
    }
