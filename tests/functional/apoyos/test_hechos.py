"""Facts are appended to a record, and its person's supports judged again (LGIPE 385; Protocolo 7.12, 13.6)."""

from collections import Counter
from datetime import timedelta

import pytest

from chalicelib.base import config
from chalicelib.handlers.eventos.registral import registral
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.duplicados import Duplicidad
from chalicelib.rules.apoyos.historia import (
    CausaRecepcion,
    Juzgado,
    Porque,
    Recibido,
    Revisado,
    SituacionRegistral,
    Verificado,
)
from chalicelib.store.apoyos.personas import Cabeza, Persona, load_cabeza
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import connection, iso
from chalicelib.store.correos.salidas import Salida
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.workflows.apoyos.duplicados import EN_EL_ACTO, POR_TRANSACCION
from chalicelib.workflows.apoyos.hechos import (
    ApoyoDesconocido,
    Cambio,
    append_fact,
    append_facts,
)
from chalicelib.workflows.correos.salidas import send_overdue
from tests.escenario import mundo
from tests.escenario.limites_dynamodb import mayores
from tests.escenario.mensajes import batch, taken
from tests.escenario.muertes import Muerte, dying
from tests.escenario.mundo import AHORA, ILEGIBLE, arrive, classes, now, receive, review, verify
from tests.escenario.recursos import empty_cloud

pytestmark = pytest.mark.usefixtures("proceso")

CUENTA, MISMO, OTRO = "en_lista_nominal", "duplicado_mismo_aspirante", "duplicado_otro_aspirante"
FUERA = "con_inconsistencia"


def carried(persona: str) -> dict[str, str | None]:
    """What the person's collection says of each support, by the record's own id."""
    items = Persona.query(f"{mundo.PROCESO}#{persona}", consistent_read=True)
    return {i.lugar.folio.rpartition("-")[2]: i.duplicidad for i in items if not i.es_cabeza}


def head(persona: str = "P1") -> Cabeza:
    """The head of the person's supports for the office of `mundo`."""
    return load_cabeza(f"{mundo.PROCESO}#{persona}", mundo.PERIODO)


def test_a_fact_is_appended_and_class_and_version_follow_7_12():
    folio = receive("REG1").folio
    verify(folio, "P1")
    apoyo = now(folio)
    assert [type(h) for h in apoyo.hechos] == [Recibido, Verificado]
    assert (apoyo.clase, apoyo.version, apoyo.persona) == (CUENTA, 2, f"{mundo.PROCESO}#P1")
    review(folio, ILEGIBLE)
    apoyo = now(folio)
    assert [type(h) for h in apoyo.hechos] == [Recibido, Verificado, Revisado]
    assert (apoyo.clase, apoyo.revisado, apoyo.version) == (FUERA, True, 3)


def test_a_fact_that_is_there_already_changes_nothing():
    folio = arrive("REG1", "ASPA", "P1", 0)
    antes, cabeza = now(folio), head()
    verify(folio, "P1")
    assert now(folio).attribute_values == antes.attribute_values
    assert head().version == cabeza.version == 1


def test_a_record_that_does_not_exist_is_refused_and_not_made():
    with pytest.raises(ApoyoDesconocido):
        verify("ASPA-AUX1-DISP1-NADA", "P1")
    assert head().version == 0


def test_a_lost_race_is_run_again_on_what_the_winner_wrote():
    folio = receive("REG1").folio
    vistos = []

    def make(apoyo):
        vistos.append(apoyo.version)
        if len(vistos) == 1:
            review(folio, ILEGIBLE)  # somebody else writes between our read and our write
        return Verificado(iso(AHORA), SituacionRegistral.LISTA_NOMINAL)

    append_facts(folio, lambda a: Cambio((make(a),), f"{mundo.PROCESO}#P1"), AHORA)
    assert vistos == [1, 2]
    assert [type(h) for h in now(folio).hechos] == [Recibido, Revisado, Verificado]


