"""Refusals of requests for attention (17)."""

from chalicelib.problemas import Conflicto


class NoProcede(Conflicto):
    """A request for attention does not admit the act, or not by this account (17.2)."""

    codigo = "no_procede"
    titulo = "No procede"
