"""Naming and removing the aspirante's representative; both end the former representative's access (Protocolo 7.1).

A representative has the aspirante's reach, but cannot name another.
"""

from collections.abc import Mapping
from datetime import datetime

from pynamodb.expressions.update import Action

from chalicelib.problemas import NoEncontrado
from chalicelib.problemas.aspirantes import AspiranteNoAdmite
from chalicelib.rules.aspirantes.registro import EstadoAspirante, TipoHito
from chalicelib.rules.base.faltas import Falta
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.credencial.ficha import check_name, normal_provider, tidy_name
from chalicelib.store.aspirantes import Aspirante, append_hito, aspirante_unmoved
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.correos.salidas import Salida, owe
from chalicelib.workflows.aspirantes.acceso import end_accounts
from chalicelib.workflows.aspirantes.registro import hito_of, reach_registro, settle_aspirante
from chalicelib.workflows.base.faltas import refuse_faltas
from chalicelib.workflows.base.representante import identity_of, representative_of
from chalicelib.workflows.base.secretos import persona_de, seal_persona
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.correos.carta import AvisoCorreo
from chalicelib.workflows.credencial import normal_mail

NOMBRADO = "representante_nombrado"
LARGO_NOMBRE = 180
"""Characters of a whole name."""


def name_representante(
    principal: Principal, aspirante: str, datos: Mapping[str, str], ahora: datetime
) -> Aspirante:
    """Name a representative, who is told by mail how to sign in; naming the same one again changes nothing.

    Raises `NoEncontrado`, `AspiranteNoAdmite`, `DatosNoAdmitidos`, `Ocupado`.
    """

    def attempt() -> None:
        a = reach_registro(principal, aspirante)
        if a.estado != EstadoAspirante.CONFIRMADO:
            raise AspiranteNoAdmite("El registro no está confirmado o terminó.")
        nuevos, faltas = _read(datos, persona_de(a) if a.datos else {})
        refuse_faltas(faltas)
        actuales = representative_of(a)
        if actuales is not None and nuevos == {c: actuales[c] for c in nuevos}:
            return
        sellados = seal_persona(a.proceso, identity_of(aspirante), nuevos | {"desde": iso(ahora)})
        debe = _told(aspirante, iso(ahora), ahora)
        _replace(
            a,
            [Aspirante.representante.set(sellados)],
            TipoHito.REPRESENTANTE_NOMBRADO,
            principal,
            ahora,
            debe,
        )

    a = settle_aspirante(aspirante, attempt)
    if quien := representative_of(a):
        salidas.send_owed([_told(aspirante, quien["desde"], ahora)])
    return a


def remove_representante(principal: Principal, aspirante: str, ahora: datetime) -> Aspirante:
    """Remove the representative. Raises `NoEncontrado` also when there is none, `Ocupado`."""

    def attempt() -> None:
        a = reach_registro(principal, aspirante)
        if a.representante is None:
            raise NoEncontrado
        _replace(a, [Aspirante.representante.remove()], TipoHito.REPRESENTANTE_RETIRADO, principal, ahora)

    return settle_aspirante(aspirante, attempt)


def reach_representante(principal: Principal, aspirante: str) -> Aspirante:
    """The aspirante within reach. Raises `NoEncontrado`, also if there is no representative."""
    a = reach_registro(principal, aspirante)
    if a.representante is None:
        raise NoEncontrado
    return a


def _told(aspirante: str, desde: str, ahora: datetime) -> Salida:
    clave = f"{NOMBRADO}#{aspirante}#{desde}"
    return salidas.owed_mail(AvisoCorreo(NOMBRADO, clave, {"aspirante": aspirante, "desde": desde}), ahora)


def _replace(
    a: Aspirante, acciones: list[Action], que: TipoHito, principal: Principal, ahora: datetime, *debe: Salida
) -> None:
    hito = hito_of(que, principal, int(a.version), ahora)
    if a.representante_sujeto is not None:
        acciones = [*acciones, Aspirante.representante_sujeto.remove()]
    with transaction() as tx:
        tx.update(a, actions=[*acciones, append_hito(hito)], condition=aspirante_unmoved(a))
        end_accounts(tx, a, Rol.REPRESENTANTE)
        owe(tx, *debe)


def _read(datos: Mapping[str, str], persona: Mapping[str, str]) -> tuple[dict[str, str], list[Falta]]:
    """The data as they are stored, and their faults; the aspirante's own mail is one."""
    nombre = tidy_name(datos["nombre"])
    correo, proveedor = normal_mail(datos["correo"].strip()), normal_provider(datos["proveedor"])
    faltas = check_name("nombre", nombre, LARGO_NOMBRE)
    if correo is None:
        faltas.append(
            Falta("correo", "correo_invalido", "Revise el correo: no tiene la forma nombre@dominio.")
        )
    elif correo == persona.get("correo"):
        faltas.append(
            Falta("correo", "correo_propio", "Indique un correo distinto al de la persona aspirante.")
        )
    if proveedor is None:
        faltas.append(Falta("proveedor", "proveedor_invalido", "Indique google, facebook o x."))
    return {"nombre": nombre, "correo": correo or "", "proveedor": proveedor or ""}, faltas
