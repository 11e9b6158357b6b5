"""The manifest: format, and nothing of it in the errors."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from chalicelib.vault.errores import ExpedienteInvalido
from chalicelib.vault.esquema import esquema
from chalicelib.vault.registro import LLAVES_POR_MODELO, read_registro
from cliente import muestra
from cliente.expediente import complete, new_device_key, public_der

ESQUEMA = Path(__file__).parents[3] / "docs" / "expediente-v1.schema.json"
BUENO = complete(muestra.registro("G"), muestra.images(), public_der(new_device_key()))
VALIDATOR = jsonschema.Draft202012Validator(esquema())


def credencial(**changes):
    return {"credencial": {k: v for k, v in (BUENO["credencial"] | changes).items() if v is not ...}}


MALOS = [
    ({"proceso": "abc1"}, "$.proceso"),
    ({"proceso": "ABC"}, "$.proceso"),
    ({"registro": "R" * 27}, "$.registro"),
    ({"modo": "otro"}, "$.modo"),
    ({"lugar": {"latitud": 91, "longitud": 0, "precision_m": 1}}, "$.lugar.latitud"),
    ({"lugar": {"latitud": 1, "longitud": 0}}, "$.lugar"),
    ({"original_presentada": "sí"}, "$.original_presentada"),
    ({"llave_dispositivo": "A" * 124}, "$.llave_dispositivo"),
    ({"archivos": {}}, "$.archivos"),
    (credencial(modelo="B"), "$.credencial.modelo"),
    (credencial(cic="12345678"), "$.credencial.cic"),
    (credencial(cic="١٢٣٤٥٦٧٨٩"), "$.credencial.cic"),
    (credencial(mrz=["A" * 30] * 2), "$.credencial.mrz"),
    (credencial(mrz=["a" * 30] * 3), "$.credencial.mrz"),
    (credencial(nombre="con\u0007control"), "$.credencial.nombre"),
    (credencial(curp="NO ES UNA CURP"), "$.credencial.curp"),
]


def refused(registro: dict) -> ExpedienteInvalido:
    with pytest.raises(ExpedienteInvalido) as error:
        read_registro(json.dumps(registro).encode())
    return error.value


@pytest.mark.parametrize(
    ("changes", "path"), MALOS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_breaks_the_schema_is_refused_saying_where(changes, path):
    error = refused(BUENO | changes)
    assert error.codigo == "registro_esquema"
    assert path in error.texto
    assert not VALIDATOR.is_valid(BUENO | changes)


@pytest.mark.parametrize("member", sorted(BUENO))
def test_no_member_may_be_missing(member):
    without = {k: v for k, v in BUENO.items() if k != member}
    assert refused(without).codigo == "registro_esquema"
    assert not VALIDATOR.is_valid(without)


@pytest.mark.parametrize(("modelo", "llave"), [(m, k) for m, keys in LLAVES_POR_MODELO.items() for k in keys])
def test_each_model_brings_the_keys_of_its_look_up(modelo, llave):
    full = {k: v for example in muestra.CREDENCIALES.values() for k, v in example.items()} | {
        "modelo": modelo
    }
    assert read_registro(json.dumps(BUENO | {"credencial": full}).encode()).credencial.modelo == modelo
    without = BUENO | {"credencial": {k: v for k, v in full.items() if k != llave}}
    for modo in ("mi_apoyo", "cedula"):
        error = refused(without | {"modo": modo})
        assert (error.codigo, llave in error.texto) == ("faltan_llaves", True)
        assert not VALIDATOR.is_valid(without | {"modo": modo})


@pytest.mark.parametrize(("modelo", "llave"), [(m, k) for m, keys in LLAVES_POR_MODELO.items() for k in keys])
def test_a_support_whose_keys_cannot_be_read_is_a_record_and_goes_to_the_mesa_13_7_f(modelo, llave):
    """13.7 f: "ilegible en alguno de los elementos siguientes: […] Clave de elector, Número de emisión, OCR o CIC"."""
    full = {k: v for example in muestra.CREDENCIALES.values() for k, v in example.items()} | {
        "modelo": modelo
    }
    without = BUENO | {"credencial": {k: v for k, v in full.items() if k != llave}}
    assert BUENO["modo"] == "auxiliar"
    assert getattr(read_registro(json.dumps(without).encode()).credencial, llave) is None
    assert VALIDATOR.is_valid(without)


@pytest.mark.parametrize("date", ["2026-02-29", "2026-13-01", "2026-00-10", "0000-01-01"])
def test_a_date_outside_the_calendar_is_refused(date):
    assert refused(BUENO | {"capturado_en": f"{date}T00:00:00Z"}).codigo == "fecha_imposible"


def test_an_hour_outside_the_clock_is_refused():
    assert refused(BUENO | {"capturado_en": "2026-03-01T24:00:01Z"}).codigo == "fecha_imposible"


def test_no_error_repeats_what_was_written():
    secret = "HRGRJN82050602H900"
    texts = [
        refused(BUENO | {secret: 1}),
        refused(BUENO | {"modo": secret}),
        refused(BUENO | {f"x` - at `$.{secret}": 1}),
        refused(BUENO | credencial(clave_elector=secret + "9")),
        refused(BUENO | {"folio": "-".join([secret[:12], "AUX1", "DISP", "R001"])}),
    ]
    assert not [text for text in texts if secret[:12] in str(text)]


def test_the_published_schema_is_the_one_the_types_make():
    made = subprocess.run(
        [sys.executable, "-m", "chalicelib.vault.esquema"], capture_output=True, text=True, check=True
    )
    assert ESQUEMA.read_text() == made.stdout


@pytest.mark.parametrize("modelo", muestra.CREDENCIALES)
def test_the_published_schema_accepts_what_the_client_makes(modelo):
    jsonschema.Draft202012Validator.check_schema(json.loads(ESQUEMA.read_text()))
    VALIDATOR.validate(
        complete(muestra.registro(modelo), muestra.images(), public_der(new_device_key())),
    )
