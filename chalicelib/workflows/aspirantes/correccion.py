"""Correction of a confirmed registration, which keeps its folio, auxiliares and records (Protocolo 6.1, 9.17).

row: new data, version + 1, former data appended ─┐
`unicos`: keys exchanged                          ├─ one transaction
account of a former mail or provider ended        │
mails owed                                       ─┘

The new version has no Cédula yet: it is made, signed and kept as the first was (6.1 F). The office cannot be
corrected, because records, duplicates and the threshold depend on it.
"""

from collections.abc import Mapping
from datetime import datetime

from pynamodb.expressions.update import Action

from chalicelib.problemas.aspirantes import AspiranteNoAdmite
from chalicelib.rules.aspirantes.registro import EstadoAspirante, TipoHito
from chalicelib.rules.base.centro import CENTRO
from chalicelib.rules.base.faltas import Falta
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.aspirantes import Aspirante, append_hito, aspirante_unmoved
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.correos.salidas import Salida, owe
from chalicelib.workflows.aspirantes import ficha as fichas_aspirante
from chalicelib.workflows.aspirantes.acceso import end_accounts
from chalicelib.workflows.aspirantes.registro import (
    check_version,
    exchange_keys,
    full_name,
    hito_of,
    reach_registro,
    refuse_taken,
    settle_aspirante,
    unique_keys,
)
from chalicelib.workflows.aspirantes.versiones import corrected_mail, keep_version, moved_mail
from chalicelib.workflows.base.faltas import refuse_faltas
from chalicelib.workflows.base.representante import representative_of
from chalicelib.workflows.base.secretos import persona_de, seal_persona
from chalicelib.workflows.correos import salidas

ACCESO = ("correo", "proveedor")
"""Data with which the aspirante signs in (6.1 D)."""


def correct_aspirante(
    principal: Principal,
    aspirante: str,
    version: int,
    datos: Mapping[str, str],
    motivo: str,
    ahora: datetime,
) -> tuple[Aspirante, list[Falta]]:
    """Replace the data of a confirmed registration, for a reason; the former ones are kept (6.1).

    `datos`: all of 6.1 B, C and E. The same data again change nothing. Returns the row and the warnings. Raises
    `NoEncontrado`, `AspiranteNoAdmite`, `AspiranteCambiado`, `DatosNoAdmitidos`, `Ocupado`.
    """
    ficha = fichas_aspirante.read_ficha_aspirante(datos, ahora.astimezone(CENTRO).date())
    reach_confirmed(principal, aspirante)
    refuse_faltas(ficha.faltas)
    return _correct(principal, aspirante, version, ficha.datos, motivo, ahora), ficha.avisos


def change_access(
    principal: Principal,
    aspirante: str,
    version: int,
    correo: str,
    proveedor: str,
    motivo: str,
    ahora: datetime,
) -> Aspirante:
    """Change the mail or the provider when one fails (9.17): both addresses are told, the former account ends.

    Raises as `correct_aspirante`.
    """
    persona = persona_de(reach_confirmed(principal, aspirante))
    nueva = persona | {"correo": correo, "proveedor": proveedor}
    ficha = fichas_aspirante.read_ficha_aspirante(nueva, ahora.astimezone(CENTRO).date())
    refuse_faltas([f for f in ficha.faltas if f.campo in ACCESO])
    return _correct(
        principal, aspirante, version, persona | {c: ficha.datos[c] for c in ACCESO}, motivo, ahora
    )


def reach_confirmed(principal: Principal, aspirante: str) -> Aspirante:
    """A confirmed registration within reach. Raises `NoEncontrado`, `AspiranteNoAdmite`."""
    a = reach_registro(principal, aspirante)
    if a.estado != EstadoAspirante.CONFIRMADO or not a.datos:
        raise AspiranteNoAdmite("Solo se corrige un registro confirmado; un borrador se cambia.")
    return a


def _correct(
    principal: Principal, aspirante: str, version: int, datos: dict[str, str], motivo: str, ahora: datetime
) -> Aspirante:
    debe: list[Salida] = []

    def attempt() -> None:
        a = reach_confirmed(principal, aspirante)
        antes = persona_de(a)
        if antes == datos and a.version in (version, version + 1):
            return
        check_version(a, version)
        refuse_faltas(_of_the_representative(a, datos))
        despues = unique_keys(a, datos)
        refuse_taken(despues, aspirante)
        debe[:] = _mails(aspirante, version + 1, antes, datos, ahora)
        entra_igual = all(antes[c] == datos[c] for c in ACCESO)
        acciones = _actions(a, datos, motivo, principal, ahora)
        with transaction() as tx:
            exchange_keys(tx, aspirante, unique_keys(a, antes), despues)
            if not entra_igual:
                end_accounts(tx, a, Rol.ASPIRANTE)
                acciones.append(Aspirante.sujeto.remove())
            tx.update(a, actions=acciones, condition=aspirante_unmoved(a))
            owe(tx, *debe)

    a = settle_aspirante(aspirante, attempt)
    salidas.send_owed(debe)
    return a


def _actions(
    a: Aspirante, datos: dict[str, str], motivo: str, principal: Principal, ahora: datetime
) -> list[Action]:
    version = int(a.version) + 1
    return [
        keep_version(a, motivo, ahora),
        Aspirante.nombre.set(full_name(datos)),
        Aspirante.datos.set(seal_persona(a.proceso, a.identidad, datos)),
        Aspirante.version.set(version),
        append_hito(hito_of(TipoHito.CORREGIDO, principal, version, ahora)),
    ]


def _of_the_representative(a: Aspirante, datos: Mapping[str, str]) -> list[Falta]:
    """Fault of a mail that the representative uses: each of the two signs in with an account of their own (7.1)."""
    quien = representative_of(a)
    if quien is None or quien["correo"] != datos["correo"]:
        return []
    return [
        Falta("correo", "correo_del_representante", "Es el correo de la persona representante; indique otro.")
    ]


def _mails(
    aspirante: str, version: int, antes: Mapping[str, str], datos: Mapping[str, str], ahora: datetime
) -> list[Salida]:
    """Mails of a correction: to the address in force and, when it changed, to the former one."""
    mudado = antes["correo"] != datos["correo"]
    return [
        corrected_mail(aspirante, version, ahora),
        *([moved_mail(aspirante, version, ahora)] if mudado else []),
    ]
