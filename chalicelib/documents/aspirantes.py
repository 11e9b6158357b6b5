"""The Cédula de confirmación de datos of an aspirante, to be printed and signed (Protocolo 6.1 F)."""

from chalicelib.documents.base.hoja import Dato, DocumentoCedula, Firma, Imagen, Seccion, render_pdf
from chalicelib.documents.base.pagina import Membrete

SISTEMA = "Sistema de Captación de apoyo de la ciudadanía · Portal Web"
TITULO = "Cédula de confirmación de datos"
INTRODUCCION = (
    "La persona aspirante a una Candidatura Independiente revisa los datos con los que el Organismo Público Local "
    "la registra en el Sistema de Captación y, si son correctos, los confirma con su firma (Protocolo, numeral 6.1, F)."
)
DECLARACION = (
    "Confirmo que los datos de esta cédula son correctos. Sé que ingresaré al Portal Web y administraré a mis "
    "Auxiliares con la cuenta de correo electrónico indicada, autenticada por el proveedor señalado, y que el "
    "resguardo de esa cuenta y de su contraseña es de mi total responsabilidad; el Sistema no guarda contraseña alguna."
)
AVISO = (
    "Protección de datos personales. Los datos de esta cédula se tratan conforme a la Ley General de Protección de "
    "Datos Personales en Posesión de Sujetos Obligados, únicamente para el registro y seguimiento de la persona "
    "aspirante en el Sistema de Captación. El aviso de privacidad integral puede consultarse en el Portal Web. "
    "Resguarde este documento en el expediente del registro; no lo difunda."
)


def render_confirmacion(d: dict[str, str], emblema: bytes | None) -> bytes:
    """The PDF of an aspirante's data `d`, each in words (`workflows/aspirantes/en_palabras.py` makes them)."""
    return render_pdf(
        DocumentoCedula(
            membrete=Membrete(
                d["autoridad"],
                SISTEMA,
                TITULO,
                "Folio único",
                d["folio"],
                f"Folio {d['folio']} · {d['huella']}",
            ),
            introduccion=INTRODUCCION,
            secciones=[_cargo(d), _persona(d), _credencial(d), _acceso(d), _recepcion(d, emblema)],
            declaracion=DECLARACION,
            firmas=[
                Firma(d["nombre_completo"], "Nombre y firma de la persona aspirante"),
                Firma("", "Nombre, cargo y firma por el Organismo Público Local"),
            ],
            aviso=AVISO,
        )
    )


def _cargo(d: dict[str, str]) -> Seccion:
    return Seccion(
        "A. Proceso y cargo al que aspira",
        [
            Dato("Proceso", d["proceso"], 3),
            Dato("Periodo de captación (cargo)", d["periodo"], 3),
            Dato("Ámbito", d["ambito"], 3),
            Dato("Periodo (hora del centro)", d["fechas"], 3),
        ],
    )


def _persona(d: dict[str, str]) -> Seccion:
    return Seccion(
        "B. Datos personales",
        [
            Dato("Nombre(s)", d["nombre"]),
            Dato("Apellido paterno", d["apellido_paterno"]),
            Dato("Apellido materno", d["apellido_materno"]),
            Dato("Lugar de nacimiento", d["lugar_nacimiento"], 4),
            Dato("Fecha de nacimiento", d["fecha_nacimiento"]),
            Dato("Teléfono de domicilio", d["telefono_domicilio"]),
            Dato("Teléfono de oficina", d["telefono_oficina"]),
            Dato("Teléfono móvil", d["telefono_movil"]),
        ],
    )


def _credencial(d: dict[str, str]) -> Seccion:
    return Seccion(
        "C. Datos de la Credencial para Votar",
        [
            Dato("Clave de elector", d["clave_elector"]),
            Dato("OCR", d["ocr"]),
            Dato("CIC", d["cic"]),
            Dato("Entidad", d["entidad"]),
            Dato("Municipio", d["municipio"], 1),
            Dato("Sección", d["seccion"], 1),
            Dato("CURP", d["curp"]),
        ],
    )


def _acceso(d: dict[str, str]) -> Seccion:
    return Seccion(
        "D. Acceso al Portal Web",
        [Dato("Correo electrónico", d["correo"], 4), Dato("Tipo de autenticación", d["proveedor"])],
    )


def _recepcion(d: dict[str, str], emblema: bytes | None) -> Seccion:
    return Seccion(
        "E. Recepción del expediente",
        [
            Dato("Fecha de manifestación", d["fecha_manifestacion"]),
            Dato("Oficio o referencia", d["oficio"]),
            Dato("Folio interno", d["folio_interno"]),
            Dato("Observaciones", d["observaciones"], 6),
            *([] if emblema else [Dato("Emblema", "No presentado", 6)]),
        ],
        [Imagen("Emblema", emblema)] if emblema else [],
        alto=18,
    )
