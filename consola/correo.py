"""Command that creates SES's identity, configuration set and destination, where the region's CloudFormation does not
support SES (docs/deploy.md, 4).
"""

from typing import Any

import click

from chalicelib.base import aws, config

CONJUNTO = f"{config.PREFIJO}-correo"
DESTINO = "rebotes"


@click.command("correo")
@click.argument("identidad")
def correo(identidad: str) -> None:
    """Prepara el correo de IDENTIDAD (un dominio, como ine.mx) y muestra los registros DKIM que se publican.

    Repetirlo no cambia nada. Solo hace falta donde la plantilla no trae el correo (mx-central-1).

    Ejemplo: python -m consola correo ine.mx
    """
    ses = aws.client("sesv2")
    for hacer in (_make_set, _make_destination, lambda s: _make_identity(s, identidad)):
        try:
            hacer(ses)
        except ses.exceptions.AlreadyExistsException:
            continue
    fichas = ses.get_email_identity(EmailIdentity=identidad).get("DkimAttributes", {}).get("Tokens", [])
    for ficha in fichas:
        click.echo(f"{ficha}._domainkey.{identidad} CNAME {ficha}.dkim.amazonses.com")
    click.echo("Publique estos registros, y SPF y DMARC del dominio." if fichas else "Sin registros DKIM.")


def _make_set(ses: Any) -> None:
    ses.create_configuration_set(
        ConfigurationSetName=CONJUNTO,
        DeliveryOptions={"TlsPolicy": "REQUIRE"},
        ReputationOptions={"ReputationMetricsEnabled": True},
        SuppressionOptions={"SuppressedReasons": ["BOUNCE", "COMPLAINT"]},
    )


def _make_destination(ses: Any) -> None:
    """Send notices of bounces and complaints to the stack's SNS topic, whose ARN follows from its name."""
    cuenta = aws.client("sts").get_caller_identity()
    particion = cuenta["Arn"].split(":")[1]
    tema = f"arn:{particion}:sns:{ses.meta.region_name}:{cuenta['Account']}:{config.PREFIJO}-rebotes"
    ses.create_configuration_set_event_destination(
        ConfigurationSetName=CONJUNTO,
        EventDestinationName=DESTINO,
        EventDestination={
            "Enabled": True,
            "MatchingEventTypes": ["BOUNCE", "COMPLAINT"],
            "SnsDestination": {"TopicArn": tema},
        },
    )


def _make_identity(ses: Any, identidad: str) -> None:
    ses.create_email_identity(EmailIdentity=identidad, ConfigurationSetName=CONJUNTO)
