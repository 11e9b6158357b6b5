"""The README's `make run` as a newcomer meets it: it says where everything is, each address answers, Ctrl-C ends it."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
PYTHON = str(RAIZ / ".venv" / "bin" / "python")
ESPERA = 900
"""Seconds after which a run that has not said that it is open is taken as not coming."""
LUGARES = {
    "API": "/v1/openapi.json",
    "Buzón": "/",
    "Documentación de la API, para leerla y probarla,": "/",
    "Portal Web": "/",
    "Aplicación": "/",
}


def main() -> None:
    corrida = subprocess.Popen(
        ["make", "run"],
        cwd=RAIZ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    vigia = threading.Timer(ESPERA, os.killpg, (corrida.pid, signal.SIGKILL))
    vigia.start()
    try:
        dicho = read_until(corrida, "En marcha")
        for nombre, camino in LUGARES.items():
            check_address(nombre, address(dicho, nombre) + camino)
        check_login(address(dicho, "API"))
        check_console()
    finally:
        os.killpg(corrida.pid, signal.SIGINT)
        vigia.cancel()
        corrida.wait(timeout=120)
    print("make run: arrancó, respondió y terminó")


def read_until(corrida: "subprocess.Popen[str]", seña: str) -> str:
    """What the run has printed up to the line that begins with `seña`."""
    lineas: list[str] = []
    for linea in corrida.stdout or ():
        lineas.append(linea)
        if linea.startswith(seña):
            return "".join(lineas)
    sys.exit("make run terminó antes de estar en marcha:\n" + "".join(lineas[-30:]))


def address(dicho: str, nombre: str) -> str:
    hallada = re.search(rf"^{re.escape(nombre)} en (http://127\.0\.0\.1:\d+)", dicho, re.MULTILINE)
    if not hallada:
        sys.exit(f"make run no dijo dónde está: {nombre}\n{dicho}")
    return hallada[1]


def check_address(nombre: str, direccion: str) -> None:
    with urllib.request.urlopen(direccion, timeout=60) as respuesta:
        if respuesta.status != 200:
            sys.exit(f"{nombre}: {direccion} respondió {respuesta.status}")


def check_login(api: str) -> None:
    """A fresh token of one of the logins that the run printed is admitted."""
    accesos = json.loads((RAIZ / "build" / "local" / "accesos.json").read_text("utf-8"))
    orden = [PYTHON, "-m", "local", "ficha", accesos[0]["correo"]]
    ficha = subprocess.run(orden, cwd=RAIZ, capture_output=True, text=True, check=True).stdout.strip()
    pedido = urllib.request.Request(f"{api}/v1/cuenta", headers={"Authorization": f"Bearer {ficha}"})
    with urllib.request.urlopen(pedido, timeout=60) as respuesta:
        json.loads(respuesta.read())


def check_console() -> None:
    """The console finds the open run without being told."""
    entorno = {n: v for n, v in os.environ.items() if not n.startswith(("AWS_", "CAPTACION_"))}
    subprocess.run(
        [PYTHON, "-m", "consola", "padron", "cortes"], cwd=RAIZ, env=entorno, check=True, capture_output=True
    )


if __name__ == "__main__":
    main()
