"""Refusals of requirements (16.2, 18.6)."""

from chalicelib.problemas import Conflicto


class RequerimientoNoProcede(Conflicto):
    """What is asked for does not go with the requirement's state; `estado` says which."""

    codigo = "requerimiento_no_procede"
    titulo = "El requerimiento no lo admite"
