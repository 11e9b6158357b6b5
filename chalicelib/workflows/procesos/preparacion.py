"""The readiness list of a process: what each of its periods lacks, and by when (Protocolo 5, 6.1, 13.2, 15, 18.1)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.privacidad import CON_AVISO
from chalicelib.rules.procesos.preparacion import EstadoDelRequisito, Hechos, check_readiness
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.tabla import instante
from chalicelib.store.cuentas.titulares import titulares_of
from chalicelib.store.procesos.enlaces import enlaces_of
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.aspirantes.confirmacion import signed_cedula
from chalicelib.workflows.padron.fuente import registry
from chalicelib.workflows.privacidad.avisos import notice_in_force
from chalicelib.workflows.procesos.cifras import figures_complete
from chalicelib.workflows.procesos.duplicados import decided_at
from chalicelib.workflows.procesos.procesos import reachable_process


@dataclass(frozen=True)
class Preparacion:
    """A period and its requirements as they stand."""

    periodo: Periodo
    puntos: list[EstadoDelRequisito]


def show_readiness(principal: Principal, proceso: str, ahora: datetime) -> list[Preparacion]:
    """The list of a process within the account's reach. Raises `NoEncontrado`."""
    return readiness_of(reachable_process(principal, proceso, fresh=True), ahora)


def readiness_of(p: Proceso, ahora: datetime) -> list[Preparacion]:
    """The readiness of each period that has not ended, ordered by start."""
    periodos = [q for q in Periodo.query(p.proceso, consistent_read=True) if ahora < q.captacion.fin]
    if not periodos:
        return []
    comunes = Comunes(p, ahora)
    listas = [Preparacion(q, check_readiness(comunes.facts(q), ahora)) for q in periodos]
    return sorted(listas, key=lambda x: (x.periodo.inicio, x.periodo.periodo))


class Comunes:
    """What the periods of a process share, read once."""

    def __init__(self, p: Proceso, ahora: datetime) -> None:
        self._proceso = p
        self._cuentas = Counter(
            t.rol for t in titulares_of(p.opl) if t.estado == "activa" and t.proceso in ("", p.proceso)
        )
        self._enlaces = [instante(e.nombrado_en) for e in enlaces_of(p.proceso)]
        confirmados = [a for a in Aspirante.por_proceso.query(p.proceso) if a.estado == "confirmado"]
        self._confirmados = Counter(a.periodo for a in confirmados)
        self._resguardadas = Counter(a.periodo for a in confirmados if signed_cedula(a))
        self._padron = bool(registry().corte())
        self._sin_aviso = sorted(rol.value for rol in CON_AVISO if notice_in_force(rol, ahora) is None)

    def facts(self, q: Periodo) -> Hechos:
        """State of one period, read for its requirements."""
        entregada = self._proceso.llave_opl_en
        return Hechos(
            inicio=q.captacion.inicio,
            activo=q.activo,
            llave=instante(entregada) if entregada else None,
            enlaces=self._enlaces,
            administradores=self._cuentas[Rol.OPL],
            supervisores=self._cuentas[Rol.SUPERVISOR],
            operadores=self._cuentas[Rol.OPERADOR],
            aspirantes=self._confirmados[q.periodo],
            umbral=q.umbral is not None,
            cifras=figures_complete(q),
            padron=self._padron,
            sin_aviso=self._sin_aviso,
            duplicados=decided_at(q),
            resguardadas=self._resguardadas[q.periodo],
        )
