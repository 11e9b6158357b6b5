"""The Cédula de Registro de Auxiliar, for whoever reviews it: registered data and evidence (Protocolo 7.7, 8.6)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from chalicelib import aws
from chalicelib.problemas import NoEncontrado
from chalicelib.rules.cotejo import Cotejo, compare
from chalicelib.rules.permisos import Principal
from chalicelib.store import objetos
from chalicelib.store.auxiliares import Auxiliar
from chalicelib.store.cedulas import Cedula, cedulas_of
from chalicelib.store.procesos import Aspirante, Proceso, get_aspirante, get_proceso
from chalicelib.vault.expediente import Expediente, read_expediente
from chalicelib.vault.registro import Credencial
from chalicelib.vault.sobres import open_at_rest
from chalicelib.workflows.alcance import reachable_auxiliar
from chalicelib.workflows.consulta import NADA
from chalicelib.workflows.secretos import persona_de

APELLIDOS = ("nombre", "nombres", "apellido_paterno", "apellido_materno")


@dataclass(frozen=True)
class Hoja:
    """What a Cédula is made of."""

    proceso: Proceso
    aspirante: Aspirante
    auxiliar: Auxiliar
    cedula: Cedula
    expediente: Expediente
    cotejo: list[Cotejo]
    anteriores: list[Cedula]


def open_sheet(principal: Principal, auxiliar: str, folio: str = "") -> Hoja:
    """The evidence in force of an auxiliar, or the piece of that folio, opened; 1 KMS call.

    Raises `NoEncontrado` also for what is out of reach; the vault's errors if it was tampered with.
    """
    fila = reachable_auxiliar(principal, auxiliar)
    todas = cedulas_of(auxiliar)
    elegida = next((c for c in todas if c.folio == (folio or fila.cedula)), None)
    if elegida is None:
        raise NoEncontrado(NADA)
    proceso = get_proceso(fila.proceso)
    donde = objetos.cedula_key(elegida.proceso, elegida.folio, elegida.integridad)
    claro = open_at_rest(
        aws.client("kms"), objetos.read_expediente(donde), proceso.llave_resguardo, elegida.contexto
    )
    expediente = read_expediente(claro)
    return Hoja(
        proceso=proceso,
        aspirante=get_aspirante(fila.aspirante),
        auxiliar=fila,
        cedula=elegida,
        expediente=expediente,
        cotejo=compare(_registered(persona_de(fila)), _read(expediente.registro.credencial)),
        anteriores=[c for c in todas if c.folio != elegida.folio],
    )


def describe(hoja: Hoja) -> dict[str, Any]:
    """The sheet without its images, which are bytes and are the edge's to encode."""
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


def _registered(persona: Mapping[str, str]) -> dict[str, str]:
    partes = (persona.get(p, "") for p in APELLIDOS)
    return {**persona, "nombre_completo": " ".join(filter(None, partes))}


def _read(credencial: Credencial) -> dict[str, str]:
    leido = {c: getattr(credencial, c) for c in credencial.__struct_fields__}
    return {**leido, "nombre_completo": credencial.nombre or ""}
