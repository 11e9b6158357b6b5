"""Auxiliares: documents to keep, causes of removal, events of their history (Protocolo 7.1, 7.3–7.9, 8.6)."""

from collections.abc import Iterable
from enum import StrEnum

from chalicelib.rules.apoyos.historia import SituacionRegistral

LIGA_VIGENCIA = "https://listanominal.ine.mx/scpln/"
"""Public page where anybody checks whether a CPV is in force (7.10)."""


class CausaBaja(StrEnum):
    """Por qué se dio de baja a una persona auxiliar (7.1 A, 7.6, 7.7, 8.6)."""

    DECISION_ASPIRANTE = "decision_aspirante"  # 7.1 A
    RENUNCIA = "renuncia"  # 7.1 A
    DATOS_EQUIVOCADOS = "datos_equivocados"  # 7.1 A
    SIN_REGISTRO_PADRON = "sin_registro_padron"  # 7.6
    BAJA_PADRON = "baja_padron"  # 7.6
    IMAGENES_NO_CORRESPONDEN = "imagenes_no_corresponden"  # 7.7
    DATOS_NO_CORRESPONDEN = "datos_no_corresponden"  # 8.6
    CEDULA_NO_ENVIADA = "cedula_no_enviada"  # 8.5


TEXTOS_BAJA: dict[CausaBaja, str] = {
    CausaBaja.DECISION_ASPIRANTE: "La persona aspirante decidió darle de baja.",
    CausaBaja.RENUNCIA: "Dejó de participar por decisión propia.",
    CausaBaja.DATOS_EQUIVOCADOS: "Los datos con que se le registró estaban equivocados.",
    CausaBaja.SIN_REGISTRO_PADRON: "La clave de elector no se encontró en el Padrón Electoral: revísela con la "
    "credencial a la vista y, si está bien escrita, acuda a un Módulo de Atención Ciudadana.",
    CausaBaja.BAJA_PADRON: "Su registro fue dado de baja del Padrón Electoral: un Módulo de Atención Ciudadana le "
    "informa la razón y cómo regularizarse.",
    CausaBaja.IMAGENES_NO_CORRESPONDEN: "Las imágenes de la Cédula de Registro de Auxiliar no corresponden a la "
    "persona registrada en el Portal.",
    CausaBaja.DATOS_NO_CORRESPONDEN: "Los datos de la Cédula de Registro de Auxiliar no corresponden a los "
    "registrados en el Portal.",
    CausaBaja.CEDULA_NO_ENVIADA: "No envió desde la aplicación los testigos visuales de su Cédula de Registro de "
    "Auxiliar.",
}

DEL_ASPIRANTE = frozenset({CausaBaja.DECISION_ASPIRANTE, CausaBaja.RENUNCIA, CausaBaja.DATOS_EQUIVOCADOS})
"""Causes an aspirante may give (7.1 A)."""
DE_LA_CEDULA = frozenset({CausaBaja.IMAGENES_NO_CORRESPONDEN, CausaBaja.DATOS_NO_CORRESPONDEN})
"""Causes the OPL may give on reviewing the Cédula (7.7, 8.6)."""

_REGISTRAL = {
    SituacionRegistral.NO_ENCONTRADO: CausaBaja.SIN_REGISTRO_PADRON,
    SituacionRegistral.BAJA: CausaBaja.BAJA_PADRON,
}


def registral_removal(situacion: SituacionRegistral) -> CausaBaja | None:
    """Cause for which a person with that answer of the padrón is removed at once; None if the person stays (7.6).

    7.6 asks only for registration in the padrón: a person who is in it but not in the Lista Nominal stays.
    """
    return _REGISTRAL.get(situacion)


SIN_LISTA_NOMINAL = (
    "La persona está en el Padrón Electoral y no en la Lista Nominal: su credencial puede no estar vigente. "
    f"Verifíquela en {LIGA_VIGENCIA}; si no lo está, la persona acude a un Módulo de Atención Ciudadana. "
    "Puede seguir como auxiliar."
)
"""Warning at the registration of a person who is in the padrón but not in the list (7.4: "CPV vigente")."""


def registral_warning(situacion: str | None) -> str:
    """Warning about a registry answer that does not remove the person; empty when there is none (7.4, 7.6)."""
    return SIN_LISTA_NOMINAL if situacion == SituacionRegistral.PADRON else ""


class Documento(StrEnum):
    """Lo que la persona aspirante conserva de cada auxiliar (7.3, 7.9)."""

    FURA = "fura"
    RESPONSIVA = "responsiva"
    COPIA_CPV = "copia_cpv"


class Suceso(StrEnum):
    """Algo que pasó con una persona auxiliar; su historia solo crece."""

    ALTA = "alta"  # 7.3
    BAJA = "baja"  # 7.1, 7.6, 7.7
    CORREO_CAMBIADO = "correo_cambiado"  # 9.17
    CONFIRMACION_REENVIADA = "confirmacion_reenviada"  # 7.5
    DOCUMENTO_EN_CUSTODIA = "documento_en_custodia"  # 7.9
    DOCUMENTO_RETIRADO = "documento_retirado"  # 7.9
    CEDULA_CONFORME = "cedula_conforme"  # 7.7


class EstadoAuxiliar(StrEnum):
    """Estado de una persona auxiliar."""

    VIGENTE = "vigente"
    BAJA = "baja"


def initials(nombres: Iterable[str]) -> str:
    """First letter of each word ("J. L. P."). Lists show no more of a name (18.5)."""
    return " ".join(f"{palabra[0].upper()}." for nombre in nombres for palabra in nombre.split())
