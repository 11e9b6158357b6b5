"""Whatever stands on a back, it is read or told; what was printed is read as it was printed (Protocolo 9.8)."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.credencial.lectura import reading_faults
from chalicelib.rules.credencial.reverso import Mrz, Qr, parse_mrz, parse_qr
from chalicelib.rules.mesa.cruces import cross_check
from chalicelib.rules.mesa.hallazgos import CATALOGO
from sintetico.casos import Caso
from sintetico.ciudadanos import Ciudadano, ciudadano
from sintetico.lectura import lectura
from sintetico.mrz import mrz, qr
from tests.estrategias import BREVE

ALGUIEN = ciudadano(11, 3, "11", 0, 0, 0)
DIA = date(2026, 3, 1)
CAMPOS = ("clave_elector", "curp", "ocr", "cic", "emision", "identificador", "nombre", "qr")

palabras = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=12)
nombres = st.lists(palabras, min_size=1, max_size=4).map(" ".join)


def digits(n: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=n, max_size=n)


personas = st.builds(
    replace,
    st.just(ALGUIEN),
    nombre=nombres,
    apellido_paterno=nombres,
    apellido_materno=nombres | st.just(""),
    fecha_nacimiento=st.dates(date(1900, 1, 1), date(2010, 12, 31)),
    sexo=st.sampled_from("HMX"),
    cic=digits(9),
    ocr=digits(13),
    identificador=digits(9),
    emision=digits(2),
    vigencia=st.integers(2013, 2099),
)
caracteres = st.sampled_from("0123456789ABCHIMNOXZ<") | st.characters()
textos = st.text(max_size=40) | st.text("0123456789ABCHMX<Ñ", min_size=9, max_size=31)


@st.composite
def spoilt_readings(draw: st.DrawFn) -> dict[str, Any]:
    """A reading in which some data are any text, and some lines of the MRZ differ in a character or are any text."""
    modelo = draw(st.sampled_from("CDEG"))
    leido: dict[str, Any] = lectura(Caso(replace(draw(personas), modelo=modelo)))
    leido |= draw(st.dictionaries(st.sampled_from(CAMPOS), textos | st.none(), max_size=3))
    lineas = list(leido.get("mrz") or mrz(ALGUIEN))
    cual = draw(st.integers(0, 2))
    if draw(st.booleans()):
        lugar = draw(st.integers(0, 29))
        lineas[cual] = lineas[cual][:lugar] + draw(caracteres) + lineas[cual][lugar + 1 :]
    else:
        lineas[cual] = draw(textos)
    return leido | {"mrz": lineas}


@BREVE
@given(st.lists(textos, max_size=4))
def test_no_lines_of_text_are_too_strange_to_be_told_9_8(lineas):
    leida = parse_mrz(lineas)
    assert not isinstance(leida, Mrz) or len(lineas) == 3


@BREVE
@given(personas)
def test_what_is_printed_is_read_back_whole_9_8(persona: Ciudadano):
    leida = parse_mrz(mrz(persona))
    assert isinstance(leida, Mrz)
    assert leida.no_cuadran == ()
    assert (leida.cic, leida.ocr, leida.emision, leida.sexo) == (
        persona.cic,
        persona.ocr,
        persona.emision,
        persona.sexo,
    )
    assert leida.nacimiento == f"{persona.fecha_nacimiento:%y%m%d}"
    assert leida.vigencia == date(persona.vigencia, 12, 31)
    impresas = f"{persona.apellido_paterno} {persona.apellido_materno}".split(), persona.nombre.split()
    if leida.cortado:
        assert " ".join(impresas[0]).startswith(" ".join(leida.apellidos)[:28])
        assert " ".join(impresas[1]).startswith(" ".join(leida.nombres))
    else:
        assert (list(leida.apellidos), list(leida.nombres)) == impresas
    assert parse_qr(qr(replace(persona, modelo="G"))) == Qr(persona.ocr, persona.cic)


@BREVE
@given(personas, st.sampled_from([0, 1]), st.data())
def test_no_other_digit_goes_unnoticed_9_8(persona, linea, data):
    lineas = mrz(persona)
    lugar = data.draw(st.sampled_from([i for i, c in enumerate(lineas[linea]) if c.isdigit()]))
    otro = data.draw(st.sampled_from([d for d in "0123456789" if d != lineas[linea][lugar]]))
    lineas[linea] = lineas[linea][:lugar] + otro + lineas[linea][lugar + 1 :]
    leida = parse_mrz(lineas)
    assert not isinstance(leida, Mrz) or leida.no_cuadran


@BREVE
@given(spoilt_readings())
def test_whatever_was_read_has_findings_of_the_catalogue_once_each_13_6(leido):
    codigos = [h.codigo for h in cross_check(leido, DIA, digito_curp="0")]
    assert sorted(codigos, key=list(CATALOGO).index) == codigos
    assert len(set(codigos)) == len(codigos)


@BREVE
@given(spoilt_readings())
def test_what_mi_apoyo_refuses_of_a_mrz_the_mesa_is_told_too_9_8(leido):
    """One parser: neither can take for good what the other does not."""
    refusa = {f.campo for f in reading_faults(leido) if f.codigo in {"mrz_invalida", "no_coincide"}}
    dicho = {h.codigo for h in cross_check(leido, DIA)}
    assert ("mrz" in refusa) == any(c == "mrz_ilegible" or c.startswith("mrz_digito_") for c in dicho)
    for dato in ("cic", "ocr"):
        if dato in refusa and leido[dato]:
            assert f"{dato}_distinto_mrz" in dicho
