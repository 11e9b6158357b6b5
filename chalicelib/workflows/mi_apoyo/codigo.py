"""The code of activation: asked for, mailed, and checked (Protocolo 10.5-10.8). Nothing here asks the registry."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.notices import mi_apoyo as texto
from chalicelib.problemas import NoEncontrado
from chalicelib.problemas.auxiliares import DispositivoAjeno
from chalicelib.problemas.mi_apoyo import CodigoNoValido, ModeloNoAdmitido, SinPeriodoVigente
from chalicelib.rules.apoyos.folio import LETRAS
from chalicelib.rules.base.faltas import Falta
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.credencial.lectura import reading_faults
from chalicelib.rules.mi_apoyo import LARGO_CODIGO, MODELOS, VIGENCIA, normalize_code
from chalicelib.store.auxiliares.dispositivos import get_dispositivo
from chalicelib.store.base.unicos import key_owners
from chalicelib.store.mi_apoyo import activaciones
from chalicelib.store.mi_apoyo.activaciones import Activacion
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.store.procesos.procesos import Proceso, get_proceso
from chalicelib.vault.expediente import load_device_key
from chalicelib.vault.secretos import blind_index, seal_fields
from chalicelib.workflows.base.faltas import refuse_faltas
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.correos.carta import Carta
from chalicelib.workflows.correos.correo import send_now


@dataclass(frozen=True)
class SolicitudActivacion:
    """The app's request for a code. `llave`: DER SubjectPublicKeyInfo; `aparato`: the device in words, for the mail;
    `permite_ubicacion`: whether the person let the app know the place (10.3).
    """

    proceso: str
    dispositivo: str
    aparato: str
    llave: bytes
    credencial: dict[str, Any]
    permite_ubicacion: bool


def request_code(principal: Principal, solicitud: SolicitudActivacion, ahora: datetime) -> dict[str, str]:
    """Mail a code to the account's own address; an earlier unused code is void from then on.

    Raises `ModeloNoAdmitido`, `DatosNoAdmitidos`, `NoEncontrado`, `SinPeriodoVigente`, `DispositivoAjeno`, or what AWS
    raises when the mail does not leave: then the app asks again.
    """
    _check(solicitud, ahora)
    check_device_is_theirs(
        solicitud.dispositivo, solicitud.llave, find_citizen_of_account(solicitud.proceso, principal.sujeto)
    )
    codigo = "".join(secrets.choice(LETRAS) for _ in range(LARGO_CODIGO))
    fila = _row(principal, solicitud, codigo)
    activaciones.replace_activation(fila, ahora)
    vence = ahora + VIGENCIA
    send_now(
        Carta(principal.correo, *texto.render_code(codigo, solicitud.dispositivo, solicitud.aparato, vence))
    )
    return {"activacion": fila.activacion, "dispositivo": fila.dispositivo, "vence": fila.vence}


def check_code(
    principal: Principal, activacion: str, codigo: str, dispositivo: str, ahora: datetime
) -> Activacion:
    """The request to which the code belongs; the caller still has to spend it. Counts a try before it compares.

    Raises `CodigoNoValido`, the same whatever is wrong.
    """
    fila = activaciones.take_activation_try(activacion, principal.sujeto, ahora)
    if fila is None or not hmac.compare_digest(
        fila.codigo, _digest(fila, normalize_code(codigo), dispositivo)
    ):
        raise invalid_code()
    return fila


def invalid_code() -> CodigoNoValido:
    """The refusal of a code, the same for every cause."""
    return CodigoNoValido(
        "El código no es válido en este dispositivo o ya no sirve. Revíselo, o solicite otro código."
    )


def find_citizen_of_account(proceso: str, sujeto: str) -> str:
    """Id of the citizen who has that account of a provider in the process; empty if nobody has it yet."""
    llave = account_key(proceso, sujeto)
    return key_owners([llave]).get(llave, "")


def account_key(proceso: str, sujeto: str) -> str:
    """Key in `unicos` that ties an account of a provider to a single citizen (10.2)."""
    return f"mi-apoyo#cuenta#{proceso}#{blind_index(secreto_de(proceso), 'cuenta', sujeto)}"


def check_device_is_theirs(dispositivo: str, llave: bytes, ciudadano: str) -> bool:
    """Whether the device is registered to that citizen already, with that key.

    Raises `DispositivoAjeno` when the device is or was registered otherwise: the app makes a new Id and key for each
    registration.
    """
    d = get_dispositivo(dispositivo)
    if d is None:
        return False
    if not ciudadano or (d.auxiliar, d.llave, d.baja) != (ciudadano, llave, None):
        raise DispositivoAjeno(
            "El Id de dispositivo ya se usó en otro registro: genere otro Id y otra llave, y solicite el código."
        )
    return True


def _check(solicitud: SolicitudActivacion, ahora: datetime) -> None:
    if solicitud.credencial["modelo"] not in MODELOS:
        raise ModeloNoAdmitido(
            "Mi Apoyo admite credenciales con código QR al reverso (modelos D a H). "
            "Con la suya puede dar su apoyo por medio de un auxiliar del aspirante."
        )
    faltas = reading_faults(solicitud.credencial)
    if not solicitud.permite_ubicacion:
        faltas.append(
            Falta(
                "permite_ubicacion",
                "sin_ubicacion",
                "Permita el acceso a la ubicación: sin ella no hay captación (10.3).",
            )
        )
    try:
        load_device_key(solicitud.llave)
    except ValueError:
        faltas.append(
            Falta(
                "llave_dispositivo",
                "llave_invalida",
                "No es una llave pública EC P-256: corrija la aplicación.",
            )
        )
    refuse_faltas(faltas)
    try:
        proceso = get_proceso(solicitud.proceso)
    except Proceso.DoesNotExist:
        raise NoEncontrado from None
    if not any(p.in_force(ahora) for p in Periodo.query(proceso.proceso)):
        raise SinPeriodoVigente("En este proceso no hay ahora ningún periodo de captación de apoyos.")


def _row(principal: Principal, solicitud: SolicitudActivacion, codigo: str) -> Activacion:
    secreto = secreto_de(solicitud.proceso)
    fila = Activacion(
        activacion=blind_index(secreto, "activacion", principal.sujeto),
        solicitud=secrets.token_hex(8),
        sujeto=principal.sujeto,
        proceso=solicitud.proceso,
        dispositivo=solicitud.dispositivo,
        llave=solicitud.llave,
    )
    fila.codigo = _digest(fila, codigo, solicitud.dispositivo)
    datos = {
        "credencial": solicitud.credencial,
        "correo": principal.correo,
        "proveedor": principal.proveedor,
    }
    fila.datos = seal_fields(secreto, fila.identidad, datos)
    return fila


def _digest(fila: Activacion, codigo: str, dispositivo: str) -> str:
    """Keyed digest of the code, bound to this request and that device: the code is void for any other."""
    atado = f"{fila.activacion} {fila.solicitud} {dispositivo} {codigo}"
    return blind_index(secreto_de(fila.proceso), "codigo de activacion", atado)
