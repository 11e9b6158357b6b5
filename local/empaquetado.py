"""`python -m local.empaquetado PROJECT MERGE OUT STAGE`: the template of `chalice package`, without its zip.

Nothing local runs from that zip, and AWS's is made by `infra/empaquetar.py`. Everything else is Chalice's own code,
with the build step that makes the zip left out. This project's own template is then completed by rule
(`infra/plantilla`); others, as the tests' toy, are left as they are.
"""

import os
import sys
from pathlib import Path
from typing import Any

from chalice import package
from chalice.cli.factory import CLIFactory
from chalice.config import Config
from chalice.deploy import deployer, models
from chalice.deploy.appgraph import ApplicationGraphBuilder, DependencyBuilder
from chalice.deploy.swagger import CFNSwaggerGenerator
from chalice.utils import UI, OSUtils

from infra.plantilla import canario, complete
from infra.plantilla.correo import without_ses
from infra.plantilla.puerta import name_origin

RECURSOS = Path(__file__).resolve().parent.parent / "infra" / "recursos.yaml"


class NoZip(deployer.BaseDeployStep):
    """Gives the template the name that the zip would have."""

    def handle_deploymentpackage(self, _config: Config, resource: models.DeploymentPackage) -> None:
        resource.filename = "./deployment.zip"


def main(project: str, merge: str, out: str, stage: str) -> None:
    factory = CLIFactory(project)
    config = factory.create_config_obj(stage)
    osutils = OSUtils()
    build = deployer.create_build_stage(osutils, UI(), CFNSwaggerGenerator(), config)
    zippers = (deployer.DeploymentPackager, deployer.ManagedLayerDeploymentPackager)
    build._steps = [NoZip() if isinstance(step, zippers) else step for step in build._steps]
    builder = package.ResourceBuilder(ApplicationGraphBuilder(), DependencyBuilder(), build)
    resources = builder.construct_resources(config, stage)
    template = package.SAMTemplateGenerator(config, factory.create_package_options()).generate(resources)
    package.TemplateMergePostProcessor(
        osutils, package.TemplateDeepMerger(), package.YAMLTemplateSerializer(), merge
    ).process(template, config, str(Path(out).parent), stage)
    if Path(merge) == RECURSOS:
        complete(template, actions(config.chalice_app))
        if stage != "local":
            name_origin(template)
            canario.add(template)
            without_ses(template, os.environ["AWS_DEFAULT_REGION"])
    Path(out).write_text(package.JSONTemplateSerializer().serialize_template(template))


def actions(app: Any) -> dict[tuple[str, str], Any]:
    """The action that each route declares, by path and method."""
    return {
        (camino, metodo): entrada.view_function.ruta.accion
        for camino, metodos in app.routes.items()
        for metodo, entrada in metodos.items()
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
