"""Requests for attention: what may happen in each state, and who does it (Protocolo 17.2)."""

from contextlib import suppress

import pytest

from chalicelib.rules.atencion.solicitudes import (
    DE_QUIEN_ABRE,
    DE_QUIEN_ATIENDE,
    PENDIENTES,
    ActoAtencion,
    ActoNoProcede,
    EstadoSolicitud,
    SituacionDeSolicitud,
    may_attend,
    situation_after,
)
from chalicelib.rules.base.permisos import PERMISOS, Accion, Rol

# state: act -> state; "." is refused. Columns: atender turnar resolver escribir cerrar reabrir
TABLA = """
abierta      en_atencion  turnada  .         abierta      cerrada  .
en_atencion  .            turnada  resuelta  en_atencion  cerrada  .
turnada      en_atencion  .        .         turnada      cerrada  .
resuelta     .            .        .         .            cerrada  reabierta
cerrada      .            .        .         .            .        reabierta
reabierta    en_atencion  turnada  .         reabierta    cerrada  .
"""
ACTOS = [ActoAtencion(a) for a in ("atender", "turnar", "resolver", "escribir", "cerrar", "reabrir")]
CASOS = [
    (fila.split()[0], acto, hacia)
    for fila in TABLA.strip().splitlines()
    for acto, hacia in zip(ACTOS, fila.split()[1:], strict=True)
]


@pytest.mark.parametrize(("estado", "acto", "hacia"), CASOS)
def test_each_act_leads_where_the_table_says_17_2(estado, acto, hacia):
    nivel = 2 if estado == "turnada" else 1
    situacion = SituacionDeSolicitud(EstadoSolicitud(estado), nivel)
    if hacia == ".":
        with pytest.raises(ActoNoProcede):
            situation_after(situacion, acto)
    else:
        assert situation_after(situacion, acto) == SituacionDeSolicitud(
            EstadoSolicitud(hacia), 2 if acto is ActoAtencion.TURNAR else nivel
        )


@pytest.mark.parametrize("estado", sorted(PENDIENTES))
def test_what_the_mato_has_is_not_handed_over_again_17_2(estado):
    with pytest.raises(ActoNoProcede):
        situation_after(SituacionDeSolicitud(estado, 2), ActoAtencion.TURNAR)


@pytest.mark.parametrize("acto", [a for a in ActoAtencion if a is not ActoAtencion.TURNAR])
def test_nothing_but_handing_over_changes_the_level_17_2(acto):
    for estado in EstadoSolicitud:
        with suppress(ActoNoProcede):
            assert situation_after(SituacionDeSolicitud(estado, 2), acto).nivel == 2


def test_every_act_belongs_to_who_opened_the_request_or_who_attends_it():
    assert set(ActoAtencion) == DE_QUIEN_ABRE | DE_QUIEN_ATIENDE


@pytest.mark.parametrize("rol", Rol)
def test_who_attends_which_level_17_2(rol):
    assert [may_attend(rol, n) for n in (1, 2)] == {
        Rol.INE: [True, True],
        Rol.INETEL: [True, False],
        Rol.MATO: [False, True],
    }.get(rol, [False, False])
    if may_attend(rol, 2):
        assert Accion.ATENDER_SOLICITUDES in PERMISOS[rol]
