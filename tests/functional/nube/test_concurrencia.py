"""Whoever works at the same time on the same thing: nothing lost, nothing twice (two processes, sixteen threads)."""

import re
from collections import Counter
from random import Random

import pytest

from chalicelib.rules.conteo import Contable
from local.buzon import read_mails
from tests.escenario.oraculo import Escribano, Renglon, Tarjeta
from tests.functional.nube import carreras
from tests.functional.nube.obreros import Obreros

pytestmark = pytest.mark.nube

CUENTA, MISMO, OTRO = "en_lista_nominal", "duplicado_mismo_aspirante", "duplicado_otro_aspirante"
FUERA = "con_inconsistencia"
FOLIO = re.compile(r"^Folio: (\S+)$", re.MULTILINE)


def received(obreros: Obreros, prefijo: str, aspirantes: str) -> list[str]:
    """Records a minute apart, one for each letter (A, B or C: the aspirante); folios, the earliest first."""
    return [
        obreros.do(carreras.receive, f"{prefijo}{n:02d}", f"ASP{letra}", n)
        for n, letra in enumerate(aspirantes)
    ]


def shuffled(cosas: list, semilla: int) -> list:
    return Random(semilla).sample(cosas, len(cosas))


def test_sixteen_facts_appended_at_once_are_all_there_7_12(obreros):
    [folio] = received(obreros, "HECHO", "A")
    operadores = [f"OPER{n:02d}" for n in range(16)]
    entregas = obreros.all_at_once(carreras.append_verdicts, operadores, folio)
    assert max(entregas) < carreras.ENTREGAS
    assert sorted(obreros.do(carreras.operators_in, folio)) == operadores
    assert obreros.do(carreras.situation, [folio]) == [("en_proceso", 17, 17)]


@pytest.mark.parametrize(
    ("prefijo", "aspirantes"), [("IGUAL", "A" * 16), ("VARIO", "BACABBCAACBACBAC")], ids=["uno", "varios"]
)
def test_of_one_persons_supports_verified_at_once_the_earliest_counts_lgipe_385(obreros, prefijo, aspirantes):
    folios = received(obreros, prefijo, aspirantes)
    obreros.all_at_once(carreras.verify_all, shuffled(folios, 1), prefijo)
    obreros.do(carreras.sweep_left, prefijo)
    situacion = obreros.do(carreras.situation, folios)
    esperado = [CUENTA] + [MISMO if a == aspirantes[0] else OTRO for a in aspirantes[1:]]
    assert [clase for clase, *_ in situacion] == esperado
    version, juicios = obreros.do(carreras.collection, prefijo)
    # One write of the head for each support, none over another; besides, what sweeping writes.
    assert version == 16 or (prefijo == "VARIO" and version > 16)
    assert [CUENTA if juicios[f] is None else f"duplicado_{juicios[f]}" for f in folios] == esperado


def test_supports_verified_while_the_mesa_takes_the_first_out_leave_the_next_counting_13_7(obreros):
    folios = received(obreros, "SALE", "AABABAAB")
    pasos = [("verificar", f) for f in folios] + [("sacar", f) for f in folios[:2]]
    obreros.all_at_once(carreras.verify_or_take_out, shuffled(pasos, 2), "SALE")
    obreros.do(carreras.sweep_left, "SALE")
    clases = [clase for clase, *_ in obreros.do(carreras.situation, folios)]
    assert clases == [FUERA, FUERA, CUENTA, OTRO, MISMO, OTRO, OTRO, MISMO]


