"""Commands that verify the audit log, list acts not yet noted, and export sealed entries."""

import json
from datetime import date
from pathlib import Path

import click

from chalicelib.base.reloj import ahora
from chalicelib.store.correos.salidas import list_intents
from chalicelib.store.evidencia import hojas as almacen
from chalicelib.store.privacidad import deposito_auditoria as deposito
from chalicelib.workflows.base.bitacora_nota import mac_key
from chalicelib.workflows.evidencia.acuse import leaf_proof
from chalicelib.workflows.evidencia.asientos import review_chains, review_sealed
from chalicelib.workflows.evidencia.sellado import hour_leaf_name

_INSTRUCCIONES = """\
Bitácora de auditoría del {dia} (UTC): los asientos de cada hora, como se sellaron.

  horas/<hora>/<SHA-256>.json        el manifiesto de la hora: qué archivos y cuántos asientos
  asientos/<hora>/<SHA-256>.jsonl    los asientos, uno por línea
  <hora>.tlog-proof                  la prueba de que la bitácora pública tiene el manifiesto
  llave.txt                          la llave de la bitácora pública: compárela con la que se publicó

Para comprobarlo sin nosotros:
 1. sha256sum de cada archivo es su nombre, y el manifiesto nombra los de asientos.
 2. La hoja de una hora es la línea "captacion/auditoria/v1 <SHA-256 del manifiesto>", con salto de línea. Con ella, con
    llave.txt y con la prueba, cualquier verificador de C2SP tlog-proof dice si está en la bitácora.
 3. En los asientos de un mismo actor, ordenados por n y de todas las horas, n va de uno en uno y previo es el sello del
    anterior: dos actos casi simultáneos pueden haberse anotado en otro orden que el de sus momentos.
"""


@click.group()
def auditoria() -> None:
    """La bitácora de auditoría (18.7)."""


@auditoria.command("verificar")
@click.option("--solo-sellado", is_flag=True, help="Solo lo sellado: sirve aunque la tabla se haya perdido.")
def verificar(solo_sellado: bool) -> None:
    """Comprueba la cadena de cada persona, contra sus sellos y contra las horas que se sellaron.

    Lee la tabla entera y todo lo sellado. Dice qué asiento se cambió, se quitó o falta, y cuándo se había sellado. Lo
    que ocurrió desde la última hora sellada solo está en la tabla.
    """
    informe = review_sealed(mac_key())
    if not solo_sellado:
        review_chains(mac_key(), informe)
    for falta in informe.faltas:
        click.echo(falta)
    click.echo(
        f"Cadenas: {informe.cadenas or len(informe.cabezas)}; alteradas: {len(informe.faltas)};"
        f" horas selladas: {informe.horas}; asientos sellados: {informe.asientos};"
        f" sellado hasta: {almacen.last_sealed_hour() or 'nada'}"
    )
    if informe.faltas:
        raise click.ClickException(
            "La bitácora se alteró. Conserve la tabla y avise al responsable de seguridad."
        )


@auditoria.command("pendientes")
def pendientes() -> None:
    """Los actos que se anunciaron y no se han anotado: los de hace más de unos minutos los anota la vigilancia.

    Uno que permanece dice que la vigilancia (función salidas) no logra anotarlo.
    """
    intentos = list_intents(ahora())
    for i in intentos:
        click.echo(
            " ".join((i.desde, i.cuerpo["evento"], i.cuerpo["objeto"] or "-", i.cuerpo["cuenta"] or "-"))
        )
    click.echo(f"Actos sin anotar: {len(intentos)}")


@auditoria.command("exportar")
@click.argument("dia", type=click.DateTime(["%Y-%m-%d"]))
@click.argument("carpeta", type=click.Path(file_okay=False, path_type=Path))
def exportar(dia: date, carpeta: Path) -> None:
    """Copia lo sellado de un DIA (UTC) en CARPETA, con sus pruebas y cómo comprobarlas, para quien audita."""
    fecha, estado, archivos = f"{dia:%Y-%m-%d}", almacen.read_tree_state(), 0
    for hora, contenido in deposito.list_manifests(fecha):
        manifiesto = json.loads(contenido)
        for parte in manifiesto["partes"]:
            asientos = deposito.read_sealed_entries(hora, parte["sha256"])
            if asientos is None:
                raise click.ClickException(f"{hora}: falta el archivo {parte['sha256']}")
            _write(carpeta / deposito.entries_key(hora, parte["sha256"]), asientos)
        _write(carpeta / deposito.manifest_key(hora, contenido), contenido)
        indice = almacen.leaf_indices([hour_leaf_name(hora)]).get(hour_leaf_name(hora))
        if indice is not None and indice < estado.tamano:
            _write(carpeta / f"{hora}.tlog-proof", leaf_proof(indice, estado).encode())
        archivos += len(manifiesto["partes"]) + 1
    if not archivos:
        raise click.ClickException(f"Del {fecha} no hay horas selladas.")
    _write(carpeta / "llave.txt", f"{estado.llave}\n".encode())
    _write(carpeta / "LEAME.txt", _INSTRUCCIONES.format(dia=fecha).encode())
    click.echo(f"Archivos: {archivos}")


def _write(destino: Path, contenido: bytes) -> None:
    destino.parent.mkdir(parents=True, exist_ok=True)
    destino.write_bytes(contenido)
