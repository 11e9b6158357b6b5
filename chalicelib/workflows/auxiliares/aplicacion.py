"""All that the auxiliar's app needs to capture without network, in one answer (Protocolo 9.1, 9.3, 9.13)."""

from datetime import datetime
from typing import Any

from chalicelib.base import config
from chalicelib.problemas import NoEncontrado
from chalicelib.rules.aspirantes.registro import EstadoAspirante
from chalicelib.rules.base.permisos import Rol
from chalicelib.store.aspirantes import Aspirante, get_aspirante
from chalicelib.store.auxiliares.auxiliares import Auxiliar, find_auxiliar
from chalicelib.store.base.tabla import iso
from chalicelib.store.procesos.periodos import Periodo, read_periodo
from chalicelib.store.procesos.procesos import Proceso, get_proceso
from chalicelib.workflows.auxiliares.dispositivos_vista import registered_dispositivos
from chalicelib.workflows.base.secretos import persona_de
from chalicelib.workflows.privacidad.avisos import notice_in_force


def app_configuration(auxiliar: str, ahora: datetime) -> dict[str, Any]:
    """Aspirante, period, intake key and devices of the auxiliar, for the app.

    Raises `NoEncontrado` when the account names no existing auxiliar.
    """
    quien = find_auxiliar(auxiliar)
    if quien is None:
        raise NoEncontrado("Su cuenta no corresponde a un auxiliar registrado.")
    aspirante = get_aspirante(quien.aspirante)
    periodo = read_periodo(quien.proceso, aspirante.periodo)
    return {
        "auxiliar": _of_auxiliar(quien),
        "aviso_vigente": vigente.aviso if (vigente := notice_in_force(Rol.AUXILIAR, ahora)) else None,
        "aspirante": _of_aspirante(aspirante, periodo),
        "proceso": _of_process(get_proceso(quien.proceso)),
        "periodo": {
            "periodo": periodo.periodo,
            "nombre": periodo.nombre,
            "inicio": periodo.inicio,
            "fin": periodo.fin,
            "exige_cedula": bool(periodo.exige_cedula),
            "cierre_recepcion": iso(periodo.captacion.cierre_recepcion),
        },
        "dispositivos": registered_dispositivos(quien),
        "captura_permitida": _may_capture(quien, periodo),
        "version_minima": config.VERSION_MINIMA_APP,
        "hora_servidor": iso(ahora),
    }


def _may_capture(quien: Auxiliar, periodo: Periodo) -> bool:
    """Whether the app lets the auxiliar capture: not removed, and the evidence sent if the period asks it (8.5)."""
    return not quien.baja and (bool(quien.cedula) or not periodo.exige_cedula)


def _of_auxiliar(quien: Auxiliar) -> dict[str, Any]:
    return {
        "auxiliar": quien.auxiliar,
        "registrado_en": quien.registrado_en,
        "aviso": quien.aviso,
        "cedula": quien.cedula,
        "baja": quien.baja,
    }


def _of_aspirante(aspirante: Aspirante, periodo: Periodo) -> dict[str, Any]:
    """Name, office and emblem (9.3). The emblem is given by its digest, so that the app downloads it only once."""
    direccion = f"/v1/aspirantes/{aspirante.aspirante}/emblema"
    return {
        "aspirante": aspirante.aspirante,
        "nombre": aspirante.nombre,
        **_name_fields(aspirante),
        "cargo": periodo.nombre,
        "unidad": periodo.unidades.as_dict().get(aspirante.unidad, aspirante.unidad),
        "vigente": aspirante.estado == EstadoAspirante.CONFIRMADO,
        "emblema": {"sha256": aspirante.emblema, "direccion": direccion} if aspirante.emblema else None,
    }


def _name_fields(aspirante: Aspirante) -> dict[str, str]:
    """The aspirante's three name fields, as 9.3 has the app show them."""
    persona = persona_de(aspirante) if aspirante.datos else {"nombre": aspirante.nombre}
    return {
        "nombres": persona.get("nombre", ""),
        "apellido_paterno": persona.get("apellido_paterno", ""),
        "apellido_materno": persona.get("apellido_materno", ""),
    }


def _of_process(proceso: Proceso) -> dict[str, Any]:
    llave = {"arn": proceso.llave_captura, "publica_der": proceso.llave_captura_publica}
    return {"proceso": proceso.proceso, "nombre": proceso.nombre, "llave_captura": llave}
