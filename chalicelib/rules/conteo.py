"""The totals that a record belongs to, and how they change with the record (Protocolo 7.12, 15.2 D).

belongs to       totals
proceso#P        recibidos, verificados, revisados, noche, clase#<clase>, dia#<día>, modo#<modo>,
                 firmes (counted and reviewed), solo_reporte (counted, reported as duplicate: 15.3),
                 inciso#<inciso>#<tipo> of inconsistent ones, causa#<clase>#<causa> of those out of padrón or list
aspirante#X      the same
auxiliares#X     <auxiliar>#recibidos, <auxiliar>#noche, <auxiliar>#sin_lugar (captured without place: 8.1),
                 <auxiliar>#fuera (by a device not registered then: 8.11), <auxiliar>#firmes, <auxiliar>#clase#<clase>
mi_apoyo#X       recibidos, firmes, clase#<clase>; papel#X the same
desconocidos#X    <auxiliar or citizen>: records that the registry does not know, whatever their class
lugares#X        <clase>#<lugar>, firme#<lugar>, of those whose residence the registry gave

A place is one text from entidad to sección, so that a change moves one total; readers add up municipios and distritos.
The totals of all auxiliares of an aspirante have one key, so that auxiliares are read page by page. The names of the
places begin with the class, so that those of the class that counts are read alone.
"""

from collections import Counter
from dataclasses import dataclass

from chalicelib.rules.apoyos.clases import Clase
from chalicelib.rules.apoyos.folio import is_citizen, is_paper

FIRME = "firme"
"""Word used in place of the class, in the totals by place, for records that count and were reviewed."""


@dataclass(frozen=True)
class Contable:
    """The part of a record on which totals depend. `version` grows by one with each change of the record.

    `dia`: day of reception in the centre's time zone; `verificado`: whether the registry was asked; `lugar`: as in
    `rules/apoyos/historia.Verificado`, empty where the registry gave none; `noche`: received at night
    (`rules/reportes/senales.py`); `sin_lugar`: captured without a place (8.1); `desconocido`: the registry does not
    know the person (9.8), whatever the class; `tipo`, `inciso`, `causa`, `solo_reporte`: as in
    `rules/apoyos/desglose.Desglose`.
    """

    folio: str
    version: int
    proceso: str
    aspirante: str
    auxiliar: str
    dia: str
    clase: str
    revisado: bool = False
    modo: str = "auxiliar"
    verificado: bool = False
    lugar: str = ""
    noche: bool = False
    tipo: str = ""
    inciso: str = ""
    causa: str = ""
    solo_reporte: bool = False
    sin_lugar: bool = False
    fuera: bool = False
    desconocido: bool = False

    @property
    def firme(self) -> bool:
        """Whether the record counts and was reviewed by a person. One that waits for review may still stop counting
        (7.13)."""
        return self.revisado and self.clase == Clase.EN_LISTA_NOMINAL


Clave = tuple[str, str]  # (owner of the total, name of the total)


def totals_of_record(c: Contable | None) -> Counter[Clave]:
    """The totals that a record increases by one."""
    if c is None:
        return Counter()
    generales = _of_all(c)
    claves = [(de, que) for de in (f"proceso#{c.proceso}", f"aspirante#{c.aspirante}") for que in generales]
    if c.lugar:
        claves.append((f"lugares#{c.aspirante}", f"{c.clase}#{c.lugar}"))
        claves += [(f"lugares#{c.aspirante}", f"{FIRME}#{c.lugar}")] if c.firme else []
    return Counter(claves + _of_sender(c))


def _of_all(c: Contable) -> list[str]:
    puestos = {
        "verificados": c.verificado,
        "revisados": c.revisado,
        "noche": c.noche,
        "firmes": c.firme,
        "solo_reporte": c.solo_reporte,
        f"inciso#{c.inciso}#{c.tipo}": bool(c.tipo),
        f"causa#{c.clase}#{c.causa}": bool(c.causa) and not c.tipo,
    }
    marcas = [que for que, puesto in puestos.items() if puesto]
    return ["recibidos", f"clase#{c.clase}", f"dia#{c.dia}", f"modo#{c.modo}", *marcas]


def _of_sender(c: Contable) -> list[Clave]:
    """Totals of the record's sender. Each auxiliar has totals of its own (7.12). Citizens share those of their
    aspirante: one row for each citizen would reveal whom they support, and would be as many as the records. Records
    typed from paper share theirs too (11.4).
    """
    propias = ["recibidos", f"clase#{c.clase}", *(["firmes"] if c.firme else [])]
    if is_citizen(c.auxiliar) or is_paper(c.auxiliar):
        de = "papel" if is_paper(c.auxiliar) else "mi_apoyo"
        return [(f"{de}#{c.aspirante}", que) for que in propias] + _unknown_of_sender(c)
    marcas = {"noche": c.noche, "sin_lugar": c.sin_lugar, "fuera": c.fuera}
    propias += [que for que, puesto in marcas.items() if puesto]
    return [(f"auxiliares#{c.aspirante}", f"{c.auxiliar}#{que}") for que in propias] + _unknown_of_sender(c)


def _unknown_of_sender(c: Contable) -> list[Clave]:
    """Total of unknown persons by sender, also for citizens, because a limit depends on it (rules/captacion.py)."""
    return [(f"desconocidos#{c.aspirante}", c.auxiliar)] if c.desconocido and not is_paper(c.auxiliar) else []


def count_movement(antes: Contable | None, despues: Contable) -> dict[Clave, int]:
    """Total -> change (positive or negative) when the counted state goes from `antes` to `despues`.

    An event older than the counted state changes nothing. The counted state is absolute, so events may repeat or arrive
    in any order.
    """
    if not is_newer(antes, despues):
        return {}
    cambio = totals_of_record(despues)
    cambio.subtract(totals_of_record(antes))
    return {clave: n for clave, n in cambio.items() if n}


def is_newer(antes: Contable | None, despues: Contable) -> bool:
    """Whether `despues` is a later state of the record than the counted one."""
    return antes is None or antes.version < despues.version
