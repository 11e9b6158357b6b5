"""The template that is deployed: what must hold of every queue, table, bucket and function in it."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from infra.destino import REGIONES_CON_SES
from local.nube import ROOT

Recursos = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def recursos(plantilla: dict[str, Any]) -> Recursos:
    return plantilla["Resources"]


def of_type(recursos: Recursos, tipo: str) -> Recursos:
    return {n: r for n, r in recursos.items() if r["Type"] == tipo}


def functions(recursos: Recursos) -> Recursos:
    return of_type(recursos, "AWS::Serverless::Function")


def sources(recursos: Recursos, tipo: str) -> dict[str, dict[str, Any]]:
    return {
        n: evento["Properties"]
        for n, f in functions(recursos).items()
        for evento in f["Properties"].get("Events", {}).values()
        if evento["Type"] == tipo
    }


def queue_of(recursos: Recursos, fuente: dict[str, Any]) -> dict[str, Any]:
    """The queue of an event source, which the template must know to make it first."""
    nombre, atributo = fuente["Queue"]["Fn::GetAtt"]
    assert atributo == "Arn"
    return recursos[nombre]["Properties"]


def test_ses_is_in_the_template_exactly_where_cloudformation_knows_it() -> None:
    from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

    for region in (*REGIONES_CON_SES, "mx-central-1"):
        tipos = set(PROVIDER_SCHEMA_MANAGER.get_resource_types(region))
        assert ("AWS::SES::EmailIdentity" in tipos) is (region in REGIONES_CON_SES), region


def test_every_merged_piece_belongs_to_a_resource_that_chalice_makes(recursos: Recursos) -> None:
    assert [n for n, r in recursos.items() if "Type" not in r] == []


def test_every_consumer_reports_partial_failures(recursos: Recursos) -> None:
    todas = [*sources(recursos, "SQS").values(), *sources(recursos, "DynamoDB").values()]
    assert len(todas) == 16
    assert all(f["FunctionResponseTypes"] == ["ReportBatchItemFailures"] for f in todas)


def test_a_stream_has_no_more_readers_than_a_shard_bears(recursos: Recursos) -> None:
    lectores = Counter(json.dumps(f["Stream"]) for f in sources(recursos, "DynamoDB").values())
    assert all(n <= 2 for n in lectores.values()), lectores


def test_stream_readers_give_up_by_age_and_not_by_count_and_only_into_a_queue(recursos: Recursos) -> None:
    """An outage of an hour, or of twenty, gives up nothing; an hour is left of the stream's 24 to put back what did."""
    for fuente in sources(recursos, "DynamoDB").values():
        assert fuente["StartingPosition"] == "TRIM_HORIZON"
        assert fuente["BisectBatchOnFunctionError"] is True
        assert fuente["MaximumRetryAttempts"] == -1
        assert fuente["MaximumRecordAgeInSeconds"] == 23 * 3600
        assert fuente["DestinationConfig"]["OnFailure"]["Type"] == "SQS"


def test_every_queue_with_a_consumer_has_dead_letters(recursos: Recursos) -> None:
    for fuente in sources(recursos, "SQS").values():
        assert queue_of(recursos, fuente)["RedrivePolicy"]["maxReceiveCount"] >= 5


def test_six_hours_without_aws_leave_nothing_among_the_dead_letters(recursos: Recursos) -> None:
    """Receives, each after the shortest wait that its failure may have (`borde/lotes.py`)."""
    from chalicelib.borde.lotes import MAYOR_ESPERA, PRIMERA_ESPERA

    aparte = {"Reporte"}  # a report that fails is said to have failed, and asked for again
    for nombre, fuente in sources(recursos, "SQS").items():
        veces = queue_of(recursos, fuente)["RedrivePolicy"]["maxReceiveCount"]
        esperas = [min(PRIMERA_ESPERA * 2 ** min(n, 10), MAYOR_ESPERA) / 2 for n in range(veces - 1)]
        assert sum(esperas) > 6 * 3600 or nombre in aparte, nombre


def test_messages_stay_hidden_six_times_as_long_as_their_function_may_run(recursos: Recursos) -> None:
    """AWS's advice for SQS and Lambda, the batching window included."""
    for nombre, fuente in sources(recursos, "SQS").items():
        plazo = functions(recursos)[nombre]["Properties"]["Timeout"]
        ventana = fuente["MaximumBatchingWindowInSeconds"]
        assert queue_of(recursos, fuente)["VisibilityTimeout"] >= 6 * plazo + ventana, nombre


