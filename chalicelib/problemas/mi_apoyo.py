"""Refusals of Mi Apoyo (10)."""

from chalicelib.problemas import Conflicto, Problema


class ModeloNoAdmitido(Problema):
    """The CPV's model has no QR, which Mi Apoyo requires (10.1)."""

    estado = 422
    codigo = "modelo_no_admitido"
    titulo = "Modelo de credencial no admitido"


class CodigoNoValido(Problema):
    """The code is wrong, used, expired or of another device; the refusal does not say which (10.6)."""

    estado = 422
    codigo = "codigo_no_valido"
    titulo = "Código no válido"


class NoEnListaNominal(Conflicto):
    """The registry does not have the person in the Lista Nominal (10.8)."""

    codigo = "no_en_lista_nominal"
    titulo = "No está en la Lista Nominal"


class SinPeriodoVigente(Conflicto):
    """No office of the process is in its capture period (10.9)."""

    codigo = "sin_periodo_vigente"
    titulo = "Sin periodo vigente"


class CuentaDeOtraPersona(Conflicto):
    """The account of the identity provider serves another citizen in this process (10.2)."""

    codigo = "cuenta_de_otra_persona"
    titulo = "La cuenta es de otra persona"
