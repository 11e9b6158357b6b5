"""Citizens who give their own support by Mi Apoyo, each with a phone of their own (Protocolo 10)."""

import re
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from cliente.expediente import build_expediente, new_device_key
from cliente.miapoyo import MiApoyo
from cliente.sobre import contexto, seal
from cliente.telefono import Telefono
from local.buzon import read_mails
from local.corredor import Corredor
from local.entrada import PROCESO, Mundo
from local.telefonos import PACIENCIA, Enviado, public_key
from sintetico.casos import Caso
from sintetico.expediente import expediente
from sintetico.lectura import lectura

_CODIGO = re.compile(r"^Código de activación: (\S+)$", re.MULTILINE)


def spare_people(mundo: Mundo, plan: Iterable[tuple[str, Caso]], cuantos: int) -> list[Caso]:
    """Cases of people who are in no other record and whose credential Mi Apoyo admits (10.1)."""
    usados = {c.ciudadano.clave_elector for _, c in plan}
    libres = (c for c in mundo.elegibles if c.clave_elector not in usados and c.modelo != "C")
    return [Caso(c) for c, _ in zip(libres, range(cuantos), strict=False)]


def support_oneself(
    corredor: Corredor, mundo: Mundo, casos: list[tuple[Caso, str]], desde: int, carpeta: Path
) -> Iterator[tuple[str, Caso, Enviado]]:
    """Let each citizen ask for a code, activate, choose and send; `desde`: index of the first record in the plan.

    Each case comes with the aspirante whom its person does not choose.
    """
    for indice, (caso, ajeno) in enumerate(casos, start=desde):
        correo = f"ciudadania{indice}@muestra.invalid"
        token = mundo.identidades.federated(correo, ("google", "facebook", "x")[indice % 3])
        app = MiApoyo(corredor.url, token, f"CIUD{indice:06d}", new_device_key())
        app.request_code(PROCESO, lectura(caso), "Teléfono de muestra")
        app.activate(_mailed_code(corredor, correo))
        mundo.ciudadania[app.ciudadano] = f"CIUDADANO{indice}"
        menu = {a["aspirante"] for a in app.aspirantes()}
        propios = [a for a in mundo.aspirantes if a in menu and a != ajeno]  # the menu is ordered by ids
        elegido = propios[indice % len(propios)]
        yield elegido, caso, _send(corredor, app, elegido, caso, indice, carpeta)


def _send(
    corredor: Corredor, app: MiApoyo, aspirante: str, caso: Caso, indice: int, carpeta: Path
) -> Enviado:
    registro = app.registro(
        PROCESO,
        aspirante,
        {
            "registro": f"R{indice:06d}",
            "capturado_en": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "lugar": {"latitud": 21.0, "longitud": -101.5, "precision_m": 9.0},
            "original_presentada": True,
            "credencial": lectura(caso),
            "aplicacion": {"nombre": "simulador", "version": "1"},
        },
    )
    der, arn = public_key(corredor.url, PROCESO, app.token, app.cuenta)
    clear = build_expediente(registro, expediente(caso), app.llave)
    telefono = Telefono(
        carpeta / app.dispositivo, corredor.url, app.dispositivo, app.token, cuenta=app.cuenta
    )
    telefono.save(registro, clear, seal(clear, der, arn, contexto({**registro, "version": "1"})))
    telefono.send(PACIENCIA)
    (p,) = telefono.carpeta.all()
    return Enviado(indice, p.folio, p.integridad, p.acuse)


def _mailed_code(corredor: Corredor, correo: str) -> str:
    limite = time.monotonic() + PACIENCIA
    while time.monotonic() < limite:
        for mail in read_mails(corredor.nube.endpoint, correo):
            if hallado := _CODIGO.search(mail.text):
                return hallado[1]
        time.sleep(0.2)
    raise RuntimeError(f"{correo} no recibió su código")
