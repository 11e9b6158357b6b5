"""Cuts of the padrón: one answers at a time, whole, and each says that it was it (Protocolo 9.8; LGIPE 371, 385)."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from chalicelib.base import aws, config
from chalicelib.handlers.eventos.registral import registral
from chalicelib.problemas import DatosNoAdmitidos
from chalicelib.rules.apoyos.historia import Porque, Verificado
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.padron.archivo import COLUMNAS, people_in
from chalicelib.rules.padron.registral import Inscripcion
from chalicelib.store.padron import cortes
from chalicelib.store.padron.registro_cortes import cut_in_force, figures_in, get_corte
from chalicelib.workflows.apoyos.registral import look_up_apoyo, look_up_apoyo_again
from chalicelib.workflows.padron import cortes as vida
from chalicelib.workflows.padron.cortes import CorteNoAdmitido
from chalicelib.workflows.padron.fuente import Contestacion, PadronIncompleto
from chalicelib.workflows.padron.importacion import run_import, upload_files
from chalicelib.workflows.procesos.vigencias import set_extensions
from consola.__main__ import main as consola
from consola.archivos_padron import Manifiesto
from tests.escenario import mundo
from tests.escenario.mensajes import batch, failed, taken
from tests.escenario.movil import meanwhile
from tests.escenario.muertes import Muerte, dying
from tests.escenario.mundo import AHORA, PROCESO, now
from tests.escenario.padrones import citizens, everybody, reading, row, stranger
from tests.escenario.recursos import empty_queues

pytestmark = pytest.mark.usefixtures("proceso")

PERSONA, OTRA = citizens(2)
VIEJO, NUEVO = "20270101", "20270115"


def console(*argumentos: str, bien: bool = True) -> Result:
    salida = CliRunner().invoke(consola, ["padron", *argumentos])
    assert (salida.exit_code == 0) is bien, (salida.output, salida.exception)
    assert salida.exit_code in (0, 1)
    return salida


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., str]:
    """A CSV file of those rows; its path."""

    def write(*filas: dict[str, Any], nombre: str = "padron.csv") -> str:
        archivo = tmp_path / nombre
        with archivo.open("w", encoding="utf-8", newline="") as texto:
            hoja = csv.DictWriter(texto, COLUMNAS)
            hoja.writeheader()
            hoja.writerows(filas)
        return str(archivo)

    return write


@pytest.fixture
def load(written: Callable[..., str]) -> Callable[..., Result]:
    """Load those rows as a cut, by the console and one writer, for moto is no judge of threads."""

    def run(corte: str, *filas: dict[str, Any], bien: bool = True, opciones: tuple[str, ...] = ()) -> Result:
        return console("cargar", written(*filas), "--corte", corte, "--escritores", "1", *opciones, bien=bien)

    return run


@pytest.fixture
def in_place(load: Callable[..., Result]) -> Callable[..., Result]:
    """Load those rows as a cut and put it in force."""
    return lambda corte, *filas: load(corte, *filas, opciones=("--poner", "--acepto-diferencias"))


def received(nombre: str = "REG1", credencial: dict[str, Any] | None = None) -> str:
    """Folio of a record of that reading."""
    return mundo.receive(nombre, credencial=credencial or reading(PERSONA, "E")).folio


def answer(folio: str) -> Verificado:
    """The registry's last answer."""
    return next(h for h in reversed(now(folio).hechos) if isinstance(h, Verificado))


def test_a_cut_in_force_switches_look_ups_at_once_9_8(in_place):
    in_place(VIEJO, row(PERSONA))
    primero, segundo = received("REG1"), received("REG2", reading(OTRA, "E"))
    assert look_up_apoyo(primero, AHORA).clase == "en_lista_nominal"
    in_place(NUEVO, row(OTRA), row(PERSONA, situacion="baja", causa_baja="defuncion"))
    assert look_up_apoyo(segundo, AHORA).clase == "en_lista_nominal"
    assert (answer(primero).corte, answer(segundo).corte) == (VIEJO, NUEVO)


