"""Records as a phone captures and seals them, made with the pieces of the reference client."""

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from cliente import muestra
from cliente.expediente import archive, complete, public_der, sign
from cliente.sobre import contexto, seal
from local.siembra import PROCESO, AuxiliarSembrado
from sintetico.casos import Caso
from sintetico.ciudadanos import Ciudadano
from sintetico.lectura import lectura
from tests.e2e.sistema import Sistema, ago, seconds


@cache
def images() -> dict[str, bytes]:
    """Four small images, one of them noise as a photograph's is."""
    return muestra.images() | {"foto.jpg": muestra.noise(240)}


@dataclass(frozen=True)
class Captura:
    """One record on a phone: what was captured, and by whom."""

    sistema: Sistema
    auxiliar: AuxiliarSembrado
    registro: dict[str, Any]

    @property
    def folio(self) -> str:
        return "-".join(self.registro[p] for p in ("aspirante", "auxiliar", "dispositivo", "registro"))

    def manifest(self, **cambios: Any) -> bytes:
        """`registro.json`, with those members changed after it was completed."""
        completo = complete(self.registro, images(), public_der(self.auxiliar.llave))
        return json.dumps(completo | cambios, ensure_ascii=False).encode()

    def entries(self, manifest: bytes | None = None, **imagenes: bytes) -> dict[str, bytes]:
        """The six entries; the manifest, whatever it is, signed by the device."""
        texto = manifest or self.manifest()
        return {
            "registro.json": texto,
            "registro.sig": sign(texto, self.auxiliar.llave),
            **images(),
            **imagenes,
        }

    def clear(self, manifest: bytes | None = None) -> bytes:
        """The expediente."""
        return archive(self.entries(manifest))

    def seal(self, clear: bytes | None = None) -> bytes:
        """The expediente, or whatever is given, sealed as this record."""
        der, arn = self.sistema.capture_key(self.registro["proceso"], self.auxiliar.token)
        return seal(
            self.clear() if clear is None else clear, der, arn, contexto(self.registro | {"version": "1"})
        )

    def announcement(self, sellado: bytes, **cambios: Any) -> dict[str, Any]:
        """What POST /v1/envios wants of it."""
        nombres = ("registro", "aspirante", "capturado_en", "lugar")
        propio = {n: self.registro[n] for n in nombres}
        return propio | {"bytes": len(sellado), "sha256": sha256(sellado).hexdigest()} | cambios


def capture(
    sistema: Sistema, auxiliar: AuxiliarSembrado, persona: Ciudadano | None = None, **cambios: Any
) -> Captura:
    """A new record of that person, or of one that nobody else captured."""
    n = sistema.numero()
    captado = {
        "proceso": PROCESO,
        "aspirante": auxiliar.aspirante,
        "auxiliar": auxiliar.auxiliar,
        "dispositivo": auxiliar.dispositivo,
        "registro": f"E{n:06d}",
        "modo": "auxiliar",
        "capturado_en": seconds(ago(hours=2)),
        "lugar": {"latitud": 21.0, "longitud": -101.3, "precision_m": 12.0},
        "original_presentada": True,
        "credencial": lectura(Caso(persona or sistema.take(people(sistema)))),
        "aplicacion": {"nombre": "pruebas", "version": "1"},
    }
    return Captura(sistema, auxiliar, captado | cambios)


def people(sistema: Sistema) -> list[Ciudadano]:
    """Those who are in the Lista Nominal of the entidad: their support counts."""
    return [c for c in sistema.mundo.ciudadanos if c.situacion == "lista_nominal" and c.entidad == "11"]
