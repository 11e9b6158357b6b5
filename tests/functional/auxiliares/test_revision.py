"""The OPL reviews the Cédulas and removes whose evidence is not theirs, and what that does to records (7.7, 8.6)."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.rules.apoyos.historia import CausaRecepcion
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.auxiliares.cedulas import Cedula, set_current
from chalicelib.store.auxiliares.dispositivos import Dispositivo
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import iso
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.procesos.periodos import Periodo
from cliente.expediente import new_device_key, public_der
from tests.escenario import mundo
from tests.escenario.api import Api, Respuesta, Sesion, api, emisores
from tests.escenario.movil import (
    arrive,
    captured,
    empty_buckets,
    hold_capture_key,
    meanwhile,
    phone,
    publish_notice,
)
from tests.escenario.portal import candidate, delivered, put_support, show
from tests.escenario.recursos import empty_queues

__all__ = ["api", "emisores"]

LLAVE = new_device_key()
CORREO = "aux1@muestra.invalid"
POR_REVISAR = f"/v1/procesos/{mundo.PROCESO}/cedulas"
VISTO = "La fotografía es de otra persona"


@pytest.fixture
def ahora() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def movil(api, ahora):
    """AUX1's phone, registered an hour ago, in a process whose period is on."""
    mundo.open_world()
    publish_notice()
    hold_capture_key()
    empty_buckets()
    empty_queues()
    dia = timedelta(days=1)
    Periodo(mundo.PROCESO, mundo.PERIODO).update(
        actions=[Periodo.inicio.set(iso(ahora - dia)), Periodo.fin.set(iso(ahora + dia))]
    )
    telefono = phone(api, api.entra("visitante", correo=CORREO))
    telefono.register(mundo.PROCESO, "AUX1", "DISPA", public_der(LLAVE))
    Dispositivo("DISPA").update(actions=[Dispositivo.alta.set(iso(ahora - timedelta(hours=1)))])
    return telefono


@pytest.fixture
def opl(api, movil) -> Sesion:
    return api.entra("opl", opl=mundo.OPL)


def evidence(movil, momento: datetime, registro: str = "CED1") -> str:
    """Evidence sent and received at that instant; its folio."""
    captura = captured(LLAVE, "cedula", momento - timedelta(minutes=1), registro=registro)
    movil.send_evidence(captura["registro"], captura["sellado"])
    arrive(momento)
    return f"ASPA-AUX1-DISPA-{registro}"


def waiting(api: Api, quien: Sesion) -> list[str]:
    r = api.pide("GET", POR_REVISAR, quien)
    assert r.estado == 200
    return [e["cedula"] for e in r.cuerpo["elementos"]]


def conform(api: Api, quien: Sesion, cedula: str, auxiliar: str = "AUX1") -> Respuesta:
    return api.pide("POST", f"/v1/auxiliares/{auxiliar}/cedula/conformidad", quien, {"cedula": cedula})


def remove(api: Api, quien: Sesion, cedula: str, causa: str = "imagenes_no_corresponden") -> Respuesta:
    cuerpo = {"cedula": cedula, "causa": causa, "detalle": VISTO}
    return api.pide("POST", "/v1/auxiliares/AUX1/cedula/baja", quien, cuerpo)


def test_evidence_waits_until_the_opl_finds_it_conforming_and_newer_evidence_waits_again_7_7(
    api, movil, opl, ahora
):
    assert waiting(api, opl) == []
    uno = evidence(movil, ahora - timedelta(minutes=9))
    assert waiting(api, opl) == [uno]
    assert show(api, opl, "AUX1")["cedula"] == "por_revisar"
    r = conform(api, opl, uno)
    assert (r.estado, r.cuerpo) == (200, {"auxiliar": "AUX1", "cedula": "conforme", "baja": None})
    assert conform(api, opl, uno).cuerpo == r.cuerpo
    assert waiting(api, opl) == []
    dos = evidence(movil, ahora - timedelta(minutes=5), "CED2")
    assert waiting(api, opl) == [dos]
    assert show(api, opl, "AUX1")["cedula"] == "por_revisar"
    hechos = [(h["que"], h["detalle"], h["rol"]) for h in show(api, opl, "AUX1")["historia"]]
    assert hechos == [("cedula_conforme", uno, "opl")]


def test_a_repeated_event_of_reviewed_evidence_does_not_make_it_wait_again(api, movil, opl, ahora):
    cedula = evidence(movil, ahora)
    conform(api, opl, cedula)
    set_current(Cedula.get("AUX1", cedula))
    assert waiting(api, opl) == []