def test_who_is_not_found_is_told_in_which_cut_lgipe_385(in_place):
    in_place(NUEVO, row(OTRA))
    assert look_up_apoyo(folio := received(), AHORA).clase == "no_encontrado"
    assert answer(folio).corte == NUEVO


def test_who_vanishes_from_a_newer_cut_is_not_found_in_it_and_may_be_asked_for_again_7_12(in_place):
    in_place(VIEJO, row(PERSONA), row(OTRA))
    look_up_apoyo(folio := received(), AHORA)
    in_place(NUEVO, row(OTRA))
    assert look_up_apoyo_again(folio, AHORA).clase == "no_encontrado"
    assert (answer(folio).corte, answer(folio).porque) == (NUEVO, Porque.CORTE)


def begin_other_file() -> None:
    """A load of another file that died half-way."""
    vida.ensure_secret()
    vida.begin_cut(NUEVO, "2027-01-15", "2027-01-15", "f" * 64, "una", AHORA)


def test_a_cut_loaded_half_way_never_answers_9_8(in_place, load):
    in_place(VIEJO, row(OTRA))
    salida = load(NUEVO, row(PERSONA), row(OTRA, situacion="LISTA"), bien=False)
    assert "línea 3: la columna situacion no tiene un valor admitido" in salida.output
    assert OTRA.clave_elector not in salida.output
    begin_other_file()
    assert "cargando" in console("poner", NUEVO, bien=False).output
    assert cut_in_force() == VIEJO
    assert look_up_apoyo(received(), AHORA).clase == "no_encontrado"


def test_a_file_mended_takes_the_place_of_the_half_of_the_bad_one(load):
    begin_other_file()
    cortes.create_cut_table(NUEVO)
    cortes.put_all(NUEVO, [{"llave": {"S": "DEL ARCHIVO MALO"}}])
    load(NUEVO, row(OTRA))
    assert len(everybody(NUEVO)) == 2
    assert [json.loads(h)["que"] for h in get_corte(NUEVO).historia] == ["cargando", "cargando", "listo"]


def test_a_load_that_dies_before_dropping_a_bad_half_leaves_that_to_the_next():
    begin_other_file()
    cortes.create_cut_table(NUEVO)
    cortes.put_all(NUEVO, [{"llave": {"S": "DEL ARCHIVO MALO"}}])
    with pytest.raises(Muerte), dying(1, despues=True):
        vida.begin_cut(NUEVO, "2027-01-15", "2027-01-15", "0" * 64, "una", AHORA)
    vida.begin_cut(NUEVO, "2027-01-15", "2027-01-15", "0" * 64, "una", AHORA)
    cortes.create_cut_table(NUEVO)
    assert everybody(NUEVO) == []


def test_a_record_whose_message_waits_while_no_cut_is_in_force_is_looked_up_after_9_8(load):
    load(NUEVO, row(PERSONA))
    mensaje = batch({"folio": received()})
    assert failed(registral(mensaje, None)) == ["m0"]
    assert now("ASPA-AUX1-DISP1-REG1").clase == "en_proceso"
    console("poner", NUEVO, "--acepto-diferencias")
    assert failed(registral(mensaje, None)) == []
    assert now("ASPA-AUX1-DISP1-REG1").clase == "en_lista_nominal"


def test_a_cut_retired_between_the_two_readings_makes_the_message_wait(in_place):
    in_place(VIEJO, row(PERSONA))
    cortes.drop_cut_table(VIEJO)
    with pytest.raises(PadronIncompleto):
        look_up_apoyo(received(), AHORA)


@pytest.mark.parametrize(
    ("cambios", "causa"),
    [
        ({"credencial": "no_recogida"}, "credencial_no_recogida"),
        ({"vigencia": "2026"}, "credencial_vencida"),
        ({"credencial": "reemplazada"}, "credencial_reemplazada"),
        ({"credencial": "cancelada"}, "credencial_cancelada"),
    ],
)
def test_with_a_credential_not_in_force_the_person_is_in_the_padron_and_not_on_the_list_385(
    in_place, cambios, causa
):
    in_place(NUEVO, row(PERSONA, **cambios), row(OTRA))
    assert look_up_apoyo(folio := received(), AHORA).clase == "en_padron_no_lista"
    assert answer(folio).causa == causa


