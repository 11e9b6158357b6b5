"""A delivery's files: whole, twice the same, resumed after any death, and opened by the OPL alone (15.2 F, 15.3)."""

import json
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256

import pytest
from pynamodb.exceptions import TransactWriteError

from chalicelib.base import config
from chalicelib.handlers.eventos.entrega import entrega as consumidor
from chalicelib.rules.apoyos.historia import Etapa, Revisado
from chalicelib.rules.entrega.tablas import COLUMNAS, TablaDeEntrega, TipoDeColumna
from chalicelib.store.base.tabla import iso
from chalicelib.store.conteo.contadores import read_totals
from chalicelib.store.entrega import entregas
from chalicelib.workflows.apoyos.hechos import append_fact
from chalicelib.workflows.entrega.cierre import (
    NO_CIERRA,
    OTRA_LLAVE,
    AunNoProcede,
    EntregaDesconocida,
    attend_step,
)
from opl.manifiesto import manifest_entry
from tests.escenario import mundo
from tests.escenario.mensajes import batch, failed, taken
from tests.escenario.movil import before_call, empty_buckets
from tests.escenario.muertes import Muerte, dying
from tests.escenario.mundo import PROCESO
from tests.escenario.recursos import empty_queues
from tests.functional.entrega.escena import (
    DIA,
    FIRMANTE,
    POCO,
    concluded,
    csv_rows,
    delivered,
    hold_key,
    opened,
    ordered,
    parquet_rows,
    ready_to_deliver,
    reconciled,
    recount,
    row,
    run_all,
    stored,
)
from tests.functional.entrega.repetir import begin_again, messages_again
from tests.unit.opl.entregas import openssl_pair

pytestmark = [pytest.mark.usefixtures("limpio"), pytest.mark.lento]


@pytest.fixture
def limpio(proceso: str) -> None:
    empty_buckets()
    empty_queues()


def test_every_record_is_delivered_once_and_the_figures_are_those_of_the_totals_15_3(tmp_path):
    folios = ready_to_deliver()
    salida, verificada = opened(delivered(), tmp_path)
    filas = csv_rows(salida, "apoyos")
    assert sorted(f["folio"] for f in filas) == sorted(folios)
    for aspirante, clases in verificada.manifiesto.aspirantes.items():
        assert clases == {
            c.removeprefix("clase#"): n for c, n in read_totals(f"aspirante#{aspirante}", "clase#").items()
        }
    assert verificada.manifiesto.totales == row().clases
    assert len({a.nombre for a in verificada.manifiesto.archivos if a.tabla == "apoyos"}) == 6  # three parts


def test_a_row_says_all_that_the_opl_needs_for_its_own_crossings_15_3(tmp_path):
    folios = ready_to_deliver()
    salida, _ = opened(delivered(), tmp_path)
    filas = {f["folio"]: f for f in parquet_rows(salida, "apoyos")}
    malo, dup, ilegible = filas[folios[6]], filas[folios[4]], filas[folios[1]]
    assert malo["nombre"] == '=MUESTRA, "SINTÉTICA"'  # the very value
    assert csv_rows(salida, "apoyos")[-1]["nombre"] == '\'=MUESTRA, "SINTÉTICA"'  # and nobody's Excel runs it
    assert (malo["cic"], malo["ocr"], malo["situacion_registral"]) == ("987654321", None, "baja")
    assert (dup["clase"], dup["duplicado_de"], dup["duplicado_de_aspirante"]) == (
        "duplicado_otro_aspirante", folios[0], "ASPA",
    )  # fmt: skip
    assert (ilegible["clase"], ilegible["fundamento"]) == ("con_inconsistencia", "Protocolo 13.7 m)")
    assert (ilegible["hallazgos_imagenes"], ilegible["revisado"]) == ("fotocopia", True)
    assert (malo["dispositivo"], malo["modo"], malo["auxiliar"]) == ("DISP1", "auxiliar", "AUX2")
    dictamenes = {f["folio"]: f for f in parquet_rows(salida, "dictamenes")}
    assert set(dictamenes) == {folios[0], folios[1]}
    assert (dictamenes[folios[1]]["inciso"], dictamenes[folios[1]]["valido"]) == ("m", False)
    assert [f["aspirante"] for f in csv_rows(salida, "aspirantes")] == ["ASPA", "ASPB", "ASPC"]


