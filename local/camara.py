"""Video for a browser's camera, a file of JPEG frames: front and back of a synthetic card, then a face, in a loop."""

import io
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from sintetico.anverso import anverso
from sintetico.ciudadanos import Ciudadano
from sintetico.foto import foto
from sintetico.reverso import reverso

CUADRO = (1280, 720)
TARJETA = (1004, 634)
"""Pixels of the card in a frame: nearly as large as the app's guide."""
MESA = (72, 74, 80)
AZUL = (0, 0, 255)
"""Colour of the upper left corner while the face is shown, by which a test recognises that scene."""
AFIN = Image.Transform.AFFINE
PASO = 30
"""Pixels that a moving card goes between two frames."""
POR_ESCENA = 60
"""Frames of each scene: two seconds."""


def record(archivo: Path, persona: Ciudadano) -> Path:
    """Write the file that `--use-file-for-fake-video-capture` plays."""
    escenas = [_card(anverso(persona)), _card(reverso(persona)), _face(persona)]
    with archivo.open("wb") as destino:
        for escena in escenas:
            cuadros = [_jpeg(grain(escena, n)) for n in range(2)]
            for n in range(POR_ESCENA):
                destino.write(cuadros[n % 2])
    return archivo


def scene(tarjeta: Image.Image, que: str, n: int = 0) -> Image.Image:
    """Frame of a card with one fault: borrosa, oscura, reflejo, lejos, cortada, movida; or with none: bien.

    `n`: number of the frame within the scene; a moving card is elsewhere in each.
    """
    if que == "lejos":
        return _card(tarjeta, (420, 265))
    vista = _card(tarjeta)
    if que == "borrosa":
        return vista.filter(ImageFilter.GaussianBlur(9))
    if que == "oscura":
        return vista.point(lambda v: v // 5)
    if que == "reflejo":
        ImageDraw.Draw(vista).ellipse((250, 120, 900, 560), fill=(255, 255, 255))
    if que == "movida":
        return _moved(vista, n)
    if que == "cortada":
        return vista.transform(vista.size, AFIN, (1, 0, 600, 0, 1, 200), fillcolor=MESA)
    return vista


def _moved(vista: Image.Image, n: int) -> Image.Image:
    """Frame blurred by a moving hand: four instants of one exposure laid over each other, elsewhere in each frame."""
    corre = [
        vista.transform(vista.size, AFIN, (1, 0, PASO * (n % 3 - 1) + 5 * k, 0, 1, 0)) for k in range(0, 8, 2)
    ]
    junta = corre[0]
    for k, otra in enumerate(corre[1:], start=2):
        junta = Image.blend(junta, otra, 1 / k)
    return junta


def _card(tarjeta: Image.Image, medida: tuple[int, int] = TARJETA) -> Image.Image:
    cuadro = Image.new("RGB", CUADRO, MESA)
    chica = tarjeta.convert("RGB").resize(medida, Image.Resampling.LANCZOS)
    cuadro.paste(chica, ((CUADRO[0] - medida[0]) // 2, (CUADRO[1] - medida[1]) // 2))
    return cuadro


def _face(persona: Ciudadano) -> Image.Image:
    cuadro = Image.new("RGB", CUADRO, (200, 204, 210))
    rostro = foto(persona, random.Random(persona.clave_elector)).resize((540, 720))
    cuadro.paste(rostro, (370, 0))
    ImageDraw.Draw(cuadro).rectangle((0, 0, 80, 80), fill=AZUL)
    return cuadro


def grain(escena: Image.Image, semilla: int) -> Image.Image:
    """Add sensor noise, so that no two frames are the same."""
    ruido = Image.effect_noise(CUADRO, 8 + semilla).convert("RGB")
    return Image.blend(escena, ruido, 0.03)


def _jpeg(cuadro: Image.Image) -> bytes:
    salida = io.BytesIO()
    cuadro.save(salida, "JPEG", quality=85)
    return salida.getvalue()
