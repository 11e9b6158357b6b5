"""Hearings: state, history and figures (Protocolo 14).

    audiencias    audiencia (hash)    one hearing; `version` guards every change

Figures change in the transaction that they count: `registros` when records are added, `repartidos` when they are handed
out, `revisados`, `confirmados` and `revertidos` with a verdict. `sin_materia` counts records that had no inconsistency
any more when the hearing began.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pynamodb.attributes import (
    BinaryAttribute,
    BooleanAttribute,
    JSONAttribute,
    ListAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.transactions import TransactWrite

from chalicelib.rules.audiencias import EstadoAudiencia
from chalicelib.store.base.tabla import Tabla, iso, meta


class PorAspirante(GlobalSecondaryIndex["Audiencia"]):
    """Hearings of an aspirante, by instant of the request."""

    class Meta:
        index_name = "por_aspirante"
        projection = AllProjection()

    aspirante = UnicodeAttribute(hash_key=True)
    orden = UnicodeAttribute(range_key=True)


class PorProceso(GlobalSecondaryIndex["Audiencia"]):
    """Hearings of a process, by instant of the request."""

    class Meta:
        index_name = "por_proceso"
        projection = AllProjection()

    proceso = UnicodeAttribute(hash_key=True)
    orden = UnicodeAttribute(range_key=True)


class PorAgenda(GlobalSecondaryIndex["Audiencia"]):
    """Sparse index: hearings that an OPL has scheduled on a day of the centre."""

    class Meta:
        index_name = "por_agenda"
        projection = KeysOnlyProjection()

    agenda = UnicodeAttribute(hash_key=True)
    fecha = UnicodeAttribute(range_key=True)


class Audiencia(Tabla):
    """A hearing.

    `datos`: place, link, legal basis and reasons, sealed; `oficio`: number of the OPL's request (16.3); `funcionarios`:
    accounts of the officials who review; `acta`: digest of the Acta de Hechos; `oficio_resultado`: number of the notice
    to the DERFE; `asistencia`: who attended; `desistio`: whether the aspirante desisted of what was not reviewed;
    `historia`: JSON.
    """

    Meta = meta("audiencias")
    audiencia = UnicodeAttribute(hash_key=True)
    proceso = UnicodeAttribute()
    opl = UnicodeAttribute()
    aspirante = UnicodeAttribute()
    estado = UnicodeAttribute()
    orden = UnicodeAttribute()
    solicitada_en = UnicodeAttribute()
    oficio = UnicodeAttribute(default="")
    fecha = UnicodeAttribute(null=True)
    agenda = UnicodeAttribute(null=True)
    funcionarios: ListAttribute[str] = ListAttribute(of=UnicodeAttribute, default=list)  # type: ignore[arg-type]
    muestra_anteriores = BooleanAttribute(default=False)
    datos = BinaryAttribute(legacy_encoding=False)
    acta = UnicodeAttribute(null=True)
    oficio_resultado = UnicodeAttribute(default="")
    asistencia = JSONAttribute(null=True)
    desistio = BooleanAttribute(default=False)
    registros = NumberAttribute(default=0)
    repartidos = NumberAttribute(default=0)
    sin_materia = NumberAttribute(default=0)
    revisados = NumberAttribute(default=0)
    confirmados = NumberAttribute(default=0)
    revertidos = NumberAttribute(default=0)
    incidencias = NumberAttribute(default=0)
    historia: ListAttribute[str] = ListAttribute(of=UnicodeAttribute, default=list)  # type: ignore[arg-type]
    version = NumberAttribute(default=1)
    por_aspirante = PorAspirante()
    por_proceso = PorProceso()
    por_agenda = PorAgenda()

    @property
    def etapa(self) -> str:
        """Name, among the Mesa's stages, under which the hearing's turns are stored."""
        return f"audiencia#{self.audiencia}"

    @property
    def identidad(self) -> str:
        """Encryption context to which `datos` is bound."""
        return f"audiencia {self.audiencia}"

    @property
    def hechos(self) -> list[dict[str, Any]]:
        """Events of the request, oldest first."""
        return [json.loads(h) for h in self.historia]

    @property
    def llave_acta(self) -> str:
        """Key of the sealed Acta, which holds its digest, so that other content never replaces it."""
        return f"{self.proceso}/actas/{self.audiencia}/{self.acta}"


def find_audiencia(audiencia: str) -> Audiencia | None:
    """The hearing as of now, or None."""
    try:
        return Audiencia.get(audiencia, consistent_read=True)
    except Audiencia.DoesNotExist:
        return None


def put_hearing(tx: TransactWrite, a: Audiencia) -> None:
    """Write a new hearing; refused if it exists."""
    tx.save(a, condition=Audiencia.audiencia.does_not_exist())


def history_entry(que: str, en: datetime, cuenta: str, **mas: Any) -> str:
    """An entry of a hearing's history; ids and figures only."""
    return json.dumps({"que": que, "en": iso(en), "cuenta": cuenta, **mas})


def append_history(que: str, en: datetime, cuenta: str, **mas: Any) -> Action:
    """Append an entry to the history."""
    return Audiencia.historia.set(Audiencia.historia.append([history_entry(que, en, cuenta, **mas)]))


def change_hearing(tx: TransactWrite, a: Audiencia, *acciones: Action) -> None:
    """Change a hearing on condition that it, figures included, is as it was read."""
    igual = (
        (Audiencia.version == a.version)
        & (Audiencia.revisados == a.revisados)
        & (Audiencia.repartidos == a.repartidos)
    )
    tx.update(Audiencia(a.audiencia), actions=[*acciones, Audiencia.version.add(1)], condition=igual)


def move_figures(
    tx: TransactWrite, audiencia: str, cifras: Mapping[str, int], si: Condition | None = None
) -> None:
    """Move figures of a hearing in course, under the further condition `si`."""
    acciones = [getattr(Audiencia, c).add(n) for c, n in cifras.items() if n]
    en_curso = Audiencia.estado == EstadoAudiencia.EN_DESAHOGO.value
    tx.update(Audiencia(audiencia), actions=acciones, condition=en_curso if si is None else en_curso & si)


def hearings_of_aspirante(aspirante: str, despues: str, cuantas: int) -> list[Audiencia]:
    """Hearings of an aspirante, newest first."""
    condicion = (Audiencia.orden < despues) if despues else None
    return list(Audiencia.por_aspirante.query(aspirante, condicion, scan_index_forward=False, limit=cuantas))


def hearings_of_process(proceso: str, despues: str, cuantas: int) -> list[Audiencia]:
    """Hearings of a process, newest first."""
    condicion = (Audiencia.orden < despues) if despues else None
    return list(Audiencia.por_proceso.query(proceso, condicion, scan_index_forward=False, limit=cuantas))


def agenda_of(opl: str, dia: str) -> str:
    """Key of an OPL's agenda on a day of the centre."""
    return f"{opl}#{dia}"


def hearings_on_agenda(agenda: str) -> list[tuple[str, str]]:
    """Hearings of an agenda: id and instant."""
    return [(a.audiencia, str(a.fecha)) for a in Audiencia.por_agenda.query(agenda)]
