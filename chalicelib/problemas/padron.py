"""Refusals of the padrón (7.6)."""

from chalicelib.problemas import Ocupado


class PadronEnCarga(Ocupado):
    """The padrón is being loaded: nobody can be looked up yet (7.6)."""

    codigo = "padron_en_carga"
    titulo = "Padrón en actualización"
