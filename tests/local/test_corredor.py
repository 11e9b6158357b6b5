"""A whole project of the same make as ours, packaged, deployed and served."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests
from click.testing import CliRunner

from local.__main__ import main
from local.buzon import read_mails
from local.corredor import Corredor
from local.despliegue import deploy, resources_only
from local.nube import NubeError
from local.plantilla import QueueSource, Schedule, StreamSource
from tests.local.esperas import PACIENCIA

pytestmark = pytest.mark.nube
JUGUETE = Path(__file__).parent / "juguete"


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return []


@pytest.fixture(scope="module")
def corredor(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> Iterator[Corredor]:
    build = tmp_path_factory.mktemp("corredor") / "local"
    with Corredor(
        project=JUGUETE, merge=JUGUETE / "recursos.yaml", build=build, say=lines.append
    ) as corredor:
        yield corredor


def test_an_object_in_the_bucket_ends_as_a_mail(corredor):
    corredor.nube.client("s3").put_object(Bucket="captacion-local-entrada", Key="uno", Body=b"1")
    corredor.pump.espera_quietud(PACIENCIA, still=0.4)
    assert [mail.subject for mail in read_mails(corredor.nube.endpoint, "persona@example.org")] == [
        "Llegó uno"
    ]
    assert corredor.pump.estado()["colas_muertas"] == {"captacion-local-muertas": 0}


def test_the_start_says_what_runs_and_what_does_not(corredor, lines):
    said = "\n".join(lines)
    assert f"API en {corredor.url}" in said
    assert "Corte: cron(0 6 * * ? *) no corre sola aquí; se lanza a mano" in said
    assert "Llegadas: sin valor local para API" in said


def test_a_scheduled_function_can_be_fired_by_hand(corredor):
    assert corredor.pump.fire("Limpieza") == {"fuente": "aws.events"}


def test_the_template_gives_each_function_its_limits_environment_and_sources(corredor):
    functions = corredor.functions
    prefix = "arn:aws:sqs:mx-central-1:123456789012:captacion-local"
    llegadas = functions["Llegadas"]
    assert (llegadas.handler, llegadas.timeout) == ("funciones.llegadas", 20)
    assert llegadas.env == {"COMUN": "1", "TABLA": "captacion-local-tabla"}
    assert llegadas.unset == ("API",)
    assert llegadas.sources == (QueueSource(f"{prefix}-cola", batch=5, partial=True, concurrency=2),)
    [stream] = functions["Avisos"].sources
    assert isinstance(stream, StreamSource)
    assert ":table/captacion-local-tabla/stream/" in stream.arn
    assert stream == StreamSource(
        stream.arn,
        batch=20,
        window=1,
        retries=4,
        bisect=True,
        max_age=3600,
        lanes=2,
        on_failure=f"{prefix}-muertas",
    )
    assert functions["Limpieza"].sources == (Schedule("rate(5 minutes)"),)


def test_a_failed_deployment_names_the_resource_and_the_reason(nube):
    broken = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "mal nombre!", "VisibilityTimeout": -1}}
    with pytest.raises(NubeError, match="ColaMala"):
        deploy(nube, {"Resources": {"ColaMala": broken}})


def test_a_bucket_that_depends_on_a_function_is_refused_rather_than_left_out():
    function = {"Type": "AWS::Serverless::Function", "Properties": {}}
    bucket = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": {"Fn::Sub": "${Una}-x"}}}
    with pytest.raises(NubeError, match="Cubo"):
        resources_only({"Resources": {"Una": function, "Cubo": bucket}})


# ---- the API ----


def test_a_preflight_gets_the_routes_own_cors_answer(corredor):
    answer = requests.options(corredor.url + "/abierta/x", timeout=PACIENCIA)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "https://portal.example.org"
    assert set(answer.headers["Access-Control-Allow-Methods"].split(",")) == {"PUT", "OPTIONS"}
    assert "X-Prueba" in answer.headers["Access-Control-Allow-Headers"]
    assert answer.headers["Access-Control-Max-Age"] == "600"
    plain = requests.options(corredor.url + "/abierta", timeout=PACIENCIA)
    assert plain.headers["Access-Control-Allow-Origin"] == "*"
    assert (
        requests.get(corredor.url + "/abierta", timeout=PACIENCIA).headers["Access-Control-Allow-Origin"]
        == "*"
    )


def test_bytes_go_in_and_out_unchanged(corredor):
    every = bytes(range(256))
    answer = requests.post(
        corredor.url + "/bytes",
        data=every,
        headers={"Content-Type": "application/octet-stream", "Accept": "application/octet-stream"},
        timeout=PACIENCIA,
    )
    assert answer.content == every[::-1]
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Largo"] == "256"


def test_the_api_reads_what_the_events_stored(corredor):
    corredor.nube.client("s3").put_object(Bucket="captacion-local-entrada", Key="dos", Body=b"2")
    corredor.pump.espera_quietud(PACIENCIA, still=0.4)
    assert requests.get(corredor.url + "/guardado/dos", timeout=PACIENCIA).json() == {"hay": True}
    assert requests.get(corredor.url + "/guardado/tres", timeout=PACIENCIA).json() == {"hay": False}


def test_the_authorizer_lets_in_and_passes_its_context_on_as_text(corredor):
    answer = requests.get(
        corredor.url + "/cerrada", headers={"Authorization": "Bearer captacion-local-si"}, timeout=PACIENCIA
    )
    assert answer.json() == {"nivel": "3", "activa": "true", "principalId": "persona"}


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "code"),
    [
        ("GET", "/cerrada", {}, 401, "no-autenticado"),
        ("GET", "/cerrada", {"Authorization": "Bearer no"}, 403, "prohibido"),
        ("GET", "/cerrada", {"Authorization": "Bearer falla"}, 500, "fallo-de-autorizacion"),
        ("GET", "/no-hay", {}, 404, "ruta-inexistente"),
        ("GET", "/no-hay", {"Authorization": "Bearer captacion-local-si"}, 404, "ruta-inexistente"),
        ("DELETE", "/abierta", {}, 404, "ruta-inexistente"),
    ],
)
def test_the_gateways_own_errors_are_problem_details(corredor, method, path, headers, status, code):
    answer = requests.request(method, urljoin(corredor.url, path), headers=headers, timeout=PACIENCIA)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.json()["status"], answer.json()["code"]) == (status, code)
    assert answer.json()["detail"]


def test_the_templates_gateway_response_adds_its_headers(corredor):
    answer = requests.get(
        corredor.url + "/cerrada", headers={"Authorization": "Bearer no"}, timeout=PACIENCIA
    )
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_body_over_ten_megabytes_is_refused(corredor):
    headers = {"Content-Type": "application/octet-stream", "Content-Length": str(10 * 1024 * 1024 + 1)}
    answer = requests.post(corredor.url + "/bytes", data=b"", headers=headers, timeout=PACIENCIA)
    assert (answer.status_code, answer.json()["code"]) == (413, "solicitud-muy-grande")


def test_the_api_runs_with_its_functions_environment_and_nothing_of_the_developers(corredor):
    found = requests.get(corredor.url + "/entorno", timeout=PACIENCIA).json()
    assert found == {
        "COLA": "captacion-local-cola",
        "AWS_ENDPOINT_URL": corredor.nube.endpoint,
        "CAPTACION_PREFIJO": "captacion-local",
        "HOME": None,
    }


# ---- the mailbox ----


@pytest.fixture(scope="module")
def mail(corredor):
    corredor.nube.client("ses").send_email(
        Source="sistema@example.org",
        Destination={"ToAddresses": ["lectora@example.org"]},
        Message={"Subject": {"Data": "<i>Acuse</i>"}, "Body": {"Text": {"Data": "<b>Texto</b> & más"}}},
    )
    [mail] = read_mails(corredor.nube.endpoint, "lectora@example.org")
    return mail


def test_the_mailbox_lists_mails_and_shows_one_with_its_text_escaped(corredor, mail):
    page = requests.get(corredor.buzon, params={"para": "Lectora@example.org"}, timeout=PACIENCIA)
    assert "&lt;i&gt;Acuse&lt;/i&gt;" in page.text
    assert '<html lang="es-MX">' in page.text
    shown = requests.get(corredor.buzon + "/correo", params={"id": mail.id}, timeout=PACIENCIA)
    assert "&lt;b&gt;Texto&lt;/b&gt; &amp; más" in shown.text
    assert "<i>" not in page.text + shown.text
    assert shown.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_the_mailbox_shows_only_what_was_sent_to_the_address_asked_for(corredor, mail):
    page = requests.get(corredor.buzon, params={"para": "otra@example.org"}, timeout=PACIENCIA)
    assert "Acuse" not in page.text
    assert requests.get(corredor.buzon + "/correo", params={"id": "x"}, timeout=PACIENCIA).status_code == 404


# ---- the command line ----


def command(corredor, *arguments):
    return CliRunner().invoke(main, ["--carpeta", str(corredor.nube.build), *arguments])


def test_the_command_line_shows_the_mails_of_the_open_run(corredor, mail):
    shown = command(corredor, "correo", "--para", "lectora@example.org")
    assert "<b>Texto</b> & más" in shown.output
    assert "Texto" not in command(corredor, "correo", "--para", "otra@example.org").output


def test_the_command_line_names_the_logs_there_are(corredor):
    assert command(corredor, "registro", "PUERTA", "--no-sigue").exit_code == 0
    wrong = command(corredor, "registro", "nadie")
    assert wrong.exit_code == 1
    assert "puerta" in wrong.output


def test_without_an_open_run_the_command_line_says_how_to_start_one(tmp_path):
    shown = CliRunner().invoke(main, ["--carpeta", str(tmp_path), "correo"])
    assert "python -m local run" in shown.output
