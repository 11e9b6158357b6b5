"""A verdict against what happens meanwhile, and its being taken back (Protocolo 13.3, 13.6)."""

from datetime import timedelta

import pytest

from chalicelib.problemas import NoEncontrado
from chalicelib.problemas.mesa import DictamenFirme, TurnoRetirado, YaDictaminado
from chalicelib.rules.apoyos.clases import Resultado, classify
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.historia import Deshecho, Etapa, Revisado
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.mesa.operadores import open_loads
from chalicelib.store.mesa.turnos import MESA, Turno, desk_queue, get_turn, make_final
from chalicelib.workflows.mesa.asignacion import assign_new_records
from chalicelib.workflows.mesa.escritorio import give_verdict, take_back_verdict
from chalicelib.workflows.mesa.etapas import EFECTOS, Efecto
from tests.escenario import mundo
from tests.escenario.movil import meanwhile
from tests.escenario.mundo import AHORA, ILEGIBLE, PROCESO
from tests.functional.mesa.test_mesa import VALIDO, on_desk

pytestmark = pytest.mark.usefixtures("proceso")

ENSEGUIDA = AHORA + timedelta(minutes=1)


@pytest.fixture
def folio(proceso: object) -> str:
    """A verified record before OPER1."""
    mundo.add_operators("OPER1")
    return on_desk("REG1")


def withdraw(folio: str, *, a: str = "OPER2") -> None:
    """What a supervisor does to a turn (13.3)."""
    Turno(folio, MESA).update(actions=[Turno.operador.set(a), Turno.cola.set(desk_queue(PROCESO, a))])


def begin(folio: str) -> None:
    """The operator began with it."""
    Turno(folio, MESA).update(actions=[Turno.empezaron.set({"OPER1"})])


def verdicts(folio: str) -> list[str | None]:
    return [h.dictamen.inciso for h in mundo.now(folio).hechos if isinstance(h, Revisado)]


def test_a_record_withdrawn_while_the_verdict_is_written_is_refused_at_once_13_3(folio):
    with meanwhile(lambda: withdraw(folio)), pytest.raises(TurnoRetirado):
        give_verdict(PROCESO, "OPER1", folio, VALIDO, AHORA)
    assert (verdicts(folio), open_loads(PROCESO)) == ([], {"OPER1": 1})


def test_whoever_began_with_a_record_is_told_that_it_was_withdrawn_and_others_that_there_is_none_13_3(folio):
    begin(folio)
    withdraw(folio)
    with pytest.raises(TurnoRetirado):
        give_verdict(PROCESO, "OPER1", folio, VALIDO, AHORA)
    with pytest.raises(NoEncontrado):
        give_verdict(PROCESO, "OPER3", folio, VALIDO, AHORA)


@pytest.mark.parametrize("otro", [VALIDO, ILEGIBLE], ids=["same", "another"])
def test_of_two_verdicts_of_one_operator_at_once_the_first_stands_13_6(folio, otro):
    def first() -> None:
        give_verdict(PROCESO, "OPER1", folio, VALIDO, AHORA)

    with meanwhile(first):
        if otro is VALIDO:
            assert give_verdict(PROCESO, "OPER1", folio, otro, AHORA)["clase"] == "en_lista_nominal"
        else:
            with pytest.raises(YaDictaminado):
                give_verdict(PROCESO, "OPER1", folio, otro, AHORA)
    assert (verdicts(folio), open_loads(PROCESO)) == ([None], {"OPER1": 0})


def test_a_verdict_taken_back_leaves_the_record_as_before_and_both_in_its_history_13_6(folio):
    antes = get_turn(folio)
    give_verdict(PROCESO, "OPER1", folio, ILEGIBLE, AHORA)
    respuesta = take_back_verdict(PROCESO, "OPER1", folio, ENSEGUIDA)
    assert respuesta["clase"] == "en_lista_nominal"
    assert get_turn(folio).attribute_values == antes.attribute_values
    assert open_loads(PROCESO) == {"OPER1": 1}
    apoyo = mundo.now(folio)
    assert (apoyo.revisado, apoyo.clase) == (False, "en_lista_nominal")
    assert verdicts(folio) == ["m"]
    assert isinstance(apoyo.hechos[-1], Deshecho)
    assert give_verdict(PROCESO, "OPER1", folio, VALIDO, ENSEGUIDA)["clase"] == "en_lista_nominal"
    assert (verdicts(folio), open_loads(PROCESO)) == (["m", None], {"OPER1": 0})


def test_withdrawing_a_verdict_twice_is_idempotent_13_6(folio):
    give_verdict(PROCESO, "OPER1", folio, ILEGIBLE, AHORA)
    una = take_back_verdict(PROCESO, "OPER1", folio, ENSEGUIDA)
    version = mundo.now(folio).version
    assert take_back_verdict(PROCESO, "OPER1", folio, ENSEGUIDA) == una
    assert (mundo.now(folio).version, open_loads(PROCESO)) == (version, {"OPER1": 1})


