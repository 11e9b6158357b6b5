"""Sweep of whole tables and buckets, page by page, and removal of what a page found (Protocolo 16.1).

A page lists the items in scope of a disposal. Removal is idempotent, so the next run completes a page whose removal was
interrupted. Objects are removed with all their versions and delete markers.
"""

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, TypeVar

from chalicelib.base import aws, config
from chalicelib.rules.conservacion.alcance import (
    AlcanceDeDisposicion,
    Retenido,
    identities,
    owners,
    records,
    records_of_key,
)
from chalicelib.rules.conservacion.tablas import DEPOSITOS, TABLAS, Articulo, Regla
from chalicelib.store.base.tabla import connection

POR_LOTE, POR_CONSULTA = 25, 100
"""Limits of DynamoDB for a batch: items written, items read."""
INTENTOS = 8
_T = TypeVar("_T")
_RESUELVEN = {
    "auxiliares": "proceso",
    "ciudadanos": "proceso",
    "audiencias": "proceso",
    "reportes": "aspirante",
}
"""Tables in which an id is looked up -> attribute with its process or aspirante."""


class SinEliminar(RuntimeError):
    """DynamoDB repeatedly refused some items because of load: the message is retried."""


@dataclass(frozen=True)
class PaginaDeBarrido:
    """A page: its items or objects of the process, the number that a hold keeps, and the cursor of the next page.

    Each element has `llave`, by which it is removed; `folios`, the records that it names; `ids`, whose it is.
    """

    elementos: list[dict[str, Any]] = field(default_factory=list)
    retenidos: int = 0
    siguiente: dict[str, Any] = field(default_factory=dict)


def digests(elementos: Iterable[dict[str, Any]]) -> list[bytes]:
    """Digest of each element's name."""
    return [sha256(json.dumps(e["llave"], sort_keys=True).encode()).digest() for e in elementos]


def read_page(
    almacen: str,
    cursor: dict[str, Any],
    alcance: AlcanceDeDisposicion,
    retenido: Retenido,
    quedan: frozenset[str],
    de: int,
) -> PaginaDeBarrido:
    """Read the next page of `s3:<bucket>` or `dynamodb:<table>`. `quedan`: keys of objects that are never removed."""
    clase, _, nombre = almacen.partition(":")
    if clase == "s3":
        return _page_of_objects(nombre, cursor, alcance, retenido, quedan, de)
    return _page_of_items(nombre, cursor, alcance, retenido, de)


