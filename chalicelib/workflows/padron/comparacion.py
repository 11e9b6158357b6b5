"""Comparison of a cut with the one in force, before it replaces it: people missing, states changed (Protocolo 9.8).

A file may have the right form and yet not be the whole padrón. Of a large cut only a sample of people is looked up in
the other, because a full comparison would read tens of millions of items.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Any

from chalicelib.store.padron.cortes import cut_model
from chalicelib.store.padron.registro_cortes import LISTO, cut_in_force, get_corte
from chalicelib.workflows.padron.cortes import CorteNoAdmitido

MUESTRA = 20_000
"""People of the cut in force that are looked up. With this sample a share of 2 % is measured within some 0.2 points."""
MAXIMO_PORCIENTO = 2.0
"""Limit, in percent, of people missing, of states changed, and of the difference in people. Above it the operator has
to accept the difference explicitly.
"""
_POR_SEGMENTO = 2_000
_SEGMENTOS = 1_000_000  # DynamoDB's limit


@dataclass(frozen=True)
class Comparacion:
    """Result of a comparison. `mirados`: people of the cut in force that were looked up; `faltan`: those missing in the
    new one; `cambian`: those with another situation or state of the credential there; `personas`: people before and
    after.
    """

    antes: str
    mirados: int
    faltan: int
    cambian: int
    personas: tuple[int, int]

    def excesses(self) -> list[str]:
        """Differences above `MAXIMO_PORCIENTO`, in Spanish words."""
        antes, despues = self.personas
        casos = (
            (_percent(self.faltan, self.mirados), "de las personas del corte en vigor no están en el nuevo"),
            (_percent(self.cambian, self.mirados), "cambian de situación o de estado de su credencial"),
            (
                _percent(abs(despues - antes), antes),
                f"es la diferencia de personas ({antes:,} y {despues:,})",
            ),
        )
        return [f"{p:.1f} % {que}" for p, que in casos if p > MAXIMO_PORCIENTO]


def check_against_in_force(corte: str, *, muestra: int = MUESTRA) -> Comparacion | None:
    """Compare a ready cut with the one in force. None when no cut is in force, or `corte` is in force, or a cut is not
    ready."""
    antes = cut_in_force()
    if antes in ("", corte):
        return None
    viejo, nuevo = get_corte(antes), get_corte(corte)
    if viejo is None or nuevo is None or nuevo.estado != LISTO:
        return None  # putting it in force is refused afterwards, with the reason
    mirados = faltan = cambian = 0
    gente = _people(antes, int(viejo.personas), muestra)
    while grupo := list(islice(gente, 100)):
        suyos = {p.llave: (p.situacion, p.credencial) for p in grupo}
        hay = {p.llave: (p.situacion, p.credencial) for p in cut_model(corte).batch_get(list(suyos))}
        mirados += len(suyos)
        faltan += len(suyos.keys() - hay.keys())
        cambian += sum(hay[x] != suyos[x] for x in hay)
    return Comparacion(antes, mirados, faltan, cambian, (int(viejo.personas), int(nuevo.personas)))


def refuse_excess(comparacion: Comparacion | None) -> None:
    """Raise `CorteNoAdmitido` when a difference is above `MAXIMO_PORCIENTO`."""
    if comparacion and (mal := comparacion.excesses()):
        raise CorteNoAdmitido(
            f"El corte difiere demasiado del que está en vigor, {comparacion.antes}:\n"
            + "\n".join(mal)
            + "\nRevise el archivo. Si es correcto, repita con --acepto-diferencias."
        )


def _people(corte: str, personas: int, muestra: int) -> Iterator[Any]:
    """Items of persons: all those of a small cut; of a large one, those of pseudo-random segments of the table. The
    seed is the cut's id, so the sample is the same each time."""
    tabla = cut_model(corte)
    if personas <= muestra:
        yield from _of_persons(tabla.scan())
        return
    total = min(_SEGMENTOS, max(1, personas // _POR_SEGMENTO))
    orden = Random(corte).sample(range(total), total)  # noqa: S311 - a sample, no secret
    paginas = (tabla.scan(segment=s, total_segments=total) for s in orden)
    yield from islice((p for pagina in paginas for p in _of_persons(pagina)), muestra)


def _of_persons(items: Iterable[Any]) -> Iterator[Any]:
    """One item for each person: the item under the clave, not those under a CIC."""
    return (i for i in items if i.llave == i.persona)


def _percent(parte: int, todo: int) -> float:
    return 100 * parte / todo if todo else 0.0
