# pip: litestar==2.25.0 pyjwt==2.15.1 cryptography uvicorn==0.54.0
import os

import uvicorn
from litestar import Litestar, Request, get
from litestar.security.jwt import JWTAuth, Token


async def user(token: Token, connection) -> str:
    return token.sub


auth = JWTAuth[str](
    retrieve_user_handler=user,
    token_secret=os.environ["KEY"],
    exclude=["/health"],
    accepted_audiences=[os.environ["AUDIENCE"]] if os.environ["AUDIENCE"] else None,
    accepted_issuers=[os.environ["ISSUER"]] if os.environ["ISSUER"] else None,
)


@get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok", "service": "api"}


@get("/api/me")
async def me(request: Request) -> dict[str, str]:
    return {"sub": request.user}


app = Litestar([health, me], on_app_init=[] if os.environ["STATE"] == "open" else [auth.on_app_init])
uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
