"""Hearings and the records that each is about (Protocolo 14).

    audiencias                audiencia (hash)                     state, history, figures; `version` guards changes
    audiencias-apoyos         audiencia (hash)  folio (range)      a record: who has it, its verdicts before and after
    audiencias-incidencias    audiencia (hash)  n (range)          an incident told to the DERFE, and its answer
    unicos                    audiencia#<folio> ─► AU…             the one open hearing that has the record

A record is claimed in the transaction that puts it into a hearing. The claim is never freed: a closed hearing stays
closed, so whoever asks anew takes its records over (`cite`), and closing one with 5,000 writes nothing for each.

Figures move in the transaction of what they count: `registros` when added, `repartidos` when handed out, `revisados`,
`confirmados` and `revertidos` with a verdict; `sin_materia` are those without inconsistency by the time it began.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
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

from chalicelib.rules.audiencias import Estado
from chalicelib.store.base.tabla import Tabla, iso, meta
from chalicelib.store.base.unicos import claim, owners, transfer
from chalicelib.store.mesa.turnos import Turno


class PorAspirante(GlobalSecondaryIndex["Audiencia"]):
    """Hearings of an aspirante, by when they were asked for."""

    class Meta:
        index_name = "por_aspirante"
        projection = AllProjection()

    aspirante = UnicodeAttribute(hash_key=True)
    orden = UnicodeAttribute(range_key=True)


class PorProceso(GlobalSecondaryIndex["Audiencia"]):
    """Hearings of a process, by when they were asked for."""

    class Meta:
        index_name = "por_proceso"
        projection = AllProjection()

    proceso = UnicodeAttribute(hash_key=True)
    orden = UnicodeAttribute(range_key=True)


class PorAgenda(GlobalSecondaryIndex["Audiencia"]):
    """Sparse: what an OPL has scheduled on a day of the centre."""

    class Meta:
        index_name = "por_agenda"
        projection = KeysOnlyProjection()

    agenda = UnicodeAttribute(hash_key=True)
    fecha = UnicodeAttribute(range_key=True)


class Audiencia(Tabla):
    """A hearing. `datos`: place, link, legal basis and reasons, sealed; `oficio`: by which the OPL asked for it (16.3);
    `funcionarios`: accounts of the operators who review; `acta`: digest of the Acta de Hechos; `oficio_resultado`: by
    which the DERFE was notified; `desistio`: the aspirante gave up what was not reviewed; `historia`: JSON."""

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
        """Stage of its turns at the Mesa."""
        return f"audiencia#{self.audiencia}"

    @property
    def identidad(self) -> str:
        """What `datos` is bound to."""
        return f"audiencia {self.audiencia}"

    @property
    def hechos(self) -> list[dict[str, Any]]:
        """What happened to it, oldest first."""
        return [json.loads(h) for h in self.historia]

    @property
    def llave_acta(self) -> str:
        """Where the sealed Acta is: other content never takes its place."""
        return f"{self.proceso}/actas/{self.audiencia}/{self.acta}"


class Citado(Tabla):
    """A record of a hearing. `antes`, `despues`: verdicts as `{inciso, motivo}`; `operador`: who has it; `mismo_juez`:
    there was nobody else than whoever gave the earlier verdict; `sin_materia`: it had no inconsistency any more when
    the hearing began; `soporte`: of a record on paper, whether its document was examined or is missing."""

    Meta = meta("audiencias-apoyos")
    audiencia = UnicodeAttribute(hash_key=True)
    folio = UnicodeAttribute(range_key=True)
    antes = JSONAttribute()
    operador = UnicodeAttribute(null=True)
    mismo_juez = BooleanAttribute(default=False)
    sin_materia = BooleanAttribute(default=False)
    despues = JSONAttribute(null=True)
    soporte = UnicodeAttribute(null=True)
    revisado_en = UnicodeAttribute(null=True)


class PorVencer(GlobalSecondaryIndex["Incidencia"]):
    """Sparse: incidents without an answer, by when it is due. Some tens at the very most."""

    class Meta:
        index_name = "por_vencer"
        projection = KeysOnlyProjection()

    pendiente = UnicodeAttribute(hash_key=True)
    vence = UnicodeAttribute(range_key=True)


PENDIENTE = "si"


class Incidencia(Tabla):
    """An incident (14.4); `texto`, `respuesta`: sealed with the process's secret."""

    Meta = meta("audiencias-incidencias")
    audiencia = UnicodeAttribute(hash_key=True)
    n = NumberAttribute(range_key=True)
    reportada_en = UnicodeAttribute()
    vence = UnicodeAttribute()
    pendiente = UnicodeAttribute(null=True)
    texto = BinaryAttribute(legacy_encoding=False)
    respuesta = BinaryAttribute(legacy_encoding=False, null=True)
    respondida_en = UnicodeAttribute(null=True)
    por_vencer = PorVencer()

    @property
    def identidad(self) -> str:
        """What its texts are bound to."""
        return f"incidencia {self.audiencia} {int(self.n)}"


