"""Whatever happens, in any order and however often, each record ends where the law says (LGIPE 385; Protocolo 7.12,
11.5, 13.6, 13.7, 14.4, 15.2 D, 15.3). The law is asked of `oraculo.py`, and lives are led by `vidas.py`.

`HISTORIAS=3000 pytest tests/functional/apoyos/test_historias.py` tries that many of them instead of a few.
"""

import json
import os
from collections import Counter
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chalicelib.handlers.eventos.contadores import contadores
from chalicelib.rules.apoyos.clases import classify
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.padron.registral import PAPEL
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyos
from chalicelib.store.apoyos.personas import Persona, load_cabeza
from chalicelib.store.conteo.contadores import read_totals
from chalicelib.workflows.apoyos.duplicados import last_judgement, name_counting, place_among_supports
from chalicelib.workflows.apoyos.vida import show_apoyo
from chalicelib.workflows.reportes import avance, avance_lugares
from tests.escenario.flujo import Flujo, event
from tests.escenario.mundo import AHORA, PERIODO, PROCESO
from tests.escenario.oraculo import Fallo, Renglon
from tests.escenario.recursos import empty_cloud
from tests.functional.apoyos.vidas import (
    ALLI,
    CARGOS,
    LEJOS,
    OTRA_ENTIDAD,
    TACHAS,
    Llegada,
    Paso,
    Suceso,
    Vida,
)

pytestmark = [pytest.mark.usefixtures("moto"), pytest.mark.lento]

CUANTAS = int(os.environ.get("HISTORIAS", "0"))
RENGLONES = [
    Renglon(),
    Renglon(),
    Renglon(municipio=ALLI),
    Renglon(entidad=OTRA_ENTIDAD),
    Renglon("padron"),
    Renglon("baja", "defuncion"),
    Renglon("baja", "suspension_derechos_politicos", entidad=OTRA_ENTIDAD),
]
AVISADOS = [frozenset[str](), frozenset({PERIODO}), frozenset({LEJOS}), frozenset({PERIODO, LEJOS})]
"""Offices for which the OPL only wants to be told (15.3)."""
QUIENES = st.sampled_from(["P"] * 6 + ["Q"] * 3 + ["S", None])


def few(ejemplos: int) -> settings:
    """Lives are short, and shrinking one takes minutes: in the long run it is worth it, at each push it is not."""
    fases = [Phase.explicit, Phase.reuse, Phase.generate] + ([Phase.shrink] if CUANTAS else [])
    return settings(
        max_examples=CUANTAS or ejemplos,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=fases,
        print_blob=True,
    )


def rarely(valores: list[Any], nada: Any) -> st.SearchStrategy[Any]:
    return st.integers(0, 9).flatmap(lambda n: st.sampled_from(valores) if n == 5 else st.just(nada))


llegadas = st.builds(
    Llegada,
    aspirante=st.sampled_from(["ASPA", "ASPA", "ASPB", "ASPB", "ASPC", "ASPD"]),
    modelo=st.sampled_from(["E", "E", "C", PAPEL]),
    en_persona=st.booleans(),
    minuto=st.sampled_from([0, 0, 1, 1439, 1440]),
    dice=QUIENES,
    tacha=rarely(sorted(TACHAS), ""),
).map(lambda ll: ll._replace(en_persona=ll.en_persona and ll.modelo == "E"))


def sucesos(cuantos: int) -> st.SearchStrategy[Suceso]:
    """What may happen to so many records, and to the people in the registry."""
    cual = st.integers(0, cuantos - 1)
    quien = st.sampled_from([0, 0, 0, 1, 2])
    corrige = st.builds(Suceso, st.just("correccion"), cual, st.sampled_from(["P", "Q", "P", "Q", "S", None]))
    return st.one_of(
        st.builds(Suceso, st.just("consulta"), cual, st.none()),
        st.builds(Suceso, st.just("consulta de nuevo"), cual, st.none()),
        corrige,
        corrige.map(lambda s: s),  # twice as often as the others: what moves a record moves two persons
        st.builds(Suceso, st.just("dictamen"), cual, st.sampled_from(["", "a", "d"])),
        st.builds(Suceso, st.just("audiencia"), cual, st.sampled_from(["", "", "a"])),
        st.builds(Suceso, st.just("padron"), quien, st.sampled_from(RENGLONES)),
    )


