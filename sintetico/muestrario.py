"""A sheet with every model and every kind of fraud, for a person to look at."""

from io import BytesIO

from PIL import Image

from sintetico.azar import rng
from sintetico.casos import VARIANTES, Caso, fraud
from sintetico.ciudadanos import MODELOS, Ciudadano, generate_ciudadanos
from sintetico.expediente import expediente
from sintetico.tarjeta import AVISO, ROJO
from sintetico.tipografia import write

CELDAS = {"anverso.jpg": (0, 336), "reverso.jpg": (344, 336), "foto.jpg": (688, 159), "firma.png": (856, 290)}
ANCHO, ALTO, TITULO = 1170, 262, 44
TODOS = "".join(VARIANTES)


def muestrario(seed: int, incisos: str = TODOS) -> Image.Image:
    """Return the sheet: rows in two columns, one for each model and for each variant of each of `incisos`."""
    rows = _cases(seed, incisos)
    height = (len(rows) + 1) // 2
    sheet = Image.new("RGB", (ANCHO * 2, ALTO * height + 60), "white")
    write(
        sheet,
        (20, 10),
        f"{AVISO} · MUESTRARIO DE MODELOS E INCONSISTENCIAS (Protocolo 13.7)",
        34,
        ROJO,
        "Bold",
    )
    for i, (title, caso) in enumerate(rows):
        _row(sheet, (10 + ANCHO * (i // height), 60 + ALTO * (i % height)), title, caso)
    return sheet


def _cases(seed: int, incisos: str) -> list[tuple[str, Caso]]:
    people = generate_ciudadanos(seed, 10_000)
    first = {modelo: next(p for p in people if p.modelo == modelo) for modelo in MODELOS}
    rows = [(f"Modelo {modelo}: válido", Caso(person)) for modelo, person in first.items()]
    for inciso in incisos:
        for variant in VARIANTES[inciso]:
            caso = make_case(inciso, variant, next(p for p in people if p.modelo != "C"), next(people))
            rows.append((f"Inciso {inciso}: {variant} (modelo {caso.modelo})", caso))
    return rows


def make_case(inciso: str, variant: str, person: Ciudadano, other: Ciudadano) -> Caso:
    """Return the case of `person` with that variant of an inciso. Raises ValueError if there is none."""
    for attempt in range(100):
        caso = fraud(person, inciso, other, rng("muestrario", attempt))
        if caso.variante == variant:
            return caso
    raise ValueError(f"no variant {variant!r} of {inciso!r}")


def _row(sheet: Image.Image, corner: tuple[int, int], title: str, caso: Caso) -> None:
    x, y = corner
    write(sheet, (x, y), title, 28, (40, 40, 48), "Bold")
    for name, data in expediente(caso).items():
        left, width = CELDAS[name]
        image: Image.Image = Image.open(BytesIO(data))
        image.draft("RGB", (width * 2, ALTO * 2))  # a JPEG is decoded at the size at which it is shown
        image = image.convert("RGB")
        image.thumbnail((width, ALTO - TITULO - 6), Image.Resampling.LANCZOS)
        sheet.paste(image, (x + left, y + TITULO))
