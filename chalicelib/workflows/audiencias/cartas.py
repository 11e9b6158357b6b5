"""Mails of hearings as they are owed and as they leave (Protocolo 14.2, 14.4).

One to each address of the DERFE (configured), one to the aspirante, one to the representative.
"""

from chalicelib.base import config
from chalicelib.notices import audiencias as texto
from chalicelib.rules.audiencias import Estado
from chalicelib.store.aspirantes import read_aspirante
from chalicelib.store.audiencias import Audiencia, Incidencia, find_audiencia, find_incidencia
from chalicelib.store.procesos.procesos import get_proceso
from chalicelib.workflows.audiencias.audiencia import iso_centro, officials, sealed
from chalicelib.workflows.correos.correo import Aviso, Carta, Redactor
from chalicelib.workflows.correos.destinatarios import find

CAMBIO, INCIDENCIA = "audiencia", "audiencia_incidencia"
DERFE = "derfe"
DEL_ASPIRANTE = ("aspirante", "representante")


def tell_all(a: Audiencia, que: str) -> list[Aviso]:
    """What a change to `a`, as it was before it, tells the DERFE and the aspirante; `que`: key of `notices` texts."""
    derfe = tuple(f"{DERFE}#{n}" for n in range(len(config.DERFE_AUDIENCIAS)))
    return _told(a, que, (*derfe, *DEL_ASPIRANTE))


def tell_aspirante(a: Audiencia, que: str) -> list[Aviso]:
    """What a change tells the aspirante and the representative."""
    return _told(a, que, DEL_ASPIRANTE)


def _told(a: Audiencia, que: str, quienes: tuple[str, ...]) -> list[Aviso]:
    return [
        Aviso(
            CAMBIO,
            f"audiencia#{a.audiencia}#{int(a.version)}#{quien}",
            {"audiencia": a.audiencia, "que": que, "quien": quien},
        )
        for quien in quienes
    ]


def tell_incident(i: Incidencia, dia: str = "") -> list[Aviso]:
    """An incident, to each address of the DERFE; `dia`: that its answer is overdue, once a day."""
    return [
        Aviso(
            INCIDENCIA,
            f"incidencia#{i.audiencia}#{int(i.n)}#{dia}#{n}",
            {"audiencia": i.audiencia, "n": str(int(i.n)), "dia": dia, "quien": str(n)},
        )
        for n in range(len(config.DERFE_INCIDENCIAS))
    ]


def write(ref: dict[str, str]) -> Carta | None:
    """A change, with the hearing as it is when the mail leaves; None when there is nobody to write to."""
    a = find_audiencia(ref["audiencia"])
    destino = _address(a, ref["quien"]) if a else ""
    if a is None or not destino:
        return None
    datos = _data(a)
    if ref["que"] == Estado.NOTIFICADA:
        return Carta(destino, *texto.result(a.audiencia, datos, figures(a), a.oficio_resultado))
    a_la_derfe = ref["quien"].startswith(DERFE)
    quienes = [(o["nombre"], o["cuenta"]) for o in officials(a.funcionarios)] if a_la_derfe else []
    return Carta(destino, *texto.changed(a.audiencia, ref["que"], datos, quienes))


def write_incident(ref: dict[str, str]) -> Carta | None:
    """An incident; None once it was answered, or when the address is no longer configured."""
    i = find_incidencia(ref["audiencia"], int(ref["n"]))
    n = int(ref["quien"])
    if i is None or i.pendiente is None or n >= len(config.DERFE_INCIDENCIAS):
        return None
    partes = texto.incident(i.audiencia, int(i.n), iso_centro(i.vence), bool(ref["dia"]), config.PORTAL)
    return Carta(config.DERFE_INCIDENCIAS[n], *partes)


def figures(a: Audiencia) -> dict[str, int]:
    """What came out, in words."""
    sin_revisar = int(a.registros) - int(a.revisados) - int(a.sin_materia)
    return {
        "Registros solicitados": int(a.registros),
        "Con inconsistencia confirmada": int(a.confirmados),
        "Con inconsistencia revertida": int(a.revertidos),
        "Sin inconsistencia al inicio": int(a.sin_materia),
        "Sin revisar por desistimiento": sin_revisar,
    }


def _data(a: Audiencia) -> dict[str, str]:
    datos, aspirante = sealed(a), read_aspirante(a.aspirante)
    return {
        "proceso": get_proceso(a.proceso).nombre,
        "aspirante": f"{aspirante.nombre} ({a.aspirante})" if aspirante else a.aspirante,
        "fecha": iso_centro(a.fecha) if a.fecha else "",
        "lugar": datos.get("lugar", ""),
        "enlace": datos.get("enlace", ""),
        "portal": config.PORTAL,
    }


def _address(a: Audiencia, quien: str) -> str:
    if not quien.startswith(DERFE):
        destinatario = find({quien: a.aspirante})
        return destinatario.correo if destinatario else ""
    n = int(quien.partition("#")[2])
    return config.DERFE_AUDIENCIAS[n] if n < len(config.DERFE_AUDIENCIAS) else ""


REDACTORES: dict[str, Redactor] = {CAMBIO: write, INCIDENCIA: write_incident}
