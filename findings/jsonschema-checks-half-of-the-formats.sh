#!/usr/bin/env bash
# jsonschema 4.26.0 (PyPI) as `pip install jsonschema` has it, with `format_checker=` given; beside ajv 8.20.0 with ajv-formats 3.0.1
# Expected: with a format checker, each format that the library knows is checked, and one that it cannot check is an error or a warning.
# Real: `date`, `email`, `ipv4` and `uuid` are checked; `date-time`, `uri` and `duration` are accepted whatever the text, since the packages for them
#       come with `jsonschema[format]` alone. Nothing says so.
# Matters: a check of an answer that was seen red for a wrong date stays green for a wrong time. In an image with one package more or less, the
#          same schema gives another verdict.
# Seen (2026-11-28):
#   date "yesterday": jsonschema false, with [format] false, ajv false
#   email "nobody": jsonschema false, with [format] false, ajv false
#   date-time "yesterday": jsonschema true, with [format] false, ajv false
#   uri "no uri": jsonschema true, with [format] false, ajv false
#   duration "an hour": jsonschema true, with [format] false, ajv false
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
python3 -m venv plain; plain/bin/pip install --quiet jsonschema==4.26.0
python3 -m venv more; more/bin/pip install --quiet 'jsonschema[format]==4.26.0'
echo '{"private":true}' > package.json; npm install --silent --ignore-scripts --no-audit --no-fund ajv@8.20.0 ajv-formats@3.0.1
echo '[["date","yesterday"],["email","nobody"],["date-time","yesterday"],["uri","no uri"],["duration","an hour"]]' > cases.json
cat > check.py <<'PY'
import json
from jsonschema import Draft202012Validator as Validator

for form, text in json.load(open("cases.json")):
    print(str(Validator({"format": form}, format_checker=Validator.FORMAT_CHECKER).is_valid(text)).lower())
PY
cat > check.js <<'JS'
const Ajv = require('ajv/dist/2020').default
const ajv = require('ajv-formats').default(new Ajv())
for (const [format, text] of require('./cases.json')) console.log(ajv.validate({ type: 'string', format }, text))
JS
node -e 'for (const [format, text] of require("./cases.json")) console.log(`${format} "${text}"`)' > titles.txt
paste -d'|' titles.txt <(plain/bin/python check.py) <(more/bin/python check.py) <(node check.js) |
  sed -E 's/(.*)\|(.*)\|(.*)\|(.*)/\1: jsonschema \2, with [format] \3, ajv \4/' | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
date "yesterday": jsonschema false, with [format] false, ajv false
email "nobody": jsonschema false, with [format] false, ajv false
date-time "yesterday": jsonschema true, with [format] false, ajv false
uri "no uri": jsonschema true, with [format] false, ajv false
duration "an hour": jsonschema true, with [format] false, ajv false
SEEN
