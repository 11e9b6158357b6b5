"""Bytes and texts that were good once: cut, doubled, changed in some places, mixed with others.

Random bytes end at a reader's first look; what is nearly right gets far into it. `FUZZ` says how many cases each target
gets; the number of the ordinary run keeps it within seconds.
"""

import os
from collections.abc import Sequence

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

CASOS = int(os.environ.get("FUZZ", "60"))
_TODO = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]

fuzz = settings(max_examples=CASOS, deadline=None, suppress_health_check=_TODO)
INTERESANTES = (
    b"\x00",
    b"\xff",
    b"\xff\xff\xff\xff",
    b"PK\x01\x02",
    b"\xff\xd9",
    b"IEND",
    b"\r\n",
    b"=",
    b'"',
    b"\xef\xbb\xbf",
)


@st.composite
def mutated(draw: st.DrawFn, semillas: Sequence[bytes]) -> bytes:
    """One of the seeds after one to eight changes."""
    datos = bytearray(draw(st.sampled_from(semillas)))
    for _ in range(draw(st.integers(1, 8))):
        lugar = draw(st.integers(0, len(datos)))
        hasta = min(len(datos), lugar + draw(st.sampled_from((0, 1, 2, 4, 16, 4096))))
        que = draw(st.sampled_from(("cambia", "quita", "dobla", "corta", "pone")))
        if que == "cambia":
            datos[lugar:hasta] = draw(st.binary(min_size=hasta - lugar, max_size=hasta - lugar))
        elif que == "quita":
            del datos[lugar:hasta]
        elif que == "dobla":
            datos[lugar:lugar] = datos[lugar:hasta]
        elif que == "corta":
            del datos[lugar:]
        else:
            datos[lugar:lugar] = draw(st.sampled_from(INTERESANTES) | st.binary(max_size=16))
    return bytes(datos)


def mutated_text(semillas: Sequence[str]) -> st.SearchStrategy[str]:
    """The same of texts; what is no UTF-8 any more is read as something."""
    return mutated([s.encode() for s in semillas]).map(lambda b: b.decode("utf-8", "replace"))
