"""Refusals of hearings (14)."""

from chalicelib.problemas import Conflicto, Problema


class AudienciaNoAdmite(Conflicto):
    """The hearing's state does not admit it (14); `estado` is which."""

    codigo = "audiencia_no_admite"
    titulo = "La audiencia no lo admite"


class SinRegistros(Problema):
    """None of the records chosen may be reviewed in a hearing (14.1); `no_admitidos` says why each."""

    estado = 422
    codigo = "sin_registros"
    titulo = "Sin registros que revisar"


class ActaNoAdmitida(Problema):
    """The Acta de Hechos is no PDF that only shows pages (14.4)."""

    estado = 422
    codigo = "acta_no_admitida"
    titulo = "Acta no admitida"


class SoporteSinRevisar(Problema):
    """What the verdict says of a paper record's document contradicts the file, or is missing (14.4)."""

    estado = 422
    codigo = "soporte_sin_revisar"
    titulo = "Revise el soporte documental"
