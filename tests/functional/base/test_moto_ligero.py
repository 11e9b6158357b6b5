"""What the lighter moto answers is what was written, whatever the kind of its values."""

from typing import Any

import pytest

from chalicelib.base import aws, config
from tests.escenario.moto_ligero import as_answered

VALORES: dict[str, dict[str, Any]] = {
    "texto": {"S": ""},
    "numero": {"N": "12.50"},
    "falso": {"BOOL": False},
    "nulo": {"NULL": True},
    "bytes": {"B": b"\x00\xff"},
    "textos": {"SS": ["a", "b"]},
    "mapa": {"M": {"a": {"S": "x"}, "dentro": {"M": {}}, "vacia": {"L": []}}},
    "mapa_con_bytes": {"M": {"b": {"B": b"\x01"}, "n": {"N": "1"}}},
    "lista": {"L": [{"S": "x"}, {"L": [{"BOOL": True}]}]},
    "lista_con_bytes": {"L": [{"B": b"\x02"}, {"S": "x"}]},
}
MIRADOS = {"texto", "numero", "falso", "nulo", "mapa", "lista"}


def test_an_item_comes_back_as_it_was_written(aws_fingido: None) -> None:
    dynamodb, tabla = aws.client("dynamodb"), config.tabla("unicos")
    item = {"llave": {"S": "k"}, **VALORES}
    dynamodb.put_item(TableName=tabla, Item=item)
    assert dynamodb.get_item(TableName=tabla, Key={"llave": item["llave"]})["Item"] == item
    assert dynamodb.scan(TableName=tabla)["Items"] == [item]


@pytest.mark.parametrize("cual", VALORES)
def test_what_is_neither_text_nor_number_is_left_to_moto(cual: str) -> None:
    assert as_answered(VALORES[cual]) == (VALORES[cual] if cual in MIRADOS else None)
