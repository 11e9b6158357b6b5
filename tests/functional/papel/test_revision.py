"""Typed cédulas corrected against the paper, judged anew, with their scans (Protocolo 11.4, 11.5, 14.4)."""

import io

import pytest
from PIL import Image

from chalicelib.base import aws, config
from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado
from chalicelib.problemas.mesa import DictamenNoAdmitido, YaDictaminado
from chalicelib.problemas.papel import SoporteNoAdmitido
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.historia import Corregido, Etapa, Revisado
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.papel.captura import paper_verdict
from chalicelib.store.base.tabla import iso
from chalicelib.store.papel.soportes import scans_of
from chalicelib.vault.errores import SobreInvalido
from chalicelib.workflows.apoyos.hechos import append_fact
from chalicelib.workflows.apoyos.registral import look_up_apoyo
from chalicelib.workflows.papel.revision import change_dictamen, correct_captura, show_captura
from chalicelib.workflows.papel.soportes import attach_soporte, read_soporte
from tests.escenario import mundo, papeles
from tests.escenario.movil import meanwhile
from tests.escenario.muertes import Muerte, dying
from tests.escenario.mundo import AHORA, classes, now
from tests.escenario.papeles import OPL, PERSONA, VECINA, figures, types, written
from tests.unit import pngs

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\nstartxref\n9\n%%EOF\n"


@pytest.fixture
def lote(proceso) -> str:
    papeles.prepare()
    return papeles.run()


@pytest.fixture
def folio(lote) -> str:
    """A typed cédula that was looked up."""
    [dicha] = types(lote, written(1))
    look_up_apoyo(dicha["folio"], AHORA)
    return str(dicha["folio"])


def jpeg(lado: int = 80) -> bytes:
    salida = io.BytesIO()
    Image.linear_gradient("L").resize((lado, lado)).convert("RGB").save(salida, "JPEG")
    return salida.getvalue()


def test_a_typing_error_is_corrected_and_the_registry_asked_again_11_4(lote):
    [dicha] = types(lote, written(1, clave_elector=VECINA.clave_elector))
    assert look_up_apoyo(dicha["folio"], AHORA).clase == "no_encontrado"
    visto = correct_captura(OPL, dicha["folio"], {"clave_elector": PERSONA.clave_elector.lower()}, AHORA)
    assert (visto["clase"], visto["datos"]["clave_elector"]) == ("en_lista_nominal", PERSONA.clave_elector)
    hecho = next(h for h in now(dicha["folio"]).hechos if isinstance(h, Corregido))
    assert (hecho.campos, hecho.operador) == (("clave_elector",), "CTAOPL")


def test_a_correction_that_changes_nothing_leaves_no_trace(folio):
    antes = now(folio).version
    correct_captura(OPL, folio, {"cic": "", "nombre": PERSONA.nombre.lower()}, AHORA)
    assert now(folio).version == antes


def test_a_correction_keeps_the_record_the_repetition_of_what_was_typed(lote, folio):
    correct_captura(OPL, folio, {"nombre": "Otro Nombre"}, AHORA)
    assert types(lote, written(1))[0]["estado"] == "repetida"
    assert show_captura(OPL, folio)["datos"]["nombre"] == "OTRO NOMBRE"


def test_a_correction_is_checked_as_the_typing_was_11_4(folio):
    with pytest.raises(DatosNoAdmitidos) as error:
        correct_captura(OPL, folio, {"ocr": "", "seccion": "x"}, AHORA)
    assert {f["campo"] for f in error.value.extra["faltas"]} == {"ocr", "seccion"}


def test_an_inciso_is_changed_by_another_verdict_and_the_run_counts_it_11_5(lote, folio):
    repetida = paper_verdict("e", "Se capturó dos veces")
    visto = change_dictamen(OPL, folio, repetida, AHORA)
    assert (visto["clase"], visto["comentario"]) == ("con_inconsistencia", "Se capturó dos veces")
    change_dictamen(OPL, folio, repetida, AHORA)
    assert (figures(lote), classes(folio)) == ((1, 1, 0), ["con_inconsistencia"])
    assert change_dictamen(OPL, folio, paper_verdict(None, ""), AHORA)["clase"] == "en_lista_nominal"
    etapas = [(h.etapa, h.dictamen.inciso) for h in now(folio).hechos if isinstance(h, Revisado)]
    assert etapas == [(Etapa.CAPTURA, None), (Etapa.CAPTURA, "e"), (Etapa.CAPTURA, None)]
    assert figures(lote) == (1, 0, 0)


def test_two_verdicts_at_once_are_both_there_and_the_run_counts_the_last_11_5(lote, folio):
    with meanwhile(lambda: change_dictamen(OPL, folio, paper_verdict("a", ""), AHORA)):
        change_dictamen(OPL, folio, paper_verdict("b", ""), AHORA)
    assert [h.dictamen.inciso for h in now(folio).hechos if isinstance(h, Revisado)] == [None, "a", "b"]
    assert figures(lote) == (1, 1, 0)


def test_a_verdict_outside_the_catalogue_changes_nothing_11_5(folio):
    for dictamen in (paper_verdict("f", "x"), paper_verdict("e", " "), paper_verdict(None, "sobra")):
        with pytest.raises(DictamenNoAdmitido):
            change_dictamen(OPL, folio, dictamen, AHORA)
    assert classes(folio) == ["en_lista_nominal"]


