# pip: flask==3.1.3 flask-sock==0.7.0 pyjwt==2.15.1
# Under Werkzeug's own server: an exception after the 101 puts an HTTP answer into the stream.
import json
import os

import jwt
from flask import Flask, jsonify, request
from flask_sock import Sock

state = os.environ["STATE"]
app = Flask(__name__)
sock = Sock(app)


@app.get("/health")
def health():
    return jsonify(status="ok", service="chat")


@app.before_request
def check():
    if request.path != "/ws":
        return None
    if state == "raises-before":
        raise RuntimeError("boom")
    try:
        request.user = jwt.decode(request.headers.get("Authorization", "")[7:], os.environ["KEY"], ["HS256"])["sub"]
    except jwt.PyJWTError:
        return jsonify(error="unauthorized"), 401


@sock.route("/another" if state == "unmounted" else "/ws")
def chat(ws):
    if state == "raises-after":
        raise RuntimeError("boom")
    ws.send(json.dumps({"type": "welcome", "user": request.user}))
    while ws.receive():
        ws.send('{"type":"pong"}')


app.run("127.0.0.1", int(os.environ["PORT"]), threaded=True)
