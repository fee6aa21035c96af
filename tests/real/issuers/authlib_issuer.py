# pip: flask==3.1.3 authlib==1.9.10
import os
import time

from authlib.integrations.flask_oauth2 import AuthorizationServer, ResourceProtector, current_token
from authlib.oauth2.rfc6749 import ClientMixin, TokenMixin, grants
from authlib.oauth2.rfc6750 import BearerTokenValidator
from authlib.oauth2.rfc7662 import IntrospectionEndpoint
from flask import Flask, jsonify


class Client(ClientMixin):
    def get_client_id(self):
        return os.environ["CLIENT_ID"]

    def get_allowed_scope(self, scope):
        return scope or ""

    def check_client_secret(self, secret):
        return secret == os.environ["CLIENT_SECRET"]

    def check_endpoint_auth_method(self, method, endpoint):
        return method in ("client_secret_basic", "client_secret_post")

    def check_grant_type(self, grant_type):
        return grant_type == "client_credentials"


class Token(dict, TokenMixin):
    def get_scope(self):
        return self.get("scope", "")

    def is_expired(self):
        return self["at"] + self["expires_in"] < time.time()

    def is_revoked(self):
        return False


client, tokens = Client(), {}


def save(token, request):
    tokens[token["access_token"]] = Token(token, at=time.time())


class Introspection(IntrospectionEndpoint):
    def query_token(self, token, hint):
        return tokens.get(token)

    def check_permission(self, token, client, request):
        return True

    def introspect_token(self, token):
        return {"active": True, "client_id": client.get_client_id(), "sub": client.get_client_id()}


class Validator(BearerTokenValidator):
    def authenticate_token(self, token):
        return tokens.get(token)


app = Flask(__name__)
server = AuthorizationServer(
    app, query_client=lambda id: client if id == client.get_client_id() else None, save_token=save
)
server.register_grant(grants.ClientCredentialsGrant)
server.register_endpoint(Introspection)
guard = ResourceProtector()
guard.register_token_validator(Validator())
app.get("/health")(lambda: jsonify(status="ok"))
app.post("/token", endpoint="token")(lambda: server.create_token_response())
app.post("/introspect", endpoint="introspect")(lambda: server.create_endpoint_response("introspection"))


@app.get("/me")
@guard()
def me():
    return jsonify(sub=client.get_client_id(), lives=current_token["expires_in"])


app.run("127.0.0.1", int(os.environ["PORT"]), threaded=True)
