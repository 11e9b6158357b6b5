"""Structs that several routes of processes publish."""

from msgspec import Struct


class Duplicados(Struct):
    """Duplicados entre aspirantes (15.3). `aplica`: lo vigente, si se aplican o solo se reportan; `propuesta`: lo que
    propone la ley; `decidida_en`: cuándo lo decidió expresamente el OPL, nulo si nunca; `tardia`: ya iniciado el
    periodo.
    """

    aplica: bool
    propuesta: bool
    decidida_en: str | None
    fundamento: str
    tardia: bool
