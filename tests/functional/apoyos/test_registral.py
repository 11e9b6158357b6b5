"""The registral look-up of a record, and what it leaves behind (Protocolo 9.8, 18.5; LGIPE 385)."""

from typing import Any

import pytest

from chalicelib.base import aws
from chalicelib.handlers.eventos.contadores import contadores
from chalicelib.handlers.eventos.registral import registral
from chalicelib.rules.apoyos.historia import Verificado
from chalicelib.rules.padron.registral import BUSQUEDAS
from chalicelib.workflows.apoyos.registral import look_up_apoyo
from chalicelib.workflows.captacion.correo_acuses import send_receipts
from chalicelib.workflows.mesa.asignacion import assign_new_records
from chalicelib.workflows.mesa.escritorio import give_verdict
from chalicelib.workflows.padron.fuente import PadronIncompleto
from tests.escenario import mundo
from tests.escenario.flujo import Flujo, event
from tests.escenario.mensajes import batch, failed
from tests.escenario.mundo import AHORA, PROCESO, now
from tests.escenario.padrones import citizens, load, reading, row, stranger, take_away

pytestmark = pytest.mark.usefixtures("proceso")

PERSONA, OTRA = citizens(2)


def checked(credencial: dict[str, Any], nombre: str = "REG1", **donde: Any) -> str:
    """Class of a record with that reading after the look-up."""
    return look_up_apoyo(mundo.receive(nombre, credencial=credencial, **donde).folio, AHORA).clase


@pytest.mark.parametrize("modelo", BUSQUEDAS)
def test_each_model_of_credential_finds_its_person_9_8(modelo):
    load(row(PERSONA), row(OTRA))
    assert checked(reading(PERSONA, modelo)) == "en_lista_nominal"
    hecho = now("ASPA-AUX1-DISP1-REG1").hechos[-1]
    assert (type(hecho), hecho.situacion, hecho.en_ambito) == (Verificado, "lista_nominal", True)


@pytest.mark.parametrize("modelo", BUSQUEDAS)
def test_a_person_whom_the_registry_does_not_know_is_not_found_lgipe_385(modelo):
    load(row(PERSONA))
    assert checked(reading(stranger(), modelo)) == "no_encontrado"
    assert now("ASPA-AUX1-DISP1-REG1").persona is None


@pytest.mark.parametrize(("modelo", "dato"), [(m, d) for m, b in BUSQUEDAS.items() for d in b.coteja])
def test_a_datum_that_is_another_persons_finds_nobody_9_8(modelo, dato):
    load(row(PERSONA, emision="00"), row(OTRA, emision="01"))
    ajeno = "01" if dato == "emision" else getattr(OTRA, dato)
    credencial = reading(PERSONA, modelo, emision="00") | {dato: ajeno}
    assert checked(credencial) == "no_encontrado"
    assert now("ASPA-AUX1-DISP1-REG1").persona is None


@pytest.mark.parametrize(
    ("cambios", "clase"),
    [
        ({"situacion": "padron"}, "en_padron_no_lista"),
        ({"situacion": "baja", "causa_baja": "defuncion"}, "baja"),
        ({"entidad": "01"}, "fuera_de_ambito"),
    ],
    ids=["padrón", "baja", "otra entidad"],
)
def test_what_the_registry_says_of_the_person_becomes_the_class_lgipe_385(cambios, clase):
    load(row(PERSONA, **cambios))
    assert checked(reading(PERSONA, "E")) == clase


def test_a_look_up_that_runs_twice_writes_once():
    load(row(PERSONA))
    folio = mundo.receive("REG1", credencial=reading(PERSONA, "E")).folio
    mensaje = batch({"folio": folio}, {"folio": folio})
    for _ in range(2):
        assert failed(registral(mensaje, None)) == []
    assert (now(folio).version, len(now(folio).hechos)) == (2, 2)


def test_one_person_with_two_kinds_of_reading_is_one_person_lgipe_385():
    """Found by clave in one and by CIC in the other: the two supports are judged together."""
    load(row(PERSONA))
    assert checked(reading(PERSONA, "C"), "REG1") == "en_lista_nominal"
    assert checked(reading(PERSONA, "E"), "REG2", aspirante="ASPB") == "duplicado_otro_aspirante"


