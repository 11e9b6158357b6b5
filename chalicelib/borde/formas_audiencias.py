"""Structs of a hearing that the API shows to the aspirante's side and to the OPL's (Protocolo 14)."""

from typing import Annotated

from msgspec import Meta, Struct

from chalicelib.borde.instantes import Instante
from chalicelib.rules.audiencias import EstadoAudiencia


class AudienciaListada(Struct):
    """Audiencia en una lista: estado, fechas (RFC 3339, UTC) y cifras. `sin_materia`: registros que ya no tenían
    inconsistencia cuando empezó.
    """

    audiencia: str
    aspirante: str
    estado: EstadoAudiencia
    solicitada_en: str
    fecha: Instante | None
    registros: int
    repartidos: int
    sin_materia: int
    revisados: int
    confirmados: int
    revertidos: int
    incidencias: int


class Funcionario(Struct):
    """Persona que revisa; solo la ven las autoridades. `usuario`: el de su acceso."""

    cuenta: str
    nombre: str
    usuario: str


class AsistenciaMostrada(Struct):
    """Quién asistió (14.4) y cuándo se anotó."""

    aspirante: bool
    representante: bool
    oficialia_electoral: bool
    en: Instante


class HechoDeAudiencia(Struct):
    """Qué pasó con la audiencia y cuándo."""

    que: str
    en: Instante


class AudienciaMostrada(AudienciaListada):
    """Una audiencia de `proceso`. `desistio`: la persona aspirante renunció a lo que faltaba por revisar."""

    proceso: str
    oficio: str
    lugar: str
    enlace: str
    fundamento: str
    motivo: str
    funcionarios: list[Funcionario]
    asistencia: AsistenciaMostrada | None
    muestra_anteriores: bool
    desistio: bool
    con_acta: bool
    oficio_resultado: str
    historia: list[HechoDeAudiencia]


class ListaAudiencias(Struct):
    """Página de audiencias, de la más reciente a la más antigua."""

    elementos: list[AudienciaListada]
    siguiente: str | None


class PaginaAudiencias(Struct, forbid_unknown_fields=True):
    """Query of a page of hearings."""

    despues: Annotated[str, Meta(max_length=60, pattern=r"^[A-Z0-9.:#-]*\Z")] = ""
    cuantos: Annotated[int, Meta(ge=1, le=100)] = 50
