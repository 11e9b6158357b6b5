"""A second, blind look at a sample of the verdicts, and what becomes of disagreements (Protocolo 13.4, 13.6)."""

from collections import Counter
from datetime import timedelta

import pytest

from chalicelib.base import config
from chalicelib.borde.paginas import Pagina
from chalicelib.problemas import Conflicto, NoEncontrado
from chalicelib.problemas.mesa import DictamenFirme, RegistroSinVer, TurnoRetirado, YaDictaminado
from chalicelib.rules.apoyos.historia import Etapa, Revisado
from chalicelib.rules.mesa.calidad import CausaDesacuerdo, Prevalece
from chalicelib.rules.mesa.muestra import is_sampled, seed_fingerprint
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.mesa.operadores import Operador, open_loads
from chalicelib.store.mesa.totales import read_pairs
from chalicelib.store.mesa.turnos import CALIDAD, MESA, SEGUNDAS, Turno, desk_queue, get_turn, make_final
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.store.procesos.procesos import Proceso, get_proceso
from chalicelib.workflows.mesa import acuerdo
from chalicelib.workflows.mesa.asignacion import assign_new_records
from chalicelib.workflows.mesa.calidad import seed_of, take_second_look
from chalicelib.workflows.mesa.dictaminados import list_recent_verdicts
from chalicelib.workflows.mesa.escritorio import (
    begin_record,
    give_verdict,
    list_desk_queue,
    next_record,
    take_back_verdict,
)
from chalicelib.workflows.mesa.supervision import level_records, withdraw_records
from chalicelib.workflows.mesa.vistos import note_seen
from tests.escenario import mundo
from tests.escenario.movil import meanwhile
from tests.escenario.mundo import AHORA, ILEGIBLE, PROCESO, add_operators
from tests.functional.mesa.test_mesa import VALIDO, with_expediente

pytestmark = pytest.mark.usefixtures("proceso")

ENSEGUIDA = AHORA + timedelta(minutes=1)


@pytest.fixture
def todo(proceso: object) -> None:
    """Everything is looked at twice."""
    Proceso(PROCESO).update(actions=[Proceso.muestra.set(100)])
    forget_copies()


def on_the_desk_of(primero: str, *otros: str) -> str:
    """A record before that operator, others being on shift too; its folio."""
    add_operators(primero)
    folio = mundo.arrive("REG1", "ASPA", "P1", 0)
    assign_new_records(PROCESO, {folio: mundo.now(folio).recibido_en}, AHORA)
    add_operators(*otros)
    return folio


def judged(primero=VALIDO, segundo=None) -> str:
    """A record that OPER1 judged, and OPER2 too unless None."""
    folio = on_the_desk_of("OPER1", "OPER2")
    give_verdict(PROCESO, "OPER1", folio, primero, AHORA)
    if segundo is not None:
        give_verdict(PROCESO, "OPER2", folio, segundo, AHORA)
    return folio


def settle(folio: str, prevalece: str, causa: str = "criterio") -> dict:
    note_seen(get_turn(folio, CALIDAD), "CTASUP")
    return acuerdo.settle_disagreement(
        PROCESO, folio, Prevalece(prevalece), CausaDesacuerdo(causa), "CTASUP", ENSEGUIDA
    )


def disagreements() -> list[str]:
    return [x["folio"] for x in acuerdo.list_disagreements(PROCESO, Pagina())["elementos"]]


def verdicts(folio: str) -> list[tuple[str, str | None]]:
    return [(h.operador, h.dictamen.inciso) for h in mundo.now(folio).hechos if isinstance(h, Revisado)]


def test_only_what_the_seed_draws_is_looked_at_twice_13_6():
    add_operators("OPER1", "OPER2")
    Proceso(PROCESO).update(actions=[Proceso.muestra.set(50)])
    forget_copies()
    folios = [mundo.arrive(f"REG{i}", "ASPA", f"P{i}", i) for i in range(8)]
    assign_new_records(PROCESO, {f: mundo.now(f).recibido_en for f in folios}, AHORA)
    for f in folios:
        give_verdict(PROCESO, get_turn(f).operador, f, VALIDO, AHORA)
    dos = {t.folio for t in Turno.scan() if t.etapa == CALIDAD}
    assert dos == {f for f in folios if is_sampled(seed_of(PROCESO), f, 50)}


