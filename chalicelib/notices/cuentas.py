"""The mails of an institutional account: credentials, with what is to be signed, and its activation (Protocolo 5.4)."""


def credentials_text(nombre: str, correo: str, clave: str, dias: int, *, bloqueada: bool) -> tuple[str, str]:
    """Subject and text with the user and a temporary password good for so many days.

    `bloqueada`: the declaration is not on file, so it is asked for.
    """
    partes = [
        f"{nombre}:",
        "",
        "El INE le asignó una cuenta personal del Sistema de Captación.",
        "",
        f"Usuario: {correo}",
        f"Contraseña temporal: {clave}",
        "",
        f"Entre al Portal Web en los próximos {dias} días: el sistema le pedirá cambiarla por una que solo usted "
        "conozca.",
        "La cuenta es personal e intransferible. Cada inicio de sesión termina cualquier otra sesión abierta y queda "
        "en la bitácora (numeral 5.5). Nadie del INE le pedirá su contraseña.",
    ]
    return "Sistema de Captación: su usuario y contraseña temporal", "\n".join(
        partes + _declaration() * bloqueada
    )


def _declaration() -> list[str]:
    return [
        "",
        "La cuenta permanece bloqueada hasta que el INE reciba su Declaración de Confidencialidad (numeral 5.4):",
        "1. Llene el documento «Declaración de Confidencialidad» que el INE entrega con el oficio de respuesta.",
        "2. Fírmelo y escanéelo completo.",
        "3. Envíelo como respuesta a este correo, desde su cuenta institucional.",
        "Le avisaremos por este medio cuando la cuenta quede activa.",
    ]


def activation_text(nombre: str, correo: str) -> tuple[str, str]:
    """Subject and text that tell that the account reaches the system now."""
    partes = [
        f"{nombre}:",
        "",
        "El INE recibió su Declaración de Confidencialidad y activó su cuenta del Sistema de Captación.",
        "",
        f"Usuario: {correo}",
        "Ya puede entrar al Portal Web. Si su contraseña temporal venció, pida al INE que le envíe otra.",
    ]
    return "Sistema de Captación: su cuenta está activa", "\n".join(partes)
