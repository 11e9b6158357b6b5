"""Which findings a reading gives: none when it is coherent, and its own for each damage (Protocolo 9.7, 9.8, 13.7)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

import pytest
from stdnum.mx import curp as stdnum_curp

from chalicelib.rules.credencial.modelos import MODELOS
from chalicelib.rules.mesa.cruces import cross_check
from chalicelib.rules.mesa.hallazgos import CATALOGO
from sintetico.azar import rng
from sintetico.casos import Caso, fraud
from sintetico.ciudadanos import Ciudadano, ciudadano, desconocidos, generate_ciudadanos
from sintetico.lectura import lectura
from sintetico.mrz import mrz, qr

CAPTURA = date(2026, 3, 1)
HOMBRE = next(
    p
    for p in generate_ciudadanos(11, 100, fuera=0, baja=0)
    if p.sexo == "H" and p.apellido_materno and mrz(p)[2].endswith("<<<")
)
PERSONA = replace(HOMBRE, modelo="G", emision="03", vigencia=2033)
OTRA = ciudadano(11, 7, "11", 0, 0, 0)
DEL_REGISTRO = {c for c in CATALOGO if c.startswith(("registro_", "credencial_"))}


def reading(persona: Ciudadano, **cambios: Any) -> dict[str, Any]:
    """All that can be read of a person's credential."""
    modelo = cambios.get("modelo", persona.modelo)
    conocido = "E" if modelo in "FHI" else modelo
    leido = lectura(Caso(replace(persona, modelo=conocido))) | {"ocr": persona.ocr}
    return leido | cambios


def codes(leido: dict[str, Any], dia: date = CAPTURA) -> set[str]:
    curp = leido.get("curp")
    digito = stdnum_curp.calc_check_digit(curp) if curp else None
    return {h.codigo for h in cross_check(leido, dia, digito_curp=digito)}


def put(texto: str, lugar: int, otro: str) -> str:
    return texto[:lugar] + otro + texto[lugar + len(otro) :]


def bumped(linea: int, lugar: int) -> list[str]:
    """The MRZ with one digit more."""
    lineas = mrz(PERSONA)
    lineas[linea] = put(lineas[linea], lugar, str((int(lineas[linea][lugar]) + 1) % 10))
    return lineas


def back(**datos: Any) -> dict[str, Any]:
    """MRZ and QR, right in themselves, of a back on which that is printed."""
    otra = replace(PERSONA, **datos)
    return {"mrz": mrz(otra), "qr": qr(otra)}


def curp_with(lugar: int, texto: str) -> str:
    diecisiete = put(PERSONA.curp, lugar, texto)[:17]
    return diecisiete + stdnum_curp.calc_check_digit(diecisiete)


CLAVE, CURP, OCR = PERSONA.clave_elector, PERSONA.curp, PERSONA.ocr
OTRO_OCR = put(OCR, 0, "0123")
OTRO_ID = put(PERSONA.identificador, 0, str((int(PERSONA.identificador[0]) + 1) % 10))
OTRO_DIA = "01" if CLAVE[10:12] != "01" else "02"
NACE_OTRO_DIA = {"fecha_nacimiento": PERSONA.fecha_nacimiento.replace(day=int(OTRO_DIA))}
OTRO_SEXO = "M"  # of whom the credential says H

