"""Request, progress and download of a report (Protocolo 7.1 B, 7.12, 7.13)."""

import json
import secrets
from datetime import datetime, timedelta
from typing import Any

from chalicelib.base import config
from chalicelib.problemas import CuerpoInvalido, NoAutorizado, NoEncontrado, Ocupado
from chalicelib.problemas.reportes import ReporteEnCurso, ReporteNoListo
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.reportes.nominativo import FiltroNominativo
from chalicelib.rules.reportes.pedido import (
    ARCHIVO,
    DE_UNA_VEZ,
    FILA,
    FINALES,
    PARA,
    ClaseReporte,
    EstadoReporte,
    Formato,
    side_of,
)
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.base.unicos import claim_key, key_owners, transfer_key
from chalicelib.store.correos.salidas import Salida, owe
from chalicelib.store.reportes.deposito_reportes import presign_report_file, report_file_key
from chalicelib.store.reportes.reportes import Reporte, find_reporte, reportes_of, side_list
from chalicelib.workflows.base.alcance import PRELIMINAR, reach_aspirante
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.reportes.nominativo import check_datos, reception_range

MARGEN = timedelta(minutes=2)
"""Time from the cut to the request, so that all that was received or decided before the cut is in the index."""
VIGENCIA_ENLACE = timedelta(minutes=5)
SIN_TIEMPO = "No se terminó a tiempo. Pida el reporte de nuevo."


def request_report(
    principal: Principal,
    aspirante: str,
    clase: ClaseReporte,
    formato: Formato,
    filtro: FiltroNominativo,
    *,
    personas: bool,
    ahora: datetime,
) -> dict[str, Any]:
    """Request a report with its cut `MARGEN` ago. `personas`: with the citizens' identity.

    Raises `NoEncontrado`, `NoAutorizado`, `CuerpoInvalido` (days, filters of signals), `ReporteEnCurso`, `Ocupado`.
    """
    reach_aspirante(principal, aspirante)
    if principal.rol not in PARA[clase]:
        raise NoAutorizado("Su cuenta no obtiene reportes de esta clase.")
    check_datos(principal, aspirante, datos=personas, ahora=ahora)
    if clase in DE_UNA_VEZ and (personas or filtro.set_filters()):
        raise CuerpoInvalido(
            "Este reporte es de todos los registros: pídalo sin filtros ni datos de personas."
        )
    reception_range(filtro, ahora)
    reporte = Reporte(
        reporte=_new_id(ahora),
        lista=side_list(side_of(principal.rol), aspirante),
        aspirante=aspirante,
        clase=clase.value,
        formato=formato.value,
        filtros=json.dumps(filtro.set_filters()),
        personas=personas,
        cuenta=principal.cuenta,
        rol=principal.rol.value,
        pedido_en=iso(ahora),
        corte=iso(ahora - MARGEN),
        estado=EstadoReporte.PENDIENTE.value,
        caduca=int((ahora + FILA).timestamp()),
    )
    debida = Salida(
        salida=f"reporte#{reporte.reporte}",
        cola=config.COLA_REPORTES,
        cuerpo={"reporte": reporte.reporte},
        desde=iso(ahora),
    )
    try:
        until_unraced(lambda: _write(reporte, debida, ahora))
    except Contienda:
        raise Ocupado("Se está pidiendo otro reporte; intente de nuevo en unos segundos.") from None
    salidas.send_owed([debida])
    return describe_report(reporte, ahora)


def show_report(principal: Principal, reporte: str, ahora: datetime) -> dict[str, Any]:
    """State of a report. Raises `NoEncontrado`."""
    return describe_report(_reach(principal, reporte), ahora)


def list_reports(
    principal: Principal, aspirante: str, despues: str, cuantos: int, ahora: datetime
) -> dict[str, Any]:
    """Reports about an aspirante requested by the reader's side, of kinds the reader may have, newest first.

    Raises `NoEncontrado`.
    """
    reach_aspirante(principal, aspirante)
    pagina = reportes_of(side_list(side_of(principal.rol), aspirante), despues, cuantos)
    siguiente = pagina[-1].reporte if len(pagina) == cuantos else None
    suyos = [r for r in pagina if principal.rol in PARA[ClaseReporte(r.clase)]]
    return {"elementos": [describe_report(r, ahora) for r in suyos], "siguiente": siguiente}