def test_credentials_of_a_prolonged_year_count_from_then_on_and_in_the_figures_9_8_371(in_place):
    in_place(NUEVO, row(PERSONA, vigencia="2026"), row(OTRA))
    folio = received()
    assert look_up_apoyo(folio, AHORA).clase == "en_padron_no_lista"
    opl = Principal("opl", Rol.OPL, opl=mundo.OPL, cuenta="CTAOPL")
    with pytest.raises(DatosNoAdmitidos):
        set_extensions(opl, PROCESO, mundo.PERIODO, ["2026"], "", AHORA)
    dado = set_extensions(opl, PROCESO, mundo.PERIODO, ["2026"], "INE/CG1/2027", AHORA)
    assert (dado["anios"], dado["acuerdo"]) == (["2026"], "INE/CG1/2027")
    assert set_extensions(opl, PROCESO, mundo.PERIODO, ["2026"], "INE/CG1/2027", AHORA) == dado
    assert look_up_apoyo_again(folio, AHORA).clase == "en_lista_nominal"
    lugares = figures_in(NUEVO, mundo.ENTIDAD)
    assert [people_in(lugares, "lista_nominal", prorrogadas=a) for a in ((), ("2026",))] == [1, 2]
    set_extensions(opl, PROCESO, mundo.PERIODO, [], "", AHORA)
    assert look_up_apoyo_again(folio, AHORA).clase == "en_padron_no_lista"


def test_an_older_credential_and_the_new_one_are_of_one_person_385(in_place):
    """The card was replaced: with the new one the person counts, with the old one it is said why not."""
    nueva = replace(PERSONA, cic="900000001", ocr="0001900000001")
    in_place(NUEVO, row(nueva), row(PERSONA, credencial="reemplazada"))
    viejo, nuevo = received("REG1"), received("REG2", reading(nueva, "E"))
    assert look_up_apoyo(viejo, AHORA).clase == "en_padron_no_lista"
    assert look_up_apoyo(nuevo, AHORA).clase == "en_lista_nominal"
    assert now(viejo).persona == now(nuevo).persona
    assert look_up_apoyo(received("REG3", reading(nueva, "C")), AHORA).clase == "duplicado_mismo_aspirante"


def test_what_the_registry_holds_otherwise_is_a_named_finding_9_8(in_place):
    in_place(NUEVO, row(PERSONA))
    look_up_apoyo(
        folio := received(credencial=reading(PERSONA, "E", clave_elector=OTRA.clave_elector)), AHORA
    )
    assert answer(folio).situacion == "lista_nominal"
    assert answer(folio).hallazgos == ("registro_clave_elector_distinto",)


def test_loading_a_ready_cut_again_changes_nothing_and_another_file_does_not_become_it(load):
    load(NUEVO, row(PERSONA), row(OTRA))
    antes = (get_corte(NUEVO).serialize(), sorted(i.llave for i in everybody(NUEVO)))
    load(NUEVO, row(PERSONA), row(OTRA))
    assert (get_corte(NUEVO).serialize(), sorted(i.llave for i in everybody(NUEVO))) == antes
    assert f"use otra clave, como {NUEVO}A" in load(NUEVO, row(PERSONA), bien=False).output


def test_a_file_without_anybody_is_no_cut(load):
    assert "no trae a nadie" in load(NUEVO, bien=False).output
    assert get_corte(NUEVO).estado == "cargando"


@pytest.mark.parametrize("corte", ["2027", "20271301", "20270101ABCDE", "2027-01-01"])
def test_an_id_without_a_day_is_refused(load, corte):
    assert "AAAAMMDD" in load(corte, row(PERSONA), bien=False).output


