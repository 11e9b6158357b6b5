"""SQS events as Lambda hands them over."""

import json
from typing import Any


def batch(*cuerpos: Any) -> dict[str, Any]:
    """An event of messages m0, m1, … with these bodies; a text is sent as it is."""
    return {
        "Records": [
            {
                "messageId": f"m{n}",
                "receiptHandle": "r",
                "body": cuerpo if isinstance(cuerpo, str) else json.dumps(cuerpo),
            }
            for n, cuerpo in enumerate(cuerpos)
        ]
    }


def failed(respuesta: dict[str, Any]) -> list[str]:
    """Messages that will come again."""
    return [f["itemIdentifier"] for f in respuesta["batchItemFailures"]]
