# pip: fastapi==0.165.0 uvicorn==0.54.0 pyjwt==2.15.1
# HTTPBearer and PyJWT, as the tutorial of FastAPI has it, with PyJWT's reason in `detail`.
import os
import time

import jwt
import uvicorn
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPBearer

state, key = os.environ["STATE"], os.environ["KEY"]
audience, issuer = os.environ["AUDIENCE"] or None, os.environ["ISSUER"] or None
app = FastAPI()


def user(credentials=Depends(HTTPBearer(auto_error=state != "open"))):
    if state == "open":
        return "nobody"
    options = {
        "verify_signature": state != "unverified",
        "verify_exp": state not in ("no-exp", "unverified"),
        "verify_aud": audience is not None,
    }
    try:
        claims = jwt.decode(credentials.credentials, key, ["HS256"], options, audience=audience, issuer=issuer)
    except jwt.PyJWTError as error:
        detail = "Could not validate credentials" if state == "silent" else str(error)
        raise HTTPException(401, detail, {"WWW-Authenticate": "Bearer"})
    return claims["sub"]


@app.get("/health")
def health():
    return {"status": "ok", "service": "api"}


@app.get("/api/me")
def me(sub: str = Depends(user)):
    return {"sub": sub}


uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
