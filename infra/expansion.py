"""The template as CloudFormation sees it: AWS's own translator expands `AWS::Serverless::*` into plain resources."""

import copy
import json
from typing import Any

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

REGION = "mx-central-1"
CODIGO = {"Bucket": "captacion-paquete", "Key": "deployment.zip"}


def expand(plantilla: dict[str, Any], codigo: dict[str, str] | None = None) -> dict[str, Any]:
    """Expand a template; `codigo` is the location of the zip, which `aws cloudformation package` writes on AWS."""
    propia = copy.deepcopy(plantilla)
    for recurso in propia["Resources"].values():
        if recurso["Type"] == "AWS::Serverless::Function":
            recurso["Properties"]["CodeUri"] = codigo or CODIGO
    traductor = Translator({}, Parser(), boto_session=boto3.Session(region_name=REGION))
    expandida: dict[str, Any] = traductor.translate(propia, {})
    plano: dict[str, Any] = json.loads(json.dumps(expandida))
    return plano
