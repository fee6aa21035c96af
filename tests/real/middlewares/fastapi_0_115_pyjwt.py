# pip: fastapi==0.115.14 uvicorn==0.54.0 pyjwt==2.15.1
# FastAPI before 0.116 answers a missing token with 403.
import os

import jwt
import uvicorn
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPBearer

audience, issuer = os.environ["AUDIENCE"] or None, os.environ["ISSUER"] or None
app = FastAPI()


def user(credentials=Depends(HTTPBearer())):
    options = {"verify_aud": audience is not None}
    try:
        return jwt.decode(
            credentials.credentials, os.environ["KEY"], ["HS256"], options, audience=audience, issuer=issuer
        )["sub"]
    except jwt.PyJWTError as error:
        raise HTTPException(401, str(error))


@app.get("/health")
def health():
    return {"status": "ok", "service": "api"}


@app.get("/api/me")
def me(sub: str = Depends(user)):
    return {"sub": sub}


uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
