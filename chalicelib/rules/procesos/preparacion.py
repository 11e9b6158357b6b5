"""What must be ready before a capture period starts, and by when (Protocolo 5, 6.1, 9.8, 13.2, 15.1, 15.3, 18.1)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from chalicelib.rules.base.centro import CENTRO
from chalicelib.rules.procesos.plazos import ANTES_ENLACES, ANTES_LLAVE, is_late

DIAS_DE_AVISO = frozenset({30, 15, 11, 10, 3, 2, 1})
"""Days before each limit on which what is still missing is told."""


class EstadoRequisito(StrEnum):
    """State of a requirement."""

    OK = "ok"
    FALTA = "falta"
    VENCIDO = "vencido"


@dataclass(frozen=True)
class Hechos:
    """State of one period of a process, as the requirements are judged by it.

    `enlaces`: when each of those in force was named; `llave`: when the key in force was handed over; `duplicados`:
    when the OPL decided on duplicates among aspirantes; `resguardadas`: confirmed aspirantes whose signed Cédula is in
    custody; `cifras`: whether every unit has the figures that the threshold needs; `sin_aviso`: roles without a
    privacy notice.
    """

    inicio: datetime
    activo: bool
    llave: datetime | None
    enlaces: Sequence[datetime]
    administradores: int
    supervisores: int
    operadores: int
    aspirantes: int
    umbral: bool
    cifras: bool
    padron: bool
    sin_aviso: Sequence[str] = ()
    duplicados: datetime | None = None
    resguardadas: int = 0


@dataclass(frozen=True)
class Requisito:
    """A requirement of a period. It is due `antes` of the start; `cumple` says whether it is met; `tarea`: what the
    reader must do.

    `desde`: when it was met, for those that are taken late and then flagged (13.2, 15.1, 15.3).
    """

    clave: str
    nombre: str
    numeral: str
    antes: timedelta
    cumple: Callable[[Hechos], bool]
    tarea: str
    desde: Callable[[Hechos], datetime | None] = lambda _: None


@dataclass(frozen=True)
class EstadoDelRequisito:
    """A requirement as it stands; `tardio`: it was met, but after its limit."""

    requisito: Requisito
    estado: EstadoRequisito
    limite: datetime
    tardio: bool = False


_AL_INICIO = timedelta(0)
REQUISITOS: tuple[Requisito, ...] = (
    Requisito(
        "cuenta_administrador",
        "Cuenta activa de administrador del OPL",
        "5",
        ANTES_LLAVE,  # who hands over the key must have an account by then
        lambda h: h.administradores > 0,
        "Solicite la cuenta y entregue la Declaración de Confidencialidad.",
    ),
    Requisito(
        "llave",
        "Llave pública del OPL",
        "15.1",
        ANTES_LLAVE,
        lambda h: h.llave is not None,
        "Genere el par de llaves y entregue la pública: después del límite se recibe como tardía, y sin ella no hay "
        "entrega de resultados.",
        desde=lambda h: h.llave,
    ),
    Requisito(
        "enlaces",
        "Enlaces con la DERFE",
        "13.2",
        ANTES_ENLACES,
        lambda h: bool(h.enlaces),
        "Nombre al menos a una persona como enlace.",
        desde=lambda h: min(h.enlaces, default=None),
    ),
    Requisito(
        "periodo_activo",
        "Periodo activo",
        "6.1 A",
        _AL_INICIO,
        lambda h: h.activo,
        "Active el periodo: inactivo no recibe apoyos.",
    ),
    Requisito(
        "aspirantes",
        "Aspirantes confirmados",
        "6.1 F",
        _AL_INICIO,
        lambda h: h.aspirantes > 0,
        "Registre y confirme a quienes aspiran a la candidatura.",
    ),
    Requisito(
        "cedulas_resguardadas",
        "Cédulas de confirmación firmadas y en resguardo",
        "6.1 F",
        _AL_INICIO,
        lambda h: h.aspirantes <= h.resguardadas,
        "Imprima la Cédula de cada aspirante confirmado, recabe su firma y anote su resguardo.",
    ),
    Requisito(
        "duplicados",
        "Decisión sobre duplicados entre aspirantes",
        "15.3",
        _AL_INICIO,
        lambda h: h.duplicados is not None,
        "Decida si se aplican o solo se reportan, conforme a su normatividad. La ley propone aplicarlos (LGIPE 385): "
        "sin decisión al inicio, se aplican.",
        desde=lambda h: h.duplicados,
    ),
    Requisito(
        "cuenta_supervisor",
        "Cuenta activa de supervisor de Mesa de Control",
        "5.1",
        _AL_INICIO,
        lambda h: h.supervisores > 0,
        "Solicite la cuenta y entregue la Declaración de Confidencialidad.",
    ),
    Requisito(
        "cuenta_operador",
        "Cuenta activa de operador de Mesa de Control",
        "5.1",
        _AL_INICIO,
        lambda h: h.operadores > 0,
        "Solicite las cuentas que la carga esperada requiere (13.3).",
    ),
    Requisito(
        "umbral",
        "Umbral de apoyos",
        "LGIPE 371",
        _AL_INICIO,
        lambda h: h.umbral,
        "Capture porcentaje, base y dispersión que pide su ley.",
    ),
    Requisito(
        "cifras",
        "Cifras de la Lista Nominal por unidad",
        "LGIPE 371",
        _AL_INICIO,
        lambda h: h.cifras,
        "Capture la cifra de cada distrito o municipio, y las de la dispersión.",
    ),
    Requisito(
        "padron",
        "Padrón completo",
        "9.8",
        _AL_INICIO,
        lambda h: h.padron,
        "A cargo del INE: sin el padrón completo no se verifica a nadie.",
    ),
    Requisito(
        "avisos_privacidad",
        "Avisos de privacidad vigentes",
        "18.1",
        _AL_INICIO,
        lambda h: not h.sin_aviso,
        "A cargo del INE: publique el aviso de cada rol.",
    ),
)


def check_readiness(hechos: Hechos, ahora: datetime) -> list[EstadoDelRequisito]:
    """Each requirement as it stands at that instant, in the order of their limits."""
    puntos = [_point(r, hechos, ahora) for r in REQUISITOS]
    return sorted(puntos, key=lambda p: p.limite)


def _point(r: Requisito, hechos: Hechos, ahora: datetime) -> EstadoDelRequisito:
    limite = _limit(r, hechos.inicio)
    if r.cumple(hechos):
        desde = r.desde(hechos)
        return EstadoDelRequisito(r, EstadoRequisito.OK, limite, desde is not None and is_late(desde, limite))
    return _unmet(r, limite, ahora)


def _limit(r: Requisito, inicio: datetime) -> datetime:
    return inicio.astimezone(UTC) - r.antes


def _unmet(r: Requisito, limite: datetime, ahora: datetime) -> EstadoDelRequisito:
    return EstadoDelRequisito(
        r, EstadoRequisito.VENCIDO if is_late(ahora, limite) else EstadoRequisito.FALTA, limite
    )


def unmet_requirements(claves: Iterable[str], inicio: datetime, ahora: datetime) -> list[EstadoDelRequisito]:
    """The requirements of those keys, for a period in which they are known not to be met."""
    faltan = set(claves)
    puntos = [_unmet(r, _limit(r, inicio), ahora) for r in REQUISITOS if r.clave in faltan]
    return sorted(puntos, key=lambda p: p.limite)


def missing_points(puntos: Iterable[EstadoDelRequisito]) -> list[EstadoDelRequisito]:
    """The requirements that are not met."""
    return [p for p in puntos if p.estado is not EstadoRequisito.OK]


def days_left(limite: datetime, ahora: datetime) -> int:
    """Calendar days of the centre from now until the limit; negative once it is past."""
    return (limite.astimezone(CENTRO).date() - ahora.astimezone(CENTRO).date()).days


def points_to_notify(puntos: Iterable[EstadoDelRequisito], ahora: datetime) -> list[EstadoDelRequisito]:
    """The missing requirements to announce today: those whose limit is one of `DIAS_DE_AVISO` days away.

    For overdue ones the start of the period counts in place of the limit.
    """
    return [p for p in missing_points(puntos) if days_left(_next_date(p), ahora) in DIAS_DE_AVISO]


def _next_date(p: EstadoDelRequisito) -> datetime:
    """The date that counts: the limit, or the start of the period once the limit is past, for it can still be met late
    (13.2, 15.1).
    """
    return p.limite if p.estado is EstadoRequisito.FALTA else p.limite + p.requisito.antes
