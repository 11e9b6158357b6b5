"""A made-up electoral geography: the real entidades, with invented municipios, distritos and secciones."""

from dataclasses import dataclass

# INE code: (name, letters in the CURP).
ENTIDADES = {
    "01": ("AGUASCALIENTES", "AS"),
    "02": ("BAJA CALIFORNIA", "BC"),
    "03": ("BAJA CALIFORNIA SUR", "BS"),
    "04": ("CAMPECHE", "CC"),
    "05": ("COAHUILA", "CL"),
    "06": ("COLIMA", "CM"),
    "07": ("CHIAPAS", "CS"),
    "08": ("CHIHUAHUA", "CH"),
    "09": ("CIUDAD DE MÉXICO", "DF"),
    "10": ("DURANGO", "DG"),
    "11": ("GUANAJUATO", "GT"),
    "12": ("GUERRERO", "GR"),
    "13": ("HIDALGO", "HG"),
    "14": ("JALISCO", "JC"),
    "15": ("MÉXICO", "MC"),
    "16": ("MICHOACÁN", "MN"),
    "17": ("MORELOS", "MS"),
    "18": ("NAYARIT", "NT"),
    "19": ("NUEVO LEÓN", "NL"),
    "20": ("OAXACA", "OC"),
    "21": ("PUEBLA", "PL"),
    "22": ("QUERÉTARO", "QT"),
    "23": ("QUINTANA ROO", "QR"),
    "24": ("SAN LUIS POTOSÍ", "SP"),
    "25": ("SINALOA", "SL"),
    "26": ("SONORA", "SR"),
    "27": ("TABASCO", "TC"),
    "28": ("TAMAULIPAS", "TS"),
    "29": ("TLAXCALA", "TL"),
    "30": ("VERACRUZ", "VZ"),
    "31": ("YUCATÁN", "YN"),
    "32": ("ZACATECAS", "ZS"),
}

SECCIONES, MUNICIPIOS, DISTRITOS_FEDERALES, DISTRITOS_LOCALES = 3200, 46, 15, 22


@dataclass(frozen=True)
class Lugar:
    """Place where a person votes; every code is text with its leading zeros."""

    entidad: str
    distrito_federal: str
    distrito_local: str
    municipio: str
    seccion: str


def lugar(entidad: str, seccion: int) -> Lugar:
    """Return the place of sección 1..3200, which lies in one municipio and one distrito of each kind."""
    if entidad not in ENTIDADES or not 1 <= seccion <= SECCIONES:
        raise ValueError(f"no such sección: {entidad}-{seccion}")

    def part(of: int) -> int:
        return 1 + (seccion - 1) * of // SECCIONES

    return Lugar(
        entidad=entidad,
        distrito_federal=f"{part(DISTRITOS_FEDERALES):02}",
        distrito_local=f"{part(DISTRITOS_LOCALES):02}",
        municipio=f"{part(MUNICIPIOS):03}",
        seccion=f"{seccion:04}",
    )
