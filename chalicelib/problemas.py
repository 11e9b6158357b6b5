"""What goes wrong, as the caller sees it: one hierarchy, RFC 9457 bodies, Spanish texts to act on."""

from typing import Any


class Problema(Exception):
    """A refusal with a stable `codigo`; nothing was changed. Texts never carry personal data."""

    estado = 400
    codigo = "solicitud_invalida"
    titulo = "Solicitud no válida"

    def __init__(self, detalle: str, **extra: Any) -> None:
        super().__init__(detalle)
        self.detalle = detalle
        self.extra = extra

    def body(self) -> dict[str, Any]:
        """RFC 9457 problem details, with the stable code under `code`."""
        return {
            "type": "about:blank",
            "title": self.titulo,
            "status": self.estado,
            "code": self.codigo,
            "detail": self.detalle,
            **self.extra,
        }


class CuerpoInvalido(Problema):
    """The body does not have the published form; `campo` says where."""

    codigo = "cuerpo_invalido"
    titulo = "Datos no válidos"


class NoAutorizado(Problema):
    """The role does not have the action."""

    estado = 403
    codigo = "acceso_denegado"
    titulo = "Acceso denegado"


class NoEncontrado(Problema):
    """It does not exist, or is not within the caller's reach: both look the same."""

    estado = 404
    codigo = "no_encontrado"
    titulo = "No encontrado"


class Conflicto(Problema):
    """The state does not admit it."""

    estado = 409
    codigo = "conflicto"
    titulo = "Conflicto"


class RecepcionCerrada(Conflicto):
    """Outside the time in which records are accepted (9.16, 12.5)."""

    codigo = "recepcion_cerrada"
    titulo = "Recepción cerrada"


class YaDictaminado(Conflicto):
    """The record has another verdict already."""

    codigo = "ya_dictaminado"
    titulo = "Registro ya dictaminado"


class TurnoRetirado(Conflicto):
    """The record was withdrawn from this operator, or escalated, since they began with it (13.3, 13.8)."""

    codigo = "turno_retirado"
    titulo = "Registro retirado"


class DictamenFirme(Conflicto):
    """There is no verdict to take back, or not any more; the text says why (13.6)."""

    codigo = "dictamen_firme"
    titulo = "El dictamen no se puede deshacer"


class ExpedienteIlegible(Conflicto):
    """The record's expediente is gone or does not open (13.1)."""

    codigo = "expediente_ilegible"
    titulo = "El expediente no se puede abrir"


class EscaladoResuelto(Conflicto):
    """The escalated record was determined otherwise, or given back, meanwhile (13.8)."""

    codigo = "escalado_resuelto"
    titulo = "Registro ya resuelto"


class CargaEnCurso(Conflicto):
    """A bulk load of the aspirante's auxiliares is in course, and nothing else may meet it (7.4)."""

    codigo = "carga_en_curso"
    titulo = "Carga masiva en curso"


class CargasAbiertas(Conflicto):
    """The aspirante has as many bulk loads open as may be."""

    codigo = "cargas_abiertas"
    titulo = "Demasiadas cargas sin terminar"


class AspiranteNoVigente(Conflicto):
    """The aspirante's registration is not confirmed, or ended (6.1 F)."""

    codigo = "aspirante_no_vigente"
    titulo = "Aspirante sin registro vigente"


class AuxiliarYaRegistrado(Conflicto):
    """The person is an auxiliar in force of that aspirante; `auxiliar` is which (7.3)."""

    codigo = "auxiliar_ya_registrado"
    titulo = "Auxiliar ya registrado"


class CorreoEnUso(Conflicto):
    """Another auxiliar in force of that aspirante has the mail; `auxiliar` is which (7.3, 9.17)."""

    codigo = "correo_en_uso"
    titulo = "Correo en uso"


class AuxiliarVigente(Conflicto):
    """The auxiliar was not removed, and so cannot come back."""

    codigo = "auxiliar_vigente"
    titulo = "Auxiliar vigente"


