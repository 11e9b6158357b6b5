"""API of the Mesa de Control: the operator's next record, and the verdict."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct, to_builtins

from chalicelib.base.reloj import ahora
from chalicelib.borde.formas_mesa import Datos, Hoja, Resultado
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import (
    Conflicto,
    DatosNoAdmitidos,
    DictamenFirme,
    DictamenNoAdmitido,
    ExpedienteIlegible,
    NoEncontrado,
    Ocupado,
    PadronEnCarga,
    TurnoRetirado,
    YaDictaminado,
)
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.vault.registro import ClaveElector, Curp, DosDigitos, Nombre, NueveDigitos, Ocr
from chalicelib.workflows.mesa import aclaracion, escalados
from chalicelib.workflows.mesa import escritorio as mesa

bp = Blueprint(__name__)


class CuerpoDictamen(Struct, forbid_unknown_fields=True):
    """Body of a verdict: `inciso` null for a valid record."""

    inciso: Annotated[str, Meta(pattern=r"^[a-z]\Z")] | None = None
    opcion: Annotated[str, Meta(max_length=80)] = ""
    detalle: Annotated[str, Meta(max_length=1000)] = ""


class EnCola(Struct):
    """A record that waits for this operator; `iniciado_en`: since when they work on it."""

    folio: str
    recibido_en: str
    iniciado_en: str | None


class Cola(Struct):
    """The operator's records in order; there is no next page: the queue moves on instead."""

    elementos: list[EnCola]
    siguiente: None


class Cuantos(Struct):
    """How many of the queue."""

    cuantos: Annotated[int, Meta(ge=1, le=50)] = 10


class Iniciado(Struct):
    """A record begun, and since when."""

    folio: str
    iniciado_en: str


class Siguiente(Struct):
    """The next record, or null when none waits. `folio` again, for the audit log."""

    folio: str
    registro: Hoja | None


class CuerpoCorreccion(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """What the card says where the capture says otherwise: only the data to change (13.6)."""

    clave_elector: ClaveElector | None = None
    curp: Curp | None = None
    ocr: Ocr | None = None
    cic: NueveDigitos | None = None
    emision: DosDigitos | None = None
    identificador: NueveDigitos | None = None
    nombre: Nombre | None = None


class CuerpoEscalar(Struct, forbid_unknown_fields=True):
    """Why the catalogue does not serve (13.8)."""

    motivo: Annotated[str, Meta(min_length=5, max_length=1000)]


class Escalado(Struct):
    """A record that waits for the OPL's authority, and since when."""

    folio: str
    escalado_en: str


@ruta(bp, "GET", "/v1/mesa/cola", Accion.REVISAR_APOYOS, Cola, consulta=Cuantos)
def cola_de_la_mesa(principal: Principal, consulta: Cuantos) -> dict[str, Any]:
    """The folios that wait for this operator, oldest first, to be asked for ahead (13.3)."""
    return {
        "elementos": mesa.queue(principal.proceso, principal.operador, consulta.cuantos),
        "siguiente": None,
    }


@ruta(
    bp,
    "GET",
    "/v1/mesa/registros/{folio}",
    Accion.REVISAR_APOYOS,
    Hoja,
    problemas=(NoEncontrado, TurnoRetirado, YaDictaminado, ExpedienteIlegible),
    evento=Evento.APOYO_MOSTRADO_EN_MESA,
    objeto="folio",
)
def ver_registro(principal: Principal, folio: str) -> dict[str, Any]:
    """A record that waits for this operator, also one that they have not begun with (13.1, 13.6)."""
    return mesa.show_record(principal.proceso, principal.operador, folio)


@ruta(
    bp,
    "POST",
    "/v1/mesa/registros/{folio}/inicio",
    Accion.REVISAR_APOYOS,
    Iniciado,
    problemas=(NoEncontrado, TurnoRetirado, YaDictaminado),
    evento=Evento.REVISION_INICIADA,
    objeto="folio",
)
def iniciar(principal: Principal, folio: str) -> dict[str, Any]:
    """Begin with a record of one's queue: from now on nobody gives it to another without saying so (13.3)."""
    return mesa.begin(principal.proceso, principal.operador, folio, ahora())


@ruta(
    bp,
    "GET",
    "/v1/mesa/siguiente",
    Accion.REVISAR_APOYOS,
    Siguiente,
    problemas=(Ocupado,),
    evento=Evento.APOYO_MOSTRADO_EN_MESA,
    objeto="folio",
)
def siguiente_registro(principal: Principal) -> dict[str, Any]:
    """The oldest record that waits for this operator, begun (13.3, 13.6)."""
    registro = mesa.next_record(principal.proceso, principal.operador, ahora())
    return {"folio": registro["folio"] if registro else "", "registro": registro}


@ruta(
    bp,
    "POST",
    "/v1/mesa/registros/{folio}/dictamen",
    Accion.REVISAR_APOYOS,
    Resultado,
    cuerpo=CuerpoDictamen,
    problemas=(NoEncontrado, DictamenNoAdmitido, TurnoRetirado, YaDictaminado, Ocupado),
    evento=Evento.DICTAMEN_EMITIDO,
    objeto="folio",
)
def dictaminar(principal: Principal, folio: str, cuerpo: CuerpoDictamen) -> dict[str, Any]:
    """Give the verdict of a record: valid, or an inciso of 13.7 with its detail."""
    dictamen = Dictamen(cuerpo.inciso, cuerpo.opcion, cuerpo.detalle)
    return mesa.give_verdict(principal.proceso, principal.operador, folio, dictamen, ahora())


@ruta(
    bp,
    "POST",
    "/v1/mesa/registros/{folio}/deshacer",
    Accion.REVISAR_APOYOS,
    Resultado,
    problemas=(NoEncontrado, TurnoRetirado, DictamenFirme, Ocupado),
    evento=Evento.DICTAMEN_DESHECHO,
    objeto="folio",
)
def deshacer(principal: Principal, folio: str) -> dict[str, Any]:
    """Take back one's own verdict within a few minutes; the record waits again (13.6)."""
    return mesa.take_back_verdict(principal.proceso, principal.operador, folio, ahora())


@ruta(
    bp,
    "POST",
    "/v1/mesa/registros/{folio}/escalar",
    Accion.REVISAR_APOYOS,
    Escalado,
    cuerpo=CuerpoEscalar,
    problemas=(NoEncontrado, TurnoRetirado, YaDictaminado, Conflicto, Ocupado),
    evento=Evento.REGISTRO_ESCALADO,
    objeto="folio",
)
def escalar(principal: Principal, folio: str, cuerpo: CuerpoEscalar) -> dict[str, Any]:
    """Hand a record that the catalogue does not serve to the OPL's authority (13.8)."""
    return escalados.escalate(principal.proceso, principal.operador, folio, cuerpo.motivo, ahora())


@ruta(
    bp,
    "POST",
    "/v1/mesa/registros/{folio}/correccion",
    Accion.REVISAR_APOYOS,
    Datos,
    cuerpo=CuerpoCorreccion,
    problemas=(NoEncontrado, TurnoRetirado, YaDictaminado, DatosNoAdmitidos, PadronEnCarga, Ocupado),
    evento=Evento.REGISTRO_CORREGIDO,
    objeto="folio",
)
def corregir(principal: Principal, folio: str, cuerpo: CuerpoCorreccion) -> dict[str, Any]:
    """Clarify captured data; before and after are kept, and the registry is asked again at once (13.4, 13.6)."""
    return aclaracion.clarify(principal.proceso, principal.operador, folio, to_builtins(cuerpo), ahora())
