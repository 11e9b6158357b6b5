"""Removal causes, what the padrón's answer means, how lists name somebody (Protocolo 7.1, 7.6, 7.7, 8.6)."""

import pytest

from chalicelib.rules.apoyos.historia import SituacionRegistral
from chalicelib.rules.auxiliares.registro import (
    DE_LA_CEDULA,
    DEL_ASPIRANTE,
    TEXTOS_BAJA,
    CausaBaja,
    initials,
    registral_removal,
)


@pytest.mark.parametrize(
    ("situacion", "causa"),
    [
        (SituacionRegistral.LISTA_NOMINAL, None),
        (SituacionRegistral.PADRON, None),
        (SituacionRegistral.BAJA, CausaBaja.BAJA_PADRON),
        (SituacionRegistral.NO_ENCONTRADO, CausaBaja.SIN_REGISTRO_PADRON),
    ],
)
def test_only_who_is_not_in_the_padron_is_removed_7_6(situacion, causa):
    assert registral_removal(situacion) is causa


def test_every_cause_belongs_to_who_may_give_it_and_to_nobody_else():
    registrales = {c for s in SituacionRegistral if (c := registral_removal(s))}
    sin_cedula = {CausaBaja.CEDULA_NO_ENVIADA}  # the OPL's, of one who never sent the evidence (8.5)
    grupos = [DEL_ASPIRANTE, DE_LA_CEDULA, sin_cedula, registrales]
    assert set().union(*grupos) == set(CausaBaja)
    assert sum(map(len, grupos)) == len(CausaBaja)


def test_every_cause_has_its_text():
    assert set(TEXTOS_BAJA) == set(CausaBaja)
    assert all(t.endswith(".") for t in TEXTOS_BAJA.values())


@pytest.mark.parametrize(
    ("nombres", "esperadas"),
    [
        (("JOSÉ LUIS", "PEÑA", "DE LA O"), "J. L. P. D. L. O."),
        (("ñusta", "ávila", ""), "Ñ. Á."),
        (("", "", ""), ""),
    ],
)
def test_lists_name_somebody_by_initials_18_5(nombres, esperadas):
    assert initials(nombres) == esperadas
