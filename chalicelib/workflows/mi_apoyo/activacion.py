"""Activation of Mi Apoyo with the code (Protocolo 10.6, 10.8): one citizen in force per person, on one device.

code right ─► padrón ─► one transaction: code used; person and account claimed; citizen, account and device written;
                                         who held the person before: replaced, account ended, device removed
"""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from pynamodb.transactions import TransactWrite

from chalicelib.problemas import Ocupado
from chalicelib.problemas.mi_apoyo import CuentaDeOtraPersona, NoEnListaNominal
from chalicelib.rules.apoyos.folio import LETRAS, PREFIJO_CIUDADANO
from chalicelib.rules.apoyos.historia import SituacionRegistral
from chalicelib.rules.base.centro import dia_centro
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.credencial.lectura import LLAVES
from chalicelib.rules.mi_apoyo import LARGO_ID, normalize_code
from chalicelib.rules.padron.registral import Inscripcion
from chalicelib.store.auxiliares.dispositivos import Dispositivo
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.base.unicos import claim_key, key_owners, transfer_key
from chalicelib.store.correos.salidas import Salida, owe
from chalicelib.store.cuentas.cuentas import Cuenta, lista_ciudadania, new_account, set_state
from chalicelib.store.mi_apoyo import activaciones
from chalicelib.store.mi_apoyo.activaciones import Activacion
from chalicelib.store.mi_apoyo.ciudadanos import REEMPLAZADO, VIGENTE, Ciudadano, find_ciudadano
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.vault.secretos import open_fields, seal_fields
from chalicelib.workflows.apoyos.registral import find_inscripcion, person_key
from chalicelib.workflows.base.cuentas import accounts_key
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.correos.carta import AvisoCorreo
from chalicelib.workflows.cuentas.titular import seal_official
from chalicelib.workflows.mi_apoyo.codigo import account_key, check_code, check_device_is_theirs, invalid_code
from chalicelib.workflows.padron.fuente import PadronIncompleto, registry

RESIDENCIA = ("entidad", "distrito_federal", "distrito_local", "municipio", "seccion")


@dataclass(frozen=True)
class Alta:
    """An activation whose code was right: the request, the code, the unsealed data, and the padrón's entry."""

    fila: Activacion
    codigo: str
    leido: dict[str, Any]
    inscripcion: Inscripcion
    ahora: datetime
    proveedor: str

    @property
    def persona(self) -> str:
        """Key of the person within the process."""
        return person_key(self.fila.proceso, self.inscripcion)


def activate_mi_apoyo(
    principal: Principal, activacion: str, codigo: str, dispositivo: str, ahora: datetime
) -> dict[str, str]:
    """Tie the account to a citizen and to that device; an earlier device of the person is removed.

    Raises `CodigoNoValido`, `NoEnListaNominal`, `CuentaDeOtraPersona`, `DispositivoAjeno`, `Ocupado`. A right code is
    used up by the registry's answer, whatever it is: each question to the registry costs a code.
    """
    try:
        if not registry().corte():
            raise PadronIncompleto
        fila = check_code(principal, activacion, codigo, dispositivo, ahora)
        leido = open_fields(secreto_de(fila.proceso), fila.identidad, fila.datos)
        inscripcion = _registered(fila, leido["credencial"], dia_centro(ahora))
        alta = Alta(fila, normalize_code(codigo), leido, inscripcion, ahora, principal.proveedor)
        ciudadano, debe = until_unraced(lambda: _activate(alta))
    except (PadronIncompleto, Contienda):
        raise Ocupado("No se pudo consultar el Padrón Electoral ahora. Intente en unos minutos.") from None
    salidas.send_owed(debe)
    return {
        "ciudadano": ciudadano.ciudadano,
        "cuenta": ciudadano.cuenta,
        "proceso": ciudadano.proceso,
        "dispositivo": ciudadano.dispositivo,
    }


