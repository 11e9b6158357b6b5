"""Any loads and any records, against handing them out one by one by hand (Protocolo 13.3)."""

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.mesa import asignacion
from chalicelib.rules.mesa.asignacion import Puesto, recount, targets
from tests.estrategias import BREVE

cargas_de = st.dictionaries(
    st.sampled_from([f"OPER{i:02d}" for i in range(8)]), st.integers(0, 6), min_size=1
)
llegadas = st.integers(0, 30).flatmap(lambda n: st.permutations([f"R{i:02d}" for i in range(n)]))


def balance(cargas: dict[str, int], registros: list[str]) -> dict[str, str]:
    return asignacion.balance({o: Puesto(c) for o, c in cargas.items()}, registros)


def by_hand(cargas: dict[str, int], registros: list[str]) -> dict[str, str]:
    """Look at every operator for every record."""
    llevan, reparto = dict(cargas), {}
    for registro in registros:
        menor = min(llevan.values())
        elegido = min(operador for operador, carga in llevan.items() if carga == menor)
        reparto[registro] = elegido
        llevan[elegido] += 1
    return reparto


def loads_after(cargas: dict[str, int], reparto: dict[str, str]) -> dict[str, int]:
    recibe = Counter(reparto.values())
    return {operador: carga + recibe[operador] for operador, carga in cargas.items()}


@BREVE
@given(cargas_de, llegadas)
def test_the_hand_out_is_the_one_made_by_hand_13_3(cargas, registros):
    assert balance(cargas, registros) == by_hand(cargas, registros)


@BREVE
@given(cargas_de, llegadas)
def test_every_record_goes_to_exactly_one_operator_and_in_order_of_arrival_13_3(cargas, registros):
    reparto = balance(cargas, registros)
    assert list(reparto) == registros
    assert set(reparto.values()) <= set(cargas)


@BREVE
@given(st.integers(1, 8), st.integers(0, 6), llegadas)
def test_operators_who_start_equal_end_within_one_of_each_other_13_3(cuantos, carga, registros):
    cargas = {f"OPER{i}": carga for i in range(cuantos)}
    finales = loads_after(cargas, balance(cargas, registros)).values()
    assert max(finales) - min(finales) <= 1


@BREVE
@given(cargas_de, llegadas)
def test_nobody_gets_a_record_while_somebody_else_has_less_13_3(cargas, registros):
    llevan = dict(cargas)
    for operador in balance(cargas, registros).values():
        assert llevan[operador] == min(llevan.values())
        llevan[operador] += 1


@BREVE
@given(cargas_de, llegadas)
def test_the_hand_out_depends_on_the_loads_and_the_records_alone_13_3(cargas, registros):
    al_reves = dict(reversed(cargas.items()))
    assert balance(al_reves, registros) == balance(cargas, registros)


@BREVE
@given(cargas_de, llegadas, st.data())
def test_handing_out_in_two_rounds_is_as_handing_out_in_one_13_3(cargas, registros, data):
    """The Mesa's queue delivers in batches, wherever they are cut."""
    corte = data.draw(st.integers(0, len(registros)))
    primera = balance(cargas, registros[:corte])
    segunda = balance(loads_after(cargas, primera), registros[corte:])
    assert {**primera, **segunda} == balance(cargas, registros)


puestos_de = st.dictionaries(
    st.sampled_from([f"OPER{i:02d}" for i in range(6)]),
    st.builds(Puesto, st.integers(0, 6), st.sampled_from([25, 50, 75, 100]), st.none() | st.integers(0, 12)),
    min_size=1,
)


@BREVE
@given(puestos_de, llegadas, st.data())
def test_with_weights_limits_and_exclusions_it_is_still_the_hand_out_made_by_hand_13_3(
    puestos, registros, data
):
    """For every record look at everybody who may get it and has room, and take the least loaded for their weight."""
    salvo = {r: data.draw(st.sampled_from(sorted(puestos))) for r in registros[:5]}
    llevan = {o: p.carga for o, p in puestos.items()}
    esperado = {}
    for registro in registros:
        pueden = [
            o
            for o, p in puestos.items()
            if o != salvo.get(registro) and (p.tope is None or llevan[o] < p.tope * p.peso // 100)
        ]
        if pueden:
            elegido = min(pueden, key=lambda o: (Fraction(llevan[o], puestos[o].peso), o))
            esperado[registro] = elegido
            llevan[elegido] += 1
    assert asignacion.balance(puestos, registros, salvo=salvo) == esperado


@BREVE
@given(puestos_de, llegadas, st.data())
def test_every_hand_out_adds_up_and_what_is_not_in_it_waits_with_a_reason_13_3(puestos, registros, data):
    salvo = {
        r: data.draw(st.sampled_from(sorted(puestos))) for r in registros[: data.draw(st.integers(0, 5))]
    }
    reparto = asignacion.balance(puestos, registros, salvo=salvo)
    assert reparto.keys() | recount(puestos, registros, reparto, salvo=salvo).keys() == set(registros)


@BREVE
@given(puestos_de, st.integers(0, 200))
def test_targets_are_what_balancing_that_many_from_nothing_gives_13_3(puestos, total):
    vacios = {o: Puesto(0, p.peso, p.tope) for o, p in puestos.items()}
    reciben = Counter(asignacion.balance(vacios, [str(n) for n in range(total)]).values())
    assert targets(puestos, total) == {o: reciben[o] for o in puestos}
