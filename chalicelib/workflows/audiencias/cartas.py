"""Mails of hearings: their notices, and their text when they are sent (Protocolo 14.2, 14.4).

One goes to each configured address of the DERFE, one to the aspirante, one to the representative; the result goes to
each configured address of the UTVOPL too.
"""

from datetime import datetime

from chalicelib.base import config
from chalicelib.notices import audiencias as texto
from chalicelib.rules.audiencias import EstadoAudiencia
from chalicelib.store.aspirantes import find_aspirante
from chalicelib.store.audiencias.audiencias import Audiencia, find_audiencia
from chalicelib.store.audiencias.incidencias import Incidencia, find_incidencia
from chalicelib.store.base.tabla import iso
from chalicelib.store.procesos.opls import find_opl
from chalicelib.store.procesos.procesos import get_proceso
from chalicelib.vault.secretos import open_fields
from chalicelib.workflows.audiencias.audiencia import in_centre_time, open_hearing_data
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.correos.carta import AvisoCorreo, Carta, Redactor
from chalicelib.workflows.correos.destinatarios import find_recipient
from chalicelib.workflows.cuentas.titular import officials_with_names

CAMBIO, INCIDENCIA, DESPLAZADO = "audiencia", "audiencia_incidencia", "apoyo_desplazado"
DERFE, UTVOPL = "derfe", "utvopl"
DEL_ASPIRANTE = ("aspirante", "representante")


def mails_to_all(a: Audiencia, que: str) -> list[AvisoCorreo]:
    """Mails to the DERFE, aspirante and representative about a change. `a`: before it; `que`: key of the text."""
    autoridades = [f"{DERFE}#{n}" for n in range(len(config.DERFE_AUDIENCIAS))]
    if que == EstadoAudiencia.NOTIFICADA:  # the result goes to the DERFE "a través de la UTVOPL" (14.4)
        autoridades += [f"{UTVOPL}#{n}" for n in range(len(config.UTVOPL))]
    return _told(a, que, (*autoridades, *DEL_ASPIRANTE))


def mails_to_aspirante(a: Audiencia, que: str) -> list[AvisoCorreo]:
    """Mails to the aspirante and the representative about a change."""
    return _told(a, que, DEL_ASPIRANTE)


def _told(a: Audiencia, que: str, quienes: tuple[str, ...]) -> list[AvisoCorreo]:
    return [
        AvisoCorreo(
            CAMBIO,
            f"audiencia#{a.audiencia}#{int(a.version)}#{quien}",
            {"audiencia": a.audiencia, "que": que, "quien": quien},
        )
        for quien in quienes
    ]


def mails_of_incident(i: Incidencia, dia: str = "") -> list[AvisoCorreo]:
    """Mails about an incident to each address of the DERFE; with `dia`, that day's reminder that it is overdue."""
    return [
        AvisoCorreo(
            INCIDENCIA,
            f"incidencia#{i.audiencia}#{int(i.n)}#{dia}#{n}",
            {"audiencia": i.audiencia, "n": str(int(i.n)), "dia": dia, "quien": str(n)},
        )
        for n in range(len(config.DERFE_INCIDENCIAS))
    ]


def write_change(ref: dict[str, str]) -> Carta | None:
    """The mail about a change, from the hearing as it is when sent; None when it has no recipient."""
    a = find_audiencia(ref["audiencia"])
    destino = _address(a, ref["quien"]) if a else ""
    if a is None or not destino:
        return None
    datos = _data(a)
    if ref["que"] == EstadoAudiencia.NOTIFICADA:
        return Carta(
            destino, *texto.hearing_result(a.audiencia, datos, hearing_figures(a), a.oficio_resultado)
        )
    a_la_derfe = ref["quien"].startswith(DERFE)
    quienes = (
        [(o["nombre"], o["usuario"]) for o in officials_with_names(a.funcionarios)] if a_la_derfe else []
    )
    return Carta(destino, *texto.hearing_changed(a.audiencia, ref["que"], datos, quienes))


def write_incident(ref: dict[str, str]) -> Carta | None:
    """The mail about an incident; None once it was answered, or when the address is no longer configured."""
    i = find_incidencia(ref["audiencia"], int(ref["n"]))
    n = int(ref["quien"])
    if i is None or i.pendiente is None or n >= len(config.DERFE_INCIDENCIAS):
        return None
    a = find_audiencia(i.audiencia)
    if a is None:
        return None
    dicho = open_fields(secreto_de(a.proceso), i.identidad, i.texto)["texto"]
    partes = texto.hearing_incident(
        i.audiencia, int(i.n), _data(a), in_centre_time(i.vence), bool(ref["dia"]), dicho
    )
    return Carta(config.DERFE_INCIDENCIAS[n], *partes)


def mails_of_displaced(
    a: Audiencia, aspirante: str, folio: str, cuenta: bool, ahora: datetime
) -> list[AvisoCorreo]:
    """Mails that tell another aspirante that a hearing took a counted support away, or that it counts again."""
    que = "cuenta" if cuenta else "no_cuenta"
    return [
        AvisoCorreo(
            DESPLAZADO,
            f"desplazado#{a.audiencia}#{folio}#{iso(ahora)}#{quien}",
            {"aspirante": aspirante, "proceso": str(a.proceso), "folio": folio, "que": que, "quien": quien},
        )
        for quien in DEL_ASPIRANTE
    ]


def write_displaced(ref: dict[str, str]) -> Carta | None:
    """The mail about a support that stopped or started to count; None when it has no recipient."""
    destinatario = find_recipient({ref["quien"]: ref["aspirante"]})
    if destinatario is None:
        return None
    nombre = get_proceso(ref["proceso"]).nombre
    partes = texto.support_displaced(nombre, ref["folio"], ref["que"] == "cuenta", config.PORTAL)
    return Carta(destinatario.correo, *partes)


def hearing_figures(a: Audiencia) -> dict[str, int]:
    """Figures of the hearing's result, by their Spanish names."""
    sin_revisar = int(a.registros) - int(a.revisados) - int(a.sin_materia)
    return {
        "Registros solicitados": int(a.registros),
        "Con inconsistencia confirmada": int(a.confirmados),
        "Con inconsistencia revertida": int(a.revertidos),
        "Sin inconsistencia al inicio": int(a.sin_materia),
        "Sin revisar por desistimiento": sin_revisar,
    }


def _data(a: Audiencia) -> dict[str, str]:
    datos, aspirante, opl = open_hearing_data(a), find_aspirante(a.aspirante), find_opl(a.opl)
    return {
        "proceso": get_proceso(a.proceso).nombre,
        "aspirante": f"{aspirante.nombre} ({a.aspirante})" if aspirante else a.aspirante,
        "fecha": in_centre_time(a.fecha) if a.fecha else "",
        "lugar": datos.get("lugar", ""),
        "enlace": datos.get("enlace", ""),
        "opl": opl.nombre if opl else str(a.opl),
        "portal": config.PORTAL,
    }


def _address(a: Audiencia, quien: str) -> str:
    lista, _, n = quien.partition("#")
    if not n:
        destinatario = find_recipient({quien: a.aspirante})
        return destinatario.correo if destinatario else ""
    direcciones = config.DERFE_AUDIENCIAS if lista == DERFE else config.UTVOPL
    return direcciones[int(n)] if int(n) < len(direcciones) else ""


REDACTORES: dict[str, Redactor] = {
    CAMBIO: write_change,
    INCIDENCIA: write_incident,
    DESPLAZADO: write_displaced,
}