@pytest.mark.usefixtures("todo")
def test_a_second_look_goes_to_another_and_nothing_tells_it_from_a_first_13_6():
    add_operators("OPER1")
    folio = with_expediente("REG1", minuto=0)
    assign_new_records(PROCESO, {folio: mundo.now(folio).recibido_en}, AHORA)
    primera = next_record(PROCESO, "OPER1", AHORA)
    cola_de_antes = list_desk_queue(PROCESO, "OPER1", 10)
    add_operators("OPER2")
    de_la_primera = give_verdict(PROCESO, "OPER1", folio, ILEGIBLE, AHORA)
    assert open_loads(PROCESO) == {"OPER1": 0, "OPER2": 1}
    assert next_record(PROCESO, "OPER2", AHORA) == primera
    assert list_desk_queue(PROCESO, "OPER2", 10) == cola_de_antes
    assert give_verdict(PROCESO, "OPER2", folio, ILEGIBLE, AHORA) == de_la_primera
    assert open_loads(PROCESO) == {"OPER1": 0, "OPER2": 0}


@pytest.mark.usefixtures("todo")
def test_the_second_verdict_changes_nothing_of_the_record_and_is_answered_as_if_it_did_13_6():
    folio = judged(ILEGIBLE)
    antes = mundo.now(folio).version
    assert give_verdict(PROCESO, "OPER2", folio, VALIDO, AHORA)["clase"] == "en_lista_nominal"
    assert (mundo.now(folio).version, mundo.classes(folio)) == (antes, ["con_inconsistencia"])
    assert give_verdict(PROCESO, "OPER2", folio, VALIDO, AHORA)["clase"] == "en_lista_nominal"
    with pytest.raises(YaDictaminado):
        give_verdict(PROCESO, "OPER2", folio, ILEGIBLE, AHORA)
    assert read_pairs(PROCESO) == {"OPER1": Counter({("m", "valido"): 1})}
    assert disagreements() == [folio]


@pytest.mark.usefixtures("todo")
def test_whoever_had_begun_with_it_before_does_not_get_the_second_look_13_6():
    folio = on_the_desk_of("OPER1", "OPER2")
    Turno(folio, MESA).update(actions=[Turno.empezaron.add({"OPER2"})])
    give_verdict(PROCESO, "OPER1", folio, VALIDO, AHORA)
    assert get_turn(folio, CALIDAD).cola == desk_queue(PROCESO, SEGUNDAS)
    assert next_record(PROCESO, "OPER2", AHORA) is None


@pytest.mark.usefixtures("todo")
def test_a_second_look_that_nobody_could_have_goes_to_the_next_with_nothing_left_13_6():
    add_operators("OPER1")
    folio = with_expediente("REG1", minuto=0)
    assign_new_records(PROCESO, {folio: mundo.now(folio).recibido_en}, AHORA)
    give_verdict(PROCESO, "OPER1", folio, VALIDO, AHORA)
    assert next_record(PROCESO, "OPER1", AHORA) is None
    add_operators("OPER3")
    assert next_record(PROCESO, "OPER3", AHORA)["folio"] == folio
    assert open_loads(PROCESO) == {"OPER1": 0, "OPER3": 1}


@pytest.mark.usefixtures("todo")
def test_whoever_leaves_while_the_verdict_is_written_does_not_get_the_second_look_13_3():
    folio = on_the_desk_of("OPER1", "OPER2")

    def leave() -> None:
        Operador(PROCESO, "OPER2").update(actions=[Operador.estado.set("fuera")])

    with meanwhile(leave):
        give_verdict(PROCESO, "OPER1", folio, VALIDO, AHORA)
    assert get_turn(folio, CALIDAD).operador is None


@pytest.mark.usefixtures("todo")
def test_taking_the_first_verdict_back_withdraws_the_second_look_and_giving_it_again_asks_anew_13_6():
    folio = judged(ILEGIBLE)
    begin_record(PROCESO, "OPER2", folio, AHORA)
    take_back_verdict(PROCESO, "OPER1", folio, ENSEGUIDA)
    assert open_loads(PROCESO) == {"OPER1": 1, "OPER2": 0}
    with pytest.raises(TurnoRetirado):
        give_verdict(PROCESO, "OPER2", folio, VALIDO, ENSEGUIDA)
    give_verdict(PROCESO, "OPER1", folio, VALIDO, ENSEGUIDA)
    give_verdict(PROCESO, "OPER2", folio, VALIDO, ENSEGUIDA)
    assert read_pairs(PROCESO) == {"OPER1": Counter({("valido", "valido"): 1})}
    assert open_loads(PROCESO) == {"OPER1": 0, "OPER2": 0}


