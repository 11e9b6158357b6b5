"""Processes and their capture periods. Read often, written by few: readers keep a copy for a minute."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from pynamodb.attributes import (
    BinaryAttribute,
    BooleanAttribute,
    JSONAttribute,
    ListAttribute,
    MapAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.rules.audiencias import DIAS_PARA_PEDIR
from chalicelib.rules.base.periodo import Periodo as PeriodoCaptacion
from chalicelib.rules.mesa.asignacion import CARGA_DE_REFERENCIA
from chalicelib.rules.mesa.calidad import PORCENTAJE
from chalicelib.rules.padron.registral import Ambito, Inscripcion
from chalicelib.rules.procesos.cargos import unit_of
from chalicelib.rules.procesos.duplicados import PROPUESTA
from chalicelib.store.base.tabla import Tabla, instante, iso, meta

SEGUNDOS_COPIA = 60.0
_T = TypeVar("_T")


class ProcesosPorOpl(GlobalSecondaryIndex["Proceso"]):
    """Processes of an OPL."""

    class Meta:
        index_name = "por_opl"
        projection = AllProjection()

    opl = UnicodeAttribute(hash_key=True)
    proceso = UnicodeAttribute(range_key=True)


class Proceso(Tabla):
    """One local electoral process, with its keys.

    `llave_captura`: ARN of the RSA key to which phones seal; `llave_resguardo`: ARN of the symmetric key of this
    process alone; `secreto`: the secret of its blind index and sealed fields, wrapped by `llave_resguardo`.

    `estado`: abriendo (some of these are still to be made: nobody reads it as a process) | abierto; `reserva`: until
    when the attempt at opening that is under way holds it. `huella_opl`, `llave_opl_en`: fingerprint of the OPL's key
    in force and when it was handed over (15.1). `version` grows with each change of its periods' dates or state and
    of that key: what depends on both is decided by one after the other.
    `muestra`: percent of the Mesa's verdicts that are looked at twice; `nombres_en_nominativo`: whether an aspirante's
    nominativo may have the names of those who gave their support (7.12).
    """

    Meta = meta("procesos")
    proceso = UnicodeAttribute(hash_key=True)
    opl = UnicodeAttribute()
    nombre = UnicodeAttribute()
    entidad = UnicodeAttribute()
    llave_captura = UnicodeAttribute(null=True)
    llave_captura_publica = BinaryAttribute(legacy_encoding=False, null=True)
    llave_resguardo = UnicodeAttribute(null=True)
    secreto = BinaryAttribute(legacy_encoding=False, null=True)
    estado = UnicodeAttribute(default="abierto")
    reserva = UnicodeAttribute(null=True)
    huella_opl = UnicodeAttribute(null=True)
    llave_opl_en = UnicodeAttribute(null=True)
    version = NumberAttribute(default=1)
    muestra = NumberAttribute(default=PORCENTAJE)
    nombres_en_nominativo = BooleanAttribute(default=True)
    por_opl = ProcesosPorOpl()

    @property
    def abierto(self) -> bool:
        return bool(self.estado == "abierto")


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


class AspirantesPorProceso(GlobalSecondaryIndex["Aspirante"]):
    """Aspirantes of a process: some hundreds at most."""

    class Meta:
        index_name = "por_proceso"
        projection = AllProjection()

    proceso = UnicodeAttribute(hash_key=True)
    aspirante = UnicodeAttribute(range_key=True)


class Aspirante(Tabla):
    """An aspirante's registration; the hash key is the folio único (6.1 F).

    `unidad`: the distrito or municipio sought, empty where the office is the entidad's; `nombre`: as the app shows it
    (9.3), public; `datos`: everything else of the person, sealed; `estado`: registrado | confirmado |
    baja;
    `version`: of the data and the emblem; `cedula`: the version whose Cédula was made (6.1 F); `emblema`: digest of
    the picture; `historia`: who did what and when, appended (`rules/aspirantes/registro.Hito` as JSON); `sujeto`:
    who signed in
    as the aspirante (6.1 D); `representante`: whom the aspirante named, sealed, and `representante_sujeto` who signed
    in as such; `baja`: why it ended, sealed; `carga`: the bulk load of auxiliares in course, which nothing else may
    meet (7.4); `anteriores`: what each correction of a confirmed registration replaced, sealed, oldest first
    (`workflows/aspirantes/versiones.py`).
    """

    Meta = meta("aspirantes")
    aspirante = UnicodeAttribute(hash_key=True)
    proceso = UnicodeAttribute()
    periodo = UnicodeAttribute()
    opl = UnicodeAttribute()
    unidad = UnicodeAttribute(default="")
    nombre = UnicodeAttribute()
    estado = UnicodeAttribute(default="confirmado")
    datos = BinaryAttribute(legacy_encoding=False, null=True)
    emblema = UnicodeAttribute(null=True)
    carga = UnicodeAttribute(null=True)
    version = NumberAttribute(default=1)
    cedula = NumberAttribute(null=True)
    historia: ListAttribute[str] = ListAttribute(of=UnicodeAttribute, default=list)  # type: ignore[arg-type]
    sujeto = UnicodeAttribute(null=True)
    representante = BinaryAttribute(legacy_encoding=False, null=True)
    representante_sujeto = UnicodeAttribute(null=True)
    baja = BinaryAttribute(legacy_encoding=False, null=True)
    anteriores: ListAttribute[bytes] = ListAttribute(
        of=BinaryAttribute,  # type: ignore[arg-type]
        default=list,
    )
    por_proceso = AspirantesPorProceso()

    @property
    def identidad(self) -> str:
        """What `datos` is bound to."""
        return f"aspirante {self.aspirante}"

    @property
    def contienda(self) -> str:
        """The office within its geography: supports for the same one can be duplicates (LGIPE 385)."""
        return f"{self.periodo}#{self.unidad}" if self.unidad else self.periodo


_copias: dict[tuple[str, ...], tuple[float, Any]] = {}


def keep_copy(llave: tuple[str, ...], load: Callable[[], _T]) -> _T:
    """What `load` gives, kept for a minute under that key."""
    hasta, valor = _copias.get(llave, (0.0, None))
    if time.monotonic() >= hasta:
        valor = load()
        _copias[llave] = (time.monotonic() + SEGUNDOS_COPIA, valor)
    copia: _T = valor
    return copia


def get_proceso(proceso: str) -> Proceso:
    """The process, at most a minute old. Raises `Proceso.DoesNotExist` also for one that is not wholly open."""
    return keep_copy(("proceso", proceso), lambda: _open(Proceso.get(proceso)))


def read_proceso(proceso: str) -> Proceso:
    """The process as of now: what a decision must rest on. Raises as `get_proceso`."""
    return _open(Proceso.get(proceso, consistent_read=True))


def _open(proceso: Proceso) -> Proceso:
    if not proceso.abierto:
        raise Proceso.DoesNotExist
    return proceso


def get_aspirante(aspirante: str) -> Aspirante:
    """The aspirante, at most a minute old. Raises `Aspirante.DoesNotExist`."""
    return keep_copy(("aspirante", aspirante), lambda: Aspirante.get(aspirante))


def read_aspirante(aspirante: str) -> Aspirante:
    """The aspirante as of now: what a refusal must rest on. Raises `Aspirante.DoesNotExist`."""
    return Aspirante.get(aspirante, consistent_read=True)


def get_periodo(proceso: str, periodo: str) -> Periodo:
    """The period, at most a minute old. Raises `Periodo.DoesNotExist`."""
    return keep_copy(("periodo", proceso, periodo), lambda: Periodo.get(proceso, periodo))


def daily_reference(proceso: str) -> int:
    """Records that an operator is to attend in a day (13.3); at most a minute old.

    The greatest of the active periods: whoever reviews, reviews for all of them out of one line, and a lesser limit
    would leave them short of what one of the periods asks.
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


def forget_copies() -> None:
    """Read everything anew from now on (tests, and whoever has just written)."""
    _copias.clear()


def all_processes() -> list[Proceso]:
    """All processes that are open: some dozens at most."""
    return [p for p in Proceso.scan() if p.abierto]