@st.composite
def vidas(draw: st.DrawFn) -> tuple[dict[str, Any], list[Paso]]:
    """Few people, aspirantes and minutes, so that they meet; most records have been looked up when things happen."""
    llegan = draw(st.lists(llegadas, min_size=3, max_size=8))
    libro = {"P": Renglon(), "Q": draw(rarely([None], Renglon())), "S": None}
    suceso = sucesos(len(llegan))
    uno_de_tres = st.integers(0, 2).map(lambda n: n == 1)
    pasos = st.builds(
        Paso,
        suceso,
        st.sampled_from([1, 1, 1, 2]),
        uno_de_tres.flatmap(lambda si: suceso if si else st.none()),
        st.just(0) | st.integers(1, 10),
    ).flatmap(lambda p: st.sampled_from([p, same_record(p)]))
    # Look-ups of one person's records at once are where two might count.
    otra = st.builds(Suceso, st.just("consulta"), st.integers(0, len(llegan) - 1), st.none())
    consultas = [
        Paso(Suceso("consulta", i), 1, draw(uno_de_tres.flatmap(lambda si: otra if si else st.none())))
        for i in draw(st.permutations(range(len(llegan))))
    ]
    sin_consultar = draw(st.integers(0, 2))
    mundo = {"libro": libro, "llegadas": llegan, "solo_reporta": draw(st.sampled_from(AVISADOS))}
    return mundo, [*consultas[sin_consultar:], *draw(st.lists(pasos, min_size=6, max_size=20))]


def same_record(p: Paso) -> Paso:
    """Both happen to one record, if both happen to records: that is where one could be lost for the other."""
    if p.entre is None or "padron" in (p.suceso.que, p.entre.que):
        return p
    return p._replace(entre=p.entre._replace(i=p.suceso.i))


def begin(mundo: dict[str, Any]) -> Vida:
    empty_cloud()
    return Vida(mundo["libro"], mundo["llegadas"], solo_reporta=mundo["solo_reporta"])


def ruling(apoyo: Apoyo) -> Fallo:
    """What the system says of a record, in the clerk's words."""
    resultado = classify(apoyo.hechos)
    assert apoyo.clase == resultado.clase
    assert resultado.motivo.strip()
    nombrado = name_counting([apoyo]).get(apoyo.folio, "")
    return Fallo(resultado.clase, resultado.fundamento, nombrado, last_judgement(apoyo).solo_reporte)


def rulings(vida: Vida) -> dict[str, Fallo]:
    return {folio: ruling(apoyo) for folio, apoyo in get_apoyos(vida.folios).items()}


@few(10)
@given(vidas(), st.randoms(use_true_random=False))
def test_after_each_step_every_record_has_the_class_the_reason_and_the_rival_that_the_law_gives_it(
    vida, azar: Random
):
    mundo, pasos = vida
    v = begin(mundo)
    for paso in pasos:
        v.live(paso)
        v.look(rulings(v))
    check_collections(v)
    # From the beginning: a refused transaction makes moto's earlier iterators blind.
    noticias = Flujo().news()
    check_histories(noticias)
    check_portal(v)
    feed_shuffled(noticias * 2, azar)
    check_reports(v)


@few(5)
@given(vidas(), st.randoms(use_true_random=False))
def test_in_another_order_the_same_things_end_in_the_same_classes(vida, azar: Random):
    """What happens to one record, or to one person in the registry, keeps its own order; everything else may not."""
    mundo, pasos = vida[0], [without_ambiguity(p) for p in vida[1]]
    finales = []
    for orden in (pasos, another_order(pasos, azar)):
        v = begin(mundo)
        for paso in orden:
            v.live(paso)
            v.look(rulings(v))
        v.settle()
        finales.append(rulings(v))
        v.look(finales[-1])
    assert finales[0] == finales[1]


def whose(s: Suceso) -> tuple[bool, int]:
    """The record, or the person in the registry, to which it happens."""
    return s.que == "padron", s.i


def without_ambiguity(paso: Paso) -> Paso:
    """Of two things that happen to one record at once either may be the first: here the order has to be known."""
    ambiguo = paso.entre is not None and whose(paso.entre) == whose(paso.suceso)
    return paso._replace(entre=None) if ambiguo else paso


def another_order(pasos: list[Paso], azar: Random) -> list[Paso]:
    """The same things shuffled, one at a time, each where one of the same record (or person) stood."""
    filas: dict[tuple[bool, int], list[Suceso]] = {}
    for s in (s for p in pasos for s in (p.suceso, p.entre) if s is not None):
        filas.setdefault(whose(s), []).append(s)
    turnos = [c for c, fila in filas.items() for _ in fila]
    azar.shuffle(turnos)
    return [Paso(filas[c].pop(0), azar.choice([1, 2])) for c in turnos]


