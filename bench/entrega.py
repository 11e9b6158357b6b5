"""Benchmark of a delivery and of one ten times as large: processor time, memory, calls; sealing beside the SDK's.

On the local cloud, which holds the records in a process of its own; the delivery is made in another, so that its memory
is what the function's would be. The emulator's time is not AWS's: what is read from this are calls, memory and our own
processor time (that of the thread, botocore's included).
"""

import io
import json
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.informe import show, write
from bench.sistema import BUILD
from local.despliegue import deploy, package
from local.nube import ROOT, Nube

MB = 64
_YO = Path("/proc/self")


@dataclass
class Medida:
    """Figures of a delivery. `propio_s`: our thread's processor; `antes_mb`, `pico_mb`: resident before and at most."""

    registros: int
    propio_s: float = 0.0
    antes_mb: float = 0.0
    pico_mb: float = 0.0
    partes: int = 0
    mayor_s: float = 0.0
    llamadas: dict[str, int] = field(default_factory=dict)


def measure_delivery(consola: Console, hasta: int) -> None:
    """Measure with a tenth of the records, then with all; show the table, write build/bench/entrega.json."""
    medidas: list[dict[str, Any]] = []
    with Nube(BUILD / "nube") as nube:
        deploy(nube, package(ROOT, ROOT / "infra" / "recursos.yaml", BUILD / "plantilla", nube.env()))
        env = nube.env() | {"POWERTOOLS_LOG_LEVEL": "ERROR"}
        hechos = 0
        for registros in (hasta // 10, hasta):
            _apart(env, "llena", hechos, registros)
            hechos = registros
            medidas.append(_apart(env, "entrega", registros))
    sellado = seal_beside_the_sdk()
    tabla = Table("Registros", "partes", "propio s", "ms/registro", "antes MB", "pico MB", "Llamadas")
    for m in medidas:
        tabla.add_row(
            f"{m['registros']:,}",
            str(m["partes"]),
            f"{m['propio_s']:.1f}",
            f"{1000 * m['propio_s'] / m['registros']:.2f}",
            f"{m['antes_mb']:.0f}",
            f"{m['pico_mb']:.0f}",
            ", ".join(f"{op} {n:,}" for op, n in sorted(m["llamadas"].items())),
        )
    show(consola, tabla)
    consola.print(
        f"Sellado: {sellado['nuestro']:.0f} MB/s; el SDK solo, en la misma corrida: {sellado['sdk']:.0f} MB/s"
    )
    write("entrega", {"medidas": medidas, "sellado_mb_s": sellado})


def seal_beside_the_sdk() -> dict[str, float]:
    """MB a second of `seal_for_opl` and of the SDK's stream, used as in its documentation, on the same bytes."""
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    from chalicelib.vault import entrega as vault

    der = (
        rsa.generate_private_key(65537, 4096)
        .public_key()
        .public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    )
    llave, claro = vault.opl_key(der, "ab" * 32), bytes(MB * 1024 * 1024)

    def plain() -> None:
        corriente = vault._SDK.stream(
            mode="e", source=io.BytesIO(claro), key_provider=llave, encryption_context={"a": "b"},
            algorithm=vault.Algorithm.AES_256_GCM_HKDF_SHA512_COMMIT_KEY, frame_length=vault.TRAMO,
        )  # fmt: skip
        with TemporaryFile() as destino:
            for tramo in corriente:
                destino.write(tramo)

    def ours() -> None:
        with TemporaryFile() as destino:
            vault.seal_for_opl(io.BytesIO(claro), destino, llave, {"a": "b"})

    return {
        nombre: MB / min(_seconds(f) for _ in range(3)) for nombre, f in (("nuestro", ours), ("sdk", plain))
    }


def _seconds(hacer: Any) -> float:
    antes = time.thread_time()
    hacer()
    return time.thread_time() - antes


def _apart(env: dict[str, str], *que: Any) -> dict[str, Any]:
    orden = [sys.executable, "-m", "bench.entrega", *map(str, que)]
    hecho = subprocess.run(orden, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True)
    dicho: dict[str, Any] = json.loads(hecho.stdout.splitlines()[-1])
    return dicho


def _fill(desde: int, hasta: int) -> dict[str, Any]:
    from chalicelib.rules.apoyos.clases import classify
    from chalicelib.rules.apoyos.historia import SituacionRegistral, Verificado
    from chalicelib.store.apoyos.apoyos import Apoyo, encode_hecho
    from chalicelib.workflows.apoyos.sellos import seal_record
    from tests.escenario import mundo

    if not desde:
        mundo.open_world()
    credencial = mundo.CREDENCIAL | {"nombre": "PERSONA SINTETICA DE MUESTRA"}
    respuesta = Verificado(
        mundo.iso(mundo.AHORA), SituacionRegistral.LISTA_NOMINAL, lugar="11/01/05/020/1234"
    )
    with Apoyo.batch_write() as lote:
        for n in range(desde, hasta):
            momento = mundo.INICIO + timedelta(seconds=20 * n)
            apoyo = mundo.build(f"REG{n:07d}", "ASPA", momento, credencial=credencial)
            hechos = [*apoyo.hechos, respuesta]
            apoyo.historia, apoyo.clase = [encode_hecho(h) for h in hechos], classify(hechos).clase
            seal_record(apoyo)
            lote.save(apoyo)
    return {}


def _deliver(registros: int) -> dict[str, Any]:
    """Order a delivery of all records and make it. The gate is not asked, for it is not measured."""
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    from chalicelib.base import aws
    from chalicelib.store.base.tabla import connection, iso
    from chalicelib.store.entrega import entregas
    from chalicelib.store.entrega.entregas import Entrega
    from chalicelib.store.procesos.llaves import LlaveOpl
    from chalicelib.store.procesos.procesos import Proceso
    from chalicelib.vault.llave_opl import read_public_key
    from chalicelib.workflows.entrega.cierre import attend_step
    from chalicelib.workflows.evidencia.firma import FirmanteKms
    from tests.escenario import mundo

    pem = (
        rsa.generate_private_key(65537, 4096)
        .public_key()
        .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    llave, ahora = read_public_key(pem.decode()), mundo.INICIO + timedelta(days=90)
    LlaveOpl(
        proceso=mundo.PROCESO, n=1, der=llave.der, huella=llave.huella, bits=llave.bits, exponente="65537",
        entregada_en=iso(mundo.INICIO),
    ).save()  # fmt: skip
    Proceso(mundo.PROCESO).update(actions=[Proceso.huella_opl.set(llave.huella)])
    e = Entrega(
        proceso=mundo.PROCESO, cual=entregas.delivery_key(registros // 1000), numero=registros // 1000, opl=mundo.OPL,
        corte=iso(ahora), llave=1, huella=llave.huella, clases={"en_lista_nominal": registros},
        ordenada_en=iso(ahora), cuenta="bench", vence=iso(ahora),
    )  # fmt: skip
    e.save()
    medida, llamadas = Medida(registros), Counter[str]()
    for c in (connection().client, aws.client("s3"), aws.client("sqs"), aws.client("kms")):
        c.meta.events.register("before-call", lambda model, **_: llamadas.update([model.name]))
    Path(_YO, "clear_refs").write_text("5")
    medida.antes_mb = _resident("VmRSS")
    while e.estado == entregas.EN_CURSO:
        cpu = time.thread_time()
        attend_step(e.proceso, e.cual, int(e.paso), lambda: ahora + timedelta(minutes=5), FirmanteKms())
        este = time.thread_time() - cpu
        medida.propio_s, medida.mayor_s = medida.propio_s + este, max(medida.mayor_s, este)
        medida.partes += 1
        hallada = entregas.find_entrega(e.proceso, int(e.numero))
        assert hallada is not None
        e = hallada
    assert (e.estado, int(e.registros)) == (entregas.LISTA, registros), e.causa
    medida.pico_mb = _resident("VmHWM")
    medida.llamadas = dict(llamadas)
    return asdict(medida)


def _resident(que: str) -> float:
    linea = next(r for r in Path(_YO, "status").read_text().splitlines() if r.startswith(que))
    return int(linea.split()[1]) / 1024


if __name__ == "__main__":
    trabajo, *resto = sys.argv[1:]
    print(json.dumps({"llena": _fill, "entrega": _deliver}[trabajo](*map(int, resto))))
