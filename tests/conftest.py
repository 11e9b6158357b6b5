"""The long files of a folder first: with two workers, one that comes last would leave the other idle for minutes."""

from collections.abc import Iterable
from pathlib import Path

import pytest

AQUI = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a test marked `lento` come first among those of their folder of tests/; all else stays in order."""
    lentos = {i.path for i in items if i.get_closest_marker("lento")}
    turno = _numbered(_folder(i.path) for i in items)
    items.sort(key=lambda i: (turno[_folder(i.path)], i.path not in lentos))


def _folder(archivo: Path) -> str:
    return archivo.relative_to(AQUI).parts[0]


def _numbered(nombres: Iterable[str]) -> dict[str, int]:
    return {nombre: n for n, nombre in enumerate(dict.fromkeys(nombres))}
