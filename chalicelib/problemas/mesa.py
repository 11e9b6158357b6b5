"""Refusals of the Mesa de Control (13)."""

from chalicelib.problemas import Conflicto, Problema


class YaDictaminado(Conflicto):
    """The record already has a different verdict."""

    codigo = "ya_dictaminado"
    titulo = "Registro ya dictaminado"


class TurnoRetirado(Conflicto):
    """The record was withdrawn from this operator, or escalated, since they began with it (13.3, 13.8)."""

    codigo = "turno_retirado"
    titulo = "Registro retirado"


class DictamenFirme(Conflicto):
    """There is no verdict to withdraw, or it is final; the text says why (13.6)."""

    codigo = "dictamen_firme"
    titulo = "El dictamen no se puede deshacer"


class ExpedienteIlegible(Conflicto):
    """The record's expediente is missing or does not open (13.1)."""

    codigo = "expediente_ilegible"
    titulo = "El expediente no se puede abrir"


class EscaladoResuelto(Conflicto):
    """The escalated record was determined otherwise, or given back, meanwhile (13.8)."""

    codigo = "escalado_resuelto"
    titulo = "Registro ya resuelto"


class RegistroSinVer(Conflicto):
    """The account decides over a verdict without having opened the record's sheet (13.6, 13.8)."""

    codigo = "registro_sin_ver"
    titulo = "Falta ver el registro"


class DictamenNoAdmitido(Problema):
    """The catalogue of 13.7 does not admit the verdict."""

    estado = 422
    codigo = "dictamen_no_admitido"
    titulo = "Dictamen no admitido"
