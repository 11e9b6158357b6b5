"""A capture period as an OPL proposes it, and how it may change (Protocolo 6.1 A, 11, 13.3)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from chalicelib.rules.base.centro import in_words
from chalicelib.rules.procesos.cargos import CARGOS, CODIGOS, ENTIDADES, MUNICIPIO, PAIS, Cargo, Esfera
from chalicelib.rules.procesos.plazos import MARGEN, may_extend, may_move_start
from chalicelib.rules.procesos.umbral import BASES, UNIDADES, Umbral

OPL_INE = "INE"
"""Key under which the INE registers itself to run a process of its own."""
CARGA_REFERENCIA = 400
"""Records per operator and day that 13.3 recommends."""
Falta = tuple[str, str]
"""(field, what to do)."""


@dataclass(frozen=True)
class Propuesta:
    """What 6.1 A asks of a period, and its parameters. `inicio` and `fin` are aware instants."""

    cargo: str
    entidad: str
    inicio: datetime
    fin: datetime
    complemento: str = ""
    unidades: Mapping[str, str] = field(default_factory=dict)
    umbral: Umbral | None = None
    excepcion: Sequence[str] = ()
    carga_referencia: int = CARGA_REFERENCIA
    exige_cedula: bool = True

    @property
    def nombre(self) -> str:
        """The period's name: that of the office sought, which is why nobody types it (6.1 A)."""
        cargo = CARGOS[self.cargo].nombre
        return f"{cargo}: {self.complemento}" if self.complemento else cargo


def period_faults(p: Propuesta, ahora: datetime) -> list[Falta]:
    """Everything that a new period breaks; empty when it is in order."""
    cargo = CARGOS.get(p.cargo)
    if cargo is None:
        return [("cargo", "Elija uno de los cargos del catálogo.")]
    faltas = [*_geography(p, cargo), *_order(p), *_parameters(p)]
    if not may_move_start(p.inicio, ahora):
        faltas.append(("inicio", f"El periodo empieza al menos {_minutos()} minutos después de ahora."))
    return faltas


def sphere_faults(cargo: str, opl: str) -> list[Falta]:
    """The fault of a federal office under an OPL, whose ámbito is local (6.1 A); the INE may run federal ones."""
    oficio = CARGOS.get(cargo)
    if oficio is None or oficio.esfera is Esfera.LOCAL or opl == OPL_INE:
        return []
    return [("cargo", "Un proceso de un OPL es de ámbito local: elija un cargo local.")]


def period_change_faults(actual: Propuesta, nueva: Propuesta, ahora: datetime) -> list[Falta]:
    """Everything that a change of `actual` into `nueva` breaks (6.1 A: dates fixed once records exist).

    Office, entidad and units stay from the beginning (an aspirante may have named one), but units can be added before
    the start. From the start on the end can only be extended, and municipios of exception only be added.
    """
    cargo = CARGOS.get(actual.cargo)
    if cargo is None or (nueva.cargo, nueva.entidad) != (actual.cargo, actual.entidad):
        return [("cargo", "El cargo y la entidad ya no se cambian: desactive este periodo y registre otro.")]
    faltas = [*_geography(nueva, cargo), *_order(nueva), *_parameters(nueva)]
    if actual.unidades.keys() - nueva.unidades.keys():
        faltas.append(
            ("unidades", "Las unidades ya registradas no se quitan; puede agregar otras o corregir nombres.")
        )
    empezado = not may_move_start(actual.inicio, ahora)
    return faltas + list(
        _once_started(actual, nueva, ahora) if empezado else _before_start(actual, nueva, ahora)
    )


def _before_start(actual: Propuesta, nueva: Propuesta, ahora: datetime) -> Iterator[Falta]:
    if nueva.inicio != actual.inicio and not may_move_start(nueva.inicio, ahora):
        yield "inicio", f"El nuevo inicio queda al menos {_minutos()} minutos después de ahora."


