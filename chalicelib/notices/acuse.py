"""The receipt mail of records received (Protocolo 9.14, 12.3)."""

from datetime import datetime

from chalicelib.rules.periodo import CENTRO


def render(acuses: list[dict[str, str]]) -> tuple[str, str]:
    """Subject and plain text for receipts with `folio`, `credencial`, `recibido_en`, `integridad`."""
    n = len(acuses)
    asunto = f"Acuse de recibo: {n} registro{'s' if n != 1 else ''} de apoyo de la ciudadanía"
    partes = [
        "El Sistema de Captación recibió los registros que se listan.",
        "La aplicación borra cada uno del dispositivo cuando el código de integridad coincide con el suyo.",
        "",
        *(_one(a) for a in acuses),
        "La situación de cada registro es preliminar hasta su revisión en la Mesa de Control.",
        "Dudas: responda a este correo.",
    ]
    return asunto, "\n".join(partes)


def _one(a: dict[str, str]) -> str:
    recibido = datetime.fromisoformat(a["recibido_en"]).astimezone(CENTRO)
    return (
        f"Folio: {a['folio']}\n"
        f"Credencial: {a['credencial']}\n"
        f"Recibido: {recibido:%d/%m/%Y %H:%M:%S} (hora del centro)\n"
        f"Código de integridad: {a['integridad']}\n"
    )
