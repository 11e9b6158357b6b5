"""Mails of hearings to the DERFE and to the aspirante (Protocolo 14.2, 14.4). They name no record and no citizen."""

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
    """Subject and text about a change. `que`: key of the text; `d`: proceso, aspirante, fecha, lugar, enlace, portal;
    `funcionarios`: name and login, for the DERFE alone."""
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


def hearing_incident(
    audiencia: str, n: int, d: Mapping[str, str], vence: str, vencida: bool, dicho: str
) -> tuple[str, str]:
    """Subject and text of an incident, to the DERFE: what happened, of which OPL, aspirante and hearing (14.4).

    `d`: as in `hearing_changed`, and `opl`; `dicho`: the text that the OPL reported.
    """
    que = "No se ha respondido y venció su plazo" if vencida else "El Organismo Público Local la reportó"
    partes = [
        f"Incidencia {n} de la garantía de audiencia {audiencia}",
        f"{que}. Plazo de atención: {vence} (hora del centro).",
        f"Organismo Público Local: {d['opl']}",
        f"Proceso: {d['proceso']}",
        f"Persona aspirante: {d['aspirante']}",
        *([f"Fecha y hora de la audiencia (hora del centro): {d['fecha']}"] if d["fecha"] else []),
        "",
        "Lo que se reporta:",
        dicho,
        SEPARA,
        f"Responda en el Portal Web: {d['portal']}",
    ]
    return f"Incidencia en la garantía de audiencia {audiencia}", "\n".join(partes)


def support_displaced(proceso: str, folio: str, cuenta: bool, portal: str) -> tuple[str, str]:
    """Subject and text to an aspirante: by another's hearing a support stopped counting, or counts again.

    The other aspirante is not named.
    """
    if cuenta:
        que = "volvió a contar a su favor, porque se deshizo lo que una garantía de audiencia había determinado."
    else:
        que = (
            "dejó de contar a su favor: en una garantía de audiencia se determinó que es válido el apoyo que la misma "
            "persona dio antes a otra candidatura, y solo cuenta el primero (LGIPE, artículo 385)."
        )
    partes = [
        f"Proceso: {proceso}",
        f"Folio: {folio}",
        "",
        f"El apoyo con ese folio {que}",
        SEPARA,
        f"Consulte el detalle, y los plazos para solicitar una garantía de audiencia, en el Portal Web: {portal}",
    ]
    asunto = "Un apoyo vuelve a contar" if cuenta else "Un apoyo dejó de contar"
    return f"{asunto} ({proceso})", "\n".join(partes)