@pytest.mark.parametrize("tabla", ["apoyos", "dictamenes", "aspirantes"])
def test_both_formats_have_the_same_rows_and_the_columns_of_the_dictionary(tmp_path, tabla):
    ready_to_deliver()
    salida, _ = opened(delivered(), tmp_path)
    de_csv, de_parquet = csv_rows(salida, tabla), parquet_rows(salida, tabla)
    assert len(de_csv) == len(de_parquet) > 0
    for plana, exacta in zip(de_csv, de_parquet, strict=True):
        assert list(plana) == list(exacta) == [c.nombre for c in COLUMNAS[TablaDeEntrega(tabla)]]
        for columna in COLUMNAS[TablaDeEntrega(tabla)]:
            valor = exacta[columna.nombre]
            assert valor is not None or columna.vacia, columna
            texto = (
                ""
                if valor is None
                else str(valor).lower()
                if columna.tipo is TipoDeColumna.LOGICO
                else str(valor)
            )
            assert plana[columna.nombre].removeprefix("'") == texto, columna


def test_changes_after_the_order_are_not_in_the_delivery(tmp_path):
    folios = ready_to_deliver()
    entrega = ordered()
    mundo.receive("TARDE", "ASPA", DIA + timedelta(minutes=1))
    run_all()
    salida, _ = opened(entrega, tmp_path)
    assert sorted(f["folio"] for f in csv_rows(salida, "apoyos")) == sorted(folios)


def test_a_delivery_waits_until_the_index_has_every_record_of_its_cut():
    ready_to_deliver()
    ordered()
    [m] = taken(config.COLA_ENTREGAS)
    with pytest.raises(AunNoProcede):
        attend_step(m["proceso"], m["cual"], m["paso"], lambda: DIA + timedelta(seconds=119), FIRMANTE, POCO)
    assert row().paso == 0


def test_a_message_about_unknown_work_goes_to_the_dead_letters():
    for cual in ("entrega#0009", "conciliacion#x", "otra"):
        with pytest.raises(EntregaDesconocida):
            attend_step(PROCESO, cual, 0, lambda: DIA, FIRMANTE)


def snapshot(tmp_path, entrega: str) -> tuple:
    salida, v = opened(entrega, tmp_path)
    return (
        csv_rows(salida, "apoyos"),
        csv_rows(salida, "dictamenes"),
        csv_rows(salida, "aspirantes"),
        v.manifiesto.totales,
    )


def writes_of_a_whole_run() -> int:
    with dying() as escrituras:
        run_all()
    return escrituras.n


@pytest.mark.lento
@pytest.mark.parametrize("despues", [False, True], ids=["before", "after"])
def test_whoever_dies_at_any_write_is_continued_and_the_delivery_is_the_same_15_2_f(tmp_path, despues):
    """Each write of a whole run in turn; what comes again is what the queue still holds and what was owed."""
    ready_to_deliver()
    copia = begin_again()
    entrega = ordered()
    n = writes_of_a_whole_run()
    (tmp_path / "entera").mkdir()
    esperado = snapshot(tmp_path / "entera", entrega)
    assert n > 20
    for en in range(1, n + 1):
        copia()
        ordered()
        pendientes = taken(config.COLA_ENTREGAS)
        with suppress(Muerte), dying(en, despues=despues):
            messages_again(pendientes)
        messages_again(pendientes)
        assert row().estado == entregas.LISTA, en
        carpeta = tmp_path / f"{despues}{en}"
        carpeta.mkdir()
        assert snapshot(carpeta, entrega) == esperado, en


def test_two_runs_of_a_step_make_one_file(tmp_path):
    ready_to_deliver()
    entrega = ordered()
    [m] = taken(config.COLA_ENTREGAS)

    def step() -> None:
        attend_step(m["proceso"], m["cual"], m["paso"], lambda: DIA + timedelta(minutes=5), FIRMANTE, POCO)

    with before_call(1, step, "TransactWriteItems"):
        step()
    run_all()
    salida, v = opened(entrega, tmp_path)
    assert sum(v.manifiesto.totales.values()) == len(csv_rows(salida, "apoyos"))
    nombrados = {a.sellado_sha256 for a in v.manifiesto.archivos}
    assert {k.rpartition("/")[2].removesuffix(".firma") for k in stored()} == nombrados | {row().digesto}


