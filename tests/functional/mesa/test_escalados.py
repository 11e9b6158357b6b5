"""What the catalogue lacks goes to the OPL's authority (Protocolo 13.8)."""

from datetime import timedelta

import pytest

from chalicelib.base import config
from chalicelib.problemas import Conflicto, NoEncontrado
from chalicelib.problemas.mesa import DictamenNoAdmitido, EscaladoResuelto, RegistroSinVer, TurnoRetirado
from chalicelib.rules.apoyos.historia import Revisado
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.correos.salidas import Salida
from chalicelib.store.mesa.operadores import EstadoJornada, Operador, open_loads
from chalicelib.store.mesa.turnos import Turno, get_turn
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.workflows.mesa.cartas import write_determination
from chalicelib.workflows.mesa.escalados import (
    determine_record,
    escalate_record,
    give_back_record,
    list_escalated,
    show_escalated,
)
from chalicelib.workflows.mesa.escritorio import give_verdict, list_desk_queue
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.movil import meanwhile
from tests.escenario.muertes import Muerte, dying
from tests.escenario.mundo import AHORA, OPL, PROCESO, iso
from tests.functional.mesa.test_escritorio import waiting as on_desks
from tests.functional.mesa.test_mesa import VALIDO

__all__ = ["api", "emisores"]
MOTIVO = "La credencial trae una leyenda que ningún inciso describe"
TEXTO = "La leyenda hace irreconocible la credencial"
AUTORIDAD = Principal("s", Rol.OPL, opl=OPL, cuenta="CTAOPL")
OTRA = Principal("t", Rol.OPL, opl=OPL, cuenta="CTAOTRA")
DESPUES = AHORA + timedelta(minutes=5)


@pytest.fixture
def folio(proceso: object) -> str:
    """A record that OPER1 escalated."""
    [folio] = on_desks("REG1")
    mundo.verify(folio, "P1")
    escalate_record(PROCESO, "OPER1", folio, MOTIVO, AHORA)
    sees(folio, AUTORIDAD, OTRA)
    return folio


def sees(folio: str, *quienes: Principal) -> None:
    for quien in quienes:
        show_escalated(quien, PROCESO, folio)


def decide(folio: str, quien: Principal = AUTORIDAD, *, valido: bool = False, texto: str = TEXTO) -> str:
    return str(determine_record(quien, PROCESO, folio, valido, texto, "OF/1", DESPUES)["clase"])


def test_an_escalated_record_leaves_its_operator_and_waits_for_the_authority_13_8(folio):
    assert list_desk_queue(PROCESO, "OPER1", 10) == []
    assert open_loads(PROCESO) == {"OPER1": 0}
    [listado] = list_escalated(AUTORIDAD, PROCESO, "", 10)["elementos"]
    assert (listado["folio"], listado["escalado_en"], listado["operador"]) == (folio, iso(AHORA), "OPER1")
    hoja = show_escalated(AUTORIDAD, PROCESO, folio)
    assert [n["texto"] for n in hoja["notas"]] == [MOTIVO]
    assert len(hoja["imagenes"]) == 4
    with pytest.raises(TurnoRetirado):
        give_verdict(PROCESO, "OPER1", folio, VALIDO, DESPUES)


def test_notes_of_an_escalation_are_stored_nowhere_in_clear_18_5(folio):
    assert "leyenda" not in str(get_turn(folio).serialize())


def test_escalating_again_or_concurrently_keeps_the_first_instant_13_8(folio):
    assert escalate_record(PROCESO, "OPER1", folio, MOTIVO, DESPUES)["escalado_en"] == iso(AHORA)
    give_back_record(AUTORIDAD, PROCESO, folio, "OPER1", TEXTO, DESPUES)
    with meanwhile(lambda: escalate_record(PROCESO, "OPER1", folio, MOTIVO, DESPUES)):
        assert escalate_record(PROCESO, "OPER1", folio, MOTIVO, DESPUES)["escalado_en"] == iso(DESPUES)
    assert open_loads(PROCESO) == {"OPER1": 0}


def test_the_authority_s_word_is_the_verdict_with_its_cause_and_the_derfe_is_owed_a_mail_13_8(folio):
    r = determine_record(AUTORIDAD, PROCESO, folio, False, TEXTO, "OF/1", DESPUES)
    assert (r["clase"], r["motivo"]) == ("con_inconsistencia", f"Inconsistencia adicional: {TEXTO}")
    dicho = mundo.now(folio).hechos[-1]
    assert isinstance(dicho, Revisado)
    assert (dicho.operador, dicho.dictamen.catalogo) == ("CTAOPL", "13.8")
    turno = get_turn(folio)
    assert (turno.cola, turno.pendiente, turno.revisado) == (None, None, iso(DESPUES))
    ref = {"folio": folio, "etapa": "mesa", "destino": "0"}
    carta = write_determination(ref)
    assert carta is not None
    assert carta.destino == config.DERFE_MESA[0]
    assert all(parte in carta.cuerpo for parte in (folio, "OF/1", TEXTO, "no válido"))