DANOS: list[tuple[str, dict[str, Any], set[str]]] = [
    ("no MRZ 9.7", {"mrz": None}, {"mrz_ausente"}),
    ("no QR 9.7", {"qr": None}, {"qr_ausente"}),
    ("a MRZ of another country 13.7 f", {"mrz": ["IDUSA" + mrz(PERSONA)[0][5:], *mrz(PERSONA)[1:]]}, {"mrz_ilegible"}),
    ("an O in the CIC of the MRZ 13.7 f", {"mrz": [put(mrz(PERSONA)[0], 5, "O"), *mrz(PERSONA)[1:]]}, {"mrz_ilegible"}),
    ("a third line that is no name 9.7", {"mrz": [*mrz(PERSONA)[:2], "0" * 30]}, {"mrz_nombre_ilegible"}),
    ("a QR of something else 9.8", {"qr": "https://ejemplo.invalid/"}, {"qr_otro_patron"}),
    ("model C with a MRZ 9.4", {"modelo": "C", "qr": None, "mrz": mrz(PERSONA)}, {"mrz_en_modelo_c"}),
    ("model C with a QR 9.4", {"modelo": "C", "mrz": None, "qr": qr(PERSONA)}, {"qr_en_modelo_c"}),
    ("the digit of the CIC 9.8", {"mrz": bumped(0, 14)}, {"mrz_digito_cic"}),
    ("the digit of the birth 9.8", {"mrz": bumped(1, 6)}, {"mrz_digito_nacimiento"}),
    ("the digit of the expiry 9.8", {"mrz": bumped(1, 14)}, {"mrz_digito_vigencia"}),
    ("the digit over all 9.8", {"mrz": bumped(1, 29)}, {"mrz_digito_compuesto"}),
    ("emisión changed in the MRZ 9.8", {"mrz": bumped(1, 20)}, {"mrz_digito_compuesto", "emision_distinta_mrz"}),
    ("an OCR of a sección 0000 13.7 f", {"ocr": "0000" + OCR[4:]} | back(ocr="0000" + OCR[4:]), {"ocr_forma"}),
    ("12 digits on a model G 13.7 f", {"ocr": OCR[:12]}, {"ocr_forma", "ocr_distinto_mrz", "ocr_distinto_qr"}),
    ("a clave with an impossible day 13.7 f", {"clave_elector": put(CLAVE, 8, "13")}, {"clave_forma"}),
    ("a CURP with an impossible entidad 9.8", {"curp": curp_with(11, "ZZ")}, {"curp_forma"}),
    ("a CURP with another last digit 9.8", {"curp": CURP[:17] + str((int(CURP[17]) + 1) % 10)}, {"curp_digito"}),
    ("another CIC 13.7 n", {"cic": OTRA.cic}, {"cic_distinto_mrz", "cic_distinto_qr"}),
    ("another CIC in the MRZ 13.7 n", {"mrz": back(cic=OTRA.cic)["mrz"]}, {"cic_distinto_mrz", "mrz_distinta_qr"}),
    ("another CIC in the QR 13.7 n", {"qr": back(cic=OTRA.cic)["qr"]}, {"cic_distinto_qr", "mrz_distinta_qr"}),
    ("another sección in the OCR 13.7 n", {"ocr": OTRO_OCR}, {"ocr_distinto_mrz", "ocr_distinto_qr"}),
    ("another OCR in the MRZ 13.7 n", {"mrz": back(ocr=OTRO_OCR)["mrz"]}, {"ocr_distinto_mrz", "mrz_distinta_qr"}),
    (
        "another identificador 13.7 n",
        {"identificador": OTRO_ID},
        {"identificador_distinto_mrz", "identificador_distinto_qr", "identificador_distinto_ocr"},
    ),
    (
        "another identificador, where no OCR was read 13.7 n",
        {"identificador": OTRO_ID, "ocr": None, "qr": None},
        {"identificador_distinto_mrz", "qr_ausente"},
    ),
    ("another emisión 13.7 c", {"emision": "04"}, {"emision_distinta_mrz"}),
    (
        "another birth on the back 13.7 c",
        back(**NACE_OTRO_DIA),
        {"clave_fecha_distinta_mrz", "curp_fecha_distinta_mrz"},
    ),
    ("another sexo on the back 13.7 c", back(sexo=OTRO_SEXO), {"clave_sexo_distinto_mrz", "curp_sexo_distinto_mrz"}),
    (
        "another birth in the clave 13.7 n",
        {"clave_elector": put(CLAVE, 10, OTRO_DIA)},
        {"clave_fecha_distinta_mrz", "curp_fecha_distinta_clave"},
    ),
    (
        "another birth in the CURP 13.7 n",
        {"curp": curp_with(8, OTRO_DIA)},
        {"curp_fecha_distinta_mrz", "curp_fecha_distinta_clave"},
    ),
    (
        "another sexo in the CURP 13.7 n",
        {"curp": curp_with(10, OTRO_SEXO)},
        {"curp_sexo_distinto_mrz", "curp_sexo_distinto_clave"},
    ),
    ("other letters in the CURP 13.7 n", {"curp": curp_with(13, "ZZZ")}, {"curp_letras_distintas_clave"}),
    ("another name 13.7 n", {"nombre": "XOCHITL ZURITA"}, {"nombre_distinto_mrz", "nombre_distinto_clave"}),
    (
        "another name on the back 13.7 c",
        back(nombre="XOCHITL", apellido_paterno="ZURITA", apellido_materno=""),
        {"nombre_distinto_mrz", "mrz_nombre_distinto_clave"},
    ),
    ("an expired credential 9.8", back(vigencia=2025), {"mrz_vigencia_terminada"}),
]  # fmt: skip


@pytest.mark.parametrize("modelo", "CDEFGHI")
def test_a_clean_credential_of_every_model_gives_no_finding_9_8(modelo):
    assert codes(reading(PERSONA, modelo=modelo)) == set()


@pytest.mark.parametrize(("cambios", "hallados"), [d[1:] for d in DANOS], ids=[d[0] for d in DANOS])
def test_a_credential_damaged_in_one_way_gives_the_findings_of_that_13_6(cambios, hallados):
    assert codes(reading(PERSONA, **cambios)) == hallados


def test_every_finding_of_a_reading_is_shown_by_some_damage_13_6():
    aparte = {"modelo_no_emitido"}  # below
    no_leidos = {f"{dato}_no_leido" for m in MODELOS.values() for dato in m.llaves}
    assert set().union(no_leidos, aparte, *(d[2] for d in DANOS)) == {
        c for c in CATALOGO.keys() - DEL_REGISTRO if not c.startswith("vista_")
    }


