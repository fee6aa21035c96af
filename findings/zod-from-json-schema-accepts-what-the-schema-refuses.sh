#!/usr/bin/env bash
# zod 4.6.7, z.fromJSONSchema (its declaration calls it semi-experimental), beside ajv 8.20.0
# Expected: a keyword that zod cannot keep throws, as `not` and `if` do ("not is not supported in Zod"). Then a schema that
#           is converted refuses what the JSON Schema refuses.
# Real: `required` and `properties` without `type: 'object'` are left out in silence, also inside `allOf`, so that everything
#       is accepted; `const` with an object refuses the very value.
# Matters: OpenAPI documents leave `type` out often. A check made of such a schema would be green whatever the answer is. This
#          suite promises no JSON Schema with it.
# Seen (2026-11-28):
#   {"required":["id"]} {}: zod true, ajv false
#   {"properties":{"id":{"type":"string"}}} {"id":1}: zod true, ajv false
#   {"allOf":[{"required":["a"]},{"required":["b"]}]} {"a":1}: zod true, ajv false
#   {"const":{"a":1}} {"a":1}: zod false, ajv true
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund zod@4.6.7 ajv@8.20.0
cat > try.mjs <<'JS'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { z } from 'zod'

const CASES = [
  [{ required: ['id'] }, {}],
  [{ properties: { id: { type: 'string' } } }, { id: 1 }],
  [{ allOf: [{ required: ['a'] }, { required: ['b'] }] }, { a: 1 }],
  [{ const: { a: 1 } }, { a: 1 }],
]
const seen = CASES.map(([schema, value]) => {
  const byZod = z.fromJSONSchema(schema).safeParse(value).success
  const byAjv = new Ajv2020({ strict: false }).validate(schema, value)
  console.log(`${JSON.stringify(schema)} ${JSON.stringify(value)}: zod ${byZod}, ajv ${byAjv}`)
  return byZod !== byAjv
})
process.exit(seen.every((differs) => differs) ? 0 : 1)
JS
node try.mjs
