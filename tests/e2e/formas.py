"""What people type into the portal's forms, of people of the synthetic world."""

import csv
import io

from local.entrada import COLUMNAS, PERIODO
from sintetico.ciudadanos import Ciudadano


def persona(c: Ciudadano, correo: str) -> dict[str, str]:
    """What a form asks of an auxiliar."""
    return {
        "nombre": c.nombre,
        "apellido_paterno": c.apellido_paterno,
        "apellido_materno": c.apellido_materno,
        "fecha_nacimiento": c.fecha_nacimiento.isoformat(),
        "clave_elector": c.clave_elector,
        "correo": correo,
        "proveedor": "google",
    }


def as_csv(personas: list[dict[str, str]]) -> str:
    """The filled-in template of auxiliares."""
    texto = io.StringIO()
    escritor = csv.DictWriter(texto, COLUMNAS, restval="")
    escritor.writeheader()
    escritor.writerows(personas)
    return texto.getvalue()


def registro(c: Ciudadano, correo: str) -> dict[str, str]:
    """What the form of an aspirante asks."""
    return {
        **persona(c, correo),
        "periodo": PERIODO,
        "lugar_nacimiento": "Guanajuato, Gto.",
        "telefono_movil": "4775550099",
        "entidad": c.entidad,
        "municipio": c.municipio,
        "seccion": c.seccion,
        "cic": c.cic,
        "ocr": c.ocr,
        "oficio": "IEEG/ASP/099/2027",
    }
