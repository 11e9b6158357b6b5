"""Files of auxiliares, and a bulk load taken through the real API and the real function."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from io import BytesIO, StringIO
from itertools import islice
from typing import Any

from openpyxl import Workbook

from chalicelib.base import aws, config
from chalicelib.handlers.eventos.carga import carga as funcion
from chalicelib.rules.auxiliares.carga import COLUMNAS
from chalicelib.store.auxiliares.deposito_cargas import Subida
from chalicelib.store.base.tabla import Tabla
from sintetico.ciudadanos import Ciudadano, generate_ciudadanos
from tests.escenario.api import Api, Sesion
from tests.escenario.mensajes import batch, failed
from tests.escenario.mundo import ENTIDAD

Fila = dict[str, str]


def adults(n: int) -> list[Ciudadano]:
    """Synthetic citizens, all in the Lista Nominal; the world's youngest is 19."""
    return list(islice(generate_ciudadanos(1, n, ENTIDAD, fuera=0, baja=0, padron=0), n))


def row(c: Ciudadano, n: int, **cambios: str) -> Fila:
    """A valid row about that person."""
    return {
        "nombre": c.nombre,
        "apellido_paterno": c.apellido_paterno,
        "apellido_materno": c.apellido_materno,
        "fecha_nacimiento": c.fecha_nacimiento.isoformat(),
        "telefono_movil": f"55{n:08}" if n % 3 else "",
        "correo": f"aux{n}@muestra.invalid",
        "proveedor": ("google", "facebook", "x")[n % 3],
        "clave_elector": c.clave_elector,
        "curp": c.curp if n % 2 else "",
        "referencia": f"BRIGADA {n % 7}",
    } | cambios


def rows(n: int) -> list[Fila]:
    """Valid rows of n persons."""
    return [row(c, i) for i, c in enumerate(adults(n))]


def csv_of(filas: Sequence[Fila], separador: str = ",", codificacion: str = "utf-8-sig") -> bytes:
    """Rows as a CSV file, as Excel saves it."""
    return csv_lines([COLUMNAS, *([f[c] for c in COLUMNAS] for f in filas)], separador, codificacion)


def csv_lines(
    lineas: Sequence[Sequence[str]], separador: str = ",", codificacion: str = "utf-8-sig"
) -> bytes:
    texto = StringIO(newline="")
    csv.writer(texto, delimiter=separador).writerows(lineas)
    return texto.getvalue().encode(codificacion)


def xlsx_of(filas: Sequence[Fila]) -> bytes:
    """Rows as an .xlsx file, as a person fills in the template: birth dates are real dates."""
    return saved(book(filas))


def book(filas: Sequence[Fila]) -> Workbook:
    libro = Workbook()
    hoja = libro.active
    hoja.title = "Auxiliares"
    hoja.append(COLUMNAS)
    for f in filas:
        fecha = {"fecha_nacimiento": date.fromisoformat(f["fecha_nacimiento"])}
        hoja.append([(f | fecha)[c] or None for c in COLUMNAS])
    return libro


def saved(libro: Workbook) -> bytes:
    salida = BytesIO()
    libro.save(salida)
    return salida.getvalue()


class Cargador:
    """An aspirante who loads files."""

    def __init__(self, api: Api, quien: Sesion, aspirante: str) -> None:
        self.api, self.quien, self.aspirante = api, quien, aspirante
        self.camino = f"/v1/aspirantes/{aspirante}/cargas"

    def announce(self, contenido: bytes, tipo: str = "csv") -> str:
        """Announce a file and upload it to the bucket; return the load's id."""
        cuerpo = {"tipo": tipo, "bytes": len(contenido), "sha256": sha256(contenido).hexdigest()}
        r = self.api.pide("POST", self.camino, self.quien, cuerpo)
        assert r.estado == 201, r.cuerpo
        carga = str(r.cuerpo["carga"])
        self.put(self.subida(carga, contenido), contenido)
        return carga

    def put(self, subida: Subida, contenido: bytes) -> None:
        aws.client("s3").put_object(Bucket=config.DEPOSITO_CARGAS, Key=str(subida), Body=contenido)

    def subida(self, carga: str, contenido: bytes) -> Subida:
        return Subida(self.aspirante, carga, len(contenido), sha256(contenido).hexdigest())

    def load(self, contenido: bytes, tipo: str = "csv") -> dict[str, Any]:
        """Announce, upload and let the function work; return the load as the portal then shows it."""
        carga = self.announce(contenido, tipo)
        assert notify(self.subida(carga, contenido)) == []
        return self.shown(carga)

    def shown(self, carga: str) -> dict[str, Any]:
        r = self.api.pide("GET", f"{self.camino}/{carga}", self.quien)
        assert r.estado == 200, r.cuerpo
        return dict(r.cuerpo)


def notify(subida: Subida) -> list[str]:
    """Give the function S3's notice of an upload; return the messages that will come again."""
    aviso = {"Records": [{"s3": {"object": {"key": str(subida)}}, "eventTime": "2027-01-01T00:00:00Z"}]}
    return failed(funcion(batch(aviso), None))


def stored(*menos: str) -> dict[str, list[Any]]:
    """Every item of every table but the excluded ones, as DynamoDB holds it."""
    db = aws.client("dynamodb")
    tablas = [t for t in db.list_tables()["TableNames"] if t not in {config.tabla(m) for m in menos}]
    return {t: sorted(map(repr, _items(db, t))) for t in tablas}


def objects() -> list[str]:
    """Keys of the objects in the bucket."""
    return [
        o["Key"] for o in aws.client("s3").list_objects_v2(Bucket=config.DEPOSITO_CARGAS).get("Contents", [])
    ]


def all_of(tabla: type[Tabla]) -> list[Any]:
    return list(tabla.scan())


def _items(db: Any, tabla: str) -> Iterator[Any]:
    for pagina in db.get_paginator("scan").paginate(TableName=tabla):
        yield from pagina["Items"]