def test_a_model_captured_before_the_year_of_its_first_issue_is_told_9_4():
    assert "modelo_no_emitido" not in codes(reading(PERSONA, modelo="I"), date(2026, 1, 1))
    assert "modelo_no_emitido" in codes(reading(PERSONA, modelo="I"), date(2025, 12, 31))


def test_the_last_day_in_force_is_in_force_9_8():
    leido = reading(PERSONA, **back(vigencia=2025))
    assert codes(leido, date(2025, 12, 31)) == set()
    assert codes(leido, date(2026, 1, 1)) == {"mrz_vigencia_terminada"}


@pytest.mark.parametrize("fuente", ["mrz", "curp"])
def test_an_x_contradicts_no_sexo_13_7_n(fuente):
    cambio = {"curp": curp_with(10, "X")} if fuente == "curp" else back(sexo="X")
    assert codes(reading(PERSONA, **cambio)) == set()


def test_m_of_the_mrz_and_m_of_the_clave_are_both_mujer_13_7_c():
    mujer = next(p for p in generate_ciudadanos(11, 50, baja=0) if p.sexo == "M" and p.modelo == "E")
    assert codes(reading(mujer)) == set()


def test_what_was_not_read_is_compared_with_nothing_9_8():
    assert codes({"modelo": "C"}) == {"clave_elector_no_leido", "emision_no_leido", "ocr_no_leido"}
    for modelo in "DEFGHI":
        sin_llaves = {f"{d}_no_leido" for d in MODELOS[modelo].llaves}
        assert codes({"modelo": modelo}) == {"mrz_ausente", "qr_ausente"} | sin_llaves
    for dato in ("clave_elector", "curp", "cic", "ocr", "emision", "identificador", "nombre"):
        es_llave = dato in MODELOS["E"].llaves
        assert codes(reading(PERSONA, **{dato: None})) == ({f"{dato}_no_leido"} if es_llave else set())


def test_an_enie_in_a_clave_hides_nothing_else_of_it_13_7_n():
    con_enie = put(CLAVE, 0, "Ñ")
    assert codes(reading(PERSONA, clave_elector=put(con_enie, 10, OTRO_DIA))) >= {"curp_fecha_distinta_clave"}
    assert "clave_forma" not in codes(reading(PERSONA, clave_elector=con_enie))


def test_without_a_known_check_digit_a_curp_gives_no_finding_of_it_9_8():
    assert not cross_check(reading(PERSONA, curp=CURP[:17] + str((int(CURP[17]) + 1) % 10)), CAPTURA)


def test_findings_come_in_the_order_of_the_catalogue_13_6():
    orden = list(CATALOGO)
    for _, cambios, _ in DANOS:
        lugares = [orden.index(h.codigo) for h in cross_check(reading(PERSONA, **cambios), CAPTURA)]
        assert lugares == sorted(lugares)


def test_the_people_of_the_synthetic_world_give_none_with_any_model_9_8():
    for persona in generate_ciudadanos(5, 150, baja=0):
        for modelo in "CDEG":
            assert codes(reading(persona, modelo=modelo)) == set()


def frauds(inciso: str, cuantos: int = 30) -> Iterable[Caso]:
    """Records of that inciso, of credentials in force with MRZ."""
    azar = rng("hallazgos", inciso)
    gente = (p for p in generate_ciudadanos(5, 200, baja=0) if p.modelo != "C")
    parejas = zip(islice(gente, cuantos), desconocidos(5), strict=False)
    return (fraud(p, inciso, otro, azar) for p, otro in parejas)


@pytest.mark.parametrize(
    ("inciso", "seguros"),
    [
        ("a", {"mrz_ausente", "qr_ausente"}),
        ("b", {"mrz_ausente", "qr_ausente"}),
        ("c", {"clave_fecha_distinta_mrz", "curp_fecha_distinta_mrz", "nombre_distinto_mrz"}),
    ],
)
def test_the_back_of_something_else_is_always_noticed_13_7(inciso, seguros):
    for caso in frauds(inciso):
        assert codes(lectura(caso)) >= seguros


def test_a_pasted_name_and_a_curp_of_somebody_else_are_noticed_13_7_n():
    for caso in frauds("n"):
        if caso.contradice_curp:
            assert codes(lectura(caso)) & {"curp_fecha_distinta_clave", "curp_letras_distintas_clave"}
        else:
            assert codes(lectura(caso)) >= {"nombre_distinto_mrz"}


@pytest.mark.parametrize("inciso", "defghijklm")
def test_what_only_the_images_show_gives_no_finding_of_the_data_13_7(inciso):
    for caso in frauds(inciso, cuantos=5):
        assert codes(lectura(caso)) == set()