def test_two_who_reveal_supports_of_a_new_person_at_once_are_both_judged_lgipe_385():
    primero, segundo = receive("REG1").folio, receive("REG2", recibido=AHORA + timedelta(minutes=1)).folio
    veces = []

    def make(apoyo):
        veces.append(1)
        if len(veces) == 1:
            verify(segundo, "P1")
        return Verificado(iso(AHORA), SituacionRegistral.LISTA_NOMINAL)

    append_facts(primero, lambda a: Cambio((make(a),), f"{mundo.PROCESO}#P1"), AHORA)
    assert classes(primero, segundo) == [CUENTA, MISMO]


def test_the_earliest_reception_counts_whichever_is_verified_first_lgipe_385():
    tarde = arrive("REG2", "ASPA", "P1", 2)
    assert classes(tarde) == [CUENTA]
    temprano = arrive("REG1", "ASPA", "P1", 1)
    assert classes(temprano, tarde) == [CUENTA, MISMO]
    juicio = now(tarde).hechos[-1]
    assert (type(juicio), juicio.duplicidad, juicio.respecto_de) == (Juzgado, Duplicidad.MISMO, temprano)


def test_for_several_aspirantes_only_the_first_received_counts_lgipe_385():
    a, b, c = (
        arrive("REG1", "ASPA", "P1", 1),
        arrive("REG2", "ASPB", "P1", 2),
        arrive("REG3", "ASPA", "P1", 3),
    )
    assert classes(a, b, c) == [CUENTA, OTRO, MISMO]


def test_the_period_may_judge_each_aspirante_apart_15_3():
    Periodo(mundo.PROCESO, mundo.PERIODO).update(actions=[Periodo.entre_aspirantes.set(False)])
    forget_copies()
    a, b, c = (
        arrive("REG1", "ASPA", "P1", 1),
        arrive("REG2", "ASPB", "P1", 2),
        arrive("REG3", "ASPA", "P1", 3),
    )
    assert classes(a, b, c) == [CUENTA, CUENTA, MISMO]


def test_a_support_for_one_office_leaves_the_judgements_of_another_office_alone_15_3():
    """Each office has its own setting; the person's supports for both are in one collection."""
    Periodo(mundo.PROCESO, mundo.PERIODO).update(actions=[Periodo.entre_aspirantes.set(False)])
    forget_copies()
    a, b = arrive("REG1", "ASPA", "P1", 1), arrive("REG2", "ASPB", "P1", 2)
    alcaldia = receive("REG3", "ASPC")
    mundo.add_period("ALCALDIA", entre_aspirantes=True)
    alcaldia.periodo = alcaldia.contienda = "ALCALDIA"
    mundo.save_sealed(alcaldia)
    verify(alcaldia.folio, "P1")
    assert classes(a, b, alcaldia.folio) == [CUENTA, CUENTA, CUENTA]


def test_supports_of_other_persons_are_not_changed():
    ajeno = arrive("REG1", "ASPA", "P1", 1)
    arrive("REG2", "ASPA", "P2", 2)
    arrive("REG3", "ASPA", "P2", 3)
    assert (classes(ajeno), now(ajeno).version) == ([CUENTA], 2)


def test_what_the_mesa_takes_out_gives_its_place_to_the_next_in_the_same_write_13_7():
    a, b, c = (arrive(f"REG{n}", "ASPA", "P1", n) for n in (1, 2, 3))
    version = head().version
    review(a, ILEGIBLE)
    assert classes(a, b, c) == [FUERA, CUENTA, MISMO]
    assert head().version == version + 1
    assert carried("P1") == {"REG2": None, "REG3": Duplicidad.MISMO}


def test_what_is_put_back_takes_its_place_again_14_4():
    a, b = arrive("REG1", "ASPA", "P1", 1), arrive("REG2", "ASPB", "P1", 2)
    review(a, ILEGIBLE)
    assert classes(a, b) == [FUERA, CUENTA]
    review(a, Dictamen())
    assert classes(a, b) == [CUENTA, OTRO]
    assert [type(h) for h in now(b).hechos] == [Recibido, Verificado, Juzgado, Juzgado, Juzgado]


