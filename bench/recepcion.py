"""Benchmark of a reception's processor time: its own work by stages beside two limits, and the calls to AWS."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from statistics import median
from time import thread_time
from typing import Any

import requests
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from bench.informe import Cuartiles, quartiles, show, write
from bench.kms_en_proceso import CAPTURA, KmsEnProceso
from bench.muestra import Capturado, capture, eligible, images
from bench.sistema import Fallo, Sistema
from cliente.expediente import public_der
from local.siembra import ENTIDAD, PROCESO

TAMANOS = {"300 KB": 300_000, "1 MB": 1_000_000}
REPETICIONES = 200
RECEPCIONES = 30
CUERPO, RESTO = "leer el cuerpo de S3", "PynamoDB y lo demás"


class Banco:
    """Captures, uploads and receives records of one system."""

    def __init__(self, sistema: Sistema) -> None:
        from chalicelib.store.procesos.procesos import get_proceso

        self._sistema = sistema
        proceso = get_proceso(PROCESO)
        self._llave = proceso.llave_captura_publica, proceso.llave_captura
        self.persona = eligible(sistema.mundo.ciudadanos, ENTIDAD)[0]
        self.quien = sistema.mundo.auxiliares[0]
        self._n = 0

    def capture(self, objetivo: int, llave: tuple[bytes, str] | None = None) -> Capturado:
        """Capture another record with images of that size, for the local cloud's key unless another is given."""
        self._n += 1
        imagenes = images(self.persona, objetivo)
        return capture(self.persona, imagenes, self.quien, f"R{self._n:05d}", llave or self._llave)

    def key(self, c: Capturado) -> Any:
        """Intake key of a record."""
        from chalicelib.rules.apoyos.folio import Folio
        from chalicelib.store.base.objetos import LlaveDeObjeto

        folio = Folio(self.quien.aspirante, self.quien.auxiliar, self.quien.dispositivo, c.registro)
        return LlaveDeObjeto(PROCESO, folio, c.anuncio["bytes"], c.anuncio["sha256"])

    def upload(self, c: Capturado) -> None:
        """Upload a record as the phone does, so that S3 keeps the checksum that the permit asks for."""
        cuerpo = {"dispositivo": self.quien.dispositivo, "registros": [c.anuncio]}
        answer = self._sistema.api("anuncio", "POST", "/v1/envios", self.quien.token, cuerpo)
        permiso = answer["registros"][0]["permiso"]
        requests.post(
            permiso["url"], data=permiso["campos"], files={"file": c.sellado}, timeout=30
        ).raise_for_status()

    def receive(self, c: Capturado) -> dict[str, float]:
        """Receive a record; return seconds of processor: in all, by call and phase, and of reading the body."""
        from chalicelib.store.base.objetos import read_intake
        from chalicelib.vault.sobres import MAX_SELLADO
        from chalicelib.workflows.captacion.recepcion import FinalRecepcion, receive_object

        llave, grabadora = self.key(c), self._sistema.grabadora
        lectura, _ = _timed(grabadora, lambda: read_intake(str(llave), MAX_SELLADO))
        cuerpo = lectura - sum(ll.cpu for ll in grabadora.llamadas)
        todo, final = _timed(grabadora, lambda: receive_object(llave, datetime.now(UTC)))
        if final is not FinalRecepcion.RECIBIDO:
            raise Fallo(f"{llave}: {final}")
        tiempos = defaultdict(float, {"todo": todo, CUERPO: cuerpo})
        for llamada in grabadora.llamadas:
            for fase, segundos in llamada.fases.items():
                tiempos[f"{llamada.servicio}.{llamada.operacion}|{fase}"] += segundos
        return dict(tiempos)


def _timed(grabadora: Any, trabajo: Any) -> tuple[float, Any]:
    grabadora.clear()
    with grabadora.etapa("recepcion"):
        inicio = thread_time()
        hecho = trabajo()
        return thread_time() - inicio, hecho


def measure_reception(consola: Console) -> None:
    """Run everything, show the tables, write build/bench/recepcion.json."""
    columnas = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Sistema(60, consola.print) as sistema, Progress(*columnas, console=consola) as avance:
        banco = Banco(sistema)
        llamadas = {t: _receptions(banco, b, t, avance) for t, b in TAMANOS.items()}
        propias = _own_work(banco, avance)
    informe = {t: summary(propias[t], llamadas[t]) for t in TAMANOS}
    show(
        consola, *(table(t, i) for t, i in informe.items()), *(calls_table(t, i) for t, i in informe.items())
    )
    write("recepcion", {"tamanos": informe, "repeticiones": REPETICIONES, "recepciones": RECEPCIONES})


def _receptions(banco: Banco, objetivo: int, nombre: str, avance: Progress) -> list[dict[str, float]]:
    """Measure whole receptions against the local cloud; the first, which makes the clients, is not kept."""
    tarea = avance.add_task(f"{nombre}: recepciones en la nube local", total=RECEPCIONES + 1)
    hechas = []
    for _ in range(RECEPCIONES + 1):
        capturado = banco.capture(objetivo)
        banco.upload(capturado)
        hechas.append(banco.receive(capturado))
        avance.advance(tarea)
    return hechas[1:]


def _own_work(banco: Banco, avance: Progress) -> dict[str, dict[str, list[float]]]:
    """Measure stages and limits of every size, in turns, so that a disturbance of the machine meets all alike."""
    kms = KmsEnProceso()
    muestras = {t: _sample(banco, kms, objetivo) for t, objetivo in TAMANOS.items()}
    medidas: dict[str, dict[str, list[float]]] = {t: defaultdict(list) for t in TAMANOS}
    tarea, azar = avance.add_task("etapas y límites", total=REPETICIONES), Random(1)
    for _ in range(REPETICIONES):
        for t, m in muestras.items():
            for nombre, segundos in _one_turn(kms, m, azar).items():
                medidas[t][nombre].append(segundos)
        avance.advance(tarea)
    for t, m in muestras.items():
        medidas[t]["bytes"] = [len(m.capturado.clear), len(m.capturado.sellado)]
    return medidas