def remove(almacen: str, elementos: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Remove the elements of a page. Returns those that S3 did not remove. Raises `SinEliminar`."""
    clase, _, nombre = almacen.partition(":")
    if clase == "s3":
        return _remove_objects(f"{config.PREFIJO}-{nombre}", elementos)
    for lote in _slices(elementos, POR_LOTE):
        _remove_items(config.tabla(nombre), [e["llave"] for e in lote])
    return []


def _page_of_items(
    tabla: str, cursor: dict[str, Any], alcance: AlcanceDeDisposicion, retenido: Retenido, de: int
) -> PaginaDeBarrido:
    regla = TABLAS[tabla]
    campos = sorted({*regla.llaves, *regla.de, *regla.tambien, "rol"})
    leido = connection().client.scan(
        TableName=config.tabla(tabla),
        ConsistentRead=True,
        Limit=de,
        ProjectionExpression=",".join(f"#c{n}" for n in range(len(campos))),
        ExpressionAttributeNames={f"#c{n}": campo for n, campo in enumerate(campos)},
        **({"ExclusiveStartKey": cursor} if cursor else {}),
    )
    propios = [
        {
            "llave": {llave: i[llave] for llave in regla.llaves},
            "folios": records(_texts(i), regla),
            "ids": identities(_texts(i), regla),
        }
        for i in _own(leido["Items"], regla, alcance)
    ]
    van = [e for e in propios if not retenido.keeps(e["folios"], e["ids"])]
    return PaginaDeBarrido(van, len(propios) - len(van), leido.get("LastEvaluatedKey") or {})


def _own(
    items: list[dict[str, Any]], regla: Regla, alcance: AlcanceDeDisposicion
) -> Iterator[dict[str, Any]]:
    """Items of the process, without those that their table's rule keeps."""
    duenos = [(i, owners(_texts(i), regla)) for i in items if not regla.queda(_texts(i))]
    dudosos = {d for _, ids in duenos if regla.resuelve and not alcance.covers(ids) for d in ids}
    resueltos = _resolve(dudosos, alcance)
    return (i for i, ids in duenos if alcance.covers(ids, resueltos))


def _resolve(ids: set[str], alcance: AlcanceDeDisposicion) -> frozenset[str]:
    """The ids among these that are auxiliares, citizens, hearings or reports of the process."""
    hallados: set[str] = set()
    for tabla, de in _RESUELVEN.items():
        [llave] = TABLAS[tabla].llaves
        for lote in _slices(sorted(ids), POR_CONSULTA):
            for item in _get(config.tabla(tabla), llave, lote, de):
                if alcance.covers([item.get(de, {}).get("S", "")]):
                    hallados.add(item[llave]["S"])
    return frozenset(hallados)


def _get(tabla: str, llave: str, ids: Iterable[str], de: str) -> Iterator[dict[str, Any]]:
    pide: dict[str, Any] = {
        tabla: {
            "Keys": [{llave: {"S": i}} for i in ids],
            "ConsistentRead": True,
            "ProjectionExpression": "#l,#d",
            "ExpressionAttributeNames": {"#l": llave, "#d": de},
        }
    }
    for intento in range(INTENTOS):
        hecho = connection().client.batch_get_item(RequestItems=pide)
        yield from hecho["Responses"].get(tabla, ())
        pide = hecho.get("UnprocessedKeys") or {}
        if not pide:
            return
        time.sleep(0.05 * 2**intento)
    raise SinEliminar(tabla)


def _remove_items(tabla: str, llaves: list[dict[str, Any]]) -> None:
    pide: dict[str, Any] = {tabla: [{"DeleteRequest": {"Key": llave}} for llave in llaves]}
    for intento in range(INTENTOS):
        pide = connection().client.batch_write_item(RequestItems=pide).get("UnprocessedItems") or {}
        if not pide:
            return
        time.sleep(0.05 * 2**intento)
    raise SinEliminar(tabla)


def _slices(lista: list[_T], de: int) -> Iterator[list[_T]]:
    return (lista[n : n + de] for n in range(0, len(lista), de))


def _texts(item: dict[str, Any]) -> Articulo:
    return {campo: valor["S"] for campo, valor in item.items() if "S" in valor}


def prefixes(deposito: str, alcance: AlcanceDeDisposicion) -> list[str]:
    """Prefixes of the process's objects in a bucket."""
    return [
        forma.format(proceso=alcance.proceso, aspirante=a)
        for forma in DEPOSITOS[deposito].prefijos
        for a in (sorted(alcance.aspirantes) if "{aspirante}" in forma else ("",))
    ]


def _page_of_objects(
    deposito: str,
    cursor: dict[str, Any],
    alcance: AlcanceDeDisposicion,
    retenido: Retenido,
    quedan: frozenset[str],
    de: int,
) -> PaginaDeBarrido:
    hay, donde = prefixes(deposito, alcance), cursor or {"prefijo": 0}
    n = int(donde["prefijo"])
    if n >= len(hay):
        return PaginaDeBarrido()
    marcas = {"KeyMarker": donde["llave"], "VersionIdMarker": donde["version"]} if "llave" in donde else {}
    leido = aws.client("s3").list_object_versions(
        Bucket=f"{config.PREFIJO}-{deposito}", Prefix=hay[n], MaxKeys=de, **marcas
    )
    propios = [
        {
            "llave": {"Key": o["Key"], "VersionId": o["VersionId"]},
            "folios": records_of_key(o["Key"]),
            "ids": [],
        }
        for o in (*leido.get("Versions", ()), *leido.get("DeleteMarkers", ()))
        if o["Key"] not in quedan
    ]
    van = [e for e in propios if not retenido.keeps(e["folios"], e["ids"])]
    siguiente: dict[str, Any] = {"prefijo": n + 1} if n + 1 < len(hay) else {}
    if leido.get("IsTruncated"):
        siguiente = {
            "prefijo": n,
            "llave": leido["NextKeyMarker"],
            "version": leido["NextVersionIdMarker"],
        }
    return PaginaDeBarrido(van, len(propios) - len(van), siguiente)


def _remove_objects(deposito: str, elementos: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if not elementos:
        return []
    hecho = aws.client("s3").delete_objects(
        Bucket=deposito, Delete={"Objects": [e["llave"] for e in elementos], "Quiet": True}
    )
    quedaron = {(e["Key"], e.get("VersionId")): e["Code"] for e in hecho.get("Errors", ())}
    return [
        e | {"causa": quedaron[e["llave"]["Key"], e["llave"]["VersionId"]]}
        for e in elementos
        if (e["llave"]["Key"], e["llave"]["VersionId"]) in quedaron
    ]
