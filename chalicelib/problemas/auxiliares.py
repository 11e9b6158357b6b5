"""Refusals of auxiliares, their devices, Cédulas and bulk loads (7, 8)."""

from chalicelib.problemas import Conflicto, NoAutorizado


class CargaEnCurso(Conflicto):
    """A bulk load of the aspirante's auxiliares is running, and locks them until it ends (7.4)."""

    codigo = "carga_en_curso"
    titulo = "Carga masiva en curso"


class CargasAbiertas(Conflicto):
    """The aspirante has as many open bulk loads as are admitted at once."""

    codigo = "cargas_abiertas"
    titulo = "Demasiadas cargas sin terminar"


class AuxiliarYaRegistrado(Conflicto):
    """The person is already an auxiliar in force of that aspirante; `auxiliar` is the Id (7.3)."""

    codigo = "auxiliar_ya_registrado"
    titulo = "Auxiliar ya registrado"


class CorreoEnUso(Conflicto):
    """Another auxiliar in force of that aspirante has the mail; `auxiliar` is that one's Id (7.3, 9.17)."""

    codigo = "correo_en_uso"
    titulo = "Correo en uso"


class AuxiliarVigente(Conflicto):
    """The auxiliar is in force, so it cannot be registered anew."""

    codigo = "auxiliar_vigente"
    titulo = "Auxiliar vigente"


class CedulaReemplazada(Conflicto):
    """The visual evidence looked at is not the auxiliar's latest (7.7)."""

    codigo = "cedula_reemplazada"
    titulo = "Cédula reemplazada"


class RegistroNoCoincide(NoAutorizado):
    """The data given to register in the app do not all belong to one auxiliar in force; the refusal does not say which
    (8.3, 8.4).
    """

    codigo = "registro_no_coincide"
    titulo = "Registro no admitido"


class LimiteDeDispositivos(Conflicto):
    """Two devices are registered already (8.11); `dispositivos` names them, so that one can be removed."""

    codigo = "limite_de_dispositivos"
    titulo = "Límite de dispositivos"


class DispositivoAjeno(Conflicto):
    """The device's Id is taken, or was registered with another key: the app makes another Id (8.11)."""

    codigo = "dispositivo_en_uso"
    titulo = "Identificador en uso"


class DispositivoNoRegistrado(Conflicto):
    """The device is not registered to the auxiliar now (8.11)."""

    codigo = "dispositivo_no_registrado"
    titulo = "Dispositivo no registrado"


class AuxiliarDeBaja(Conflicto):
    """The auxiliar was removed (7.7)."""

    codigo = "auxiliar_de_baja"
    titulo = "Auxiliar de baja"