def check_collections(v: Vida) -> None:
    """Each record in force is in its person's collection once, and in no other, as it was judged; no other record is.

    The head names the first of each aspirante.
    """
    items = [p for p in Persona.scan(consistent_read=True) if not p.es_cabeza]
    apoyos = get_apoyos(v.folios)
    lugares = [lugar for a in apoyos.values() if (lugar := place_among_supports(a)) is not None]
    assert Counter(p.lugar for p in items) == Counter(lugares)
    for p in items:
        assert p.igual == last_judgement(apoyos[p.lugar.folio]).igual
    for c in (load_cabeza(p, o) for p, o in {(x.persona, x.contienda) for x in lugares}):
        suyos = [x for x in lugares if (x.persona, x.contienda) == (c.persona, c.contienda)]
        quienes = {x.aspirante for x in suyos}
        assert c.primeros == {q: min(x.orden for x in suyos if x.aspirante == q) for q in quienes}
        assert not c.barrer


def check_histories(noticias: list[dict[str, Any]]) -> None:
    """Facts are only ever appended, and a class that changes does so with one of them (7.12)."""
    imagenes: dict[str, list[dict[str, Any]]] = {}
    for n in noticias:
        imagen = n["dynamodb"]["NewImage"]
        imagenes.setdefault(imagen["folio"]["S"], []).append(imagen)
    for vida in imagenes.values():
        for antes, despues in pairwise(vida):
            viejos, nuevos = ([h["S"] for h in i["historia"]["L"]] for i in (antes, despues))
            assert nuevos[: len(viejos)] == viejos
            assert int(despues["version"]["N"]) == int(antes["version"]["N"]) + 1
            assert antes["clase"] == despues["clase"] or len(nuevos) > len(viejos)


def check_portal(v: Vida) -> None:
    """The aspirante sees each record's class, why, and every fact of its life; of other aspirantes nothing (7.12)."""
    for t in v.papeles[0].tarjetas:
        visto = show_apoyo(Principal("muestra", Rol.ASPIRANTE, aspirante=t.aspirante), t.folio)
        fallo = v.papeles[0].rule(t)
        assert (visto["clase"], visto["fundamento"]) == (fallo.clase, fallo.fundamento)
        assert visto["motivo"].strip()
        assert len(visto["historia"]) == len(get_apoyos([t.folio])[t.folio].hechos)
        assert not [a for a in CARGOS if a != t.aspirante and a in json.dumps(visto)]


def feed_shuffled(eventos: list[dict[str, Any]], azar: Random) -> None:
    """To the counters' handler, in batches of any size and in any order."""
    azar.shuffle(eventos)
    while eventos:
        corte = azar.randint(1, len(eventos))
        contadores(event(eventos[:corte]), None)
        eventos = eventos[corte:]


def check_reports(v: Vida) -> None:
    """What the aspirante reads of its progress; each record is in one class and in one place, or without any."""
    for aspirante in CARGOS:
        leido, esperado = read_report(aspirante), v.papeles[0].report(aspirante)
        assert leido == esperado
        for particion in ("clases", "dias", "modos", "lugares", "remitentes"):
            assert leido[particion].total() == leido["total"]["recibidos"]
    de_todos = {c: n for c, n in read_totals(f"proceso#{PROCESO}").items() if c.startswith("clase#")}
    assert sum(de_todos.values()) == len(v.folios)


def read_report(aspirante: str) -> dict[str, Counter[str]]:
    """Under the clerk's headings (7.1 B, 7.12)."""
    quien = Principal("muestra", Rol.ASPIRANTE, aspirante=aspirante)
    cifras = avance.show_avance(quien, aspirante, AHORA)
    marco, lugares = avance_lugares.list_places(quien, aspirante, "municipio", AHORA)
    envios = avance.list_auxiliar_figures(quien, aspirante, "", 100, AHORA)
    remitentes = {e["auxiliar"]: e for e in envios["elementos"]} | {
        m: envios[m] for m in ("mi_apoyo", "papel")
    }
    return {
        "total": Counter({c: cifras[c] for c in ("recibidos", "verificados", "revisados")}),
        "clases": Counter({c["clase"]: c["n"] for c in cifras["clases"]}),
        "dias": Counter({d["dia"]: d["n"] for d in cifras["dias"]}),
        "modos": Counter({m["modo"]: m["n"] for m in cifras["modos"]}),
        "lugares": by_class(lugares) + Counter(sin_lugar=marco["sin_lugar"]),
        "remitentes": by_class(remitentes),
    }


def by_class(filas: dict[str, Any]) -> Counter[str]:
    return Counter({f"{de} {c['clase']}": c["n"] for de, fila in filas.items() for c in fila["clases"]})
