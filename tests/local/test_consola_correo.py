"""`consola correo` leaves what the template has where CloudFormation knows SES, and may be repeated."""

import subprocess
import sys

import pytest

from local.nube import ROOT, Nube

pytestmark = pytest.mark.nube


def test_set_destination_and_identity_are_made_once_and_the_dkim_records_are_shown(tmp_path):
    with Nube(tmp_path, prefijo="captacion-correo") as nube:
        tema = nube.client("sns").create_topic(Name="captacion-correo-rebotes")["TopicArn"]
        orden = [sys.executable, "-m", "consola", "correo", "muestra.invalid"]
        dichos = [
            subprocess.run(orden, cwd=ROOT, env=nube.env(), capture_output=True, text=True) for _ in range(2)
        ]
        assert [d.returncode for d in dichos] == [0, 0], dichos[0].stderr + dichos[1].stderr
        assert dichos[0].stdout == dichos[1].stdout
        assert dichos[0].stdout.count("._domainkey.muestra.invalid CNAME") == 3
        ses = nube.client("sesv2")
        conjunto = ses.get_configuration_set(ConfigurationSetName="captacion-correo-correo")
        assert conjunto["SuppressionOptions"]["SuppressedReasons"] == ["BOUNCE", "COMPLAINT"]
        assert conjunto["DeliveryOptions"]["TlsPolicy"] == "REQUIRE"
        [destino] = ses.get_configuration_set_event_destinations(
            ConfigurationSetName="captacion-correo-correo"
        )["EventDestinations"]
        assert destino["SnsDestination"] == {"TopicArn": tema}
        assert ses.get_email_identity(EmailIdentity="muestra.invalid")["IdentityType"] == "DOMAIN"
