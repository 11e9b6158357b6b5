"""The sheet of a record: its four images decrypted, its data in force, and its findings (13.1, 13.6).

Images are sent only in the answer that shows them and are stored nowhere in clear. The largest expediente, 4 MiB, takes
5.6 MB in base64: with its data it fits the 6 MB of Lambda's answers.
"""

from base64 import b64encode
from typing import Any

from chalicelib.base.registro import describe_error, log
from chalicelib.problemas.mesa import ExpedienteIlegible
from chalicelib.rules.apoyos.historia import Corregido
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.base import objetos
from chalicelib.store.base.tabla import instante
from chalicelib.store.mesa.turnos import Turno
from chalicelib.store.mesa.vistas import find_vista
from chalicelib.vault.errores import Invalido
from chalicelib.vault.expediente import Expediente
from chalicelib.vault.secretos import open_fields
from chalicelib.workflows.apoyos.expediente import open_expediente
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.mesa.hallazgos import show_findings
from chalicelib.workflows.mesa.notas import notes_of


def build_sheet(turno: Turno, apoyo: Apoyo) -> dict[str, Any]:
    """What the operator sees side by side, without anything that reveals the stage or others' verdicts.

    Raises the vault's errors if the expediente was tampered with, `objetos.NoExiste` if it is gone.
    """
    expediente = open_expediente(apoyo)
    imagenes = {nombre: b64encode(datos).decode() for nombre, datos in expediente.imagenes.items()}
    corregido = any(isinstance(h, Corregido) for h in apoyo.hechos)
    datos = data_in_force(apoyo) if corregido else _as_captured(apoyo, expediente)
    return {
        "modo": apoyo.modo,
        "llegada": turno.llegada,
        **datos,
        "notas": [{c: n[c] for c in ("en", "acto", "texto")} for n in notes_of(turno)],
        "imagenes": imagenes,
    }


def show_sheet(turno: Turno, apoyo: Apoyo) -> dict[str, Any]:
    """The sheet of a record requested by its folio. Raises `ExpedienteIlegible`."""
    try:
        return build_sheet(turno, apoyo)
    except (Invalido, objetos.NoExiste) as error:
        log.error("expediente ilegible", extra={"folio": apoyo.folio, **describe_error(error)})
        raise ExpedienteIlegible(
            "El expediente de este registro no abre: si está en su escritorio, escálelo (13.8) y siga con los demás."
        ) from None


def data_in_force(apoyo: Apoyo) -> dict[str, Any]:
    """The data in force, the changes made to them (before and after), and the findings."""
    sellados = open_fields(secreto_de(apoyo.proceso), apoyo.folio, apoyo.datos)
    return _shown(apoyo, sellados["credencial"], sellados.get("correcciones", []))


def _as_captured(apoyo: Apoyo, expediente: Expediente) -> dict[str, Any]:
    credencial = expediente.registro.credencial
    return _shown(apoyo, {c: getattr(credencial, c) for c in credencial.__struct_fields__}, [])


def _shown(apoyo: Apoyo, credencial: dict[str, Any], correcciones: list[dict[str, Any]]) -> dict[str, Any]:
    leido = {c: v for c, v in credencial.items() if v is not None}
    vista = find_vista(apoyo.folio)
    return {
        "folio": apoyo.folio,
        "capturado_en": apoyo.capturado_en,
        "credencial": leido,
        "correcciones": correcciones,
        "hallazgos": show_findings(
            leido, instante(apoyo.capturado_en), apoyo.hechos, vista.todos if vista else ()
        ),
        "vista": "lista" if vista else "pendiente",
    }