@pytest.mark.usefixtures("todo")
def test_a_second_look_taken_while_it_is_withdrawn_leaves_nobody_a_load_13_3():
    folio = on_the_desk_of("OPER1")
    give_verdict(PROCESO, "OPER1", folio, VALIDO, AHORA)
    add_operators("OPER3")
    with meanwhile(lambda: take_second_look(PROCESO, "OPER3")):
        take_back_verdict(PROCESO, "OPER1", folio, ENSEGUIDA)
    assert open_loads(PROCESO) == {"OPER1": 1, "OPER3": 0}


@pytest.mark.usefixtures("todo")
def test_once_it_was_looked_at_twice_the_first_verdict_stands_13_6():
    folio = judged(VALIDO, VALIDO)
    with pytest.raises(DictamenFirme):
        take_back_verdict(PROCESO, "OPER1", folio, ENSEGUIDA)
    assert read_pairs(PROCESO) == {"OPER1": Counter({("valido", "valido"): 1})}


@pytest.mark.usefixtures("todo")
@pytest.mark.parametrize("gana", ["undo", "second"])
def test_a_first_verdict_taken_back_while_the_second_is_given_is_one_or_the_other_13_6(gana):
    folio = judged(ILEGIBLE)
    deshace = lambda: take_back_verdict(PROCESO, "OPER1", folio, ENSEGUIDA)  # noqa: E731
    dictamina = lambda: give_verdict(PROCESO, "OPER2", folio, VALIDO, ENSEGUIDA)  # noqa: E731
    if gana == "undo":
        with meanwhile(deshace), pytest.raises(TurnoRetirado):
            dictamina()
        assert (read_pairs(PROCESO), open_loads(PROCESO)) == ({}, {"OPER1": 1, "OPER2": 0})
    else:
        with meanwhile(dictamina), pytest.raises(DictamenFirme):
            deshace()
        assert sum(read_pairs(PROCESO)["OPER1"].values()) == 1
        assert open_loads(PROCESO) == {"OPER1": 0, "OPER2": 0}


@pytest.mark.usefixtures("todo")
def test_a_second_verdict_may_be_taken_back_too_once_13_6():
    folio = judged(ILEGIBLE, VALIDO)
    una = take_back_verdict(PROCESO, "OPER2", folio, ENSEGUIDA)
    assert take_back_verdict(PROCESO, "OPER2", folio, ENSEGUIDA) == una
    assert (read_pairs(PROCESO), disagreements()) == ({}, [])
    assert open_loads(PROCESO) == {"OPER1": 0, "OPER2": 1}
    give_verdict(PROCESO, "OPER2", folio, ILEGIBLE, ENSEGUIDA)
    assert read_pairs(PROCESO) == {"OPER1": Counter({("m", "m"): 1})}
    with pytest.raises(DictamenFirme, match="10 minutos"):
        take_back_verdict(PROCESO, "OPER2", folio, AHORA + timedelta(minutes=12))


@pytest.mark.usefixtures("todo")
def test_the_second_stands_if_the_supervisor_says_so_and_both_stay_in_the_history_13_6():
    folio = judged(ILEGIBLE, VALIDO)
    una = settle(folio, "segundo")
    assert settle(folio, "segundo") == una
    assert (verdicts(folio), mundo.classes(folio)) == (
        [("OPER1", "m"), ("OPER2", None)],
        ["en_lista_nominal"],
    )
    assert disagreements() == []
    assert get_turn(folio, CALIDAD).resuelto["por"] == "CTASUP"
    with pytest.raises(Conflicto):
        settle(folio, "primero")
    with pytest.raises(DictamenFirme):
        take_back_verdict(PROCESO, "OPER2", folio, ENSEGUIDA)


