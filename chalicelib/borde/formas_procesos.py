"""Forms that several routes of processes publish."""

from msgspec import Struct


class Duplicados(Struct):
    """Duplicates among aspirantes (15.3). `aplica`: what holds, applied or only reported; `propuesta`: what the law
    proposes; `decidida_en`: when the OPL decided it expressly, null if never; `tardia`: once the period had started."""

    aplica: bool
    propuesta: bool
    decidida_en: str | None
    fundamento: str
    tardia: bool
