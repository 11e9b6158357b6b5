"""A supervisor of the Mesa in the demo: moves work between operators and levels it again (13.3)."""

from local.corredor import Corredor
from local.entrada import PROCESO, Mundo
from local.ventanilla import Ventanilla

SE_MUEVEN = 10  # records taken from the operator in a pause


def move_work(corredor: Corredor, mundo: Mundo) -> int:
    """Drain a few records from an operator in a pause to the others; level the loads once the operator is back.

    Returns how many records changed hands.
    """
    pide = Ventanilla(lambda: corredor.url).pide
    supervisor, camino = mundo.autoridades["supervisor"], f"/v1/procesos/{PROCESO}"
    operador, token = next(iter(mundo.operadores.items()))
    pide("PUT", "/v1/mesa/jornada", token, {"estado": "pausa"})
    retiro = {"cuantos": SE_MUEVEN, "repartir": True}
    movidos = pide("POST", f"{camino}/operadores/{operador}/retiro", supervisor, retiro)["movidos"]
    pide("PUT", "/v1/mesa/jornada", token, {"estado": "en_turno"})
    pide("POST", f"{camino}/asignaciones", supervisor, {})  # records for which nobody else had room
    return int(movidos + pide("POST", f"{camino}/redistribucion", supervisor, {})["movidos"])
