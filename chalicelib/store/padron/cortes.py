"""Tables of the cuts of the padrón: one each, `padron-<corte>`, because DynamoDB imports into new tables only.

Each credential is an item under the blind index of its CIC. A person's current credential is also an item under that of
the clave. A ready cut is never written, so its answers do not change while it is kept.
"""

import time
from collections.abc import Iterable
from functools import cache
from typing import Any

from botocore.exceptions import ClientError
from pynamodb.attributes import MapAttribute, UnicodeAttribute
from pynamodb.exceptions import GetError

from chalicelib.base import aws, config
from chalicelib.rules.apoyos.historia import SituacionRegistral
from chalicelib.rules.padron.archivo import GEOGRAFIA
from chalicelib.rules.padron.registral import EstadoCredencial, Inscripcion
from chalicelib.store.base.marcas import code_of
from chalicelib.store.base.tabla import Tabla, meta

POR_LOTE = 25  # items, DynamoDB's limit
NO_ESTA = "ResourceNotFoundException"
Item = dict[str, Any]
"""An item in DynamoDB JSON."""


class NoHayCorte(LookupError):
    """The table of the cut does not exist, or no longer exists."""


class NoEscritos(RuntimeError):
    """DynamoDB repeatedly left items unwritten."""


class Inscrito(Tabla):
    """A credential and its person, under one of its keys. `cotejos`: datum -> blind index."""

    llave = UnicodeAttribute(hash_key=True)
    persona = UnicodeAttribute()
    situacion = UnicodeAttribute()
    causa_baja = UnicodeAttribute(default="")
    lugar = UnicodeAttribute()
    credencial = UnicodeAttribute()
    vigencia = UnicodeAttribute(default="")
    cotejos: MapAttribute[str, str] = MapAttribute(default=dict)

    def inscripcion(self, corte: str) -> Inscripcion:
        return Inscripcion(
            persona=self.persona,
            situacion=SituacionRegistral(self.situacion),
            causa_baja=self.causa_baja,
            **dict(zip(GEOGRAFIA, self.lugar.split("/"), strict=True)),
            cotejos={"clave_elector": self.persona} | self.cotejos.as_dict(),
            credencial=EstadoCredencial(self.credencial),
            vigencia=self.vigencia,
            corte=corte,
        )


@cache
def cut_model(corte: str) -> type[Inscrito]:
    """PynamoDB model of a cut's table. PynamoDB needs one class for each table."""
    return type("InscritoEnCorte", (Inscrito,), {"Meta": meta(cut_table_name(corte))})


def cut_table_name(corte: str) -> str:
    """Name of a cut's table, without the prefix."""
    return f"padron-{corte}"


def find_inscritos(corte: str, llaves: Iterable[str]) -> dict[str, Inscripcion]:
    """People of a cut under those blind indexes, read in requests of 100. Raises `NoHayCorte`."""
    try:
        hallados = list(cut_model(corte).batch_get(list(dict.fromkeys(llaves)), consistent_read=True))
    except GetError as error:
        if code_of(error) != NO_ESTA:
            raise
        raise NoHayCorte(corte) from None
    return {i.llave: i.inscripcion(corte) for i in hallados}


def cut_table_definition(corte: str) -> dict[str, Any]:
    """Definition of a cut's table, for DynamoDB's CreateTable and ImportTable."""
    return {
        "TableName": config.tabla(cut_table_name(corte)),
        "AttributeDefinitions": [{"AttributeName": "llave", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "llave", "KeyType": "HASH"}],
        "BillingMode": "PAY_PER_REQUEST",
        "SSESpecification": {"Enabled": True, "SSEType": "KMS"},
    }


def create_cut_table(corte: str) -> None:
    """Create the table unless it exists, and wait until it is active."""
    try:
        aws.client("dynamodb").create_table(**cut_table_definition(corte))
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceInUseException":
            raise
    aws.client("dynamodb").get_waiter("table_exists").wait(
        TableName=config.tabla(cut_table_name(corte)), WaiterConfig={"Delay": 2, "MaxAttempts": 150}
    )


def drop_cut_table(corte: str) -> None:
    """Delete the table if it exists, and wait until it is gone."""
    tabla = config.tabla(cut_table_name(corte))
    try:
        aws.client("dynamodb").delete_table(TableName=tabla)
    except ClientError as error:
        if error.response["Error"]["Code"] != NO_ESTA:
            raise
    aws.client("dynamodb").get_waiter("table_not_exists").wait(
        TableName=tabla, WaiterConfig={"Delay": 2, "MaxAttempts": 150}
    )


def put_all(corte: str, items: Iterable[Item]) -> None:
    """Write at most `POR_LOTE` items with different keys. Raises `NoEscritos`."""
    faltan = {config.tabla(cut_table_name(corte)): [{"PutRequest": {"Item": i}} for i in items]}
    for intento in range(8):
        faltan = aws.client("dynamodb").batch_write_item(RequestItems=faltan).get("UnprocessedItems")
        if not faltan:
            return
        time.sleep(0.05 * 2**intento)
    raise NoEscritos(corte)