class CedulaReemplazada(Conflicto):
    """The visual evidence looked at is not the auxiliar's latest (7.7)."""

    codigo = "cedula_reemplazada"
    titulo = "Cédula reemplazada"


class RegistroNoCoincide(NoAutorizado):
    """What was given to register in the app is not all of one auxiliar in force; nothing says which part (8.3, 8.4)."""

    codigo = "registro_no_coincide"
    titulo = "Registro no admitido"


class LimiteDeDispositivos(Conflicto):
    """Two devices are registered (8.11); `dispositivos` says which, so that one can be removed."""

    codigo = "limite_de_dispositivos"
    titulo = "Límite de dispositivos"


class DispositivoAjeno(Conflicto):
    """The device's Id is taken, or was registered with another key: the app makes another Id (8.11)."""

    codigo = "dispositivo_en_uso"
    titulo = "Identificador en uso"


class DispositivoNoRegistrado(Conflicto):
    """The auxiliar has no such device registered now (8.11)."""

    codigo = "dispositivo_no_registrado"
    titulo = "Dispositivo no registrado"


class AuxiliarDeBaja(Conflicto):
    """The auxiliar was removed (7.7)."""

    codigo = "auxiliar_de_baja"
    titulo = "Auxiliar de baja"


class VersionAnterior(Conflicto):
    """Somebody changed it since it was read."""

    codigo = "version_anterior"
    titulo = "Hubo un cambio posterior"


class PlazoVencido(Conflicto):
    """The Protocol's limit for this is past (13.2, 15.1); the text says when it was."""

    codigo = "plazo_vencido"
    titulo = "Plazo vencido"


class AvisoSustituido(Conflicto):
    """The version of a notice is not the one in force (18.4)."""

    codigo = "aviso_sustituido"
    titulo = "Aviso no vigente"


class NoProcede(Conflicto):
    """A request for attention does not admit the act, or not by this account (17.2)."""

    codigo = "no_procede"
    titulo = "No procede"


class AspiranteCambiado(Conflicto):
    """Somebody changed the registration meanwhile; `version` is the one in force."""

    codigo = "aspirante_cambiado"
    titulo = "El registro cambió"


class AspiranteNoAdmite(Conflicto):
    """The state of the registration does not admit it (6.1 F)."""

    codigo = "aspirante_no_admite"
    titulo = "El estado del registro no lo admite"


class CedulaPendiente(Conflicto):
    """The Cédula de confirmación of the data in force was not generated yet (6.1 F)."""

    codigo = "cedula_pendiente"
    titulo = "Falta la cédula de confirmación"


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
    """What was said of the document of a record on paper is not what is on file, or it is needed (14.4)."""

    estado = 422
    codigo = "soporte_sin_revisar"
    titulo = "Revise el soporte documental"


class SolicitudGrande(Problema):
    """The body is over the limit."""

    estado = 413
    codigo = "solicitud_grande"
    titulo = "Solicitud demasiado grande"


class TipoNoAdmitido(Problema):
    """The body is of another content type."""

    estado = 415
    codigo = "tipo_no_admitido"
    titulo = "Tipo de contenido no admitido"


class DictamenNoAdmitido(Problema):
    """The verdict breaks the catalogue of 13.7."""

    estado = 422
    codigo = "dictamen_no_admitido"
    titulo = "Dictamen no admitido"


class LlaveRechazada(Problema):
    """The OPL's key is not admitted (15.1); `motivo` is a stable code."""

    estado = 422
    codigo = "llave_no_admitida"
    titulo = "Llave no admitida"


class DatosNoAdmitidos(Problema):
    """Well-formed, and yet not admitted; `faltas` lists each field with what to do."""

    estado = 422
    codigo = "datos_no_admitidos"
    titulo = "Datos no admitidos"


