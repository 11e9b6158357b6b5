"""The mails of an institutional account: asked for, granted, active (Protocolo 5.2, 5.4)."""

from collections.abc import Sequence


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


def credentials_text(
    nombre: str, correo: str, clave: str, dias: int, declaracion: Sequence[str], destinos: Sequence[str]
) -> tuple[str, str]:
    """Subject and text with the user and a temporary password good for so many days.

    `declaracion`: the document to be signed (`declaration_lines`), and `destinos` where it goes back to; empty when it
    is on file.
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
        partes + (_declaration(declaracion, destinos) if declaracion else [])
    )


def declaration_lines(nombre: str, cargo: str, correo: str, institucion: str, oficio: str) -> list[str]:
    """The Declaración de Confidencialidad, filled with the official's data: a paragraph each (5.4, 5.5, 18.7).

    The wording is synthetic, and says so: the INE's own takes its place.
    """
    return [
        f"Yo, {nombre}, {cargo}, de {institucion}, con la cuenta de correo institucional {correo}, solicitada con el "
        f"oficio {oficio}, declaro que:",
        "1. Usaré el Sistema de Captación únicamente para las funciones que se me encomendaron.",
        "2. No compartiré mi usuario ni mi contraseña, y responderé de su resguardo (numeral 5.5).",
        "3. Guardaré confidencialidad de los datos personales a los que tenga acceso, durante mi encargo y después de "
        "él (numeral 18.7).",
        "4. Avisaré de inmediato al INE de cualquier acceso o uso que no haya autorizado.",
        "(Texto sintético de muestra: el texto vigente lo fija el INE.)",
    ]


def _declaration(parrafos: Sequence[str], destinos: Sequence[str]) -> list[str]:
    return [
        "",
        "La cuenta permanece bloqueada hasta que el INE reciba su Declaración de Confidencialidad (numeral 5.4), que "
        "va en el PDF adjunto y, con el mismo texto, al final de este correo:",
        "1. Imprima el PDF y fírmelo de su puño y letra.",
        "2. Digitalícelo completo, en PDF o imagen.",
        f"3. Envíelo desde su cuenta institucional a: {', '.join(destinos)}",
        "Le avisaremos por este medio cuando la cuenta quede activa.",
        "",
        "--------------------------------------------------",
        "DECLARACIÓN DE CONFIDENCIALIDAD",
        "",
        *parrafos,
        "",
        "Lugar y fecha: ______________________________",
        "",
        "Nombre y firma: _____________________________",
        "--------------------------------------------------",
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
