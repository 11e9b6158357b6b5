"""The receipt mail of records received (Protocolo 9.14, 10.20, 12.3)."""

from datetime import datetime
from typing import Any

from chalicelib.rules.base.centro import CENTRO


def render_receipts(acuses: list[dict[str, Any]], portal: str) -> tuple[str, str]:
    """Subject and text for receipts: `folio`, `credencial`, `recibido_en`, `integridad`; `ciudadania` in Mi Apoyo.

    `portal`: its address, for the page on which anybody verifies a complete receipt. The link is the same in
    every mail.
    """
    n = len(acuses)
    asunto = f"Acuse de recibo: {n} registro{'s' if n != 1 else ''} de apoyo de la ciudadanía"
    partes = [
        "El Sistema de Captación recibió los registros que se listan.",
        "La aplicación borra cada uno del dispositivo cuando el código de integridad coincide con el suyo.",
        "",
        *(_one(a) for a in acuses),
        "La situación de cada registro es preliminar hasta su revisión en la Mesa de Control.",
        "",
        "Para comprobarlo ante cualquiera, guarde en la aplicación el acuse completo («Pendientes y acuses», "
        "«Guardar el acuse completo»): lleva la prueba de que el registro está en la bitácora pública. Se verifica, "
        f"sin cuenta y sin conexión, en {portal}/verificar.html",
        "",
        "Dudas: responda a este correo.",
    ]
    return asunto, "\n".join(partes)


def _one(a: dict[str, Any]) -> str:
    recibido = datetime.fromisoformat(a["recibido_en"]).astimezone(CENTRO)
    return (
        f"Folio: {a['folio']}\n"
        f"Credencial: {a['credencial']}\n"
        f"Recibido: {recibido:%d/%m/%Y %H:%M:%S} (hora del centro)\n"
        f"Código de integridad: {a['integridad']}\n"
        + (_citizen(a["ciudadania"]) if "ciudadania" in a else "")
    )


def _citizen(c: dict[str, str]) -> str:
    """Lines that 10.20 adds to the receipt of a citizen."""
    return (
        f"Proceso de participación: {c['proceso']}, {c['cargo']}\n"
        f"Código de activación: {c['codigo_activacion']}\n"
        f"Dispositivo: {c['dispositivo']}\n"
        f"Correo electrónico: {c['correo']}\n"
    )
