"""The whole flow under faults with a seed: lost answers, throttling, deaths, repetitions, disorder, six hours' outage.

    make fallas N=10000 S=7,8        REGISTROS=10000 SEMILLAS=7,8 python -m pytest tests/functional/fallas

A run is repeated by its seed: order, repetitions, deaths, broken requests and the waits of the product's own retries
all come from it.

In the end every record has the class that a clerk with paper cards gives it, one receipt in one mail, its turn, its
place in the totals; nothing is among the dead letters, and the watch finds nothing to mend.
"""

import os
import random
import re
import sys
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

import pytest
from moto.ses import ses_backends

from chalicelib.base import aws
from chalicelib.rules.apoyos.clases import classify
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.historia import Revisado
from chalicelib.rules.base.centro import dia_centro
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.auxiliares.dispositivos import Dispositivo
from chalicelib.store.base.objetos import LlaveDeObjeto
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.captacion.rechazos import Rechazo
from chalicelib.store.conteo.contadores import read_totals
from chalicelib.store.mesa.turnos import get_turns
from chalicelib.workflows.base.bitacora_nota import note_event
from chalicelib.workflows.conteo.conciliacion import reconcile_totals
from chalicelib.workflows.conteo.ronda import REPOSO, make_round
from chalicelib.workflows.mesa.escritorio import give_verdict
from cliente import muestra
from cliente.expediente import build_expediente, new_device_key, public_der
from cliente.sobre import contexto, seal
from tests.escenario import mundo, padrones
from tests.escenario.fallas import Fault, faults
from tests.escenario.movil import PUBLICA, empty_buckets, hold_capture_key
from tests.escenario.muertes import ESCRIBEN
from tests.escenario.mundo import ENTIDAD, INICIO, PERIODO, PROCESO
from tests.escenario.oraculo import Escribano, Renglon, Tarjeta
from tests.escenario.portal import put_support
from tests.escenario.recursos import CUENTA, empty_queues
from tests.escenario.simulacion import LOTES, Simulacion, outage
from tests.unit.vault.vectores import ARN

pytestmark = [pytest.mark.usefixtures("proceso"), pytest.mark.lento]

REGISTROS = int(os.environ.get("REGISTROS", "100"))
SEMILLAS = [int(s) for s in os.environ.get("SEMILLAS", "1,2,3").split(",")]
CAIDAS = ("kms", "ses", "dynamodb")
CAIDA = timedelta(minutes=10)
"""An outage that the first records meet, some times each; the long one has a test of its own."""
LLAVE = new_device_key()
DIA = INICIO + timedelta(days=1)
FOLIO = re.compile(r"^Folio: (\S+)$", re.MULTILINE)
OPERADORES = ("OPER1", "OPER2", "OPER3")
FUERA = Dictamen("m", "Sin firma")


@cache
def imagenes() -> dict[str, bytes]:
    return muestra.images()


