"""Registering auxiliares one by one, and again after a removal (Protocolo 7.3–7.6).

When two requests register the same person, or two persons under one mail, one transaction claims the key in `unicos`
and the other reads again and is refused. A bulk load first sets `Aspirante.carga`; these transactions require it unset.
"""

from collections.abc import Mapping
from datetime import datetime

from chalicelib.problemas import Ocupado
from chalicelib.problemas.aspirantes import AspiranteNoVigente
from chalicelib.problemas.auxiliares import AuxiliarVigente, AuxiliarYaRegistrado, CargaEnCurso, CorreoEnUso
from chalicelib.problemas.padron import PadronEnCarga
from chalicelib.rules.base.centro import CENTRO
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.padron.registral import Inscripcion
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.base.unicos import claim_key, key_owners
from chalicelib.store.correos.salidas import owe
from chalicelib.workflows.auxiliares.alcance import reachable_auxiliar
from chalicelib.workflows.auxiliares.auxiliar import (
    apply_registral_answer,
    build_auxiliar,
    claim_clave,
    claim_correo,
    claims_of,
    confirmation_mail,
    count_registrations,
    look_up_claves,
)
from chalicelib.workflows.auxiliares.baja import EN_CARGA, OCUPADO
from chalicelib.workflows.base.alcance import reach_aspirante
from chalicelib.workflows.base.faltas import refuse_faltas
from chalicelib.workflows.base.secretos import persona_de
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.credencial import Ficha, read_auxiliar
from chalicelib.workflows.padron.fuente import PadronIncompleto

CONFIRMADO = "confirmado"


def register_auxiliar(
    principal: Principal, aspirante: str, datos: Mapping[str, str], ahora: datetime
) -> tuple[Auxiliar, Ficha]:
    """Register an auxiliar. A person who is not in the padrón is registered and removed at once, with the reason (7.6).

    Raises `NoEncontrado`, `DatosNoAdmitidos`, `AspiranteNoVigente`, `CargaEnCurso`, `AuxiliarYaRegistrado`,
    `CorreoEnUso`, `PadronEnCarga`, `Ocupado`.
    """
    reach_aspirante(principal, aspirante)
    ficha = read_auxiliar(datos, ahora.astimezone(CENTRO).date())
    refuse_faltas(ficha.faltas)
    inscripcion = _look_up(ficha.datos["clave_elector"])

    def attempt() -> Auxiliar:
        propio = reach_aspirante(principal, aspirante)
        _check_open(propio)
        return _write(principal, propio, ficha.datos, inscripcion, ahora)

    try:
        a = until_unraced(attempt)
    except Contienda:
        raise Ocupado(OCUPADO) from None
    if not a.baja:
        salidas.send_owed([salidas.owed_mail(confirmation_mail(a), ahora)])
    return a, ficha


def register_auxiliar_again(principal: Principal, auxiliar: str, ahora: datetime) -> tuple[Auxiliar, Ficha]:
    """Register a removed auxiliar anew with the same data, under another Id (7.1 A).

    Records sent under the removed Id stay inconsistent (7.7). Raises as `register_auxiliar`, and `AuxiliarVigente`.
    """
    a = reachable_auxiliar(principal, auxiliar)
    if not a.baja:
        raise AuxiliarVigente("El auxiliar no ha sido dado de baja: no hace falta registrarlo de nuevo.")
    return register_auxiliar(principal, a.aspirante, persona_de(a), ahora)


def _look_up(clave: str) -> Inscripcion | None:
    try:
        return look_up_claves([clave])[clave]
    except PadronIncompleto:
        raise PadronEnCarga("El padrón se está actualizando; intente de nuevo en unos minutos.") from None


def _check_open(aspirante: Aspirante) -> None:
    if aspirante.estado != CONFIRMADO:
        raise AspiranteNoVigente("El registro de la persona aspirante no está confirmado o terminó.")
    if aspirante.carga:
        raise CargaEnCurso(EN_CARGA)


def _write(
    principal: Principal,
    aspirante: Aspirante,
    datos: dict[str, str],
    inscripcion: Inscripcion | None,
    ahora: datetime,
) -> Auxiliar:
    clave = datos["clave_elector"]
    vuelta = count_registrations(aspirante, [clave])[clave]
    fila = build_auxiliar(aspirante, datos, vuelta, ahora, rol=principal.rol.value, cuenta=principal.cuenta)
    apply_registral_answer(fila, inscripcion, ahora)
    check_keys_free(fila)
    with transaction() as tx:
        tx.condition_check(
            Aspirante,
            aspirante.aspirante,
            condition=(Aspirante.estado == CONFIRMADO) & Aspirante.carga.does_not_exist(),
        )
        tx.save(fila, condition=Auxiliar.auxiliar.does_not_exist())
        if not fila.baja:
            for llave in claims_of(fila):
                claim_key(tx, llave, fila.auxiliar)
            owe(tx, salidas.owed_mail(confirmation_mail(fila), ahora))
    return fila


def check_keys_free(fila: Auxiliar) -> None:
    """Raise `AuxiliarYaRegistrado` or `CorreoEnUso` when another auxiliar in force has the clave or the mail."""
    clave = claim_clave(fila.aspirante, fila.clave_ciega)
    correo = claim_correo(fila.aspirante, fila.correo_ciego)
    duenos = {llave: d for llave, d in key_owners([clave, correo]).items() if d != fila.auxiliar}
    if clave in duenos:
        raise AuxiliarYaRegistrado(
            "Esa persona ya es auxiliar de la persona aspirante.", auxiliar=duenos[clave]
        )
    if correo in duenos:
        raise CorreoEnUso(
            "Otro auxiliar de la persona aspirante tiene ese correo; indique otro.", auxiliar=duenos[correo]
        )