class ModeloNoAdmitido(Problema):
    """A CPV without QR does not serve in Mi Apoyo (10.1)."""

    estado = 422
    codigo = "modelo_no_admitido"
    titulo = "Modelo de credencial no admitido"


class CodigoNoValido(Problema):
    """The code is another, was used, is over, or is another device's: which of them is not said (10.6)."""

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


class SinRegimenDeExcepcion(Conflicto):
    """No municipio was granted to the aspirante when the paper was handed over (11.2)."""

    codigo = "sin_regimen_de_excepcion"
    titulo = "Sin régimen de excepción"


class LoteCerrado(Conflicto):
    """The run of cédulas is closed and takes no more (11.4)."""

    codigo = "lote_cerrado"
    titulo = "Lote cerrado"


class CedulaDistinta(Conflicto):
    """Those numbers of the run are there with other data; `numeros` says which (11.4)."""

    codigo = "cedula_distinta"
    titulo = "Número ya capturado con otros datos"


class SoporteNoAdmitido(Problema):
    """The scan is not what it says to be, or not an acceptable one (11.4, 14.4)."""

    estado = 422
    codigo = "soporte_no_admitido"
    titulo = "Soporte no admitido"


class EmblemaNoAdmitido(Problema):
    """The emblem is no PNG of at most 500 KB, or not an acceptable one (6.1 E)."""

    estado = 422
    codigo = "emblema_no_admitido"
    titulo = "Emblema no admitido"


class ElijaCuenta(Conflicto):
    """The person has several accounts that may do this; `cuentas` are their ids."""

    codigo = "elija_cuenta"
    titulo = "Elija una cuenta"


class CuentaDuplicada(Conflicto):
    """The official has an account already (5.2); `cuenta` is its id where the caller reaches it."""

    codigo = "cuenta_duplicada"
    titulo = "Cuenta duplicada"


class ActoImprocedente(Conflicto):
    """The account's state does not admit what was asked (5.4)."""

    codigo = "acto_improcedente"
    titulo = "La cuenta no lo admite"


class ReporteEnCurso(Conflicto):
    """The account has a report of that kind that is not done; `reporte` is its id (7.1 B)."""

    codigo = "reporte_en_curso"
    titulo = "Reporte en curso"


class ReporteNoListo(Conflicto):
    """There is no file: not yet, not any more, or never; `estado` says which (7.1 B)."""

    codigo = "reporte_no_listo"
    titulo = "Reporte sin archivo"


class PruebaPendiente(Conflicto):
    """The record's leaf is not in the public log yet: seconds."""

    codigo = "prueba_pendiente"
    titulo = "Prueba pendiente"


class EntregaNoProcede(Conflicto):
    """A condition of 15.2 does not hold; `condiciones` or `pendientes` say which, and what is left."""

    codigo = "entrega_no_procede"
    titulo = "La entrega no procede"


class EntregaEnCurso(Conflicto):
    """A delivery of the process is being made."""

    codigo = "entrega_en_curso"
    titulo = "Entrega en curso"


class EntregaNoLista(Conflicto):
    """The delivery has no files yet, or was cancelled; `estado` says which."""

    codigo = "entrega_no_lista"
    titulo = "Entrega no lista"


class DemasiadasSolicitudes(Problema):
    """A limit was reached; `reintente_en` are seconds."""

    estado = 429
    codigo = "demasiadas_solicitudes"
    titulo = "Demasiadas solicitudes"


class Ocupado(Problema):
    """Others are writing the same thing; trying again will do."""

    estado = 503
    codigo = "ocupado"
    titulo = "Intente de nuevo"


class PadronEnCarga(Ocupado):
    """The padrón is being loaded: nobody can be looked up yet (7.6)."""

    codigo = "padron_en_carga"
    titulo = "Padrón en actualización"


class FallaInterna(Problema):
    """Our fault."""

    estado = 500
    codigo = "falla_interna"
    titulo = "Falla interna"
