"""Closed sets of words in several answers of the API. They are published as enums, so that clients get
types for them.
"""

from typing import Literal

Modo = Literal["auxiliar", "mi_apoyo", "manual"]
"""How a support was captured (9, 10, 11). `manual`: typed from paper."""
TipoDeSoporte = Literal["application/pdf", "image/jpeg", "image/png"]
"""Content type of a scan, or of a signed document."""
ResultadoDeDictamen = Literal["valido", "inconsistente"]
"""Result of a verdict in one word (13.4)."""
EstadoDeCedula = Literal["sin_enviar", "por_revisar", "conforme"]
"""State of an auxiliar's latest visual evidence (7.7, 8.5)."""
EstadoDeEnvio = Literal["permitido", "recibido", "pendiente", "rechazado", "conflicto"]
"""State of an announced record, or of announced evidence (9.14)."""
EnJornada = Literal["fuera", "en_turno", "pausa"]
"""State of an operator's shift (13.3)."""
UnidadDeDispersion = Literal["entidad", "distrito_federal", "distrito_local", "municipio", "seccion"]
"""Units over which supports have to be spread (LGIPE 371)."""
NivelDeCargo = Literal["pais", "entidad", "distrito_federal", "distrito_local", "municipio"]
"""Geography that elects one holder of an office (`rules/padron/registral.NIVELES`)."""
EstadoDeCorreo = Literal[
    "en_cola", "pendiente", "en_curso", "enviado", "rechazado", "sin_destino", "rebotado", "cancelado"
]
"""State of a mail to one person. `en_cola`: nothing is noted about it yet (7.5, 5.4)."""
ParteDeSolicitud = Literal["solicitante", "INETEL", "MATO"]
"""Who wrote or acted in a support request (17.2)."""
ActoEscrito = Literal[
    "solicitar", "otorgar", "activar", "suspender", "reanudar", "terminar", "reenviar", "guardar declaración"
]
"""An act on an institutional account, as its history names it (5.2-5.4)."""
