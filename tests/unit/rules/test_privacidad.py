"""Which text holds for whom, and when (Protocolo 7.11, 18.1-18.4)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.base.permisos import Rol
from chalicelib.rules.privacidad import may_replace, notice_in_force_at, notice_series

T0 = datetime(2027, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Version:
    numero: int
    vigente: datetime


@pytest.mark.parametrize(
    ("rol", "cuales"),
    [
        (Rol.OPL, ["aviso-opl"]),
        (Rol.CIUDADANIA, ["aviso-ciudadania"]),
        (Rol.AUXILIAR, ["aviso-auxiliar", "obligaciones-auxiliar"]),
        (Rol.REPRESENTANTE, ["aviso-representante", "obligaciones-representante"]),
        (Rol.VISITANTE, ["aviso-auxiliar", "aviso-ciudadania", "obligaciones-auxiliar"]),
        (Rol.NADIE, []),
    ],
)
def test_each_role_has_its_notice_and_whoever_handles_data_of_others_its_duties_7_11_18_1(rol, cuales):
    assert notice_series(rol) == cuales


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(-5, 50)), max_size=12), st.integers(-5, 120))
def test_what_was_in_force_at_an_instant_never_changes_18_4(intentos, consulta):
    """Each try: so many days later, a version that would begin so many days after that day."""
    publicadas: list[Version] = []
    hoy, momento = T0, T0 + timedelta(days=consulta)
    visto: list[Version | None] = []
    for pasan, faltan in intentos:
        hoy += timedelta(days=pasan)
        vigente = hoy + timedelta(days=faltan)
        previa = publicadas[-1].vigente if publicadas else None
        if may_replace(previa, vigente, hoy):
            publicadas.append(Version(len(publicadas) + 1, vigente))
        if momento < hoy:  # already past: what held then is settled
            visto.append(notice_in_force_at(reversed(publicadas), momento))
            assert visto[-1] == visto[0]
    begun = [v for v in publicadas if v.vigente <= momento]
    assert notice_in_force_at(reversed(publicadas), momento) == (
        max(begun, key=lambda v: v.numero) if begun else None
    )
