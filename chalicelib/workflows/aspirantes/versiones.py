"""Former versions of a confirmed registration: kept sealed in its row, read back, and told by mail (Protocolo 6.1).

    version 1 ──correction──► version 2 ──new emblem──► version 3 (the row itself)
    `anteriores`:  [version 1,            version 2]

A draft keeps none: nobody signed it yet.
"""

from datetime import datetime
from typing import Any

from pynamodb.expressions.update import Action

from chalicelib.problemas.aspirantes import AspiranteNoAdmite
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.tabla import iso
from chalicelib.store.correos.salidas import Salida
from chalicelib.vault.secretos import open_fields
from chalicelib.workflows.aspirantes.registro import reach_registro
from chalicelib.workflows.base.secretos import persona_de, seal_persona, secreto_de
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.correos.carta import AvisoCorreo

CORREGIDO, MUDADO = "aspirante_corregido", "aspirante_correo_cambiado"
MAXIMO = 60
"""Former versions that a row may hold: each takes some 2 KB of the 400 KB that DynamoDB admits."""
_NOTAS = ("_version", "_emblema", "_motivo", "_hasta")
"""What is kept of a version besides the person's data."""


def keep_version(a: Aspirante, motivo: str, ahora: datetime) -> Action:
    """Append the data in force, replaced at `ahora` for `motivo`. Raises `AspiranteNoAdmite` if `MAXIMO` are held."""
    if len(a.anteriores) >= MAXIMO:
        raise AspiranteNoAdmite(f"El registro ya tuvo {MAXIMO} correcciones; pida apoyo a la MATO.")
    version = str(int(a.version))
    notas = dict(zip(_NOTAS, (version, a.emblema or "", motivo, iso(ahora)), strict=True))
    sellada = seal_persona(a.proceso, _identity(a, len(a.anteriores)), persona_de(a) | notas)
    accion: Action = Aspirante.anteriores.set((Aspirante.anteriores | []).append([sellada]))
    return accion


def former_versions(a: Aspirante) -> list[dict[str, str]]:
    """The former versions, oldest first: data, and under `_NOTAS` version, emblem, reason and until when."""
    secreto = secreto_de(a.proceso)
    return [open_fields(secreto, _identity(a, n), s) for n, s in enumerate(a.anteriores)]


def data_of_version(a: Aspirante, version: int) -> dict[str, str]:
    """The person's data as of that version, with `_emblema`; the data in force unless `version` is a former one."""
    for v in former_versions(a):
        if v["_version"] == str(version):
            return _bare(v) | {"_emblema": v["_emblema"]}
    return persona_de(a) | {"_emblema": a.emblema or ""}


def changed_fields(a: Aspirante, version: int) -> list[str]:
    """Names of the data that the version changed; `emblema` among them."""
    antes, despues = data_of_version(a, version - 1), data_of_version(a, version)
    return [c.lstrip("_") for c in (antes | despues) if antes.get(c, "") != despues.get(c, "")]


def list_versions(principal: Principal, aspirante: str) -> dict[str, Any]:
    """Former versions of a registration, the latest first; data only for the OPL's administrators and the INE.

    Raises `NoEncontrado`.
    """
    a = reach_registro(principal, aspirante)
    con_datos = principal.rol in (Rol.INE, Rol.OPL)
    versiones = [
        {
            "version": int(v["_version"]),
            "hasta": v["_hasta"],
            "motivo": v["_motivo"] if con_datos else "",
            "emblema": v["_emblema"] or None,
            "datos": _bare(v) if con_datos else None,
        }
        for v in reversed(former_versions(a))
    ]
    return {"aspirante": a.aspirante, "vigente": int(a.version), "anteriores": versiones}


def corrected_mail(aspirante: str, version: int, ahora: datetime) -> Salida:
    """The notice of the correction that made that version."""
    return _mail(CORREGIDO, aspirante, version, ahora)


def moved_mail(aspirante: str, version: int, ahora: datetime) -> Salida:
    """The notice to the former address, which that version replaced."""
    return _mail(MUDADO, aspirante, version, ahora)


def _mail(plantilla: str, aspirante: str, version: int, ahora: datetime) -> Salida:
    ref = {"aspirante": aspirante, "version": str(version)}
    return salidas.owed_mail(AvisoCorreo(plantilla, f"{plantilla}#{aspirante}#{version}", ref), ahora)


def _identity(a: Aspirante, n: int) -> str:
    """Encryption context of former version `n`: it is bound to its place in the list."""
    return f"{a.identidad} anterior {n}"


def _bare(version: dict[str, str]) -> dict[str, str]:
    return {c: v for c, v in version.items() if c not in _NOTAS}
