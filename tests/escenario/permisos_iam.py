"""Enforcement of the functions' own policies (`.chalice/politicas`) on their calls to the emulated AWS.

moto permits everything, so a missing permission would be found on AWS only. Here each call of a client is attributed to
the Lambda function whose entry point is on the call stack, and refused as IAM would refuse it. Calls that a test makes
itself, also from within a hook of its own, belong to no function and pass.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import botocore.handlers
from botocore.exceptions import ClientError

from chalicelib.base import config
from infra.interfaz import function_of as function_of_route

RAIZ = Path(__file__).parents[2]
POLITICAS = RAIZ / ".chalice" / "politicas"
FUNCIONES = {p.stem for p in POLITICAS.glob("*.json")}
_HANDLERS, _WEB, _PRUEBAS = (
    str(RAIZ / p) for p in ("chalicelib/handlers", "chalicelib/borde/ruta.py", "tests")
)
EN_SU_LUGAR = {
    (str(RAIZ / "chalicelib/workflows/entrega/cierre.py"), "attend_step"): "entrega",
    (str(RAIZ / "chalicelib/handlers/eventos/secuencia.py"), "put"): "secuencia",
    (str(RAIZ / "chalicelib/workflows/conservacion/trabajo.py"), "attend_disposal"): "disposicion",
    (str(RAIZ / "chalicelib/workflows/requerimientos/elaboracion.py"), "attend_package"): "entrega",
}
"""Functions that tests call in the place of an entry point, to pass a clock or a signer of their own."""
_S3 = dict.fromkeys(("CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload"), "PutObject") | {
    "HeadObject": "GetObject"
}
"""Operations of S3 that need the permission of another name."""
_DE_DEPOSITO = {"ListObjectsV2": "s3:ListBucket", "ListObjectVersions": "s3:ListBucketVersions"}
"""Permissions of operations on a bucket, by operation."""
_REGION = "arn:${AWS::Partition}:%s:${AWS::Region}:${AWS::AccountId}:%s"


@dataclass(frozen=True)
class Pedido:
    """Request to IAM: an action on a resource, with the known condition keys."""

    accion: str
    recurso: str
    contexto: tuple[tuple[str, tuple[str, ...]], ...] = ()


usados: set[tuple[str, Pedido]] = set()
"""Permissions needed so far, by function: whatever else a policy grants is excess."""


def allows(funcion: str, pedido: Pedido) -> bool:
    """Whether a statement of the function's policy permits the request."""
    return any(
        pedido.accion in s["Action"]
        and any(fnmatchcase(pedido.recurso, r) for r in _resources(s["Resource"]))
        and _holds(s.get("Condition", {}), dict(pedido.contexto))
        for s in statements(funcion)
    )


@cache
def statements(funcion: str) -> tuple[dict[str, Any], ...]:
    """The statements of a function's policy."""
    politica = json.loads((POLITICAS / f"{funcion}.json").read_text(encoding="utf-8"))
    return tuple(politica["Statement"])


def _resources(recurso: Any) -> list[str]:
    """Resources of a statement, as patterns over the same unresolved ARNs that `asked` makes."""
    lista = recurso if isinstance(recurso, list) else [recurso]
    return [_text(r).replace("${Prefijo}", config.PREFIJO) for r in lista]


def _text(recurso: Any) -> str:
    if isinstance(recurso, dict):
        return str(recurso.get("Fn::Sub") or "/".join(recurso["Fn::GetAtt"]))
    return str(recurso)


def _holds(condicion: dict[str, Any], contexto: dict[str, tuple[str, ...]]) -> bool:
    """Whether a condition holds. A key's tag of the system is not checked, for the tests' keys have no tags;
    tests/infra checks that the policies ask for it.
    """
    for operador, claves in condicion.items():
        for clave, valor in claves.items():
            if clave == "aws:ResourceTag/sistema" or (
                clave == "aws:ResourceTag/uso" and clave not in contexto
            ):
                continue
            hay = contexto.get(clave, ())
            if operador == "Null":
                if bool(hay) is (valor == "true"):
                    return False
                continue
            admitidos = {config.PREFIJO} if isinstance(valor, dict) else set(valor)
            if not set(hay) <= admitidos or (operador == "StringEquals" and not hay):
                return False
    return True


def asked(servicio: str, operacion: str, p: dict[str, Any]) -> Iterator[Pedido]:
    """Permissions that a call of a client needs."""
    match servicio:
        case "dynamodb":
            yield from _dynamodb(operacion, p)
        case "s3":
            yield from _s3(operacion, p)
        case "sqs":
            yield from _sqs(operacion, p)
        case "kms":
            yield from _kms(operacion, p)
        case "ses":
            yield Pedido(f"ses:{operacion}", _arn("ses", f"identity/{p['Source']}"))
        case "cognito-idp":
            yield Pedido(f"cognito-idp:{operacion}", "UsuariosInstitucionales/Arn")
        case _:
            raise NotImplementedError(f"{servicio}:{operacion}")


