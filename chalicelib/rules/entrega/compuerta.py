"""The gate of a delivery: the six conditions of 15.2, each with its state, since when it holds, and its evidence.

No role can bypass the gate. A delivery may be ordered when conditions A to E hold; F holds once the delivery is made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

TRAS_EL_FIN = timedelta(hours=24)
"""Time after a period's end during which records are still accepted (9.16)."""


@dataclass(frozen=True)
class FinDePeriodo:
    """A period of the process: its id, when it ends, whether it is active."""

    periodo: str
    fin: datetime
    activo: bool


@dataclass(frozen=True)
class AvisoDeConclusion:
    """The OPL's notification that the review at the Mesa is concluded (15.2 B): its time and its oficio."""

    en: datetime
    oficio: str


@dataclass(frozen=True)
class ResultadoDeConciliacion:
    """Result of the last comparison of figures (15.2 C, D). `en`: when it began.

    `clases`: class -> records, by the recount; `sin_verificar`: records without the registry's answer; `otro_corte`:
    records answered by a cut that is not in force; `difieren`: totals that differ from the recount; `desacuerdos`:
    records whose class differs from that of their history, or that disagree with their seal, turn, count or person.
    """

    en: datetime
    clases: Mapping[str, int]
    sin_verificar: int = 0
    otro_corte: int = 0
    difieren: int = 0
    desacuerdos: int = 0
    ajenos: int = 0

    @property
    def registros(self) -> int:
        """Number of records counted."""
        return sum(self.clases.values())


@dataclass(frozen=True)
class SituacionDelProceso:
    """Situation of a process at one instant, as the gate reads it.

    `en_entrada`: uploads that reception has not processed; `en_mesa`: records without a verdict; `segundas`: second
    looks and disagreements that wait; `audiencias`: open hearings; `lotes`: open runs of paper; `clases`: class ->
    records, by the totals; `llave`: fingerprint of the OPL's key and when it was handed over; `entrega`: when the last
    delivery was ready.
    """

    periodos: Sequence[FinDePeriodo]
    en_entrada: int
    en_mesa: int
    segundas: int
    audiencias: int
    lotes: int
    clases: Mapping[str, int]
    conclusion: AvisoDeConclusion | None = None
    conciliacion: ResultadoDeConciliacion | None = None
    llave: tuple[str, datetime] | None = None
    entrega: datetime | None = None


@dataclass(frozen=True)
class Condicion:
    """One of the six conditions. `desde`: since when it holds, None while it does not; `pendientes`: number of items
    left to do."""

    inciso: str
    nombre: str
    cumple: bool
    evidencia: str
    desde: datetime | None = None
    pendientes: int = 0
    faltas: tuple[str, ...] = field(default=())


NOMBRES = {
    "A": "Recepción de los apoyos en los servidores del INE",
    "B": "Notificación de conclusión de la revisión en Mesa de Control",
    "C": "Procesamiento, verificación y compulsa de los registros",
    "D": "Conciliación y verificación de cifras",
    "E": "Llave para el cifrado de la información",
    "F": "Generación y cifrado de la información",
}


def judge_gate(s: SituacionDelProceso, ahora: datetime) -> list[Condicion]:
    """The six conditions as of `ahora`, in their order."""
    return [_received(s, ahora), _concluded(s), _verified(s), _reconciled(s), _key(s), _made(s)]


def gate_open(condiciones: Sequence[Condicion]) -> bool:
    """Whether a delivery may be ordered: A to E hold."""
    return all(c.cumple for c in condiciones if c.inciso != "F")


def reception_closing(periodos: Sequence[FinDePeriodo]) -> datetime | None:
    """Instant after which no record of any period is accepted; None without an active period."""
    return max((p.fin + TRAS_EL_FIN for p in periodos if p.activo), default=None)


