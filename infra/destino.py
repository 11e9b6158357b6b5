"""The target: the Lambda runtime that the package is built for, and the libraries which that runtime already has.

Python 3.13 on Lambda is Amazon Linux 2023: glibc 2.34 and the libraries of GCC 11 (docs/decisions/0160).
"""

from dataclasses import dataclass

PYTHON = "3.13"
RUNTIME = f"python{PYTHON}"


@dataclass(frozen=True)
class Arquitectura:
    """A processor: its name at Lambda, in the tags of wheels, and in the header of an ELF file."""

    lambda_: str
    rueda: str
    elf: str
    cargador: str


ARQUITECTURAS = {
    "x86_64": Arquitectura("x86_64", "x86_64", "EM_X86_64", "ld-linux-x86-64.so.2"),
    "arm64": Arquitectura("arm64", "aarch64", "EM_AARCH64", "ld-linux-aarch64.so.1"),
}

GLIBC = (2, 34)
ETIQUETAS = (
    *(f"manylinux_2_{menor}" for menor in range(GLIBC[1], 4, -1)),
    "manylinux2014",
    "manylinux2010",
    "manylinux1",
)
"""Platform tags of wheels that run on this glibc. `linux_x86_64` is left out: it states no version of glibc."""

BIBLIOTECAS = {
    "libc.so.6",
    "libm.so.6",
    "libdl.so.2",
    "libpthread.so.0",
    "librt.so.1",
    "libutil.so.1",
    "libgcc_s.so.1",
    "libstdc++.so.6",
    "libz.so.1",
}
"""Shared libraries that a wheel may expect of the runtime: those of glibc and GCC, and zlib, as manylinux admits."""

VERSIONES = {
    "GLIBC": GLIBC,
    "GLIBCXX": (3, 4, 29),
    "CXXABI": (1, 3, 13),
    "GCC": (7, 0, 0),
    "ZLIB": (1, 2, 11),
}
"""Highest symbol version of each library in the runtime."""

SOBRAN = {
    # Chalice's command line asks for them; a function needs only `chalice.app`.
    "pip",
    "setuptools",
    "wheel",
    "inquirer",
    "blessed",
    "wcwidth",
    "readchar",
    "runs",
    "xmod",
    "editor",
    "jinxed",
    "click",
    "packaging",
    "pyyaml",
    # Compiles C declarations when a module is built, never when it runs.
    "pycparser",
    # Only with LOCALSTACK_HOST set (chalicelib/base/aws.py), and published as source alone.
    "localstack-client",
}
"""Distributions of requirements.txt that no function imports: they stay out of the package."""

SERVICIOS = {
    "cognito-idp",
    "dynamodb",
    "dynamodbstreams",
    "kms",
    "s3",
    "ses",
    "sqs",
    "sts",
}
"""AWS services whose descriptions stay in the packaged botocore. The others' would be 4/5 of botocore's size."""

MAXIMO_ZIP = 60_000_000
MAXIMO_ABIERTO = 160_000_000
"""Our limits of the package's size in bytes, zipped and opened (DuckDB: 70 MB). AWS's limit is 250 MiB opened."""

REGIONES_CON_SES = {"us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1"}
"""Regions of this continent whose CloudFormation knows SES; a test compares the list with CloudFormation's schemas."""
