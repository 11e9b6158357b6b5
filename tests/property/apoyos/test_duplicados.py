"""Any supports of a person, judged as the law says, against a slow and obvious reading of it (LGIPE 385; 15.3)."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.apoyos.duplicados import Duplicidad, Juicio, Respaldo, judge_supports
from tests.estrategias import BREVE, personas


def earlier(uno: Respaldo, otro: Respaldo) -> bool:
    """Whether the first was received before the second; one instant for both, the lower folio."""
    if uno.recibido_en == otro.recibido_en:
        return uno.folio < otro.folio
    return uno.recibido_en < otro.recibido_en


def oracle(respaldos: list[Respaldo], entre_aspirantes: bool) -> dict[str, Juicio]:
    """Live the receptions one by one, and ask of each the law's two questions over all that were counted.

    "Several by the same person for the same aspirante count once; for several aspirantes to the same office only
    the first received counts."
    """
    dicho: dict[str, Juicio] = {}
    pendientes = list(respaldos)
    contados: list[Respaldo] = []
    while pendientes:
        ahora = next(r for r in pendientes if all(r is o or earlier(r, o) for o in pendientes))
        pendientes.remove(ahora)
        rivales = [c for c in contados if c.contienda == ahora.contienda]
        mismos = [c for c in rivales if c.aspirante == ahora.aspirante]
        dicho[ahora.folio] = Juicio()
        if not ahora.en_pie:
            continue
        if mismos:
            dicho[ahora.folio] = Juicio(Duplicidad.MISMO, mismos[0].folio)
        elif rivales and entre_aspirantes:
            dicho[ahora.folio] = Juicio(Duplicidad.OTRO, rivales[0].folio)
        elif rivales:
            dicho[ahora.folio] = Juicio(Duplicidad.OTRO, rivales[0].folio, solo_reporte=True)
            contados.append(ahora)
        else:
            contados.append(ahora)
    return dicho


def counted(respaldos: list[Respaldo], juicios: dict[str, Juicio]) -> list[Respaldo]:
    return [r for r in respaldos if r.en_pie and not juicios[r.folio].excluye]


@BREVE
@given(personas(), st.booleans())
def test_judging_says_what_the_law_says_lgipe_385(respaldos, entre_aspirantes):
    assert judge_supports(respaldos, entre_aspirantes=entre_aspirantes) == oracle(respaldos, entre_aspirantes)


@BREVE
@given(personas())
def test_crossing_aspirantes_is_the_rule_when_nothing_is_said_lgipe_385(respaldos):
    assert judge_supports(respaldos) == judge_supports(respaldos, entre_aspirantes=True)


@BREVE
@given(personas(), st.booleans(), st.randoms(use_true_random=False))
def test_the_order_in_which_supports_are_given_does_not_matter_lgipe_385(respaldos, entre_aspirantes, azar):
    mezclados = list(respaldos)
    azar.shuffle(mezclados)
    juicios = judge_supports(respaldos, entre_aspirantes=entre_aspirantes)
    assert judge_supports(iter(mezclados), entre_aspirantes=entre_aspirantes) == juicios


@BREVE
@given(personas())
def test_a_person_has_one_counted_support_per_contest_the_first_received_that_stands_lgipe_385(respaldos):
    contados = counted(respaldos, judge_supports(respaldos))
    for contienda in {r.contienda for r in respaldos}:
        en_pie = [r for r in respaldos if r.contienda == contienda and r.en_pie]
        primero = [r for r in en_pie if all(r is o or earlier(r, o) for o in en_pie)]
        assert [r for r in contados if r.contienda == contienda] == primero


@BREVE
@given(personas())
def test_without_crossing_a_person_has_one_counted_support_per_aspirante_and_contest_15_3(respaldos):
    contados = counted(respaldos, judge_supports(respaldos, entre_aspirantes=False))
    donde = [(r.contienda, r.aspirante) for r in contados]
    assert len(donde) == len(set(donde))
    assert set(donde) == {(r.contienda, r.aspirante) for r in respaldos if r.en_pie}


@BREVE
@given(personas(), st.booleans())
def test_a_duplicate_names_a_support_that_counts_was_received_earlier_and_is_of_that_kind_lgipe_385(
    respaldos, entre_aspirantes
):
    juicios = judge_supports(respaldos, entre_aspirantes=entre_aspirantes)
    contados = {r.folio: r for r in counted(respaldos, juicios)}
    for r in respaldos:
        juicio = juicios[r.folio]
        if juicio.duplicidad is None:
            assert juicio.respecto_de == ""
            continue
        previo = contados[juicio.respecto_de]
        assert earlier(previo, r)
        assert previo.contienda == r.contienda
        assert (previo.aspirante == r.aspirante) is (juicio.duplicidad is Duplicidad.MISMO)


@BREVE
@given(personas().filter(bool), st.booleans(), st.data())
def test_taking_one_out_or_back_in_judges_the_rest_as_the_law_says_14_4(respaldos, entre_aspirantes, data):
    """What the Mesa or a hearing does. Only the same person's supports for the same office can change."""
    i = data.draw(st.integers(0, len(respaldos) - 1))
    cambiado = replace(respaldos[i], en_pie=not respaldos[i].en_pie)
    despues = [*respaldos[:i], cambiado, *respaldos[i + 1 :]]
    antes, ahora = (judge_supports(rs, entre_aspirantes=entre_aspirantes) for rs in (respaldos, despues))
    assert ahora == oracle(despues, entre_aspirantes)
    for r in respaldos:
        if r.contienda != cambiado.contienda or earlier(r, cambiado):
            assert ahora[r.folio] == antes[r.folio]


