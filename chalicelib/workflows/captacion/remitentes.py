"""Senders of records: auxiliares (9) and citizens in Mi Apoyo (10). Other rooms ask here instead of reading tables."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from chalicelib.rules.apoyos.folio import is_citizen
from chalicelib.rules.apoyos.historia import SituacionRegistral
from chalicelib.rules.auxiliares.registro import CausaBaja
from chalicelib.rules.mi_apoyo import MODO
from chalicelib.rules.padron.registral import Inscripcion
from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.base.tabla import instante
from chalicelib.store.mi_apoyo.ciudadanos import Ciudadano, find_ciudadano
from chalicelib.vault.secretos import open_fields
from chalicelib.workflows.base.secretos import secreto_de


class RemitenteDesconocido(LookupError):
    """Nobody has that Id."""


@dataclass(frozen=True)
class Remitente:
    """A sender. `id`: the Id in the folio; `modo`: what each of the sender's records must declare.

    `aspirante` None: any that is offered to the citizen (10.9). `baja`, `causa`: removal of an auxiliar (7.7).
    """

    id: str
    proceso: str
    modo: str
    aspirante: str | None
    baja: datetime | None
    fila: Auxiliar | Ciudadano = field(repr=False)
    causa: CausaBaja | None = None

    @cached_property
    def datos(self) -> dict[str, Any]:
        """What is known of the person. Raises `CamposInvalidos` when the row was tampered with."""
        return open_fields(secreto_de(self.proceso), self.fila.identidad, self.fila.datos)

    @property
    def correo(self) -> str:
        """Address to which receipts are mailed (9.14, 10.20)."""
        return str(self.datos["correo"])

    @property
    def residencia(self) -> Inscripcion:
        """Where a citizen lives, as the padrón had it at activation (10.9)."""
        return Inscripcion("", SituacionRegistral.LISTA_NOMINAL, **self.datos["residencia"])


def find_remitente(quien: str) -> Remitente:
    """The sender with that Id, by a consistent read. Raises `RemitenteDesconocido`."""
    return _citizen(quien) if is_citizen(quien) else _auxiliar(quien)


def _citizen(quien: str) -> Remitente:
    fila = find_ciudadano(quien)
    if fila is None:
        raise RemitenteDesconocido(quien)
    return Remitente(quien, fila.proceso, MODO, None, None, fila)


def _auxiliar(quien: str) -> Remitente:
    try:
        fila = Auxiliar.get(quien, consistent_read=True)
    except Auxiliar.DoesNotExist:
        raise RemitenteDesconocido(quien) from None
    baja = instante(fila.baja) if fila.baja else None
    causa = CausaBaja(fila.causa_baja) if fila.causa_baja else None
    return Remitente(quien, fila.proceso, "auxiliar", fila.aspirante, baja, fila, causa)
