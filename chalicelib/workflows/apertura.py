"""Opening a process: its keys are made, and its secret wrapped, once (Protocolo 6.1 A, 9.13, 16.1)."""

from chalicelib import aws, config
from chalicelib.store.procesos import Proceso
from chalicelib.vault.secretos import wrap_secret


def open_process(proceso: str, opl: str, nombre: str, entidad: str) -> Proceso:
    """Make the process with keys of its own: destroying them is what will end its expedientes (16.1).

    Raises PynamoDB's `PutError` when the process exists.
    """
    kms = aws.client("kms")
    # The functions' policies admit only keys with the system's tag.
    etiquetas = [
        {"TagKey": "sistema", "TagValue": config.PREFIJO},
        {"TagKey": "proceso", "TagValue": proceso},
    ]
    captura = kms.create_key(
        KeySpec="RSA_4096", KeyUsage="ENCRYPT_DECRYPT", Description=f"{proceso}: captura", Tags=etiquetas
    )["KeyMetadata"]["Arn"]
    resguardo = kms.create_key(Description=f"{proceso}: resguardo", Tags=etiquetas)["KeyMetadata"]["Arn"]
    abierto = Proceso(
        proceso=proceso,
        opl=opl,
        nombre=nombre,
        entidad=entidad,
        llave_captura=captura,
        llave_captura_publica=kms.get_public_key(KeyId=captura)["PublicKey"],
        llave_resguardo=resguardo,
        secreto=wrap_secret(kms, resguardo, {"proceso": proceso}),
    )
    abierto.save(condition=Proceso.proceso.does_not_exist())
    return abierto