def _registered(fila: Activacion, credencial: dict[str, Any], dia: str) -> Inscripcion:
    inscripcion = find_inscripcion(credencial)
    if (
        inscripcion is not None
        and inscripcion.status_on(dia, _extended(fila.proceso))[0] is SituacionRegistral.LISTA_NOMINAL
    ):
        return inscripcion
    if not activaciones.spend_activation(fila):
        raise invalid_code()
    raise NoEnListaNominal(
        "Sus datos no se encontraron en la Lista Nominal de Electores, así que no puede continuar. "
        "Acuda al Módulo de Atención Ciudadana para actualizar su Credencial para Votar."
    )


def _extended(proceso: str) -> frozenset[str]:
    """Years of expired credentials that count in some active period of the process."""
    return frozenset().union(*(p.prorrogadas for p in Periodo.query(proceso) if p.activo))


def _activate(alta: Alta) -> tuple[Ciudadano, list[Salida]]:
    """Write the activation; return the citizen, and the mail to the citizen who was replaced, if any.

    The transaction's conditions ask that what is read here has not changed.
    """
    if not activaciones.is_pending(alta.fila):
        raise invalid_code()
    de_cuenta = account_key(alta.fila.proceso, alta.fila.sujeto)
    de_persona = f"mi-apoyo#persona#{alta.persona}"
    duenos = key_owners([de_cuenta, de_persona])
    propio = find_ciudadano(duenos.get(de_cuenta, "")) if de_cuenta in duenos else None
    propio = propio or _new(alta)
    _same_person(propio, alta)
    titular = duenos.get(de_persona, propio.ciudadano)
    ajeno = find_ciudadano(titular) if titular != propio.ciudadano else None
    debe = [_told(ajeno, alta)] if ajeno else []
    with transaction() as tx:
        activaciones.spend_within(tx, alta.fila)
        claim_key(tx, de_cuenta, propio.ciudadano)
        if ajeno is None:
            claim_key(tx, de_persona, propio.ciudadano)
        else:
            transfer_key(tx, de_persona, ajeno.ciudadano, propio.ciudadano)
            _end(tx, ajeno, alta.ahora)
        _put_in_force(tx, propio, alta)
        owe(tx, *debe)
    return propio, debe


def _told(ajeno: Ciudadano, alta: Alta) -> Salida:
    clave = f"mi_apoyo_reemplazado#{alta.fila.activacion}#{alta.fila.solicitud}"
    return salidas.owed_mail(
        AvisoCorreo("mi_apoyo_reemplazado", clave, {"ciudadano": ajeno.ciudadano}), alta.ahora
    )


def _new(alta: Alta) -> Ciudadano:
    azar = "".join(secrets.choice(LETRAS) for _ in range(LARGO_ID - len(PREFIJO_CIUDADANO)))
    return Ciudadano(
        ciudadano=PREFIJO_CIUDADANO + azar,
        proceso=alta.fila.proceso,
        sujeto=alta.fila.sujeto,
        persona=alta.persona,
        alta=iso(alta.ahora),
    )


def _same_person(propio: Ciudadano, alta: Alta) -> None:
    if propio.persona == alta.persona:
        return
    if not activaciones.spend_activation(alta.fila):
        raise invalid_code()
    raise CuentaDeOtraPersona(
        "Con esta cuenta ya se activó otra credencial en este proceso (10.2). Use una cuenta que sea solo suya."
    )


