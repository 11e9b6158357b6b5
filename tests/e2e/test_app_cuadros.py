"""What the app says of camera frames: synthetic cards, blurred, dark, glared, far, cut and moved (9.5, 9.7).

Frames are made here; the app's own measuring and judging run in Node, by the files that run in the browser.
"""

import io
import json
import os
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from local import camara
from sintetico.anverso import anverso
from sintetico.ciudadanos import generate_ciudadanos
from sintetico.reverso import reverso

pytestmark = pytest.mark.lento

WEB = Path(__file__).parents[2] / "web"
MEDIDA = (480, 270)
ESPERADOS = {
    "bien": {"lista"},
    "borrosa": {"borrosa"},
    "oscura": {"mas_luz"},
    "reflejo": {"reflejos"},
    "lejos": {"buscando", "acerque"},
    "cortada": {"buscando", "acerque"},
    "movida": {"quieto", "borrosa", "buscando", "acerque"},
}
"""What each scene must be told; `buscando` and `acerque` both say to fill the guide, which a moving card leaves."""


@pytest.fixture(scope="module")
def dichos(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, str], str]:
    """The hint for each (card, side, scene): three of each model."""
    carpeta = tmp_path_factory.mktemp("cuadros")
    gente = [c for c, _ in zip(generate_ciudadanos(3, 300, "11"), range(300), strict=False)]
    personas = [c for modelo in "CDEG" for c in [p for p in gente if p.modelo == modelo][:3]]
    escenas = {}
    for n, persona in enumerate(personas):
        for lado, dibuja in (("anverso", anverso), ("reverso", reverso)):
            tarjeta = dibuja(persona)
            for que in ESPERADOS:
                escenas[f"{persona.modelo}{n}|{lado}|{que}"] = frames(carpeta, tarjeta, que)
    trabajo = carpeta / "trabajo.json"
    orden = {
        "ancho": MEDIDA[0],
        "alto": MEDIDA[1],
        "escenas": escenas,
        "salida": str(carpeta / "salida.json"),
    }
    trabajo.write_text(json.dumps(orden))
    hecho = subprocess.run(
        ["npx", "--no-install", "vitest", "run", "app/pruebas/cuadros.test.ts", "-t", "frame of the job"],
        cwd=WEB,
        env={**os.environ, "TRABAJO_CUADROS": str(trabajo)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert hecho.returncode == 0, hecho.stdout[-2000:]
    salida = json.loads((carpeta / "salida.json").read_text())
    return {tuple(nombre.split("|")): dicho["consejo"] for nombre, dicho in salida.items()}


def frames(carpeta: Path, tarjeta: Image.Image, que: str) -> list[str]:
    """Three frames of a scene as grey bytes, each with the noise of the sensor and the loss of a JPEG."""
    nombres = []
    for n in range(3):
        cuadro = io.BytesIO()
        # Glare is whiter than noise can make it: it is drawn as it is.
        vista = camara.scene(tarjeta, que, n)
        (vista if que == "reflejo" else camara.grain(vista, n)).save(cuadro, "JPEG", quality=85)
        gris = Image.open(cuadro).convert("L").resize(MEDIDA, Image.Resampling.BILINEAR)
        archivo = carpeta / f"{len(list(carpeta.iterdir()))}.gris"
        archivo.write_bytes(gris.tobytes())
        nombres.append(str(archivo))
    return nombres


@pytest.mark.parametrize("que", list(ESPERADOS))
def test_the_right_hint_in_nine_of_ten_and_no_false_shot(dichos, que):
    de_esta = {clave: dicho for clave, dicho in dichos.items() if clave[2] == que}
    bien = [clave for clave, dicho in de_esta.items() if dicho in ESPERADOS[que]]
    assert len(bien) >= 0.9 * len(de_esta), {c: d for c, d in de_esta.items() if c not in bien}
    if que != "bien":
        assert "lista" not in de_esta.values()