@pytest.mark.parametrize("situacion", [SituacionRegistral.PADRON, SituacionRegistral.BAJA])
def test_a_support_that_would_not_count_is_nobodys_first_lgipe_385(situacion):
    sin_lista = receive("REG1").folio
    verify(sin_lista, "P1", situacion)
    segundo = arrive("REG2", "ASPB", "P1", 9000)
    assert classes(segundo) == [CUENTA]


def test_a_record_received_with_a_cause_never_takes_the_place_7_7():
    con_causa = receive("REG1", causas=(CausaRecepcion.AUXILIAR_BAJA,)).folio
    verify(con_causa, "P1")
    otro = arrive("REG2", "ASPA", "P1", 9000)
    assert classes(con_causa, otro) == [FUERA, CUENTA]


def many(cuantos: int, *, primero: str = "ASPA") -> list[str]:
    """One support for `primero` and then many for ASPB, of one person, as judging leaves them (written in one go).

    The last ids are the earliest received: what must change first is last in the alphabet.
    """
    kind = Duplicidad.MISMO if primero == "ASPB" else Duplicidad.OTRO
    filas = [("REG0000", primero, 0)] + [(f"REG{cuantos - n:04d}", "ASPB", n + 1) for n in range(cuantos)]
    juzgados = [
        mundo.judged(registro, aspirante, "P1", minuto, kind if minuto else None)
        for registro, aspirante, minuto in filas
    ]
    mundo.keep_judged(juzgados)
    return [apoyo.folio for apoyo, _ in juzgados]


def work_off() -> int:
    """What function `registral` does with its queue, until nothing is in it; the number of messages."""
    n = 0
    while mensajes := taken(config.COLA_REGISTRAL):
        assert registral(batch(*mensajes), None) == {"batchItemFailures": []}
        n += len(mensajes)
    return n


def test_the_rest_of_a_persons_supports_change_their_kind_a_few_at_once_and_the_rest_by_the_queue_lgipe_385():
    a, promovido, *resto = many(POR_TRANSACCION * (EN_EL_ACTO + 1) + 5)
    assert set(classes(promovido, *resto)) == {OTRO}
    review(a, ILEGIBLE)
    assert classes(a, promovido) == [FUERA, CUENTA]
    assert Counter(classes(*resto)) == {MISMO: POR_TRANSACCION * EN_EL_ACTO, OTRO: len(resto) - 40}
    assert work_off() == 1
    assert set(classes(*resto)) == {MISMO}
    assert Counter(carried("P1").values()) == {None: 1, "mismo_aspirante": len(resto)}
    assert not head().barrer and not list(Salida.scan())


def test_what_a_run_that_died_left_undone_is_completed_by_its_repetition():
    """Dying before the sweep's first write leaves a head that says what is to be swept."""
    a, promovido, *resto = many(3)
    with dying(en=2), pytest.raises(Muerte):
        review(a, ILEGIBLE)
    assert classes(a, promovido, *resto) == [FUERA, CUENTA, OTRO, OTRO]
    append_fact(a, lambda _: None, AHORA)
    assert classes(promovido, *resto) == [CUENTA, MISMO, MISMO]


def test_the_sweep_that_nobody_lived_to_make_is_sent_by_the_watch_over_what_is_owed():
    a, promovido, *resto = many(3)
    with dying(en=2), pytest.raises(Muerte):
        review(a, ILEGIBLE)
    assert send_overdue(AHORA + timedelta(minutes=3)) == 1
    assert work_off() == 1
    assert classes(a, promovido, *resto) == [FUERA, CUENTA, MISMO, MISMO]


