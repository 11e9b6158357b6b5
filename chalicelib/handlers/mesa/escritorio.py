"""API of the Mesa de Control: the operator's next record, and the verdict."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct, to_builtins

from chalicelib.base.reloj import ahora
from chalicelib.borde.formas_mesa import DatosMesa, HojaMesa, ResultadoMesa
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import Conflicto, DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.mesa import (
    DictamenFirme,
    DictamenNoAdmitido,
    ExpedienteIlegible,
    TurnoRetirado,
    YaDictaminado,
)
from chalicelib.problemas.padron import PadronEnCarga
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.vault.registro import ClaveElector, Curp, DosDigitos, Nombre, NueveDigitos, Ocr
from chalicelib.workflows.mesa import aclaracion, escalados
from chalicelib.workflows.mesa import escritorio as mesa
from chalicelib.workflows.mesa.dictaminados import list_recent_verdicts

bp = Blueprint(__name__)


class CuerpoDictamen(Struct, forbid_unknown_fields=True):
    """Un dictamen. `inciso`: nulo si el registro es válido; `considerado`: se consideró lo que el inciso pide
    confirmar (`confirma` en el catálogo).
    """

    inciso: Annotated[str, Meta(pattern=r"^[a-z]\Z")] | None = None
    opcion: Annotated[str, Meta(max_length=80)] = ""
    detalle: Annotated[str, Meta(max_length=1000)] = ""
    considerado: bool = False


class EnCola(Struct):
    """Registro que espera a esta persona operadora; `iniciado_en`: desde cuándo trabaja en él."""

    folio: str
    recibido_en: str
    iniciado_en: str | None


class ColaMesa(Struct):
    """Registros de la persona operadora, en orden. No hay página siguiente: la cola avanza."""

    elementos: list[EnCola]
    siguiente: None


class CuantosDeCola(Struct):
    """Query of the queue: how many records to give."""

    cuantos: Annotated[int, Meta(ge=1, le=50)] = 10


class Iniciado(Struct):
    """Registro iniciado, y desde cuándo."""

    folio: str
    iniciado_en: str


class SiguienteMesa(Struct):
    """El registro que sigue, o nulo cuando ninguno espera. `folio` se repite para la bitácora de auditoría."""

    folio: str
    registro: HojaMesa | None


class DictaminadoReciente(Struct):
    """Un dictamen propio; `deshacer_hasta`: hasta cuándo puede retirarse."""

    folio: str
    revisado_en: str
    deshacer_hasta: Instante
    inciso: str | None
    opcion: str
    detalle: str


class DictaminadosRecientes(Struct):
    """Todos: algunas decenas como máximo."""

    elementos: list[DictaminadoReciente]


class CuerpoCorreccion(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Lo que dice la credencial donde la captura dice otra cosa: solo los datos que cambian (13.6)."""

    clave_elector: ClaveElector | None = None
    curp: Curp | None = None
    ocr: Ocr | None = None
    cic: NueveDigitos | None = None
    emision: DosDigitos | None = None
    identificador: NueveDigitos | None = None
    nombre: Nombre | None = None


class CuerpoEscalar(Struct, forbid_unknown_fields=True):
    """Por qué no sirve el catálogo (13.8)."""

    motivo: Annotated[str, Meta(min_length=5, max_length=1000)]


class Escalado(Struct):
    """Registro que espera a la autoridad del OPL, y desde cuándo."""

    folio: str
    escalado_en: str


@ruta(bp, "GET", "/v1/mesa/cola", Accion.REVISAR_APOYOS, ColaMesa, consulta=CuantosDeCola)
def cola_de_la_mesa(principal: Principal, consulta: CuantosDeCola) -> dict[str, Any]:
    """Lista los folios que esperan a quien pregunta, del más antiguo al más reciente (13.3)."""
    return {
        "elementos": mesa.list_desk_queue(principal.proceso, principal.operador, consulta.cuantos),
        "siguiente": None,
    }


