"""What the stream forgot is found by its absence and done; totals are compared with a recount (Protocolo 15.2 D)."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from chalicelib.base import aws, config
from chalicelib.handlers.eventos.contadores import contadores
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.conservacion.disposiciones import Disposicion
from chalicelib.store.conteo.contadores import Contador, read_totals
from chalicelib.store.conteo.corriente import images_of
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.captacion.correo_acuses import send_receipts
from chalicelib.workflows.conteo.conciliacion import reconcile_totals
from chalicelib.workflows.mesa.asignacion import assign_new_records
from consola.__main__ import main
from tests.escenario import mundo
from tests.escenario.flujo import Flujo, event
from tests.escenario.mensajes import taken
from tests.escenario.mundo import AHORA, PROCESO
from tests.escenario.recursos import empty_queues

pytestmark = [pytest.mark.usefixtures("proceso"), pytest.mark.lento]
PASOS = ("verificación", "turno", "acuse")


@pytest.fixture(autouse=True)
def colas(proceso: str) -> None:
    empty_queues()


def console(*opciones: str) -> Result:
    return CliRunner().invoke(main, ["conciliar", *opciones])


def done(registro: str, *pasos: str) -> str:
    """A record with those steps behind it."""
    apoyo = mundo.receive(registro)
    if "verificación" in pasos:
        mundo.verify(apoyo.folio, registro)
    if "turno" in pasos:
        assign_new_records(PROCESO, {apoyo.folio: apoyo.recibido_en}, AHORA)
    if "acuse" in pasos:
        send_receipts("AUX1", [apoyo.folio], AHORA)
    return apoyo.folio


def handed_out() -> tuple[list[str], list[str], list[str]]:
    return (
        sorted(m["folio"] for m in taken(config.COLA_REGISTRAL)),
        sorted(m["folio"] for m in taken(config.COLA_MESA)),
        sorted(f for m in taken(config.COLA_ACUSES) for f in m["folios"]),
    )


def test_records_that_the_stream_forgot_are_counted_and_handed_out_15_2_d():
    folios = sorted(mundo.receive(f"REG{n}").folio for n in range(3))
    informe = reconcile_totals()
    assert (informe.vistos, informe.entregados) == (3, 3)
    assert informe.antes["aspirante#ASPA", "recibidos"] == (0, 3)
    assert informe.despues == {}
    assert handed_out() == (folios, folios, folios)
    assert read_totals("aspirante#ASPA") == {
        "recibidos": 3,
        "clase#en_proceso": 3,
        "dia#2027-01-15": 3,
        "modo#auxiliar": 3,
        "noche": 3,
    }


@pytest.mark.parametrize("falta", PASOS)
def test_a_record_that_lacks_one_step_is_handed_out_again(falta):
    """Whoever hands out may die between two queues, so one step done does not speak for the others."""
    folio = done("REG1", *(p for p in PASOS if p != falta))
    done("REG2", *PASOS)
    informe = reconcile_totals()
    assert (informe.entregados, dict(informe.faltas)) == (1, {falta: 1})
    assert handed_out() == ([folio], [folio], [folio])


def test_what_was_done_is_left_alone_and_counted_once_15_2_d():
    flujo = Flujo()
    done("REG1", *PASOS)
    contadores(event(flujo.news()), None)
    antes = read_totals("aspirante#ASPA")
    for _ in range(2):
        informe = reconcile_totals()
        assert (informe.entregados, informe.antes, informe.despues) == (0, {}, {})
    assert read_totals("aspirante#ASPA") == antes
    assert handed_out() == ([], [], [])


def test_an_item_that_is_no_record_is_named_and_keeps_nobody_waiting():
    aws.client("dynamodb").put_item(TableName=config.tabla("apoyos"), Item={"folio": {"S": "AJENO"}})
    folio = mundo.receive("REG1").folio
    salida = console()
    assert (salida.exit_code, salida.exception) == (0, None)
    assert "no es un registro: AJENO" in salida.output
    assert handed_out()[0] == [folio]


def test_totals_that_the_records_do_not_bear_out_are_shown_15_2_d():
    done("REG1", *PASOS)
    reconcile_totals()
    Contador("aspirante#ASPA#0", "recibidos").update(actions=[Contador.n.add(2)])
    salida = console()
    assert salida.exit_code == 1
    assert "Totales que diferían: 1; difieren ahora: 1" in salida.output
    assert "aspirante#ASPA recibidos: dice 3, son 1" in salida.output


def test_a_total_below_nothing_is_a_difference_too_15_2_d():
    Contador("aspirante#NADIE#0", "recibidos").update(actions=[Contador.n.add(-1)])
    assert reconcile_totals().despues == {("aspirante#NADIE", "recibidos"): (-1, 0)}


def test_more_records_than_a_page_are_all_seen():
    for n in range(103):
        mundo.receive(f"REG{n}").update(actions=[Apoyo.lista.set("ASPA#0")])
    assert [len(pagina) for pagina in images_of("ASPA")] == [100, 3]
    vistos: list[int] = []
    assert reconcile_totals(vistos.append).vistos == sum(vistos) == 103
    assert len(handed_out()[0]) == 103


def damage(ambito: str, clave: str) -> None:
    Contador(f"{ambito}#0", clave).update(actions=[Contador.n.add(1)])


@pytest.mark.parametrize(
    ("ambito", "clave"),
    [
        ("proceso#PRUEBA27", "recibidos"),
        ("aspirante#ASPA", "noche"),
        ("auxiliares#ASPA", "AUX1#clase#baja"),
        ("lugares#ASPA", "baja#11/05/07/020/0345"),
        ("mi_apoyo#ASPB", "recibidos"),
    ],
)
def test_a_total_of_each_kind_is_held_against_the_recount_of_its_process_15_2_d(ambito, clave):
    done("REG1", *PASOS)
    assert reconcile_totals(proceso=PROCESO).concilia
    damage(ambito, clave)
    for informe in (reconcile_totals(proceso=PROCESO), reconcile_totals()):
        assert list(informe.despues) == [(ambito, clave)]
        assert not informe.concilia


def test_a_process_is_reconciled_by_itself_15_2_d():
    """Records of the other wait, and its totals are not looked at."""
    mundo.open_process("OTRO27")
    Aspirante("ASPC").update(actions=[Aspirante.proceso.set("OTRO27")])
    propio, ajeno = mundo.receive("REG1").folio, mundo.receive("REG2", "ASPC", proceso="OTRO27").folio
    damage("proceso#OTRO27", "recibidos")
    informe = reconcile_totals(proceso=PROCESO)
    assert (informe.vistos, informe.entregados, informe.concilia) == (1, 1, True)
    assert (handed_out()[0], read_totals("aspirante#ASPC")) == ([propio], {})
    assert list(reconcile_totals(proceso="OTRO27").despues) == [("proceso#OTRO27", "recibidos")]
    assert handed_out()[0] == [ajeno]


def test_a_class_that_the_history_does_not_give_is_told_and_not_mended_15_2_d(tmp_path):
    folio = done("REG1", *PASOS)
    Apoyo(folio).update(actions=[Apoyo.clase.set("baja"), Apoyo.version.add(1)])
    salida = console("--informe", str(tmp_path / "informe.csv"))
    assert (salida.exit_code, "No concilia." in salida.output) == (1, True)
    assert f"{folio}: guarda baja, de su historia resulta en_lista_nominal" in salida.output
    filas = rows(tmp_path / "informe.csv")
    assert ["aspirante#ASPA", "clase#baja", "1", "1", "0", "0"] in filas
    assert ["aspirante#ASPA", "clase#en_lista_nominal", "0", "0", "0", "1"] in filas
    assert ["registro", folio, "baja", "en_lista_nominal", "", "en_lista_nominal"] in filas
    assert mundo.classes(folio) == ["baja"]


def rows(archivo: Path) -> list[list[str]]:
    with archivo.open(newline="", encoding="utf-8") as texto:
        return list(csv.reader(texto))


def test_the_report_says_each_total_its_recount_and_the_difference_15_2_d(tmp_path):
    done("REG1", *PASOS)
    reconcile_totals()
    damage("auxiliares#ASPA", "AUX1#recibidos")
    salida = console("--proceso", PROCESO, "--informe", str(tmp_path / "informe.csv"))
    assert salida.exit_code == 1
    encabezado, *totales, cierre = rows(tmp_path / "informe.csv")
    assert encabezado == ["de", "total", "dice", "recuento", "diferencia", "segun_historias"]
    assert ["auxiliares#ASPA", "AUX1#recibidos", "2", "1", "1", ""] in totales
    assert ["aspirante#ASPA", "clase#en_lista_nominal", "1", "1", "0", "1"] in totales
    assert [fila for fila in totales if fila[4] != "0"] == [totales[[f[4] for f in totales].index("1")]]
    assert cierre[:-1] == [
        "cierre",
        f"proceso: {PROCESO}",
        "registros: 1",
        f"totales: {len(totales)}",
        "difieren: 1",
        "clases en desacuerdo: 0",
        "alterados: 0",
    ]


def test_a_process_that_is_not_there_is_said_to_be_unknown():
    salida = console("--proceso", "NINGUNO")
    assert (salida.exit_code, "No hay un proceso abierto" in salida.output) == (1, True)


@pytest.mark.parametrize("quedan", [True, False], ids=["held records", "all gone"])
def test_a_process_that_is_disposed_of_does_not_keep_the_others_from_being_reconciled_16_1(quedan):
    """Its records cannot be looked at any more, and totals stay of which there are no records."""
    folio = done("REG1", *PASOS)
    reconcile_totals()
    empty_queues()
    Disposicion(
        proceso=PROCESO, cual="disposicion#0001", numero=1, pedida_en="x", cuenta="C", procede_desde="x",
        entrega="E", aspirantes=["ASPA"],
    ).save()  # fmt: skip
    Proceso(PROCESO).update(actions=[Proceso.estado.set("en_disposicion" if quedan else "dispuesto")])
    forget_copies()
    if not quedan:
        Apoyo(folio).delete()
    salida = console()
    assert (salida.exit_code, "Concilia." in salida.output) == (0, True), salida.output
    assert handed_out() == ([], [], [])
    assert read_totals("aspirante#ASPA")["recibidos"] == 1
