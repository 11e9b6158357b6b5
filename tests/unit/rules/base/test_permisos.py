"""Who may do what and reaches whom (Protocolo 5.1, 7.1, 8, 13): deny by default."""

from itertools import product
from pathlib import Path

import pytest

from chalicelib.rules.base.permisos import Accion, Principal, Rol, may, reaches_aspirante, reaches_process

TABLA = Path(__file__).with_name("tabla_permisos.txt").read_text(encoding="utf-8")


def allowed() -> set[tuple[str, str]]:
    """Every pair that the plain copy allows; whatever is not there is refused. A new role or action has nothing."""
    cabeza, *filas = [linea.split() for linea in TABLA.splitlines() if linea and not linea.startswith("#")]
    return {(rol, f[0]) for f in filas for rol, marca in zip(cabeza[1:], f[1:], strict=True) if marca == "x"}


PERMITIDO = allowed()
DEL_OPL = [Rol.OPL, Rol.SUPERVISOR, Rol.OPERADOR]
FUERA_DEL_OPL = [Rol.ASPIRANTE, Rol.AUXILIAR]


@pytest.mark.parametrize(("rol", "accion"), [*product(Rol, Accion)])
def test_a_role_has_the_actions_of_the_table_and_no_other_5_1(rol, accion):
    assert may(Principal("s", rol), accion) is ((rol.value, accion.value) in PERMITIDO)


def test_a_role_nobody_defined_has_no_action_5_1():
    for accion in Accion:
        assert not may(Principal("s", "desconocido"), accion)  # type: ignore[arg-type]


def test_an_action_nobody_defined_is_refused_to_all_5_1():
    for rol in Rol:
        assert not may(Principal("s", rol), "borrar_todo")  # type: ignore[arg-type]


def test_aspirantes_have_no_part_in_the_review_13_6():
    assert not may(Principal("s", Rol.ASPIRANTE, aspirante="ASPI01"), Accion.REVISAR_APOYOS)


def test_the_ine_reaches_every_process_5():
    assert reaches_process(Principal("s", Rol.INE), "P1", "OPL1")


@pytest.mark.parametrize("rol", DEL_OPL)
@pytest.mark.parametrize(
    ("opl", "proceso", "alcanza"),
    [
        ("OPL1", "P1", True),
        ("OPL1", "", True),
        ("OPL1", "P2", False),
        ("OPL2", "P1", False),
        ("OPL2", "", False),
        ("", "P1", False),
        ("", "", False),
    ],
)
def test_an_account_of_an_opl_reaches_its_own_process_or_all_of_its_opl_5_1(rol, opl, proceso, alcanza):
    principal = Principal("s", rol, opl=opl, proceso=proceso)
    assert reaches_process(principal, "P1", "OPL1") is alcanza
    assert reaches_aspirante(principal, "ASPI01", "P1", "OPL1") is alcanza


@pytest.mark.parametrize("rol", DEL_OPL)
def test_an_object_without_opl_is_reached_by_no_opl_5_1(rol):
    assert not reaches_process(Principal("s", rol, opl="", proceso="P1"), "P1", "")
    assert not reaches_process(Principal("s", rol, opl="OPL1", proceso="P1"), "P1", "")


@pytest.mark.parametrize("rol", FUERA_DEL_OPL)
@pytest.mark.parametrize(("opl", "proceso"), [("", "P1"), ("OPL1", "P1"), ("OPL1", "")])
def test_who_is_not_of_the_authority_reaches_no_process_as_a_whole_5_1(rol, opl, proceso):
    """Even when the account's row says in which OPL and process the person takes part."""
    principal = Principal("s", rol, opl=opl, proceso=proceso, aspirante="ASPI01", auxiliar="AUX00001")
    assert not reaches_process(principal, "P1", "OPL1")


@pytest.mark.parametrize(
    ("propio", "alcanza"), [("ASPI01", True), ("ASPI02", False), ("", False), ("aspi01", False)]
)
def test_an_aspirante_reaches_only_the_own_figures_7_1(propio, alcanza):
    principal = Principal("s", Rol.ASPIRANTE, opl="OPL1", proceso="P1", aspirante=propio)
    assert reaches_aspirante(principal, "ASPI01", "P1", "OPL1") is alcanza


def test_an_account_without_aspirante_does_not_reach_a_record_without_one_7_1():
    assert not reaches_aspirante(Principal("s", Rol.ASPIRANTE), "", "P1", "OPL1")


@pytest.mark.parametrize(
    ("opl", "proceso", "aspirante"), [*product(["", "OPL1"], ["", "P1"], ["", "ASPI01"])]
)
def test_an_auxiliar_never_reaches_an_aspirante_s_figures_7_1(opl, proceso, aspirante):
    """Not even those of the aspirante they work for: nothing is told of a person's other supports."""
    principal = Principal("s", Rol.AUXILIAR, opl, proceso, aspirante, auxiliar="AUX00001")
    assert not reaches_aspirante(principal, "ASPI01", "P1", "OPL1")


def test_the_ine_reaches_every_aspirante_5():
    assert reaches_aspirante(Principal("s", Rol.INE), "ASPI01", "P1", "OPL1")
