# pip: fastapi==0.165.0 uvicorn==0.54.0 fastapi-health==0.4.0
import os

import uvicorn
from fastapi import FastAPI
from fastapi_health import health


def database():
    return {"database": "online"} if os.environ["STATE"] == "healthy" else False


app = FastAPI()
app.add_api_route("/health", health([database]))
uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
