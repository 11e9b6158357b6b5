"""The Cédula de confirmación, the confirmation, and the end of a registration (Protocolo 6.1 F)."""

from datetime import datetime

from pynamodb.expressions.condition import size

from chalicelib.problemas.aspirantes import AspiranteCambiado, AspiranteNoAdmite, CedulaPendiente
from chalicelib.rules.aspirantes.registro import EstadoAspirante, Hito, TipoHito
from chalicelib.rules.base.permisos import Principal
from chalicelib.store.aspirantes import Aspirante, append_hito, aspirante_unmoved
from chalicelib.store.base.objetos import read_emblem
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.base.unicos import release_key
from chalicelib.store.correos.salidas import owe
from chalicelib.workflows.aspirantes.acceso import end_accounts
from chalicelib.workflows.aspirantes.en_palabras import aspirante_in_words
from chalicelib.workflows.aspirantes.registro import (
    hito_of,
    reach_draft,
    reach_open_registration,
    reach_registro,
    settle_aspirante,
    unique_keys,
)
from chalicelib.workflows.base.secretos import persona_de, seal_persona
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.correos.carta import AvisoCorreo

CONFIRMADO = "aspirante_confirmado"


def print_confirmacion(principal: Principal, aspirante: str, ahora: datetime) -> tuple[str, bytes]:
    """The folio and the PDF of the data in force; the registration notes that this version has its Cédula.

    Raises `NoEncontrado`, `AspiranteNoAdmite` after the end, `Ocupado`.
    """
    # Imported here because only this route prints: the other routes start without the PDF library.
    from chalicelib.documents.aspirantes import render_confirmacion

    a = reach_registro(principal, aspirante)
    if a.estado == EstadoAspirante.BAJA:
        raise AspiranteNoAdmite("El registro fue dado de baja.")
    emblema = read_emblem(a.proceso, a.emblema) if a.emblema else None
    pdf = render_confirmacion(aspirante_in_words(a), emblema)
    if a.cedula != a.version:
        _note_sheet(principal, aspirante, int(a.version), ahora)
    return aspirante, pdf


def _note_sheet(principal: Principal, aspirante: str, version: int, ahora: datetime) -> None:
    def attempt() -> None:
        a = reach_open_registration(principal, aspirante, version)
        hito = hito_of(TipoHito.CEDULA, principal, version, ahora)
        with transaction() as tx:
            tx.update(
                a, actions=[Aspirante.cedula.set(version), append_hito(hito)], condition=aspirante_unmoved(a)
            )

    settle_aspirante(aspirante, attempt)


def confirm_aspirante(principal: Principal, aspirante: str, version: int, ahora: datetime) -> Aspirante:
    """Confirm that version, whose Cédula was made and signed; the aspirante is told by mail, once.

    Confirming again what is confirmed changes nothing. Raises `NoEncontrado`, `AspiranteNoAdmite`,
    `AspiranteCambiado`, `CedulaPendiente`, `Ocupado`.
    """
    salida = salidas.owed_mail(
        AvisoCorreo(CONFIRMADO, f"{CONFIRMADO}#{aspirante}", {"aspirante": aspirante}), ahora
    )

    def attempt() -> None:
        a = reach_registro(principal, aspirante)
        if a.estado == EstadoAspirante.CONFIRMADO and a.version == version:
            return
        a = reach_draft(principal, aspirante, version)
        if a.cedula != version:
            raise CedulaPendiente("Genere e imprima la cédula de los datos vigentes antes de confirmar.")
        hito = hito_of(TipoHito.CONFIRMADO, principal, version, ahora)
        acciones = [Aspirante.estado.set(EstadoAspirante.CONFIRMADO.value), append_hito(hito)]
        with transaction() as tx:
            tx.update(a, actions=acciones, condition=aspirante_unmoved(a) & (Aspirante.cedula == version))
            owe(tx, salida)

    a = settle_aspirante(aspirante, attempt)
    salidas.send_owed([salida])
    return a


def note_signed_cedula(principal: Principal, aspirante: str, version: int, ahora: datetime) -> Aspirante:
    """Note that the signed Cédula of that version is in the OPL's custody: who and when (6.1 F).

    The version must have its Cédula. Repeating it changes nothing: the first note stays. Raises `NoEncontrado`,
    `AspiranteNoAdmite` after the end, `AspiranteCambiado`, `CedulaPendiente`, `Ocupado`.
    """

    def attempt() -> None:
        a = reach_registro(principal, aspirante)
        if a.estado == EstadoAspirante.BAJA:
            raise AspiranteNoAdmite("El registro fue dado de baja.")
        if a.version != version:
            raise AspiranteCambiado(
                "El registro cambió: la Cédula firmada es de otra versión de los datos.",
                version=int(a.version),
            )
        if a.cedula != version:
            raise CedulaPendiente(
                "Genere e imprima la cédula de los datos vigentes antes de anotar su firma."
            )
        if signed_cedula(a) is not None:
            return
        hito = hito_of(TipoHito.CEDULA_FIRMADA, principal, version, ahora)
        with transaction() as tx:
            tx.update(
                a,
                actions=[append_hito(hito)],
                condition=aspirante_unmoved(a) & (size(Aspirante.historia) == len(a.historia)),
            )

    return settle_aspirante(aspirante, attempt)


def signed_cedula(a: Aspirante) -> Hito | None:
    """The note that the signed Cédula of the data in force is in custody, or None."""
    hitos = (Hito.parse(h) for h in a.historia)
    return next((h for h in hitos if h.que == TipoHito.CEDULA_FIRMADA and h.version == a.version), None)


def withdraw_aspirante(principal: Principal, aspirante: str, causa: str, ahora: datetime) -> Aspirante:
    """End a registration for a reason that is kept sealed; its accounts end with it, and the person may register anew.

    Raises `NoEncontrado`, `AspiranteNoAdmite` when it has ended or a bulk load is in course, `Ocupado`.
    """

    def attempt() -> None:
        a = reach_registro(principal, aspirante)
        if a.estado == EstadoAspirante.BAJA:
            raise AspiranteNoAdmite("El registro ya fue dado de baja.")
        if a.carga:
            raise AspiranteNoAdmite("Hay una carga masiva de auxiliares en curso; espere a que termine.")
        hito = hito_of(TipoHito.BAJA, principal, int(a.version), ahora)
        sellada = seal_persona(a.proceso, f"baja {aspirante}", {"causa": causa})
        acciones = [
            Aspirante.estado.set(EstadoAspirante.BAJA.value),
            Aspirante.baja.set(sellada),
            append_hito(hito),
        ]
        with transaction() as tx:
            tx.update(a, actions=acciones, condition=aspirante_unmoved(a) & Aspirante.carga.does_not_exist())
            for llave in unique_keys(a, persona_de(a)).values() if a.datos else ():
                release_key(tx, llave, aspirante)
            end_accounts(tx, a)

    return settle_aspirante(aspirante, attempt)
