"""Envelopes: what opens, what is refused, and when KMS is asked."""

import io
import os

import aws_encryption_sdk
import boto3
import pytest
from aws_encryption_sdk.internal.formatting.deserialize import deserialize_header
from botocore.exceptions import ClientError, EndpointConnectionError
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from moto import mock_aws

from chalicelib.vault import sobres
from chalicelib.vault.errores import SobreInvalido
from chalicelib.vault.llaves import ErrorDeKms, LlaveCaptura
from cliente.sobre import seal
from tests.unit.vault.kms_falso import LLAVE_REPOSO, KmsFalso
from tests.unit.vault.vectores import ARN, CONTEXTO, LLAVE_CAPTURA, VECTORES, data

SELLADO = data(VECTORES["buenos"][0]["sellado"])
REPOSO = {"proceso": "PRUEBA26", "aspirante": "ASP0001", "folio": VECTORES["folio"]}


@pytest.fixture
def kms():
    return KmsFalso(ARN, LLAVE_CAPTURA)


def refused_code(open_it, *args) -> str:
    with pytest.raises(SobreInvalido) as refused:
        open_it(*args)
    return refused.value.codigo


@pytest.mark.parametrize("name", ["version", "proceso", "dispositivo", "registro"])
def test_another_context_is_refused_without_asking_kms(kms, name):
    expected = CONTEXTO | {name: "OTRO0001"}
    assert refused_code(sobres.open_capture, kms, SELLADO, ARN, expected) == "sobre_otro_contexto"
    assert kms.calls == []


def test_a_message_for_another_key_is_refused_without_asking_kms(kms):
    assert refused_code(sobres.open_capture, kms, SELLADO, ARN + "x", CONTEXTO) == "sobre_otra_llave"
    assert kms.calls == []


def test_a_key_other_than_the_one_asked_for_is_not_believed(kms):
    kms.answers_as = ARN + "x"
    assert refused_code(sobres.open_capture, kms, SELLADO, ARN, CONTEXTO) == "sobre_otra_llave"


def test_kms_saying_that_it_is_another_key_is_a_refusal(kms):
    kms.fails_with = "IncorrectKeyException"
    assert refused_code(sobres.open_capture, kms, SELLADO, ARN, CONTEXTO) == "sobre_otra_llave"


@pytest.mark.parametrize(
    "code",
    ["ThrottlingException", "KMSInternalException", "KeyUnavailableException", "AccessDeniedException"],
)
def test_trouble_of_kms_is_not_the_senders(kms, code):
    kms.fails_with = code
    with pytest.raises(ClientError) as error:
        sobres.open_capture(kms, SELLADO, ARN, CONTEXTO)
    assert error.value.response["Error"]["Code"] == code


def test_kms_out_of_reach_is_not_the_senders():
    class Unreachable:
        def decrypt(self, **_):
            raise EndpointConnectionError(endpoint_url="http://127.0.0.1:1")

    with pytest.raises(EndpointConnectionError):
        sobres.open_capture(Unreachable(), SELLADO, ARN, CONTEXTO)


@pytest.mark.parametrize("answer", [{}, {"KeyId": ARN}, {"KeyId": ARN, "Plaintext": None}])
def test_an_answer_of_kms_that_we_do_not_understand_is_not_the_senders(answer):
    class Changed:
        def decrypt(self, **_):
            return answer

    with pytest.raises((ErrorDeKms, TypeError)):
        sobres.open_capture(Changed(), SELLADO, ARN, CONTEXTO)


def test_a_client_of_kms_that_is_badly_set_up_is_not_the_senders():
    class Misconfigured:
        def decrypt(self, **_):
            raise ValueError("Invalid endpoint")

    with pytest.raises(ErrorDeKms):
        sobres.open_capture(Misconfigured(), SELLADO, ARN, CONTEXTO)


def test_a_client_of_kms_with_other_arguments_is_not_the_senders():
    class Changed:
        def decrypt(self, key):
            return key

    with pytest.raises(TypeError):
        sobres.open_capture(Changed(), SELLADO, ARN, CONTEXTO)


@pytest.mark.parametrize(
    "start", [b"\x01\x03\x78", b"\x01\x04\x78", b"\x02\x03\x78", b"\x02\x00\x14", b"\x03\x04\x78"]
)
def test_another_version_or_suite_is_the_senders_and_kms_is_not_asked(kms, start):
    assert refused_code(sobres.open_capture, kms, start + SELLADO[3:], ARN, CONTEXTO) == "sobre_malformado"
    assert kms.calls == []


def test_a_verification_key_that_is_no_point_is_the_senders(kms):
    """What stands in the header for the signing suite's key; the first byte of a point is 2 or 3."""
    firmado = data(next(v["sellado"] for v in VECTORES["buenos"] if "con-firma" in v["sellado"]))
    at = firmado.index(b"aws-crypto-public-key") + len(b"aws-crypto-public-key") + 2
    assert firmado[at : at + 1] == b"A"  # base64 of the first byte begins with it
    otro = firmado[:at] + b"/" + firmado[at + 1 :]
    assert refused_code(sobres.open_capture, kms, otro, ARN, CONTEXTO) == "sobre_alterado"


