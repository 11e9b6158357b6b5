"""The OPL's notification that the review at the Mesa de Control is concluded (Protocolo 15.2 B)."""

from datetime import datetime
from typing import Any

from chalicelib.problemas import Ocupado
from chalicelib.problemas.entrega import EntregaNoProcede
from chalicelib.rules.base.permisos import Principal
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import iso
from chalicelib.store.entrega import entregas
from chalicelib.store.entrega.entregas import Conclusion
from chalicelib.workflows.entrega.compuerta import read_situation
from chalicelib.workflows.procesos.procesos import reachable_process


def record_conclusion(
    principal: Principal, proceso: str, oficio: str, fecha: str, observaciones: str, ahora: datetime
) -> dict[str, Any]:
    """Store the notification; it replaces an earlier one. The same oficio sent again changes nothing.

    Raises `NoEncontrado`; `EntregaNoProcede` while the Mesa has work left; `Ocupado`.
    """
    p = reachable_process(principal, proceso, fresh=True)
    previa = entregas.find_conclusion(proceso)
    if previa is not None and (previa.oficio, previa.fecha) == (oficio, fecha):
        return notification_fields(previa)
    s = read_situation(p)
    if s.en_mesa or s.segundas or s.audiencias:
        raise EntregaNoProcede(
            "La Mesa de Control no ha concluido: quedan registros sin dictamen, segundas revisiones o garantías de "
            "audiencia por atender.",
            pendientes=s.en_mesa + s.segundas + s.audiencias,
        )
    nueva = Conclusion(
        proceso=proceso,
        en=iso(ahora),
        oficio=oficio,
        fecha=fecha,
        observaciones=observaciones,
        cuenta=principal.cuenta,
        version=int(previa.version) + 1 if previa else 1,
        anteriores=[*previa.anteriores, _past(previa)] if previa else [],
    )
    igual = Conclusion.version == int(previa.version) if previa else Conclusion.proceso.does_not_exist()
    if not write_unless_refused(lambda: nueva.save(condition=igual)):
        return _whose(proceso, nueva)
    return notification_fields(nueva)


def notification_fields(c: Conclusion) -> dict[str, Any]:
    """The notification as the API returns it."""
    return {
        "proceso": c.proceso,
        "en": c.en,
        "oficio": c.oficio,
        "fecha": c.fecha,
        "observaciones": c.observaciones,
        "cuenta": c.cuenta,
        "anteriores": len(c.anteriores),
    }


def _whose(proceso: str, nueva: Conclusion) -> dict[str, Any]:
    """The notification stored after a refused write. It may be that of this same request, whose answer was lost."""
    hallada = entregas.find_conclusion(proceso)
    if hallada is not None and (hallada.en, hallada.oficio, hallada.cuenta) == (
        nueva.en,
        nueva.oficio,
        nueva.cuenta,
    ):
        return notification_fields(hallada)
    raise Ocupado("Otra persona está notificando la conclusión: consulte e intente de nuevo.")


def _past(previa: Conclusion) -> dict[str, str]:
    return {"en": previa.en, "oficio": previa.oficio, "fecha": previa.fecha, "cuenta": previa.cuenta}
