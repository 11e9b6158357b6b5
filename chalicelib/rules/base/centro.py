"""The centre's time zone: its days, wall-clock times and their words (Protocolo 6.1 A: *huso horario centro*)."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CENTRO = ZoneInfo("America/Mexico_City")
FORMA = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", re.ASCII)


ULTIMAS = frozenset({"23:59", "24:00"})
"""Ways to write the end of a day."""
_CONOCIDOS = ((datetime(2022, 7, 1, 12, tzinfo=UTC), -5), (datetime(2026, 7, 1, 12, tzinfo=UTC), -6))
"""Offsets of the centre, in hours, before and after the law of 2022 that ended summer time."""


class HoraNoAdmitida(ValueError):
    """The clocks of the centre never showed that time, or showed it twice; the message is for whoever wrote it."""


def from_centro(texto: str) -> datetime:
    """The instant (UTC) of `YYYY-MM-DDTHH:MM`, hora del centro; raise `HoraNoAdmitida`.

    Until October 2022 the clocks were put forward in April and back in October: an hour was missing and another came
    twice. A law may bring that again, and the zone's data with it.
    """
    if not FORMA.fullmatch(texto):
        raise HoraNoAdmitida("Escriba fecha y hora del centro como 2027-01-10T00:00, sin zona horaria.")
    try:
        local = datetime.fromisoformat(texto)
    except ValueError:
        raise HoraNoAdmitida("Esa fecha u hora no está en el calendario.") from None
    try:
        antes, despues = (local.replace(tzinfo=CENTRO, fold=vez).astimezone(UTC) for vez in (0, 1))
    except OverflowError:
        raise HoraNoAdmitida("Esa fecha u hora no está en el calendario.") from None
    if antes == despues:
        return antes
    if antes.astimezone(CENTRO).replace(tzinfo=None) != local:
        raise HoraNoAdmitida(
            "Esa hora no existe en el centro: los relojes se adelantaron. Elija una hora posterior."
        )
    raise HoraNoAdmitida(
        "Esa hora ocurre dos veces en el centro: los relojes se atrasaron. Elija una hora posterior."
    )


def end_from_centro(texto: str) -> datetime:
    """The instant (UTC) of an end given as wall-clock time of the centre (6.1 A).

    23:59 stands for the end of that minute and 24:00 for the end of the day: both are the next midnight. Raises
    `HoraNoAdmitida`.
    """
    dia, _, hora = texto.partition("T")
    if hora not in ULTIMAS or not FORMA.fullmatch(texto):
        return from_centro(texto)
    try:
        siguiente = date.fromisoformat(dia) + timedelta(days=1)
    except (ValueError, OverflowError):
        raise HoraNoAdmitida("Esa fecha u hora no está en el calendario.") from None
    return from_centro(f"{siguiente.isoformat()}T00:00")


def end_in_words(fin: datetime) -> str:
    """An end in words, shown to the person who entered it: `Termina al acabar el 09/02/2027 (hora del centro).`"""
    local = fin.astimezone(CENTRO)
    if (local.hour, local.minute) != (0, 0):
        return f"Termina a las {local:%H:%M} del {local:%d/%m/%Y} (hora del centro)."
    return f"Termina al acabar el {local - timedelta(days=1):%d/%m/%Y} (hora del centro)."


def to_centro(momento: datetime) -> str:
    """Inverse of `from_centro`: `YYYY-MM-DDTHH:MM` of an aware instant."""
    return momento.astimezone(CENTRO).strftime("%Y-%m-%dT%H:%M")


def in_words(momento: datetime) -> str:
    """An instant as mails and refusals show it: `10/01/2027 00:00 (hora del centro)`."""
    return f"{momento.astimezone(CENTRO):%d/%m/%Y %H:%M} (hora del centro)"


def day_span(dia: str) -> tuple[datetime, datetime]:
    """First instant of a day of the centre (`YYYY-MM-DD`) and of the next, UTC. Raises ValueError for no such day.

    23 or 25 hours apart on the days on which clocks were changed.
    """
    fecha = date.fromisoformat(dia)
    return _midnight(fecha), _midnight(fecha + timedelta(days=1))


def utc_days(desde: datetime, hasta: datetime) -> list[str]:
    """Calendar days (UTC) that the interval from `desde` to before `hasta` touches (both aware)."""
    dias, dia = [], desde.astimezone(UTC).date()
    while datetime.combine(dia, time(), UTC) < hasta:
        dias.append(dia.isoformat())
        dia += timedelta(days=1)
    return dias


def dia_centro(momento: datetime) -> str:
    """Calendar day in the centre's time zone, `YYYY-MM-DD`: the day under which a record is reported."""
    return aware(momento).astimezone(CENTRO).date().isoformat()


def aware(momento: datetime) -> datetime:
    """Return the datetime unchanged.

    Raises ValueError when it is naive, since Python would assume the machine's time zone.
    """
    if momento.tzinfo is None:
        raise ValueError("el instante lleva zona horaria")
    return momento


def _midnight(fecha: date) -> datetime:
    return datetime.combine(fecha, time(), CENTRO).astimezone(UTC)


def check_zone(zona: ZoneInfo = CENTRO) -> None:
    """Raise RuntimeError when the time zone data predate the law of 2022, for deadlines would be an hour off."""
    for momento, horas in _CONOCIDOS:
        if momento.astimezone(zona).utcoffset() != timedelta(hours=horas):
            raise RuntimeError(f"los datos de husos horarios son anteriores a 2022: {zona}")


check_zone()
