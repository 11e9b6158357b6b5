"""Deployment of the project's template to the local cloud.

Chalice itself makes the template, just as for AWS but without the zip (nothing here runs from it). The
resources are deployed from it through CloudFormation; functions and API are left to the runner, and what
refers to them goes with them. What the functions' own properties refer to becomes outputs of the stack, so that
CloudFormation resolves every intrinsic and nobody here imitates it.
"""

import hashlib
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from local.nube import ROOT, Nube, NubeError

Template = dict[str, Any]

RUN_BY_US = ("AWS::Serverless::", "AWS::Lambda::", "AWS::ApiGateway")
"""Prefixes of resource types that the runner stands in for."""
MAY_GO_WITH_THEM = (
    *RUN_BY_US,
    "AWS::CloudWatch::",
    "AWS::Logs::",
    "AWS::IAM::",
    "AWS::Events::",
    "AWS::WAFv2::",
    "AWS::CloudFront::",
    "AWS::S3::BucketPolicy",
)
"""Prefixes of resource types that may refer to `RUN_BY_US` and are then left out too; any other type is an error."""
DEPLOY_SECONDS = 60


def _not_emulated(resource: Any) -> bool:
    """Whether a resource is an alarm over metric math, which the emulator refuses; nothing here reads alarms."""
    return resource["Type"] == "AWS::CloudWatch::Alarm" and "Metrics" in resource["Properties"]


def package(project: Path, merge: Path, out: Path, env: Mapping[str, str], stage: str = "local") -> Template:
    """The template `chalice package` would write for this stage, also saved as `out`/sam.json.

    Runs in a process of its own, for it imports the project's `app.py`. NubeError has Chalice's words if it fails.
    """
    out.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "local.empaquetado",
        str(project),
        str(merge),
        str(out / "sam.json"),
        stage,
    ]
    paths = {"PYTHONPATH": f"{project}:{ROOT}"}
    done = subprocess.run(command, env={**env, **paths}, cwd=project, capture_output=True, text=True)
    if done.returncode:
        raise NubeError(f"No se pudo empaquetar {project}:\n{done.stderr.strip()}")
    template: Template = json.loads((out / "sam.json").read_text())
    return template


class Deployment:
    """A deployed stack: what it left out, and the real value of every intrinsic the functions use."""

    def __init__(self, outputs: Mapping[str, str], left_out: list[str]) -> None:
        self._outputs, self.left_out = outputs, left_out

    def resolve(self, value: Any) -> Any:
        """`value` with each intrinsic replaced; KeyError when it refers to something not deployed here."""
        if _is_intrinsic(value):
            return self._outputs[_output_name(value)]
        if isinstance(value, dict):
            return {key: self.resolve(item) for key, item in value.items()}
        return [self.resolve(item) for item in value] if isinstance(value, list) else value


def deploy(nube: Nube, template: Template, parameters: Mapping[str, str] | None = None) -> Deployment:
    """Create the stack and wait; NubeError tells which resources failed and why."""
    local, left_out = resources_only(template)
    declared = template.get("Parameters", {})
    given = {"Prefijo": nube.prefijo, "MfaInstitucional": "OFF"} | dict(parameters or {})
    cloudformation = nube.client("cloudformation")
    cloudformation.create_stack(
        StackName=nube.prefijo,
        Capabilities=["CAPABILITY_NAMED_IAM"],
        Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in given.items() if k in declared],
        **_body_or_url(nube, json.dumps(local)),
    )
    stack = _wait(cloudformation, nube.prefijo)
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    return Deployment(outputs, left_out)


