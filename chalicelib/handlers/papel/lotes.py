"""API of the runs of cédulas on paper: opened, followed, closed (Protocolo 11.3, 11.4)."""

from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import Conflicto, CuerpoInvalido, DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.aspirantes import AspiranteNoVigente
from chalicelib.problemas.captacion import RecepcionCerrada
from chalicelib.problemas.papel import SinRegimenDeExcepcion
from chalicelib.rules.base.centro import HoraNoAdmitida, from_centro
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.rules.papel.captura import MAXIMO_NUMERO
from chalicelib.workflows.papel import lotes as lotes_papel
from chalicelib.workflows.papel.lotes import RecepcionDePapel, describe_lote

bp = Blueprint(__name__)

Oficio = Annotated[str, Meta(min_length=1, max_length=120, pattern=r"^\S([^\x00-\x1f\x7f]*\S)?\Z")]
HoraCentro = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}\Z")]
Observacion = Annotated[str, Meta(max_length=500, pattern=r"^(\S([^\x00-\x1f\x7f]*\S)?)?\Z")]


class LoteRecibido(Struct, forbid_unknown_fields=True):
    """Lo que se entregó: oficio o acuse, cuándo (hora del centro) y cuántas cédulas declara. `municipio`: el de las
    que no dicen ninguno.
    """

    oficio: Oficio
    entregado: HoraCentro
    declaradas: Annotated[int, Meta(ge=1, le=MAXIMO_NUMERO)]
    municipio: Annotated[str, Meta(pattern=r"^([0-9]{3})?\Z")] = ""


class CierreDeLote(Struct, forbid_unknown_fields=True):
    """Cuántos registros vio quien cierra el lote; `observacion`, si no son tantos como los declarados."""

    capturadas: Annotated[int, Meta(ge=0, le=MAXIMO_NUMERO)]
    observacion: Observacion = ""


class LoteDeCedulas(Struct):
    """Un lote y su avance; `estado`: abierto o cerrado; `ultimo`: el número más alto capturado."""

    lote: str
    aspirante: str
    oficio: str
    entregado_en: str
    municipio: str
    estado: Literal["abierto", "cerrado"]
    declaradas: int
    capturadas: int
    con_inciso: int
    sin_soporte: int
    ultimo: int
    abierto_en: str
    cerrado_en: str | None
    observacion: str


class PaginaLotes(Struct):
    """Lotes de una persona aspirante, por id."""

    elementos: list[LoteDeCedulas]
    siguiente: str | None


class LoteDeProceso(LoteDeCedulas, kw_only=True):
    """Un lote con el nombre de su aspirante."""

    nombre: str


class PaginaLotesDeProceso(Struct):
    """Lotes abiertos de algunas personas aspirantes de un proceso; una página puede venir incompleta y tener
    siguiente.
    """

    elementos: list[LoteDeProceso]
    siguiente: str | None


class DesdeAspirante(Struct):
    """Query of a page: the aspirante after whom it begins."""

    despues: Annotated[str, Meta(pattern=r"^[A-Z0-9]{0,12}\Z")] = ""


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/lotes",
    Accion.CAPTURAR_CEDULAS,
    PaginaLotesDeProceso,
    consulta=DesdeAspirante,
    problemas=(NoEncontrado,),
)
def listar_lotes_de_proceso(principal: Principal, proceso: str, consulta: DesdeAspirante) -> dict[str, Any]:
    """Lista los lotes abiertos de un proceso en los que puede capturar, con la persona aspirante de cada uno (11.4)."""
    return lotes_papel.list_lotes_of_process(principal, proceso, consulta.despues)


class DesdeLote(Struct):
    """Query of a page: the run after which it begins, and how many runs."""

    despues: Annotated[str, Meta(pattern=r"^[A-Z0-9]{0,12}\Z")] = ""
    cuantos: Annotated[int, Meta(ge=1, le=100)] = 50


@ruta(
    bp,
    "POST",
    "/v1/aspirantes/{aspirante}/lotes",
    Accion.CAPTURAR_CEDULAS,
    LoteDeCedulas,
    cuerpo=LoteRecibido,
    estado=201,
    problemas=(
        NoEncontrado,
        CuerpoInvalido,
        AspiranteNoVigente,
        DatosNoAdmitidos,
        RecepcionCerrada,
        SinRegimenDeExcepcion,
        Conflicto,
        Ocupado,
    ),
    evento=Evento.LOTE_ABIERTO,
    objeto="lote",
)
def abrir_lote(principal: Principal, aspirante: str, cuerpo: LoteRecibido) -> dict[str, Any]:
    """Abre el lote de las cédulas entregadas con un documento; repetirlo es el mismo lote (11.4)."""
    try:
        entregado = from_centro(cuerpo.entregado)
    except HoraNoAdmitida as error:
        raise CuerpoInvalido(str(error), campo="entregado") from None
    recepcion = RecepcionDePapel(cuerpo.oficio, entregado, cuerpo.declaradas, cuerpo.municipio)
    return describe_lote(lotes_papel.open_lote(principal, aspirante, recepcion, ahora()))


@ruta(
    bp,
    "GET",
    "/v1/aspirantes/{aspirante}/lotes",
    Accion.CAPTURAR_CEDULAS,
    PaginaLotes,
    consulta=DesdeLote,
    problemas=(NoEncontrado,),
)
def listar_lotes(principal: Principal, aspirante: str, consulta: DesdeLote) -> dict[str, Any]:
    """Lista los lotes de una persona aspirante con su avance (11.4)."""
    filas = lotes_papel.list_lotes(principal, aspirante, consulta.despues, consulta.cuantos)
    de_aqui = filas[: consulta.cuantos]
    return {
        "elementos": [describe_lote(f) for f in de_aqui],
        "siguiente": de_aqui[-1].lote if len(filas) > len(de_aqui) else None,
    }


@ruta(bp, "GET", "/v1/lotes/{lote}", Accion.CAPTURAR_CEDULAS, LoteDeCedulas, problemas=(NoEncontrado,))
def consultar_lote(principal: Principal, lote: str) -> dict[str, Any]:
    """Consulta un lote: lo entregado, lo capturado, lo inconsistente y lo que no tiene soporte (11.4)."""
    return describe_lote(lotes_papel.reach_lote(principal, lote))


@ruta(
    bp,
    "POST",
    "/v1/lotes/{lote}/cierre",
    Accion.CAPTURAR_CEDULAS,
    LoteDeCedulas,
    cuerpo=CierreDeLote,
    problemas=(NoEncontrado, DatosNoAdmitidos, Conflicto, Ocupado),
    evento=Evento.LOTE_CERRADO,
    objeto="lote",
)
def cerrar_lote(principal: Principal, lote: str, cuerpo: CierreDeLote) -> dict[str, Any]:
    """Cierra un lote: no admite más cédulas; siguen los soportes y las correcciones (11.4)."""
    return describe_lote(
        lotes_papel.close_lote(principal, lote, cuerpo.capturadas, cuerpo.observacion, ahora())
    )
