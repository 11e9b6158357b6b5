"""Refusals of the registration of aspirantes (6)."""

from chalicelib.problemas import Conflicto, Problema


class AspiranteNoVigente(Conflicto):
    """The aspirante's registration is not confirmed, or ended (6.1 F)."""

    codigo = "aspirante_no_vigente"
    titulo = "Aspirante sin registro vigente"


class AspiranteCambiado(Conflicto):
    """Somebody changed the registration meanwhile; `version` is the one in force."""

    codigo = "aspirante_cambiado"
    titulo = "El registro cambió"


class AspiranteNoAdmite(Conflicto):
    """The state of the registration does not admit the operation (6.1 F)."""

    codigo = "aspirante_no_admite"
    titulo = "El estado del registro no lo admite"


class CedulaPendiente(Conflicto):
    """The Cédula de confirmación of the data in force was not generated yet (6.1 F)."""

    codigo = "cedula_pendiente"
    titulo = "Falta la cédula de confirmación"


class EmblemaNoAdmitido(Problema):
    """The emblem is not a PNG of at most 500 KB, or it is damaged, animated or of another size in pixels (6.1 E)."""

    estado = 422
    codigo = "emblema_no_admitido"
    titulo = "Emblema no admitido"
