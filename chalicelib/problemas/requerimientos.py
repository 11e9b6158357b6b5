"""Refusals of requirements (16.2, 18.6)."""

from chalicelib.problemas import Conflicto


class RequerimientoNoProcede(Conflicto):
    """The requirement's state, `estado`, does not admit the act."""

    codigo = "requerimiento_no_procede"
    titulo = "El requerimiento no lo admite"
