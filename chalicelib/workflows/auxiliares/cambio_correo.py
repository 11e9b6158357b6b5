"""Change of an auxiliar's mail or provider, when one fails (Protocolo 9.17).

the row: mail, provider, subject removed      ─┐
`unicos`: new mail claimed, old one freed     ├─ one transaction: the app's registration (8.3) sees all or nothing
the account of the former subject ends       ─┘
"""

from datetime import datetime

from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.problemas import Ocupado
from chalicelib.rules.auxiliares.registro import Suceso
from chalicelib.rules.base.centro import CENTRO
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.auxiliares.auxiliares import (
    Auxiliar,
    append_happening,
    auxiliar_event,
    auxiliar_in_force,
)
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.base.unicos import claim_key, release_key
from chalicelib.store.correos.salidas import Salida, owe
from chalicelib.store.cuentas.cuentas import Cuenta, set_state
from chalicelib.vault.secretos import blind_index
from chalicelib.workflows.auxiliares.alcance import reachable_auxiliar
from chalicelib.workflows.auxiliares.alta import check_keys_free
from chalicelib.workflows.auxiliares.auxiliar import claim_correo, confirmation_mail
from chalicelib.workflows.auxiliares.baja import OCUPADO, check_in_force, check_no_load, require_no_load
from chalicelib.workflows.auxiliares.cartas import former_mail_field
from chalicelib.workflows.base.cuentas import accounts_key
from chalicelib.workflows.base.faltas import refuse_faltas
from chalicelib.workflows.base.secretos import persona_de, seal_persona, secreto_de
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.correos.carta import AvisoCorreo
from chalicelib.workflows.credencial import read_persona

CAMBIAN = ("correo", "proveedor")


def change_mail(
    principal: Principal, auxiliar: str, correo: str, proveedor: str, ahora: datetime
) -> Auxiliar:
    """Give an auxiliar another mail or provider (9.17): it registers in the app again, its devices stay.

    Both addresses get a mail. Repeating the change does nothing. Raises `NoEncontrado`, `DatosNoAdmitidos`,
    `AuxiliarDeBaja`, `CorreoEnUso`, `CargaEnCurso`, `Ocupado`.
    """

    def attempt() -> Auxiliar:
        a = reachable_auxiliar(principal, auxiliar)
        check_in_force(a)
        check_no_load(a)
        persona = persona_de(a)
        nueva = read_persona(
            persona | {"correo": correo, "proveedor": proveedor}, ahora.astimezone(CENTRO).date()
        )
        refuse_faltas([f for f in nueva.faltas if f.campo in CAMBIAN])
        if any(persona[c] != nueva.datos[c] for c in CAMBIAN):
            _move(principal, a, persona, nueva.datos, ahora)
        return a

    try:
        a = until_unraced(attempt)
    except Contienda:
        raise Ocupado(OCUPADO) from None
    mudado = former_mail_field(int(a.confirmaciones)) in persona_de(a)
    salidas.send_owed(_told(a, ahora, mudado=mudado))
    return a


def _move(
    principal: Principal, a: Auxiliar, persona: dict[str, str], nuevos: dict[str, str], ahora: datetime
) -> None:
    """Write the change, and bring `a` to what is stored."""
    antes, sujeto = a.correo_ciego, a.sujeto
    # A concurrent registration in the app changes the subject; a concurrent change of mail, the counter.
    same = (Auxiliar.confirmaciones == int(a.confirmaciones)) & (
        Auxiliar.sujeto.does_not_exist() if sujeto is None else Auxiliar.sujeto == sujeto
    )
    a.correo_ciego = blind_index(secreto_de(a.proceso), "correo", nuevos["correo"])
    a.confirmaciones = int(a.confirmaciones) + 1
    check_keys_free(a)
    with transaction() as tx:
        tx.update(
            a, actions=_actions(principal, a, persona, nuevos, ahora), condition=auxiliar_in_force() & same
        )
        if a.correo_ciego != antes:
            claim_key(tx, claim_correo(a.aspirante, a.correo_ciego), a.auxiliar)
            release_key(tx, claim_correo(a.aspirante, antes), a.auxiliar)
        _end_accounts(tx, a, sujeto)
        require_no_load(tx, a)
        owe(tx, *_told(a, ahora, mudado=persona["correo"] != nuevos["correo"]))
    a.refresh(consistent_read=True)


def _actions(
    principal: Principal, a: Auxiliar, persona: dict[str, str], nuevos: dict[str, str], ahora: datetime
) -> list[Action]:
    n, datos = int(a.confirmaciones), persona | nuevos
    if persona["correo"] != nuevos["correo"]:
        datos[former_mail_field(n)] = persona["correo"]
    entrada = auxiliar_event(Suceso.CORREO_CAMBIADO, ahora, rol=principal.rol.value, cuenta=principal.cuenta)
    return [
        Auxiliar.datos.set(seal_persona(a.proceso, a.identidad, datos)),
        Auxiliar.correo_ciego.set(a.correo_ciego),
        Auxiliar.proveedor.set(nuevos["proveedor"]),
        Auxiliar.confirmaciones.set(n),
        Auxiliar.sujeto.remove(),
        Auxiliar.registrado_en.remove(),
        append_happening(entrada),
    ]


def _end_accounts(tx: TransactWrite, a: Auxiliar, sujeto: str | None) -> None:
    """End the account tied to the former mail, whose holder may no longer act as the auxiliar."""
    for cuenta in Cuenta.query(sujeto, consistent_read=True) if sujeto else ():
        if cuenta.rol == Rol.AUXILIAR and cuenta.auxiliar == a.auxiliar and cuenta.estado == "activa":
            acciones = set_state(accounts_key(), cuenta.sujeto, cuenta.cuenta, "terminada")
            tx.update(cuenta, actions=acciones, condition=Cuenta.estado == "activa")


def _told(a: Auxiliar, ahora: datetime, *, mudado: bool) -> list[Salida]:
    """Mails to the address in force and, if the address changed (`mudado`), to the former one."""
    n = str(int(a.confirmaciones))
    clave = f"auxiliar_correo_cambiado#{a.auxiliar}#{n}"
    despedida = AvisoCorreo("auxiliar_correo_cambiado", clave, {"auxiliar": a.auxiliar, "n": n})
    return [
        salidas.owed_mail(aviso, ahora) for aviso in (confirmation_mail(a), *([despedida] if mudado else []))
    ]
