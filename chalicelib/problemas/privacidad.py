"""Refusals of privacy notices (18)."""

from chalicelib.problemas import Conflicto


class AvisoSustituido(Conflicto):
    """The version of a notice is not the one in force (18.4)."""

    codigo = "aviso_sustituido"
    titulo = "Aviso no vigente"
