"""Numbers and dates as Mexican officials read them: 1,234,567; 78.5 %; 14 de enero de 2027."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from chalicelib.rules.base.centro import CENTRO

DURO = "\N{NO-BREAK SPACE}"
_MESES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
_DECIMA = Decimal("0.1")


def integer(n: int) -> str:
    """`1,234,567`."""
    return f"{n:,}"


def percent(porcentaje: Decimal) -> str:
    """`78.50 %`, with the decimals that the figure has."""
    return f"{porcentaje:,f}{DURO}%"


def percent_text(n: int, de: int) -> str:
    """`78.5 %`: n of so many, one decimal. A share above zero is never shown as 0.0, nor one below all as 100.0."""
    if not de:
        return "—"
    parte = (Decimal(n * 100) / de).quantize(_DECIMA, ROUND_HALF_UP)
    if n and parte < _DECIMA:
        return f"<0.1{DURO}%"
    if n < de and parte >= 100:
        return f">99.9{DURO}%"
    return percent(parte)


def day_in_words(dia: date) -> str:
    """`14 de enero de 2027`."""
    return f"{dia.day} de {_MESES[dia.month - 1]} de {dia.year}"


def short_day(dia: date) -> str:
    """`14 ene`."""
    return f"{dia.day} {_MESES[dia.month - 1][:3]}"


def instant_in_words(momento: datetime) -> str:
    """`14 de enero de 2027, 18:05 h (hora del centro)` of an aware instant."""
    centro = momento.astimezone(CENTRO)
    return f"{day_in_words(centro.date())}, {centro:%H:%M}{DURO}h (hora del centro)"


def noun(n: int, uno: str, varios: str) -> str:
    """`1 municipio`, `2,345 municipios`."""
    return f"{integer(n)} {uno if n == 1 else varios}"
