"""Capture periods of the offices of a process (table `periodos`). Readers keep a copy for a minute."""

from datetime import datetime

from pynamodb.attributes import (
    BooleanAttribute,
    JSONAttribute,
    MapAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.rules.audiencias import DIAS_PARA_PEDIR
from chalicelib.rules.base.periodo import PeriodoCaptacion
from chalicelib.rules.mesa.asignacion import CARGA_DE_REFERENCIA
from chalicelib.rules.padron.registral import Ambito, Inscripcion
from chalicelib.rules.procesos.cargos import unit_of
from chalicelib.rules.procesos.duplicados import PROPUESTA
from chalicelib.store.base.copias import keep_copy
from chalicelib.store.base.tabla import Tabla, instante, iso, meta


class PeriodosPorEstado(GlobalSecondaryIndex["Periodo"]):
    """Active periods of all processes by their end: those in force are at its tail."""

    class Meta:
        index_name = "por_estado"
        projection = AllProjection()

    estado = UnicodeAttribute(hash_key=True)
    fin = UnicodeAttribute(range_key=True)


class Periodo(Tabla):
    """Capture period of one office (6.1 A); its id names the contest in which duplicates are judged.

    `cargo`: key of `rules/procesos/cargos.CARGOS`; `estado`: activo | inactivo; `unidades`: code -> name of the
    distritos or municipios that elect the office, empty where the whole entidad does; `umbral`: of LGIPE 371, as
    `rules/procesos/umbral.Umbral` writes it; `excepcion`: municipios where paper is admitted (11); `carga_referencia`:
    records per operator and day (13.3); `dias_audiencia`: days after the Mesa's last deadline within which a hearing is
    asked for (14.3); `entre_aspirantes`: whether duplicates among aspirantes are applied; `duplicados`: the OPL's
    decision on it, with its legal basis (15.3); `vigencias`: years whose expired credentials count, and the agreement
    of the INE that says so; `version`: grows with each change, which is conditional on it.
    """

    Meta = meta("periodos")
    proceso = UnicodeAttribute(hash_key=True)
    periodo = UnicodeAttribute(range_key=True)
    cargo = UnicodeAttribute(default="")
    nombre = UnicodeAttribute()
    estado = UnicodeAttribute(default="activo")
    inicio = UnicodeAttribute()
    fin = UnicodeAttribute()
    nivel = UnicodeAttribute()
    entidad = UnicodeAttribute()
    unidades: MapAttribute[str, str] = MapAttribute(default=dict)
    umbral = JSONAttribute(null=True)
    excepcion = JSONAttribute(default=list)
    carga_referencia = NumberAttribute(default=CARGA_DE_REFERENCIA)
    entre_aspirantes = BooleanAttribute(default=PROPUESTA)
    duplicados = JSONAttribute(null=True)
    exige_cedula = BooleanAttribute(default=True)
    dias_audiencia = NumberAttribute(default=DIAS_PARA_PEDIR)
    vigencias = JSONAttribute(null=True)
    version = NumberAttribute(default=1)
    por_estado = PeriodosPorEstado()

    @property
    def captacion(self) -> PeriodoCaptacion:
        return PeriodoCaptacion(instante(self.inicio), instante(self.fin))

    @property
    def activo(self) -> bool:
        return bool(self.estado == "activo")

    @property
    def prorrogadas(self) -> frozenset[str]:
        """Years whose credentials are held to be in force though they expired."""
        return frozenset((self.vigencias or {}).get("anios", ()))

    def in_force(self, ahora: datetime) -> bool:
        """Whether captures made now count: active, and within its dates."""
        return self.activo and self.captacion.covers(ahora)

    def accepts(self, ahora: datetime) -> bool:
        """Whether records may be sent now: active, and until 24 hours after its end (9.16)."""
        return self.activo and self.captacion.accepts(ahora)

    def ambito(self, unidad: str) -> Ambito:
        """Geography of the office in one of the units that elect it (empty for the entidad itself)."""
        return Ambito(self.nivel, self.entidad, unidad)

    def unit_of(self, inscripcion: Inscripcion) -> str | None:
        """See `rules/procesos/cargos.unit_of`:
        the unit a person votes in ("" for the entidad), None when in none (10.9).
        """
        return unit_of(self.nivel, self.entidad, self.unidades.as_dict(), inscripcion)


def get_periodo(proceso: str, periodo: str) -> Periodo:
    """The period, at most a minute old. Raises `Periodo.DoesNotExist`."""
    return keep_copy(("periodo", proceso, periodo), lambda: Periodo.get(proceso, periodo))


def daily_reference(proceso: str) -> int:
    """Records that an operator is to attend in a day (13.3); at most a minute old.

    The greatest value among the active periods: operators review records of all of them from one queue, and a lower
    limit would fall short of what one period requires.
    """
    cargas: list[int] = keep_copy(
        ("carga de referencia", proceso),
        lambda: [int(p.carga_referencia) for p in Periodo.query(proceso) if p.activo],
    )
    return max(cargas, default=CARGA_DE_REFERENCIA)


def read_periodo(proceso: str, periodo: str) -> Periodo:
    """The period as of now: what a refusal must rest on. Raises `Periodo.DoesNotExist`."""
    return Periodo.get(proceso, periodo, consistent_read=True)


def active_periods(ahora: datetime) -> list[Periodo]:
    """Active periods of every process that have not ended; at most a minute old (10.9: ask each `in_force`)."""
    leidos: list[Periodo] = keep_copy(
        ("periodos activos",), lambda: list(Periodo.por_estado.query("activo", Periodo.fin > iso(ahora)))
    )
    return leidos
