"""The mail: the identity that signs, the configuration set, and a queue for what bounced or was complained of."""

from typing import Any

from infra.destino import REGIONES_CON_SES

TIPOS = ("AWS::SES::",)


def add(plantilla: dict[str, Any]) -> None:
    """Topic and queue of bounces, and SES's own resources (see `without_ses`)."""
    plantilla["Resources"] |= _queue() | _ses()


def without_ses(plantilla: dict[str, Any], region: str) -> dict[str, Any]:
    """The template without SES where this region's CloudFormation does not know it: the console makes them there."""
    if region not in REGIONES_CON_SES:
        for nombre in [n for n, r in plantilla["Resources"].items() if r["Type"].startswith(TIPOS)]:
            del plantilla["Resources"][nombre]
    return plantilla


def _queue() -> dict[str, Any]:
    return {
        "TemaRebotes": {
            "Type": "AWS::SNS::Topic",
            "Properties": {"TopicName": {"Fn::Sub": "${Prefijo}-rebotes"}},
        },
        "PermisoTemaRebotes": {
            "Type": "AWS::SNS::TopicPolicy",
            "Properties": {"Topics": [{"Ref": "TemaRebotes"}], "PolicyDocument": _only(_SES_PUBLISHES)},
        },
        "ColaRebotes": {
            "Type": "AWS::SQS::Queue",
            "Properties": {
                "QueueName": {"Fn::Sub": "${Prefijo}-rebotes"},
                "VisibilityTimeout": 360,
                "MessageRetentionPeriod": 1209600,
                "RedrivePolicy": {
                    "deadLetterTargetArn": {"Fn::GetAtt": ["FallidosRebotes", "Arn"]},
                    "maxReceiveCount": 8,
                },
            },
        },
        "FallidosRebotes": {
            "Type": "AWS::SQS::Queue",
            "Properties": {
                "QueueName": {"Fn::Sub": "${Prefijo}-rebotes-fallidos"},
                "MessageRetentionPeriod": 1209600,
            },
        },
        "PermisoColaRebotes": {
            "Type": "AWS::SQS::QueuePolicy",
            "Properties": {"Queues": [{"Ref": "ColaRebotes"}], "PolicyDocument": _only(_TOPIC_SENDS)},
        },
        "RebotesALaCola": {
            "Type": "AWS::SNS::Subscription",
            "DependsOn": "PermisoColaRebotes",
            "Properties": {
                "TopicArn": {"Ref": "TemaRebotes"},
                "Protocol": "sqs",
                "Endpoint": {"Fn::GetAtt": ["ColaRebotes", "Arn"]},
                "RawMessageDelivery": True,
            },
        },
    }


_SES_PUBLISHES: dict[str, Any] = {
    "Effect": "Allow",
    "Principal": {"Service": "ses.amazonaws.com"},
    "Action": "sns:Publish",
    "Resource": {"Ref": "TemaRebotes"},
    "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}},
}
_TOPIC_SENDS: dict[str, Any] = {
    "Effect": "Allow",
    "Principal": {"Service": "sns.amazonaws.com"},
    "Action": "sqs:SendMessage",
    "Resource": {"Fn::GetAtt": ["ColaRebotes", "Arn"]},
    "Condition": {"ArnEquals": {"aws:SourceArn": {"Ref": "TemaRebotes"}}},
}


def _only(permiso: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [permiso]}


def _ses() -> dict[str, Any]:
    """Every mail of the identity goes through the set without saying so; who bounced is not written to again."""
    return {
        "ConjuntoCorreo": {
            "Type": "AWS::SES::ConfigurationSet",
            "Properties": {
                "Name": {"Fn::Sub": "${Prefijo}-correo"},
                "SendingOptions": {"SendingEnabled": True},
                "ReputationOptions": {"ReputationMetricsEnabled": True},
                "DeliveryOptions": {"TlsPolicy": "REQUIRE"},
                "SuppressionOptions": {"SuppressedReasons": ["BOUNCE", "COMPLAINT"]},
            },
        },
        "DestinoRebotes": {
            "Type": "AWS::SES::ConfigurationSetEventDestination",
            "DependsOn": "PermisoTemaRebotes",
            "Properties": {
                "ConfigurationSetName": {"Ref": "ConjuntoCorreo"},
                "EventDestination": {
                    "Name": "rebotes",
                    "Enabled": True,
                    "MatchingEventTypes": ["bounce", "complaint"],
                    "SnsDestination": {"TopicARN": {"Ref": "TemaRebotes"}},
                },
            },
        },
        "IdentidadCorreo": {
            "Type": "AWS::SES::EmailIdentity",
            "Properties": {
                "EmailIdentity": {"Fn::If": ["FirmaDominio", {"Ref": "DominioCorreo"}, {"Ref": "Remitente"}]},
                "DkimSigningAttributes": {
                    "Fn::If": [
                        "FirmaDominio",
                        {"NextSigningKeyLength": "RSA_2048_BIT"},
                        {"Ref": "AWS::NoValue"},
                    ]
                },
                "ConfigurationSetAttributes": {"ConfigurationSetName": {"Ref": "ConjuntoCorreo"}},
            },
        },
    }
