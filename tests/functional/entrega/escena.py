"""A process ready to be delivered, the steps of a delivery, and its files opened with the OPL's own tool."""

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from chalicelib.base import aws, config
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.duplicados import Duplicidad
from chalicelib.rules.apoyos.historia import Juzgado, SituacionRegistral
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.entrega.imagenes import Imagenes
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.base.tabla import iso
from chalicelib.store.conteo.corriente import every_image
from chalicelib.store.cuentas.titulares import Titular
from chalicelib.store.entrega import entregas
from chalicelib.store.mesa.turnos import Turno
from chalicelib.store.mesa.vistas import Vista
from chalicelib.store.procesos.llaves import LlaveOpl
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.vault.llave_opl import LlavePublica, read_public_key
from chalicelib.workflows.apoyos.hechos import append_fact
from chalicelib.workflows.conteo.totales import count_states, read_countable_state
from chalicelib.workflows.entrega import conciliacion, conclusion, pedido
from chalicelib.workflows.entrega.cierre import attend_step
from chalicelib.workflows.entrega.elaboracion import LimitesDeEntrega
from opl.abrir import Verificada, open_delivery
from opl.sobre import LlavePrivada
from tests.escenario import mundo
from tests.escenario.firmante import FIRMANTE, SISTEMA
from tests.escenario.mensajes import taken
from tests.escenario.mundo import FIN, OPL, PROCESO

CIERRE = FIN + timedelta(hours=24)
DIA = CIERRE + timedelta(days=12)
"""When it is delivered: reception and the Mesa's ten days are over."""
INE = Principal("muestra", Rol.INE, cuenta="CTAINE")
DEL_OPL = Principal("muestra", Rol.OPL, opl=OPL, cuenta="CTAOPL1")
POCO = LimitesDeEntrega(filas=3, lote=1, bytes_imagenes=1)
"""Several parts for a handful of records."""
MALICIOSO = {
    "modelo": "E",
    "cic": "987654321",
    "identificador": "000000009",
    "nombre": '=MUESTRA, "SINTÉTICA"',
}


_PRIVADA = rsa.generate_private_key(65537, 3072)
PEM = _PRIVADA.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
PUBLICA = read_public_key(
    _PRIVADA.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
)


def hold_key(llave: LlavePublica = PUBLICA, n: int = 1) -> None:
    """The OPL's key in force."""
    LlaveOpl(
        proceso=PROCESO, n=n, der=llave.der, huella=llave.huella, bits=llave.bits, exponente="65537",
        entregada_en=iso(mundo.INICIO - timedelta(days=20)),
    ).save()  # fmt: skip
    Proceso(PROCESO).update(
        actions=[
            Proceso.huella_opl.set(llave.huella),
            Proceso.llave_opl_en.set(iso(mundo.INICIO - timedelta(days=20))),
        ]
    )


def official(cuenta: str = "CTAOPL1", **cambios: Any) -> None:
    """An account of the OPL's administration, active."""
    datos = {"rol": "opl", "opl": OPL, "estado": "activa", "institucion": OPL, "oficio": "OF/1"} | cambios
    Titular(cuenta=cuenta, correo_ciego=cuenta, nombre_ciego=cuenta, datos=b"x", historia=[], **datos).save()


def records() -> list[str]:
    """Seven records of two aspirantes, of every kind that a row tells of."""
    folios = [mundo.arrive(f"REG{n}", "ASPA", f"P{n}", n) for n in range(4)]
    folios += [mundo.arrive(f"REG{n}", "ASPB", f"P{n}", 10 + n) for n in range(2)]
    malo = mundo.receive("REG9", "ASPB", mundo.INICIO + timedelta(days=2), credencial=MALICIOSO).folio
    mundo.verify(malo, "P9", SituacionRegistral.BAJA)
    judged_at_the_mesa(folios[0], Dictamen())
    judged_at_the_mesa(folios[1], mundo.ILEGIBLE)
    append_fact(folios[4], lambda _: Juzgado(iso(mundo.AHORA), Duplicidad.OTRO, folios[0]), mundo.AHORA)
    Vista(folio=folios[1], codigos=["fotocopia"], en=iso(mundo.AHORA)).save()
    recount()
    return [*folios, malo]


def judged_at_the_mesa(folio: str, dictamen: Dictamen) -> None:
    """A verdict, and the turn in which it was given."""
    mundo.review(folio, dictamen)
    Turno(folio, proceso=PROCESO, orden=folio, llegada="2027", revisado=iso(mundo.AHORA)).save()