@BREVE
@given(personas(), st.data())
def test_a_later_support_changes_nothing_of_those_received_before_lgipe_385(respaldos, data):
    aspirante, contienda = data.draw(st.sampled_from("ABC")), data.draw(st.sampled_from(["gubernatura", "x"]))
    nuevo = Respaldo("NUEVO", aspirante, contienda, "2027-02-01T00:00:00.000Z")
    assert {f: j for f, j in judge_supports([*respaldos, nuevo]).items() if f != "NUEVO"} == judge_supports(
        respaldos
    )


@BREVE
@given(personas())
def test_only_reporting_adds_to_what_counts_and_takes_nothing_away_15_3(respaldos):
    """Never two for one aspirante: those repeat each other under either setting."""
    aplicado, reportado = judge_supports(respaldos), judge_supports(respaldos, entre_aspirantes=False)
    assert {r.folio for r in counted(respaldos, aplicado)} <= {r.folio for r in counted(respaldos, reportado)}
    assert not [j for j in aplicado.values() if j.solo_reporte]
    for folio, juicio in reportado.items():
        if aplicado[folio].duplicidad is Duplicidad.MISMO:
            assert juicio.duplicidad is Duplicidad.MISMO
        assert juicio.solo_reporte is (juicio.duplicidad is Duplicidad.OTRO)


@BREVE
@given(personas(), st.booleans())
def test_what_is_reported_or_repeats_names_the_first_that_counts_of_the_office_or_of_the_aspirante_15_3(
    respaldos, entre_aspirantes
):
    juicios = judge_supports(respaldos, entre_aspirantes=entre_aspirantes)
    contados = counted(respaldos, juicios)
    for r in respaldos:
        if juicios[r.folio].duplicidad is not None:
            mismo = juicios[r.folio].duplicidad is Duplicidad.MISMO
            suyos = [
                c
                for c in contados
                if c.contienda == r.contienda and (c.aspirante == r.aspirante or not mismo)
            ]
            [primero] = [c for c in suyos if all(c is o or earlier(c, o) for o in suyos)]
            assert juicios[r.folio].respecto_de == primero.folio