def resources_only(template: Template) -> tuple[Template, list[str]]:
    """The template without what the runner stands in for or the emulator refuses, and the names left out."""
    resources = template["Resources"]
    out = {n for n, r in resources.items() if r["Type"].startswith(RUN_BY_US) or _not_emulated(r)}
    while more := {n for n, r in resources.items() if n not in out and out & set(_references(r))}:
        for name in sorted(more):
            if not resources[name]["Type"].startswith(MAY_GO_WITH_THEM):
                raise NubeError(f"{name} ({resources[name]['Type']}) depende de una función o de la API.")
        out |= more
    kept: tuple[str, ...] = ("AWSTemplateFormatVersion", "Parameters", "Mappings", "Conditions")
    local: Template = {part: template[part] for part in kept if part in template}
    local["Resources"] = {name: resource for name, resource in resources.items() if name not in out}
    local["Outputs"] = {
        _output_name(node): {"Value": node}
        for function in _functions_of(template)
        for node in _intrinsics(function)
        if not out & set(_references(node))
    }
    return local, sorted(out)


def _functions_of(template: Template) -> Iterator[Any]:
    """Parts of the template that the runner reads: functions' properties and event sources, without roles and code."""
    yield template.get("Globals", {})
    for resource in template["Resources"].values():
        if resource["Type"] in (
            "AWS::Serverless::Function",
            "AWS::Lambda::EventSourceMapping",
        ):
            wanted = ("FunctionName", "Environment", "Events")
            properties = resource["Properties"]
            mapping = resource["Type"].endswith("Mapping")
            yield (properties if mapping else {k: properties[k] for k in wanted if k in properties})


def _is_intrinsic(node: Any) -> bool:
    return isinstance(node, dict) and len(node) == 1 and next(iter(node)).startswith(("Ref", "Fn::"))


def _intrinsics(node: Any) -> Iterator[Any]:
    if _is_intrinsic(node):
        yield node
    elif isinstance(node, dict | list):
        for child in node.values() if isinstance(node, dict) else node:
            yield from _intrinsics(child)


def _output_name(node: Any) -> str:
    return "Local" + hashlib.sha256(json.dumps(node, sort_keys=True).encode()).hexdigest()


def _references(node: Any) -> Iterator[str]:
    """Logical names that a piece of template refers to."""
    if isinstance(node, list):
        for child in node:
            yield from _references(child)
    elif isinstance(node, dict):
        for key, child in node.items():
            if key in ("Ref", "DependsOn"):
                yield from [child.split(".")[0]] if isinstance(child, str) else child
            elif key == "Fn::GetAtt":
                yield child.split(".")[0] if isinstance(child, str) else child[0]
            elif key == "Fn::Sub":
                text = child if isinstance(child, str) else child[0]
                yield from re.findall(r"\$\{([A-Za-z0-9]+)", text)
                yield from _references(child)
            else:
                yield from _references(child)


def _body_or_url(nube: Nube, body: str) -> dict[str, str]:
    """Argument with the template: its text, or its address in a bucket above CloudFormation's limit of 51,200 bytes."""
    if len(body) <= 51_200:
        return {"TemplateBody": body}
    bucket = f"{nube.prefijo}-plantilla"
    s3 = nube.client("s3")
    s3.create_bucket(
        Bucket=bucket,
        CreateBucketConfiguration={"LocationConstraint": s3.meta.region_name},
    )
    s3.put_object(Bucket=bucket, Key="sam.json", Body=body.encode())
    return {"TemplateURL": f"{nube.endpoint}/{bucket}/sam.json"}


def _wait(cloudformation: Any, name: str) -> dict[str, Any]:
    deadline = time.monotonic() + DEPLOY_SECONDS
    while time.monotonic() < deadline:
        stack: dict[str, Any] = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
        if stack["StackStatus"] == "CREATE_COMPLETE":
            return stack
        if not stack["StackStatus"].endswith("IN_PROGRESS"):
            break
        time.sleep(0.1)
    raise NubeError(f"El despliegue quedó en {stack['StackStatus']}:\n{_failures(cloudformation, name)}")


def _failures(cloudformation: Any, name: str) -> str:
    events = cloudformation.describe_stack_events(StackName=name)["StackEvents"]
    failed = [e for e in reversed(events) if e["ResourceStatus"].endswith("FAILED")]
    return "\n".join(
        f"  {e['LogicalResourceId']} ({e['ResourceType']}): {e.get('ResourceStatusReason', 'sin motivo')}"
        for e in failed
    )
