"""Publication of an OPL's own criteria for the Mesa, with a mail to the DERFE (Protocolo 13.4)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.rules.apoyos.supuestos import COMPARACIONES, EXCEPCIONES, SUPUESTOS
from chalicelib.rules.base.permisos import Principal, reaches_opl
from chalicelib.rules.mesa.ajustes import BASE, Ajuste, catalog_changes, check_adjustments
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.correos.salidas import owe
from chalicelib.store.mesa.catalogos import (
    ANTICIPACION,
    VersionCatalogo,
    catalog_in_force,
    catalog_series,
    versions_of,
    write_adjustment,
)
from chalicelib.store.procesos.opls import find_opl
from chalicelib.workflows.correos.salidas import owed_mail, send_owed
from chalicelib.workflows.mesa.cartas import tell_catalog

LO_MAS_TARDE = timedelta(days=731)
UN_MILISEGUNDO = timedelta(milliseconds=1)
VERSIONES = 200  # of an OPL, at most, so that the list stays bounded


def publish_catalog(
    principal: Principal,
    opl: str,
    ajustes: Sequence[Ajuste],
    motivo: str,
    acuerdo: str,
    desde: datetime | None,
    ahora: datetime,
) -> dict[str, Any]:
    """Publish the next version, or return the last one if it says the same. `desde`: None for as soon as possible.

    Raises `NoEncontrado`, `DatosNoAdmitidos`, `Ocupado`.
    """
    _reachable(principal, opl)
    faltas = [{"campo": f.campo, "texto": f.texto} for f in check_adjustments(ajustes)]
    if faltas:
        raise DatosNoAdmitidos("Corrija los incisos que se indican.", faltas=faltas)
    nueva = VersionCatalogo(
        serie=catalog_series(opl),
        opl=opl,
        ajustes=[write_adjustment(a) for a in sorted(ajustes, key=lambda a: a.inciso)],
        motivo=motivo,
        acuerdo=acuerdo,
        publicado_en=iso(ahora),
        publicado_por=principal.cuenta,
    )
    try:
        return show_catalog_version(until_unraced(lambda: _publish(nueva, desde, ahora)))
    except Contienda:
        raise Ocupado(
            "Otra persona está publicando el catálogo; intente de nuevo en unos segundos."
        ) from None


def list_catalogs(principal: Principal, opl: str) -> list[VersionCatalogo]:
    """All versions of an OPL, oldest first. Raises `NoEncontrado`."""
    _reachable(principal, opl)
    return versions_of(opl)


def show_catalog_in_force(opl: str, ahora: datetime) -> dict[str, Any]:
    """The catalogue in force at the Mesa of an OPL, in keyboard order."""
    catalogo = catalog_in_force(opl, ahora)
    return {
        "catalogo": catalogo.clave,
        "incisos": [
            {
                "inciso": i.letra,
                "tipo": i.tipo,
                "nombre": i.nombre,
                "supuesto": SUPUESTOS.get(i.letra, ""),
                "excepcion": EXCEPCIONES.get(i.letra, ""),
                "comparacion": COMPARACIONES.get(i.letra, ""),
                "confirma": i.confirma,
                "opciones": list(i.opciones),
                "precisar": i.precisar,
            }
            for i in catalogo.incisos.values()
        ],
    }


def show_catalog_version(v: VersionCatalogo) -> dict[str, Any]:
    """A version as the API shows it."""
    return {
        "catalogo": v.catalogo.clave,
        "version": int(v.version),
        "vigente_desde": v.vigente_desde,
        "incisos": v.ajustes,
        "cambios": v.cambios,
        "motivo": v.motivo,
        "acuerdo": v.acuerdo,
        "publicado_en": v.publicado_en,
        "publicado_por": v.publicado_por,
    }


def _publish(nueva: VersionCatalogo, desde: datetime | None, ahora: datetime) -> VersionCatalogo:
    versiones = versions_of(nueva.opl)
    ultima = versiones[-1] if versiones else None
    if ultima is not None and _same(ultima, nueva, desde):
        return ultima
    cuando = desde or ahora + ANTICIPACION
    _check_moment(cuando, ultima, ahora)
    if len(versiones) >= VERSIONES:
        raise DatosNoAdmitidos(f"El catálogo ya tiene {VERSIONES} versiones.", faltas=[])
    nueva.version, nueva.vigente_desde = len(versiones) + 1, iso(cuando)
    ajustado = nueva.catalogo
    nueva.cambios = catalog_changes(ultima.catalogo if ultima else BASE, ajustado)
    debidas = [owed_mail(a, ahora) for a in tell_catalog(nueva.opl, int(nueva.version))]
    with transaction() as tx:
        tx.save(nueva, condition=VersionCatalogo.serie.does_not_exist())
        owe(tx, *debidas)
    send_owed(debidas)
    return nueva


def _same(ultima: VersionCatalogo, nueva: VersionCatalogo, desde: datetime | None) -> bool:
    dicho = (nueva.ajustes, nueva.motivo, nueva.acuerdo)
    return (ultima.ajustes, ultima.motivo, ultima.acuerdo) == dicho and (
        desde is None or abs(instante(ultima.vigente_desde) - desde) < UN_MILISEGUNDO
    )


def _check_moment(cuando: datetime, ultima: VersionCatalogo | None, ahora: datetime) -> None:
    """Check that a version does not come into force in the past, nor before the version it follows."""
    if not ahora + ANTICIPACION <= cuando <= ahora + LO_MAS_TARDE:
        texto = (
            "Indique un momento entre un minuto y dos años posterior a este: el catálogo no rige hacia atrás."
        )
        raise DatosNoAdmitidos("Corrija la vigencia.", faltas=[{"campo": "vigente_desde", "texto": texto}])
    if ultima is not None and cuando < instante(ultima.vigente_desde):
        texto = "La versión anterior entra en vigor después: indique un momento posterior al suyo."
        raise DatosNoAdmitidos("Corrija la vigencia.", faltas=[{"campo": "vigente_desde", "texto": texto}])


def _reachable(principal: Principal, opl: str) -> None:
    if not reaches_opl(principal, opl) or find_opl(opl) is None:
        raise NoEncontrado
