"""Reader of the stream of table `apoyos`, as Lambda reads it, and Lambda events made of its records."""

from typing import Any

from chalicelib.base import aws, config


class Flujo:
    """Reader of the stream that continues from its last place."""

    def __init__(self) -> None:
        tabla = aws.client("dynamodb").describe_table(TableName=config.tabla("apoyos"))["Table"]
        self.arn = tabla["LatestStreamArn"]
        flujos = aws.client("dynamodbstreams")
        [fragmento] = flujos.describe_stream(StreamArn=self.arn)["StreamDescription"]["Shards"]
        self.fragmento: str = fragmento["ShardId"]
        self._iterador = flujos.get_shard_iterator(
            StreamArn=self.arn, ShardId=self.fragmento, ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]

    def news(self) -> list[dict[str, Any]]:
        """Stream records since the last call, oldest first."""
        pagina = aws.client("dynamodbstreams").get_records(ShardIterator=self._iterador)
        self._iterador = pagina["NextShardIterator"]
        registros: list[dict[str, Any]] = pagina["Records"]
        return registros


def event(registros: list[dict[str, Any]]) -> dict[str, Any]:
    """A Lambda event of those stream records."""
    return {"Records": [_record(r) for r in registros]}


def _record(r: dict[str, Any]) -> dict[str, Any]:
    """Stream record as Lambda passes it: times in seconds, of which boto3 has made datetimes."""
    segundos = r["dynamodb"]["ApproximateCreationDateTime"].timestamp()
    dynamodb = {**r["dynamodb"], "ApproximateCreationDateTime": segundos}
    return {**r, "dynamodb": dynamodb, "eventSourceARN": "arn:sintetico"}
