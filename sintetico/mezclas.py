"""Mixes: how many records of each kind, as shares of a total that were observed in the field.

A kind is a class (`valido`, `duplicado_mismo`, …) or an inciso a..n of Protocolo 13.7.
"""

from collections.abc import Mapping

# The app in 2021. Its published figures are of groups (credencial, foto, firma no válida). The split of a group
# among its incisos, and `fuera` and `n` (too small to be published), are assumed and taken from `valido`.
MEZCLA_2021: Mapping[str, float] = {
    "valido": 0.782,
    "duplicado_mismo": 0.042,
    "duplicado_otro": 0.024,
    "padron": 0.001,
    "baja": 0.011,
    "fuera": 0.002,
    "no_encontrado": 0.002,
    "a": 0.002,
    "b": 0.002,
    "c": 0.002,
    "d": 0.004,
    "e": 0.037,
    "f": 0.009,
    "g": 0.014,
    "h": 0.012,
    "i": 0.038,
    "j": 0.004,
    "k": 0.003,
    "l": 0.007,
    "m": 0.001,
    "n": 0.001,
}

# An aspirante of 2018, when photocopies and simulation were 14 to 51 % of what some of them sent.
MEZCLA_2018: Mapping[str, float] = {
    **MEZCLA_2021,
    "valido": 0.510,
    "duplicado_mismo": 0.050,
    "duplicado_otro": 0.030,
    "baja": 0.013,
    "no_encontrado": 0.020,
    "d": 0.012,
    "e": 0.220,
    "f": 0.008,
    "g": 0.004,
    "h": 0.002,
    "i": 0.004,
    "j": 0.003,
    "k": 0.002,
    "l": 0.005,
    "m": 0.002,
    "n": 0.106,
}

AL_MENOS_UNO_DESDE = 150


def counts(n: int, mezcla: Mapping[str, float]) -> dict[str, int]:
    """Return how many of `n` records are of each kind; from 150 on, at least one of every kind in the mix.

    Raises ValueError when there are too few valid records for the duplicates.
    """
    least = 1 if n >= AL_MENOS_UNO_DESDE else 0
    others = {
        kind: max(least if share else 0, round(n * share))
        for kind, share in mezcla.items()
        if kind != "valido"
    }
    valid = n - sum(others.values())
    if valid < others.get("duplicado_mismo", 0) + others.get("duplicado_otro", 0):
        raise ValueError("more duplicates than valid records to be duplicates of")
    return {"valido": valid, **others}
