"""The registral look-up (Protocolo 9.8) and the geography of the office (LGIPE 385)."""

from dataclasses import replace

import pytest

from chalicelib.rules.apoyos.historia import SituacionRegistral, Verificado
from chalicelib.rules.padron.registral import (
    BUSQUEDAS,
    Ambito,
    EstadoCredencial,
    Inscripcion,
    verify_registral,
)

EN = "2027-01-15T12:00:00.000Z"
DIA = "2027-01-14"
ENTIDAD = Ambito("entidad", "09")
DATOS = {"cic": "i-cic", "ocr": "i-ocr", "emision": "i-em", "identificador": "i-id", "clave_elector": "i-cl"}
PERSONA = Inscripcion(
    persona="i-cl",
    situacion=SituacionRegistral.LISTA_NOMINAL,
    entidad="09",
    distrito_federal="05",
    distrito_local="07",
    municipio="012",
    seccion="0345",
    cotejos=DATOS,
)
LUGAR = "09/05/07/012/0345"
# By model of credential: the datum that finds the person, and those that must agree with who was found.
MODELOS = {
    "C": ("clave_elector", {"emision", "ocr"}),
    "D": ("cic", {"ocr"}),
    "E": ("cic", {"identificador"}),
    "F": ("cic", {"identificador"}),
    "G": ("cic", {"identificador"}),
    "H": ("cic", {"identificador"}),
    "I": ("cic", {"identificador"}),
}
COTEJOS = [(modelo, dato) for modelo, (_, datos) in MODELOS.items() for dato in sorted(datos)]


def situacion(
    modelo: str, leidos: dict[str, str], inscripcion: Inscripcion | None = PERSONA
) -> SituacionRegistral:
    return verify_registral(modelo, leidos, inscripcion, ENTIDAD, EN, dia=DIA).situacion


def without(dato: str) -> dict[str, str]:
    return {d: indice for d, indice in DATOS.items() if d != dato}


def test_the_models_are_c_to_i_9_4():
    assert set(BUSQUEDAS) == set(MODELOS)


@pytest.mark.parametrize("modelo", MODELOS)
def test_each_model_finds_the_person_by_its_datum_and_checks_the_others_9_8(modelo):
    por, coteja = MODELOS[modelo]
    assert BUSQUEDAS[modelo].por == por
    assert set(BUSQUEDAS[modelo].coteja) == coteja


@pytest.mark.parametrize("modelo", MODELOS)
def test_a_person_whose_data_agree_is_what_the_registry_says_9_8(modelo):
    leidos = {d: DATOS[d] for d in MODELOS[modelo][1]}
    assert verify_registral(modelo, leidos, PERSONA, ENTIDAD, EN, dia=DIA) == Verificado(
        EN, SituacionRegistral.LISTA_NOMINAL, lugar=LUGAR
    )


@pytest.mark.parametrize(("modelo", "dato"), COTEJOS)
def test_a_datum_that_disagrees_means_datos_no_encontrados_9_8(modelo, dato):
    assert situacion(modelo, {**DATOS, dato: "otro"}) is SituacionRegistral.NO_ENCONTRADO


@pytest.mark.parametrize(("modelo", "dato"), COTEJOS)
@pytest.mark.parametrize("vacio", [{}, {"value": ""}], ids=["absent", "empty"])
def test_a_datum_missing_on_either_side_or_both_means_datos_no_encontrados_9_8(modelo, dato, vacio):
    falta = {**without(dato), **({dato: ""} if vacio else {})}
    en_padron = replace(PERSONA, cotejos=falta)
    assert situacion(modelo, falta) is SituacionRegistral.NO_ENCONTRADO
    assert situacion(modelo, DATOS, en_padron) is SituacionRegistral.NO_ENCONTRADO
    assert situacion(modelo, falta, en_padron) is SituacionRegistral.NO_ENCONTRADO


@pytest.mark.parametrize("modelo", MODELOS)
def test_a_datum_that_the_model_does_not_carry_is_not_compared_9_8(modelo):
    coteja = MODELOS[modelo][1]
    assert situacion(modelo, {d: i if d in coteja else "otro" for d, i in DATOS.items()}) is PERSONA.situacion


