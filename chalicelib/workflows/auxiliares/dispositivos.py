"""Registration and removal of an auxiliar's phone in the app (Protocolo 8.3, 8.4, 8.11).

    one transaction:  the auxiliar's row   subject, notice accepted, the device added to the set if it has room
                      the device's row     its last registration
                      the account          with which this subject acts from now on

So when two phones register at once as the second one, only one succeeds, and no registration is left half done.
"""

from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from typing import Any

from pynamodb.expressions.condition import Condition, size
from pynamodb.transactions import TransactWrite

from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.auxiliares import DispositivoAjeno, LimiteDeDispositivos, RegistroNoCoincide
from chalicelib.problemas.privacidad import AvisoSustituido
from chalicelib.rules.aspirantes.registro import EstadoAspirante
from chalicelib.rules.auxiliares.dispositivos import AUTENTICACION, MAXIMO
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.auxiliares.auxiliares import Auxiliar, find_auxiliar
from chalicelib.store.auxiliares.dispositivos import (
    Dispositivo,
    find_dispositivo,
    get_dispositivo,
)
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.cuentas.cuentas import new_account
from chalicelib.store.privacidad.aceptaciones import record_acceptance
from chalicelib.store.privacidad.avisos import Aviso
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.vault.expediente import load_device_key
from chalicelib.vault.secretos import SecretoProceso, blind_index
from chalicelib.workflows.auxiliares.dispositivos_vista import describe_dispositivo, registered_dispositivos
from chalicelib.workflows.base.cuentas import accounts_key
from chalicelib.workflows.base.secretos import secreto_de, secreto_sistema
from chalicelib.workflows.captacion.destinos import find_confirmed_aspirante
from chalicelib.workflows.privacidad.avisos import notice_in_force

NO_COINCIDE = (
    "Los datos no corresponden a un auxiliar en activo. Revise el tipo de autenticación, el Id Proceso y el Id "
    "Auxiliar que recibió por correo, e ingrese con la cuenta que dio a la persona aspirante."
)


@dataclass(frozen=True)
class AltaDispositivo:
    """Request of the app to register a phone: what the person typed and accepted, and the device with its key (DER)."""

    autenticacion: str
    proceso: str
    auxiliar: str
    aviso: str
    acepta_aviso: bool
    permite_ubicacion: bool
    dispositivo: str
    llave: bytes
    modelo: str
    sistema: str
    aplicacion: str


def register_dispositivo(principal: Principal, alta: AltaDispositivo, ahora: datetime) -> dict[str, Any]:
    """Register the device and, the first time, its auxiliar; a repeated request writes nothing and answers the same.

    Raises `DatosNoAdmitidos`, `AvisoSustituido`, `RegistroNoCoincide`, `DispositivoAjeno`, `LimiteDeDispositivos`,
    `Ocupado`.
    """
    _check_admissible(alta)
    aviso = _accepted_notice(alta, ahora)
    try:
        registrado = until_unraced(lambda: _register(principal, alta, ahora))
    except Contienda:
        raise Ocupado("Se está registrando otro dispositivo; intente de nuevo en unos segundos.") from None
    # If a run dies here, the repeated request changes nothing above and notes the acknowledgement (18.4).
    record_acceptance(aviso, principal.sujeto, registrado["cuenta"], Rol.AUXILIAR.value, ahora)
    return registrado


def remove_dispositivo(auxiliar: str, dispositivo: str, ahora: datetime) -> dict[str, Any]:
    """End a device's registration; records captured until now stay valid. Repeating it gives the same answer.

    Raises `NoEncontrado` for any device that is not the auxiliar's, `Ocupado`.
    """

    def once() -> dict[str, Any]:
        propio = find_dispositivo(dispositivo, auxiliar)
        if propio is None:
            raise NoEncontrado
        if propio.baja is None:
            propio.baja = iso(ahora)
            with transaction() as tx:
                tx.save(
                    propio, condition=(Dispositivo.alta == propio.alta) & Dispositivo.baja.does_not_exist()
                )
                tx.update(
                    Auxiliar(auxiliar),
                    actions=[Auxiliar.dispositivos.delete({dispositivo}), Auxiliar.version.add(1)],
                )
        return describe_dispositivo(propio)

    try:
        return until_unraced(once)
    except Contienda:
        raise Ocupado("El dispositivo se está actualizando; intente de nuevo en unos segundos.") from None


