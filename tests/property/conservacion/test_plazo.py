"""The time of keeping against an obvious oracle, approvals, and the sum of a list (16.1)."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.base.centro import CENTRO
from chalicelib.rules.conservacion.plazo import Autorizacion, add_sum, approved, kept_until

INSTANTES = st.datetimes(*(datetime(a, 1, 1) for a in (2023, 2040)), timezones=st.just(UTC))  # noqa: DTZ001


def oracle(entregada: datetime, meses: int) -> tuple[int, int, int]:
    """Count months one by one, and go back from the wanted day until there is such a day."""
    local = entregada.astimezone(CENTRO)
    anio, mes = local.year, local.month
    for _ in range(meses):
        mes += 1
        if mes == 13:
            anio, mes = anio + 1, 1
    dia = local.day
    while True:
        try:
            return date(anio, mes, dia).timetuple()[:3]
        except ValueError:
            dia -= 1


@given(INSTANTES, st.integers(1, 60))
def test_the_retention_ends_so_many_months_later_at_the_same_hour_of_the_centre_16_1(entregada, meses):
    hasta = kept_until(entregada, meses).astimezone(CENTRO)
    assert (hasta.year, hasta.month, hasta.day) == oracle(entregada, meses)
    assert hasta.time() == entregada.astimezone(CENTRO).time()


@given(INSTANTES, INSTANTES, st.integers(1, 12))
def test_a_later_delivery_is_never_kept_for_less(una, otra, meses):
    antes, luego = sorted((una, otra))
    assert kept_until(antes, meses) <= kept_until(luego, meses) + timedelta(0)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y"])), max_size=6))
def test_two_people_and_one_list_approve_16_1(dadas):
    autorizaciones = [Autorizacion(s, f"CTA{n}", "", h) for n, (s, h) in enumerate(dadas)]
    distintas = {s for s, h in dadas if h == "x"}
    assert approved(autorizaciones, "x") is (len(distintas) > 1)


@given(st.lists(st.binary(max_size=4), unique=True, max_size=8), st.data())
def test_the_sum_is_that_of_the_same_things_in_any_order_and_pages(cosas, data):
    digestos = [sha256(c).digest() for c in cosas]
    barajados = data.draw(st.permutations(digestos))
    corte = data.draw(st.integers(0, len(cosas)))
    assert add_sum(add_sum("", barajados[:corte]), barajados[corte:]) == add_sum("", digestos)
    if digestos:
        assert add_sum("", digestos[1:]) != add_sum("", digestos)
