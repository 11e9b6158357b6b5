"""The check of people against the synthetic world, and against slow obvious oracles (Protocolo 6.1, 7.4)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.credencial.credencial import mrz_digit
from chalicelib.rules.credencial.ficha import check_name, is_adult, tidy_name
from chalicelib.workflows.credencial import read_persona
from sintetico.ciudadanos import POBLACION, ciudadano
from tests.estrategias import BREVE

HOY = date(2027, 1, 15)
dias = st.dates(date(1936, 1, 1), date(2030, 12, 31))


@BREVE
@given(st.integers(0, POBLACION - 1), st.integers(1, 999))
def test_synthetic_people_are_admitted_without_a_warning_7_4(indice, semilla):
    """The synthetic world makes claves and CURP by its own code: both must agree."""
    c = ciudadano(semilla, indice, "11", 0.1, 0, 0)
    ficha = read_persona(
        {
            "nombre": c.nombre,
            "apellido_paterno": c.apellido_paterno,
            "apellido_materno": c.apellido_materno,
            "fecha_nacimiento": c.fecha_nacimiento.isoformat(),
            "correo": f"p{indice}@muestra.invalid",
            "proveedor": "google",
            "clave_elector": c.clave_elector,
            "curp": c.curp,
        },
        HOY,
    )
    assert [f.codigo for f in ficha.faltas] == (
        [] if is_adult(c.fecha_nacimiento, HOY) else ["menor_de_edad"]
    )
    assert ficha.avisos == []


@BREVE
@given(st.integers(0, 10_000), st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_a_curp_with_one_character_changed_is_not_kept_silently_7_3(indice, lugar, otro):
    """The check digit misses some changes; the date and the clave tell some of those."""
    c = ciudadano(1, indice, "11", 0, 0, 0)
    curp = c.curp[:lugar] + otro + c.curp[lugar + 1 :]
    datos = {
        "fecha_nacimiento": c.fecha_nacimiento.isoformat(),
        "clave_elector": c.clave_elector,
        "curp": curp,
    }
    faltas = [f for f in read_persona(datos, HOY).faltas if f.campo == "curp"]
    suma = sum("0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ".index(c) * (18 - i) for i, c in enumerate(curp[:17]))
    if curp != c.curp and str(-suma % 10) != curp[17]:
        assert faltas
    if curp == c.curp:
        assert not faltas


@BREVE
@given(dias, dias)
def test_of_age_means_as_many_birthdays_as_it_takes_7_4(nacimiento, hoy):
    """Counting them one by one: a 29 February that does not exist is kept the day after, on 1 March."""

    def birthday(anio: int) -> date:
        try:
            return nacimiento.replace(year=anio)
        except ValueError:
            return date(anio, 2, 28) + timedelta(days=1)

    cumplidos = sum(1 for anio in range(nacimiento.year + 1, hoy.year + 1) if birthday(anio) <= hoy)
    assert is_adult(nacimiento, hoy) is (cumplidos >= 18)


@BREVE
@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<", max_size=40))
def test_the_check_digit_is_the_sum_of_weighted_values_6_1_c(texto):
    valores = {c: i for i, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}
    assert int(mrz_digit(texto)) == sum(valores[c] * [7, 3, 1][i % 3] for i, c in enumerate(texto)) % 10


@BREVE
@given(st.text(max_size=70))
def test_an_admitted_name_stays_as_it_is_and_holds_nothing_but_letters_and_joints_6_1_b(texto):
    nombre = tidy_name(texto)
    if check_name("nombre", nombre) == []:
        assert tidy_name(nombre) == nombre
        assert 1 <= len(nombre) <= 60
        assert not set(nombre) & set('0123456789<>&"=+@;,\n\r\t\0')