def test_of_two_operators_who_put_cuts_in_force_at_once_one_is_told_so(load):
    for corte in (VIEJO, NUEVO):
        load(corte, row(PERSONA))
    with (
        pytest.raises(CorteNoAdmitido, match=f"ya no es ninguno, sino {NUEVO}"),
        meanwhile(lambda: vida.put_in_force(NUEVO, "", "otra", AHORA)),
    ):
        vida.put_in_force(VIEJO, "", "una", AHORA)
    assert cut_in_force() == NUEVO


def test_a_cut_is_not_put_in_force_while_it_is_retired(load):
    load(NUEVO, row(PERSONA))
    with (
        pytest.raises(CorteNoAdmitido, match="está retirado"),
        meanwhile(lambda: vida.retire_cut(NUEVO, "otra", AHORA)),
    ):
        vida.put_in_force(NUEVO, "", "una", AHORA)
    assert cut_in_force() == ""


def test_a_cut_put_in_force_while_it_is_being_retired_stays(load):
    load(NUEVO, row(PERSONA))
    with (
        pytest.raises(CorteNoAdmitido, match="está en vigor"),
        meanwhile(lambda: vida.put_in_force(NUEVO, "", "otra", AHORA)),
    ):
        vida.retire_cut(NUEVO, "una", AHORA)
    assert len(everybody(NUEVO)) == 2


def test_the_cut_in_force_is_not_retired_and_of_another_its_figures_stay_371(in_place):
    in_place(VIEJO, row(PERSONA))
    assert "está en vigor" in console("retirar", VIEJO, "--yes", bien=False).output
    in_place(NUEVO, row(PERSONA))
    for _ in range(2):
        console("retirar", VIEJO, "--yes")
    assert config.tabla(f"padron-{VIEJO}") not in aws.client("dynamodb").list_tables()["TableNames"]
    assert len(everybody(NUEVO)) == 2
    assert sum(n for n, _ in figures_in(VIEJO, "11").values()) == 1
    assert "retirado" in console("cortes").output


def test_the_list_says_which_cut_is_in_force_and_whom_it_counts(in_place, load):
    load(VIEJO, row(PERSONA))
    in_place(
        NUEVO,
        row(PERSONA),
        row(OTRA, situacion="padron"),
        row(replace(OTRA, cic="000000001"), credencial="cancelada"),
    )
    viejo, nuevo = console("cortes").output.splitlines()
    assert viejo.startswith(f"  {VIEJO}") and nuevo.startswith(f"→ {NUEVO}")
    assert [w for w in nuevo.split() if w.isdigit() and len(w) == 1] == ["2", "1", "3"]


def test_what_is_prepared_is_imported_and_answers_9_8(written, tmp_path):
    archivo, carpeta = written(row(PERSONA), row(OTRA, cic="")), str(tmp_path / "corte")
    console("preparar", archivo, carpeta, "--corte", NUEVO, "--lista", "2027-01-10")
    for _ in range(2):  # the second finds it done
        console("importar", carpeta, "--sondeo", "0.05")
    console("poner", NUEVO, "--acepto-diferencias")
    assert (get_corte(NUEVO).lista, get_corte(NUEVO).registros, len(everybody(NUEVO))) == ("2027-01-10", 3, 3)
    assert look_up_apoyo(received(), AHORA).clase == "en_lista_nominal"
    assert "Contents" not in aws.client("s3").list_objects_v2(Bucket=config.DEPOSITO_PADRON)


def test_a_file_that_changed_after_it_was_prepared_is_not_imported(written, tmp_path):
    carpeta = tmp_path / "corte"
    console("preparar", written(row(PERSONA)), str(carpeta), "--corte", NUEVO)
    next(carpeta.glob("parte-*")).write_bytes(b"otra cosa")
    assert "no es el que se preparó" in console("importar", str(carpeta), bien=False).output
    assert get_corte(NUEVO) is None