def calls(work) -> Counter[str]:
    """Calls to the tables of what `work` does, and the items that it reads and writes."""
    cuenta: Counter[str] = Counter()

    def after(parsed, model, **_):
        cuenta[model.name] += 1
        leidos = len(parsed.get("Items", [])) + ("Item" in parsed)
        cuenta["items"] += leidos + sum(map(len, parsed.get("Responses", {}).values()))

    def before(params, model, **_):
        cuenta["items"] += len(params.get("TransactItems", []))

    eventos = connection().client.meta.events
    eventos.register("after-call", after)
    eventos.register("before-parameter-build", before)
    try:
        work()
    finally:
        eventos.unregister("after-call", after)
        eventos.unregister("before-parameter-build", before)
    return cuenta


def test_a_look_up_and_a_verdict_cost_the_same_at_three_and_at_three_thousand_supports_of_one_person():
    """Photocopies of one credential: 14 to 51 % of what some aspirantes sent in 2018."""
    costos = []
    mayores.clear()
    for cuantos in (3, 3000):
        empty_cloud()
        mundo.open_world()
        primero, *_ = many(cuantos, primero="ASPB")
        nuevo = receive("REGNUEVO", "ASPB").folio
        mirada = calls(lambda folio=nuevo: verify(folio, "P1"))
        dictamen = calls(lambda folio=primero: review(folio, ILEGIBLE))
        costos.append((mirada, dictamen))
        assert classes(primero, nuevo) == [FUERA, MISMO]
    assert costos[0] == costos[1]
    mirada, dictamen = costos[0]
    assert mirada["items"] <= 8 and dictamen["items"] <= 12
    assert mayores.keys() == {"apoyos personas"}
    items, tamano = mayores["apoyos personas"]
    assert items <= 8 and tamano < 10_000


def belongs_to(folio: str, persona: str) -> None:
    """What a correction does: the record turns out to be that person's."""
    hecho = Verificado(iso(AHORA), SituacionRegistral.LISTA_NOMINAL, porque=Porque.CORRECCION)
    append_facts(folio, lambda _: Cambio((hecho,), f"{mundo.PROCESO}#{persona}"), AHORA)


def test_a_record_that_is_another_persons_leaves_one_collection_for_the_other_13_6():
    """Both persons are judged in that one step: who lost the first support, and who got one more."""
    ajeno, segundo = arrive("REG1", "ASPA", "P1", 1), arrive("REG2", "ASPB", "P1", 2)
    suyo = arrive("REG3", "ASPB", "P2", 3)
    assert classes(ajeno, segundo, suyo) == [CUENTA, OTRO, CUENTA]
    belongs_to(ajeno, "P2")
    assert classes(ajeno, segundo, suyo) == [CUENTA, CUENTA, OTRO]
    assert (carried("P1"), carried("P2")) == ({"REG2": None}, {"REG1": None, "REG3": "otro_aspirante"})
    belongs_to(ajeno, "P1")
    assert classes(ajeno, segundo, suyo) == [CUENTA, OTRO, CUENTA]


def test_a_duplicate_that_is_another_persons_is_no_duplicate_any_more_13_6():
    arrive("REG1", "ASPA", "P1", 1)
    folio = arrive("REG2", "ASPA", "P1", 2)
    assert classes(folio) == [MISMO]
    belongs_to(folio, "P2")
    assert classes(folio) == [CUENTA]
    assert carried("P1") == {"REG1": None}


def test_more_judgements_than_one_transaction_holds_are_completed_on_both_sides_13_6():
    """Thirty supports hang on the one that goes, and thirty more on the one it meets."""
    todos = []
    for persona, desde in (("P1", 10), ("P2", 100)):
        for i in range(30):
            quien = ("ASPA", None) if i == 0 else ("ASPB", Duplicidad.OTRO)
            todos.append(mundo.judged(f"REG{persona}{i:02}", quien[0], persona, desde + i, quien[1]))
    mundo.keep_judged(todos)
    belongs_to("ASPA-AUX1-DISP1-REGP100", "P2")
    work_off()
    assert Counter(carried("P1").values()) == {None: 1, "mismo_aspirante": 28}
    assert Counter(carried("P2").values()) == {None: 1, "mismo_aspirante": 1, "otro_aspirante": 29}
