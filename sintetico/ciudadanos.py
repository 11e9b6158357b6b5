"""The people of the synthetic world: person number `i` of a seed is always the same person."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from sintetico import nombres
from sintetico.azar import MILES_DE_MILLONES, Permutacion, rng
from sintetico.claves import clave_elector, curp
from sintetico.geografia import ENTIDADES, SECCIONES, lugar

# The world's date. At this date model C is still in force, so that its path can be used; in reality it expired.
ANIO = 2026
MODELOS = {"C": 8, "D": 12, "E": 45, "G": 35}

# Birth date and homoclave together never repeat in a world, so neither does a clave: 26 million people.
PRIMER_NACIMIENTO = date(1936, 1, 1)
DIAS_DE_NACIMIENTO = 26_000
POBLACION = DIAS_DE_NACIMIENTO * 1000
# People from this index on are never written to a padrón: `desconocidos`.
PRIMER_DESCONOCIDO = POBLACION - 1_000_000

LISTA_NOMINAL, PADRON, BAJA = "lista_nominal", "padron", "baja"
PERDIDA_VIGENCIA = "perdida_vigencia"
OTRAS_CAUSAS = (
    "defuncion",
    "suspension_derechos_politicos",
    "duplicado_en_padron",
    "usurpacion_identidad",
    "determinacion_judicial",
    "datos_personales_irregulares",
    "domicilio_irregular",
    "perdida_ciudadania",
    "cancelacion_tramite",
    "documentacion_apocrifa",
)


@dataclass(frozen=True)
class Ciudadano:
    """A synthetic person and their credential. Codes are text with leading zeros; names are in capitals."""

    nombre: str
    apellido_paterno: str
    apellido_materno: str
    fecha_nacimiento: date
    sexo: str  # H or M
    entidad_nacimiento: str
    clave_elector: str
    curp: str
    cic: str
    ocr: str
    identificador: str
    emision: str
    modelo: str
    entidad: str
    distrito_federal: str
    distrito_local: str
    municipio: str
    seccion: str
    calle: str
    colonia: str
    vigencia: int  # last year in force
    situacion: str
    causa_baja: str = ""
    credencial: str = "vigente"

    @property
    def nombre_completo(self) -> str:
        return " ".join(filter(None, (self.nombre, self.apellido_paterno, self.apellido_materno)))

    @property
    def domicilio(self) -> tuple[str, str, str]:
        """The address in the three lines of a credential."""
        entidad = ENTIDADES[self.entidad][0]
        return self.calle, f"COL. {self.colonia}", f"MUNICIPIO {self.municipio}, {entidad}"


def generate_ciudadanos(
    seed: int, n: int, entidad: str = "11", fuera: float = 0.02, baja: float = 0.02, padron: float = 0.005
) -> Iterator[Ciudadano]:
    """Yield people 0..n-1 of the world `seed`, one at a time: memory stays flat for any n.

    `entidad`: where they live, but for the share `fuera`, who live in another one. `baja`: share removed from the
    padrón; `padron`: share in the padrón and not in the Lista Nominal.
    """
    if n > PRIMER_DESCONOCIDO:
        raise ValueError(f"a world has at most {PRIMER_DESCONOCIDO} people")
    return (ciudadano(seed, i, entidad, fuera, baja, padron) for i in range(n))


def older_card(seed: int, index: int, person: Ciudadano) -> Ciudadano:
    """Return the former credential of person `index` of the world, with a CIC of its own and its state."""
    chance = rng("anterior", seed, index)
    return replace(
        person,
        cic=f"{_permutacion(seed, 'cic', MILES_DE_MILLONES)(POBLACION + index):09}",
        ocr=f"{chance.randint(1, SECCIONES):04}{person.identificador}",
        emision=f"{chance.randrange(10):02}",
        vigencia=person.vigencia - chance.randint(1, 9),
        credencial=chance.choices(("reemplazada", "cancelada"), (9, 1))[0],
    )


def desconocidos(seed: int, entidad: str = "11") -> Iterator[Ciudadano]:
    """Yield people of the same world whom `generate_ciudadanos` never yields: those that no padrón has."""
    return (ciudadano(seed, i, entidad, 0, 0, 0) for i in range(PRIMER_DESCONOCIDO, POBLACION))


def ciudadano(seed: int, index: int, entidad: str, fuera: float, baja: float, padron: float) -> Ciudadano:
    """Return person `index` (0..POBLACION-1) of the world `seed`."""
    chance = rng("ciudadano", seed, index)
    sexo = chance.choice("HM")
    nombre = chance.choice(nombres.HOMBRES if sexo == "H" else nombres.MUJERES)
    paterno = chance.choice(nombres.APELLIDOS)
    materno = chance.choice(nombres.APELLIDOS) if chance.random() < 0.98 else ""
    vive_en = _entidad(chance, entidad, fuera)
    nace_en = _entidad(chance, vive_en, 0.15)
    dia, homoclave = divmod(_permutacion(seed, "nacimiento", POBLACION)(index), 1000)
    nacimiento = PRIMER_NACIMIENTO + timedelta(days=dia)
    keys = (nombre, paterno, materno, nacimiento, nace_en, sexo)
    seccion = chance.randint(1, SECCIONES)
    identificador = f"{_permutacion(seed, 'identificador', MILES_DE_MILLONES)(index):09}"
    situacion, causa = _situacion(chance, baja, padron)
    return Ciudadano(
        nombre=nombre,
        apellido_paterno=paterno,
        apellido_materno=materno,
        fecha_nacimiento=nacimiento,
        sexo=sexo,
        entidad_nacimiento=nace_en,
        clave_elector=clave_elector(*keys, homoclave),
        curp=curp(*keys, chance.randrange(10)),
        cic=f"{_permutacion(seed, 'cic', MILES_DE_MILLONES)(index):09}",
        ocr=f"{seccion:04}{identificador}",
        identificador=identificador,
        emision=f"{chance.randrange(10):02}",
        modelo=chance.choices(list(MODELOS), list(MODELOS.values()))[0],
        calle=f"C. {chance.choice(nombres.CALLES)} {chance.randint(1, 999)}",
        colonia=chance.choice(nombres.COLONIAS),
        vigencia=ANIO - chance.randint(1, 6) if causa == PERDIDA_VIGENCIA else ANIO + chance.randint(2, 9),
        situacion=situacion,
        causa_baja=causa,
        **vars(lugar(vive_en, seccion)),
    )


@lru_cache(maxsize=64)
def _permutacion(seed: int, purpose: str, size: int) -> Permutacion:
    return Permutacion(size, seed, purpose)


def _entidad(chance: Random, usual: str, other: float) -> str:
    if chance.random() >= other:
        return usual
    return chance.choice([code for code in ENTIDADES if code != usual])


def _situacion(chance: Random, baja: float, padron: float) -> tuple[str, str]:
    """Draw situación and cause of baja: in nine of ten cases an expired credential, as in 2021."""
    draw = chance.random()
    if draw < baja:
        expired = chance.random() < 0.9
        return BAJA, PERDIDA_VIGENCIA if expired else chance.choice(OTRAS_CAUSAS)
    return (PADRON if draw < baja + padron else LISTA_NOMINAL), ""
