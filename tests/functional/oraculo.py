"""What the law says, asked slowly and from the beginning: no rule of the system is used here.

LGIPE 385: a support does not count when its data are false or it was not taken as the rules say; several by one
person for one aspirante count once; of several for different aspirantes to one office only the first received counts.
"""

from collections import Counter
from dataclasses import dataclass


@dataclass
class Papel:
    """One support as a clerk would keep it on paper."""

    folio: str
    persona: str
    aspirante: str
    auxiliar: str
    recibido: int
    enviado_tras_baja: bool = False
    en_lista: bool | None = None
    """None until the registry has answered; False: in the padrón, not in the Lista Nominal."""
    ultimo_dictamen: bool | None = None


def expected_class(papel: Papel, todos: list[Papel]) -> str:
    if papel.enviado_tras_baja or papel.ultimo_dictamen is False:
        return "con_inconsistencia"
    if papel.en_lista is None:
        return "en_proceso"
    if not papel.en_lista:
        return "en_padron_no_lista"
    validos = [p for p in todos if p.persona == papel.persona and _sin_tacha(p)]
    primero = min(validos, key=lambda p: (p.recibido, p.folio))
    if papel is primero:
        return "en_lista_nominal"
    return "duplicado_mismo_aspirante" if papel.aspirante == primero.aspirante else "duplicado_otro_aspirante"


def expected_totals(todos: list[Papel], dia: str) -> dict[str, dict[str, int]]:
    """Totals of each aspirante and of its auxiliares, counted one support at a time.

    All are received within minutes of midnight in the centre.
    """
    cuenta: dict[str, Counter[str]] = {}
    for p in todos:
        clase = expected_class(p, todos)
        aspirante = cuenta.setdefault(f"aspirante#{p.aspirante}", Counter())
        aspirante.update(["recibidos", f"clase#{clase}", f"dia#{dia}", "modo#auxiliar", "noche"])
        aspirante.update(["verificados"] * (p.en_lista is not None))
        if p.ultimo_dictamen is not None:
            aspirante.update(["revisados"])
        suyos = [f"{p.auxiliar}#{que}" for que in ("recibidos", "noche", f"clase#{clase}")]
        cuenta.setdefault(f"auxiliares#{p.aspirante}", Counter()).update(suyos)
    return {ambito: dict(sorted(c.items())) for ambito, c in cuenta.items()}


def _sin_tacha(p: Papel) -> bool:
    return bool(p.en_lista) and not p.enviado_tras_baja and p.ultimo_dictamen is not False
