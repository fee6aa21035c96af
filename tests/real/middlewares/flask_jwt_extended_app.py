# pip: flask==3.1.3 flask-jwt-extended==4.7.4 gunicorn==27.0.1
import os
import sys

from flask import Flask, jsonify
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config["JWT_SECRET_KEY"] = os.environ["KEY"]
if os.environ["AUDIENCE"]:
    app.config["JWT_DECODE_AUDIENCE"] = os.environ["AUDIENCE"]
if os.environ["ISSUER"]:
    app.config["JWT_DECODE_ISSUER"] = os.environ["ISSUER"]
JWTManager(app)


@app.get("/health")
def health():
    return jsonify(status="ok", service="api")


@app.get("/api/me")
@jwt_required(optional=os.environ["STATE"] == "open")
def me():
    return jsonify(sub=get_jwt_identity())


if __name__ == "__main__":
    os.environ["PYTHONPATH"] = os.path.dirname(os.path.abspath(__file__))
    bind = f"127.0.0.1:{os.environ['PORT']}"
    os.execv(
        sys.executable,
        [sys.executable, "-m", "gunicorn", "--threads", "4", "--bind", bind, "flask_jwt_extended_app:app"],
    )