def test_only_the_latest_evidence_is_decided_on_7_7(api, movil, opl, ahora):
    uno = evidence(movil, ahora - timedelta(minutes=9))
    dos = evidence(movil, ahora - timedelta(minutes=5), "CED2")
    for decide in (conform, remove):
        r = decide(api, opl, uno)
        assert (r.estado, r.codigo) == (409, "cedula_reemplazada")
    assert waiting(api, opl) == [dos]
    assert show(api, opl, "AUX1")["estado"] == "vigente"


def test_evidence_that_comes_while_the_opl_removes_stops_the_removal_7_7(api, movil, opl, ahora):
    uno = evidence(movil, ahora - timedelta(minutes=9))
    with meanwhile(lambda: evidence(movil, ahora - timedelta(minutes=5), "CED2")):
        r = remove(api, opl, uno)
    assert (r.estado, r.codigo) == (409, "cedula_reemplazada")
    assert delivered() == []


def test_without_evidence_there_is_nothing_to_decide_on_7_7(api, movil, opl):
    for decide in (conform, remove):
        assert decide(api, opl, "ASPA-AUX1-DISPA-CED1").codigo == "cedula_reemplazada"


@pytest.mark.parametrize("causa", ["imagenes_no_corresponden", "datos_no_corresponden"])
def test_a_removal_for_the_cedula_is_mailed_with_its_cause_and_shown_to_the_aspirante_7_7_8_6(
    api, movil, opl, ahora, causa
):
    cedula = evidence(movil, ahora)
    r = remove(api, opl, cedula, causa)
    assert r.estado == 200
    [(destino, asunto, texto)] = delivered()
    assert (destino, asunto) == (CORREO, "Baja de su registro como persona auxiliar")
    assert VISTO in texto and "Cédula de Registro" in texto
    baja = show(api, candidate(api), "AUX1")["baja"]
    assert (baja["en"], baja["causa"], baja["detalle"]) == (r.cuerpo["baja"], causa, VISTO)
    assert waiting(api, opl) == []
    assert remove(api, opl, cedula, causa).cuerpo == r.cuerpo
    assert conform(api, opl, cedula).codigo == "auxiliar_de_baja"
    assert delivered() == []


def test_records_received_after_the_removal_are_inconsistent_and_those_before_are_not_7_7(
    api, movil, opl, ahora
):
    cedula = evidence(movil, ahora - timedelta(minutes=9))
    for registro in ("ANTES1", "ANTES2", "LUEGO1"):
        put_support(captured(LLAVE, "auxiliar", ahora - timedelta(minutes=10), registro=registro))
        if registro == "ANTES1":
            arrive(ahora - timedelta(minutes=1))
        if registro == "ANTES2":
            assert remove(api, opl, cedula).estado == 200
            arrive(ahora - timedelta(seconds=30))  # S3 took it before the removal; it is opened after
    arrive(datetime.now(UTC) + timedelta(seconds=1))
    causas = {a.registro: a.hechos[0].causas for a in Apoyo.scan()}
    assert causas == {"ANTES1": (), "ANTES2": (), "LUEGO1": (CausaRecepcion.AUXILIAR_BAJA,)}


def test_evidence_of_who_was_removed_does_not_wait_7_7(api, movil, opl, ahora):
    cedula = evidence(movil, ahora)
    Auxiliar("AUX1").update(actions=[Auxiliar.por_revisar_en.remove(), Auxiliar.baja.set(iso(ahora))])
    set_current(Cedula.get("AUX1", cedula))
    assert waiting(api, opl) == []


def test_those_that_wait_are_in_pages_the_longest_waiting_first_7_7(api, movil, opl, ahora):
    for n in range(7):
        fila = mundo.auxiliar(f"AUXX{n}", "ASPB")
        fila.cedula, fila.cedula_en = f"ASPB-AUXX{n}-DISP-CED1", iso(ahora - timedelta(minutes=n % 4))
        fila.por_revisar_en = mundo.PROCESO
        fila.save()
    vistos, siguiente = [], ""
    while siguiente is not None:
        r = api.pide("GET", f"{POR_REVISAR}?cuantos=3&despues={siguiente}", opl)
        vistos += [(e["recibida_en"], e["auxiliar"]) for e in r.cuerpo["elementos"]]
        siguiente = r.cuerpo["siguiente"]
    assert [cuando for cuando, _ in vistos] == sorted(cuando for cuando, _ in vistos)
    assert {quien for _, quien in vistos} == {f"AUXX{n}" for n in range(7)} and len(vistos) == 7


