"""Users of the institutional Cognito pool: made, given a temporary password, let in and shut out (Protocolo 5.4).

Every call may be repeated. Mails are in small letters: the emulated pool takes two cases for two people.
"""

from chalicelib.base import aws, config


def ensure_user(correo: str) -> str:
    """The subject (`<issuer>|<sub>`) of the user with that mail, made if there is none.

    No mail leaves Cognito, and until `set_temporary_password` nobody knows a password of the new user.
    """
    cognito = aws.client("cognito-idp")
    grupo = config.pool_institucional()
    atributos = [{"Name": "email", "Value": correo}, {"Name": "email_verified", "Value": "true"}]
    try:
        usuario = cognito.admin_create_user(
            UserPoolId=grupo, Username=correo, MessageAction="SUPPRESS", UserAttributes=atributos
        )["User"]["Attributes"]
    except cognito.exceptions.UsernameExistsException:
        usuario = cognito.admin_get_user(UserPoolId=grupo, Username=correo)["UserAttributes"]
    sub = next(a["Value"] for a in usuario if a["Name"] == "sub")
    return f"{config.emisor(grupo)}|{sub}"


def set_temporary_password(correo: str, clave: str) -> None:
    """A password that must be changed at the next login; the one before ends, and so do its refresh tokens."""
    cognito, quien = aws.client("cognito-idp"), _user(correo)
    cognito.admin_set_user_password(**quien, Password=clave, Permanent=False)
    cognito.admin_user_global_sign_out(**quien)


def enable_user(correo: str) -> None:
    """Admit logins."""
    aws.client("cognito-idp").admin_enable_user(**_user(correo))


def disable_user(correo: str) -> None:
    """Admit no login any more and end the refresh tokens that there are."""
    cognito, quien = aws.client("cognito-idp"), _user(correo)
    cognito.admin_disable_user(**quien)
    cognito.admin_user_global_sign_out(**quien)


def find_pool() -> str:
    """Id of the institutional pool by its name, for who has no configuration but the prefix. Raises LookupError."""
    paginas = aws.client("cognito-idp").get_paginator("list_user_pools").paginate(MaxResults=60)
    nombre = f"{config.PREFIJO}-institucional"
    hallados = [g["Id"] for pagina in paginas for g in pagina["UserPools"] if g["Name"] == nombre]
    if len(hallados) != 1:
        raise LookupError(nombre)
    return str(hallados[0])


def _user(correo: str) -> dict[str, str]:
    return {"UserPoolId": config.pool_institucional(), "Username": correo}
