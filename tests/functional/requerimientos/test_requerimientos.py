"""Requirements: registered with their basis, due in 72 working hours, answered with a sealed package (16.2, 18.6)."""

import json
import zipfile
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from chalicelib.base import aws, config
from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado
from chalicelib.problemas.conservacion import DisposicionNoProcede
from chalicelib.problemas.procesos import LlaveRechazada
from chalicelib.problemas.requerimientos import RequerimientoNoProcede
from chalicelib.rules.base.centro import CENTRO
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.requerimientos.plazo import EstadoPlazoLegal
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyo
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.correos.salidas import DEMORA
from chalicelib.store.cuentas.titulares import INE as INSTITUTO
from chalicelib.store.cuentas.titulares import Titular
from chalicelib.store.entrega.entregas import LISTA, Entrega, delivery_key
from chalicelib.store.privacidad.bitacora import Asiento
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.store.requerimientos.requerimientos import EN_CURSO
from chalicelib.vault.errores import HistoriaAlterada
from chalicelib.vault.expediente import read_stored
from chalicelib.workflows.conservacion import pedido as disposicion
from chalicelib.workflows.correos.salidas import send_overdue
from chalicelib.workflows.cuentas.titular import seal_official
from chalicelib.workflows.requerimientos import registro
from chalicelib.workflows.requerimientos.elaboracion import RequerimientoDesconocido, attend_package
from chalicelib.workflows.requerimientos.plazos import (
    measure_deadlines,
    requirement_deadline_letter,
    requirement_notices,
)
from opl.abrir import open_delivery
from opl.fallas import LlaveAjena
from opl.sobre import LlavePrivada
from tests.escenario import mundo
from tests.escenario.firmante import FIRMANTE, SISTEMA
from tests.escenario.mensajes import taken
from tests.escenario.movil import empty_buckets
from tests.escenario.muertes import Muerte, dying
from tests.escenario.mundo import PROCESO
from tests.escenario.recursos import empty_queues
from tests.functional.entrega.escena import PEM, PUBLICA
from tests.functional.entrega.repetir import begin_again
from tests.functional.mesa.test_mesa import with_expediente
from tests.unit.opl.entregas import FRASE, openssl_pair

NOTIFICADO = datetime(2027, 1, 29, 12, tzinfo=CENTRO)
"""A Friday; the Monday after is a holiday of 2027."""
HOY = NOTIFICADO + timedelta(hours=1)
PEM_PUBLICA = (
    load_der_public_key(PUBLICA.der).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
)
INE = Principal("iss|ine", Rol.INE, cuenta="CTAINE")


@pytest.fixture
def folios(proceso: str) -> list[str]:
    """Two records: the first with its expediente as it is kept, the second without."""
    empty_buckets()
    empty_queues()
    return [with_expediente("REG1", 1), mundo.arrive("REG2", "ASPA", "P2", 2)]


def required(folios: list[str], **cambios: Any) -> str:
    datos: dict[str, Any] = {
        "clase": "judicial",
        "autoridad": "Tribunal sintético",
        "fundamento": "Artículo 1 de la ley de muestra",
        "oficio": "TE/1/2027",
        "notificado_en": NOTIFICADO,
        "folios": folios,
    }
    r = registro.register(INE, PROCESO, registro.PedidoDeRequerimiento(**(datos | cambios)), HOY)
    return str(r["requerimiento"])


def made(requerimiento: str, llave: str = PEM_PUBLICA) -> None:
    """Its package, whole."""
    registro.order_package(INE, PROCESO, requerimiento, llave, HOY)
    steps(taken(config.COLA_ENTREGAS))


def steps(cola: list[dict[str, Any]]) -> None:
    """These messages and those that follow; whoever dies leaves its own in the queue."""
    while True:
        cola += taken(config.COLA_ENTREGAS)
        if not cola:
            send_overdue(HOY + DEMORA + timedelta(hours=1))
            cola += taken(config.COLA_ENTREGAS)
        if not cola:
            return
        m = cola[0]
        attend_package(m["proceso"], m["cual"], m["paso"], lambda: HOY, FIRMANTE)
        cola.pop(0)


def saved(requerimiento: str, carpeta: Path) -> Path:
    """What the official saves, under the names that the links give."""
    carpeta.mkdir()
    for archivo in registro.take_package(INE, PROCESO, requerimiento, HOY)["archivos"]:
        llave = archivo["url"].partition("?")[0].partition(config.DEPOSITO_ENTREGAS)[2].partition("/")[2]
        crudo = aws.client("s3").get_object(Bucket=config.DEPOSITO_ENTREGAS, Key=llave)["Body"].read()
        (carpeta / archivo["nombre"]).write_bytes(crudo)
    return carpeta