@pytest.mark.parametrize("modelo", MODELOS)
def test_whoever_is_not_in_the_registry_is_datos_no_encontrados_9_8(modelo):
    assert verify_registral(modelo, DATOS, None, ENTIDAD, EN, dia=DIA) == Verificado(
        EN, SituacionRegistral.NO_ENCONTRADO
    )


def test_a_person_not_identified_lends_neither_cause_nor_geography_9_8():
    """Otherwise a wrong datum would tell something of somebody else."""
    ajena = replace(PERSONA, situacion=SituacionRegistral.BAJA, causa_baja="defuncion", entidad="31")
    assert verify_registral("G", {"identificador": "otro"}, ajena, ENTIDAD, EN, dia=DIA) == Verificado(
        EN, SituacionRegistral.NO_ENCONTRADO, hallazgos=("registro_identificador_distinto",)
    )


@pytest.mark.parametrize(
    "dicho", [SituacionRegistral.LISTA_NOMINAL, SituacionRegistral.PADRON, SituacionRegistral.BAJA]
)
@pytest.mark.parametrize("entidad", ["09", "31"])
def test_the_fact_holds_status_cause_and_geography_lgipe_385(dicho, entidad):
    persona = replace(PERSONA, situacion=dicho, causa_baja="defuncion", entidad=entidad)
    assert verify_registral("D", DATOS, persona, ENTIDAD, EN, dia=DIA) == Verificado(
        EN,
        dicho,
        "" if dicho is SituacionRegistral.LISTA_NOMINAL else "defuncion",
        en_ambito=entidad == "09",
        lugar=LUGAR.replace("09", entidad, 1),
    )


def test_a_model_that_does_not_exist_is_an_error_9_4():
    with pytest.raises(KeyError):
        verify_registral("B", DATOS, PERSONA, ENTIDAD, EN, dia=DIA)


@pytest.mark.parametrize(
    ("ambito", "dentro"),
    [
        (Ambito("entidad", "09"), True),
        (Ambito("entidad", "31"), False),
        (Ambito("distrito_federal", "09", "05"), True),
        (Ambito("distrito_federal", "09", "07"), False),
        (Ambito("distrito_federal", "31", "05"), False),
        (Ambito("distrito_local", "09", "07"), True),
        (Ambito("distrito_local", "09", "05"), False),
        (Ambito("distrito_local", "31", "07"), False),
        (Ambito("municipio", "09", "012"), True),
        (Ambito("municipio", "09", "013"), False),
        (Ambito("municipio", "31", "012"), False),
    ],
    ids=lambda v: f"{v.nivel}-{v.entidad}-{v.unidad}" if isinstance(v, Ambito) else str(v),
)
def test_a_person_counts_where_the_office_is_elected_lgipe_385(ambito, dentro):
    assert ambito.contains(PERSONA) is dentro


@pytest.mark.parametrize("nivel", ["distrito_federal", "distrito_local", "municipio"])
def test_a_person_without_that_unit_in_the_registry_is_outside_lgipe_385(nivel):
    assert not Ambito(nivel, "09", "05").contains(replace(PERSONA, **{nivel: ""}))


@pytest.mark.parametrize(
    ("nivel", "entidad", "unidad"),
    [
        ("municipio", "09", ""),
        ("distrito_local", "09", ""),
        ("distrito_federal", "09", ""),
        ("entidad", "", ""),
        ("seccion", "09", "0345"),
        ("persona", "09", "i-cl"),
        ("", "09", ""),
    ],
)
def test_a_geography_that_names_no_place_is_refused_lgipe_385(nivel, entidad, unidad):
    """It would count everybody of whom the registry does not know that datum."""
    with pytest.raises(ValueError, match="ámbito"):
        Ambito(nivel, entidad, unidad)


EN_LISTA = (SituacionRegistral.LISTA_NOMINAL, "")