def test_what_a_hearing_decided_is_not_changed_at_the_desk_14(folio):
    de_audiencia = Revisado(iso(AHORA), "OPER1", Dictamen("b", catalogo="11.5"), Etapa.AUDIENCIA)
    append_fact(folio, lambda _: de_audiencia, AHORA)
    with pytest.raises(YaDictaminado):
        change_dictamen(OPL, folio, paper_verdict(None, ""), AHORA)


@pytest.mark.parametrize(
    ("tipo", "datos"),
    [("image/jpeg", jpeg()), ("image/png", pngs.good()), ("application/pdf", PDF)],
    ids=["jpeg", "png", "pdf"],
)
def test_a_scan_comes_back_as_it_came_and_lies_sealed_14_4(lote, folio, tipo, datos):
    antes = now(folio).version
    adjunto = attach_soporte(OPL, folio, tipo, datos, AHORA)
    visto, contenido = read_soporte(OPL, folio)
    assert (visto.tipo, contenido) == (tipo, datos)
    objeto = aws.client("s3").get_object(Bucket=config.DEPOSITO_EXPEDIENTES, Key=adjunto.llave)
    assert datos[:8] not in objeto["Body"].read()
    assert (figures(lote), now(folio).version) == ((1, 0, 1), antes)


def test_another_scan_takes_the_place_of_the_first_which_is_kept_11_4(lote, folio):
    uno, dos = jpeg(80), jpeg(90)
    for datos in (uno, uno, dos):
        attach_soporte(OPL, folio, "image/jpeg", datos, AHORA)
    assert [read_soporte(OPL, folio, n)[1] for n in (0, 1, 2)] == [dos, uno, dos]
    assert (figures(lote), [s["n"] for s in show_captura(OPL, folio)["soportes"]]) == ((1, 0, 1), [1, 2])
    with pytest.raises(NoEncontrado):
        read_soporte(OPL, folio, 3)


def test_two_scans_at_once_are_two_versions_and_one_record_with_scan_11_4(lote, folio):
    with meanwhile(lambda: attach_soporte(OPL, folio, "image/jpeg", jpeg(90), AHORA)):
        attach_soporte(OPL, folio, "image/jpeg", jpeg(80), AHORA)
    assert ([int(s.n) for s in scans_of(folio)], figures(lote)) == ([1, 2], (1, 0, 1))


@pytest.mark.parametrize("escritura", [1, 2])
@pytest.mark.parametrize("despues", [False, True])
def test_whoever_dies_attaching_leaves_nothing_half_and_repeating_completes_it(
    lote, folio, escritura, despues
):
    with dying(escritura, despues=despues), pytest.raises(Muerte):
        attach_soporte(OPL, folio, "image/jpeg", jpeg(), AHORA)
    hay = len(scans_of(folio))
    assert figures(lote) == (1, 0, hay)
    attach_soporte(OPL, folio, "image/jpeg", jpeg(), AHORA)
    assert (len(scans_of(folio)), figures(lote)) == (1, (1, 0, 1))


def test_a_scan_of_one_record_does_not_open_as_anothers_18_5(lote, folio):
    [otro] = types(lote, written(2, VECINA))
    suyo = attach_soporte(OPL, folio, "image/jpeg", jpeg(80), AHORA)
    ajeno = attach_soporte(OPL, otro["folio"], "image/jpeg", jpeg(80), AHORA)
    s3 = aws.client("s3")
    copia = {"Bucket": config.DEPOSITO_EXPEDIENTES, "Key": suyo.llave}
    s3.copy_object(Bucket=config.DEPOSITO_EXPEDIENTES, Key=ajeno.llave, CopySource=copia)
    with pytest.raises(SobreInvalido):
        read_soporte(OPL, otro["folio"])


@pytest.mark.parametrize(
    ("tipo", "datos"),
    [
        ("image/png", jpeg()),
        ("application/pdf", jpeg()),
        ("image/jpeg", jpeg()[:300]),
        ("image/png", pngs.good()[:-20]),
        ("application/pdf", PDF[:40]),
        ("application/pdf", PDF.replace(b"/Catalog", b"/OpenAction")),
        ("image/jpeg", b"\xff\xd8\xff" + b"0" * 4 * 1024 * 1024),
    ],
    ids=["other", "no pdf", "cut jpeg", "cut png", "cut pdf", "active pdf", "too big"],
)
def test_what_is_not_what_it_says_to_be_is_refused_and_nothing_is_kept_11_4(lote, folio, tipo, datos):
    with pytest.raises(SoporteNoAdmitido):
        attach_soporte(OPL, folio, tipo, datos, AHORA)
    assert (scans_of(folio), figures(lote)) == ([], (1, 0, 0))


def test_a_record_of_the_app_has_no_typing_and_no_scan_11_4(lote):
    de_app = mundo.receive("REG1").folio
    for acto in (
        lambda: show_captura(OPL, de_app),
        lambda: attach_soporte(OPL, de_app, "application/pdf", PDF, AHORA),
        lambda: change_dictamen(OPL, de_app, paper_verdict("a", ""), AHORA),
        lambda: correct_captura(OPL, de_app, {"nombre": "X"}, AHORA),
    ):
        with pytest.raises(NoEncontrado):
            acto()


def test_another_opl_reaches_no_typed_data_and_no_scan_5_1(folio):
    ajeno = Principal("x", Rol.OPL, opl="OTRO")
    for acto in (lambda: show_captura(ajeno, folio), lambda: read_soporte(ajeno, folio)):
        with pytest.raises(NoEncontrado):
            acto()