@pytest.mark.usefixtures("todo")
def test_a_disagreement_is_decided_with_the_record_and_both_verdicts_in_sight_13_6():
    """13.6: "se realizará la verificación de las imágenes […] así como los datos captados": by whoever decides too."""
    add_operators("OPER1")
    folio = with_expediente("REG1", minuto=0)
    assign_new_records(PROCESO, {folio: mundo.now(folio).recibido_en}, AHORA)
    add_operators("OPER2")
    give_verdict(PROCESO, "OPER1", folio, ILEGIBLE, AHORA)
    give_verdict(PROCESO, "OPER2", folio, VALIDO, AHORA)
    como = (PROCESO, folio, Prevalece.SEGUNDO, CausaDesacuerdo.CRITERIO, "CTASUP", ENSEGUIDA)
    acuerdo.show_disagreement(PROCESO, folio, "CTAOTRA")
    with pytest.raises(RegistroSinVer):
        acuerdo.settle_disagreement(*como)
    hoja = acuerdo.show_disagreement(PROCESO, folio, "CTASUP")
    assert len(hoja["imagenes"]) == 4
    assert (hoja["primero"]["inciso"], hoja["segundo"]["inciso"]) == ("m", None)
    acuerdo.settle_disagreement(*como)
    with pytest.raises(Conflicto):
        acuerdo.show_disagreement(PROCESO, folio, "CTASUP")
    with pytest.raises(NoEncontrado):
        acuerdo.show_disagreement("OTRO27", folio, "CTASUP")


@pytest.mark.usefixtures("todo")
def test_of_two_supervisors_the_first_decides_13_6():
    folio = judged(ILEGIBLE, VALIDO)
    with meanwhile(lambda: settle(folio, "primero")), pytest.raises(Conflicto):
        settle(folio, "segundo")
    assert verdicts(folio) == [("OPER1", "m")]


@pytest.mark.usefixtures("todo")
def test_a_second_verdict_does_not_stand_against_a_hearing_s_14():
    folio = judged(ILEGIBLE, VALIDO)
    mundo.append_fact(folio, lambda _: Revisado("2027", "OPER3", ILEGIBLE, Etapa.AUDIENCIA), AHORA)
    with pytest.raises(Conflicto):
        settle(folio, "segundo")
    assert disagreements() == [folio]


@pytest.mark.usefixtures("todo")
def test_a_hearing_that_begins_while_the_supervisor_decides_goes_first_14():
    folio = judged(ILEGIBLE, VALIDO)

    def open_hearing() -> None:
        with transaction() as tx:
            make_final(tx, folio, ENSEGUIDA + timedelta(minutes=1))
            tx.save(
                Turno(folio, "audiencia#A1", proceso=PROCESO, orden=f"x#{folio}", llegada="2027"),
                condition=Turno.folio.does_not_exist(),
            )

    with meanwhile(open_hearing), pytest.raises(Conflicto):
        settle(folio, "segundo")
    assert verdicts(folio) == [("OPER1", "m")]


@pytest.mark.usefixtures("todo")
def test_there_is_nothing_to_decide_where_nobody_disagreed_or_in_another_process_13_6():
    folio = judged(VALIDO, VALIDO)
    with pytest.raises(NoEncontrado):
        settle(folio, "segundo")
    with pytest.raises(NoEncontrado):
        acuerdo.settle_disagreement("OTRO27", folio, Prevalece.PRIMERO, CausaDesacuerdo.OTRA, "CTASUP", AHORA)


@pytest.mark.usefixtures("todo")
def test_the_seed_is_committed_to_from_the_start_and_shown_when_nothing_can_come_any_more_13_6():
    folio = on_the_desk_of("OPER1")
    fin = Periodo.get(PROCESO, mundo.PERIODO).captacion.cierre_recepcion
    antes = acuerdo.show_agreement(get_proceso(PROCESO), AHORA)
    assert antes["semilla"] is None
    assert acuerdo.show_agreement(get_proceso(PROCESO), fin + timedelta(days=2))["semilla"] is None
    give_verdict(PROCESO, "OPER1", folio, VALIDO, AHORA)
    assert acuerdo.show_agreement(get_proceso(PROCESO), fin)["semilla"] is None
    semilla = acuerdo.show_agreement(get_proceso(PROCESO), fin + timedelta(days=2))["semilla"]
    assert seed_fingerprint(semilla.encode()) == antes["huella"]


