"""Working days: the official holidays of Mexico, and the days that this installation adds (Protocolo 16.2)."""

from datetime import date, datetime
from functools import cache

from chalicelib.base import config
from chalicelib.rules.requerimientos import plazo
from chalicelib.rules.requerimientos.plazo import EstadoPlazoLegal, deadline, requirement_state


def requirement_deadline(notificado: datetime) -> datetime:
    """Instant at which the 72 working hours from a notification end."""
    return deadline(notificado, is_working_day)


def state_at(notificado: datetime, ahora: datetime) -> EstadoPlazoLegal:
    """State of a requirement's deadline at an instant. `notificado`: when the requirement was notified."""
    return requirement_state(notificado, ahora, is_working_day)


def is_working_day(dia: date) -> bool:
    """Whether a day is a working day: Monday to Friday, no holiday of the Federal Labour Law, no day added by
    configuration."""
    return plazo.working_day(dia, _holidays(dia.year))


@cache
def _holidays(anio: int) -> frozenset[date]:
    # Imported here because loading its calendars takes a second, and only the count of days needs them.
    import holidays

    oficiales = frozenset(holidays.country_holidays("MX", years=[anio]))
    return oficiales | {date.fromisoformat(d) for d in config.DIAS_INHABILES}
