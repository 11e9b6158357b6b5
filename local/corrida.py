"""A run of the demo: what is known of it, its figures and its faults."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from local.audiencia import Audiencia
from local.audiencia import faults as hearing_faults
from local.disposicion import Dispuesto
from local.disposicion import faults as disposal_faults
from local.telefonos import Enviado
from sintetico.casos import Caso


@dataclass
class Corrida:
    """A run of the demo, as known from three sides: the plan, the phones, the system."""

    plan: list[tuple[str, Caso]]
    enviados: list[Enviado] = field(default_factory=list)
    guardados: dict[str, Any] = field(default_factory=dict)
    correos: Counter[str] = field(default_factory=Counter)
    avance: dict[str, dict[str, Any]] = field(default_factory=dict)
    revisados: dict[str, int] = field(default_factory=dict)
    primeras: Counter[str] = field(default_factory=Counter)
    segundas: int = 0
    movidos: int = 0
    audiencia: Audiencia | None = None
    disposicion: Dispuesto | None = None
    reporte: bytes = b""

    @property
    def casos(self) -> dict[str, Caso]:
        """Cases by folio."""
        return {e.folio: self.plan[e.indice][1] for e in self.enviados}


def summary(corrida: Corrida, estado: dict[str, Any], segundos: int) -> dict[str, Any]:
    """The figures of `summary.json`."""
    esperados = {e.folio for e in corrida.enviados}
    con_acuse = {e.folio for e in corrida.enviados if e.acuse and e.acuse["integridad"] == e.integridad}
    return {
        "sent": len(corrida.enviados),
        "received": len(corrida.guardados),
        "receipts": len(con_acuse),
        "mails": len(corrida.correos),
        "reviewed": sum(g["revisado"] for g in corrida.guardados.values()),
        "second_looks": corrida.segundas,
        "moved": corrida.movidos,
        "audiencias": int(corrida.audiencia is not None),
        "revertidos": corrida.audiencia.cifras["revertidos"] if corrida.audiencia else 0,
        "disposed": corrida.disposicion.eliminados if corrida.disposicion else 0,
        "lost": len(esperados - corrida.guardados.keys()),
        "doubled": len(corrida.guardados.keys() - esperados)
        + max(0, sum(a["recibidos"] for a in corrida.avance.values()) - len(corrida.guardados))
        + sum(n - 1 for n in corrida.correos.values()),
        "classes": dict(sorted(Counter(g["clase"] for g in corrida.guardados.values()).items())),
        "events": sum(f["eventos"] for f in estado["funciones"].values()),
        "seconds": segundos,
    }


def faults(corrida: Corrida, resumen: dict[str, Any], estado: dict[str, Any]) -> list[str]:
    """Faults of the run, in words: whatever is not as the plan says."""
    n = len(corrida.plan)
    fallas = [
        f"{campo}: {resumen[campo]} en vez de {debe}"
        for campo, debe in (
            ("sent", n),
            ("received", n),
            ("receipts", n),
            ("mails", n),
            ("reviewed", n),
            ("lost", 0),
            ("doubled", 0),
        )
        if resumen[campo] != debe
    ]
    fallas += [
        f"{folio}: clase {corrida.guardados.get(folio, {}).get('clase')} en vez de {caso.clase_esperada}"
        for folio, caso in corrida.casos.items()
        if corrida.guardados.get(folio, {}).get("clase") != caso.clase_esperada
    ]
    for total in ("recibidos", "revisados"):
        if sum(a[total] for a in corrida.avance.values()) != n:
            fallas.append(f"el total de {total} no concilia con los registros")
    contadas = sum((_by_class(a) for a in corrida.avance.values()), Counter())
    if dict(contadas) != resumen["classes"]:
        fallas.append(f"los contadores no concilian con los registros: {dict(contadas)}")
    if sum(corrida.revisados.values()) != n + corrida.segundas:
        fallas.append(f"se revisaron {corrida.revisados}, {corrida.segundas} de ellos por segunda vez")
    primeras = corrida.primeras.values()
    if sum(primeras) != n or max(primeras) - min(primeras) > 1:
        fallas.append(f"las cargas de la Mesa no son parejas: {dict(corrida.primeras)}")
    fallas += hearing_faults(corrida.audiencia, corrida.plan)
    fallas += disposal_faults(corrida.disposicion)
    fallas += [f"hay {m} mensajes en {cola}" for cola, m in estado["colas_muertas"].items() if m]
    return fallas


def _by_class(avance: dict[str, Any]) -> Counter[str]:
    return Counter({c["clase"]: c["n"] for c in avance["clases"]})