def test_the_mails_of_a_determination_are_owed_even_if_the_run_dies_13_8(folio):
    with dying(2), pytest.raises(Muerte):
        decide(folio)
    assert mundo.classes(folio) == ["con_inconsistencia"]
    assert [s.cuerpo["plantilla"] for s in Salida.scan()] == ["determinacion"]


def test_the_authority_may_find_it_valid_and_may_not_say_nothing_13_8(folio):
    with pytest.raises(DictamenNoAdmitido):
        decide(folio, texto="   ")
    assert decide(folio, valido=True) == "en_lista_nominal"


def test_repeating_a_determination_is_idempotent_and_another_text_or_account_is_refused_13_8(folio):
    assert decide(folio) == decide(folio)
    for otra in (lambda: decide(folio, valido=True), lambda: decide(folio, OTRA)):
        with pytest.raises(EscaladoResuelto):
            otra()
    assert sum(isinstance(h, Revisado) for h in mundo.now(folio).hechos) == 1


def test_of_two_concurrent_determinations_one_succeeds_13_8(folio):
    with meanwhile(lambda: decide(folio, OTRA, valido=True)), pytest.raises(EscaladoResuelto):
        decide(folio)
    assert mundo.classes(folio) == ["en_lista_nominal"]


def test_a_record_given_back_is_reviewed_with_what_the_authority_said_13_8(folio):
    Operador(PROCESO, "OPER2", estado=EstadoJornada.FUERA).save()
    for _ in range(2):
        give_back_record(AUTORIDAD, PROCESO, folio, "OPER2", "Aplique el inciso j", DESPUES)
    assert int(Operador.get(PROCESO, "OPER2").carga) == 1
    [suyo] = list_desk_queue(PROCESO, "OPER2", 10)
    assert suyo["folio"] == folio
    assert get_turn(folio).pendiente
    with pytest.raises(EscaladoResuelto):
        decide(folio)
    assert give_verdict(PROCESO, "OPER2", folio, VALIDO, DESPUES)["clase"] == "en_lista_nominal"


def test_it_is_given_back_to_nobody_who_may_not_review_it_13_3(folio):
    Operador(PROCESO, "OPER3", activo=False).save()
    Operador(PROCESO, "OPER4").save()
    Turno(folio, "calidad", proceso=PROCESO, operador="OPER4", orden="o", llegada="l").save()
    for operador in ("OPER3", "NADIE", "OPER4"):
        with pytest.raises(Conflicto):
            give_back_record(AUTORIDAD, PROCESO, folio, operador, TEXTO, DESPUES)
    assert get_turn(folio).escalado


@pytest.mark.parametrize("decision", ["determinar", "devolver"])
def test_the_authority_decides_with_the_record_before_it_13_6_13_8(proceso, decision):
    """13.6: "se realizará la verificación de las imágenes […] así como los datos captados": by whoever decides too."""
    [otro] = on_desks("REG1")
    escalate_record(PROCESO, "OPER1", otro, MOTIVO, AHORA)

    def decided() -> dict:
        if decision == "determinar":
            return determine_record(AUTORIDAD, PROCESO, otro, False, TEXTO, "OF/1", DESPUES)
        return give_back_record(AUTORIDAD, PROCESO, otro, "OPER1", TEXTO, DESPUES)

    sees(otro, OTRA)
    with pytest.raises(RegistroSinVer):
        decided()
    assert get_turn(otro).escalado
    sees(otro, AUTORIDAD)
    assert decided()["folio"] == otro


def test_what_was_never_escalated_or_is_another_opl_s_is_not_there_13_8_5_1(folio):
    [otro] = on_desks("REG2")
    with pytest.raises(NoEncontrado):
        decide(otro)
    with pytest.raises(NoEncontrado):
        decide(folio, Principal("s", Rol.OPL, opl="OTRO", cuenta="CTAAJENA"))


def test_over_the_api_each_act_is_in_the_log_13_8_18_7(api):
    mundo.open_world()
    operador = api.entra("operador", opl=OPL, proceso=PROCESO, operador="OPER1")
    supervisor = api.entra("supervisor", opl=OPL, proceso=PROCESO)
    [folio] = on_desks("REG1")
    cuerpo = {"motivo": MOTIVO}
    assert api.pide("POST", f"/v1/mesa/registros/{folio}/escalar", operador, cuerpo).estado == 200
    camino = f"/v1/procesos/{PROCESO}/mesa/escalados"
    [listado] = api.pide("GET", camino, supervisor).cuerpo["elementos"]
    assert api.pide("GET", f"{camino}/{listado['folio']}", supervisor).cuerpo["notas"][0]["quien"] == "OPER1"
    dicho = {"valido": False, "texto": TEXTO, "oficio": "OF/1"}
    assert api.pide("POST", f"{camino}/{folio}/determinacion", supervisor, dicho).estado == 200
    assert [a.evento for a in auditoria.entries_of(operador.sujeto)][1:] == ["registro_escalado"]
    assert [a.evento for a in auditoria.entries_of(supervisor.sujeto)][1:] == [
        "escalado_consultado",
        "escalado_determinado",
    ]
