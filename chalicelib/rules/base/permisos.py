"""Who may do what (Protocolo 5.1, 7.1, 8, 10, 13, 17, 18). Everything not listed is refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Rol(StrEnum):
    """Tipo de cuenta."""

    INE = "ine"
    OPL = "opl"
    SUPERVISOR = "supervisor"
    OPERADOR = "operador"
    ASPIRANTE = "aspirante"
    REPRESENTANTE = "representante"
    AUXILIAR = "auxiliar"
    CIUDADANIA = "ciudadania"
    MATO = "mato"
    INETEL = "inetel"
    # Signed in with Google, Facebook or X, and nothing here yet: may register a phone (8.3) or ask for a code (10.5).
    VISITANTE = "visitante"
    # Not signed in at all.
    NADIE = "nadie"


class Accion(StrEnum):
    """What a route does; each route declares one."""

    # Whoever asks, signed in or not
    CONSULTAR_PUBLICO = "consultar_publico"
    # Whoever has signed in
    CONSULTAR_CUENTA_PROPIA = "consultar_cuenta_propia"
    ACEPTAR_AVISO_PRIVACIDAD = "aceptar_aviso_privacidad"  # 18.1-18.4, 7.11
    ABRIR_SOLICITUD = "abrir_solicitud"  # 17.1
    # INE and OPL administrators
    SOLICITAR_CUENTAS = "solicitar_cuentas"  # 5.2
    # INE
    ADMINISTRAR_CUENTAS = "administrar_cuentas"  # 5.2-5.5
    ABRIR_PROCESO = "abrir_proceso"  # 6.1 A, 9.13
    ANUNCIAR = "anunciar"  # 9.15, 9.17
    PUBLICAR_AVISO_PRIVACIDAD = "publicar_aviso_privacidad"  # 18.1
    ATENDER_SOLICITUDES = "atender_solicitudes"  # 17.2
    REGISTRAR_SOLICITUD = "registrar_solicitud"  # 17.2: for people who call or write
    CONCILIAR_CIFRAS = "conciliar_cifras"  # 15.2 D
    ORDENAR_ENTREGA = "ordenar_entrega"  # 15.2
    RESERVAR_EXPEDIENTES = "reservar_expedientes"  # 16.1
    DISPONER = "disponer"  # 16.1
    ATENDER_REQUERIMIENTOS = "atender_requerimientos"  # 16.2, 18.6
    # OPL
    NOTIFICAR_CONCLUSION = "notificar_conclusion"  # 15.2 B
    DESCARGAR_ENTREGA = "descargar_entrega"  # 15.3
    CONFIGURAR_PERIODO = "configurar_periodo"  # 6.1 A
    ENTREGAR_LLAVE = "entregar_llave"  # 15.1
    NOMBRAR_ENLACES = "nombrar_enlaces"  # 13.2
    REGISTRAR_ASPIRANTE = "registrar_aspirante"  # 6.1 B-F
    REVISAR_CEDULAS = "revisar_cedulas"  # 7.7, 8.6
    REVISAR_REMITENTES = "revisar_remitentes"  # 7.12, 18.5
    REVISAR_APOYOS = "revisar_apoyos"  # 13.6
    REVISAR_EN_AUDIENCIA = (
        "revisar_en_audiencia"  # 14.4: officials named for the hearing, whatever their role
    )
    SUPERVISAR_MESA = "supervisar_mesa"  # 13.3
    CONSULTAR_PLAZOS = "consultar_plazos"  # 13.9
    RESOLVER_ESCALADOS = "resolver_escalados"  # 13.8
    PUBLICAR_CATALOGO = "publicar_catalogo"  # 13.4
    CONSULTAR_CATALOGOS = "consultar_catalogos"  # 13.4
    OTORGAR_EXCEPCION = "otorgar_excepcion"  # 11.2
    CAPTURAR_CEDULAS = "capturar_cedulas"  # 11.3-11.5
    # Authorities
    CONSULTAR_ENTREGAS = "consultar_entregas"  # 15.2
    CONSULTAR_CONSERVACION = "consultar_conservacion"  # 16.1
    CONSULTAR_CUENTAS = "consultar_cuentas"
    CONSULTAR_PROCESOS = "consultar_procesos"
    CONSULTAR_ASPIRANTES = "consultar_aspirantes"
    CONSULTAR_AUDITORIA = "consultar_auditoria"  # 18.7
    CONSULTAR_DISPOSITIVOS = "consultar_dispositivos"  # 8.11
    CONSULTAR_AVANCE_PROCESO = "consultar_avance_proceso"  # 7.12
    CONSULTAR_AVANCE_GENERAL = "consultar_avance_general"  # 7.12, of the INE
    CONSULTAR_SENALES = "consultar_senales"  # of the OPL
    # Aspirante and authorities
    CONSULTAR_EXCEPCIONES = "consultar_excepciones"  # 11.2
    CONSULTAR_AVANCE = "consultar_avance"  # 7.12
    CONSULTAR_APOYO = "consultar_apoyo"  # 7.12
    OBTENER_REPORTES = "obtener_reportes"  # 7.1 B, 7.12
    CONSULTAR_AUXILIARES = "consultar_auxiliares"  # 7.1
    ADMINISTRAR_AUXILIARES = "administrar_auxiliares"  # 7.3-7.10
    NOMBRAR_REPRESENTANTE = "nombrar_representante"
    RECLAMAR_ACCESO = (
        "reclamar_acceso"  # 6.1 D, 7.2: who signed in with the registered mail becomes the aspirante
    )
    # Garantía de audiencia
    SOLICITAR_AUDIENCIA = "solicitar_audiencia"  # 14.1, 14.3
    CONSULTAR_AUDIENCIAS = "consultar_audiencias"  # 14
    CONDUCIR_AUDIENCIAS = "conducir_audiencias"  # 14.2, 14.4
    SEGUIR_AUDIENCIAS = "seguir_audiencias"  # 14.4
    ATENDER_INCIDENCIAS = "atender_incidencias"  # 14.4
    # The app
    REGISTRAR_DISPOSITIVO = "registrar_dispositivo"  # 8.3, 8.4
    ADMINISTRAR_DISPOSITIVOS = "administrar_dispositivos"  # 8.11
    ENVIAR_CEDULA = "enviar_cedula"  # 8.5
    CONSULTAR_APLICACION = "consultar_aplicacion"  # 9.3
    ACTIVAR_MI_APOYO = "activar_mi_apoyo"  # 10.5-10.8
    ELEGIR_ASPIRANTE = "elegir_aspirante"  # 10.9
    ENVIAR_APOYOS = "enviar_apoyos"  # 9.14, 12
    CONSULTAR_CONFIGURACION = "consultar_configuracion"  # 9.3, 9.13


A = Accion
_TODOS = frozenset({A.CONSULTAR_PUBLICO})
_IDENTIFICADOS = _TODOS | {A.CONSULTAR_CUENTA_PROPIA, A.ACEPTAR_AVISO_PRIVACIDAD, A.ABRIR_SOLICITUD}
_CAPTURA = frozenset({A.CAPTURAR_CEDULAS, A.CONSULTAR_EXCEPCIONES})
_CONDUCE = frozenset(
    {A.CONSULTAR_AUDIENCIAS, A.CONDUCIR_AUDIENCIAS, A.SEGUIR_AUDIENCIAS, A.REVISAR_EN_AUDIENCIA}
)
_DEL_ASPIRANTE = _IDENTIFICADOS | {
    A.SOLICITAR_AUDIENCIA,
    A.CONSULTAR_AUDIENCIAS,
    A.CONSULTAR_EXCEPCIONES,
    A.CONSULTAR_AVANCE,
    A.CONSULTAR_APOYO,
    A.OBTENER_REPORTES,
    A.CONSULTAR_AUXILIARES,
    A.ADMINISTRAR_AUXILIARES,
    A.CONSULTAR_CONFIGURACION,
}

PERMISOS: dict[Rol, frozenset[Accion]] = {
    Rol.INE: _IDENTIFICADOS
    | {
        A.CONCILIAR_CIFRAS,
        A.ORDENAR_ENTREGA,
        A.RESERVAR_EXPEDIENTES,
        A.DISPONER,
        A.ATENDER_REQUERIMIENTOS,
        A.CONSULTAR_ENTREGAS,
        A.CONSULTAR_CONSERVACION,
        A.CONSULTAR_AUDIENCIAS,
        A.SEGUIR_AUDIENCIAS,
        A.ATENDER_INCIDENCIAS,
        A.SOLICITAR_CUENTAS,
        A.ADMINISTRAR_CUENTAS,
        A.ABRIR_PROCESO,
        A.ANUNCIAR,
        A.PUBLICAR_AVISO_PRIVACIDAD,
        A.ATENDER_SOLICITUDES,
        A.REGISTRAR_SOLICITUD,
        A.CONSULTAR_CUENTAS,
        A.CONSULTAR_PROCESOS,
        A.CONSULTAR_ASPIRANTES,
        A.CONSULTAR_AUDITORIA,
        A.CONSULTAR_DISPOSITIVOS,
        A.OBTENER_REPORTES,
        A.CONSULTAR_AVANCE,
        A.CONSULTAR_AVANCE_PROCESO,
        A.CONSULTAR_AVANCE_GENERAL,
        A.CONSULTAR_AUXILIARES,
        A.CONSULTAR_CONFIGURACION,
        A.CONSULTAR_PLAZOS,
        A.CONSULTAR_CATALOGOS,
    },
    Rol.OPL: _IDENTIFICADOS
    | _CAPTURA
    | _CONDUCE
    | {
        A.ANUNCIAR,
        A.NOTIFICAR_CONCLUSION,
        A.DESCARGAR_ENTREGA,
        A.CONSULTAR_ENTREGAS,
        A.CONSULTAR_CONSERVACION,
        A.SOLICITAR_AUDIENCIA,
        A.OTORGAR_EXCEPCION,
        A.SOLICITAR_CUENTAS,
        A.CONFIGURAR_PERIODO,
        A.ENTREGAR_LLAVE,
        A.NOMBRAR_ENLACES,
        A.REGISTRAR_ASPIRANTE,
        A.REVISAR_CEDULAS,
        A.REVISAR_REMITENTES,
        A.SUPERVISAR_MESA,
        A.CONSULTAR_PLAZOS,
        A.CONSULTAR_CUENTAS,
        A.CONSULTAR_PROCESOS,
        A.CONSULTAR_ASPIRANTES,
        A.CONSULTAR_AUDITORIA,
        A.CONSULTAR_DISPOSITIVOS,
        A.CONSULTAR_AVANCE,
        A.CONSULTAR_AVANCE_PROCESO,
        A.CONSULTAR_SENALES,
        A.CONSULTAR_APOYO,
        A.OBTENER_REPORTES,
        A.CONSULTAR_AUXILIARES,
        A.CONSULTAR_CONFIGURACION,
        A.RESOLVER_ESCALADOS,
        A.PUBLICAR_CATALOGO,
        A.CONSULTAR_CATALOGOS,
    },
    Rol.SUPERVISOR: _IDENTIFICADOS
    | _CAPTURA
    | _CONDUCE
    | {
        A.RESOLVER_ESCALADOS,
        A.CONSULTAR_CATALOGOS,
        A.REVISAR_CEDULAS,
        A.REVISAR_REMITENTES,
        A.SUPERVISAR_MESA,
        A.CONSULTAR_PLAZOS,
        A.CONSULTAR_DISPOSITIVOS,
        A.CONSULTAR_PROCESOS,
        A.CONSULTAR_ASPIRANTES,
        A.CONSULTAR_AVANCE,
        A.CONSULTAR_AVANCE_PROCESO,
        A.CONSULTAR_SENALES,
        A.CONSULTAR_APOYO,
        A.OBTENER_REPORTES,
        A.CONSULTAR_AUXILIARES,
    },
    Rol.OPERADOR: _IDENTIFICADOS | _CAPTURA | {A.REVISAR_APOYOS, A.REVISAR_EN_AUDIENCIA},
    Rol.ASPIRANTE: _DEL_ASPIRANTE | {A.NOMBRAR_REPRESENTANTE},
    Rol.REPRESENTANTE: _DEL_ASPIRANTE,
    Rol.AUXILIAR: _IDENTIFICADOS
    | {
        A.ADMINISTRAR_DISPOSITIVOS,
        A.ENVIAR_CEDULA,
        A.ENVIAR_APOYOS,
        A.CONSULTAR_APLICACION,
        A.CONSULTAR_CONFIGURACION,
    },
    Rol.CIUDADANIA: _IDENTIFICADOS | {A.ELEGIR_ASPIRANTE, A.ENVIAR_APOYOS, A.CONSULTAR_CONFIGURACION},
    Rol.MATO: _IDENTIFICADOS | {A.ATENDER_SOLICITUDES},
    Rol.INETEL: _IDENTIFICADOS | {A.ATENDER_SOLICITUDES, A.REGISTRAR_SOLICITUD},
    Rol.VISITANTE: _IDENTIFICADOS | {A.RECLAMAR_ACCESO, A.REGISTRAR_DISPOSITIVO, A.ACTIVAR_MI_APOYO},
    Rol.NADIE: _TODOS,
}

DEL_OPL = frozenset({Rol.OPL, Rol.SUPERVISOR, Rol.OPERADOR})
INSTITUCIONALES = DEL_OPL | {Rol.INE, Rol.MATO, Rol.INETEL}
DEL_ASPIRANTE = frozenset({Rol.ASPIRANTE, Rol.REPRESENTANTE})
QUIENES_ENVIAN = frozenset({Rol.AUXILIAR, Rol.CIUDADANIA})


@dataclass(frozen=True)
class Principal:
    """The caller of a request. A field is the empty string when the role does not use it.

    `sujeto`: `<issuer>|<sub>`; `cuenta`: the subject's account that acts; `auxiliar`: Id Auxiliar, or the Id that a
    citizen got at activation (10.5); `correo` and `proveedor`: as in the identity provider's token.
    """

    sujeto: str
    rol: Rol
    opl: str = ""
    proceso: str = ""
    aspirante: str = ""
    auxiliar: str = ""
    operador: str = ""
    cuenta: str = ""
    correo: str = ""
    proveedor: str = ""


NADIE = Principal("", Rol.NADIE)


class SinPermiso(PermissionError):
    """None of the accounts has the action."""


class CuentaAmbigua(LookupError):
    """Several accounts have the action and the request does not say which; `cuentas` are their ids."""

    def __init__(self, cuentas: list[str]) -> None:
        super().__init__()
        self.cuentas = cuentas


def may(principal: Principal, accion: Accion) -> bool:
    """Whether the role has the action at all."""
    return accion in PERMISOS.get(principal.rol, frozenset())


def choose_account(cuentas: Sequence[Principal], accion: Accion, pedida: str = "") -> Principal:
    """Choose which of the caller's accounts acts: the requested one, or the only one that has the action.

    A visitor's account is taken only when there is no other; listing one's own accounts is allowed with any. Raises
    `SinPermiso`, `CuentaAmbigua`.
    """
    pueden = [c for c in cuentas if may(c, accion) and pedida in ("", c.cuenta)]
    propias = [c for c in pueden if c.rol is not Rol.VISITANTE] or pueden
    if not propias:
        raise SinPermiso
    if len(propias) > 1 and accion is not A.CONSULTAR_CUENTA_PROPIA:
        raise CuentaAmbigua(sorted(c.cuenta for c in propias))
    return propias[0]


def reaches_opl(principal: Principal, opl: str) -> bool:
    """Whether an OPL's own affairs are within the account's reach; the INE reaches all (5.1)."""
    return principal.rol is Rol.INE or (principal.rol in DEL_OPL and bool(opl) and principal.opl == opl)


def reaches_process(principal: Principal, proceso: str, opl: str) -> bool:
    """Whether a process of that OPL is within the account's reach; the INE reaches all (5.1).

    An account of the OPL without a process reaches all of its OPL's. Aspirantes and auxiliares reach none as a
    whole, whatever else their account says.
    """
    if principal.rol is Rol.INE:
        return True
    propia = principal.rol in DEL_OPL and bool(principal.opl) and principal.opl == opl
    return propia and principal.proceso in ("", proceso)


def reaches_aspirante(principal: Principal, aspirante: str, proceso: str, opl: str) -> bool:
    """Whether that aspirante's figures, records and auxiliares are within the account's reach (7.1, 5.1)."""
    if principal.rol in DEL_ASPIRANTE:
        return bool(principal.aspirante) and principal.aspirante == aspirante
    return reaches_process(principal, proceso, opl)
