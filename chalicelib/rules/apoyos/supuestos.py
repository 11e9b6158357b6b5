"""The text of 13.7 that stands behind each inciso, as the desk shows it beside the table (Protocolo 13.7)."""

SUPUESTOS: dict[str, str] = {
    "a": "La imagen no corresponde con el original de la CPV que emite el INE a favor de la persona que expresó su "
    "voluntad de brindar su apoyo.",
    "b": "La imagen del original de la CPV corresponde únicamente a su anverso o a su reverso.",
    "c": "El anverso y el reverso no corresponden al original de la misma CPV.",
    "d": "La supuesta imagen de la CPV no se obtuvo directamente del original, que debió presentarse físicamente al "
    "momento de proporcionar el apoyo.",
    "e": "La imagen corresponde a una fotocopia de la CPV, en blanco y negro o a color.",
    "f": "La imagen de la CPV es ilegible en alguno de estos elementos: fotografía viva (presencial); clave de "
    "elector, número de emisión, OCR o CIC; firma manuscrita digitalizada.",
    "g": "La fotografía viva (presencial) no corresponde con la persona a la que pertenece la CPV.",
    "h": "La fotografía viva (presencial) no corresponde a una persona o, siendo una persona, la imagen no se tomó "
    "directamente de quien brinda el apoyo.",
    "i": "La fotografía viva (presencial) no muestra el rostro descubierto: deben removerse lentes obscuros, gorras o "
    "sombreros, caretas, cubrebocas y cualquier prenda que impida el pleno reconocimiento.",
    "j": "El registro no está respaldado por la firma: carece de validez un punto, una línea, una cruz, una paloma o "
    'una "X", iniciales y, en general, cualquier signo o símbolo.',
    "k": "En la firma se plasma el nombre de una persona distinta a la que pertenece la CPV.",
    "l": "A simple vista la firma no coincide con la del original de la CPV o, de la revisión de los rasgos generales "
    "de ambas, no existe correspondencia.",
    "m": "El apartado de la firma se observa en blanco.",
    "n": "En el anverso o el reverso se visualizan rasgos diferentes, tales como grafía y tonalidad; nombre, clave de "
    "elector, OCR o CIC están sobrepuestos; la huella es la misma en varios registros; o los datos de la CURP y de "
    "la clave de elector son inconsistentes.",
}
"""Case that each inciso describes."""

EXCEPCIONES: dict[str, str] = {
    "g": "La coincidencia de los rasgos físicos se verifica aplicando las medidas de inclusión del Protocolo para "
    "adoptar las medidas tendientes a garantizar a las personas trans el ejercicio del voto en igualdad de "
    "condiciones y sin discriminación.",
    "j": "Es válido el signo o símbolo que sea el que se encuentra plasmado en la CPV.",
    "k": "Es válido el nombre que se haya plasmado en la CPV.",
    "m": 'Es válido si en la propia CPV se observa la leyenda "sin firma".',
}
"""What the numeral exempts from the case."""

DE_LA_FIRMA = (
    "La firma se revisa observando la legibilidad y los caracteres del nombre propio captado por la APP, en "
    "comparación con los del original de la CPV, sin hacer uso de conocimientos técnicos ni de peritos en la materia."
)
COMPARACIONES: dict[str, str] = dict.fromkeys("jklm", DE_LA_FIRMA)
"""How the signature is compared, for the incisos that speak of it."""

CONFIRMA: dict[str, str] = {
    "g": "Confirmo que consideré la excepción y las medidas de inclusión para personas trans.",
}
"""What the operator confirms with a verdict of that inciso."""
