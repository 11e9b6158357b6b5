"""An account's life against an oracle that remembers what was done instead of a state (Protocolo 5.4, 5.5)."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.cuentas import (
    CON_CREDENCIALES,
    ActoDeCuenta,
    ActoNoAdmitido,
    EstadoCuenta,
    account_state_after,
    comparable_name,
)

ACTOS = st.lists(st.sampled_from(ActoDeCuenta), max_size=12)
NOMBRES = st.lists(st.text("abcñéü", min_size=1, max_size=4), min_size=1, max_size=5)


class Oraculo:
    """What has ever been done to the account, in order."""

    def __init__(self) -> None:
        self.hechos: list[ActoDeCuenta] = []

    def admits(self, acto: ActoDeCuenta) -> bool:
        if ActoDeCuenta.TERMINAR in self.hechos:
            return acto is ActoDeCuenta.TERMINAR
        if acto is ActoDeCuenta.TERMINAR:
            return True
        if acto is ActoDeCuenta.OTORGAR:
            return ActoDeCuenta.ACTIVAR not in self.hechos
        if acto is ActoDeCuenta.ACTIVAR:
            return ActoDeCuenta.OTORGAR in self.hechos and not self.suspended()
        return ActoDeCuenta.ACTIVAR in self.hechos

    def suspended(self) -> bool:
        pausas = [h for h in self.hechos if h in (ActoDeCuenta.SUSPENDER, ActoDeCuenta.REANUDAR)]
        return pausas[-1:] == [ActoDeCuenta.SUSPENDER]

    def reaches(self) -> bool:
        """Whether the account may be used: its declaration is on file, and it is neither suspended nor ended."""
        return (
            ActoDeCuenta.ACTIVAR in self.hechos
            and not self.suspended()
            and ActoDeCuenta.TERMINAR not in self.hechos
        )


@given(ACTOS)
def test_an_account_is_in_use_only_after_its_declaration_and_never_after_its_end_5_4(actos):
    estado, oraculo = EstadoCuenta.SOLICITADA, Oraculo()
    for acto in actos:
        try:
            estado = account_state_after(estado, acto)
            assert oraculo.admits(acto), (estado, acto, oraculo.hechos)
            oraculo.hechos.append(acto)
        except ActoNoAdmitido:
            assert not oraculo.admits(acto), (estado, acto, oraculo.hechos)
        assert (estado is EstadoCuenta.ACTIVA) == oraculo.reaches()


@given(ACTOS)
def test_an_act_done_twice_is_done_once_5_4(actos):
    estado = EstadoCuenta.SOLICITADA
    for acto in actos:
        try:
            estado = account_state_after(estado, acto)
        except ActoNoAdmitido:
            continue
        assert account_state_after(estado, acto) is estado


@given(ACTOS)
def test_no_credentials_before_the_grant_nor_while_shut_out_5_4(actos):
    estado = EstadoCuenta.SOLICITADA
    hechos: list[ActoDeCuenta] = []
    for acto in actos:
        try:
            estado = account_state_after(estado, acto)
        except ActoNoAdmitido:
            continue
        hechos.append(acto)
    if estado in CON_CREDENCIALES:
        assert ActoDeCuenta.OTORGAR in hechos
        assert ActoDeCuenta.TERMINAR not in hechos


@given(NOMBRES, st.randoms(use_true_random=False), st.sampled_from(["  ", "-", " . ", "' "]))
def test_order_case_and_signs_do_not_make_another_name_5_2(partes, azar, signo):
    revueltas = [p.upper() if azar.random() < 0.5 else p for p in azar.sample(partes, len(partes))]
    assert comparable_name(signo.join(revueltas)) == comparable_name(" ".join(partes))
