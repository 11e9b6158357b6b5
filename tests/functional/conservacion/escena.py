"""A process whose results were delivered three months ago, another one beside it, and the steps of a disposal.

Each of the two has an item in every table that is swept and an object in every bucket: a table without a sample here
fails the tests.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from chalicelib.base import aws, config
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.conservacion.tablas import DEPOSITOS, TABLAS, DestinoDeTabla
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import iso
from chalicelib.store.conservacion.disposiciones import Disposicion, disposals_of
from chalicelib.store.entrega.deposito_entregas import delivery_file_key, signature_key
from chalicelib.store.entrega.entregas import LISTA, Entrega, delivery_key
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.conservacion import pedido
from chalicelib.workflows.conservacion.trabajo import Medidas, attend_disposal
from tests.escenario import mundo
from tests.escenario.mensajes import taken
from tests.escenario.mundo import PROCESO
from tests.escenario.recursos import key_named

ENTREGADA = mundo.FIN + timedelta(days=14)
HOY = ENTREGADA + timedelta(days=100)
UNA = Principal("iss|una", Rol.INE, cuenta="CTAUNA")
OTRA = Principal("iss|otra", Rol.INE, cuenta="CTAOTRA")
DIGESTO = "ef" * 32
POCO = Medidas(pagina=4, espera=7)


@dataclass(frozen=True)
class Ids:
    """What a process's samples are made of."""

    proceso: str
    aspirante: str
    auxiliar: str
    ciudadano: str
    audiencia: str
    reporte: str
    folio: str


PROPIO = Ids(
    PROCESO, "ASPA", "AUX1", "CPROPIO1", "AUPROPIA0001", "R0000000000A00000001", "ASPA-AUX1-DISP1-REG1"
)
AJENO = Ids(
    "OTRO27", "ASPQ", "AUXQ", "CAJENO01", "AUAJENA00001", "R0000000000A00000002", f"ASPQ-AUXQ-{PROCESO}-ASPA"
)
"""Of the other process; its phone named device and record after the first one's process and aspirante."""


