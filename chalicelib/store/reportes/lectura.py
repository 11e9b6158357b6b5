"""An aspirante's records in the order in which they were received, merged from the parts of their index.

Each part is in order, so the earliest (or latest) of their first rows is the next of all. A part is queried again when
its rows are used up, so the cost of a page does not grow with the number of records. The index is eventually
consistent: a record just received may be missing, or appear behind a reader that has passed its place.
"""

from collections import deque
from collections.abc import Iterator

from chalicelib.store.apoyos.apoyos import PARTES, Apoyo, list_part_key

FIN = "~"  # sorts behind every instant


class _Parte:
    """One part of the index: rows read and not given yet, and the key after which to read on."""

    def __init__(self, llave: str) -> None:
        self.llave = llave
        self.filas: deque[Apoyo] = deque()
        self.sigue: dict[str, dict[str, object]] | None = None
        self.agotada = False


class LecturaApoyos:
    """A walk through an aspirante's records received from `desde` until before `hasta` (RFC 3339 UTC).

    `despues`: the `orden` after which the walk goes on; `de_una_vez`: rows per query; `solicitudes`: greatest number of
    queries, 0 for any number. The rows have the attributes of the index only.
    """

    def __init__(
        self,
        aspirante: str,
        desde: str = "",
        hasta: str = FIN,
        *,
        recientes: bool = False,
        despues: str = "",
        de_una_vez: int = 250,
        solicitudes: int = 0,
    ) -> None:
        self.ultimo = despues
        self.recientes, self.de_una_vez = recientes, de_una_vez
        self._quedan = solicitudes or None
        self._desde, self._hasta = desde or "0", hasta
        if despues and recientes:
            self._hasta = min(hasta, despues)
        elif despues:
            self._desde = max(self._desde, despues)
        # An instant sorts before every `orden` that begins with it, so `hasta` itself is excluded.
        vacia = self._desde > self._hasta
        self._partes = [] if vacia else [_Parte(list_part_key(aspirante, n)) for n in range(PARTES)]

    def __iter__(self) -> Iterator[Apoyo]:
        """Give the records until none is left or the limit of queries is used up; `ultimo`: `orden` of the last one."""
        while self._fill():
            vivas = [p for p in self._partes if p.filas]
            if not vivas:
                return
            elige = max if self.recientes else min
            fila = elige(vivas, key=lambda p: p.filas[0].orden).filas.popleft()
            self.ultimo = fila.orden
            yield fila

    @property
    def ended(self) -> bool:
        """Whether no record is left after `ultimo`."""
        return all(p.agotada and not p.filas for p in self._partes)

    def _fill(self) -> bool:
        """Query every part whose rows are used up; False when the limit of queries is reached."""
        for parte in self._partes:
            while not parte.filas and not parte.agotada:
                if self._quedan == 0:
                    return False
                self._ask(parte)
        return True

    def _ask(self, parte: _Parte) -> None:
        if self._quedan is not None:
            self._quedan -= 1
        halladas = Apoyo.por_aspirante.query(
            parte.llave,
            Apoyo.orden.between(self._desde, self._hasta),
            scan_index_forward=not self.recientes,
            limit=self.de_una_vez,
            page_size=self.de_una_vez,
            last_evaluated_key=parte.sigue,
        )
        # The range includes the record at which the walk stopped, which was given already.
        parte.filas.extend(f for f in halladas if f.orden != self.ultimo)
        parte.sigue = halladas.last_evaluated_key
        parte.agotada = parte.sigue is None
