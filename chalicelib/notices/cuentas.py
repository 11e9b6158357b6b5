"""The mails of an institutional account: asked for, granted, active (Protocolo 5.2, 5.4)."""


def request_text(institucion: str, cuenta: str, rol: str, oficio: str, portal: str) -> tuple[str, str]:
    """Subject and text to the DERFE: an account was asked for (5.2). Who it is for is in the Portal alone."""
    partes = [
        f"Institución: {institucion}",
        f"Cuenta: {cuenta}",
        f"Rol: {rol}",
        f"Oficio: {oficio}",
        "",
        "Se solicitó una cuenta institucional del Sistema de Captación (numeral 5.2).",
        f"Revísela y otórguela en el Portal, en «Cuentas»: {portal}",
    ]
    return f"{institucion}: solicitud de una cuenta institucional", "\n".join(partes)


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
