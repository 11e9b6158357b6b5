"""The Cédula de Registro de Auxiliar: data registered, data read, four images; to be printed (Protocolo 7.7, 8.5)."""

from collections.abc import Mapping, Sequence

from chalicelib.documents.base.fotos import printable
from chalicelib.documents.base.hoja import Dato, DocumentoCedula, Firma, Imagen, Seccion, render_pdf
from chalicelib.documents.base.pagina import Membrete
from chalicelib.rules.auxiliares.cotejo import Cotejo

SISTEMA = "Sistema de Captación de apoyo de la ciudadanía · Portal Web"
TITULO = "Cédula de Registro de Auxiliar"
INTRODUCCION = (
    "El Organismo Público Local coteja los datos con los que la persona aspirante registró a su Auxiliar con los de la "
    "Credencial para Votar y los testigos visuales que la persona Auxiliar envió desde la aplicación. Si no "
    "corresponden, da de baja a la persona Auxiliar y señala el motivo (Protocolo, numerales 7.7 y 8.6)."
)
RESULTADO = (
    "Resultado del cotejo: (\u00a0\u00a0\u00a0\u00a0) Los datos corresponden a la persona Auxiliar registrada. "
    "(\u00a0\u00a0\u00a0\u00a0) No corresponden, y se da de baja por el motivo siguiente: "
    "___________________________________________________________________________________________"
)
AVISO = (
    "Protección de datos personales. Los datos e imágenes de esta cédula se tratan únicamente para verificar el "
    "registro de la persona Auxiliar. Resguarde este documento en el expediente; no lo difunda. La coincidencia que se "
    "indica es una ayuda para la lectura: quien revisa decide."
)
IMAGENES = {
    "anverso.jpg": "Anverso de la credencial",
    "reverso.jpg": "Reverso de la credencial",
    "foto.jpg": "Fotografía presencial",
    "firma.png": "Firma manuscrita",
}
COINCIDE = {True: " (coincide)", False: " (no coincide)", None: ""}


def render_registro_auxiliar(
    d: Mapping[str, str], cotejo: Sequence[Cotejo], imagenes: Mapping[str, bytes]
) -> bytes:
    """The PDF. `d`: the data in words (`workflows/auxiliares/cedula.py` makes them); `imagenes`: by entry name."""
    fotos = [Imagen(rotulo, printable(imagenes[nombre])) for nombre, rotulo in IMAGENES.items()]
    return render_pdf(
        DocumentoCedula(
            membrete=Membrete(
                d["autoridad"],
                SISTEMA,
                TITULO,
                "Id Auxiliar",
                d["auxiliar"],
                f"{d['folio']} · {d['integridad']}",
            ),
            introduccion=INTRODUCCION,
            secciones=[
                _registro(d),
                _cotejo(cotejo),
                _solo_leido(cotejo),
                Seccion("D. Testigos visuales", [], fotos, alto=66, hoja_nueva=True),
            ],
            declaracion=RESULTADO,
            firmas=[Firma("", "Nombre, cargo y firma de quien revisa por el Organismo Público Local")],
            aviso=AVISO,
        )
    )


def _registro(d: Mapping[str, str]) -> Seccion:
    return Seccion(
        "A. Registro",
        [
            Dato("Proceso", d["proceso"], 3),
            Dato("Persona aspirante", d["aspirante"], 3),
            Dato("Correo electrónico", d["correo"], 3),
            Dato("Tipo de autenticación", d["proveedor"], 1),
            Dato("Teléfono móvil", d["telefono_movil"], 2),
            Dato("Registro en el Portal (hora del centro)", d["alta"]),
            Dato("Captura de los testigos (hora del centro)", d["capturado_en"]),
            Dato("Recepción de los testigos (hora del centro)", d["recibido_en"]),
            Dato("Estado", d["estado"]),
            Dato("Dispositivo", d["dispositivo"]),
            Dato("Referencia", d["referencia"]),
        ],
    )


def _cotejo(cotejo: Sequence[Cotejo]) -> Seccion:
    """The comparison: on the left what the aspirante registered, on the right what the credential says."""
    datos = []
    for c in (c for c in cotejo if c.registrado and c.comparable):
        datos += [
            Dato(f"{c.nombre}: en el Portal", c.registrado, 3),
            Dato(f"{c.nombre}: en la credencial{COINCIDE[c.coincide]}", c.leido, 3),
        ]
    return Seccion("B. Datos registrados y datos leídos de la credencial", datos)


def _solo_leido(cotejo: Sequence[Cotejo]) -> Seccion:
    datos = [Dato(c.nombre, c.leido, 2) for c in cotejo if c.leido and not (c.registrado and c.comparable)]
    return Seccion("C. Otros datos leídos de la credencial", datos)
