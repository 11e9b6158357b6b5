"""Why somebody, or a credential, is not in the Lista Nominal: codes of the registry and their words (LGIPE 385)."""

from collections.abc import Mapping

BAJAS: Mapping[str, str] = {
    "defuncion": "defunción",
    "suspension_derechos_politicos": "suspensión de derechos políticos",
    "perdida_vigencia": "pérdida de vigencia de la credencial",
    "duplicado_en_padron": "registro duplicado en el padrón",
    "usurpacion_identidad": "usurpación de identidad",
    "determinacion_judicial": "determinación judicial",
    "datos_personales_irregulares": "datos personales irregulares",
    "domicilio_irregular": "domicilio irregular",
    "perdida_ciudadania": "pérdida de la ciudadanía o renuncia a la nacionalidad",
    "cancelacion_tramite": "cancelación de trámite",
    "documentacion_apocrifa": "documentación apócrifa",
}
"""Causes of removal from the padrón."""

FUERA_DE_LISTA: Mapping[str, str] = {
    "credencial_no_recogida": "no ha recogido su credencial",
    "credencial_vencida": "la credencial no estaba vigente el día de la captación",
    "credencial_reemplazada": "la credencial fue reemplazada por otra",
    "credencial_cancelada": "la credencial fue cancelada",
}
"""Why somebody in the padrón is not in the list with that credential."""