@pytest.mark.parametrize(
    ("credencial", "vigencia", "dia", "esperado"),
    [
        ("vigente", "2027", "2027-12-31", EN_LISTA),
        ("vigente", "2026", "2027-01-01", (SituacionRegistral.PADRON, "credencial_vencida")),
        ("vigente", "", "2099-01-01", EN_LISTA),
        ("no_recogida", "2027", "2027-01-01", (SituacionRegistral.PADRON, "credencial_no_recogida")),
        ("reemplazada", "2027", "2027-01-01", (SituacionRegistral.PADRON, "credencial_reemplazada")),
        ("cancelada", "2020", "2027-01-01", (SituacionRegistral.PADRON, "credencial_cancelada")),
    ],
)
def test_a_credential_not_in_force_takes_its_holder_out_of_the_list_lgipe_385(
    credencial, vigencia, dia, esperado
):
    persona = replace(PERSONA, credencial=EstadoCredencial(credencial), vigencia=vigencia)
    assert persona.status_on(dia) == esperado
    hecho = verify_registral("D", DATOS, persona, ENTIDAD, EN, dia=dia)
    assert (hecho.situacion, hecho.causa) == esperado


@pytest.mark.parametrize("situacion", [EN_LISTA, (SituacionRegistral.PADRON, "credencial_vencida")])
def test_an_expired_credential_of_a_year_that_was_prolonged_is_in_force_9_8(situacion):
    """As the INE ordered for years of its credentials in 2020-21, 2023-24 and 2025."""
    persona = replace(PERSONA, situacion=situacion[0], causa_baja=situacion[1], vigencia="2026")
    assert persona.status_on("2027-01-01", {"2026"}) == EN_LISTA
    assert persona.status_on("2027-01-01", {"2025"}) == (SituacionRegistral.PADRON, "credencial_vencida")
    hecho = verify_registral("D", DATOS, persona, ENTIDAD, EN, dia="2027-01-01", prorrogadas={"2026"})
    assert hecho.situacion is SituacionRegistral.LISTA_NOMINAL
    robada = replace(persona, credencial=EstadoCredencial.CANCELADA)
    assert robada.status_on("2027-01-01", {"2026"}) == (SituacionRegistral.PADRON, "credencial_cancelada")


def test_a_removal_outranks_the_state_of_the_credential_lgipe_385():
    persona = replace(
        PERSONA,
        situacion=SituacionRegistral.BAJA,
        causa_baja="defuncion",
        credencial=EstadoCredencial.CANCELADA,
    )
    assert persona.status_on(DIA) == (SituacionRegistral.BAJA, "defuncion")


@pytest.mark.parametrize("dato", ["clave_elector", "cic", "ocr", "emision", "identificador"])
def test_what_the_registry_holds_otherwise_is_a_named_finding_and_no_verdict_9_8(dato):
    """Where the model does not rest on that datum the person is found all the same."""
    hecho = verify_registral("D", {**DATOS, dato: "otro"}, PERSONA, ENTIDAD, EN, dia=DIA)
    assert hecho.hallazgos == (f"registro_{dato}_distinto",)
    assert (hecho.situacion is SituacionRegistral.NO_ENCONTRADO) is (dato == "ocr")


@pytest.mark.parametrize(
    ("leidos", "halla"),
    [
        ({"ocr": "i-ocr"}, True),
        ({"cic": "i-cic"}, True),
        ({"ocr": "i-ocr", "cic": "i-cic"}, True),
        ({"ocr": "i-ocr", "cic": "otro"}, False),
        ({"ocr": "otro"}, False),
        ({}, False),
    ],
)
def test_from_paper_the_clave_finds_and_ocr_or_cic_must_agree_11_4(leidos, halla):
    cotejos = {"clave_elector": "i-cl", **leidos}
    assert (
        verify_registral("papel", cotejos, PERSONA, ENTIDAD, EN, dia=DIA).situacion == "lista_nominal"
    ) is halla


@pytest.mark.parametrize(
    ("excepcion", "cubierta"), [(None, True), ({"012"}, True), ({"013"}, False), (set(), False)]
)
def test_paper_is_admitted_only_from_the_municipios_of_the_exception_11_2(excepcion, cubierta):
    hecho = verify_registral("D", DATOS, PERSONA, ENTIDAD, EN, dia=DIA, excepcion=excepcion)
    assert hecho.en_excepcion is cubierta
