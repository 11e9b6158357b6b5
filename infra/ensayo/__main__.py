"""`python -m infra.ensayo PACKAGE`: the package deployed on the emulated cloud as on AWS, and the main job done by it.

The stack is made from the packaged template; every function runs from the zip, on Lambda's Python, in its own role;
nothing else of this repository is on its path. People are written into the tables; everything after that goes by HTTP:
phones announce and upload, records are received, classed, acknowledged by mail, assigned, and operators decide.
"""

import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Any

from infra.ensayo.concesiones import CONCESIONES, conceded, two_at_a_time
from infra.ensayo.entrega import update
from infra.ensayo.nube import PREFIJO, NubeDeEnsayo, make_mail, stack, upload
from infra.ensayo.trabajo import Ensayo
from local.nube import ROOT, NubeError

REGISTROS = int(os.environ.get("REGISTROS", "50"))
BUILD = ROOT / "build" / "ensayo"


def _leave(*_: object) -> None:
    raise SystemExit(143)


def main(carpeta: Path) -> int:
    inicio = time.monotonic()
    shutil.rmtree(BUILD, ignore_errors=True)  # phones of an earlier run still have their records
    signal.signal(signal.SIGTERM, _leave)  # so that what was started is stopped

    def di(texto: str) -> None:
        sys.stdout.write(f"[{time.monotonic() - inicio:5.1f} s] {texto}\n")
        sys.stdout.flush()

    plantilla: dict[str, Any] = json.loads((carpeta / "sam.json").read_text())
    with NubeDeEnsayo(BUILD / "nube", prefijo=PREFIJO) as nube:
        for concesion in CONCESIONES:
            if concesion.aprendio(nube):
                raise NubeError(f"El emulador ya lo sabe, quite la concesión: {concesion.que}")
            di(f"Concesión: {concesion.que}")
        codigo = upload(nube, carpeta / "deployment.zip")
        os.environ.update(nube.env())
        propia = conceded(plantilla)
        two_at_a_time(propia)
        salidas = stack(nube, propia, codigo, PREFIJO)
        di(f"Pila creada: {len(plantilla['Resources'])} recursos; API {salidas['RestAPIId']}")
        make_mail(nube, plantilla)
        ensayo = Ensayo(nube, salidas, BUILD, di)
        if fallidas := ensayo.warm_up():
            raise NubeError(f"No corren del paquete: {', '.join(fallidas)}")
        di("Todas las funciones corrieron una vez del paquete, cada una con su papel")
        try:
            resumen = ensayo.run(REGISTROS)
            quedaron = update(nube, propia, codigo, PREFIJO)
            di(f"Pila actualizada a otra entrega: {quedaron} recursos con datos son los mismos")
            ensayo.still_serves(REGISTROS)
        except BaseException:
            for linea in ensayo.complaints():
                di(linea[:1000])
            raise
        di(json.dumps(resumen, ensure_ascii=False))
    bien = {"enviados", "recibidos", "acuses", "correos", "dictaminados"}
    fallas = [c for c in bien if resumen[c] != REGISTROS] + (["fallidos"] if resumen["fallidos"] else [])
    di("Todo salió como debe." if not fallas else f"No salió como debe: {', '.join(sorted(fallas))}")
    return 1 if fallas else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
