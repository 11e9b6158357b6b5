"""Mails of hearings: to the DERFE, and to the aspirante (Protocolo 14.2, 14.4). No record and no citizen is named."""

from collections.abc import Mapping, Sequence

from chalicelib.rules.audiencias import EstadoAudiencia

SEPARA = "-" * 40
QUE_PASO: dict[str, str] = {
    EstadoAudiencia.PROGRAMADA: "La garantía de audiencia se programó, o cambió su programación.",
    "sustitucion": "Cambió el funcionariado responsable de la revisión.",
    EstadoAudiencia.DESISTIDA: "La persona aspirante desistió de la garantía de audiencia.",
    EstadoAudiencia.CANCELADA: "El Organismo Público Local canceló la garantía de audiencia.",
    EstadoAudiencia.EN_DESAHOGO: "La persona aspirante desistió de los registros que faltaban por revisar.",
    EstadoAudiencia.NOTIFICADA: "Concluyó la revisión y se notificó su resultado.",
}


def hearing_changed(
    audiencia: str, que: str, d: Mapping[str, str], funcionarios: Sequence[tuple[str, str]]
) -> tuple[str, str]:
    """Subject and text; `d`: proceso, aspirante, fecha, lugar, enlace, portal; `funcionarios`: name and account, for
    the DERFE alone."""
    partes = [
        f"Garantía de audiencia: {audiencia}",
        QUE_PASO[que],
        f"Proceso: {d['proceso']}",
        f"Persona aspirante: {d['aspirante']}",
    ]
    if d["fecha"]:
        partes.append(f"Fecha y hora (hora del centro): {d['fecha']}")
    partes += [f"{r}: {d[c]}" for r, c in (("Lugar", "lugar"), ("Enlace", "enlace")) if d[c]]
    if funcionarios:
        partes += ["", "Funcionariado responsable de la revisión y sus cuentas:"]
        partes += [f"- {nombre} ({cuenta})" for nombre, cuenta in funcionarios]
    partes += [SEPARA, f"Consulte el detalle en el Portal Web: {d['portal']}"]
    return f"Garantía de audiencia {audiencia}", "\n".join(partes)


def hearing_result(
    audiencia: str, d: Mapping[str, str], cifras: Mapping[str, int], oficio: str
) -> tuple[str, str]:
    """Subject and text of the result: numbers only."""
    partes = [
        f"Garantía de audiencia: {audiencia}",
        QUE_PASO[EstadoAudiencia.NOTIFICADA],
        f"Proceso: {d['proceso']}",
        f"Persona aspirante: {d['aspirante']}",
        f"Oficio: {oficio}",
        "",
        *(f"{rotulo}: {n}" for rotulo, n in cifras.items()),
        SEPARA,
        f"Consulte el detalle en el Portal Web: {d['portal']}",
    ]
    return f"Resultado de la garantía de audiencia {audiencia}", "\n".join(partes)


def hearing_incident(audiencia: str, n: int, vence: str, vencida: bool, portal: str) -> tuple[str, str]:
    """Subject and text of an incident: what it says is read in the portal."""
    que = "No se ha respondido y venció su plazo" if vencida else "El Organismo Público Local la reportó"
    partes = [
        f"Incidencia {n} de la garantía de audiencia {audiencia}",
        f"{que}. Plazo de atención: {vence} (hora del centro).",
        "Por seguridad, este correo no lleva el contenido: véalo en el Portal Web.",
        portal,
    ]
    return f"Incidencia en la garantía de audiencia {audiencia}", "\n".join(partes)