def recount() -> None:
    """What the stream would have counted."""
    for pagina in every_image():
        count_states([read_countable_state(i) for i in pagina])


def concluded(ahora: datetime = DIA - timedelta(hours=3), oficio: str = "OPL/100/2027") -> None:
    conclusion.record_conclusion(DEL_OPL, PROCESO, oficio, "2027-02-20", "", ahora)


def reconciled(ahora: datetime = DIA - timedelta(hours=2)) -> dict[str, Any]:
    """A whole comparison of figures; its report."""
    conciliacion.order_comparison(INE, PROCESO, ahora)
    run_all(ahora + timedelta(minutes=5))
    hecha = conciliacion.show_last_comparison(INE, PROCESO)
    assert hecha is not None
    return hecha


def ready_to_deliver() -> list[str]:
    """All that 15.2 asks for, A to E; the folios."""
    folios = records()
    hold_key()
    official()
    concluded()
    reconciled()
    return folios


def ordered(
    ahora: datetime = DIA,
    motivo: str = "",
    imagenes: Imagenes = Imagenes.NINGUNA,
    folios: Sequence[str] = (),
) -> str:
    dada = pedido.order_delivery(INE, PROCESO, motivo, ["CTAOPL1"], 15, ahora, imagenes, folios)
    return str(dada["entrega"])


def run_all(ahora: datetime = DIA + timedelta(minutes=5), medidas: LimitesDeEntrega = POCO) -> int:
    """Every step that waits in the queue, and those that follow from it; how many."""
    pasos = 0
    while mensajes := taken(config.COLA_ENTREGAS):
        for m in mensajes:
            attend_step(m["proceso"], m["cual"], m["paso"], lambda: ahora, FIRMANTE, medidas)
            pasos += 1
    return pasos


def delivered(ahora: datetime = DIA, motivo: str = "") -> str:
    """A delivery ordered and made."""
    entrega = ordered(ahora, motivo)
    run_all(ahora + timedelta(minutes=5))
    return entrega


def download(entrega: str, carpeta: Path, ahora: datetime = DIA + timedelta(hours=1)) -> Path:
    """What a named official saves, under the names that the links give."""
    carpeta.mkdir()
    dados = pedido.delivery_links(DEL_OPL, PROCESO, entrega, ahora)
    if dados["prueba"]:
        (carpeta / "manifiesto.tlog-proof").write_text(dados["prueba"], newline="\n")
    for archivo in dados["archivos"]:
        llave = archivo["url"].partition("?")[0].partition(f"{config.DEPOSITO_ENTREGAS}")[2].partition("/")[2]
        crudo = aws.client("s3").get_object(Bucket=config.DEPOSITO_ENTREGAS, Key=llave)["Body"].read()
        (carpeta / archivo["nombre"]).write_bytes(crudo)
    return carpeta


def opened(
    entrega: str, tmp_path: Path, ahora: datetime = DIA + timedelta(hours=1)
) -> tuple[Path, Verificada]:
    """The delivery, opened with the OPL's tool and key."""
    carpeta = download(entrega, tmp_path / f"descarga-{entrega}", ahora)
    salida = tmp_path / f"resultados-{entrega}"
    return salida, open_delivery(carpeta, LlavePrivada(PEM, ""), SISTEMA, salida)


def csv_rows(carpeta: Path, tabla: str) -> list[dict[str, str]]:
    """Rows of a table's CSV files, in order."""
    return [
        fila
        for archivo in sorted(carpeta.glob(f"{tabla}-*.csv"))
        for fila in csv.DictReader(StringIO(archivo.read_text("utf-8-sig"), newline=""))
    ]


def parquet_rows(carpeta: Path, tabla: str) -> list[dict[str, Any]]:
    """Rows of a table's Parquet files, in order."""
    filas: list[dict[str, Any]] = []
    for archivo in sorted(carpeta.glob(f"{tabla}-*.parquet")):
        leido = duckdb.read_parquet(str(archivo))
        filas += [dict(zip(leido.columns, f, strict=True)) for f in leido.fetchall()]
    return filas


def stored() -> Iterator[str]:
    """Keys of the bucket of deliveries."""
    hay = aws.client("s3").list_objects_v2(Bucket=config.DEPOSITO_ENTREGAS)
    return (o["Key"] for o in hay.get("Contents", []))


def row(numero: int = 1) -> entregas.Entrega:
    e = entregas.find_entrega(PROCESO, numero)
    assert e is not None
    return e


def every_record() -> list[Apoyo]:
    return list(Apoyo.scan())
