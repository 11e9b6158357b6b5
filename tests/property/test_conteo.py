"""However events arrive, the totals are those of a recount of the records (Protocolo 15.2 D)."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.conteo import Contable, count_movement, is_newer
from tests.estrategias import BREVE, vidas

pytestmark = pytest.mark.lento


def recount(registros: list[Contable]) -> dict[tuple[str, str], int]:
    """The other way of counting: go through the records once per total."""
    cuenta = of_all(registros, "aspirante") | of_all(registros, "proceso") | of_auxiliares(registros)
    for aspirante in {r.aspirante for r in registros}:
        suyos = [r for r in registros if r.aspirante == aspirante]
        for remitente in {r.auxiliar for r in suyos}:
            de_quien = [r for r in suyos if r.auxiliar == remitente]
            cuenta[f"desconocidos#{aspirante}", remitente] = sum(r.desconocido for r in de_quien)
        for lugar, clase in {(r.lugar, r.clase) for r in suyos if r.lugar}:
            alli = sum((r.lugar, r.clase) == (lugar, clase) for r in suyos)
            cuenta[f"lugares#{aspirante}", f"{clase}#{lugar}"] = alli
            cuenta[f"lugares#{aspirante}", f"firme#{lugar}"] = sum(
                r.lugar == lugar and firm(r) for r in suyos
            )
        propios = [r for r in suyos if r.auxiliar == "C"]
        cuenta[f"mi_apoyo#{aspirante}", "recibidos"] = len(propios)
        cuenta[f"mi_apoyo#{aspirante}", "firmes"] = sum(map(firm, propios))
        for clase in {r.clase for r in propios}:
            cuenta[f"mi_apoyo#{aspirante}", f"clase#{clase}"] = sum(r.clase == clase for r in propios)
    return without_zeros(cuenta)


def of_all(registros: list[Contable], de: str) -> dict[tuple[str, str], int]:
    cuenta = {}
    for cual in {getattr(r, de) for r in registros}:
        suyos, donde = [r for r in registros if getattr(r, de) == cual], f"{de}#{cual}"
        cuenta[donde, "recibidos"] = len(suyos)
        cuenta[donde, "revisados"] = sum(r.revisado for r in suyos)
        cuenta[donde, "verificados"] = sum(r.verificado for r in suyos)
        cuenta[donde, "noche"] = sum(r.noche for r in suyos)
        cuenta[donde, "firmes"] = sum(map(firm, suyos))
        cuenta[donde, "solo_reporte"] = sum(r.solo_reporte for r in suyos)
        for inciso, tipo in {(r.inciso, r.tipo) for r in suyos if r.tipo}:
            n = sum((r.inciso, r.tipo) == (inciso, tipo) for r in suyos)
            cuenta[donde, f"inciso#{inciso}#{tipo}"] = n
        for clase, causa in {(r.clase, r.causa) for r in suyos if r.causa and not r.tipo}:
            n = sum((r.clase, r.causa, r.tipo) == (clase, causa, "") for r in suyos)
            cuenta[donde, f"causa#{clase}#{causa}"] = n
        for que in ("clase", "dia", "modo"):
            for valor in {getattr(r, que) for r in suyos}:
                cuenta[donde, f"{que}#{valor}"] = sum(getattr(r, que) == valor for r in suyos)
    return cuenta


def of_auxiliares(registros: list[Contable]) -> dict[tuple[str, str], int]:
    cuenta = {}
    for aspirante, auxiliar in {(r.aspirante, r.auxiliar) for r in registros if r.auxiliar != "C"}:
        suyos = [r for r in registros if (r.aspirante, r.auxiliar) == (aspirante, auxiliar)]
        donde = f"auxiliares#{aspirante}"
        cuenta[donde, f"{auxiliar}#recibidos"] = len(suyos)
        cuenta[donde, f"{auxiliar}#noche"] = sum(r.noche for r in suyos)
        cuenta[donde, f"{auxiliar}#firmes"] = sum(map(firm, suyos))
        for clase in {r.clase for r in suyos}:
            cuenta[donde, f"{auxiliar}#clase#{clase}"] = sum(r.clase == clase for r in suyos)
    return cuenta


def firm(r: Contable) -> bool:
    return r.revisado and r.clase == "en_lista_nominal"


def without_zeros(cuenta):
    return {clave: n for clave, n in cuenta.items() if n}


class Tablero:
    """The totals and, per record, the state that was counted: what the consumer of the stream keeps."""

    def __init__(self) -> None:
        self.contados: dict[str, Contable] = {}
        self.totales: Counter[tuple[str, str]] = Counter()

    def deliver(self, estado: Contable) -> None:
        antes = self.contados.get(estado.folio)
        self.totales.update(count_movement(antes, estado))
        if is_newer(antes, estado):
            self.contados[estado.folio] = estado


poblaciones = st.integers(0, 4).flatmap(lambda n: st.tuples(*(vidas(folio=f"F{i}") for i in range(n))))


@st.composite
def deliveries(draw: st.DrawFn, poblacion: tuple[list[Contable], ...]) -> list[Contable]:
    """Every state at least once, some again, in any order."""
    todos = [estado for vida in poblacion for estado in vida]
    otra_vez = draw(st.lists(st.sampled_from(todos), max_size=6)) if todos else []
    return list(draw(st.permutations([*todos, *otra_vez])))


@BREVE
@given(poblaciones, st.data())
def test_repeated_and_shuffled_events_give_the_recount_of_the_last_states_15_2_d(poblacion, data):
    tablero = Tablero()
    for estado in data.draw(deliveries(poblacion)):
        tablero.deliver(estado)
    ultimos = [vida[-1] for vida in poblacion]
    assert without_zeros(tablero.totales) == recount(ultimos)
    assert sorted(tablero.contados.values(), key=lambda c: c.folio) == ultimos


@BREVE
@given(poblaciones, st.data())
def test_at_every_moment_the_totals_say_each_record_once_and_never_less_than_none_15_2_d(poblacion, data):
    tablero, vistos = Tablero(), {}
    for estado in data.draw(deliveries(poblacion)):
        tablero.deliver(estado)
        if vistos.get(estado.folio, estado).version <= estado.version:
            vistos[estado.folio] = estado
        assert without_zeros(tablero.totales) == recount(list(vistos.values()))
        assert min(tablero.totales.values()) >= 0


@BREVE
@given(vidas(folio="F0"), st.data())
def test_an_event_no_newer_than_what_was_counted_moves_nothing_15_2_d(vida, data):
    contado = data.draw(st.sampled_from(vida))
    for viejo in (estado for estado in vida if estado.version <= contado.version):
        assert count_movement(contado, viejo) == {}


@BREVE
@given(vidas(folio="F0"))
def test_no_movement_is_written_that_moves_nothing_15_2_d(vida):
    for antes, despues in zip([None, *vida], vida, strict=False):
        assert 0 not in count_movement(antes, despues).values()


@BREVE
@given(vidas(folio="F0"), st.data())
def test_moving_by_a_state_in_between_is_as_moving_at_once_15_2_d(vida, data):
    medio = data.draw(st.sampled_from(vida))
    por_partes = Counter(count_movement(None, medio))
    por_partes.update(count_movement(medio, vida[-1]))
    assert without_zeros(por_partes) == count_movement(None, vida[-1])
