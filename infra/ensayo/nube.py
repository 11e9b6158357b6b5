"""The rehearsal's cloud: the emulator on Lambda's own Python, IAM enforced, and the stack made from the zip."""

import contextlib
import json
import os
import signal
import time
from pathlib import Path
from typing import Any

from infra.expansion import expand
from local.nube import ROOT, Nube, NubeError

PREFIJO = "captacion-ensayo"
DEPOSITO = f"{PREFIJO}-paquete"
SEGUNDOS = 120


class NubeDeEnsayo(Nube):
    """The emulated cloud on the target's Python: its functions run in processes of the emulator's own Python."""

    entorno = ".venv-ensayo"
    modulo = "infra.ensayo.emulador"

    def stop(self) -> None:
        """Stop the emulator and the functions' processes, which are its children in its process group.

        The functions' processes are ended first: one that still starts would write into folders that are being removed.
        """
        if self._process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        super().stop()

    def _server_env(self) -> dict[str, str]:
        return {**super()._server_env(), "PYTHONPATH": str(ROOT)}


def upload(nube: Nube, paquete: Path) -> dict[str, str]:
    """Put the zip into a bucket; return the location from which functions load it."""
    s3 = nube.client("s3")
    s3.create_bucket(Bucket=DEPOSITO, CreateBucketConfiguration={"LocationConstraint": s3.meta.region_name})
    s3.put_object(Bucket=DEPOSITO, Key=paquete.name, Body=paquete.read_bytes())
    return {"Bucket": DEPOSITO, "Key": paquete.name}


def stack(nube: Nube, plantilla: dict[str, Any], codigo: dict[str, str], nombre: str) -> dict[str, str]:
    """Create or update the stack from the expanded template; return its outputs. NubeError names what failed."""
    cloudformation, cuerpo = nube.client("cloudformation"), json.dumps(expand(plantilla, codigo))
    nube.client("s3").put_object(Bucket=DEPOSITO, Key="plantilla.json", Body=cuerpo.encode())
    dados = {"Prefijo": PREFIJO, "Etapa": "ensayo", "MfaInstitucional": "OFF"}
    pedido = {
        "StackName": nombre,
        "Capabilities": ["CAPABILITY_NAMED_IAM"],
        "TemplateURL": f"{nube.endpoint}/{DEPOSITO}/plantilla.json",
        "Parameters": [
            {"ParameterKey": k, "ParameterValue": v} for k, v in dados.items() if k in plantilla["Parameters"]
        ],
    }
    hay = [s["StackName"] for s in cloudformation.list_stacks()["StackSummaries"]]
    (cloudformation.update_stack if nombre in hay else cloudformation.create_stack)(**pedido)
    return _finished(cloudformation, nombre)


def _finished(cloudformation: Any, nombre: str) -> dict[str, str]:
    limite = time.monotonic() + SEGUNDOS
    while time.monotonic() < limite:
        pila = cloudformation.describe_stacks(StackName=nombre)["Stacks"][0]
        if pila["StackStatus"] in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
            return {s["OutputKey"]: s["OutputValue"] for s in pila.get("Outputs", [])}
        if not pila["StackStatus"].endswith("IN_PROGRESS"):
            break
        time.sleep(0.2)
    fallas = [
        f"{e['LogicalResourceId']} ({e['ResourceType']}): {e.get('ResourceStatusReason')}"
        for e in cloudformation.describe_stack_events(StackName=nombre)["StackEvents"]
        if e["ResourceStatus"].endswith("FAILED")
    ]
    raise NubeError(f"La pila quedó en {pila['StackStatus']}:\n" + "\n".join(fallas))


def make_mail(nube: Nube, plantilla: dict[str, Any]) -> None:
    """Make SES's configuration set and identity where the template lacks them, as docs/deploy.md says (section 4)."""
    if any(r["Type"] == "AWS::SES::EmailIdentity" for r in plantilla["Resources"].values()):
        return
    ses, conjunto = nube.client("sesv2"), f"{PREFIJO}-correo"
    ses.create_configuration_set(
        ConfigurationSetName=conjunto,
        DeliveryOptions={"TlsPolicy": "REQUIRE"},
        ReputationOptions={"ReputationMetricsEnabled": True},
        SuppressionOptions={"SuppressedReasons": ["BOUNCE", "COMPLAINT"]},
    )
    remitente = plantilla["Parameters"]["IdentidadRemitente"]["Default"]
    ses.create_email_identity(EmailIdentity=remitente, ConfigurationSetName=conjunto)


def physical_ids(nube: Nube, nombre: str, tipos: tuple[str, ...]) -> dict[str, str]:
    """Physical ids of the resources of some types, by logical name. An id that changes means a replaced resource."""
    paginas = nube.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=nombre)
    return {
        r["LogicalResourceId"]: r["PhysicalResourceId"]
        for pagina in paginas
        for r in pagina["StackResourceSummaries"]
        if r["ResourceType"] in tipos
    }
