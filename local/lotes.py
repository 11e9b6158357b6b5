"""Batches: how Lambda reads a handler's answer, and how the chaos option mixes deliveries."""

from collections.abc import Sequence
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")

CHAOS_BATCHES = 3
"""Batches that the chaos option gathers before it mixes them."""


def failed_ids(answer: Any, ids: Sequence[str], partial: bool) -> set[str]:
    """Ids that are not done, by an answer without error (Lambda's "success and failure conditions").

    Without ReportBatchItemFailures any answer is success. With it, nothing or an empty list is success; an
    answer of another shape, or an identifier that is empty, missing or of no item here, fails the whole batch.
    """
    if not partial or answer is None or answer == {}:
        return set()
    everything = set(ids)
    if not isinstance(answer, dict):
        return everything
    failures = answer.get("batchItemFailures")
    if failures is None:
        return set()
    if not isinstance(failures, list):
        return everything
    reported = [f.get("itemIdentifier") if isinstance(f, dict) else None for f in failures]
    return {str(name) for name in reported} if all(name in ids for name in reported) else everything


def cut(items: Sequence[T], size: int) -> list[list[T]]:
    return [list(items[start : start + size]) for start in range(0, len(items), size)]


def twice_and_shuffled(items: Sequence[T], size: int, chance: Random) -> list[list[T]]:
    """Batches with every item twice, never twice in one batch, in random order within and across batches."""
    batches = [batch for _ in range(2) for batch in cut(chance.sample(items, len(items)), size)]
    chance.shuffle(batches)
    return batches