@ruta(bp, "GET", "/v1/mesa/dictaminados", Accion.REVISAR_APOYOS, DictaminadosRecientes)
def dictaminados_recientes(principal: Principal) -> dict[str, Any]:
    """Lista los dictámenes propios que aún se pueden deshacer, del más reciente al más antiguo (13.6)."""
    return {"elementos": list_recent_verdicts(principal.proceso, principal.operador, ahora())}


@ruta(
    bp,
    "GET",
    "/v1/mesa/registros/{folio}",
    Accion.REVISAR_APOYOS,
    HojaMesa,
    problemas=(NoEncontrado, TurnoRetirado, YaDictaminado, ExpedienteIlegible),
    evento=Evento.APOYO_MOSTRADO_EN_MESA,
    objeto="folio",
)
def ver_registro(principal: Principal, folio: str) -> dict[str, Any]:
    """Muestra un registro que espera a quien pregunta, también antes de iniciarlo (13.1, 13.6)."""
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
    """Inicia un registro de la propia cola: desde entonces no se reasigna sin forzarlo (13.3)."""
    return mesa.begin_record(principal.proceso, principal.operador, folio, ahora())


@ruta(
    bp,
    "GET",
    "/v1/mesa/siguiente",
    Accion.REVISAR_APOYOS,
    SiguienteMesa,
    problemas=(Ocupado,),
    evento=Evento.APOYO_MOSTRADO_EN_MESA,
    objeto="folio",
)
def siguiente_registro(principal: Principal) -> dict[str, Any]:
    """Inicia y muestra el registro más antiguo que espera a quien pregunta (13.3, 13.6)."""
    registro = mesa.next_record(principal.proceso, principal.operador, ahora())
    return {"folio": registro["folio"] if registro else "", "registro": registro}


@ruta(
    bp,
    "POST",
    "/v1/mesa/registros/{folio}/dictamen",
    Accion.REVISAR_APOYOS,
    ResultadoMesa,
    cuerpo=CuerpoDictamen,
    problemas=(NoEncontrado, DictamenNoAdmitido, TurnoRetirado, YaDictaminado, Ocupado),
    evento=Evento.DICTAMEN_EMITIDO,
    objeto="folio",
)
def dictaminar(principal: Principal, folio: str, cuerpo: CuerpoDictamen) -> dict[str, Any]:
    """Dictamina un registro: válido, o un inciso del 13.7 con su detalle (13.7)."""
    dictamen = Dictamen(cuerpo.inciso, cuerpo.opcion, cuerpo.detalle, considerado=cuerpo.considerado)
    return mesa.give_verdict(principal.proceso, principal.operador, folio, dictamen, ahora())


@ruta(
    bp,
    "POST",
    "/v1/mesa/registros/{folio}/deshacer",
    Accion.REVISAR_APOYOS,
    ResultadoMesa,
    problemas=(NoEncontrado, TurnoRetirado, DictamenFirme, Ocupado),
    evento=Evento.DICTAMEN_DESHECHO,
    objeto="folio",
)
def deshacer(principal: Principal, folio: str) -> dict[str, Any]:
    """Deshace el dictamen propio dentro de pocos minutos; el registro vuelve a esperar (13.6)."""
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
    """Escala a la autoridad del OPL un registro que el catálogo no prevé (13.8)."""
    return escalados.escalate_record(principal.proceso, principal.operador, folio, cuerpo.motivo, ahora())


@ruta(
    bp,
    "POST",
    "/v1/mesa/registros/{folio}/correccion",
    Accion.REVISAR_APOYOS,
    DatosMesa,
    cuerpo=CuerpoCorreccion,
    problemas=(NoEncontrado, TurnoRetirado, YaDictaminado, DatosNoAdmitidos, PadronEnCarga, Ocupado),
    evento=Evento.REGISTRO_CORREGIDO,
    objeto="folio",
)
def corregir(principal: Principal, folio: str, cuerpo: CuerpoCorreccion) -> dict[str, Any]:
    """Aclara los datos captados; se conserva el antes y el después, y se consulta de nuevo el padrón (13.4, 13.6)."""
    return aclaracion.clarify_record(
        principal.proceso, principal.operador, folio, to_builtins(cuerpo), ahora()
    )
