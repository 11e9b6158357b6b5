"""Refusals of hearings (14)."""

from chalicelib.problemas import Conflicto, Problema


class AudienciaNoAdmite(Conflicto):
    """The hearing's state, given in `estado`, does not admit the act (14)."""

    codigo = "audiencia_no_admite"
    titulo = "La audiencia no lo admite"


class SinRegistros(Problema):
    """None of the records chosen may be reviewed in a hearing (14.1); `no_admitidos` says why each."""

    estado = 422
    codigo = "sin_registros"
    titulo = "Sin registros que revisar"


class ActaNoAdmitida(Problema):
    """The Acta de Hechos is not a PDF, is damaged or has active content (14.4)."""

    estado = 422
    codigo = "acta_no_admitida"
    titulo = "Acta no admitida"


class SoporteSinRevisar(Problema):
    """The verdict does not say whether a paper record's document was examined, or contradicts the file (14.4)."""

    estado = 422
    codigo = "soporte_sin_revisar"
    titulo = "Revise el soporte documental"