class Campana:
    """A campaign: what phones send, on cards and in the system."""

    def __init__(self, semilla: int, cuantos: int) -> None:
        self.azar = random.Random(semilla)
        self.gente = padrones.citizens(max(3, cuantos // 3))
        libro: dict[str, Renglon | None] = {}
        filas = []
        for c in self.gente:
            baja = self.azar.randrange(12) == 0
            cambios = {"situacion": "baja", "causa_baja": "defuncion"} if baja else {}
            filas.append(padrones.row(c, **cambios))
            libro[c.cic] = (
                Renglon("baja", "defuncion", ENTIDAD, c.municipio)
                if baja
                else Renglon(entidad=ENTIDAD, municipio=c.municipio)
            )
        padrones.load(*filas)
        cargos: dict[str, tuple[str, tuple[str, ...]]] = dict.fromkeys(
            mundo.ASPIRANTES, (PERIODO, (ENTIDAD,))
        )
        self.escribano = Escribano(libro, cargos)
        self.sistema = Simulacion(DIA, self.azar)
        for n in range(cuantos):
            self._send(n)

    def _send(self, n: int) -> None:
        """A record uploaded once, or twice some minutes apart: the first arrival counts."""
        k = self.azar.randrange(3)
        persona = self.azar.choice(self.gente)
        momento = DIA + timedelta(seconds=20 * n)
        captura = capture(n, k, padrones.reading(persona, "E"), momento - timedelta(minutes=30))
        put_support(captura)
        llave = key_of(captura)
        self.sistema.upload(llave, momento)
        if self.azar.randrange(10) == 0:
            self.sistema.upload(llave, momento + timedelta(minutes=self.azar.randrange(1, 30)))
        remitente, dia = f"AUX{k + 1}", dia_centro(momento)
        tarjeta = Tarjeta(str(llave.folio), mundo.ASPIRANTES[k], remitente, n, dia, dice=persona.cic)
        self.escribano.ask_once(tarjeta)
        self.escribano.tarjetas.append(tarjeta)

    def judge(self) -> None:
        """The Mesa gives its verdicts; whoever got no answer asks again, with the same verdict."""
        turnos = {t.folio: str(t.operador) for t in get_turns([t.folio for t in self.escribano.tarjetas])}
        sin_turno = [t.folio for t in self.escribano.tarjetas if t.folio not in turnos]
        assert not sin_turno, (sin_turno, len(turnos), self.sistema.muertos, {c: left_in(c) for c in LOTES})
        for t in self.escribano.tarjetas:
            sale = self.azar.randrange(4) == 0
            t.dictamenes.append("13.7 m)" if sale else "")
            dictamen = FUERA if sale else Dictamen()
            for _ in range(20):
                if self._give(turnos[t.folio], t.folio, dictamen):
                    break
        self.sistema.notice_all()

    def _give(self, operador: str, folio: str, dictamen: Dictamen) -> bool:
        """Whether an answer came."""
        with suppress(Exception):
            give_verdict(PROCESO, operador, folio, dictamen, self.sistema.ahora)
            return True
        return mundo.now(folio).revisado


def capture(n: int, k: int, credencial: dict[str, Any], momento: datetime) -> dict[str, Any]:
    """What auxiliar `k` captured, sealed."""
    leido = {c: credencial[c] for c in ("modelo", "cic", "identificador", "nombre")}
    registro = muestra.registro(
        "E",
        proceso=PROCESO,
        aspirante=mundo.ASPIRANTES[k],
        auxiliar=f"AUX{k + 1}",
        dispositivo=f"DISP{k + 1}",
        registro=f"R{n:05d}",
        modo="auxiliar",
        capturado_en=momento.strftime("%Y-%m-%dT%H:%M:%SZ"),
        credencial=leido,
    )
    claro = build_expediente(registro, imagenes(), LLAVE)
    return {"registro": registro, "claro": claro, "sellado": seal(claro, PUBLICA, ARN, contexto(registro))}


def key_of(captura: dict[str, Any]) -> LlaveDeObjeto:
    folio = "-".join(captura["registro"][p] for p in ("aspirante", "auxiliar", "dispositivo", "registro"))
    sellado = captura["sellado"]
    return LlaveDeObjeto.parse(f"{PROCESO}/{folio}/{len(sellado)}/{sha256(sellado).hexdigest()}")


@pytest.fixture(autouse=True)
def escena(proceso: str) -> None:
    hold_capture_key()
    empty_buckets()
    empty_queues()
    mundo.add_operators(*OPERADORES)
    for k in range(3):
        Dispositivo(
            dispositivo=f"DISP{k + 1}", auxiliar=f"AUX{k + 1}", llave=public_der(LLAVE), alta=iso(INICIO)
        ).save()


def receipts() -> Counter[str]:
    """In how many mails each record is."""
    enviados = ses_backends[CUENTA][os.environ["AWS_REGION"]].sent_messages
    return Counter(f for m in enviados for f in FOLIO.findall(m.body))


def check(campana: Campana) -> None:
    """State equal to the clerk's cards, and nothing left to do."""
    sistema, escribano = campana.sistema, campana.escribano
    esperados = {t.folio for t in escribano.tarjetas}
    apoyos = {a.folio: a for a in Apoyo.scan(consistent_read=True)}
    assert apoyos.keys() == esperados
    dicho = {f: (a.clase, classify(a.hechos).fundamento) for f, a in apoyos.items()}
    fallos = {t.folio: escribano.rule(t) for t in escribano.tarjetas}
    assert dicho == {f: (x.clase, x.fundamento) for f, x in fallos.items()}
    assert {f: a.revisado for f, a in apoyos.items()} == {
        t.folio: bool(t.dictamenes) for t in escribano.tarjetas
    }
    for t in escribano.tarjetas:
        assert apoyos[t.folio].recibido_en == iso(DIA + timedelta(seconds=20 * t.minuto))
    assert receipts() == dict.fromkeys(esperados, 1)
    assert not list(Rechazo.scan())
    for aspirante in mundo.ASPIRANTES:
        totales, cuenta = read_totals(f"aspirante#{aspirante}"), escribano.report(aspirante)
        clases = {c.removeprefix("clase#"): n for c, n in totales.items() if c.startswith("clase#")}
        assert clases == dict(cuenta["clases"])
        assert totales.get("recibidos", 0) == cuenta["total"]["recibidos"]
        assert totales.get("revisados", 0) == cuenta["total"]["revisados"]
    assert sistema.muertos == []
    for cola in LOTES:
        assert left_in(cola) == 0
    informe = make_round(sistema.ahora + REPOSO)
    assert (informe.vistos, informe.faltas.total(), informe.entregados) == (len(esperados), 0, 0)
    note_verdicts(apoyos)
    assert reconcile_totals().concilia


def note_verdicts(apoyos: dict[str, Apoyo]) -> None:
    """Each verdict in the audit log, as the API's edge notes it: the campaign calls what is behind the edge."""
    operador = Principal("grupo|OPER1", Rol.OPERADOR, opl=mundo.OPL, cuenta="OPER1")
    for apoyo in apoyos.values():
        for hecho in apoyo.hechos:
            if isinstance(hecho, Revisado):
                note_event(operador, Evento.DICTAMEN_EMITIDO, apoyo.folio, instante(hecho.en))


def left_in(cola: str) -> int:
    """Messages in a queue and among its dead letters."""
    nombre, punto, fifo = cola.partition(".fifo")
    n = 0
    for q in (cola, f"{nombre}-fallidos{punto}{fifo}"):
        atributos = aws.client("sqs").get_queue_attributes(
            QueueUrl=aws.queue_url(q), AttributeNames=["ApproximateNumberOfMessages"]
        )
        n += int(atributos["Attributes"]["ApproximateNumberOfMessages"])
    return n


@pytest.mark.parametrize("semilla", SEMILLAS)
def test_the_whole_flow_under_faults_ends_as_the_clerk_says_and_nobody_is_called(semilla):
    campana = campaign(semilla, REGISTROS, CAIDAS[semilla % len(CAIDAS)], CAIDA)
    assert campana.sistema.fallas > REGISTROS // 10
    check(campana)


@pytest.mark.parametrize("servicio", CAIDAS)
def test_six_hours_without_a_service_pass_and_nobody_is_called(servicio):
    campana = campaign(11, 4, servicio, timedelta(hours=6))
    assert campana.sistema.fallas > 20, "each message came again all those hours"
    check(campana)


def campaign(semilla: int, cuantos: int, servicio: str, dura: timedelta) -> Campana:
    """Records sent while the service is away for so long, and then judged, under faults all the time.

    A mail whose answer is lost may go twice (docs/limits.md); all else may happen to every write.
    """
    sys.stdout.write(f"semilla {semilla}: {cuantos} registros, {dura} sin {servicio}\n")
    random.seed(semilla)
    campana = Campana(semilla, cuantos)
    sistema = campana.sistema
    sistema.muertes = 60
    de_ses = [Fault.NOT_SENT, Fault.THROTTLED]
    with (
        sistema.connected(),
        faults(semilla, cada=15, operaciones=ESCRIBEN),
        faults(semilla, cada=5, operaciones={"SendEmail"}, solo=de_ses),
    ):
        with outage(servicio):
            sistema.run(hasta=DIA + dura)
        sistema.run()
        campana.judge()
        sistema.run()
    return campana
