"""Mails of the Mesa to the DERFE as they are owed and as they leave, one to each configured address (13.4, 13.8)."""

from chalicelib.base import config
from chalicelib.notices import mesa as texto
from chalicelib.store.base.tabla import instante
from chalicelib.store.mesa.catalogos import find_version
from chalicelib.store.mesa.turnos import Turno, get_turn
from chalicelib.store.procesos.procesos import get_proceso
from chalicelib.workflows.correos.correo import Aviso, Carta, Redactor
from chalicelib.workflows.mesa.notas import Acto, notes_of

DETERMINACION, CATALOGO = "determinacion", "catalogo"


def tell_determination(turno: Turno) -> list[Aviso]:
    """That the authority determined what becomes of that record."""
    ref = {"folio": turno.folio, "etapa": turno.etapa}
    return _to_each(DETERMINACION, f"determinacion#{turno.folio}#{turno.etapa}", ref)


def write_determination(ref: dict[str, str]) -> Carta | None:
    """Read from the notes when it leaves; None once there is no such address."""
    turno, destino = get_turn(ref["folio"], ref["etapa"]), _address(ref)
    notas = [n for n in notes_of(turno) if n["acto"] == Acto.DETERMINADO] if turno else []
    if turno is None or not notas or not destino:
        return None
    n = notas[-1]
    nombre = get_proceso(turno.proceso).nombre
    partes = texto.determination(
        nombre, turno.folio, n["resultado"], n["texto"], n["oficio"], instante(n["en"])
    )
    return Carta(destino, *partes)


def tell_catalog(opl: str, version: int) -> list[Aviso]:
    """That the OPL published that version of its criteria."""
    return _to_each(CATALOGO, f"catalogo#{opl}#{version}", {"opl": opl, "version": str(version)})


def write_catalog(ref: dict[str, str]) -> Carta | None:
    """A version and what it changes; None once there is no such address."""
    v, destino = find_version(ref["opl"], int(ref["version"])), _address(ref)
    if v is None or not destino:
        return None
    cambios = v.cambios or ["Nada cambia."]
    return Carta(
        destino, *texto.catalog(v.opl, v.catalogo.clave, instante(v.vigente_desde), v.acuerdo, cambios)
    )


def _to_each(plantilla: str, clave: str, ref: dict[str, str]) -> list[Aviso]:
    return [
        Aviso(plantilla, f"{clave}#{n}", ref | {"destino": str(n)}) for n in range(len(config.DERFE_MESA))
    ]


def _address(ref: dict[str, str]) -> str:
    n = int(ref["destino"])
    return config.DERFE_MESA[n] if n < len(config.DERFE_MESA) else ""


REDACTORES: dict[str, Redactor] = {DETERMINACION: write_determination, CATALOGO: write_catalog}
