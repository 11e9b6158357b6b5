"""Mails to an auxiliar: registered, address changed, removed (Protocolo 7.5, 7.7, 9.17)."""

from datetime import datetime

from chalicelib.rules.auxiliares.registro import LIGA_VIGENCIA
from chalicelib.rules.base.centro import CENTRO

PROVEEDORES = {"google": "Google", "facebook": "Facebook", "x": "X (antes Twitter)"}
_DUDAS = "Dudas: responda a este correo."


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
    aspirante: str, auxiliar: str, baja: str, causa: str, detalle: str
) -> tuple[str, str]:
    """Subject and text of the removal, with its cause in words; `baja` RFC 3339 (7.7)."""
    momento = datetime.fromisoformat(baja).astimezone(CENTRO)
    partes = [
        f"Su registro como persona auxiliar de {aspirante} (Id Auxiliar {auxiliar}) fue dado de baja el "
        f"{momento:%d/%m/%Y} a las {momento:%H:%M:%S} (hora del centro).",
        f"Causa: {causa}",
        *([f"Detalle: {detalle}"] if detalle else []),
        "",
        "Los registros de apoyo de la ciudadanía que envíe después de ese momento se clasificarán como registros con "
        "inconsistencia.",
        _DUDAS,
    ]
    return "Baja de su registro como persona auxiliar", "\n".join(partes)


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
