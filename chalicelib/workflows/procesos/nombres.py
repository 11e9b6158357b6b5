"""Whether the nominativos of a process's aspirantes have the names of those who gave their support (Protocolo 7.12)."""

from chalicelib.rules.base.permisos import Principal
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.procesos.procesos import reachable_process


def show_names_setting(principal: Principal, proceso: str) -> bool:
    """The setting as of now. Raises `NoEncontrado`."""
    return bool(reachable_process(principal, proceso, fresh=True).nombres_en_nominativo)


def set_names(principal: Principal, proceso: str, *, con_nombres: bool) -> bool:
    """Leave the names in or out; setting the same again changes nothing. Raises `NoEncontrado`.

    Other requests follow within a minute (copies). A file that has names is not given out from then on either.
    """
    reachable_process(principal, proceso, fresh=True)
    write_unless_refused(
        lambda: Proceso(proceso).update(
            actions=[Proceso.nombres_en_nominativo.set(con_nombres)],
            condition=(Proceso.estado == "abierto") & (Proceso.nombres_en_nominativo != con_nombres),
        )
    )
    forget_copies()
    return show_names_setting(principal, proceso)
