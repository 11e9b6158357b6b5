"""Shapes of what the API shows of a hearing, to the aspirante's side and to the OPL's alike (Protocolo 14)."""

from typing import Annotated

from msgspec import Meta, Struct


class AudienciaListada(Struct):
    """State, dates (RFC 3339 UTC) and figures; `sin_materia`: records without inconsistency when it began."""

    audiencia: str
    aspirante: str
    estado: str
    solicitada_en: str
    fecha: str | None
    registros: int
    repartidos: int
    sin_materia: int
    revisados: int
    confirmados: int
    revertidos: int
    incidencias: int


class Funcionario(Struct):
    """Whoever reviews; shown to authorities alone. `usuario`: the login."""

    cuenta: str
    nombre: str
    usuario: str


class AsistenciaMostrada(Struct):
    """Who attended (14.4), and when it was noted."""

    aspirante: bool
    representante: bool
    oficialia_electoral: bool
    en: str


class HechoDeAudiencia(Struct):
    """What happened to it, and when."""

    que: str
    en: str


class AudienciaMostrada(AudienciaListada):
    """A hearing; `desistio`: the aspirante gave up what was not reviewed."""

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
    """A page of hearings, newest first."""

    elementos: list[AudienciaListada]
    siguiente: str | None


class PaginaAudiencias(Struct, forbid_unknown_fields=True):
    """Which page of hearings."""

    despues: Annotated[str, Meta(max_length=60, pattern=r"^[A-Z0-9.:#-]*\Z")] = ""
    cuantos: Annotated[int, Meta(ge=1, le=100)] = 50