@pytest.mark.parametrize(
    ("rol", "alcance", "esperado"),
    [
        ("supervisor", {"opl": mundo.OPL, "proceso": mundo.PROCESO}, 200),
        ("opl", {"opl": "OTRO"}, 404),
        ("supervisor", {"opl": mundo.OPL, "proceso": "OTRO27"}, 404),
        ("operador", {"opl": mundo.OPL, "proceso": mundo.PROCESO}, 403),
        ("ine", {}, 403),
        ("aspirante", {"proceso": mundo.PROCESO, "aspirante": "ASPA"}, 403),
        ("auxiliar", {"proceso": mundo.PROCESO, "aspirante": "ASPA", "auxiliar": "AUX1"}, 403),
    ],
)
def test_only_the_process_s_own_opl_reviews_5_1_7_7(api, movil, ahora, rol, alcance, esperado):
    cedula = evidence(movil, ahora)
    quien = api.entra(rol, **alcance)
    pedidos = [
        api.pide("GET", POR_REVISAR, quien),
        conform(api, quien, cedula),
        remove(api, quien, cedula),
    ]
    assert [r.estado for r in pedidos] == [esperado] * 3
    assert (Auxiliar.get("AUX1").baja is None) is (esperado != 200)


def test_an_unknown_process_or_auxiliar_looks_like_a_foreign_one_5_1(api, movil, ahora):
    cedula, ajeno = evidence(movil, ahora), api.entra("opl", opl="OTRO")
    foraneo, nadie = conform(api, ajeno, cedula), conform(api, ajeno, cedula, "NADIE")
    assert foraneo.cuerpo == nadie.cuerpo
    listas = [api.pide("GET", c, ajeno) for c in (POR_REVISAR, "/v1/procesos/NADA27/cedulas")]
    assert listas[0].cuerpo == listas[1].cuerpo


def test_each_decision_is_noted_18_7(api, movil, opl, ahora):
    cedula = evidence(movil, ahora)
    conform(api, opl, cedula)
    remove(api, opl, cedula)
    asientos = [(a.evento, a.objeto) for a in auditoria.entries_of(opl.sujeto)][1:]
    assert asientos == [("cedula_conforme", "AUX1"), ("auxiliar_dado_de_baja_por_cedula", "AUX1")]


def remove_unsent(api: Api, opl: Sesion, **cambios) -> Respuesta:
    cuerpo = {"causa": "cedula_no_enviada", "detalle": "No la envió en diez días"} | cambios
    return api.pide("POST", "/v1/auxiliares/AUX1/cedula/baja", opl, cuerpo)


def test_the_opl_removes_one_who_never_sent_the_evidence_8_5(api, movil, opl, ahora):
    """8.5: the auxiliar "debe" capture the visual evidence; who never does is removed as one whose evidence fails."""
    r = remove_unsent(api, opl)
    assert (r.estado, r.cuerpo["cedula"]) == (200, "sin_enviar")
    assert Auxiliar.get("AUX1").causa_baja == "cedula_no_enviada"


def test_evidence_that_was_sent_stops_that_removal_8_5(api, movil, opl, ahora):
    folio = evidence(movil, ahora)
    assert remove_unsent(api, opl).codigo == "cedula_reemplazada"
    assert remove_unsent(api, opl, cedula=folio).codigo == "cedula_reemplazada"
    assert remove_unsent(api, opl, causa="datos_no_corresponden").codigo == "cedula_reemplazada"
    assert Auxiliar.get("AUX1").baja is None


def test_the_app_captures_once_the_evidence_was_sent_where_the_period_asks_it_8_5(api, movil, ahora):
    quien = api.entra("auxiliar", proceso=mundo.PROCESO, aspirante="ASPA", auxiliar="AUX1")

    def may() -> bool:
        forget_copies()
        cuerpo = api.pide("GET", "/v1/aplicacion", quien).cuerpo
        assert cuerpo["version_minima"] == "0.0.0"
        return bool(cuerpo["captura_permitida"])

    periodo = Periodo(mundo.PROCESO, mundo.PERIODO)
    assert not may()
    periodo.update(actions=[Periodo.exige_cedula.set(False)])
    assert may()
    periodo.update(actions=[Periodo.exige_cedula.set(True)])
    evidence(movil, ahora)
    assert may()
