"""Days of the centre's time zone and the instants in them (Protocolo 6.1 A: huso horario centro)."""

from datetime import UTC, date, datetime, time, timedelta

from chalicelib.rules.base.periodo import CENTRO


def day_span(dia: str) -> tuple[datetime, datetime]:
    """First instant of a day of the centre (`YYYY-MM-DD`) and of the next, UTC. Raises ValueError for no such day.

    23 or 25 hours apart on the days on which clocks were changed.
    """
    fecha = date.fromisoformat(dia)
    return _midnight(fecha), _midnight(fecha + timedelta(days=1))


def utc_days(desde: datetime, hasta: datetime) -> list[str]:
    """Calendar days (UTC) that hold the instants from `desde` until before `hasta` (aware both)."""
    dias, dia = [], desde.astimezone(UTC).date()
    while datetime.combine(dia, time(), UTC) < hasta:
        dias.append(dia.isoformat())
        dia += timedelta(days=1)
    return dias


def _midnight(fecha: date) -> datetime:
    return datetime.combine(fecha, time(), CENTRO).astimezone(UTC)
