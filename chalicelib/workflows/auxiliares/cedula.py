"""The Cédula de Registro de Auxiliar, for its review: registered data and evidence (Protocolo 7.7, 8.6)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from chalicelib.base import aws
from chalicelib.problemas import NoEncontrado
from chalicelib.rules.auxiliares.cotejo import Cotejo, compare_data
from chalicelib.rules.base.centro import CENTRO
from chalicelib.rules.base.permisos import Principal
from chalicelib.store.aspirantes import Aspirante, get_aspirante
from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.auxiliares.cedulas import Cedula, cedulas_of
from chalicelib.store.base import objetos
from chalicelib.store.base.tabla import instante
from chalicelib.store.procesos.opls import find_opl
from chalicelib.store.procesos.procesos import Proceso, get_proceso
from chalicelib.vault.expediente import Expediente, read_stored
from chalicelib.vault.registro import Credencial
from chalicelib.vault.sobres import open_at_rest
from chalicelib.workflows.auxiliares.alcance import reachable_auxiliar
from chalicelib.workflows.base.secretos import persona_de
from chalicelib.workflows.credencial import NOMBRES

AUTENTICACION = {"google": "Google", "facebook": "Facebook", "x": "X (Twitter)"}
DE_LA_PERSONA = ("correo", "telefono_movil", "referencia")


@dataclass(frozen=True)
class HojaDeCedula:
    """Everything that a Cédula shows."""

    proceso: Proceso
    aspirante: Aspirante
    auxiliar: Auxiliar
    cedula: Cedula
    expediente: Expediente
    persona: Mapping[str, str]
    cotejo: list[Cotejo]
    anteriores: list[Cedula]


def open_cedula(principal: Principal, auxiliar: str, folio: str = "") -> HojaDeCedula:
    """Open the evidence of an auxiliar: the one with that folio, or the one in force. Makes one KMS call.

    Raises `NoEncontrado`, also for an auxiliar out of reach, and the vault's errors if the evidence was tampered with.
    """
    fila = reachable_auxiliar(principal, auxiliar)
    todas = cedulas_of(auxiliar)
    elegida = next((c for c in todas if c.folio == (folio or fila.cedula)), None)
    if elegida is None:
        raise NoEncontrado
    proceso = get_proceso(fila.proceso)
    donde = objetos.cedula_key(elegida.proceso, elegida.folio, elegida.integridad)
    claro = open_at_rest(
        aws.client("kms"), objetos.read_sealed_expediente(donde), proceso.llave_resguardo, elegida.contexto
    )
    expediente = read_stored(claro, str(elegida.folio), elegida.integridad)
    persona = persona_de(fila)
    return HojaDeCedula(
        proceso=proceso,
        aspirante=get_aspirante(fila.aspirante),
        auxiliar=fila,
        cedula=elegida,
        expediente=expediente,
        persona=persona,
        cotejo=compare_data(_registered(persona), _read(expediente.registro.credencial)),
        anteriores=[c for c in todas if c.folio != elegida.folio],
    )


def describe_cedula(hoja: HojaDeCedula) -> dict[str, Any]:
    """The Cédula for the API, without its images: the edge encodes those."""
    return {
        "auxiliar": hoja.auxiliar.auxiliar,
        "aspirante": hoja.aspirante.aspirante,
        "baja": hoja.auxiliar.baja,
        "folio": hoja.cedula.folio,
        "vigente": hoja.cedula.folio == hoja.auxiliar.cedula,
        "dispositivo": hoja.cedula.dispositivo,
        "capturado_en": hoja.cedula.capturado_en,
        "recibido_en": hoja.cedula.recibido_en,
        "integridad": hoja.expediente.integridad,
        "cotejo": [asdict(c) for c in hoja.cotejo],
        "anteriores": [{"folio": c.folio, "recibido_en": c.recibido_en} for c in hoja.anteriores],
    }


def print_cedula(hoja: HojaDeCedula) -> bytes:
    """The sheet as a PDF to print, letter size."""
    # Imported here: the import takes half a second, and nothing else in the API needs it.
    from chalicelib.documents.auxiliares.cedula import render_registro_auxiliar

    return render_registro_auxiliar(_in_words(hoja), hoja.cotejo, hoja.expediente.imagenes)


def _in_words(hoja: HojaDeCedula) -> dict[str, str]:
    opl = find_opl(hoja.aspirante.opl)
    fila, cedula = hoja.auxiliar, hoja.cedula
    return {
        **{c: hoja.persona.get(c, "") for c in DE_LA_PERSONA},
        "autoridad": opl.nombre if opl else hoja.aspirante.opl,
        "proceso": hoja.proceso.nombre,
        "aspirante": f"{hoja.aspirante.nombre} ({hoja.aspirante.aspirante})",
        "auxiliar": fila.auxiliar,
        "proveedor": AUTENTICACION.get(fila.proveedor, fila.proveedor),
        "estado": f"De baja desde {_centro(fila.baja)}" if fila.baja else "Vigente",
        "alta": _centro(fila.alta),
        "capturado_en": _centro(cedula.capturado_en),
        "recibido_en": _centro(cedula.recibido_en),
        "dispositivo": cedula.dispositivo,
        "folio": cedula.folio,
        "integridad": hoja.expediente.integridad,
    }


def _centro(texto: str) -> str:
    return instante(texto).astimezone(CENTRO).strftime("%d/%m/%Y %H:%M")


def _registered(persona: Mapping[str, str]) -> dict[str, str]:
    partes = (persona.get(p, "") for p in NOMBRES)
    return {**persona, "nombre_completo": " ".join(filter(None, partes))}


def _read(credencial: Credencial) -> dict[str, str]:
    leido = {c: getattr(credencial, c) for c in credencial.__struct_fields__}
    return {**leido, "nombre_completo": credencial.nombre or ""}