def _one_turn(kms: KmsEnProceso, m: Any, azar: Random) -> dict[str, float]:
    """Measure everything once, in random order: whatever comes second finds the processor's caches warm."""
    from bench import tramos

    partes = [tramos.reception, tramos.detail, tramos.sdk, tramos.raw]
    azar.shuffle(partes)
    return {nombre: segundos for parte in partes for nombre, segundos in parte(kms, m).items()}


def _sample(banco: Banco, kms: KmsEnProceso, objetivo: int) -> Any:
    import os

    from bench.tramos import Muestra
    from chalicelib.store.apoyos.apoyos import get_apoyo
    from chalicelib.vault.secretos import SecretoProceso

    recibido = banco.capture(objetivo)
    banco.upload(recibido)
    banco.receive(recibido)
    apoyo = get_apoyo(str(banco.key(recibido).folio))
    capturado = banco.capture(objetivo, (kms.publica_der, CAPTURA))
    kms.learn(capturado.sellado)
    secreto = SecretoProceso(os.urandom(32), os.urandom(32))
    return Muestra(banco.key(capturado), capturado, public_der(banco.quien.llave), apoyo, secreto)


def summary(propias: dict[str, list[float]], recepciones: list[dict[str, float]]) -> dict[str, Any]:
    """Quartiles in milliseconds, and the ratios of each repetition with its own limits."""
    from bench.tramos import CIFRADO, CRUDO, DETALLE, ETAPAS, KMS, KMS_LLAMADAS, SDK

    def ms(medidas: list[float]) -> Cuartiles:
        return quartiles([1000 * s for s in medidas])

    def ratio(de: tuple[str, ...], entre: str) -> Cuartiles:
        sumas = zip(*(propias[e] for e in de), strict=True)
        return quartiles([sum(s) / limite for s, limite in zip(sumas, propias[entre], strict=True)])

    etapas = {e: ms(propias[e]) for e in ETAPAS}
    todo = ms([r["todo"] for r in recepciones])
    llamadas = {k: median(1000 * r[k] for r in recepciones) for k in recepciones[0] if k != "todo"}
    resto = todo.mediana - sum(llamadas.values()) - sum(e.mediana for e in etapas.values())
    return {
        "bytes_en_claro": propias["bytes"][0],
        "bytes_sellados": propias["bytes"][1],
        "etapas_ms": etapas,
        "detalle_ms": {d: ms(propias[d]) for d in DETALLE},
        "propio_ms": ms([sum(s) for s in zip(*(propias[e] for e in ETAPAS), strict=True)]),
        "limites_ms": {CRUDO: ms(propias[CRUDO]), SDK: ms(propias[SDK])},
        "kms_en_proceso_ms": ms(propias[KMS]),
        "kms_llamadas": max(propias[KMS_LLAMADAS]),
        "razones": {
            "cifrado / SDK": ratio(CIFRADO, SDK),
            "todo lo propio / SDK": ratio(ETAPAS, SDK),
            "cifrado / crudo": ratio(CIFRADO, CRUDO),
            "SDK / crudo": ratio((SDK,), CRUDO),
        },
        "recepcion_entera_ms": todo,
        "llamadas_ms": llamadas | {RESTO: resto},
    }


def table(tamano: str, i: dict[str, Any]) -> Table:
    """Table of stages, limits and ratios of one size."""
    tabla = Table(
        "Etapa",
        "ms de procesador",
        title=f"Recepción de {tamano} ({i['bytes_en_claro']:,} B)",
        title_style="bold",
    )
    for etapa, q in i["etapas_ms"].items():
        tabla.add_row(etapa, str(q))
        if etapa.startswith("archivo"):
            for parte, p in i["detalle_ms"].items():
                tabla.add_row(f"  {parte}", str(p), style="dim")
    tabla.add_row("lo propio", str(i["propio_ms"]), style="bold", end_section=True)
    for limite, q in i["limites_ms"].items():
        tabla.add_row(limite, str(q))
    tabla.add_row(
        f"KMS en proceso ({i['kms_llamadas']} llamadas), ya descontado",
        str(i["kms_en_proceso_ms"]),
        style="dim",
        end_section=True,
    )
    for razon, q in i["razones"].items():
        tabla.add_row(razon, f"{q} ×", style="bold")
    return tabla


def calls_table(tamano: str, i: dict[str, Any]) -> Table:
    """Table of the client's cost of a whole reception against the local cloud, by call and phase."""
    fases = ("armar", "firmar", "enviar y leer")
    entera = i["recepcion_entera_ms"]
    tabla = Table("Llamada", *fases, title=f"Recepción entera de {tamano}: {entera} ms", title_style="bold")
    for operacion in dict.fromkeys(k.split("|")[0] for k in i["llamadas_ms"] if "|" in k):
        tabla.add_row(operacion, *(f"{i['llamadas_ms'].get(f'{operacion}|{f}', 0):.2f}" for f in fases))
    for nombre, ms in _whole(i["llamadas_ms"]):
        tabla.add_row(nombre, "", "", f"{ms:.2f}")
    tabla.add_row("lo propio (arriba)", "", "", f"{i['propio_ms'].mediana:.2f}", style="bold")
    return tabla


def _whole(llamadas: dict[str, float]) -> Iterator[tuple[str, float]]:
    return ((k, v) for k, v in llamadas.items() if "|" not in k)