@pytest.mark.usefixtures("todo")
def test_agreement_is_told_by_who_judged_first_and_by_inciso_13_6():
    judged(ILEGIBLE, VALIDO)
    dicho = acuerdo.show_agreement(get_proceso(PROCESO), AHORA)
    assert dicho["general"] == {"pares": 1, "iguales": 0, "razon": 0.0, "kappa": 0.0}
    assert [x["operador"] for x in dicho["por_operador"]] == ["OPER1"]
    assert [x["inciso"] for x in dicho["por_inciso"]] == ["m", "valido"]


def test_the_share_that_was_set_holds_from_the_next_verdict_on_13_4():
    acuerdo.set_share(get_proceso(PROCESO), 100)
    folio = on_the_desk_of("OPER1")
    give_verdict(PROCESO, "OPER1", folio, VALIDO, AHORA)
    assert get_turn(folio, CALIDAD) is not None


@pytest.mark.usefixtures("todo")
@pytest.mark.parametrize("fuera", [{"activo": False}, {"estado": "fuera"}], ids=["suspendida", "fuera"])
def test_levelling_takes_the_second_looks_of_whoever_is_not_there_along_13_3(fuera):
    folio = judged(VALIDO)
    acciones = [getattr(Operador, c).set(v) for c, v in fuera.items()]
    Operador(PROCESO, "OPER2").update(actions=acciones)
    assert level_records(PROCESO, ENSEGUIDA, ausentes=False, forzar=False)["movidos"] == 0
    assert level_records(PROCESO, ENSEGUIDA, ausentes=True, forzar=False)["movidos"] == 1
    assert get_turn(folio, CALIDAD).cola == desk_queue(PROCESO, SEGUNDAS)
    add_operators("OPER3")
    assert take_second_look(PROCESO, "OPER3") == [(folio, CALIDAD)]


@pytest.mark.usefixtures("todo")
def test_an_operator_finds_again_what_may_still_be_undone_and_nothing_tells_the_stage_13_6():
    folio = judged(ILEGIBLE, VALIDO)  # a second verdict makes the first final
    assert list_recent_verdicts(PROCESO, "OPER1", ENSEGUIDA) == []
    [suyo] = list_recent_verdicts(PROCESO, "OPER2", ENSEGUIDA)
    assert (suyo["folio"], suyo["inciso"], suyo["revisado_en"]) == (folio, None, iso(AHORA))
    plazo = timedelta(minutes=config.MINUTOS_PARA_DESHACER)
    assert suyo["deshacer_hasta"] == iso(AHORA + plazo)
    assert list_recent_verdicts(PROCESO, "OPER2", AHORA + plazo + timedelta(seconds=1)) == []
    take_back_verdict(PROCESO, "OPER2", folio, ENSEGUIDA)
    assert list_recent_verdicts(PROCESO, "OPER2", ENSEGUIDA) == []


def test_of_several_verdicts_the_latest_comes_first_with_what_was_said_13_6():
    add_operators("OPER1")
    folios = [mundo.arrive(f"REG{i}", "ASPA", f"P{i}", i) for i in range(3)]
    assign_new_records(PROCESO, {f: mundo.now(f).recibido_en for f in folios}, AHORA)
    for n, f in enumerate(folios):
        give_verdict(PROCESO, "OPER1", f, ILEGIBLE if n == 1 else VALIDO, AHORA + timedelta(seconds=n))
    dichos = list_recent_verdicts(PROCESO, "OPER1", ENSEGUIDA)
    assert [d["folio"] for d in dichos] == folios[::-1]
    assert [d["inciso"] for d in dichos] == [None, "m", None]
    assert set(dichos[0]) == set(dichos[1])
    assert list_recent_verdicts(PROCESO, "OPER2", ENSEGUIDA) == []


@pytest.mark.usefixtures("todo")
def test_what_is_withdrawn_from_an_operator_takes_their_second_looks_along_13_3():
    folio = judged(VALIDO)
    begin_record(PROCESO, "OPER2", folio, AHORA)
    assert withdraw_records(PROCESO, "OPER2", ENSEGUIDA).movidos == {}
    assert withdraw_records(PROCESO, "OPER2", ENSEGUIDA, forzar=True).movidos == {folio: None}
    assert get_turn(folio, CALIDAD).cola == desk_queue(PROCESO, SEGUNDAS)
    assert open_loads(PROCESO) == {"OPER1": 0, "OPER2": 0}
    with pytest.raises(TurnoRetirado):
        give_verdict(PROCESO, "OPER2", folio, VALIDO, ENSEGUIDA)
