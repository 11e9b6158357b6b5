"""Clave de elector and CURP are made of the names as the rules say."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.mx import curp as stdnum_curp

from sintetico.claves import clave_elector, curp, significant_word
from sintetico.geografia import ENTIDADES

BIRTH = date(1985, 1, 1)
words = st.text("ABCDEFGHIJKLMNÑOPQRSTUVWXYZÁÉÍÓÚÜ", min_size=1, max_size=12)
births = st.dates(date(1936, 1, 1), date(2007, 1, 1))


def clave(nombre: str = "JUAN", paterno: str = "PÉREZ", materno: str = "GARCÍA") -> str:
    return clave_elector(nombre, paterno, materno, BIRTH, "09", "H", 100)


def key_of(nombre: str) -> str:
    return curp(nombre, "PÉREZ", "GARCÍA", BIRTH, "09", "H", 0)


def test_the_made_up_samples_come_out_of_their_names() -> None:
    assert clave("JUAN", "PÉREZ", "GARCÍA") == "PRGRJN85010109H100"
    assert (
        clave_elector("JUAN", "HERNÁNDEZ", "GARCÍA", date(1982, 5, 6), "02", "H", 900) == "HRGRJN82050602H900"
    )


@given(words, st.sampled_from(["JOSÉ", "MARÍA", "MA.", "J.", "JOSE"]))
def test_jose_or_maria_before_another_given_name_is_passed_over(nombre: str, comun: str) -> None:
    assert clave(f"{comun} {nombre}") == clave(nombre)
    assert key_of(f"{comun} {nombre}") == key_of(nombre)


@pytest.mark.parametrize(("alone", "letters"), [("JOSÉ", "JS"), ("MARÍA", "MR"), ("JOSÉ MARÍA", "MR")])
def test_jose_or_maria_counts_when_no_other_name_follows(alone: str, letters: str) -> None:
    assert clave(nombre=alone)[4:6] == letters


@given(words, st.sampled_from(["DE LA", "DEL", "DE", "DE LOS"]))
def test_particles_of_a_compound_surname_are_passed_over(apellido: str, particle: str) -> None:
    assert clave(paterno=f"{particle} {apellido}") == clave(paterno=apellido)


@pytest.mark.parametrize(
    ("compound", "word"),
    [("PONCE DE LEÓN", "PONCE"), ("MARÍA DE LOS ÁNGELES", "ANGELES"), ("DE LA O", "O"), ("DE LA", "LA")],
)
def test_the_first_word_that_is_no_particle_counts(compound: str, word: str) -> None:
    assert significant_word(compound, given=compound.startswith("MARÍA")) == word


def test_accents_fall_away_and_enye_is_an_x() -> None:
    assert clave(paterno="ÁLVAREZ") == clave(paterno="ALVAREZ")
    assert clave(paterno="ÑÁÑEZ")[:2] == "XX"
    assert clave(paterno="MUÑOZ")[:2] == "MX"
    assert clave(paterno="GÜERO")[:2] == "GR"


@pytest.mark.parametrize(
    ("short", "letters"), [("PAZ", "PZ"), ("GIL", "GL"), ("LEO", "LX"), ("O", "OX"), ("", "XX")]
)
def test_a_surname_without_inner_consonant_gives_an_x(short: str, letters: str) -> None:
    assert clave(materno=short)[2:4] == letters


@given(words, words, words | st.just(""), births, st.sampled_from(sorted(ENTIDADES)), st.sampled_from("HM"))
def test_any_name_gives_a_well_formed_clave_and_a_valid_curp(
    nombre: str, paterno: str, materno: str, birth: date, entidad: str, sexo: str
) -> None:
    made = clave_elector(nombre, paterno, materno, birth, entidad, sexo, 7)
    assert re.fullmatch(rf"[A-Z]{{6}}{birth:%y%m%d}{entidad}{sexo}007", made)
    key = curp(nombre, paterno, materno, birth, entidad, sexo, 3)
    assert stdnum_curp.validate(key) == key
    assert key[10] == sexo
    assert key[11:13] == ENTIDADES[entidad][1]
    assert stdnum_curp.get_birth_date(key) == birth


def test_a_rude_word_in_a_curp_gets_an_x() -> None:
    assert curp("ÓSCAR", "PUENTE", "TORRES", BIRTH, "09", "H", 0).startswith("PUTO") is False
    assert curp("ÓSCAR", "PUENTE", "TORRES", BIRTH, "09", "H", 0).startswith("PXTO")