def test_an_import_that_fails_leaves_no_cut_and_the_next_one_starts_over(written, tmp_path):
    carpeta = str(tmp_path / "corte")
    console("preparar", written(row(PERSONA)), carpeta, "--corte", NUEVO)
    manifiesto = Manifiesto.read(Path(carpeta))
    fila = vida.begin_cut(NUEVO, "2027-01-15", "2027-01-15", manifiesto.digesto, "una", AHORA)
    with pytest.raises(CorteNoAdmitido, match="dejó 0 de 2"):  # nothing was uploaded
        run_import(fila, 2, lambda _: None, 0.05)
    assert get_corte(NUEVO).estado == "cargando"
    console("importar", carpeta, "--sondeo", "0.05")
    assert len(everybody(NUEVO)) == 2


def test_whoever_finds_an_import_under_way_waits_for_it_and_asks_for_no_other(written, tmp_path):
    carpeta = tmp_path / "corte"
    console("preparar", written(row(PERSONA)), str(carpeta), "--corte", NUEVO)
    manifiesto = Manifiesto.read(carpeta)
    fila = vida.begin_cut(NUEVO, "2027-01-15", "2027-01-15", manifiesto.digesto, "una", AHORA)
    upload_files(NUEVO, [carpeta / n for n in manifiesto.archivos])
    run_import(fila, 2, lambda _: None, 0.05)
    cortes.put_all(NUEVO, [{"llave": {"S": "SEÑAL"}}])
    console("importar", str(carpeta), "--sondeo", "0.05")
    assert (get_corte(NUEVO).estado, len(everybody(NUEVO))) == ("listo", 3)


def test_every_record_of_a_process_is_asked_for_again_and_twice_is_as_once_7_12(in_place):
    empty_queues()
    in_place(VIEJO, row(PERSONA), row(OTRA))
    cambia, sigue = received("REG1"), received("REG2", reading(OTRA, "E"))
    nunca = received("REG3", reading(stranger(), "E"))
    for folio in (cambia, sigue):
        look_up_apoyo(folio, AHORA)
    in_place(NUEVO, row(PERSONA, situacion="baja", causa_baja="defuncion"), row(OTRA))
    for _ in range(2):
        console("reverificar", PROCESO)
        mensajes = taken(config.COLA_REGISTRAL)
        assert sorted(m["folio"] for m in mensajes) == [cambia, sigue, nunca]
        assert failed(registral(batch(*mensajes), None)) == []
    assert [now(f).clase for f in (cambia, sigue, nunca)] == ["baja", "en_lista_nominal", "no_encontrado"]
    assert [sum(isinstance(h, Verificado) for h in now(f).hechos) for f in (cambia, sigue, nunca)] == [
        2,
        1,
        1,
    ]
    assert "No hay un proceso" in console("reverificar", "NADA27", bien=False).output


class EnTiempoReal:
    """A registry that is asked in real time, as another class would do it."""

    def corte(self) -> str:
        return "servicio"

    def ask(self, por: str, valores: Any) -> Contestacion:
        from chalicelib.rules.apoyos.historia import SituacionRegistral
        from chalicelib.vault.secretos import blind_index
        from chalicelib.workflows.padron.secreto import secreto_padron

        indice = secreto_padron()
        hay = {
            getattr(PERSONA, por): Inscripcion(
                blind_index(indice, "clave_elector", PERSONA.clave_elector),
                SituacionRegistral.LISTA_NOMINAL,
                entidad="11",
                cotejos={"identificador": blind_index(indice, "identificador", PERSONA.identificador)},
            )
        }
        return Contestacion("servicio", {v: hay[v] for v in valores if v in hay})


def test_another_registry_answers_in_the_place_of_the_cuts_by_configuration_9_8(monkeypatch):
    vida.ensure_secret()
    monkeypatch.setenv("CAPTACION_PADRON", f"{__name__}:EnTiempoReal")
    assert look_up_apoyo(folio := received(), AHORA).clase == "en_lista_nominal"
    assert answer(folio).corte == "servicio"
    assert look_up_apoyo(received("REG2", reading(OTRA, "E")), AHORA).clase == "no_encontrado"