def test_a_finished_step_asked_for_again_changes_nothing():
    ready_to_deliver()
    delivered()
    antes, hay = row().serialize(), sorted(stored())
    with dying() as escrituras:
        for paso in range(int(row().paso) + 2):
            attend_step(PROCESO, "entrega#0001", paso, lambda: DIA + timedelta(hours=1), FIRMANTE, POCO)
    assert (escrituras.n, row().serialize(), sorted(stored())) == (0, antes, hay)


def test_a_key_replaced_after_the_order_ends_the_delivery_without_files(tmp_path):
    ready_to_deliver()
    ordered()
    _, otra = openssl_pair(tmp_path)
    hold_key(otra, 2)
    run_all()
    assert (row().estado, row().causa) == (entregas.CANCELADA, OTRA_LLAVE)
    assert list(stored()) == []


def test_a_key_replaced_at_the_very_end_ends_it_too(tmp_path):
    """Between the last look at the key and the transaction that makes the delivery ready."""
    ready_to_deliver()
    ordered()
    _, otra = openssl_pair(tmp_path)
    while True:
        [m] = taken(config.COLA_ENTREGAS)
        if row().cursor.get("fin"):
            break
        attend_step(m["proceso"], m["cual"], m["paso"], lambda: DIA + timedelta(minutes=5), FIRMANTE, POCO)

    def end() -> None:
        attend_step(m["proceso"], m["cual"], m["paso"], lambda: DIA + timedelta(minutes=5), FIRMANTE, POCO)

    with (
        before_call(1, lambda: hold_key(otra, 2), "TransactWriteItems"),
        pytest.raises(TransactWriteError),
    ):
        end()
    end()  # the message comes again
    assert (row().estado, row().causa) == (entregas.CANCELADA, OTRA_LLAVE)


def test_records_that_do_not_come_to_the_reconciled_figures_make_no_delivery():
    folios = ready_to_deliver()
    ordered()
    mundo.now(folios[2]).delete()
    run_all()
    assert (row().estado, row().causa) == (entregas.CANCELADA, NO_CIERRA)
    assert list(stored()) == []


def test_the_manifest_says_from_what_it_was_made_and_is_signed(tmp_path):
    ready_to_deliver()
    entrega = delivered()
    salida, v = opened(entrega, tmp_path)
    d = json.loads((salida / "manifiesto.json").read_text())
    assert (d["proceso"], d["entrega"], d["numero"], d["llave"]) == (PROCESO, entrega, 1, row().huella)
    assert d["corte"] == row().corte
    assert d["catalogos"] == {"13.7": 2}
    assert row().digesto == sha256(v.manifiesto.crudo).hexdigest()
    assert manifest_entry(v.manifiesto.crudo).decode().endswith(f"{row().digesto}\n")


def test_a_second_delivery_has_its_own_number_and_says_what_changed_15_3(tmp_path):
    folios = ready_to_deliver()
    delivered()
    primero, despues = row().digesto, DIA + timedelta(days=5)
    en = iso(DIA + timedelta(days=1))
    append_fact(folios[2], lambda _: Revisado(en, "OPER1", mundo.ILEGIBLE, Etapa.AUDIENCIA), DIA)
    recount()
    concluded(despues - timedelta(hours=3), "OPL/200/2027")
    reconciled(despues - timedelta(hours=2))
    segunda = delivered(despues, "Sentencia sintética")
    salida, v = opened(segunda, tmp_path, despues + timedelta(hours=1))
    d = json.loads(v.manifiesto.crudo)
    assert (segunda, d["numero"]) == (f"{PROCESO}-2", 2)
    assert d["anterior"] == {"entrega": f"{PROCESO}-1", "sha256": primero}
    assert d["motivo"] == "Sentencia sintética"
    assert d["cambios"] == {"en_lista_nominal -> con_inconsistencia": 1}
    [cambio] = csv_rows(salida, "cambios")
    assert (cambio["folio"], cambio["clase_anterior"], cambio["clase"]) == (
        folios[2], "en_lista_nominal", "con_inconsistencia",
    )  # fmt: skip
    etapas = [f["etapa"] for f in csv_rows(salida, "dictamenes") if f["folio"] == folios[2]]
    assert etapas == ["audiencia"]
    assert row(1).estado == entregas.LISTA  # the first one stays as it was


def test_the_function_hands_a_failed_step_back_soon(proceso):
    ajenos = [{"proceso": PROCESO, "cual": "entrega#0007", "paso": 0}, {"otra": 1}]
    assert failed(consumidor(batch(*ajenos), None)) == ["m1", "m0"]
