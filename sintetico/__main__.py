"""`python -m sintetico`: writes the synthetic world to files, for people to look at."""

import json
from dataclasses import asdict
from itertools import islice
from pathlib import Path

import click

from sintetico.azar import rng
from sintetico.camara import Camara
from sintetico.casos import VARIANTES, Caso, fraud
from sintetico.ciudadanos import desconocidos, generate_ciudadanos
from sintetico.expediente import expediente
from sintetico.lectura import lectura
from sintetico.muestrario import TODOS, muestrario
from sintetico.padron import with_older_cards, write_padron

SEED = click.option("--seed", default=1, show_default=True, help="Semilla: la misma da siempre lo mismo.")


@click.group()
def main() -> None:
    """Mundo sintético: ciudadanía, padrón y expedientes de MUESTRA. Nadie en él existe."""


@main.command("padron")
@click.argument("n", type=click.IntRange(min=1))
@SEED
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Archivo CSV.")
@click.option(
    "--anteriores", default=0.0, show_default=True, help="Parte que tuvo antes otra credencial (0 a 1)."
)
def padron_command(n: int, seed: int, out: Path, anteriores: float) -> None:
    """Escribe un padrón de N personas; las credenciales anteriores van en renglones propios."""
    written = write_padron(out, with_older_cards(seed, generate_ciudadanos(seed, n), anteriores))
    click.echo(f"{n} personas en {out}" + f", con {written - n} credenciales anteriores" * (written > n))


@main.command("expediente")
@SEED
@click.option("--caso", type=click.Choice(["valido", *VARIANTES]), default="valido", show_default=True)
@click.option("--persona", default=0, show_default=True, help="Número de la persona en su mundo.")
@click.option("--ruido", default=Camara.ruido, show_default=True, help="Ruido del sensor.")
@click.option("--calidad", default=Camara.calidad, show_default=True, help="Calidad JPEG.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Carpeta.")
def expediente_command(seed: int, caso: str, persona: int, ruido: float, calidad: int, out: Path) -> None:
    """Escribe las cuatro imágenes de un registro y lo que el teléfono lee de la credencial."""
    person = next(islice(generate_ciudadanos(seed, persona + 1), persona, None))
    other = next(desconocidos(seed))
    record = Caso(person) if caso == "valido" else fraud(person, caso, other, rng("cli", seed, persona))
    out.mkdir(parents=True, exist_ok=True)
    for name, data in expediente(record, Camara(ruido, calidad)).items():
        (out / name).write_bytes(data)
    read = {"lectura": lectura(record), "dictamen": asdict(record.dictamen)}
    (out / "lectura.json").write_text(json.dumps(read, ensure_ascii=False, indent=2), encoding="utf-8")
    click.echo(f"{person.nombre_completo} · modelo {person.modelo} · {record.variante or 'válido'} → {out}")


@main.command("muestrario")
@SEED
@click.option("--incisos", default=TODOS, show_default=True, help="Las letras que se quieren ver.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Imagen PNG.")
def muestrario_command(seed: int, incisos: str, out: Path) -> None:
    """Dibuja una hoja con todos los modelos y las inconsistencias."""
    if unknown := set(incisos) - set(TODOS):
        raise click.BadParameter(f"no hay inciso {', '.join(sorted(unknown))}")
    muestrario(seed, incisos).save(out, compress_level=1)
    click.echo(str(out))


if __name__ == "__main__":
    main(prog_name="python -m sintetico")
