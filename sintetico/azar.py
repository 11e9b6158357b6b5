"""Chance that repeats: random numbers named by what they are for, and permutations that never collide."""

import random
from math import gcd

MILES_DE_MILLONES = 10**9


def rng(*parts: object) -> random.Random:
    """Return a generator that depends on nothing but `parts` (the seed, then what the numbers are for)."""
    return random.Random(":".join(map(str, parts)))


class Permutacion:
    """A shuffled 0..size-1 without holding it: distinct indexes give distinct numbers.

    It is what keeps millions of people distinct while none of them is remembered.
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
