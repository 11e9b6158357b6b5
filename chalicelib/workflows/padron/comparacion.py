"""A cut compared with the one in force before it takes its place: who is gone, whose state is another (Protocolo 9.8).

A file can be whole, in form, and not be the padrón. Of a large cut a sample of its people is looked for in the other,
for a full comparison would read tens of millions of items.
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
"""People of the cut in force that are looked for: a share of 2 % is seen within some 0.2 points."""
MAXIMO_PORCIENTO = 2.0
"""Share, in percent, of people gone, of states changed, of the difference in people, beyond which it takes a word."""
_POR_SEGMENTO = 2_000
_SEGMENTOS = 1_000_000  # DynamoDB's limit


@dataclass(frozen=True)
class Comparacion:
    """`mirados`: people of the cut in force that were looked for; `faltan`: not in the new one; `cambian`: there, with
    another situation or state of the credential; `personas`: before and after."""

    antes: str
    mirados: int
    faltan: int
    cambian: int
    personas: tuple[int, int]

    def excesses(self) -> list[str]:
        """Differences beyond `MAXIMO_PORCIENTO`, in words."""
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
    """Compare a ready cut with the one in force; None when there is none, or it is that one."""
    antes = cut_in_force()
    if antes in ("", corte):
        return None
    viejo, nuevo = get_corte(antes), get_corte(corte)
    if viejo is None or nuevo is None or nuevo.estado != LISTO:
        return None  # whoever puts it in force says why not
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
    """Raises `CorteNoAdmitido` when the cuts differ by more than may be by itself."""
    if comparacion and (mal := comparacion.excesses()):
        raise CorteNoAdmitido(
            f"El corte difiere demasiado del que está en vigor, {comparacion.antes}:\n"
            + "\n".join(mal)
            + "\nRevise el archivo. Si es correcto, repita con --acepto-diferencias."
        )


def _people(corte: str, personas: int, muestra: int) -> Iterator[Any]:
    """Items of persons: all of a small cut, of a large one those of segments drawn by lot, the same each time."""
    tabla = cut_model(corte)
    if personas <= muestra:
        yield from _of_persons(tabla.scan())
        return
    total = min(_SEGMENTOS, max(1, personas // _POR_SEGMENTO))
    orden = Random(corte).sample(range(total), total)  # noqa: S311 - a sample, no secret
    paginas = (tabla.scan(segment=s, total_segments=total) for s in orden)
    yield from islice((p for pagina in paginas for p in _of_persons(pagina)), muestra)


def _of_persons(items: Iterable[Any]) -> Iterator[Any]:
    """One item for each person: those found by the clave and not by a CIC."""
    return (i for i in items if i.llave == i.persona)


def _percent(parte: int, todo: int) -> float:
    return 100 * parte / todo if todo else 0.0
