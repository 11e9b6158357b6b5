"""Repeatable chance: random numbers seeded by their purpose, and permutations without collisions."""

import random
from math import gcd

MILES_DE_MILLONES = 10**9


def rng(*parts: object) -> random.Random:
    """Return a generator that depends on nothing but `parts` (the seed, then what the numbers are for)."""
    return random.Random(":".join(map(str, parts)))


class Permutacion:
    """A permutation of 0..size-1 that is computed, not stored: distinct indexes give distinct numbers.

    Millions of people are kept distinct by it, while none of them is held in memory.
    """

    def __init__(self, size: int, *parts: object) -> None:
        chance = rng("permutacion", *parts)
        self.size = size
        self.offset = chance.randrange(size)
        self.step = next(
            step for step in iter(lambda: chance.randrange(size // 5, size), None) if gcd(step, size) == 1
        )

    def __call__(self, index: int) -> int:
        if not 0 <= index < self.size:
            raise ValueError(f"index {index} outside 0..{self.size - 1}")
        return (index * self.step + self.offset) % self.size
