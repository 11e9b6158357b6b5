"""API of what is due before the start: the OPL's key (Protocolo 15.1), and the list of what is missing."""

from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import NoEncontrado, Ocupado
from chalicelib.problemas.procesos import LlaveRechazada
from chalicelib.rules.base.centro import to_centro
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.rules.procesos.preparacion import EstadoDelRequisito, missing_points
from chalicelib.store.base.tabla import iso
from chalicelib.store.procesos.llaves import LlaveOpl
from chalicelib.workflows.procesos import llave as llave_opl
from chalicelib.workflows.procesos import preparacion
from chalicelib.workflows.procesos.llave import LlavesDelProceso
from chalicelib.workflows.procesos.preparacion import Preparacion

bp = Blueprint(__name__)

LLAVE_TARDIA = "Se entregó con menos de diez días de anticipación al inicio (15.1)."


class CuerpoLlave(Struct, forbid_unknown_fields=True):
    """La llave pública: el texto de un archivo PEM, o su DER en base64."""

    llave: Annotated[str, Meta(min_length=1, max_length=20_000)]


class LlaveEntregada(Struct):
    """Una llave entregada. `huella`: SHA-256 de su SubjectPublicKeyInfo, que se compara con la copia del OPL."""

    n: int
    huella: str
    bits: int
    exponente: str
    entregada_en: str
    tardia: bool
    aviso: str


class LlavesEntregadas(Struct):
    """La llave vigente, las que sustituyó, y hasta cuándo puede sustituirse (nulo: aún no hay periodo activo)."""

    vigente: LlaveEntregada | None
    anteriores: list[LlaveEntregada]
    limite: Instante | None


class Requisito(Struct):
    """Un requisito: `limite` en UTC y en hora del centro; `tardio`: cumplido después de su límite."""

    clave: str
    nombre: str
    numeral: str
    estado: Literal["ok", "falta", "vencido"]
    limite: Instante
    limite_centro: str
    tardio: bool
    tarea: str


class PreparacionPeriodo(Struct):
    """Un periodo y lo que aún le falta antes de su inicio."""

    periodo: str
    nombre: str
    estado: Literal["activo", "inactivo"]
    inicio: Instante
    inicio_centro: str
    listo: bool
    requisitos: list[Requisito]


class PreparacionProceso(Struct):
    """Lista de preparación: cada periodo que no ha terminado, por su inicio."""

    proceso: str
    periodos: list[PreparacionPeriodo]


@ruta(
    bp,
    "PUT",
    "/v1/procesos/{proceso}/llave",
    Accion.ENTREGAR_LLAVE,
    LlaveEntregada,
    cuerpo=CuerpoLlave,
    problemas=(NoEncontrado, LlaveRechazada, Ocupado),
    evento=Evento.LLAVE_ENTREGADA,
    objeto="proceso",
)
def entregar_llave(principal: Principal, proceso: str, cuerpo: CuerpoLlave) -> dict[str, Any]:
    """Recibe la llave pública del OPL; la que llega a menos de diez días del inicio se recibe como tardía (15.1)."""
    entregada = llave_opl.hand_over_key(principal, proceso, cuerpo.llave, ahora())
    return _key(entregada, llave_opl.list_keys(principal, proceso))


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/llave",
    Accion.CONSULTAR_PROCESOS,
    LlavesEntregadas,
    problemas=(NoEncontrado,),
)
def consultar_llave(principal: Principal, proceso: str) -> dict[str, Any]:
    """La llave pública vigente del OPL y las que sustituyó, por sus huellas (15.1)."""
    todas = llave_opl.list_keys(principal, proceso)
    mostradas = [_key(x, todas) for x in todas.llaves]
    return {
        "vigente": mostradas[0] if mostradas else None,
        "anteriores": mostradas[1:],
        "limite": iso(todas.limite) if todas.limite else None,
    }


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/preparacion",
    Accion.CONSULTAR_PROCESOS,
    PreparacionProceso,
    problemas=(NoEncontrado,),
)
def consultar_preparacion(principal: Principal, proceso: str) -> dict[str, Any]:
    """Lo que falta a cada periodo antes de su inicio, y para cuándo (5, 6.1, 13.2, 15.1, 18.1)."""
    listas = preparacion.show_readiness(principal, proceso, ahora())
    return {"proceso": proceso, "periodos": [_period(x) for x in listas]}


def _key(x: LlaveOpl, todas: LlavesDelProceso) -> dict[str, Any]:
    # The exponent as text: it may have more digits than a JSON reader keeps.
    return {
        "n": int(x.n),
        "huella": x.huella,
        "bits": int(x.bits),
        "exponente": x.exponente,
        "entregada_en": x.entregada_en,
        "tardia": todas.late(x),
        "aviso": LLAVE_TARDIA if todas.late(x) else "",
    }


def _period(lista: Preparacion) -> dict[str, Any]:
    q = lista.periodo
    return {
        "periodo": q.periodo,
        "nombre": q.nombre,
        "estado": q.estado,
        "inicio": q.inicio,
        "inicio_centro": to_centro(q.captacion.inicio),
        "listo": not missing_points(lista.puntos),
        "requisitos": [_point(p) for p in lista.puntos],
    }


def _point(p: EstadoDelRequisito) -> dict[str, Any]:
    r = p.requisito
    return {
        "clave": r.clave,
        "nombre": r.nombre,
        "numeral": r.numeral,
        "estado": p.estado.value,
        "limite": iso(p.limite),
        "limite_centro": to_centro(p.limite),
        "tardio": p.tardio,
        "tarea": r.tarea,
    }