def find_audiencia(audiencia: str) -> Audiencia | None:
    """The hearing as of now, or None."""
    try:
        return Audiencia.get(audiencia, consistent_read=True)
    except Audiencia.DoesNotExist:
        return None


def put_new(tx: TransactWrite, a: Audiencia) -> None:
    """A hearing that was not there."""
    tx.save(a, condition=Audiencia.audiencia.does_not_exist())


def entry(que: str, en: datetime, cuenta: str, **mas: Any) -> str:
    """An entry of a hearing's history; ids and figures only."""
    return json.dumps({"que": que, "en": iso(en), "cuenta": cuenta, **mas})


def note_of(que: str, en: datetime, cuenta: str, **mas: Any) -> Action:
    """Append an entry."""
    return Audiencia.historia.set(Audiencia.historia.append([entry(que, en, cuenta, **mas)]))


def move(tx: TransactWrite, a: Audiencia, *acciones: Action) -> None:
    """Change a hearing as it was read, its figures included."""
    igual = (
        (Audiencia.version == a.version)
        & (Audiencia.revisados == a.revisados)
        & (Audiencia.repartidos == a.repartidos)
    )
    tx.update(Audiencia(a.audiencia), actions=[*acciones, Audiencia.version.add(1)], condition=igual)


def count(tx: TransactWrite, audiencia: str, cifras: Mapping[str, int], si: Condition | None = None) -> None:
    """Move figures of a hearing that is in course, `si` they allow it."""
    acciones = [getattr(Audiencia, c).add(n) for c, n in cifras.items() if n]
    en_curso = Audiencia.estado == Estado.EN_DESAHOGO.value
    tx.update(Audiencia(audiencia), actions=acciones, condition=en_curso if si is None else en_curso & si)


def claimed(folios: Iterable[str]) -> dict[str, str]:
    """Hearing that claimed each record last, open or not."""
    return {ll.removeprefix("audiencia#"): d for ll, d in owners([_key(f) for f in folios]).items()}


def cite(tx: TransactWrite, citado: Citado, antes: str | None) -> None:
    """Put a record into a hearing and claim it; `antes`: the closed hearing that has the claim still."""
    tx.save(citado, condition=Citado.folio.does_not_exist())
    llave, dueno = _key(citado.folio), citado.audiencia
    if antes is None:
        claim(tx, llave, dueno)
    else:
        transfer(tx, llave, antes, dueno)


def _key(folio: str) -> str:
    return f"audiencia#{folio}"


def hand_out(
    tx: TransactWrite,
    a: Audiencia,
    turnos: Sequence[Turno],
    vacios: Sequence[str],
    juez: set[str],
    repartidos: int,
) -> None:
    """Those records before their officials, once: every condition holds for one run only.

    `vacios`: records without inconsistency any more; `juez`: those that fell to whoever judged them before;
    `repartidos`: the figure that was read.
    """
    for turno in turnos:
        tx.save(turno, condition=Turno.folio.does_not_exist())
        acciones: list[Action] = [
            Citado.operador.set(turno.operador),
            Citado.mismo_juez.set(turno.folio in juez),
        ]
        tx.update(
            Citado(a.audiencia, turno.folio), actions=acciones, condition=Citado.operador.does_not_exist()
        )
    for folio in vacios:
        tx.update(
            Citado(a.audiencia, folio),
            actions=[Citado.sin_materia.set(True)],
            condition=Citado.operador.does_not_exist() & (Citado.sin_materia == False),  # noqa: E712
        )
    cifras = {"repartidos": len(turnos) + len(vacios), "sin_materia": len(vacios)}
    count(tx, a.audiencia, cifras, Audiencia.repartidos == repartidos)


