"""A project of the same make as ours, small enough to test the runner with."""

import os

import boto3
from chalice.app import AuthResponse, Chalice, CORSConfig, Response
from funciones import bp

app = Chalice(app_name="juguete")
app.api.binary_types.append("application/octet-stream")
app.register_blueprint(bp)

ORIGEN = CORSConfig(allow_origin="https://portal.example.org", allow_headers=["X-Prueba"], max_age=600)


@app.authorizer()
def quien(request):
    if request.token == "Bearer falla":
        raise ValueError("no se pudo comprobar")
    routes = ["*"] if request.token == f"Bearer {os.environ['ADMITIDA']}" else []
    return AuthResponse(routes=routes, principal_id="persona", context={"nivel": 3, "activa": True})


@app.route("/abierta", cors=True)
def abierta():
    return {"hola": "ñandú"}


@app.route("/abierta/{nombre}", methods=["PUT"], cors=ORIGEN)
def nombrada(nombre):
    return {"nombre": nombre}


@app.route("/cerrada", authorizer=quien)
def cerrada():
    return app.current_request.context["authorizer"]


@app.route("/bytes", methods=["POST"], content_types=["application/octet-stream"])
def al_reves():
    body = app.current_request.raw_body[::-1]
    return Response(body, headers={"content-type": "application/octet-stream", "X-Largo": str(len(body))})


@app.route("/guardado/{nombre}")
def guardado(nombre):
    item = boto3.resource("dynamodb").Table(os.environ["TABLA"]).get_item(Key={"id": nombre})
    return {"hay": "Item" in item}


@app.route("/entorno")
def entorno():
    return {name: os.environ.get(name) for name in ("COLA", "AWS_ENDPOINT_URL", "CAPTACION_PREFIJO", "HOME")}