def _put_in_force(tx: TransactWrite, propio: Ciudadano, alta: Alta) -> None:
    ya_registrado = check_device_is_theirs(alta.fila.dispositivo, alta.fila.llave, propio.ciudadano)
    _account(tx, propio, alta)
    if propio.dispositivo and propio.dispositivo != alta.fila.dispositivo:
        _remove_device(tx, propio, alta.ahora)
    if not ya_registrado:
        nuevo = Dispositivo(
            dispositivo=alta.fila.dispositivo,
            auxiliar=propio.ciudadano,
            llave=alta.fila.llave,
            alta=iso(alta.ahora),
            ciudadano=True,
        )
        tx.save(nuevo, condition=Dispositivo.dispositivo.does_not_exist())
    propio.datos = seal_fields(secreto_de(propio.proceso), propio.identidad, _datos(propio, alta))
    propio.estado, propio.dispositivo = VIGENTE, alta.fila.dispositivo
    _save(tx, propio)


def _datos(propio: Ciudadano, alta: Alta) -> dict[str, Any]:
    """The citizen's data with this activation added. Earlier credentials and codes stay: records may still arrive."""
    antes: dict[str, Any] = {"credenciales": [], "codigos": {}}
    if propio.version:
        antes = open_fields(secreto_de(propio.proceso), propio.identidad, propio.datos)
    credencial, inscripcion = alta.leido["credencial"], asdict(alta.inscripcion)
    activada = {d: credencial[d] for d in ("modelo", *LLAVES[credencial["modelo"]])}
    return {
        "correo": alta.leido["correo"],
        "proveedor": alta.proveedor,  # to find whom to tell when the provider fails (9.17)
        "residencia": {c: inscripcion[c] for c in RESIDENCIA},
        "credenciales": [c for c in antes["credenciales"] if c != activada] + [activada],
        "codigos": antes["codigos"] | {alta.fila.dispositivo: alta.codigo},
    }


def _account(tx: TransactWrite, propio: Ciudadano, alta: Alta) -> None:
    """Create the citizen's account, or reactivate it if it ended because the citizen was replaced.

    An account in another state keeps that state. The account holds the address for announcements (9.15, 9.17), whose
    sender finds it by the index by institution.
    """
    datos = {c: alta.leido[c] for c in ("correo", "proveedor")}
    sellados = seal_official(propio.cuenta, datos)
    if not propio.version:
        alcance: Any = {"proceso": propio.proceso, "auxiliar": propio.ciudadano, "datos": sellados}
        lista = lista_ciudadania(propio.proceso, propio.cuenta)
        quien = (propio.sujeto, propio.cuenta, Rol.CIUDADANIA)
        nueva = new_account(accounts_key(), *quien, alta.ahora, institucion=lista, **alcance)
        tx.save(nueva, condition=Cuenta.sujeto.does_not_exist())
        return
    vuelve = propio.estado == REEMPLAZADO
    activa = set_state(accounts_key(), propio.sujeto, propio.cuenta, "activa")
    tx.update(
        Cuenta(propio.sujeto, propio.cuenta),
        actions=[Cuenta.datos.set(sellados), *(activa if vuelve else [])],
        condition=Cuenta.estado == "terminada" if vuelve else Cuenta.sujeto.exists(),
    )


def _end(tx: TransactWrite, ajeno: Ciudadano, ahora: datetime) -> None:
    tx.update(
        Cuenta(ajeno.sujeto, ajeno.cuenta),
        actions=set_state(accounts_key(), ajeno.sujeto, ajeno.cuenta, "terminada"),
        condition=Cuenta.estado.exists(),
    )
    _remove_device(tx, ajeno, ahora)
    ajeno.estado, ajeno.dispositivo = REEMPLAZADO, ""
    _save(tx, ajeno)


def _remove_device(tx: TransactWrite, ciudadano: Ciudadano, ahora: datetime) -> None:
    tx.update(
        Dispositivo(ciudadano.dispositivo),
        actions=[Dispositivo.baja.set(Dispositivo.baja | iso(ahora))],  # a removal noted before stays
        condition=Dispositivo.auxiliar == ciudadano.ciudadano,
    )


def _save(tx: TransactWrite, ciudadano: Ciudadano) -> None:
    condicion = ciudadano.unchanged()
    ciudadano.version += 1
    tx.save(ciudadano, condition=condicion)
