"""Images of records (DynamoDB JSON), read from the table in the form in which the stream's readers get them."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from chalicelib.base import aws, config
from chalicelib.store.apoyos.apoyos import PARTES, Apoyo, list_part_key
from chalicelib.store.base.tabla import iso

POR_PAGINA = 100  # as many as BatchGetItem takes
Imagen = dict[str, Any]


def every_image() -> Iterator[list[Imagen]]:
    """All records, page by page. It scans the whole table."""
    paginas = (
        aws.client("dynamodb")
        .get_paginator("scan")
        .paginate(
            TableName=config.tabla("apoyos"), ConsistentRead=True, PaginationConfig={"PageSize": POR_PAGINA}
        )
    )
    return (p["Items"] for p in paginas)


def images_of(
    aspirante: str, desde: datetime | None = None, hasta: datetime | None = None
) -> Iterator[list[Imagen]]:
    """Records in an aspirante's index, page by page, in their present state.

    `desde`, `hasta`: only records received between the two, so that only those are read.
    """
    cuales = Apoyo.orden.between(iso(desde), iso(hasta)) if desde and hasta else None
    for parte in range(PARTES):
        folios = (str(a.folio) for a in Apoyo.por_aspirante.query(list_part_key(aspirante, parte), cuales))
        while pagina := list(islice(folios, POR_PAGINA)):
            yield _get(pagina)


def _get(folios: list[str]) -> list[Imagen]:
    tabla, imagenes = config.tabla("apoyos"), list[Imagen]()
    pedidos: Any = {tabla: {"Keys": [{"folio": {"S": f}} for f in folios], "ConsistentRead": True}}
    while pedidos:  # botocore retries throttled requests; the keys left here did not fit the answer
        respuesta = aws.client("dynamodb").batch_get_item(RequestItems=pedidos)
        imagenes += respuesta["Responses"].get(tabla, [])
        pedidos = respuesta["UnprocessedKeys"]
    return imagenes