def test_records_that_two_people_exchange_while_others_are_looked_up_and_judged_end_as_the_law_says_13_6(
    obreros,
):
    """Half of each person's turn out to be the other's; each of those is clarified by a second operator as well."""
    llegadas = [("ASP" + "ABB"[n % 3], "PQ"[n // 2 % 2], n // 2) for n in range(12)]
    folios = obreros.do(carreras.receive_from_people, llegadas, "CAMBIA")
    clerk = Escribano({"P": Renglon(), "Q": Renglon()}, {"ASPA": ("GUB", ("11",)), "ASPB": ("GUB", ("11",))})
    for folio, (aspirante, quien, minuto) in zip(folios, llegadas, strict=True):
        clerk.tarjetas.append(Tarjeta(folio, aspirante, "", minuto, "", dice=quien))
    cambian, salen, llegan = clerk.tarjetas[:4], clerk.tarjetas[4:6], clerk.tarjetas[6:]
    obreros.all_at_once(carreras.step_all, [("consultar", t.folio, "") for t in cambian + salen])
    pasos = [("consultar", t.folio, "") for t in llegan] + [("sacar", t.folio, "") for t in salen]
    for t in cambian:
        clerk.correct(t, "PQ"[t.dice == "P"])
        pasos += [("corregir", t.folio, t.dice), ("aclarar", t.folio, "MUESTRA ACLARADA")]
    for t in salen:
        t.dictamenes.append("13.7 m)")
    for t in clerk.tarjetas:
        clerk.ask(t)
    obreros.all_at_once(carreras.step_all, shuffled(pasos, 3))
    vidas = obreros.do(carreras.lives, folios)
    fallos = {t.folio: clerk.rule(t) for t in clerk.tarjetas}
    assert {f: v[:2] for f, v in vidas.items()} == {f: (x.clase, x.respecto_de) for f, x in fallos.items()}
    assert obreros.do(carreras.strays, folios) == []
    for t in clerk.tarjetas:
        hechos = Counter(vidas[t.folio][2]) - Counter({"Juzgado": 99})
        veces = 2 if t in cambian else 0
        assert hechos == Counter(
            Recibido=1, Verificado=1 + veces, Corregido=veces, Revisado=len(t.dictamenes)
        )


def test_totals_counted_at_once_repeated_and_out_of_order_equal_a_recount_15_2_d(obreros):
    vidas = [
        Contable(f"CUENTA{n:02d}", v, "PX", f"ASPX{n % 2}", f"AUXX{n % 5}", "2027-01-10", clase, v == 3)
        for n in range(24)
        for v, clase in (
            (1, "en_proceso"),
            (2, "en_lista_nominal"),
            (3, "baja" if n % 3 else "en_lista_nominal"),
        )
    ]
    eventos = shuffled(vidas * 2, 3)
    obreros.all_at_once(carreras.count_all, [eventos[i::16] for i in range(16)])
    for aspirante in ("ASPX0", "ASPX1"):
        ultimos = [v for v in vidas if v.version == 3 and v.aspirante == aspirante]
        esperado = Counter(f"clase#{v.clase}" for v in ultimos)
        esperado |= Counter({"firmes": esperado["clase#en_lista_nominal"]})  # all of these were reviewed
        esperado |= Counter({"recibidos": 12, "revisados": 12, "dia#2027-01-10": 12, "modo#auxiliar": 12})
        assert obreros.do(carreras.totals, f"aspirante#{aspirante}") == esperado
    suyos = Counter(f"{v.auxiliar}#recibidos" for v in vidas if v.version == 3)
    dichos = Counter(obreros.do(carreras.totals, "auxiliares#ASPX0"))
    dichos.update(obreros.do(carreras.totals, "auxiliares#ASPX1"))
    assert {c: n for c, n in dichos.items() if c.endswith("recibidos")} == suyos
    assert obreros.do(carreras.totals, "proceso#PX")["recibidos"] == 24


def test_states_of_one_record_counted_at_once_are_one_record_15_2_d(obreros):
    """Each reckons its movement from what it read: if another state was counted meanwhile, it must reckon again."""
    for n in range(4):
        estados = [
            Contable(f"JUNTO{n}", v, "PJ", "ASPJ", "AUXJ", "2027-01-10", f"clase{v}", False)
            for v in range(1, 9)
        ]
        obreros.all_at_once(carreras.count_all, [[e] for e in shuffled(estados, n)])
    assert obreros.do(carreras.totals, "aspirante#ASPJ") == {
        "recibidos": 4,
        "clase#clase8": 4,
        "dia#2027-01-10": 4,
        "modo#auxiliar": 4,
    }


def test_batches_assigned_at_once_and_repeated_put_each_record_before_one_operator_13_3(obreros):
    """More than the queue allows: its messages of one process come one batch at a time."""
    operadores = ["OPER1", "OPER2", "OPER3"]
    obreros.do(carreras.add_operators, operadores, "REPARTO")
    tandas = [{f"REPARTO{n}{i}": f"2027-01-10T06:0{n}:0{i}.000Z" for i in range(5)} for n in range(8)]
    obreros.all_at_once(carreras.assign_all, tandas * 2, "REPARTO")
    mesas, cargas = obreros.do(carreras.desks, "REPARTO")
    assert set(mesas) == {f for t in tandas for f in t}
    assert Counter(mesas.values()) == cargas
    assert set(cargas) == set(operadores)


def test_what_waits_is_handed_out_once_however_many_ask_at_once_13_3(obreros):
    tandas = [{f"ESPERA{n}{i}": f"2027-01-10T06:0{n}:0{i}.000Z" for i in range(10)} for n in range(4)]
    obreros.all_at_once(carreras.assign_all, tandas, "ESPERA")
    obreros.do(carreras.add_operators, ["OPER1", "OPER2"], "ESPERA")
    obreros.all_at_once(carreras.assign_all, tandas + tandas[:2], "ESPERA")
    mesas, cargas = obreros.do(carreras.desks, "ESPERA")
    assert None not in mesas.values()
    assert Counter(mesas.values()) == cargas
    assert sum(cargas.values()) == 40


@pytest.mark.parametrize("n", range(3))
def test_of_two_verdicts_at_once_one_stands_and_the_load_falls_once_13_6(obreros, n):
    [folio] = received(obreros, f"FALLO{n}", "A")
    obreros.do(carreras.verify_all, [folio], f"FALLO{n}")
    proceso = carreras.PROCESO
    if n == 0:
        obreros.do(carreras.add_operators, ["OPER1"], proceso)
    obreros.do(carreras.assign_all, [{folio: "2027-01-10T06:00:00.000Z"}], proceso)
    respuestas = obreros.all_at_once(carreras.give_verdicts, [None, "m"], folio)
    [(clase, _, _)] = obreros.do(carreras.situation, [folio])
    assert sorted(respuestas) == sorted([clase, "YaDictaminado"])
    assert len(obreros.do(carreras.operators_in, folio)) == 1
    assert obreros.do(carreras.desks, proceso)[1] == {"OPER1": 0}


def test_the_same_verdict_sent_many_times_at_once_is_one_verdict_13_6(obreros):
    obreros.do(carreras.add_operators, ["OPER1"], carreras.PROCESO)
    [folio] = received(obreros, "FALLOX", "A")
    obreros.do(carreras.assign_all, [{folio: "2027-01-10T06:00:00.000Z"}], carreras.PROCESO)
    assert obreros.all_at_once(carreras.give_verdicts, ["m"] * 6, folio) == [FUERA] * 6
    assert len(obreros.do(carreras.operators_in, folio)) == 1
    assert obreros.do(carreras.desks, carreras.PROCESO)[1] == {"OPER1": 0}


def test_receipts_asked_for_at_once_in_any_grouping_leave_in_one_mail_each_9_14(obreros):
    folios = received(obreros, "CORREO", "C" * 12)
    grupos = [folios[i : i + 4] for i in range(0, 12, 2)] + [folios, folios]
    for ronda in range(4):  # each after the claims of those who gave way have run out
        obreros.all_at_once(carreras.mail_all, grupos, 2 * ronda)
    correos = read_mails(obreros.endpoint, "aux3@muestra.invalid")
    veces = Counter(f for c in correos for f in FOLIO.findall(c.text))
    assert {f: veces[f] for f in folios} == dict.fromkeys(folios, 1)


def test_receipts_that_a_dead_sender_held_are_taken_over_by_one_of_those_who_try_9_14(obreros):
    folios = received(obreros, "HUERFANO", "CC")
    propios = received(obreros, "PROPIO", "C" * 8)
    obreros.do(carreras.die_after_claiming, folios)
    for ronda in range(4):
        obreros.all_at_once(carreras.mail_all, [[*folios, p] for p in propios], 2 + 2 * ronda)
    correos = read_mails(obreros.endpoint, "aux3@muestra.invalid")
    veces = Counter(f for c in correos for f in FOLIO.findall(c.text))
    assert {f: veces[f] for f in folios + propios} == dict.fromkeys(folios + propios, 1)


def test_a_look_up_delivered_to_many_at_once_is_written_once_9_8(obreros):
    folio = obreros.do(carreras.known_person, "BUSCADO")
    obreros.all_at_once(carreras.look_up_all, [folio] * 8)
    assert obreros.do(carreras.situation, [folio]) == [(CUENTA, 2, 2)]


def test_the_padron_s_secret_is_made_once_by_however_many(obreros):
    assert len(set(obreros.all_at_once(carreras.make_secrets, list(range(8))))) == 1


def test_thirty_workers_on_one_person_leave_the_records_beside_theirs_unharmed(obreros):
    """Each batch of function `registral` has 30 s; what lost too often comes again."""
    suyos, ajenos = received(obreros, "COPIA", "A" * 30), received(obreros, "AJENO", "A" * 30)
    pendientes = suyos
    for _ in range(carreras.ENTREGAS):
        tandas = obreros.do(carreras.batch_beside, pendientes, ajenos[: len(pendientes)], "COPIA")
        assert max(segundos for _, segundos in tandas) < 30
        assert not {f for fallan, _ in tandas for f in fallan} & set(ajenos)
        pendientes = [f for fallan, _ in tandas for f in fallan]
        if not pendientes:
            break
    assert [clase for clase, *_ in obreros.do(carreras.situation, suyos)] == [CUENTA] + [MISMO] * 29
    assert {clase for clase, *_ in obreros.do(carreras.situation, ajenos)} == {CUENTA}