def test_nobody_is_not_found_while_the_padron_is_being_loaded_9_8():
    load(row(OTRA))
    take_away()
    folio = mundo.receive("REG1", credencial=reading(PERSONA, "E")).folio
    assert failed(registral(batch({"folio": folio}), None)) == ["m0"]
    assert now(folio).clase == "en_proceso"
    load(row(PERSONA))
    assert failed(registral(batch({"folio": folio}), None)) == []
    assert now(folio).clase == "en_lista_nominal"


def test_before_the_first_load_a_record_waits_9_8():
    folio = mundo.receive("REG1", credencial=reading(PERSONA, "E")).folio
    with pytest.raises(PadronIncompleto):
        look_up_apoyo(folio, AHORA)


def test_what_is_looked_up_already_does_not_wait_for_a_load():
    load(row(PERSONA))
    folio = mundo.receive("REG1", credencial=reading(PERSONA, "E")).folio
    look_up_apoyo(folio, AHORA)
    take_away()
    assert look_up_apoyo(folio, AHORA).clase == "en_lista_nominal"


def test_a_record_that_does_not_exist_fails_alone():
    load(row(PERSONA))
    folio = mundo.receive("REG1", credencial=reading(PERSONA, "E")).folio
    assert failed(registral(batch({"folio": "ASPA-AUX1-DISP1-NADA"}, {"folio": folio}), None)) == ["m0"]
    assert now(folio).clase == "en_lista_nominal"


def test_a_person_has_another_key_in_another_process_18_5():
    mundo.open_world("OTRO27")
    load(row(PERSONA))
    credencial = reading(PERSONA, "E")
    claves = [
        look_up_apoyo(mundo.receive(n, proceso=p, credencial=credencial).folio, AHORA).persona.split("#")
        for n, p in (("REG1", PROCESO), ("REG2", "OTRO27"), ("REG3", PROCESO))
    ]
    assert [proceso for proceso, _ in claves] == [PROCESO, "OTRO27", PROCESO]
    assert claves[0] == claves[2]
    assert claves[0][1] != claves[1][1]


def test_no_datum_of_identity_is_in_clear_in_any_table_18_5():
    whole_way()
    secretos = [getattr(PERSONA, d) for d in ("clave_elector", "curp", "cic", "ocr", "identificador")]
    secretos += [PERSONA.nombre, PERSONA.apellido_paterno, PERSONA.nombre_completo]
    tablas = {t: everything(t) for t in aws.client("dynamodb").list_tables()["TableNames"]}
    con_algo = {t.removeprefix("captacion-local-") for t, texto in tablas.items() if texto}
    assert {"apoyos", "personas", "padron", "padron-20270101", "mesa", "contados", "acuses"} <= con_algo
    assert [(t, s) for t, texto in tablas.items() for s in secretos if s in texto] == []


def whole_way() -> None:
    """A record looked up, mailed, assigned, reviewed and counted."""
    flujo = Flujo()
    load(row(PERSONA), row(OTRA))
    mundo.add_operators("OPER1")
    apoyo = mundo.receive("REG1", credencial=reading(PERSONA, "G"))
    look_up_apoyo(apoyo.folio, AHORA)
    send_receipts("AUX1", [apoyo.folio], AHORA)
    assign_new_records(PROCESO, {apoyo.folio: apoyo.recibido_en}, AHORA)
    give_verdict(PROCESO, "OPER1", apoyo.folio, mundo.ILEGIBLE, AHORA)
    contadores(event(flujo.news()), None)


def everything(tabla: str) -> str:
    """All that a table holds, binary values byte by byte, as text to search in."""
    items = aws.client("dynamodb").scan(TableName=tabla)["Items"]
    return "\n".join(_texts(items))


def _texts(nodo: Any) -> list[str]:
    if isinstance(nodo, dict):
        return [t for c, v in nodo.items() for t in (c, *_texts(v))]
    if isinstance(nodo, list):
        return [t for v in nodo for t in _texts(v)]
    return [nodo.decode("latin-1") if isinstance(nodo, bytes) else str(nodo)]


def test_the_search_of_the_test_above_would_find_what_is_in_clear():
    auxiliar = mundo.auxiliar("AUX9")
    auxiliar.causa_baja = PERSONA.clave_elector
    auxiliar.save()
    assert PERSONA.clave_elector in everything("captacion-local-auxiliares")