def test_the_72_working_hours_leave_out_the_weekend_and_the_holiday_16_2(folios):
    r = registro.show(INE, PROCESO, required(folios), HOY)
    assert instante(r["vence"]) == datetime(2027, 2, 4, 12, tzinfo=CENTRO)  # 1 February is a holiday
    for ahora, plazo in (
        (datetime(2027, 2, 3, 11, 59, tzinfo=CENTRO), "en_plazo"),
        (datetime(2027, 2, 3, 12, tzinfo=CENTRO), "por_vencer"),
        (datetime(2027, 2, 4, 12, tzinfo=CENTRO), "por_vencer"),
        (datetime(2027, 2, 4, 12, 1, tzinfo=CENTRO), "vencido"),
    ):
        assert registro.show(INE, PROCESO, r["requerimiento"], ahora)["plazo"] == plazo


def test_the_package_opens_with_the_authoritys_key_and_has_all_of_the_record_16_2(folios, tmp_path):
    r = required(folios)
    made(r)
    carpeta, salida = saved(r, tmp_path / "descarga"), tmp_path / "abierto"
    open_delivery(carpeta, LlavePrivada(PEM, ""), SISTEMA, salida)
    with zipfile.ZipFile(salida / f"{folios[0]}.zip") as zip_:
        nombres = set(zip_.namelist())
        claro = zip_.read("expediente.zip")
        historia = json.loads(zip_.read("historia.json"))
        acuse = json.loads(zip_.read("acuse.json"))
        assert zip_.read("resumen.pdf").startswith(b"%PDF")
        assert json.loads(zip_.read("registro.json"))["credencial"]["cic"] == mundo.CREDENCIAL["cic"]
    apoyo = get_apoyo(folios[0])
    assert apoyo is not None
    assert read_stored(claro, folios[0], apoyo.integridad).registro.folio == folios[0]
    assert [h["tipo"] for h in historia] == [type(h).__name__.lower() for h in apoyo.hechos]
    assert (acuse["folio"], len(acuse["sal"])) == (folios[0], 64)
    assert nombres == {"expediente.zip", "historia.json", "acuse.json", "registro.json", "resumen.pdf"}
    visto = registro.show(INE, PROCESO, r, HOY)
    assert visto["sin_expediente"] == [folios[1]]
    assert [c["cuenta"] for c in visto["comunicaciones"]] == ["CTAINE"]
    [hoja] = taken(config.COLA_EVIDENCIA)
    assert hoja["de"] == f"requerimiento#{r}"


def test_a_package_opens_with_the_key_of_the_authority_that_required_it_and_no_other(folios, tmp_path):
    r = required(folios[1:])
    privada, publica = openssl_pair(tmp_path)
    made(r, (tmp_path / "q.pem").read_text())
    carpeta = saved(r, tmp_path / "descarga")
    with pytest.raises(LlaveAjena):
        open_delivery(carpeta, LlavePrivada(PEM, ""), SISTEMA, tmp_path / "abierto")
    open_delivery(carpeta, LlavePrivada(privada.read_bytes(), FRASE), SISTEMA, tmp_path / "abierto")
    assert registro.show(INE, PROCESO, r, HOY)["huella"] == publica.huella


@pytest.mark.lento
@pytest.mark.parametrize("despues", [False, True], ids=["before", "after"])
def test_whoever_dies_at_any_write_is_continued(folios, despues):
    r = required(folios[1:])
    registro.order_package(INE, PROCESO, r, PEM_PUBLICA, HOY)
    mensajes, copia = taken(config.COLA_ENTREGAS), begin_again()
    with dying() as escrituras:
        steps(list(mensajes))
    assert escrituras.n > 5
    for en in range(1, escrituras.n + 1):
        copia()
        cola = list(mensajes)
        with suppress(Muerte), dying(en, despues=despues):
            steps(cola)
        steps(cola)
        visto = registro.show(INE, PROCESO, r, HOY)
        assert visto["estado"] == "listo", en
        assert len(registro.take_package(INE, PROCESO, r, HOY)["archivos"]) == 3, en


def test_a_person_asks_for_their_own_data_by_the_same_means_18_6(folios):
    r = required(
        folios[1:], clase="acceso", autoridad="Unidad de Transparencia", solicitante="Persona Muestra"
    )
    assert registro.show(INE, PROCESO, r, HOY)["solicitante"] == "Persona Muestra"
    [fila] = aws.client("dynamodb").scan(TableName=config.tabla("requerimientos"))["Items"]
    assert "Persona Muestra" not in json.dumps(fila, default=str)
    for mal in ({"clase": "acceso"}, {"solicitante": "Persona Muestra"}):
        with pytest.raises(DatosNoAdmitidos):
            required(folios, **mal)


