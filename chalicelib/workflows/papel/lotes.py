"""Runs of cédulas on paper: opened for what was handed over, closed when it is typed (Protocolo 11.4).

The id of a run derives from the document that came with the paper, so opening it twice gives one run. Its figures
change in the records' transactions (`workflows/papel/captura.py`); they are not computed from the records.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.problemas import Conflicto, DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.captacion import RecepcionCerrada
from chalicelib.problemas.papel import SinRegimenDeExcepcion
from chalicelib.rules.base.faltas import Falta
from chalicelib.rules.base.permisos import Principal
from chalicelib.store.aspirantes import Aspirante, page_of_aspirantes
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import Contienda, transact_unless_refused, transaction, until_unraced
from chalicelib.store.papel.lotes import ABIERTO, CERRADO, LotePapel, find_lote, lotes_of
from chalicelib.store.procesos.periodos import read_periodo
from chalicelib.vault.secretos import blind_index, open_fields, seal_fields
from chalicelib.workflows.aspirantes.registro import reach_process
from chalicelib.workflows.base.alcance import reach_aspirante
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.papel.excepciones import municipios_covered, reach_in_force

POR_PAGINA, MAX_LOTES = 20, 200
OCUPADO = "Otra persona está capturando en este lote. Intente de nuevo."


@dataclass(frozen=True)
class RecepcionDePapel:
    """Paper that the OPL received: its document, the time (with time zone), the number of cédulas, and their municipio
    if all have the same."""

    oficio: str
    entregado: datetime
    declaradas: int
    municipio: str = ""


def open_lote(
    principal: Principal, aspirante: str, recepcion: RecepcionDePapel, ahora: datetime
) -> LotePapel:
    """Open the run of the paper received. A repeated request returns the existing run.

    Raises `NoEncontrado`, `AspiranteNoVigente`, `DatosNoAdmitidos`, `RecepcionCerrada` for paper handed over outside
    the period and its 24 hours (9.16), `SinRegimenDeExcepcion`, `Conflicto`, `Ocupado`.
    """
    a = reach_in_force(principal, aspirante)
    lote = "L" + blind_index(secreto_de(a.proceso), "lote en papel", f"{aspirante} {recepcion.oficio}")[:11]
    if (hay := find_lote(lote)) is not None:
        return _same(hay, recepcion)
    _check(a, recepcion, ahora)
    nuevo = LotePapel(
        lote=lote,
        aspirante=aspirante,
        proceso=a.proceso,
        periodo=a.periodo,
        oficio=recepcion.oficio,
        entregado_en=iso(recepcion.entregado),
        declaradas=recepcion.declaradas,
        municipio=recepcion.municipio,
        abierto_en=iso(ahora),
        abierto_por=principal.cuenta,
    )
    try:
        if transact_unless_refused(lambda tx: tx.save(nuevo, condition=LotePapel.lote.does_not_exist())):
            return nuevo
    except Contienda:
        raise Ocupado(OCUPADO) from None
    return _same(_known(lote), recepcion)


def reach_lote(principal: Principal, lote: str) -> LotePapel:
    """The run by a consistent read, if the principal may see its aspirante. Raises `NoEncontrado`."""
    fila = find_lote(lote)
    if fila is None:
        raise NoEncontrado
    reach_aspirante(principal, fila.aspirante)
    return fila


def list_lotes(principal: Principal, aspirante: str, despues: str, cuantos: int) -> list[LotePapel]:
    """Up to `cuantos` + 1 runs after that id. The extra one tells that there is a next page. Raises `NoEncontrado`."""
    reach_aspirante(principal, aspirante)
    return lotes_of(aspirante, despues, cuantos + 1)


def list_lotes_of_process(principal: Principal, proceso: str, despues: str) -> dict[str, Any]:
    """Open runs of a process by aspirante, with the aspirante's name: `POR_PAGINA` aspirantes a page (11.4).

    The list is for operators, who may not list aspirantes. Raises `NoEncontrado`.
    """
    reach_process(principal, proceso)
    filas, siguiente = page_of_aspirantes(proceso, despues, POR_PAGINA)
    return {
        "elementos": [
            describe_lote(lote) | {"nombre": a.nombre}
            for a in filas
            for lote in lotes_of(a.aspirante, "", MAX_LOTES)
            if lote.estado == ABIERTO
        ],
        "siguiente": siguiente,
    }


def close_lote(
    principal: Principal, lote: str, capturadas: int, observacion: str, ahora: datetime
) -> LotePapel:
    """Close a run that has `capturadas` records. A repeated request changes nothing.

    `capturadas`: the number that whoever closes the run saw, so that a record typed meanwhile prevents the closing.
    Raises `NoEncontrado`, `Conflicto`, `DatosNoAdmitidos` when the number is not the declared one and no observation
    says why, `Ocupado`.
    """

    def attempt() -> LotePapel:
        fila = reach_lote(principal, lote)
        if fila.estado == CERRADO:
            if (int(fila.capturadas), observation_of(fila)) != (capturadas, observacion):
                raise Conflicto("El lote ya está cerrado.")
            return fila
        if fila.capturadas != capturadas:
            raise Conflicto("El lote tiene otro número de cédulas: consúltelo e intente de nuevo.")
        if fila.capturadas != fila.declaradas and not observacion:
            texto = "Se capturó un número distinto al declarado: explique por qué."
            _refuse([Falta("observacion", "falta", texto)])
        with transaction() as tx:
            tx.update(
                LotePapel(lote),
                actions=[
                    LotePapel.estado.set(CERRADO),
                    LotePapel.cerrado_en.set(iso(ahora)),
                    LotePapel.cerrado_por.set(principal.cuenta),
                    LotePapel.cierre.set(_seal(fila, observacion)),
                ],
                condition=(LotePapel.estado == ABIERTO) & (LotePapel.capturadas == capturadas),
            )
        return _known(lote)

    try:
        return until_unraced(attempt)
    except Contienda:
        raise Ocupado(OCUPADO) from None


def describe_lote(fila: LotePapel) -> dict[str, Any]:
    """A run and its progress as the API returns it."""
    return {
        "lote": fila.lote,
        "aspirante": fila.aspirante,
        "oficio": fila.oficio,
        "entregado_en": fila.entregado_en,
        "municipio": fila.municipio,
        "estado": fila.estado,
        "declaradas": int(fila.declaradas),
        "capturadas": int(fila.capturadas),
        "con_inciso": int(fila.con_inciso),
        "sin_soporte": int(fila.capturadas - fila.con_soporte),
        "ultimo": int(fila.ultimo),
        "abierto_en": fila.abierto_en,
        "cerrado_en": fila.cerrado_en,
        "observacion": observation_of(fila),
    }


def observation_of(fila: LotePapel) -> str:
    """Observation made when the run was closed."""
    if fila.cierre is None:
        return ""
    return str(open_fields(secreto_de(fila.proceso), fila.identidad, fila.cierre)["observacion"])


def _seal(fila: LotePapel, observacion: str) -> bytes:
    return seal_fields(secreto_de(fila.proceso), fila.identidad, {"observacion": observacion})


def _known(lote: str) -> LotePapel:
    return LotePapel.get(lote, consistent_read=True)


def _same(hay: LotePapel, r: RecepcionDePapel) -> LotePapel:
    if (hay.oficio, hay.entregado_en, int(hay.declaradas), hay.municipio) != (
        r.oficio,
        iso(r.entregado),
        r.declaradas,
        r.municipio,
    ):
        raise Conflicto("Ya hay un lote con ese oficio o acuse y otros datos: consúltelo.")
    return hay


def _check(a: Aspirante, r: RecepcionDePapel, ahora: datetime) -> None:
    if r.entregado > ahora:
        _refuse([Falta("entregado", "fecha_futura", "La entrega es de un momento que ya pasó.")])
    periodo = read_periodo(a.proceso, a.periodo)
    if not periodo.accepts(r.entregado):
        raise RecepcionCerrada("Las cédulas se entregaron fuera del plazo de recepción (numeral 9.16).")
    amparados = municipios_covered(a, r.entregado)
    if not amparados:
        raise SinRegimenDeExcepcion(
            "Cuando se entregaron las cédulas, la persona aspirante no tenía municipios de excepción (numeral 11.2)."
        )
    if r.municipio and r.municipio not in amparados:
        texto = "El municipio no estaba otorgado a la persona aspirante cuando se entregaron las cédulas."
        _refuse([Falta("municipio", "municipio_no_amparado", texto)])


def _refuse(faltas: list[Falta]) -> None:
    raise DatosNoAdmitidos("Corrija los datos que se indican.", faltas=[vars(f) for f in faltas])
