"""Refusals of the capture of paper (11)."""

from chalicelib.problemas import Conflicto, Problema


class SinRegimenDeExcepcion(Conflicto):
    """No municipio was granted to the aspirante when the paper was handed over (11.2)."""

    codigo = "sin_regimen_de_excepcion"
    titulo = "Sin régimen de excepción"


class LoteCerrado(Conflicto):
    """The run of cédulas is closed and takes no more (11.4)."""

    codigo = "lote_cerrado"
    titulo = "Lote cerrado"


class CedulaDistinta(Conflicto):
    """Some numbers of the run are taken by cédulas with other data; `numeros` says which (11.4)."""

    codigo = "cedula_distinta"
    titulo = "Número ya capturado con otros datos"


class SoporteNoAdmitido(Problema):
    """The scan is not what it says to be, or not an acceptable one (11.4, 14.4)."""

    estado = 422
    codigo = "soporte_no_admitido"
    titulo = "Soporte no admitido"
