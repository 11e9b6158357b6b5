"""The notice of records of the Mesa that are late or soon will be (Protocolo 13.9)."""

from collections.abc import Mapping

from chalicelib.rules.mesa.plazos import PLAZO


def render(proceso: str, cifras: Mapping[str, str]) -> tuple[str, str]:
    """Subject and plain text; `proceso` is its name, `cifras` the day's figures. No personal data in it."""
    vencidos, por_vencer = int(cifras["vencidos"]), int(cifras["por_vencer"])
    que = f"{_records(vencidos)} fuera de plazo" if vencidos else f"{_records(por_vencer)} por vencer"
    partes = [
        f"Proceso: {proceso}",
        f"Día: {cifras['dia']}",
        "",
        f"El resultado de cada registro se refleja a más tardar a los {PLAZO} días de haberse recibido en la Mesa de",
        "Control (Protocolo, 13.9).",
        "",
        f"- Fuera de plazo: {vencidos}",
        f"- Por vencer: {por_vencer}",
        f"- Sin dictamen, en total: {cifras['pendientes']}",
        "",
        _forecast(cifras),
        "",
        "Las listas están en el Portal, en los plazos de la Mesa de Control.",
        "Dudas: responda a este correo.",
    ]
    return f"{proceso}, Mesa de Control: {que}", "\n".join(partes)


def _records(n: int) -> str:
    return "1 registro" if n == 1 else f"{n} registros"


def _forecast(cifras: Mapping[str, str]) -> str:
    if not cifras["termina"]:
        return "En los últimos días no se dictaminó ninguno: no se puede prever cuándo se termina."
    fin = f"Al ritmo de los últimos días ({cifras['ritmo']} al día) se termina el {cifras['termina']}"
    tarde = int(cifras["tarde"])
    return f"{fin}, con {_records(tarde)} fuera de plazo." if tarde else f"{fin}, todo en plazo."