def test_two_concurrent_withdrawals_of_a_verdict_count_once_13_6(folio):
    give_verdict(PROCESO, "OPER1", folio, ILEGIBLE, AHORA)
    with meanwhile(lambda: take_back_verdict(PROCESO, "OPER1", folio, ENSEGUIDA)):
        take_back_verdict(PROCESO, "OPER1", folio, ENSEGUIDA)
    assert sum(isinstance(h, Deshecho) for h in mundo.now(folio).hechos) == 1
    assert open_loads(PROCESO) == {"OPER1": 1}


def test_a_verdict_taken_back_lets_the_person_s_later_support_be_the_duplicate_again_13_6():
    mundo.add_operators("OPER1")
    folio = mundo.arrive("REG1", "ASPA", "P", 0)
    otro = mundo.arrive("REG2", "ASPA", "P", 5)
    assign_new_records(PROCESO, {folio: mundo.now(folio).recibido_en}, AHORA)
    give_verdict(PROCESO, "OPER1", folio, ILEGIBLE, AHORA)
    assert mundo.classes(folio, otro) == ["con_inconsistencia", "en_lista_nominal"]
    take_back_verdict(PROCESO, "OPER1", folio, ENSEGUIDA)
    assert mundo.classes(folio, otro) == ["en_lista_nominal", "duplicado_mismo_aspirante"]


def test_after_ten_minutes_a_verdict_stands_13_6(folio):
    give_verdict(PROCESO, "OPER1", folio, ILEGIBLE, AHORA)
    with pytest.raises(DictamenFirme, match="10 minutos"):
        take_back_verdict(PROCESO, "OPER1", folio, AHORA + timedelta(minutes=10, seconds=1))
    assert take_back_verdict(PROCESO, "OPER1", folio, AHORA + timedelta(minutes=10))


def test_without_a_verdict_there_is_nothing_to_take_back_13_6(folio):
    with pytest.raises(DictamenFirme):
        take_back_verdict(PROCESO, "OPER1", folio, AHORA)


def test_nobody_takes_back_another_s_verdict_13_6(folio):
    give_verdict(PROCESO, "OPER1", folio, ILEGIBLE, AHORA)
    with pytest.raises(NoEncontrado):
        take_back_verdict(PROCESO, "OPER2", folio, ENSEGUIDA)


def test_a_verdict_upon_which_a_hearing_began_is_not_taken_back_14(folio):
    give_verdict(PROCESO, "OPER1", folio, ILEGIBLE, AHORA)

    def open_hearing() -> None:
        with transaction() as tx:
            make_final(tx, folio, ENSEGUIDA)

    with meanwhile(open_hearing), pytest.raises(DictamenFirme):
        take_back_verdict(PROCESO, "OPER1", folio, ENSEGUIDA)
    assert mundo.classes(folio) == ["con_inconsistencia"]
    assert open_loads(PROCESO) == {"OPER1": 0}


def test_a_verdict_that_a_hearing_s_followed_is_not_taken_back_14(folio):
    give_verdict(PROCESO, "OPER1", folio, ILEGIBLE, AHORA)
    mundo.append_fact(folio, lambda _: Revisado("2027", "OPER1", VALIDO, Etapa.AUDIENCIA), AHORA)
    with pytest.raises(DictamenFirme):
        take_back_verdict(PROCESO, "OPER1", folio, ENSEGUIDA)


def test_a_verdict_has_the_effects_of_its_turns_stage_which_the_operator_does_not_name_13_6(
    folio, monkeypatch
):
    """A second look: another turn of the same record, with an effect of its own, and none in the record's history."""
    Turno(
        folio,
        "calidad",
        proceso=PROCESO,
        operador="OPER2",
        cola=desk_queue(PROCESO, "OPER2"),
        orden="o",
        llegada="l",
    ).save()
    dichos = []

    def look_again(turno: Turno, dictamen: Dictamen, ahora: object) -> Resultado:
        dichos.append((turno.etapa, turno.operador, dictamen))
        return classify(mundo.now(folio).hechos)

    monkeypatch.setitem(EFECTOS, "calidad", Efecto(look_again, lambda *_: pytest.fail("nobody asked")))
    assert set(give_verdict(PROCESO, "OPER2", folio, ILEGIBLE, AHORA)) == {"folio", "clase", "motivo"}
    assert dichos == [("calidad", "OPER2", ILEGIBLE)]
    give_verdict(PROCESO, "OPER1", folio, VALIDO, AHORA)
    assert verdicts(folio) == [None]