def _check_admissible(alta: AltaDispositivo) -> None:
    """Raise `DatosNoAdmitidos` with every fault of the request itself, before any auxiliar is looked up."""
    faltas = []
    if not alta.acepta_aviso:
        faltas.append(
            {"campo": "acepta_aviso", "texto": "Acepte el aviso de privacidad para continuar (8.3)."}
        )
    if not alta.permite_ubicacion:
        faltas.append({"campo": "permite_ubicacion", "texto": "Permita el acceso a la ubicación (8.1, 8.3)."})
    try:
        load_device_key(alta.llave)
    except ValueError:
        faltas.append(
            {"campo": "llave", "texto": "La llave pública del dispositivo no es de la curva P-256."}
        )
    if faltas:
        raise DatosNoAdmitidos("Corrija lo indicado y registre de nuevo.", faltas=faltas)


def _accepted_notice(alta: AltaDispositivo, ahora: datetime) -> Aviso:
    """The privacy notice in force, which must be the one accepted; without a notice there is no registration (18.1)."""
    vigente = notice_in_force(Rol.AUXILIAR, ahora)
    if vigente is None:
        raise AvisoSustituido("Aún no hay un aviso de privacidad vigente; intente más tarde.")
    if vigente.aviso != alta.aviso:
        raise AvisoSustituido(
            "El aviso de privacidad cambió: lea y acepte el vigente.", vigente=vigente.aviso
        )
    return vigente


def _register(principal: Principal, alta: AltaDispositivo, ahora: datetime) -> dict[str, Any]:
    fila = _matching(principal, alta)
    dispositivo, nuevo, como_era = _device(alta, ahora)
    if not nuevo and fila.sujeto == principal.sujeto and fila.aviso == alta.aviso:
        return _answer(fila, dispositivo)
    otros = set(fila.dispositivos or ()) - {alta.dispositivo}
    if len(otros) >= MAXIMO:
        raise LimiteDeDispositivos(
            f"Ya tiene {MAXIMO} dispositivos registrados: dé de baja uno de ellos para registrar otro.",
            dispositivos=registered_dispositivos(fila),
        )
    with transaction() as tx:
        _write_auxiliar(tx, fila, principal, alta, ahora)
        tx.condition_check(
            Aspirante, fila.aspirante, condition=Aspirante.estado == EstadoAspirante.CONFIRMADO
        )
        tx.save(dispositivo, condition=como_era)
        if fila.sujeto is None:
            tx.save(_account(principal.sujeto, fila, ahora))
    return _answer(fila, dispositivo)


def _matching(principal: Principal, alta: AltaDispositivo) -> Auxiliar:
    """The auxiliar in force whose data all match those given; the aspirante's registration must be in force too.

    Every refusal reads and compares as much as an admission, so that its timing reveals nothing.
    """
    fila = find_auxiliar(alta.auxiliar)
    ciego = blind_index(_secret_of(alta.proceso), "correo", principal.correo)
    proveedor = AUTENTICACION[alta.autenticacion]
    modelo = fila or Auxiliar(alta.auxiliar, proceso="", correo_ciego="", proveedor="")
    pares = [
        (modelo.proceso, alta.proceso),
        (modelo.correo_ciego, ciego),
        (modelo.proveedor, proveedor),
        (AUTENTICACION.get(principal.proveedor, ""), proveedor),
        (modelo.sujeto or principal.sujeto, principal.sujeto),
        (modelo.baja or "", ""),
    ]
    coinciden = [compare_digest(a.encode(), b.encode()) for a, b in pares]
    if fila is None or not all(coinciden) or find_confirmed_aspirante(fila.aspirante) is None:
        raise RegistroNoCoincide(NO_COINCIDE)
    return fila