def samples(i: Ids) -> dict[str, list[dict[str, Any]]]:
    """Items of each table that is swept, as their rooms write them; only what says whose they are."""
    f = i.folio
    return {
        "apoyos": [{"folio": f, "proceso": i.proceso}],
        "vistas": [{"folio": f}],
        "huellas": [{"banda": f"{i.proceso}#7Q"}],
        "personas": [
            {"persona": f"{i.proceso}#abc", "orden": "#GUB"},
            {"persona": f"{i.proceso}#abc", "orden": f"GUB|{i.aspirante}|2027Z#{f}"},
        ],
        "contados": [{"folio": f, "proceso": i.proceso}],
        "rechazos": [{"folio": f, "sellado": "ab", "proceso": i.proceso}],
        "envios": [{"envio": f"d{quien}", "auxiliar": quien} for quien in (i.auxiliar, i.ciudadano)],
        "soportes": [{"folio": f, "n": 1, "proceso": i.proceso}],
        "lotes-papel": [{"lote": f"L{i.aspirante}", "aspirante": i.aspirante, "proceso": i.proceso}],
        "excepciones": [{"aspirante": i.aspirante, "otorgamiento": "020-0001"}],
        "mesa": [{"folio": f, "etapa": "mesa", "proceso": i.proceso}],
        "operadores": [{"proceso": f"{i.proceso}#2027-02-01", "operador": "OPER1"}],
        "audiencias-apoyos": [{"audiencia": i.audiencia, "folio": f}],
        "audiencias-incidencias": [{"audiencia": i.audiencia, "n": 1}],
        "acuses": [{"folio": f, "correo": "x"}, {"folio": f"correo#{i.proceso}x", "proceso": i.proceso}],
        "correos": [
            {"clave": f"auxiliar_registrado#{i.auxiliar}#1"},
            {"clave": f"determinacion#{f}#mesa#0"},
            {"clave": f"audiencia#{i.audiencia}#2#CTA1"},
            {"clave": f"plazos_mesa#{i.proceso}#2027-02-01#CTA1"},
        ],
        "unicos": [
            {"llave": f"{i.aspirante}#clave#ciega", "dueno": i.auxiliar},
            {"llave": f"mi-apoyo#persona#{i.proceso}#ciega", "dueno": i.ciudadano},
            {"llave": f"mi-apoyo#cuenta#{i.proceso}#ciega", "dueno": i.ciudadano},
            {"llave": f"audiencia#{f}", "dueno": i.audiencia},
            {"llave": f"reporte#nominativo#CTA{i.proceso}", "dueno": i.reporte},
        ],
        "aceptaciones": [{"sujeto": f"iss|{i.proceso}", "aviso": "a-1", "cuenta": f"ciudadania-{i.ciudadano}"}],
        "cuentas": [
            {"sujeto": f"iss|{i.auxiliar}", "cuenta": f"auxiliar-{i.proceso}-{i.auxiliar}", "rol": "auxiliar"},
            {"sujeto": f"iss|{i.aspirante}", "cuenta": "C1", "rol": "aspirante", "aspirante": i.aspirante},
        ],
        "dispositivos": [{"dispositivo": f"D{quien}", "auxiliar": quien} for quien in (i.auxiliar, i.ciudadano)],
        "cedulas": [{"auxiliar": i.auxiliar, "folio": f, "proceso": i.proceso}],
        "activaciones": [{"activacion": f"b{i.proceso}", "proceso": i.proceso}],
        "cargas": [{"aspirante": i.aspirante, "carga": "C1", "proceso": i.proceso}],
        "enlaces": [{"proceso": i.proceso, "enlace": "E1"}],
        "contadores": [
            {"ambito": f"auxiliares#{i.aspirante}#0", "clave": "AUX#recibidos", "n": 1},
            {"ambito": f"lugares#{i.aspirante}#1", "clave": "x", "n": 1},
            {"ambito": f"desconocidos#{i.aspirante}#2", "clave": "AUX", "n": 1},
            {"ambito": f"vistos#{i.aspirante}", "clave": "AUX", "n": 1},
            {"ambito": f"mesa#{i.proceso}", "clave": "2027-01-11#1", "n": 1},
        ],
        "entregas": [{"proceso": i.proceso, "cual": c} for c in ("parte#0001#00000", "conciliacion#2027")],
        "reportes": [{"reporte": i.reporte, "aspirante": i.aspirante}],
        "audiencias": [{"audiencia": i.audiencia, "proceso": i.proceso, "aspirante": i.aspirante}],
        "ciudadanos": [{"ciudadano": i.ciudadano, "proceso": i.proceso}],
        "auxiliares": [{"auxiliar": i.auxiliar, "proceso": i.proceso, "aspirante": i.aspirante}],
        "aspirantes": [{"aspirante": i.aspirante, "proceso": i.proceso}],
    }  # fmt: skip


def stay(i: Ids) -> dict[str, list[dict[str, Any]]]:
    """Items of swept tables that stay although they are of the process."""
    return {
        "cuentas": [
            {"sujeto": f"iss|opl{i.proceso}", "cuenta": f"CTA{i.proceso}", "rol": "opl", "proceso": i.proceso}
        ],
        "contadores": [
            {"ambito": f"proceso#{i.proceso}#3", "clave": "recibidos", "n": 7},
            {"ambito": f"aspirante#{i.aspirante}#0", "clave": "recibidos", "n": 7},
        ],
    }


def objects(i: Ids) -> dict[str, list[str]]:
    """Objects of each bucket that is swept."""
    return {
        "entrada": [f"{i.proceso}/{i.folio}/9/ab"],
        "expedientes": [
            f"{i.proceso}/{i.folio}/ab", f"{i.proceso}/cedulas/{i.folio}/cd", f"{i.proceso}/soportes/{i.folio}/ef",
            f"{i.proceso}/actas/{i.audiencia}/01",
        ],
        "cuarentena": [f"{i.proceso}/{i.folio}/9/cd"],
        "emblemas": [f"{i.proceso}/ab"],
        "cargas": [f"subidas/{i.aspirante}/C1/9/ab", f"reportes/{i.aspirante}/C1.csv"],
        "reportes": [f"{i.aspirante}/{i.reporte}.csv"],
        "entregas": [f"{i.proceso}/0001/{n:064x}" for n in range(3)],
    }  # fmt: skip


