"""Refusals of the delivery of results (15.2, 15.3)."""

from chalicelib.problemas import Conflicto


class EntregaNoProcede(Conflicto):
    """A condition of 15.2 does not hold; `condiciones` or `pendientes` say which, and what is left."""

    codigo = "entrega_no_procede"
    titulo = "La entrega no procede"


class EntregaEnCurso(Conflicto):
    """A delivery of the process is being made."""

    codigo = "entrega_en_curso"
    titulo = "Entrega en curso"


class EntregaNoLista(Conflicto):
    """The delivery has no files yet, or was cancelled; `estado` says which."""

    codigo = "entrega_no_lista"
    titulo = "Entrega no lista"