def _once_started(actual: Propuesta, nueva: Propuesta, ahora: datetime) -> Iterator[Falta]:
    if nueva.inicio != actual.inicio:
        yield "inicio", f"El inicio ya no se cambia: el periodo empieza el {in_words(actual.inicio)}."
    if nueva.fin < actual.fin:
        yield "fin", "Un periodo ya iniciado no se acorta: hay registros captados conforme a su fin."
    if nueva.fin > actual.fin and not may_extend(actual.fin, ahora):
        yield "fin", f"El periodo ya terminó o está por terminar ({in_words(actual.fin)}): no se amplía."
    if nueva.unidades.keys() != actual.unidades.keys():
        yield "unidades", "La geografía ya no se cambia: el periodo empezó."
    if set(actual.excepcion) - set(nueva.excepcion):
        yield "excepcion", "Ya iniciado el periodo, los municipios de excepción solo se agregan."


def _geography(p: Propuesta, cargo: Cargo) -> Iterator[Falta]:
    if p.entidad not in ENTIDADES:
        yield "entidad", "Use la clave del INE de la entidad, de 01 a 32."
    elif p.entidad not in cargo.solo:
        yield "cargo", f"En {ENTIDADES[p.entidad]} no se elige ese cargo."
    if not cargo.por_unidad and p.unidades:
        yield "unidades", "Este cargo no se elige por unidades: deje vacías las unidades."
    if cargo.por_unidad and not p.unidades:
        yield "unidades", "Liste los distritos o municipios en que se elige el cargo."
    if cargo.por_unidad and not all(_is_code(c, CODIGOS[cargo.nivel]) for c in p.unidades):
        yield "unidades", "Escriba cada unidad con la clave del INE y sus ceros a la izquierda."
    if not all(nombre.strip() for nombre in p.unidades.values()):
        yield "unidades", "Cada unidad lleva su nombre."


def _order(p: Propuesta) -> Iterator[Falta]:
    if p.fin <= p.inicio:
        yield "fin", "El fin del periodo es posterior a su inicio."


def _parameters(p: Propuesta) -> Iterator[Falta]:
    if p.umbral is not None:
        yield from _threshold(p.umbral, CARGOS.get(p.cargo))
    if not all(_is_code(m, MUNICIPIO) for m in p.excepcion):
        yield "excepcion", "Escriba cada municipio con su clave del INE de tres dígitos."
    if len(set(p.excepcion)) != len(p.excepcion):
        yield "excepcion", "Hay municipios repetidos."
    if not 1 <= p.carga_referencia <= 5000:
        yield "carga_referencia", "La carga de referencia va de 1 a 5000 registros por día."


def _threshold(u: Umbral, cargo: Cargo | None) -> Iterator[Falta]:
    porcentajes = [u.porcentaje, *((u.dispersion.fraccion, u.dispersion.porcentaje) if u.dispersion else ())]
    if not all(p.is_finite() and 0 < p <= Decimal(100) for p in porcentajes):
        yield "umbral", "Cada porcentaje es mayor que 0 y no pasa de 100."
    if u.base not in BASES or (u.dispersion and u.dispersion.unidad not in UNIDADES):
        yield "umbral", "Elija la base y la unidad de dispersión del catálogo."
    elif u.dispersion and cargo and (u.dispersion.unidad == "entidad") is not (cargo.nivel == PAIS):
        yield (
            "umbral",
            "La dispersión es por entidad en la Presidencia de la República, y solo en ella.",
        )


def _is_code(texto: str, forma: re.Pattern[str]) -> bool:
    return bool(forma.fullmatch(texto)) and int(texto) > 0


def _minutos() -> int:
    return int(MARGEN.total_seconds() // 60)


def periods_overlap(una: Propuesta, otra: Propuesta) -> bool:
    """Whether two periods would elect the same office in the same place: a person could support in both (LGIPE 385)."""
    if una.cargo != otra.cargo or una.entidad != otra.entidad:
        return False
    return not CARGOS[una.cargo].por_unidad or bool(una.unidades.keys() & otra.unidades.keys())
