"""`python -m consola`: the commands by which an operator runs the system from a terminal."""

import click

import consola.nube_local  # noqa: F401  (first: it decides which cloud the others see)
from consola.auditoria import auditoria
from consola.avisos import avisos
from consola.bitacora import bitacora
from consola.conciliar import conciliar
from consola.conservacion import conservacion
from consola.correo import correo
from consola.fallidos import fallidos
from consola.mesa import mesa
from consola.padron import padron
from consola.paginas import paginas
from consola.preparar import preparar
from consola.rebotes import rebotes
from consola.rechazos import rechazos
from consola.sellos import sellos
from consola.senales import senales


@click.group()
def main() -> None:
    """Operación del Sistema de Captación.

    Toma la nube de las variables de entorno de AWS (AWS_ENDPOINT_URL, AWS_DEFAULT_REGION y credenciales) y los
    nombres de los recursos de CAPTACION_PREFIJO. Si no hay ninguna, usa el sistema local que esté en marcha.
    """


main.add_command(auditoria)
main.add_command(avisos)
main.add_command(bitacora)
main.add_command(conciliar)
main.add_command(conservacion)
main.add_command(correo)
main.add_command(fallidos)
main.add_command(mesa)
main.add_command(padron)
main.add_command(paginas)
main.add_command(preparar)
main.add_command(rebotes)
main.add_command(rechazos)
main.add_command(sellos)
main.add_command(senales)

if __name__ == "__main__":
    main()
