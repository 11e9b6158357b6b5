"""Mail that warns of a requirement's deadline, near or past (Protocolo 16.2)."""

from datetime import datetime

from chalicelib.rules.base.centro import in_words


def render_requirement_deadline(
    proceso: str, requerimiento: str, vence: datetime, *, vencido: bool
) -> tuple[str, str]:
    """Subject and plain text. They say nothing of the records or of whoever asks."""
    que = "venció" if vencido else "está por vencer"
    partes = [
        f"Proceso: {proceso}",
        f"Requerimiento: {requerimiento}",
        f"Vencimiento de las 72 horas hábiles (16.2): {in_words(vence)}",
        "",
        "Consúltelo en el Portal, entregue lo que se requiere y anote el oficio de respuesta.",
        "Dudas: responda a este correo.",
    ]
    return f"Requerimiento {requerimiento}: el plazo {que}", "\n".join(partes)
