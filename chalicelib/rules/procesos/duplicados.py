"""The OPL's decision on duplicates among aspirantes: applied, or only reported (Protocolo 15.3; LGIPE 385).

What the law proposes is that they are applied: only the first support of a person for an office counts. The OPL says
expressly which it is before the period starts. Without a decision at the start the law's proposal holds.
"""

from datetime import datetime

from chalicelib.rules.procesos.plazos import may_move_start

PROPUESTA = True
"""What holds while nobody decided: duplicates among aspirantes are applied (LGIPE 385)."""


def decision_fault(
    inicio: datetime, *, aplica_hoy: bool, decidida: bool, aplica: bool, ahora: datetime
) -> str:
    """Why the OPL may not decide `aplica` now; empty where it may. `decidida`: whether it decided before.

    Before the start either is admitted, also in the place of an earlier decision. From the start on records were
    judged by what held: then a first decision is admitted only where it changes nothing.
    """
    if may_move_start(inicio, ahora):
        return ""
    if decidida:
        return "El periodo empezó: la decisión sobre duplicados ya no se cambia."
    if aplica != aplica_hoy:
        return (
            "El periodo empezó sin decisión expresa: los duplicados se aplican (LGIPE 385) y hay registros juzgados "
            "así. Su propio cruce puede hacerlo con la información que se le entregue (15.3)."
        )
    return ""
