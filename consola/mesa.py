"""Command that compares the operators' loads with the queues from which they follow, and corrects them."""

import click

from chalicelib.problemas import NoEncontrado
from chalicelib.workflows.mesa.recuento import DEMORA, recount_loads, recount_pending


@click.group()
def mesa() -> None:
    """La Mesa de Control (numeral 13.3)."""


@mesa.command("recontar")
@click.argument("proceso")
@click.option("--demora", default=DEMORA, show_default=True, help="Segundos que se dan al índice.")
def recontar(proceso: str, demora: float) -> None:
    """Compara con los registros lo que cada operador dice tener abierto y lo que falta por día, y lo corrige.

    Puede correrse mientras la Mesa trabaja: a quien recibe o dictamina en ese momento no se le toca, y se dice.

    Ejemplo: python -m consola mesa recontar PEL27GTO
    """
    try:
        hallados = recount_loads(proceso, demora)
    except NoEncontrado as error:
        raise click.ClickException(error.detalle) from None
    dias = recount_pending(proceso, demora)
    for h in hallados:
        que = "corregido" if h.corregido else "se movía; repita"
        click.echo(f"{h.operador}: decía {h.decia}, son {h.son} ({que})")
    for d in dias:
        que = "corregido" if d.corregido else "se movía; repita"
        click.echo(f"Sin dictamen, llegados el {d.dia}: decía {d.decia}, son {d.son} ({que})")
    click.echo(f"Operadores que diferían: {len(hallados)}; días: {len(dias)}")
    if not all(h.corregido for h in (*hallados, *dias)):
        raise click.ClickException("Quedan cuentas sin corregir. Repita.")
