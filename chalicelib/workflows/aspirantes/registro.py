"""Registering an aspirante and changing the registration while it is a draft (Protocolo 6.1 B, C, E).

                                                      ┌─(correction: `correccion.py`)─┐
    registrado ──(Cédula generated, signed on paper)──► confirmado ◄──────────────────┘──► baja
        └─────────────────────────────────────────────────────────────► baja

When two requests register the same person, one transaction claims the keys in `unicos` and the other reads again and is
refused. When two change the same draft, one raises the version and the other is told the version in force.
"""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime

from pynamodb.transactions import TransactWrite

from chalicelib.problemas import NoEncontrado, Ocupado
from chalicelib.problemas.aspirantes import AspiranteCambiado, AspiranteNoAdmite
from chalicelib.rules.apoyos.folio import LETRAS
from chalicelib.rules.aspirantes.registro import LARGO_FOLIO, EstadoAspirante, Hito, TipoHito, check_office
from chalicelib.rules.base.centro import CENTRO
from chalicelib.rules.base.faltas import Falta
from chalicelib.rules.base.permisos import Principal, reaches_aspirante, reaches_process
from chalicelib.store.aspirantes import (
    Aspirante,
    append_hito,
    aspirante_unmoved,
    find_aspirante,
    key_of_clave,
    key_of_mail,
)
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.base.unicos import claim_key, key_owners, release_key
from chalicelib.store.procesos.periodos import Periodo, read_periodo
from chalicelib.store.procesos.procesos import Proceso, get_proceso
from chalicelib.vault.secretos import blind_index
from chalicelib.workflows.aspirantes import ficha as fichas_aspirante
from chalicelib.workflows.base.faltas import refuse_faltas
from chalicelib.workflows.base.secretos import persona_de, seal_persona, secreto_de
from chalicelib.workflows.credencial import Ficha

OCUPADO = "Otra persona está cambiando este registro. Intente de nuevo."


def register_aspirante(
    principal: Principal, proceso: str, periodo: str, unidad: str, datos: Mapping[str, str], ahora: datetime
) -> tuple[Aspirante, list[Falta]]:
    """Register a draft; return the row and the warnings, which do not prevent the registration.

    Raises `NoEncontrado`, `DatosNoAdmitidos` with every fault, `Ocupado`.
    """
    p = reach_process(principal, proceso)
    ficha = _admit(p, periodo, unidad, datos, ahora)

    def attempt() -> Aspirante:
        fila = _build(principal, p, periodo, unidad, ficha.datos, ahora)
        reclamos = unique_keys(fila, ficha.datos)
        refuse_taken(reclamos, fila.aspirante)
        with transaction() as tx:
            for llave in reclamos.values():
                claim_key(tx, llave, fila.aspirante)
            tx.save(fila, condition=Aspirante.aspirante.does_not_exist())
            # Asked again, for `p` is a copy: a disposal that closed the process since would miss this row (16.1).
            tx.condition_check(Proceso, p.proceso, condition=Proceso.estado == "abierto")
        return fila

    try:
        return until_unraced(attempt), ficha.avisos
    except Contienda:
        raise Ocupado(OCUPADO) from None


def change_aspirante(
    principal: Principal,
    aspirante: str,
    version: int,
    periodo: str,
    unidad: str,
    datos: Mapping[str, str],
    ahora: datetime,
) -> tuple[Aspirante, list[Falta]]:
    """Replace a draft's data if it is still that version; the Cédula has to be made again.

    Raises as `register_aspirante`, and `AspiranteCambiado`, `AspiranteNoAdmite`.
    """
    p = get_proceso(reach_registro(principal, aspirante).proceso)
    ficha = _admit(p, periodo, unidad, datos, ahora)

    def attempt() -> Aspirante:
        a = reach_draft(principal, aspirante, version)
        antes = unique_keys(a, persona_de(a))
        despues = unique_keys(a, ficha.datos, periodo)
        refuse_taken(despues, aspirante)
        with transaction() as tx:
            exchange_keys(tx, aspirante, antes, despues)
            tx.update(
                a,
                actions=[
                    Aspirante.periodo.set(periodo),
                    Aspirante.unidad.set(unidad),
                    Aspirante.nombre.set(full_name(ficha.datos)),
                    Aspirante.datos.set(seal_persona(a.proceso, a.identidad, ficha.datos)),
                    Aspirante.version.set(version + 1),
                    append_hito(hito_of(TipoHito.MODIFICADO, principal, version + 1, ahora)),
                ],
                condition=aspirante_unmoved(a),
            )
        return a

    return settle_aspirante(aspirante, attempt), ficha.avisos


def settle_aspirante(aspirante: str, attempt: Callable[[], object]) -> Aspirante:
    """Retry `attempt` while other writers win, then read the row. Raises `Ocupado` and what `attempt` raises."""
    try:
        until_unraced(attempt)
    except Contienda:
        raise Ocupado(OCUPADO) from None
    forget_copies()
    return Aspirante.get(aspirante, consistent_read=True)


def reach_process(principal: Principal, proceso: str) -> Proceso:
    """The process, if it is within reach. Raises `NoEncontrado`."""
    try:
        p = get_proceso(proceso)
    except Proceso.DoesNotExist:
        raise NoEncontrado from None
    if not reaches_process(principal, proceso, p.opl):
        raise NoEncontrado
    return p


