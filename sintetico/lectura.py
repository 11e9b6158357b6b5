"""The data that the phone reads from the credential and sends with its images (Protocolo 9.8)."""

from typing import Any

from sintetico.casos import Caso
from sintetico.mrz import mrz, qr

LLAVES = {"C": ("ocr",), "D": ("cic", "ocr"), "E": ("cic", "identificador"), "G": ("cic", "identificador")}


def lectura(caso: Caso) -> dict[str, Any]:
    """Return the data of the model at hand: always clave, emisión and nombre, then the model's keys.

    Models D, E and G have `curp`, `mrz` (3 lines) and `qr`; `mrz` and `qr` are missing when the second image is not the
    back of a CPV. A fraud is read as it is seen: a pasted name, or another person's data.
    """
    person = caso.ciudadano
    back = caso.dorso
    seen = caso.segundo if caso.sobrepone_nombre else person
    read: dict[str, Any] = {
        "modelo": person.modelo,
        "nombre": seen.nombre_completo,
        "clave_elector": person.clave_elector,
        "emision": person.emision,
        **{key: getattr(back, key) for key in LLAVES[person.modelo]},
    }
    if person.modelo != "C":
        read["curp"] = caso.segundo.curp if caso.contradice_curp else person.curp
        if caso.fraude not in ("a", "b"):
            read |= {"mrz": mrz(back), "qr": qr(back)}
    return read