def old_process(i: Ids) -> None:
    """Its keys, its delivery, and all samples."""
    if i is AJENO:
        mundo.open_process(i.proceso)
    llave = key_named(f"alias/captura-{i.proceso}")
    Proceso(i.proceso).update(actions=[Proceso.llave_captura.set(llave)])
    forget_copies()
    Entrega(
        proceso=i.proceso, cual=delivery_key(1), numero=1, opl=mundo.OPL, estado=LISTA, corte=iso(ENTREGADA), llave=1,
        huella="cd" * 32, clases={}, ordenada_en=iso(ENTREGADA), cuenta="CTAINE", vence=iso(ENTREGADA),
        digesto=DIGESTO, lista_en=iso(ENTREGADA),
    ).save()  # fmt: skip
    for tabla, items in (*samples(i).items(), *stay(i).items()):
        for item in items:
            aws.client("dynamodb").put_item(TableName=config.tabla(tabla), Item=_typed(item))
    propios = objects(i)
    propios["entregas"] = [*propios["entregas"], *kept(i)]
    for deposito, llaves in propios.items():
        for llave in (*llaves, *llaves[:1]):  # the first has two versions where the bucket keeps them
            aws.client("s3").put_object(Bucket=f"{config.PREFIJO}-{deposito}", Key=llave, Body=b"x")


def kept(i: Ids) -> list[str]:
    """Manifest and signature of the delivery."""
    manifiesto = delivery_file_key(i.proceso, 1, DIGESTO)
    return [manifiesto, signature_key(manifiesto)]


def _typed(item: dict[str, Any]) -> dict[str, Any]:
    return {c: {"N": str(v)} if isinstance(v, int) else {"S": v} for c, v in item.items()}


def everything() -> dict[str, list[str]]:
    """What is in every swept table and bucket: keys of items, and versions of objects."""
    hay: dict[str, list[str]] = {}
    for tabla, regla in TABLAS.items():
        if regla.destino is DestinoDeTabla.DISPONE:
            items = aws.client("dynamodb").scan(TableName=config.tabla(tabla))["Items"]
            hay[tabla] = sorted("/".join(next(iter(x[k].values())) for k in regla.llaves) for x in items)
    for deposito, r in DEPOSITOS.items():
        if r.destino is DestinoDeTabla.DISPONE:
            leido = aws.client("s3").list_object_versions(Bucket=f"{config.PREFIJO}-{deposito}")
            todas = (*leido.get("Versions", ()), *leido.get("DeleteMarkers", ()))
            hay[f"s3:{deposito}"] = sorted(o["Key"] for o in todas)
    return hay


def listed(ahora: datetime = HOY) -> str:
    """The list, made; its disposal's id."""
    d = pedido.begin(UNA, PROCESO, ahora)["disposicion"]
    work(ahora)
    return str(d)


def approved(ahora: datetime = HOY) -> str:
    """Listed, and approved by two."""
    d = listed(ahora)
    for quien in (UNA, OTRA):
        pedido.approve(quien, PROCESO, d, row().huella, ahora + timedelta(minutes=1))
    return d


def disposed(ahora: datetime = HOY) -> str:
    d = approved(ahora)
    work(ahora + timedelta(minutes=2))
    return d


def work(ahora: datetime = HOY, medidas: Medidas = POCO) -> None:
    """Every message that waits, and those that follow."""
    while mensajes := taken(config.COLA_DISPOSICION):
        for m in mensajes:
            attend_disposal(m["proceso"], m["cual"], lambda: ahora, medidas)


def row() -> Disposicion:
    return disposals_of(PROCESO)[0]