def reach_registro(principal: Principal, aspirante: str) -> Aspirante:
    """The registration as of now, if it is within reach. Raises `NoEncontrado`."""
    a = find_aspirante(aspirante)
    if a is None or not reaches_aspirante(principal, aspirante, a.proceso, a.opl):
        raise NoEncontrado
    return a


def reach_draft(principal: Principal, aspirante: str, version: int) -> Aspirante:
    """A draft within reach at that version. Raises `NoEncontrado`, `AspiranteNoAdmite`, `AspiranteCambiado`."""
    a = reach_registro(principal, aspirante)
    if a.estado != EstadoAspirante.REGISTRADO:
        raise AspiranteNoAdmite("El registro ya no es un borrador: corríjalo si está confirmado.")
    check_version(a, version)
    return a


def reach_open_registration(principal: Principal, aspirante: str, version: int) -> Aspirante:
    """A draft or a confirmed registration within reach, at that version. Raises as `reach_draft`."""
    a = reach_registro(principal, aspirante)
    if a.estado == EstadoAspirante.BAJA:
        raise AspiranteNoAdmite("El registro fue dado de baja.")
    check_version(a, version)
    return a


def check_version(a: Aspirante, version: int) -> None:
    """Raise `AspiranteCambiado` unless the registration is at that version."""
    if a.version != version:
        raise AspiranteCambiado(
            "El registro cambió desde que lo consultó: consúltelo e intente de nuevo.", version=int(a.version)
        )


def hito_of(que: TipoHito, principal: Principal, version: int, ahora: datetime) -> Hito:
    """An entry of the history, by the acting account."""
    return Hito(que.value, iso(ahora), principal.cuenta, principal.rol.value, int(version))


def unique_keys(a: Aspirante, datos: Mapping[str, str], periodo: str = "") -> dict[str, str]:
    """Field -> key that only one registration may hold: person and office, and mail account."""
    secreto = secreto_de(a.proceso)
    clave = blind_index(secreto, "clave_elector", datos["clave_elector"])
    correo = blind_index(secreto, "correo", datos["correo"])
    return {
        "clave_elector": key_of_clave(a.proceso, periodo or a.periodo, clave),
        "correo": key_of_mail(a.proceso, correo),
    }


def full_name(datos: Mapping[str, str]) -> str:
    """Names and surnames in their order."""
    return " ".join(
        filter(None, (datos.get(c, "") for c in ("nombre", "apellido_paterno", "apellido_materno")))
    )


def _admit(p: Proceso, periodo: str, unidad: str, datos: Mapping[str, str], ahora: datetime) -> Ficha:
    """The data as they are kept. Raises `DatosNoAdmitidos` with every fault at once."""
    ficha = fichas_aspirante.read_ficha_aspirante(datos, ahora.astimezone(CENTRO).date())
    try:
        q = read_periodo(p.proceso, periodo)
    except Periodo.DoesNotExist:
        oficio = [Falta("periodo", "periodo_desconocido", "Elija uno de los periodos del proceso.")]
    else:
        oficio = check_office(q.nivel, q.unidades.as_dict(), unidad, q.captacion.fin, ahora)
    refuse_faltas(ficha.faltas + oficio)
    return Ficha(ficha.datos, [], ficha.avisos + _elsewhere(p, ficha.datos))


def _elsewhere(p: Proceso, datos: Mapping[str, str]) -> list[Falta]:
    """Warning that the credential is from another entidad. It does not refuse, because local laws differ."""
    if datos["entidad"] == p.entidad:
        return []
    return [
        Falta(
            "entidad",
            "otra_entidad",
            "La credencial es de una entidad distinta a la del proceso; verifíquela.",
        )
    ]


def exchange_keys(
    tx: TransactWrite, aspirante: str, antes: Mapping[str, str], despues: Mapping[str, str]
) -> None:
    """Claim the keys that are new and release those given up (`unique_keys`), within a transaction."""
    for llave in set(despues.values()) - set(antes.values()):
        claim_key(tx, llave, aspirante)
    for llave in set(antes.values()) - set(despues.values()):
        release_key(tx, llave, aspirante)


def refuse_taken(reclamos: dict[str, str], aspirante: str) -> None:
    """Raise `DatosNoAdmitidos` for each key of `unique_keys` that another registration holds."""
    duenos = key_owners(list(reclamos.values()))
    textos = {
        "clave_elector": "Ya hay un registro vigente de esta persona para el mismo cargo.",
        "correo": "Otra persona aspirante del proceso tiene este correo; indique otro.",
    }
    refuse_faltas(
        [
            Falta(campo, "ya_registrado", textos[campo])
            for campo, llave in reclamos.items()
            if duenos.get(llave, aspirante) != aspirante
        ]
    )


def _build(
    principal: Principal, p: Proceso, periodo: str, unidad: str, datos: dict[str, str], ahora: datetime
) -> Aspirante:
    aspirante = "".join(secrets.choice(LETRAS) for _ in range(LARGO_FOLIO))
    return Aspirante(
        aspirante=aspirante,
        proceso=p.proceso,
        periodo=periodo,
        opl=p.opl,
        unidad=unidad,
        nombre=full_name(datos),
        estado=EstadoAspirante.REGISTRADO.value,
        datos=seal_persona(p.proceso, f"aspirante {aspirante}", datos),
        version=1,
        historia=[str(hito_of(TipoHito.REGISTRADO, principal, 1, ahora))],
    )