def hand_on(tx: TransactWrite, a: Audiencia, citado: Citado, operador: str, cola: str, mismo: bool) -> None:
    """A record that was not judged, from whoever has it to another official."""
    tx.update(
        Turno(citado.folio, a.etapa),
        actions=[Turno.operador.set(operador), Turno.cola.set(cola)],
        condition=(Turno.operador == citado.operador) & Turno.revisado.does_not_exist(),
    )
    tx.update(
        Citado(a.audiencia, citado.folio),
        actions=[Citado.operador.set(operador), Citado.mismo_juez.set(mismo)],
        condition=(Citado.operador == citado.operador) & Citado.revisado_en.does_not_exist(),
    )


def close(tx: TransactWrite, citado: Citado, turno: Turno, ahora: datetime, **campos: Any) -> None:
    """A verdict: turn, record of the hearing and figures, once. `campos`: despues, soporte."""
    tx.update(
        Turno(turno.folio, turno.etapa),
        actions=[Turno.cola.remove(), Turno.revisado.set(iso(ahora))],
        condition=Turno.revisado.does_not_exist() & (Turno.operador == turno.operador),
    )
    acciones: list[Action] = [getattr(Citado, c).set(v) for c, v in campos.items() if v is not None]
    acciones.append(Citado.revisado_en.set(iso(ahora)))
    tx.update(
        Citado(citado.audiencia, citado.folio),
        actions=acciones,
        condition=Citado.revisado_en.does_not_exist(),
    )
    cual = "revertidos" if campos["despues"]["inciso"] is None else "confirmados"
    count(tx, citado.audiencia, {"revisados": 1, cual: 1})


def reopen(tx: TransactWrite, citado: Citado, turno: Turno, cola: str) -> None:
    """Inverse of `close`: the verdict that was read is taken back."""
    tx.update(
        Turno(turno.folio, turno.etapa),
        actions=[Turno.cola.set(cola), Turno.revisado.remove()],
        condition=(Turno.revisado == turno.revisado) & (Turno.operador == turno.operador),
    )
    tx.update(
        Citado(citado.audiencia, citado.folio),
        actions=[Citado.despues.remove(), Citado.soporte.remove(), Citado.revisado_en.remove()],
        condition=Citado.revisado_en == citado.revisado_en,
    )
    cual = "revertidos" if citado.despues["inciso"] is None else "confirmados"
    count(tx, citado.audiencia, {"revisados": -1, cual: -1})


def find_citado(audiencia: str, folio: str) -> Citado | None:
    """That record of the hearing as of now, or None."""
    try:
        return Citado.get(audiencia, folio, consistent_read=True)
    except Citado.DoesNotExist:
        return None


def cited(audiencia: str) -> list[Citado]:
    """All records of a hearing, as of now: 5,000 at most."""
    return list(Citado.query(audiencia, consistent_read=True))


def cited_after(audiencia: str, folio: str, cuantos: int) -> list[Citado]:
    """Records of a hearing behind that folio."""
    condicion = (Citado.folio > folio) if folio else None
    return list(Citado.query(audiencia, condicion, consistent_read=True, limit=cuantos))


def of_aspirante(aspirante: str, despues: str, cuantas: int) -> list[Audiencia]:
    """Hearings of an aspirante, newest first."""
    condicion = (Audiencia.orden < despues) if despues else None
    return list(Audiencia.por_aspirante.query(aspirante, condicion, scan_index_forward=False, limit=cuantas))


def of_process(proceso: str, despues: str, cuantas: int) -> list[Audiencia]:
    """Hearings of a process, newest first."""
    condicion = (Audiencia.orden < despues) if despues else None
    return list(Audiencia.por_proceso.query(proceso, condicion, scan_index_forward=False, limit=cuantas))


def agenda_of(opl: str, dia: str) -> str:
    """Key of what an OPL has on a day of the centre."""
    return f"{opl}#{dia}"


def scheduled(agenda: str) -> list[tuple[str, str]]:
    """Hearings of an OPL's day: id and when."""
    return [(a.audiencia, str(a.fecha)) for a in Audiencia.por_agenda.query(agenda)]


def find_incidencia(audiencia: str, n: int) -> Incidencia | None:
    """That incident as of now, or None."""
    try:
        return Incidencia.get(audiencia, n, consistent_read=True)
    except Incidencia.DoesNotExist:
        return None


def incidents(audiencia: str) -> list[Incidencia]:
    """Incidents of a hearing, oldest first."""
    return list(Incidencia.query(audiencia, consistent_read=True))


def overdue(ahora: datetime) -> Sequence[tuple[str, int]]:
    """Incidents whose answer is due and was not given: hearing and number."""
    hay = Incidencia.por_vencer.query(PENDIENTE, Incidencia.vence <= iso(ahora))
    return [(str(i.audiencia), int(i.n)) for i in hay]