def _received(s: SituacionDelProceso, ahora: datetime) -> Condicion:
    cierre = reception_closing(s.periodos)
    if cierre is None:
        return _condition("A", ("El proceso no tiene un periodo de captación activo.",), "", 0)
    faltas = []
    if ahora <= cierre:
        faltas.append(
            "La recepción sigue abierta: cierra 24 horas después del fin del último periodo (9.16)."
        )
    if s.en_entrada:
        faltas.append(f"Hay {s.en_entrada} envíos por procesar en la recepción.")
    if s.lotes:
        faltas.append(f"Hay {s.lotes} lotes de cédulas en papel sin cerrar.")
    evidencia = f"{sum(s.clases.values())} registros recibidos."
    return _condition("A", faltas, evidencia, s.en_entrada + s.lotes, cierre)


def _concluded(s: SituacionDelProceso) -> Condicion:
    pendientes = s.en_mesa + s.segundas + s.audiencias
    faltas = [
        f"{texto}: {n}."
        for n, texto in (
            (s.en_mesa, "Registros sin dictamen de la Mesa de Control"),
            (s.segundas, "Segundas revisiones y desacuerdos por resolver"),
            (s.audiencias, "Garantías de audiencia abiertas"),
        )
        if n
    ]
    if s.conclusion is None:
        faltas.append("El OPL no ha notificado la conclusión de la Mesa de Control.")
        return _condition("B", faltas, "", pendientes)
    return _condition("B", faltas, f"Oficio {s.conclusion.oficio}.", pendientes, s.conclusion.en)


def _verified(s: SituacionDelProceso) -> Condicion:
    c = s.conciliacion
    if c is None:
        return _condition(
            "C", ("No se han conciliado las cifras: ahí se ve qué falta por verificar.",), "", 0
        )
    faltas = [
        f"{texto}: {n}."
        for n, texto in (
            (c.sin_verificar, "Registros sin verificación registral"),
            (c.otro_corte, "Registros verificados con un corte del padrón que ya no es el vigente"),
        )
        if n
    ]
    evidencia = f"{c.registros - c.sin_verificar} de {c.registros} registros verificados."
    return _condition("C", faltas, evidencia, c.sin_verificar + c.otro_corte, c.en)


def _reconciled(s: SituacionDelProceso) -> Condicion:
    c = s.conciliacion
    if c is None:
        return _condition("D", ("No se han conciliado las cifras.",), "", 0)
    faltas = [
        f"{texto}: {n}."
        for n, texto in (
            (c.difieren, "Totales que difieren de su recuento"),
            (c.desacuerdos, "Registros que no concuerdan con su historia, su sello, su turno o su persona"),
            (c.ajenos, "Elementos que no son un registro"),
        )
        if n
    ]
    if c.clases != s.clases:
        faltas.append("Después de la conciliación cambió la clase de algún registro, o llegó otro: repítala.")
    if s.conclusion is not None and c.en < s.conclusion.en:
        faltas.append("La conciliación es anterior a la conclusión de la Mesa de Control: repítala.")
    evidencia = f"{c.registros} registros contados de dos maneras."
    return _condition("D", faltas, evidencia, c.difieren + c.desacuerdos + c.ajenos, c.en)


def _key(s: SituacionDelProceso) -> Condicion:
    if s.llave is None:
        return _condition("E", ("El OPL no ha entregado su llave pública (15.1).",), "", 0)
    huella, en = s.llave
    return _condition("E", (), f"Huella {huella}.", 0, en)


def _made(s: SituacionDelProceso) -> Condicion:
    if s.entrega is None:
        return _condition("F", ("No se ha generado la entrega.",), "", 0)
    return _condition("F", (), "La última entrega está lista.", 0, s.entrega)


def _condition(
    inciso: str, faltas: Sequence[str], evidencia: str, pendientes: int, desde: datetime | None = None
) -> Condicion:
    cumple = not faltas
    return Condicion(
        inciso, NOMBRES[inciso], cumple, evidencia, desde if cumple else None, pendientes, tuple(faltas)
    )
