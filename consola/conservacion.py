"""Command that counts what is left of a process in every table and bucket, without using a disposal's own figures
(16.1).
"""

from typing import Any

import click

from chalicelib.rules.conservacion.alcance import AlcanceDeDisposicion, Retenido
from chalicelib.rules.conservacion.tablas import swept
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.conservacion.barrido import read_page
from chalicelib.store.conservacion.disposiciones import disposals_of
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.conservacion.certificado import kept_objects, reason_of

POR_PAGINA = 1000


@click.group()
def conservacion() -> None:
    """Lo que se conserva de un proceso (16.1)."""


@conservacion.command("contar")
@click.argument("proceso")
def contar(proceso: str) -> None:
    """Cuenta lo que hay de PROCESO en cada tabla y depósito, sin cambiar nada.

    Recorre todo. De un proceso dispuesto debe dar cero; lo que por regla se conserva no se cuenta.
    """
    try:
        estado = Proceso.get(proceso, consistent_read=True).estado
    except Proceso.DoesNotExist:
        raise click.ClickException("No hay un proceso con esa clave.") from None
    total = 0
    for que in swept():
        n = count(que, scope_of(proceso))
        total += n
        if n:
            click.echo(f"{que:<36} {n:>12,}  {reason_of(que)}")
    click.echo(f"Proceso {proceso}, {estado}: {total:,} elementos")


def scope_of(proceso: str) -> AlcanceDeDisposicion:
    """The process with its aspirantes: those stored now, and those that its disposals listed."""
    propios = {str(a.aspirante) for a in Aspirante.por_proceso.query(proceso)}
    anotados = {a for d in disposals_of(proceso) for a in d.aspirantes}
    return AlcanceDeDisposicion(proceso, frozenset(propios | anotados))


def count(que: str, alcance: AlcanceDeDisposicion) -> int:
    """Number of the process's items or objects in a table or bucket."""
    quedan, n = kept_objects(alcance.proceso, que), 0
    cursor: dict[str, Any] = {}
    while True:
        pagina = read_page(que, cursor, alcance, Retenido(), quedan, POR_PAGINA)
        n += len(pagina.elementos)
        cursor = pagina.siguiente
        if not cursor:
            return n