def report_link(principal: Principal, reporte: str, ahora: datetime) -> dict[str, Any]:
    """Download address of the file, valid for five minutes. Raises `NoEncontrado`, `ReporteNoListo`.

    Permission is checked again on each request.
    """
    hallado = _reach(principal, reporte)
    check_datos(principal, hallado.aspirante, datos=bool(hallado.personas), ahora=ahora)
    estado = hallado.estado_al(ahora)
    if estado is not EstadoReporte.LISTO:
        raise ReporteNoListo(f"El reporte no tiene archivo: está {estado.value}.", estado=estado.value)
    nombre = f"{hallado.clase}-{hallado.aspirante}-{reporte}.{hallado.formato}"
    url = presign_report_file(
        report_file_key(hallado.aspirante, reporte, hallado.formato), nombre, VIGENCIA_ENLACE
    )
    return {
        "reporte": reporte,
        "personas": bool(hallado.personas),
        "url": url,
        "vence": iso(ahora + VIGENCIA_ENLACE),
    }


def describe_report(reporte: Reporte, ahora: datetime) -> dict[str, Any]:
    """The API's view of a report."""
    estado = reporte.estado_al(ahora)
    listo = estado is EstadoReporte.LISTO and reporte.terminado_en
    return {
        "reporte": reporte.reporte,
        "aspirante": reporte.aspirante,
        "aviso": PRELIMINAR,
        "clase": reporte.clase,
        "formato": reporte.formato,
        "filtros": json.loads(reporte.filtros),
        "personas": bool(reporte.personas),
        "pedido_en": reporte.pedido_en,
        "corte": reporte.corte,
        "estado": estado.value,
        "filas": int(reporte.filas),
        "bytes": int(reporte.bytes),
        "terminado_en": reporte.terminado_en,
        "disponible_hasta": iso(instante(reporte.terminado_en or "") + ARCHIVO) if listo else None,
        "motivo": (reporte.motivo or SIN_TIEMPO) if estado is EstadoReporte.FALLIDO else None,
    }


def _write(reporte: Reporte, debida: Salida, ahora: datetime) -> None:
    """Write the report, its outbox message and the mark that it is the account's last, in one transaction.

    Raises `ReporteEnCurso` while the account's previous report of that kind is open.
    """
    llave = f"reporte#{reporte.clase}#{reporte.cuenta}"
    previo = key_owners([llave]).get(llave)
    abierto = find_reporte(previo) if previo else None
    if abierto is not None and abierto.estado_al(ahora) not in FINALES:
        raise ReporteEnCurso("Espere a que termine el reporte que ya pidió.", reporte=abierto.reporte)
    with transaction() as tx:
        if previo:
            transfer_key(tx, llave, previo, reporte.reporte)
        else:
            claim_key(tx, llave, reporte.reporte)
        tx.save(reporte, condition=Reporte.reporte.does_not_exist())
        owe(tx, debida)


def _reach(principal: Principal, reporte: str) -> Reporte:
    """The report, if it is about an aspirante within reach and of the reader's side. Raises `NoEncontrado`."""
    hallado = find_reporte(reporte)
    if hallado is None:
        raise NoEncontrado
    reach_aspirante(principal, hallado.aspirante)
    suyo = hallado.lista == side_list(side_of(principal.rol), hallado.aspirante)
    if not suyo or principal.rol not in PARA[ClaseReporte(hallado.clase)]:
        raise NoEncontrado
    return hallado


def _new_id(ahora: datetime) -> str:
    """A new id that sorts by time: milliseconds in hex, then random digits."""
    return f"R{int(ahora.timestamp() * 1000):011X}{secrets.token_hex(4).upper()}"
