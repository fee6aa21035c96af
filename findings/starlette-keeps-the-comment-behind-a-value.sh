#!/usr/bin/env bash
# starlette 1.10.0 (`starlette.config.Config`, which FastAPI has too), python-decouple 3.8 and django-environ 0.14.0, beside python-dotenv 1.2.4; dotenv
# 18.0.10 and `--env-file` (Node)
# Expected: one env file means one thing. In `PORT=8080 # the app` the value is 8080, and `#` without a blank before it is a part of the value.
# Real: three readers for web frameworks in Python keep "8080 # the app"; their own documentation shows comments on lines of their own.
#       Both readers of Node end a value at each `#`, also inside a word.
# Matters: a comment that a colleague adds to a line is a value for one service, and for the one beside it is not: an address that does
#          not resolve, a flag that is not "true". A password with `#` in it is whole in Python, and cut in Node, with no word. This suite
#          reads by dotenv, and says where a value is cut at `#`.
# Seen (2026-11-28, Node 20.20.2):
#   starlette: PORT "8080 # the app", PASSWORD "abc#def"
#   decouple: PORT "8080 # the app", PASSWORD "abc#def"
#   django-environ: PORT "8080 # the app", PASSWORD "abc#def"
#   python-dotenv: PORT "8080", PASSWORD "abc#def"
#   dotenv: PORT "8080", PASSWORD "abc"
#   node --env-file: PORT "8080", PASSWORD "abc"
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
printf 'PORT=8080 # the app\nPASSWORD=abc#def\n' > .env
unset PORT PASSWORD
python3 -m venv env; env/bin/pip install --quiet starlette==1.10.0 python-decouple==3.8 django-environ==0.14.0 python-dotenv==1.2.4
echo '{"private":true}' > package.json; npm install --silent --ignore-scripts --no-audit --no-fund dotenv@18.0.10
cat > read.py <<'PY'
import os
import decouple, dotenv, environ
from starlette.config import Config


def show(name, values):
    print(f'{name}: PORT "{values["PORT"]}", PASSWORD "{values["PASSWORD"]}"')


names = ("PORT", "PASSWORD")
starlette = Config(".env")
show("starlette", {name: starlette(name) for name in names})
plain = decouple.Config(decouple.RepositoryEnv(".env"))
show("decouple", {name: plain(name) for name in names})
environ.Env.read_env(".env")
show("django-environ", os.environ)
show("python-dotenv", dotenv.dotenv_values(".env"))
PY
show='({ PORT, PASSWORD }) => `PORT "${PORT}", PASSWORD "${PASSWORD}"`'
{
  env/bin/python read.py
  node -p "'dotenv: ' + ($show)(require('dotenv').parse(fs.readFileSync('.env')))"
  node --env-file=.env -p "'node --env-file: ' + ($show)(process.env)"
} | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
starlette: PORT "8080 # the app", PASSWORD "abc#def"
decouple: PORT "8080 # the app", PASSWORD "abc#def"
django-environ: PORT "8080 # the app", PASSWORD "abc#def"
python-dotenv: PORT "8080", PASSWORD "abc#def"
dotenv: PORT "8080", PASSWORD "abc"
node --env-file: PORT "8080", PASSWORD "abc"
SEEN