def test_more_than_the_largest_expediente_is_not_even_parsed(kms):
    huge = SELLADO + bytes(sobres.MAX_SELLADO)
    assert refused_code(sobres.open_capture, kms, huge, ARN, CONTEXTO) == "sobre_excedido"


@pytest.mark.parametrize(
    "size", [0, 1, sobres.TRAMO_REPOSO - 1, sobres.TRAMO_REPOSO, 3 * sobres.TRAMO_REPOSO + 5]
)
def test_what_is_sealed_at_rest_opens_to_the_same_bytes_with_two_calls(kms, size):
    clear = os.urandom(size)
    sealed = sobres.seal_at_rest(kms, clear, LLAVE_REPOSO, REPOSO)
    assert sobres.open_at_rest(kms, sealed, LLAVE_REPOSO, REPOSO) == clear
    assert kms.calls == ["GenerateDataKey", "Decrypt"]


def test_what_is_at_rest_does_not_open_as_another_folio(kms):
    sealed = sobres.seal_at_rest(kms, b"claro", LLAVE_REPOSO, REPOSO)
    other = REPOSO | {"folio": "ASP0001-AUX0001-DISP0001-R0002"}
    assert refused_code(sobres.open_at_rest, kms, sealed, LLAVE_REPOSO, other) == "sobre_otro_contexto"


def test_what_a_phone_sealed_is_not_taken_for_what_is_at_rest(kms):
    assert refused_code(sobres.open_at_rest, kms, SELLADO, ARN, CONTEXTO) == "sobre_otra_llave"


def test_sealing_wants_the_arn_of_the_key_so_that_opening_can_compare_it(kms):
    kms.answers_as = LLAVE_REPOSO
    with pytest.raises(ValueError, match="ARN"):
        sobres.seal_at_rest(kms, b"claro", "alias/proceso", REPOSO)


def test_a_key_wrapped_with_a_shorter_rsa_key_is_refused_without_asking_kms(kms):
    short = rsa.generate_private_key(65537, 2048).public_key()
    der = short.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    sealed = seal(b"claro", der, ARN, CONTEXTO)
    assert refused_code(sobres.open_capture, kms, sealed, ARN, CONTEXTO) == "sobre_malformado"
    assert kms.calls == []


def test_an_empty_wrapped_key_is_refused_without_asking_kms(kms):
    sealed = sobres.seal_at_rest(kms, b"claro", LLAVE_REPOSO, REPOSO)
    header, _ = deserialize_header(io.BytesIO(sealed))
    (wrapped,) = header.encrypted_data_keys
    blob = len(wrapped.encrypted_data_key).to_bytes(2) + wrapped.encrypted_data_key
    without = sealed.replace(blob, b"\x00\x00")
    assert refused_code(sobres.open_at_rest, kms, without, LLAVE_REPOSO, REPOSO) == "sobre_malformado"
    assert kms.calls == ["GenerateDataKey"]


def test_a_data_key_of_another_length_is_refused():
    class ShortKms(KmsFalso):
        def decrypt(self, **arguments):
            return super().decrypt(**arguments) | {"Plaintext": bytes(16)}

    llave = LlaveCaptura(ShortKms(ARN, LLAVE_CAPTURA), ARN, CONTEXTO)
    header, _ = deserialize_header(io.BytesIO(SELLADO))
    asked = (header.encrypted_data_keys, header.algorithm, header.encryption_context)
    assert refused_code(llave.decrypt_data_key_from_list, *asked) == "sobre_alterado"


@pytest.mark.parametrize("tramo", [64 * 1024, 256 * 1024])
@mock_aws
def test_what_was_kept_with_other_frames_stays_readable(tramo):
    kms = boto3.client("kms", "us-east-1")
    arn = kms.create_key()["KeyMetadata"]["Arn"]
    clear = os.urandom(300_000)
    sealed, _ = aws_encryption_sdk.EncryptionSDKClient().encrypt(
        source=clear,
        key_provider=aws_encryption_sdk.key_providers.kms.KMSMasterKey(key_id=arn, client=kms),
        algorithm=aws_encryption_sdk.Algorithm.AES_256_GCM_HKDF_SHA512_COMMIT_KEY,
        encryption_context=REPOSO,
        frame_length=tramo,
    )
    assert sobres.open_at_rest(kms, sealed, arn, REPOSO) == clear


@mock_aws
def test_what_is_at_rest_is_an_ordinary_message_that_the_stock_sdk_opens():
    kms = boto3.client("kms", "us-east-1")
    arn = kms.create_key()["KeyMetadata"]["Arn"]
    clear = os.urandom(300_000)
    sealed = sobres.seal_at_rest(kms, clear, arn, REPOSO)
    stock = aws_encryption_sdk.key_providers.kms.KMSMasterKey(key_id=arn, client=kms)
    opened, header = aws_encryption_sdk.EncryptionSDKClient().decrypt(source=sealed, key_provider=stock)
    assert (opened, header.encryption_context) == (clear, REPOSO)
    assert header.frame_length == sobres.TRAMO_REPOSO
    assert sobres.open_at_rest(kms, sealed, arn, REPOSO) == clear