def _secret_of(proceso: str) -> SecretoProceso:
    """The process's secret; for an unknown process one that matches nothing, so that the comparison still runs."""
    try:
        return secreto_de(proceso)
    except Proceso.DoesNotExist:
        return secreto_sistema()


def _device(alta: AltaDispositivo, ahora: datetime) -> tuple[Dispositivo, bool, Condition]:
    """The device to store, whether this begins a registration, and the condition that nobody changed it meanwhile.

    A device's owner and key never change.
    """
    previo = get_dispositivo(alta.dispositivo)
    nuevo, como_era = previo is None or previo.baja is not None, _unmoved(previo)
    if previo is None:
        previo = Dispositivo(alta.dispositivo, auxiliar=alta.auxiliar, llave=alta.llave, alta=iso(ahora))
    elif previo.auxiliar != alta.auxiliar or previo.llave != alta.llave or previo.ciudadano:
        raise DispositivoAjeno(
            "Ese Id de dispositivo ya está en uso: genere otro Id y otra llave en el dispositivo."
        )
    elif previo.baja is not None:
        previo.anteriores.append(f"{previo.alta}/{previo.baja}")
        previo.alta, previo.baja = iso(ahora), None
    previo.modelo, previo.sistema, previo.aplicacion = alta.modelo, alta.sistema, alta.aplicacion
    return previo, nuevo, como_era


def _unmoved(previo: Dispositivo | None) -> Condition:
    """Condition that the device is as it was read (registered or not), so that no concurrent removal is overwritten."""
    if previo is None:
        return Dispositivo.dispositivo.does_not_exist()
    sigue = Dispositivo.baja.does_not_exist() if previo.baja is None else Dispositivo.baja == previo.baja
    return (Dispositivo.alta == previo.alta) & sigue


def _write_auxiliar(
    tx: TransactWrite, fila: Auxiliar, principal: Principal, alta: AltaDispositivo, ahora: datetime
) -> None:
    """Update the auxiliar if it is still in force, with the same mail and subject and room for the device."""
    fila.registrado_en = fila.registrado_en if fila.sujeto else iso(ahora)
    cabe = (
        Auxiliar.dispositivos.does_not_exist()
        | (size(Auxiliar.dispositivos) < MAXIMO)
        | Auxiliar.dispositivos.contains(alta.dispositivo)
    )
    tx.update(
        Auxiliar(fila.auxiliar),
        actions=[
            Auxiliar.sujeto.set(principal.sujeto),
            Auxiliar.registrado_en.set(fila.registrado_en),
            Auxiliar.aviso.set(alta.aviso),
            Auxiliar.aviso_en.set(iso(ahora)),
            Auxiliar.dispositivos.add({alta.dispositivo}),
            Auxiliar.version.add(1),
        ],
        condition=Auxiliar.baja.does_not_exist()
        & (Auxiliar.correo_ciego == fila.correo_ciego)
        & (Auxiliar.proveedor == fila.proveedor)
        & (Auxiliar.sujeto.does_not_exist() | (Auxiliar.sujeto == principal.sujeto))
        & cabe,
    )


def _account(sujeto: str, fila: Auxiliar, ahora: datetime) -> Any:
    return new_account(
        accounts_key(),
        sujeto,
        account_id(fila),
        Rol.AUXILIAR,
        ahora,
        proceso=fila.proceso,
        aspirante=fila.aspirante,
        auxiliar=fila.auxiliar,
    )


def account_id(fila: Auxiliar) -> str:
    """Name of the account with which an auxiliar acts."""
    return f"auxiliar-{fila.proceso}-{fila.auxiliar}"


def _answer(fila: Auxiliar, dispositivo: Dispositivo) -> dict[str, Any]:
    return {
        "proceso": fila.proceso,
        "aspirante": fila.aspirante,
        "auxiliar": fila.auxiliar,
        "cuenta": account_id(fila),
        "dispositivo": dispositivo.dispositivo,
        "alta": dispositivo.alta,
        "registrado_en": fila.registrado_en,
    }