def test_an_unknown_record_or_an_impossible_date_is_not_registered(folios):
    for mal in (
        {"folios": [*folios, "ASPA-AUX1-DISP1-NINGUNO"]},
        {"notificado_en": HOY + timedelta(minutes=1)},
        {"notificado_en": NOTIFICADO.replace(year=27)},
    ):
        with pytest.raises(DatosNoAdmitidos):
            required(**({"folios": folios} | mal))
    with pytest.raises(NoEncontrado):
        registro.listing(Principal("x", Rol.OPL, opl="OTRO"), PROCESO, HOY)
    assert registro.listing(INE, PROCESO, HOY) == []


def test_a_package_is_asked_for_once_with_a_good_key_and_answered_once_it_is_ready(folios):
    r = required(folios[1:])
    with pytest.raises(LlaveRechazada):
        registro.order_package(INE, PROCESO, r, "no es una llave", HOY)
    with pytest.raises(RequerimientoNoProcede):
        registro.take_package(INE, PROCESO, r, HOY)
    registro.order_package(INE, PROCESO, r, PEM_PUBLICA, HOY)
    for acto in (
        lambda: registro.order_package(INE, PROCESO, r, PEM_PUBLICA, HOY),
        lambda: registro.answer(INE, PROCESO, r, "OF/2", HOY),
    ):
        with pytest.raises(RequerimientoNoProcede):
            acto()
    steps(taken(config.COLA_ENTREGAS))
    visto = registro.answer(INE, PROCESO, r, "OF/2", HOY + timedelta(days=30))
    assert (visto["estado"], visto["plazo"]) == ("atendido", "vencido")
    eventos = [a.evento for a in Asiento.query(INE.sujeto)]
    assert eventos == ["requerimiento_registrado", "paquete_pedido", "requerimiento_atendido"]


def test_each_disclosure_is_noted_in_the_same_transaction_18_6(folios):
    r = required(folios[1:])
    made(r)
    for _ in range(2):
        registro.take_package(INE, PROCESO, r, HOY)
    assert len(registro.show(INE, PROCESO, r, HOY)["comunicaciones"]) == 2
    assert [a.evento for a in Asiento.query(INE.sujeto)].count("paquete_descargado") == 2


def test_a_late_requirement_is_measured_and_told_to_the_institute_16_2(folios):
    Titular(
        cuenta="CTAINE", institucion=INSTITUTO, rol="ine", estado="activa", oficio="OF", correo_ciego="x",
        nombre_ciego="x", historia=[], datos=seal_official("CTAINE", {"correo": "una@ine.invalid"}),
    ).save()  # fmt: skip
    r, p = required(folios), Proceso.get(PROCESO)
    assert not measure_deadlines(HOY)
    assert requirement_notices(p, HOY) == []
    tarde = HOY + timedelta(days=20)
    assert measure_deadlines(tarde) == {EstadoPlazoLegal.VENCIDO: 1}
    [aviso] = requirement_notices(p, tarde)
    carta = requirement_deadline_letter(aviso.ref)
    assert carta is not None
    assert (carta.destino, "venció" in carta.asunto) == ("una@ine.invalid", True)
    registro.answer(INE, PROCESO, r, "OF/2", tarde)
    assert not measure_deadlines(tarde)


def test_nothing_is_disposed_of_while_a_requirement_waits_16_1(folios):
    entregada = mundo.FIN + timedelta(days=14)
    luego = entregada + timedelta(days=100)
    Entrega(
        proceso=PROCESO, cual=delivery_key(1), numero=1, opl=mundo.OPL, estado=LISTA, corte=iso(entregada), llave=1,
        huella="x", clases={}, ordenada_en=iso(entregada), cuenta="C", vence=iso(entregada), lista_en=iso(entregada),
    ).save()  # fmt: skip
    r = required(folios)
    with pytest.raises(DisposicionNoProcede):
        disposicion.begin(INE, PROCESO, luego)
    registro.answer(INE, PROCESO, r, "OF/2", HOY)
    assert disposicion.begin(INE, PROCESO, luego)["estado"] == "listando"


def test_a_message_about_unknown_work_goes_to_the_dead_letters(folios):
    for cual in ("requerimiento#0009", "requerimiento#x"):
        with pytest.raises(RequerimientoDesconocido):
            attend_package(PROCESO, cual, 0, lambda: HOY, FIRMANTE)


def test_a_record_altered_from_outside_is_handed_to_no_authority_16_2(folios):
    r = required(folios)
    Apoyo(folios[1]).update(actions=[Apoyo.clase.set("baja")])
    with pytest.raises(HistoriaAlterada):
        made(r)
    assert registro.show(INE, PROCESO, r, HOY)["estado"] == EN_CURSO
