"""Commands that copy the public log in a form that anybody can serve, and that verify it."""

from pathlib import Path

import click
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from chalicelib.rules.evidencia.notas import parse_key
from chalicelib.store.evidencia import deposito_bitacora as deposito
from chalicelib.store.evidencia.hojas import read_tree_state
from chalicelib.workflows.evidencia.revision import review_log


@click.group()
def bitacora() -> None:
    """La bitácora pública de lo recibido (9.14, 10.20, 12.3)."""


@bitacora.command("copiar")
@click.argument("carpeta", type=click.Path(file_okay=False, path_type=Path))
def copiar(carpeta: Path) -> None:
    """Copia la bitácora en CARPETA, tal como la sirve un sitio web, con su llave en llave.txt.

    Lo que ya está no se copia de nuevo, salvo checkpoint. Cualquier verificador de C2SP tlog-tiles la lee.
    """
    copiados = 0
    for ruta in deposito.log_paths():
        destino = carpeta / ruta
        if destino.exists() and ruta != deposito.CHECKPOINT:
            continue
        destino.parent.mkdir(parents=True, exist_ok=True)
        destino.write_bytes(deposito.read_log_file(ruta))
        copiados += 1
    (carpeta / "llave.txt").write_text(f"{read_tree_state().llave}\n")
    click.echo(f"Archivos copiados: {copiados}")


@bitacora.command("verificar")
def verificar() -> None:
    """Rehace la bitácora desde sus entradas y la compara con cada punto de control que se firmó.

    Lee la bitácora entera. Dice qué archivo no concuerda.
    """
    estado = read_tree_state()
    if not estado.llave:
        click.echo("La bitácora no tiene hojas.")
        return
    informe = review_log(estado, parse_key(estado.llave), _holds)
    for falta in informe.faltas:
        click.echo(falta)
    click.echo(f"Hojas: {informe.hojas}; puntos de control: {informe.puntos}; faltas: {len(informe.faltas)}")
    if informe.faltas:
        raise click.ClickException("La bitácora se alteró. Consérvela y avise al responsable de seguridad.")


def _holds(publica: bytes, firma: bytes, contenido: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(publica).verify(firma, contenido)
    except InvalidSignature:
        return False
    return True
