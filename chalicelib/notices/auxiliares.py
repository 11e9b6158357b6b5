"""Mails to an auxiliar: registered, address changed, removed (Protocolo 7.5, 7.7, 9.17)."""

from datetime import datetime

from chalicelib.rules.auxiliares.registro import DEL_ASPIRANTE, LIGA_VIGENCIA, TEXTOS_BAJA, CausaBaja
from chalicelib.rules.base.centro import CENTRO

PROVEEDORES = {"google": "Google", "facebook": "Facebook", "x": "X (antes Twitter)"}
_DUDAS = "Dudas: responda a este correo."
_ACLARE = "Si no es así, aclárelo con la persona aspirante, que puede registrarle de nuevo."
_CEDULA = (
    "Si considera que es un error, aclárelo con la persona aspirante: puede registrarle de nuevo con sus datos "
    "correctos, y usted envía otra vez los testigos visuales."
)
QUE_HACER: dict[CausaBaja, str] = {
    CausaBaja.DECISION_ASPIRANTE: _ACLARE,
    CausaBaja.RENUNCIA: "Si usted no pidió dejar de participar, aclárelo con la persona aspirante.",
    CausaBaja.DATOS_EQUIVOCADOS: "Si va a participar, la persona aspirante le registra de nuevo con los "
    "datos correctos.",
    CausaBaja.SIN_REGISTRO_PADRON: _ACLARE,
    CausaBaja.BAJA_PADRON: _ACLARE,
    CausaBaja.IMAGENES_NO_CORRESPONDEN: _CEDULA,
    CausaBaja.DATOS_NO_CORRESPONDEN: _CEDULA,
    CausaBaja.CEDULA_NO_ENVIADA: "Si va a participar, la persona aspirante le registra de nuevo y usted envía los "
    "testigos visuales al registrarse en la aplicación.",
}
"""Cause -> what an auxiliar removed for it may do, in Spanish."""


def render_registration_mail(
    aspirante: str, proceso: str, nombre_proceso: str, auxiliar: str, proveedor: str
) -> tuple[str, str]:
    """Subject and text of the confirmation: Id Proceso, Id Auxiliar, how to register in the app (7.5, 8.3, 8.4)."""
    partes = [
        f"{aspirante} le registró como persona auxiliar para captar el apoyo de la ciudadanía "
        f"({nombre_proceso}).",
        "",
        f"Id Proceso: {proceso}",
        f"Id Auxiliar: {auxiliar}",
        f"Tipo de autenticación: {PROVEEDORES.get(proveedor, proveedor)}",
        "",
        "Para registrarse:",
        "1. Descargue la aplicación Apoyo Ciudadano-INE de Google Play o App Store y permita la ubicación.",
        "2. En Configuración elija Modo Auxiliar y, en el menú, Registro de Auxiliar.",
        "3. Capture el Id Proceso y el Id Auxiliar de este correo, e inicie sesión con la cuenta asociada a esta "
        "dirección en el tipo de autenticación indicado.",
        "4. Lea y acepte el aviso de la aplicación, y capte las imágenes de su credencial, su fotografía y su firma.",
        "",
        f"Revise que su Credencial para Votar esté vigente: {LIGA_VIGENCIA}",
        "Si usted no aceptó participar, no se registre y avise a este correo.",
        _DUDAS,
    ]
    return "Confirmación de registro como persona auxiliar", "\n".join(partes)


def render_removal_mail(
    aspirante: str, auxiliar: str, baja: str, causa: CausaBaja, detalle: str
) -> tuple[str, str]:
    """Subject and text of the removal: its cause, what becomes of records, what to do; `baja` RFC 3339 (7.1 A, 7.7)."""
    momento = datetime.fromisoformat(baja).astimezone(CENTRO)
    partes = [
        f"Su registro como persona auxiliar de {aspirante} (Id Auxiliar {auxiliar}) fue dado de baja el "
        f"{momento:%d/%m/%Y} a las {momento:%H:%M:%S} (hora del centro).",
        f"Causa: {TEXTOS_BAJA[causa]}",
        *([f"Detalle: {detalle}"] if detalle else []),
        "",
        _consequence(causa),
        QUE_HACER[causa],
        _DUDAS,
    ]
    return "Baja de su registro como persona auxiliar", "\n".join(partes)


def _consequence(causa: CausaBaja) -> str:
    """What happens to records still on the phone, as `rules/captacion.py` judges them (7.1 A, 7.7)."""
    if causa in DEL_ASPIRANTE:
        return (
            "La baja no afecta los registros de apoyo de la ciudadanía que captó antes de ese momento: envíelos dentro "
            "del plazo. Los que capte después se clasificarán como registros con inconsistencia."
        )
    return (
        "Los registros de apoyo de la ciudadanía que envíe después de ese momento se clasificarán como registros con "
        "inconsistencia."
    )


def render_moved_mail(aspirante: str, auxiliar: str) -> tuple[str, str]:
    """Subject and text to the address that an auxiliar's registration no longer has (9.17)."""
    partes = [
        f"Su registro como persona auxiliar de {aspirante} (Id Auxiliar {auxiliar}) cambió de correo electrónico o de "
        "tipo de autenticación. Con la cuenta anterior ya no podrá enviar registros.",
        "Para continuar, regístrese de nuevo en la aplicación con la cuenta nueva: los datos se enviaron a esa "
        "dirección. Los registros pendientes siguen en su dispositivo; no la desinstale.",
        "Si usted no pidió el cambio, avise a la persona aspirante y a este correo.",
        _DUDAS,
    ]
    return "Cambio de correo de su registro como persona auxiliar", "\n".join(partes)