def test_somebody_is_told_of_every_dead_letter(recursos: Recursos) -> None:
    con_alarma = {
        r["Properties"]["Dimensions"][0]["Value"]["Fn::GetAtt"][0]
        for r in of_type(recursos, "AWS::CloudWatch::Alarm").values()
        if r["Properties"]["AlarmActions"]
        and r["Properties"].get("MetricName") == "ApproximateNumberOfMessagesVisible"
    }
    fallidos = {n for n in of_type(recursos, "AWS::SQS::Queue") if n.startswith("Fallidos")}
    assert fallidos == con_alarma


def test_every_table_is_encrypted_recoverable_and_kept(recursos: Recursos) -> None:
    tablas = of_type(recursos, "AWS::DynamoDB::Table")
    assert tablas
    for nombre, tabla in tablas.items():
        assert tabla["Properties"]["SSESpecification"]["SSEEnabled"] is True, nombre
        assert tabla["Properties"]["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True
        assert tabla["DeletionPolicy"] == "Retain", nombre


def test_no_bucket_can_be_public(recursos: Recursos) -> None:
    depositos = of_type(recursos, "AWS::S3::Bucket")
    assert len(depositos) == 11
    for deposito in depositos.values():
        assert set(deposito["Properties"]["PublicAccessBlockConfiguration"].values()) == {True}
        assert deposito["DeletionPolicy"] == "Retain"


def test_every_api_method_asks_the_authorizer_but_what_is_for_everybody(recursos: Recursos) -> None:
    caminos = recursos["RestAPI"]["Properties"]["DefinitionBody"]["paths"]
    metodos = [(c, m, d) for c, ms in caminos.items() for m, d in ms.items() if m != "options"]
    assert metodos
    abiertas = {(m.upper(), c) for c, m, d in metodos if d.get("security") != [{"autorizador": []}]}
    assert abiertas == PARA_TODOS


def test_each_consumer_is_deployed_with_its_own_module(recursos: Recursos) -> None:
    """So that its cold start imports only what it needs."""
    for nombre in [*sources(recursos, "SQS"), *sources(recursos, "DynamoDB")]:
        modulo = functions(recursos)[nombre]["Properties"]["Handler"].rpartition(".")[0]
        assert modulo == f"chalicelib.handlers.eventos.{nombre.lower()}"


def test_the_code_names_exactly_the_tables_and_buckets_of_the_template(recursos: Recursos) -> None:
    from chalicelib.base import config

    nombres = {
        r["Properties"][campo]["Fn::Sub"].replace("${Prefijo}", config.PREFIJO)
        for tipo, campo in (("AWS::S3::Bucket", "BucketName"), ("AWS::SQS::Queue", "QueueName"))
        for r in of_type(recursos, tipo).values()
    }
    usados = {v for k, v in vars(config).items() if k.startswith(("DEPOSITO_", "COLA_"))}
    assert usados <= nombres

    codigo = "".join(p.read_text() for p in Path(ROOT, "chalicelib", "store").rglob("*.py"))
    tablas = {
        r["Properties"]["TableName"]["Fn::Sub"].removeprefix("${Prefijo}-")
        for r in of_type(recursos, "AWS::DynamoDB::Table").values()
    }
    assert tablas == {parte.split('"')[0] for parte in codigo.split('meta("')[1:]}


def test_one_parameter_names_the_resources_and_tells_the_functions(recursos: Recursos) -> None:
    for nombre, funcion in functions(recursos).items():
        variables = funcion["Properties"]["Environment"]["Variables"]
        assert variables["CAPTACION_PREFIJO"] == {"Ref": "Prefijo"}, nombre
        assert variables["CAPTACION_REMITENTE"] == {"Ref": "Remitente"}, nombre


def test_no_consumer_can_take_the_whole_account(recursos: Recursos) -> None:
    for nombre, fuente in sources(recursos, "SQS").items():
        assert 2 <= fuente["ScalingConfig"]["MaximumConcurrency"] <= 100, nombre


def test_a_sender_of_mails_ends_before_its_claims_run_out(recursos: Recursos) -> None:
    from chalicelib.workflows.captacion import correo_acuses as acuses
    from chalicelib.workflows.correos import correo as correos

    plazos = {"Acuses": acuses.PLAZO, "Correos": correos.PLAZO, "Masivos": correos.PLAZO}
    for funcion, plazo in plazos.items():
        assert functions(recursos)[funcion]["Properties"]["Timeout"] < plazo.total_seconds(), funcion


def test_announcements_leave_no_faster_than_their_parameter_says(plantilla: dict[str, Any]) -> None:
    """The pace of each sender is reckoned from how many run at once, and a batch at the slowest pace fits its time."""
    from chalicelib.base import config

    recursos = plantilla["Resources"]
    fuente = sources(recursos, "SQS")["Masivos"]
    assert fuente["ScalingConfig"]["MaximumConcurrency"] == config.EMISORES_MASIVOS
    lento = config.EMISORES_MASIVOS / plantilla["Parameters"]["MasivosPorSegundo"]["MinValue"]
    assert fuente["BatchSize"] * lento < functions(recursos)["Masivos"]["Properties"]["Timeout"] / 2
    entorno = functions(recursos)["Masivos"]["Properties"]["Environment"]["Variables"]
    assert entorno["CAPTACION_MASIVOS_POR_SEGUNDO"] == {"Ref": "MasivosPorSegundo"}


def test_a_killed_run_is_replaced_within_minutes_of_its_last_note(recursos: Recursos) -> None:
    """Each note renews the lease and hides the message anew: both run out soon after the last one, the lease first."""
    from chalicelib.handlers.eventos import carga, reporte
    from chalicelib.store.auxiliares.cargas import PLAZO
    from chalicelib.store.reportes.reportes import TURNO, TURNO_SIN_NOTAS

    for lease, oculto in ((PLAZO, carga.OCULTO), (TURNO, reporte.OCULTO)):
        assert lease.total_seconds() < oculto <= 300
    assert functions(recursos)["Reporte"]["Properties"]["Timeout"] < TURNO_SIN_NOTAS.total_seconds()


def test_a_report_lasts_as_long_as_it_is_told_and_its_runs_one_after_the_other(recursos: Recursos) -> None:
    from chalicelib.rules.reportes.pedido import ARCHIVO, INTENTOS
    from chalicelib.workflows.reportes.elaboracion import CORRIDA

    plazo = functions(recursos)["Reporte"]["Properties"]["Timeout"]
    assert CORRIDA.total_seconds() < plazo
    assert recursos["ColaReportes"]["Properties"]["RedrivePolicy"]["maxReceiveCount"] == INTENTOS
    [regla] = recursos["DepositoReportes"]["Properties"]["LifecycleConfiguration"]["Rules"]
    assert regla["ExpirationInDays"] == ARCHIVO.days


def test_a_session_that_ended_has_a_code_of_its_own_and_is_no_lack_of_permission(recursos: Recursos) -> None:
    respuestas = recursos["RestAPI"]["Properties"]["DefinitionBody"]["x-amazon-apigateway-gateway-responses"]
    cuerpos = {t: json.loads(r["responseTemplates"]["application/json"]) for t, r in respuestas.items()}
    assert (cuerpos["ACCESS_DENIED"]["status"], cuerpos["ACCESS_DENIED"]["code"]) == (401, "sesion_no_valida")
    assert (cuerpos["UNAUTHORIZED"]["status"], cuerpos["UNAUTHORIZED"]["code"]) == (401, "no_identificado")


def test_the_gateways_own_refusals_are_problem_documents_within_the_definition(recursos: Recursos) -> None:
    respuestas = recursos["RestAPI"]["Properties"]["DefinitionBody"]["x-amazon-apigateway-gateway-responses"]
    assert {"UNAUTHORIZED", "ACCESS_DENIED", "MISSING_AUTHENTICATION_TOKEN", "DEFAULT_5XX"} <= set(respuestas)
    for tipo, respuesta in respuestas.items():
        cuerpo = json.loads(respuesta["responseTemplates"]["application/json"])
        assert str(cuerpo["status"]) == respuesta["statusCode"], tipo
        assert {"type", "title", "code", "detail"} <= set(cuerpo), tipo
        cabeceras = respuesta["responseParameters"]
        assert cabeceras["gatewayresponse.header.Content-Type"] == "'application/problem+json'", tipo


# Beyond logs and traces, which every function writes.
PUEDEN: dict[str, set[str]] = {
    "Autorizador": {"dynamodb", "kms"},
    "APIHandler": {"dynamodb", "s3", "kms", "sqs", "ses", "cognito-idp"},
    "APIMesa": {"dynamodb", "s3", "kms", "sqs"},
    "APICierre": {"dynamodb", "s3", "kms", "sqs"},
    "APITelefono": {"dynamodb", "s3", "kms", "sqs", "ses"},
    "Recepcion": {"dynamodb", "s3", "kms", "sqs"},
    "Reparto": {"dynamodb", "sqs"},
    "Contadores": {"dynamodb", "sqs"},
    "Registral": {"dynamodb", "kms", "sqs"},
    "Acuses": {"dynamodb", "kms", "sqs", "ses"},
    "Correos": {"dynamodb", "kms", "sqs", "ses"},
    "Masivos": {"dynamodb", "kms", "sqs", "ses"},
    "Oleadas": {"dynamodb", "kms", "sqs"},
    "Carga": {"dynamodb", "kms", "sqs", "s3"},
    "Reporte": {"dynamodb", "kms", "sqs", "s3"},
    "Entrega": {"dynamodb", "kms", "sqs", "s3"},
    "Disposicion": {"dynamodb", "kms", "s3", "sqs"},
    "Secuencia": {"dynamodb", "kms", "sqs", "s3"},
    "Rebotes": {"dynamodb", "kms", "sqs"},
    "Sellado": {"dynamodb", "sqs", "s3"},
    "Asignacion": {"dynamodb", "sqs"},
    "Vigilancia": {"dynamodb", "sqs"},
    "Vista": {"dynamodb", "kms", "s3", "sqs"},
    "Salidas": {"dynamodb", "kms", "sqs"},
    "Ronda": {"dynamodb", "kms", "s3", "sqs"},
}


PARA_TODOS = {
    ("GET", "/v1/procesos-vigentes"),
    ("GET", "/v1/atencion"),
    ("GET", "/v1/openapi.json"),
    ("GET", "/v1/avisos-privacidad"),
    ("GET", "/v1/bitacora"),
    ("GET", "/v1/avisos-privacidad/{aviso}"),
    ("GET", "/v1/publico/avance"),
    ("GET", "/v1/publico/avance/datos"),
    ("GET", "/v1/publico/procesos/{proceso}/avance"),
}
"""Routes that ask nobody who they are."""


def statements(recursos: Recursos, funcion: str) -> list[dict[str, Any]]:
    papel = recursos[functions(recursos)[funcion]["Properties"]["Role"]["Fn::GetAtt"][0]]
    return [s for p in papel["Properties"]["Policies"] for s in p["PolicyDocument"]["Statement"]]


def test_each_function_has_a_role_of_its_own_with_the_services_it_needs(recursos: Recursos) -> None:
    assert set(PUEDEN) == set(functions(recursos))
    for funcion, servicios in PUEDEN.items():
        usados = {a.partition(":")[0] for s in statements(recursos, funcion) for a in s["Action"]}
        assert usados - {"logs", "xray"} == servicios, funcion


def test_no_policy_reaches_beyond_this_systems_resources(recursos: Recursos) -> None:
    for funcion in PUEDEN:
        for s in statements(recursos, funcion):
            assert s["Effect"] == "Allow"
            assert not any("*" in a for a in s["Action"]), (funcion, s)
            if s["Action"][0].startswith(("logs:", "xray:", "ses:")):
                continue
            if s["Action"] == ["kms:ListKeys", "kms:ListResourceTags"]:  # which keys there are, and whose
                continue
            if s["Action"][0].startswith("kms:"):
                cual = (
                    "RequestTag" if s["Action"][0] in ("kms:CreateKey", "kms:TagResource") else "ResourceTag"
                )
                condiciones = s["Condition"]["StringEquals"]
                assert condiciones[f"aws:{cual}/sistema"] == {"Ref": "Prefijo"}
                assert cual == "RequestTag" or condiciones["aws:ResourceTag/uso"], (funcion, s)
                continue
            if s["Action"][0].startswith("cognito-idp:"):
                assert s["Resource"] == [{"Fn::GetAtt": ["UsuariosInstitucionales", "Arn"]}]
                continue
            alcance = s["Resource"] if isinstance(s["Resource"], list) else [s["Resource"]]
            assert all("${Prefijo}-" in r["Fn::Sub"] for r in alcance), (funcion, s)


def test_only_the_api_makes_keys_and_each_bears_the_systems_tag(recursos: Recursos) -> None:
    hacen = {f for f in PUEDEN for s in statements(recursos, f) if "kms:CreateKey" in s["Action"]}
    assert hacen == {"APIHandler"}


def test_the_daily_watch_runs_at_nine_of_the_centre_and_its_failure_is_told(recursos: Recursos) -> None:
    fuente = sources(recursos, "Schedule")["Vigilancia"]
    assert fuente["Schedule"] == "cron(0 15 * * ? *)"
    vigilancia = functions(recursos)["Vigilancia"]["Properties"]
    assert vigilancia["Handler"] == "chalicelib.handlers.eventos.vigilancia.vigilancia"
    destino = vigilancia["EventInvokeConfig"]["DestinationConfig"]["OnFailure"]
    assert destino == {"Type": "SQS", "Destination": {"Fn::GetAtt": ["FallidosVigilancia", "Arn"]}}


def test_what_changes_owe_is_handed_over_every_five_minutes_and_a_failure_is_told(recursos: Recursos) -> None:
    """A request ends before what it owes is taken for left behind."""
    from chalicelib.store.correos.salidas import DEMORA

    assert sources(recursos, "Schedule")["Salidas"]["Schedule"] == "rate(5 minutes)"
    assert functions(recursos)["APIHandler"]["Properties"]["Timeout"] < DEMORA.total_seconds()
    alarma = recursos["AlarmaSalidas"]["Properties"]
    assert (alarma["Namespace"], alarma["MetricName"]) == ("AWS/Lambda", "Errors")
    assert alarma["Dimensions"] == [{"Name": "FunctionName", "Value": {"Ref": "Salidas"}}]
    assert alarma["AlarmActions"]


def test_somebody_is_told_of_records_that_are_late_at_the_mesa_13_9(recursos: Recursos) -> None:
    from chalicelib.base.metricas import ESPACIO

    alarma = recursos["AlarmaPlazos"]["Properties"]
    assert (alarma["Namespace"], alarma["MetricName"]) == (ESPACIO, "MesaVencidos")
    assert (alarma["Statistic"], alarma["Threshold"]) == ("Maximum", 0)
    assert alarma["AlarmActions"]


def test_only_reception_writes_expedientes_and_the_api_their_scans_and_who_reads_them(
    recursos: Recursos,
) -> None:
    def who(accion: str, deposito: str) -> set[str]:
        return {
            f
            for f in PUEDEN
            for s in statements(recursos, f)
            if accion in s["Action"] and any(r["Fn::Sub"].endswith(deposito) for r in s["Resource"])
        }

    assert who("s3:PutObject", "-expedientes/*") == {"Recepcion"}
    assert who("s3:PutObject", "-expedientes/*/soportes/*") == {"APIMesa"}
    assert who("s3:GetObject", "-expedientes/*") == {"APIMesa", "Entrega", "Vista"}
    assert who("s3:DeleteObject", "-entrada/*") == {"Recepcion"}


def test_the_functions_take_the_institutional_pool_and_domain_from_the_template(recursos: Recursos) -> None:
    variables = functions(recursos)["APIHandler"]["Properties"]["Environment"]["Variables"]
    assert variables["CAPTACION_POOL_INSTITUCIONAL"] == {"Ref": "UsuariosInstitucionales"}
    assert variables["CAPTACION_DOMINIO_INSTITUCIONAL"] == {"Ref": "DominioInstitucional"}


def test_a_temporary_password_lasts_as_long_as_its_mail_says_5_4(recursos: Recursos) -> None:
    from chalicelib.workflows.cuentas.credenciales import DIAS, temporary_password

    reglas = recursos["UsuariosInstitucionales"]["Properties"]["Policies"]["PasswordPolicy"]
    assert reglas["TemporaryPasswordValidityDays"] == DIAS
    assert len(temporary_password()) >= reglas["MinimumLength"]


def test_nobody_makes_an_account_or_writes_an_address_by_themselves_5_4_8_4(recursos: Recursos) -> None:
    for grupo in of_type(recursos, "AWS::Cognito::UserPool").values():
        assert grupo["Properties"]["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}
        assert grupo["Properties"]["AccountRecoverySetting"]["RecoveryMechanisms"][0]["Name"] == "admin_only"
    assert recursos["ClienteInstitucional"]["Properties"]["WriteAttributes"] == ["locale"]
    for cliente in of_type(recursos, "AWS::Cognito::UserPoolClient").values():
        assert cliente["Properties"]["AllowedOAuthFlows"] == ["code"]
        assert "aws.cognito.signin.user.admin" not in cliente["Properties"]["AllowedOAuthScopes"]
        assert "ClientSecret" not in cliente["Properties"]


def test_no_secret_of_a_provider_is_in_the_template_6_1_d(plantilla: dict[str, Any]) -> None:
    proveedores = of_type(plantilla["Resources"], "AWS::Cognito::UserPoolIdentityProvider")
    assert {p["Condition"] for p in proveedores.values()} == {"ConGoogle", "ConFacebook", "ConX"}
    for p in proveedores.values():
        secreto = p["Properties"]["ProviderDetails"]["client_secret"]["Fn::Sub"]
        assert secreto.startswith("{{resolve:secretsmanager:${Prefijo}-")


def test_the_providers_have_the_names_that_tokens_are_read_by_6_1_d(recursos: Recursos) -> None:
    from chalicelib.workflows.cuentas.identidad import PROVEEDORES

    nombres = {
        p["Properties"]["ProviderName"].lower()
        for p in of_type(recursos, "AWS::Cognito::UserPoolIdentityProvider").values()
    }
    assert {PROVEEDORES[n] for n in nombres} == {"google", "facebook", "x"}


def test_the_gateway_admits_so_many_requests_a_second_18_5(recursos: Recursos) -> None:
    ajuste, *publicas = recursos["RestAPI"]["Properties"]["MethodSettings"]
    assert (ajuste["ResourcePath"], ajuste["HttpMethod"]) == ("/*", "*")
    assert ajuste["ThrottlingRateLimit"] == {"Ref": "LimiteSolicitudes"}
    # Each route of public progress has a rate of its own, so that it never takes a phone's place.
    caminos = {p["ResourcePath"].replace("~1", "/")[1:] for p in publicas}
    assert caminos == {c for m, c in PARA_TODOS if c.startswith("/v1/publico/")}
    assert all(0 < p["ThrottlingRateLimit"] <= p["ThrottlingBurstLimit"] <= 100 for p in publicas)


def test_the_gateway_s_own_answers_name_the_portal_and_carry_the_headers_of_the_others(recursos):
    propias = recursos["RestAPI"]["Properties"]["DefinitionBody"]["x-amazon-apigateway-gateway-responses"]
    from chalicelib.borde.ruta import DE_TODAS

    for tipo, respuesta in propias.items():
        cabeceras = {c.rpartition(".")[2]: v for c, v in respuesta["responseParameters"].items()}
        assert cabeceras["Access-Control-Allow-Origin"] == {"Fn::Sub": "'${Portal}'"}, tipo
        for nombre, valor in DE_TODAS.items():
            assert cabeceras[nombre] == f"'{valor}'", (tipo, nombre)


@pytest.mark.parametrize(
    ("alarma", "metrica"),
    [
        ("AlarmaRechazos", "Rechazos"),
        ("AlarmaTokens", "TokensRechazados"),
        ("AlarmaFallas", "FallasInternas"),
        ("AlarmaBitacora", "NoAnotados"),
        ("AcusesTardios", "AcusesTardios"),
    ],
)
def test_an_alarm_stands_on_each_figure_of_the_edge(recursos, alarma, metrica):
    propiedades = recursos[alarma]["Properties"]
    assert (propiedades["Namespace"], propiedades["MetricName"]) == ("Captacion", metrica)
    assert propiedades["AlarmActions"]
    fuentes = [f.read_text() for f in Path("chalicelib").rglob("*.py")]
    assert any(f'record_metric("{metrica}"' in texto for texto in fuentes)


def test_accesses_are_logged_without_ids_and_kept(recursos):
    registro = recursos["RestAPI"]["Properties"]["AccessLogSetting"]
    assert registro["DestinationArn"] == {"Fn::GetAtt": ["RegistroAccesos", "Arn"]}
    assert "$context.resourcePath" in registro["Format"] and "$context.path" not in registro["Format"]
    assert recursos["RegistroAccesos"]["Properties"]["RetentionInDays"] >= 365
