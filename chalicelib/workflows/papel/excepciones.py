"""Granting and withdrawing the exception regime, by municipio (Protocolo 11.1, 11.2; docs/decisions/0099).

Each oficio acts once: a repeated request, however late, gets the answer of the first. A withdrawal changes no record.
"""

from collections.abc import Callable
from datetime import date, datetime, time

from chalicelib.problemas import Conflicto, DatosNoAdmitidos, Ocupado
from chalicelib.problemas.aspirantes import AspiranteNoVigente
from chalicelib.rules.aspirantes.registro import EstadoAspirante
from chalicelib.rules.base.centro import CENTRO
from chalicelib.rules.base.faltas import Falta
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.papel.captura import PRIMER_ANIO, municipios_covered_at
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.papel.excepciones import Excepcion, amparos_of, grant_key, grants_of
from chalicelib.store.procesos.periodos import read_periodo
from chalicelib.workflows.base.alcance import reach_aspirante

OCUPADO = "Otra persona está cambiando el régimen de excepción. Intente de nuevo."


def reach_in_force(principal: Principal, aspirante: str) -> Aspirante:
    """The confirmed aspirante, if the principal may see it, by a consistent read. Raises `NoEncontrado`,
    `AspiranteNoVigente`."""
    a = reach_aspirante(principal, aspirante)
    if a.estado != EstadoAspirante.CONFIRMADO:
        raise AspiranteNoVigente("El registro de la persona aspirante no está confirmado o terminó.")
    return a


def municipios_covered(a: Aspirante, momento: datetime) -> frozenset[str]:
    """Municipios from which the aspirante's paper is admitted if it was received at that instant."""
    return municipios_covered_at(amparos_of(a.aspirante), momento) & set(
        read_periodo(a.proceso, a.periodo).excepcion
    )


def grant_excepcion(
    principal: Principal, aspirante: str, municipio: str, oficio: str, desde: date, ahora: datetime
) -> Excepcion:
    """Grant a municipio of the period's list, from the beginning of a day in the centre's time zone. The same oficio
    again returns the existing grant.

    Raises `NoEncontrado`, `AspiranteNoVigente`, `DatosNoAdmitidos`, `Conflicto`, `Ocupado`.
    """
    a = reach_in_force(principal, aspirante)
    _check(a, municipio, desde, ahora)
    inicio = iso(datetime.combine(desde, time(), CENTRO))

    def attempt() -> Excepcion:
        hay = grants_of(aspirante, municipio)
        previa = next((e for e in hay if e.oficio == oficio), None)
        if previa is not None and previa.desde == inicio:
            return previa
        if previa is not None or any(e.retirado_en is None for e in hay):
            raise Conflicto("El municipio ya está otorgado con otro oficio o fecha: retírelo antes.")
        nueva = Excepcion(
            aspirante=aspirante,
            otorgamiento=grant_key(municipio, len(hay) + 1),
            municipio=municipio,
            oficio=oficio,
            desde=inicio,
            otorgada_en=iso(ahora),
            otorgada_por=principal.cuenta,
        )
        with transaction() as tx:
            tx.save(nueva, condition=Excepcion.otorgamiento.does_not_exist())
        return nueva

    return _settle(attempt)


def withdraw_excepcion(
    principal: Principal, aspirante: str, municipio: str, oficio: str, ahora: datetime
) -> Excepcion:
    """Withdraw the grant in force, from now on. The same oficio again returns the grant that it withdrew.

    Raises `NoEncontrado`, `Conflicto` when none is in force, `Ocupado`.
    """
    reach_aspirante(principal, aspirante)

    def attempt() -> Excepcion:
        hay = grants_of(aspirante, municipio)
        previa = next((e for e in hay if e.retiro_oficio == oficio), None)
        if previa is not None:
            return previa
        vigente = next((e for e in hay if e.retirado_en is None), None)
        if vigente is None:
            raise Conflicto("El municipio no está otorgado a esta persona aspirante.")
        vigente.retirado_en, vigente.retiro_oficio = iso(ahora), oficio
        vigente.retirada_por = principal.cuenta
        with transaction() as tx:
            tx.update(
                Excepcion(aspirante, vigente.otorgamiento),
                actions=[
                    Excepcion.retirado_en.set(vigente.retirado_en),
                    Excepcion.retiro_oficio.set(oficio),
                    Excepcion.retirada_por.set(principal.cuenta),
                ],
                condition=Excepcion.otorgamiento.exists() & Excepcion.retirado_en.does_not_exist(),
            )
        return vigente

    return _settle(attempt)


def list_excepciones(principal: Principal, aspirante: str) -> list[Excepcion]:
    """All grants, also withdrawn ones. Raises `NoEncontrado`."""
    reach_aspirante(principal, aspirante)
    return grants_of(aspirante)


def _check(a: Aspirante, municipio: str, desde: date, ahora: datetime) -> None:
    faltas = []
    if municipio not in read_periodo(a.proceso, a.periodo).excepcion:
        texto = (
            "El municipio no está entre los de excepción del periodo: agréguelo primero a su configuración."
        )
        faltas.append(Falta("municipio", "sin_excepcion", texto))
    if desde > ahora.astimezone(CENTRO).date():
        faltas.append(
            Falta("desde", "fecha_futura", "El otorgamiento rige desde hoy o desde un día anterior.")
        )
    if desde.year < PRIMER_ANIO:
        faltas.append(Falta("desde", "fecha_invalida", "Revise el año del otorgamiento."))
    if faltas:
        raise DatosNoAdmitidos("Corrija los datos que se indican.", faltas=[vars(f) for f in faltas])


def _settle(attempt: Callable[[], Excepcion]) -> Excepcion:
    try:
        return until_unraced(attempt)
    except Contienda:
        raise Ocupado(OCUPADO) from None
