"""Settings: typed, checked at start, and what lacks is named."""

import pytest

from chalicelib.base.ajustes import Ajustes, ConfiguracionInvalida, read_settings, required_settings

FUNCION = {"AWS_LAMBDA_FUNCTION_NAME": "f"}
AUTORIZADOR = FUNCION | {"_HANDLER": "chalicelib.handlers.eventos.autorizador.autorizador"}


def test_on_a_developers_machine_nothing_need_be_set():
    assert read_settings({}) == Ajustes()
    assert required_settings({}) == frozenset()


def test_settings_are_typed():
    a = read_settings(
        {
            "CAPTACION_MASIVOS_POR_SEGUNDO": "2.5",
            "CAPTACION_MINUTOS_PARA_DESHACER": "3",
            "CAPTACION_DERFE_MESA": "a@x.mx, b@x.mx",
            "CAPTACION_DIAS_INHABILES": "2027-02-01,2027-03-15",
            "CAPTACION_EMISORES": "https://uno|c1,https://dos|c2",
            "CAPTACION_EMISORES_FEDERADOS": "https://dos",
        }
    )
    assert (a.masivos_por_segundo, a.minutos_para_deshacer) == (2.5, 3)
    assert a.derfe_mesa == ("a@x.mx", "b@x.mx")
    assert a.dias_inhabiles == ("2027-02-01", "2027-03-15")
    assert dict(a.emisores) == {"https://uno": "c1", "https://dos": "c2"}
    assert a.emisores_federados == ("https://dos",)


def test_a_list_given_empty_has_nobody_in_it_and_one_not_given_has_its_default():
    assert read_settings({"CAPTACION_DERFE_MESA": ""}).derfe_mesa == ()
    assert read_settings({}).derfe_mesa == ("derfe.mesa@captacion.invalid",)


@pytest.mark.parametrize(
    ("variable", "texto"),
    [
        ("PREFIJO", "Con Espacio"),
        ("REMITENTE", "nadie"),
        ("PORTAL", "portal.mx"),
        ("PORTAL", "https://portal.mx/"),
        ("MASIVOS_POR_SEGUNDO", "0"),
        ("MASIVOS_POR_SEGUNDO", "nan"),
        ("MINUTOS_PARA_DESHACER", "-1"),
        ("DIA_DE_AVISO_MESA", "11"),
        ("DERFE_AUDIENCIAS", "a@x.mx;b@x.mx@"),
        ("DIAS_INHABILES", "01/02/2027"),
        ("PADRON", "os.system"),
        ("EMISORES", "https://uno"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named(variable, texto):
    with pytest.raises(ConfiguracionInvalida, match=f"CAPTACION_{variable} must be"):
        read_settings({f"CAPTACION_{variable}": texto})


def test_a_function_does_not_start_without_what_it_needs_and_all_of_it_is_named():
    with pytest.raises(ConfiguracionInvalida) as error:
        read_settings(
            {"CAPTACION_REMITENTE": "", "CAPTACION_DIA_DE_AVISO_MESA": "x"}, required_settings(AUTORIZADOR)
        )
    assert str(error.value).split("; ") == [
        "CAPTACION_PREFIJO is missing",
        "CAPTACION_REMITENTE is missing",
        "CAPTACION_PORTAL is missing",
        "CAPTACION_DIA_DE_AVISO_MESA must be a whole number from 1 to 10",
        "CAPTACION_EMISORES is missing",
        "CAPTACION_EMISORES_FEDERADOS is missing",
    ]


def test_each_function_requires_only_its_own_settings():
    assert "emisores" not in required_settings(FUNCION | {"_HANDLER": "app.app"})
    assert "pool_institucional" in required_settings(FUNCION | {"_HANDLER": "app.app"})
    assert required_settings(FUNCION) == {"prefijo", "remitente", "portal"}
