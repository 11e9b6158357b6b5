"""`python -m local.empaquetado PROJECT MERGE OUT STAGE`: the template of `chalice package`, without its zip.

The zip takes minutes when the dependencies are not in the cache, and nothing local runs from it. Everything
else is Chalice's own code, with the build step that makes the zip left out.
"""

import sys
from pathlib import Path

from chalice import package
from chalice.cli.factory import CLIFactory
from chalice.config import Config
from chalice.deploy import deployer, models
from chalice.deploy.appgraph import ApplicationGraphBuilder, DependencyBuilder
from chalice.deploy.swagger import CFNSwaggerGenerator
from chalice.utils import UI, OSUtils


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
    Path(out).write_text(package.JSONTemplateSerializer().serialize_template(template))


if __name__ == "__main__":
    main(*sys.argv[1:])
