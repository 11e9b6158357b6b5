"""Mails to an aspirante and to a representative: registration and how to sign in (Protocolo 6.1 D, 6.1 F, 7.1)."""

PROVEEDORES = {"google": "Google", "facebook": "Facebook", "x": "X (antes Twitter)"}
_DUDAS = "Dudas: responda a este correo."


def render_confirmation_mail(
    folio: str, cargo: str, proceso: str, proveedor: str, portal: str
) -> tuple[str, str]:
    """Subject and text of the confirmation: the folio único and how to enter the portal (6.1 F)."""
    partes = [
        f"El Organismo Público Local confirmó su registro como persona aspirante ({cargo}, {proceso}).",
        "",
        f"Folio único: {folio}",
        "Con él dará seguimiento a su avance; consérvelo.",
        "",
        *_enter(proveedor, portal),
        "",
        "En el Portal Web puede dar de alta y de baja a sus Auxiliares y consultar la información preliminar de los "
        "apoyos recibidos. Si otra persona llevará estas tareas, puede nombrarla como su representante.",
        "El resguardo de su cuenta de correo y de su contraseña es de su total responsabilidad: el Sistema de "
        "Captación no la conoce ni se la pedirá.",
        _DUDAS,
    ]
    return f"Confirmación de su registro como aspirante: folio {folio}", "\n".join(partes)


def render_representative_mail(aspirante: str, folio: str, proveedor: str, portal: str) -> tuple[str, str]:
    """Subject and text to a representative: the aspirante's name, and how to enter the portal."""
    partes = [
        f"{aspirante} le nombró su representante en el Portal Web del Sistema de Captación.",
        "",
        f"Folio único: {folio}",
        "",
        *_enter(proveedor, portal),
        "",
        "Si usted no aceptó este nombramiento, no ingrese y avise a este correo.",
        _DUDAS,
    ]
    return "Nombramiento como representante de una persona aspirante", "\n".join(partes)


def corrected(folio: str, campos: list[str], proveedor: str, portal: str) -> tuple[str, str]:
    """Subject and text of a correction: which data changed, by their names, and what stays (6.1, 9.17).

    `proveedor` is given when the mail or the provider changed; the text then tells how to enter again.
    """
    partes = [
        f"El Organismo Público Local corrigió los datos de su registro como persona aspirante (folio único {folio}).",
        f"Datos que cambiaron: {', '.join(campos)}.",
        "",
        "Su folio único, sus Auxiliares y los apoyos recibidos no cambian. El Organismo Público Local generará una "
        "nueva versión de la Cédula de confirmación de datos para su firma.",
        "",
        *([*_enter(proveedor, portal), ""] if proveedor else []),
        "Si usted no pidió esta corrección, avise al Organismo Público Local y a este correo.",
        _DUDAS,
    ]
    return f"Corrección de su registro como aspirante: folio {folio}", "\n".join(partes)


def moved(folio: str) -> tuple[str, str]:
    """Subject and text to the address that an aspirante's registration no longer has (9.17)."""
    partes = [
        f"El Organismo Público Local cambió el correo electrónico de su registro como persona aspirante (folio único "
        f"{folio}). Con la cuenta anterior ya no podrá ingresar al Portal Web.",
        "La forma de ingresar se envió a la dirección nueva. Su folio único, sus Auxiliares y los apoyos recibidos no "
        "cambian.",
        "Si usted no pidió el cambio, avise al Organismo Público Local y a este correo.",
        _DUDAS,
    ]
    return "Cambio de correo de su registro como persona aspirante", "\n".join(partes)


def _enter(proveedor: str, portal: str) -> list[str]:
    return [
        "Para ingresar:",
        f"1. Abra {portal}",
        f"2. Elija «Iniciar sesión con {PROVEEDORES.get(proveedor, proveedor)}» y use la cuenta de este correo.",
        "3. La primera vez, escriba el folio único.",
    ]
