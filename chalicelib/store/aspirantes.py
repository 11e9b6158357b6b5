"""Reading and changing registrations of aspirantes (the table is `store/procesos/procesos.Aspirante`).

llave in `unicos`                                       dueno
<proceso>#<periodo>#aspirante#clave#<blind index>       the aspirante: one registration per person and office
<proceso>#aspirante#correo#<blind index>                the aspirante: one account, one aspirante of a process
"""

from itertools import islice

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.rules.aspirantes.registro import Hito
from chalicelib.store.procesos.procesos import Aspirante


def read_aspirante(aspirante: str) -> Aspirante | None:
    """The registration as of now, or None."""
    try:
        return Aspirante.get(aspirante, consistent_read=True)
    except Aspirante.DoesNotExist:
        return None


def page_of_aspirantes(proceso: str, despues: str, cuantos: int) -> tuple[list[Aspirante], str | None]:
    """A page of a process's registrations by folio, after that one; and where the next page goes on, if it does."""
    filas = list(
        islice(
            Aspirante.por_proceso.query(proceso, Aspirante.aspirante > (despues or "0"), limit=cuantos + 1),
            cuantos + 1,
        )
    )
    return filas[:cuantos], filas[cuantos - 1].aspirante if len(filas) > cuantos else None


def append_hito(hito: Hito) -> Action:
    """Append a line to the history."""
    accion: Action = Aspirante.historia.set((Aspirante.historia | []).append([str(hito)]))
    return accion


def aspirante_unmoved(a: Aspirante) -> Condition:
    """The registration's state, version and who has access are still as read."""
    condicion: Condition = (Aspirante.estado == a.estado) & (Aspirante.version == a.version)
    for atributo, valor in (
        (Aspirante.sujeto, a.sujeto),
        (Aspirante.representante, a.representante),
        (Aspirante.representante_sujeto, a.representante_sujeto),
    ):
        condicion &= atributo.does_not_exist() if valor is None else atributo == valor
    return condicion


def key_of_clave(proceso: str, periodo: str, indice: str) -> str:
    """One registration per person and office."""
    return f"{proceso}#{periodo}#aspirante#clave#{indice}"


def key_of_mail(proceso: str, indice: str) -> str:
    """One aspirante of a process per mail account."""
    return f"{proceso}#aspirante#correo#{indice}"
