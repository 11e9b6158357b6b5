"""Catalogue of findings on a record's data, for the Mesa's operators (Protocolo 9.7, 9.8, 13.6, 13.7 f and n).

A finding says where to look and is never a verdict: it names data that do not agree, and the numeral on them. No text
holds a datum's value. `rules/mesa/cruces.py` gives those of the reading; the registry's are noted with its answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Gravedad(StrEnum):
    """Cuánto dice un hallazgo."""

    AVISO = "aviso"  # a datum is missing, badly read, or compared by an unpublished rule
    CONTRADICCION = "contradiccion"  # if read correctly, both data cannot be of one credential


@dataclass(frozen=True)
class Hallazgo:
    """A finding. `codigo`: stable; `datos`: fields of the manifest concerned; `texto`: Spanish, for the operator."""

    codigo: str
    gravedad: Gravedad
    numeral: str
    datos: tuple[str, ...]
    texto: str


_A, _C = Gravedad.AVISO, Gravedad.CONTRADICCION
_DIGITO = "no corresponde a su dígito verificador. Compare los caracteres con la imagen del reverso."

# Findings are shown in this order: missing data, data wrong in themselves, data that contradict others.
CATALOGO: dict[str, Hallazgo] = {
    codigo: Hallazgo(codigo, gravedad, numeral, tuple(datos.split()), texto)
    for codigo, gravedad, numeral, datos, texto in (
        *(
            (
                f"{dato}_no_leido", _A, "13.7 f", dato,
                f"No se captó {nombre}, con lo que se busca a la persona en el registro. Si en la imagen se lee, "
                "aclare el dato; si tampoco se lee, considere el inciso f.",
            )
            for dato, nombre in (
                ("clave_elector", "la clave de elector"), ("cic", "el CIC"), ("ocr", "el OCR"),
                ("emision", "el número de emisión"), ("identificador", "el identificador del ciudadano"),
            )
        ),
        (
            "mrz_ausente", _A, "9.7", "mrz",
            "No se leyó la zona de lectura mecánica, que este modelo lleva al reverso. Revise la imagen del reverso.",
        ),
        (
            "mrz_ilegible", _A, "13.7 f", "mrz",
            "Lo leído en la zona de lectura mecánica no tiene la forma de una credencial. "
            "Revise si el reverso es legible.",
        ),
        (
            "mrz_nombre_ilegible", _A, "9.7", "mrz nombre",
            "El renglón del nombre en la zona de lectura no se leyó como un nombre. Compárelo con la imagen.",
        ),
        ("qr_ausente", _A, "9.7", "qr", "No se leyó el código QR, que este modelo lleva al reverso."),
        (
            "qr_otro_patron", _A, "9.8", "qr",
            "El texto del código QR no es el de una credencial. Revise de qué imagen se leyó.",
        ),
        (
            "modelo_no_emitido", _C, "9.4", "modelo",
            "El día de la captura aún no se expedía el modelo que se captó. Revise qué modelo es.",
        ),
        (
            "mrz_en_modelo_c", _C, "9.4", "modelo mrz",
            "Se capturó como modelo C, que no lleva zona de lectura mecánica. Revise qué modelo es.",
        ),
        (
            "qr_en_modelo_c", _C, "9.4", "modelo qr",
            "Se capturó como modelo C, que no lleva código QR. Revise qué modelo es.",
        ),
        ("mrz_digito_cic", _C, "9.8", "mrz cic", f"En la zona de lectura, el CIC {_DIGITO}"),
        ("mrz_digito_nacimiento", _C, "9.8", "mrz", f"En la zona de lectura, la fecha de nacimiento {_DIGITO}"),
        ("mrz_digito_vigencia", _C, "9.8", "mrz", f"En la zona de lectura, la vigencia {_DIGITO}"),
        ("mrz_digito_compuesto", _C, "9.8", "mrz ocr emision", f"El conjunto de la zona de lectura {_DIGITO}"),
        (
            "ocr_forma", _A, "13.7 f", "ocr",
            "El OCR no tiene 13 dígitos que empiecen con una sección (12 en credenciales antiguas). "
            "Compárelo con la imagen.",
        ),
        (
            "clave_forma", _A, "13.7 f", "clave_elector",
            "La clave de elector no tiene la forma debida: letras, fecha, entidad, H, M o X y 3 dígitos. "
            "Compárela con la imagen.",
        ),
        (
            "curp_forma", _A, "9.8", "curp",
            "La CURP no tiene la forma debida: revise su fecha y su entidad en la imagen.",
        ),
        (
            "curp_digito", _C, "9.8", "curp",
            "El dígito verificador no corresponde a la CURP. Compare sus 18 caracteres con la imagen.",
        ),
        (
            "mrz_vigencia_terminada", _A, "9.8", "mrz",
            "Según la zona de lectura, la vigencia de la credencial terminó antes del día de la captura.",
        ),
        (
            "cic_distinto_mrz", _C, "13.7 n", "cic mrz",
            "El CIC no es el de la zona de lectura. Compare ambos en la imagen del reverso.",
        ),
        (
            "cic_distinto_qr", _C, "13.7 n", "cic qr",
            "El CIC no es el del código QR. Compare el CIC impreso con el que se capturó.",
        ),
        (
            "ocr_distinto_mrz", _C, "13.7 n", "ocr mrz",
            "El OCR no es el de la zona de lectura. Compare ambos en la imagen del reverso.",
        ),
        (
            "ocr_distinto_qr", _C, "13.7 n", "ocr qr",
            "El OCR no es el del código QR. Compare el OCR impreso con el que se capturó.",
        ),
        (
            "identificador_distinto_ocr", _C, "13.7 n", "identificador ocr",
            "El identificador del ciudadano no es el final del OCR capturado. Compare ambos en la imagen.",
        ),
        (
            "identificador_distinto_mrz", _C, "13.7 n", "identificador mrz",
            "El identificador del ciudadano no es el final del OCR de la zona de lectura.",
        ),
        (
            "identificador_distinto_qr", _C, "13.7 n", "identificador qr",
            "El identificador del ciudadano no es el final del OCR del código QR.",
        ),
        (
            "mrz_distinta_qr", _C, "13.7 n", "mrz qr",
            "La zona de lectura y el código QR no llevan el mismo CIC y OCR. Revise si el reverso está alterado.",
        ),
        (
            "emision_distinta_mrz", _C, "13.7 c", "emision mrz",
            "El número de emisión no es el de la zona de lectura. "
            "Revise si el anverso y el reverso son de la misma credencial.",
        ),
        (
            "clave_fecha_distinta_mrz", _C, "13.7 c", "clave_elector mrz",
            "La fecha de nacimiento de la clave de elector no es la de la zona de lectura. "
            "Revise si el anverso y el reverso son de la misma credencial.",
        ),
        (
            "clave_sexo_distinto_mrz", _C, "13.7 c", "clave_elector mrz",
            "El sexo de la clave de elector no es el de la zona de lectura (H hombre, M mujer). "
            "Revise si el anverso y el reverso son de la misma credencial.",
        ),
        (
            "curp_fecha_distinta_mrz", _C, "13.7 c", "curp mrz",
            "La fecha de nacimiento de la CURP no es la de la zona de lectura. "
            "Revise si el anverso y el reverso son de la misma credencial.",
        ),
        (
            "curp_sexo_distinto_mrz", _C, "13.7 c", "curp mrz",
            "El sexo de la CURP no es el de la zona de lectura (H hombre, M mujer). "
            "Puede deberse a una rectificación de datos; compare los demás.",
        ),
        (
            "curp_fecha_distinta_clave", _C, "13.7 n", "curp clave_elector",
            "La fecha de nacimiento de la CURP no es la de la clave de elector. Compárelas en la imagen del anverso.",
        ),
        (
            "curp_sexo_distinto_clave", _C, "13.7 n", "curp clave_elector",
            "El sexo de la CURP no es el de la clave de elector. "
            "Puede deberse a una rectificación de datos; compare los demás.",
        ),
        (
            "curp_letras_distintas_clave", _A, "13.7 n", "curp clave_elector",
            "Las letras o la entidad de la CURP no parecen las de la clave de elector. Con nombres compuestos puede "
            "ocurrir; compare ambas en la imagen.",
        ),
        (
            "nombre_distinto_clave", _A, "13.7 n", "nombre clave_elector",
            "Las letras de la clave de elector no parecen salir del nombre. Revise si el nombre está sobrepuesto.",
        ),
        (
            "nombre_distinto_mrz", _A, "13.7 c", "nombre mrz",
            "El nombre no parece el de la zona de lectura. "
            "Revise si el anverso y el reverso son de la misma credencial.",
        ),
        (
            "mrz_nombre_distinto_clave", _A, "13.7 c", "mrz clave_elector",
            "Las letras de la clave de elector no parecen salir del nombre de la zona de lectura. "
            "Revise si el anverso y el reverso son de la misma credencial.",
        ),
        (
            "registro_clave_elector_distinto", _C, "9.8", "clave_elector",
            "En el Padrón Electoral, la credencial tiene otra clave de elector. Compárela con la imagen.",
        ),
        (
            "registro_cic_distinto", _C, "9.8", "cic",
            "En el Padrón Electoral, la persona tiene una credencial con otro CIC. Compárelo con la imagen.",
        ),
        (
            "registro_ocr_distinto", _C, "9.8", "ocr",
            "En el Padrón Electoral, la credencial tiene otro OCR. Compárelo con la imagen.",
        ),
        (
            "registro_emision_distinto", _C, "9.8", "emision",
            "En el Padrón Electoral, la credencial tiene otro número de emisión. Compárelo con la imagen.",
        ),
        (
            "registro_identificador_distinto", _C, "9.8", "identificador",
            "En el Padrón Electoral, la credencial tiene otro identificador del ciudadano. Compárelo con la imagen.",
        ),
        ("credencial_no_recogida", _A, "9.8", "", "En el Padrón Electoral, la credencial no se ha recogido."),
        (
            "credencial_vencida", _A, "9.8", "",
            "En el Padrón Electoral, la credencial no estaba vigente el día de la captura.",
        ),
        ("credencial_reemplazada", _A, "9.8", "", "En el Padrón Electoral, otra credencial reemplazó a esta."),
        ("credencial_cancelada", _A, "9.8", "", "En el Padrón Electoral, la credencial está cancelada."),
        # Findings of the images (`rules/mesa/vista.py`), which are measured automatically and often wrong.
        (
            "vista_imagen_danada", _A, "13.7 f", "",
            "Una de las imágenes no se pudo abrir completa. Revise cuál y qué se alcanza a ver.",
        ),
        ("vista_sin_firma", _A, "13.7 m", "", "El recuadro de la firma parece vacío."),
        (
            "vista_firma_breve", _A, "13.7 j", "",
            "La firma es un trazo muy corto. Revise si es una firma o un símbolo distinto.",
        ),
        (
            "vista_anverso_sin_color", _A, "13.7 e", "",
            "La imagen del anverso no tiene color. Revise si es una fotocopia.",
        ),
        (
            "vista_reverso_sin_color", _A, "13.7 e", "",
            "La imagen del reverso no tiene color. Revise si es una fotocopia.",
        ),
        (
            "vista_anverso_borroso", _A, "13.7 f", "",
            "La imagen del anverso tiene poca nitidez. Revise si se leen sus datos.",
        ),
        (
            "vista_reverso_borroso", _A, "13.7 f", "",
            "La imagen del reverso tiene poca nitidez. Revise si se leen sus datos.",
        ),
        (
            "vista_foto_borrosa", _A, "13.7 i", "",
            "La foto de la persona tiene poca nitidez. Revise si permite reconocerla.",
        ),
        (
            "vista_caras_iguales", _A, "13.7 b", "",
            "Las imágenes de anverso y reverso se parecen mucho. Revise si son dos veces el mismo lado.",
        ),
        (
            "vista_mrz_no_se_ve", _A, "13.7 f", "mrz",
            "En la imagen del reverso no se distinguen los tres renglones que este modelo lleva. "
            "Revise qué se fotografió.",
        ),
        (
            "vista_qr_no_leido", _A, "13.7 f", "qr",
            "En la imagen del reverso no se pudo leer el código QR que este modelo lleva. Revise qué se fotografió.",
        ),
        (
            "vista_qr_en_modelo_c", _C, "9.4", "modelo qr",
            "Se capturó como modelo C y en la imagen del reverso se lee un código QR, que ese modelo no lleva.",
        ),
        (
            "vista_qr_distinto", _C, "13.7 n", "cic ocr qr",
            "El código QR de la imagen del reverso no dice el CIC, el OCR o el texto que se enviaron. "
            "Compárelos con la imagen.",
        ),
        (
            "vista_anverso_repetido", _A, "13.7 n", "",
            "La misma imagen del anverso, o una casi igual, está en otro registro de este proceso.",
        ),
        (
            "vista_reverso_repetido", _A, "13.7 n", "",
            "La misma imagen del reverso, o una casi igual, está en otro registro de este proceso.",
        ),
        (
            "vista_foto_repetida", _A, "13.7 g", "",
            "La misma foto de la persona, o una casi igual, está en otro registro de este proceso.",
        ),
    )
}  # fmt: skip
"""Every finding by its code."""


def describe_findings(codigos: Iterable[str]) -> tuple[Hallazgo, ...]:
    """The findings with those codes, each once, in the catalogue's order; a code of another version comes last.

    An old record may have a code that is no longer in the catalogue. It must not prevent showing the record.
    """
    hallados = set(codigos)
    conocidos = [h for c, h in CATALOGO.items() if c in hallados]
    return (*conocidos, *(_unknown(c) for c in sorted(hallados - CATALOGO.keys())))


def _unknown(codigo: str) -> Hallazgo:
    return Hallazgo(
        codigo, _A, "13.6", (), "Hay un hallazgo sin descripción. Revise todos los datos del registro."
    )
