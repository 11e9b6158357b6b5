"""The plan of a capture: which records, for which aspirante, in which order, with the outcome expected of each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import NamedTuple

from sintetico import casos
from sintetico.azar import rng
from sintetico.casos import VARIANTES, Caso, fraud
from sintetico.ciudadanos import BAJA, LISTA_NOMINAL, PADRON, Ciudadano, desconocidos
from sintetico.mezclas import MEZCLA_2021, counts

CLASE_DE = {
    "valido": casos.EN_LISTA_NOMINAL,
    "padron": casos.EN_PADRON,
    "baja": casos.BAJA,
    "fuera": casos.FUERA,
    "no_encontrado": casos.NO_ENCONTRADO,
}


class Turno(NamedTuple):
    """One record before the order is settled: `cuando` is its place in time, 0..1."""

    cuando: float
    aspirante: str
    caso: Caso
    original: "Turno | None" = None


def plan_casos(
    seed: int,
    n: int,
    ciudadanos: Iterable[Ciudadano],
    aspirantes: Sequence[str],
    mezcla: Mapping[str, float] = MEZCLA_2021,
    entidad: str = "11",
) -> list[tuple[str, Caso]]:
    """Return `n` records as (aspirante, case), in order of capture, for an office of `entidad`.

    `ciudadanos` are those in the padrón. A person is in one record only, or in two when one duplicates the other: then
    `despues_de` is the index of the first, which is valid. Raises ValueError when the padrón has too few people of some
    kind, or when duplicates for another aspirante are asked for and there is only one aspirante.
    """
    wanted = counts(n, mezcla)
    if wanted.get("duplicado_otro") and len(set(aspirantes)) < 2:
        raise ValueError("a duplicate for another aspirante needs two aspirantes")
    chance = rng("plan", seed)
    people = list(ciudadanos)
    singles = [
        Turno(chance.random(), chance.choice(aspirantes), caso)
        for caso in _single_cases(wanted, _pools(people, seed, entidad, chance), chance)
    ]
    return _in_order(singles + _duplicates(singles, wanted, aspirantes, chance))


def _pools(
    people: list[Ciudadano], seed: int, entidad: str, chance: Random
) -> dict[str, Iterator[Ciudadano]]:
    """Split people by the class that a clean record of each gets."""
    chance.shuffle(people)
    local = [person for person in people if person.entidad == entidad]
    listed = [person for person in people if person.situacion == LISTA_NOMINAL]
    return {
        "valido": iter([person for person in listed if person.entidad == entidad]),
        "fuera": iter([person for person in listed if person.entidad != entidad]),
        "padron": iter([person for person in local if person.situacion == PADRON]),
        "baja": iter([person for person in local if person.situacion == BAJA]),
        "no_encontrado": _strangers(people, seed, entidad),
    }


def _strangers(people: list[Ciudadano], seed: int, entidad: str) -> Iterator[Ciudadano]:
    """Yield people of whom nothing is in the padrón, whatever seed the padrón was made with."""
    known = {key for person in people for key in (person.clave_elector, person.cic, person.ocr)}
    for stranger in desconocidos(seed, entidad):
        if known.isdisjoint((stranger.clave_elector, stranger.cic, stranger.ocr)):
            yield stranger


def _single_cases(
    wanted: Mapping[str, int], pools: Mapping[str, Iterator[Ciudadano]], chance: Random
) -> Iterator[Caso]:
    """Yield all records but the duplicates, each of another person."""
    for kind, clase in CLASE_DE.items():
        for _ in range(wanted.get(kind, 0)):
            yield Caso(_next(pools[kind], kind), clase)
    for inciso in VARIANTES:
        for _ in range(wanted.get(inciso, 0)):
            person = _next(pools["valido"], inciso)
            yield fraud(person, inciso, _unlike(person, pools["no_encontrado"]), chance)


def _next(pool: Iterator[Ciudadano], kind: str) -> Ciudadano:
    person = next(pool, None)
    if person is None:
        raise ValueError(f"the padrón has too few people for the records of kind {kind!r}")
    return person


def _unlike(person: Ciudadano, strangers: Iterator[Ciudadano]) -> Ciudadano:
    """Return a stranger with another given name and another surname."""
    return next(
        other
        for other in strangers
        if other.nombre != person.nombre and other.apellido_paterno != person.apellido_paterno
    )


def _duplicates(
    singles: list[Turno], wanted: Mapping[str, int], aspirantes: Sequence[str], chance: Random
) -> list[Turno]:
    """Return a second record of as many valid ones as wanted, each later than its original."""
    same, other = wanted.get("duplicado_mismo", 0), wanted.get("duplicado_otro", 0)
    valid = [turn for turn in singles if turn.caso.clase_esperada == casos.EN_LISTA_NOMINAL]
    originals = chance.sample(valid, same + other)
    repeated = [_again(turn, turn.aspirante, casos.DUPLICADO_MISMO, chance) for turn in originals[:same]]
    for turn in originals[same:]:
        rival = chance.choice([a for a in aspirantes if a != turn.aspirante])
        repeated.append(_again(turn, rival, casos.DUPLICADO_OTRO, chance))
    return repeated


def _again(original: Turno, aspirante: str, clase: str, chance: Random) -> Turno:
    later = chance.uniform(original.cuando, 1)
    return Turno(later, aspirante, replace(original.caso, clase_esperada=clase), original)


def _in_order(turns: list[Turno]) -> list[tuple[str, Caso]]:
    turns.sort(key=lambda turn: turn.cuando)
    place = {id(turn): i for i, turn in enumerate(turns)}
    return [
        (
            turn.aspirante,
            replace(turn.caso, despues_de=place[id(turn.original)]) if turn.original else turn.caso,
        )
        for turn in turns
    ]