def _dynamodb(operacion: str, p: dict[str, Any]) -> Iterator[Pedido]:
    match operacion:
        case "TransactWriteItems":
            for cosa in p["TransactItems"]:
                ((que, datos),) = cosa.items()
                accion = "ConditionCheckItem" if que == "ConditionCheck" else f"{que}Item"
                yield _on_table(accion, datos["TableName"])
        case "BatchGetItem" | "BatchWriteItem":
            for tabla in p["RequestItems"]:
                yield _on_table(operacion, tabla)
        case _:
            indice = f"/index/{p['IndexName']}" if p.get("IndexName") else ""
            llaves = tuple(str(v) for d in p.get("Key", {}).values() for v in d.values())[:1]
            yield _on_table(operacion, p["TableName"] + indice, (("dynamodb:LeadingKeys", llaves),))


def _on_table(accion: str, tabla: str, contexto: Any = ()) -> Pedido:
    return Pedido(f"dynamodb:{accion}", _arn("dynamodb", f"table/{tabla}"), contexto)


def _s3(operacion: str, p: dict[str, Any]) -> Iterator[Pedido]:
    if operacion in _DE_DEPOSITO:
        yield Pedido(_DE_DEPOSITO[operacion], f"arn:${{AWS::Partition}}:s3:::{p['Bucket']}")
        return
    if operacion == "DeleteObjects":  # one permission for each version
        for objeto in p["Delete"]["Objects"]:
            yield Pedido("s3:DeleteObjectVersion", _object(p["Bucket"], objeto["Key"]))
        return
    if operacion == "CopyObject":
        origen = p["CopySource"]
        yield Pedido("s3:GetObject", _object(origen["Bucket"], origen["Key"]))
        operacion = "PutObject"
    operacion = _S3.get(operacion, operacion)
    yield Pedido(f"s3:{operacion}", _object(p["Bucket"], p["Key"]))
    if operacion == "GetObject":  # without it S3 answers 403, not 404, for a missing object
        yield Pedido("s3:ListBucket", f"arn:${{AWS::Partition}}:s3:::{p['Bucket']}")


def _object(deposito: str, llave: str) -> str:
    return f"arn:${{AWS::Partition}}:s3:::{deposito}/{llave}"


def _sqs(operacion: str, p: dict[str, Any]) -> Iterator[Pedido]:
    cola = p.get("QueueName") or p["QueueUrl"].rpartition("/")[2]
    yield Pedido(f"sqs:{operacion.removesuffix('Batch')}", _arn("sqs", cola))


def _kms(operacion: str, p: dict[str, Any]) -> Iterator[Pedido]:
    if operacion in ("CreateKey", "ListKeys"):
        etiquetas = p.get("Tags", [])
        contexto = (
            *((f"aws:RequestTag/{t['TagKey']}", (t["TagValue"],)) for t in etiquetas),
            ("aws:TagKeys", tuple(t["TagKey"] for t in etiquetas)),
        )
        yield Pedido(f"kms:{operacion}", "*", contexto)
        if etiquetas:
            yield Pedido("kms:TagResource", _arn("kms", "key/nueva"), contexto)
    else:
        llaves = tuple(p.get("EncryptionContext", {}))
        contexto = (("aws:ResourceTag/uso", (_use_of(operacion, p),)), ("kms:EncryptionContextKeys", llaves))
        yield Pedido(f"kms:{operacion}", _arn("kms", "key/una"), contexto)


def _use_of(operacion: str, p: dict[str, Any]) -> str:
    """Use of a call's key, which on AWS its tag names; the tests' own keys have no tags.

    A process has an RSA pair for intake and a symmetric key; the system's two keys are told by the encryption context.
    """
    if operacion == "Sign" or p.get("KeyId") == config.ALIAS_BITACORA:
        return "bitacora"
    if operacion == "GetPublicKey" or "EncryptionAlgorithm" in p:
        return "captura"
    uso: str = p.get("EncryptionContext", {}).get("uso", "")
    return uso if uso in ("padron", "sistema") else "resguardo"


def _arn(servicio: str, recurso: str) -> str:
    return _REGION % (servicio, recurso)


def function_of(marco: FrameType | None) -> str | None:
    """The Lambda function that a stack frame belongs to; None when a test acts."""
    while marco is not None:
        archivo, nombre = marco.f_code.co_filename, marco.f_code.co_name
        if archivo.startswith(_PRUEBAS):
            return None
        if archivo == _WEB and nombre == "_attend":
            return function_of_route(marco.f_locals["r"].accion)
        if archivo.startswith(_HANDLERS) and nombre in FUNCIONES and Path(archivo).stem == nombre:
            return nombre
        if (archivo, nombre) in EN_SU_LUGAR:
            return EN_SU_LUGAR[archivo, nombre]
        marco = marco.f_back
    return None


def _enforce(params: dict[str, Any], model: Any, context: dict[str, Any], **_: Any) -> None:
    funcion = function_of(sys._getframe(1))
    if funcion is None or context.get("is_presign_request"):  # presigning an address sends nothing to S3
        return
    servicio = model.service_model.endpoint_prefix if model.service_model.service_name != "ses" else "ses"
    for pedido in asked(servicio, model.name, params):
        usados.add((funcion, pedido))
        if not allows(funcion, pedido):
            texto = f"{funcion}: {pedido.accion} {pedido.recurso}"
            raise ClientError({"Error": {"Code": "AccessDeniedException", "Message": texto}}, model.name)


def enforce_policies() -> None:
    """Enforce the policies on every client made from now on."""
    evento: Any = ("provide-client-params", _enforce)
    if evento not in botocore.handlers.BUILTIN_HANDLERS:
        botocore.handlers.BUILTIN_HANDLERS.append(evento)
