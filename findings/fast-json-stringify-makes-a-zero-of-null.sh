#!/usr/bin/env bash
# fast-json-stringify 7.3.10 as fastify 5.12.8 answers by it, beside ajv 8.20.0 with the same schema
# Expected: a value that the schema of the answer does not permit is an error, or is sent as it is. ajv, which fastify checks requests by, refuses each of these.
# Real: `null` under `type: integer` is sent as 0, under `string` as "", under `boolean` as false, under `array` as [], and under `object` as {}; 1.7 as an integer is 1, and the
#       text "false" as a boolean is true. The status is 200, and nothing is logged.
# Matters: a column that may be empty reads as a stock of 0, a price of 0, "not deleted": the page, its tests by the schema and each client see a well-formed answer. The
#          same handler without a schema sends null.
# Seen (2026-11-28):
#   without a schema: {"stock":null,"note":null,"open":null,"tags":null,"owner":null,"weight":1.7,"paid":"false"}
#   with a schema: 200 {"stock":0,"note":"","open":false,"tags":[],"owner":{},"weight":1,"paid":true}
#   ajv: refuses /stock /note /open /tags /owner /weight /paid
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund fastify@5.12.8 fast-json-stringify@7.3.10 ajv@8.20.0
cat > try.mjs <<'JS'
import Ajv from 'ajv'
import fastify from 'fastify'

const thing = { stock: null, note: null, open: null, tags: null, owner: null, weight: 1.7, paid: 'false' }
const schema = {
  type: 'object',
  properties: {
    stock: { type: 'integer' },
    note: { type: 'string' },
    open: { type: 'boolean' },
    tags: { type: 'array', items: { type: 'string' } },
    owner: { type: 'object', properties: { id: { type: 'string' } } },
    weight: { type: 'integer' },
    paid: { type: 'boolean' }
  }
}
const app = fastify()
app.get('/bare', () => thing)
app.get('/thing', { schema: { response: { 200: schema } } }, () => thing)
const bare = await app.inject('/bare')
const answer = await app.inject('/thing')
console.log(`without a schema: ${bare.body}`)
console.log(`with a schema: ${answer.statusCode} ${answer.body}`)
const validate = new Ajv({ allErrors: true }).compile(schema)
validate(thing)
console.log(`ajv: refuses ${validate.errors.map(({ instancePath }) => instancePath).join(' ')}`)
JS
node try.mjs | tee seen.txt
diff seen.txt - >/dev/null <<'SEEN'
without a schema: {"stock":null,"note":null,"open":null,"tags":null,"owner":null,"weight":1.7,"paid":"false"}
with a schema: 200 {"stock":0,"note":"","open":false,"tags":[],"owner":{},"weight":1,"paid":true}
ajv: refuses /stock /note /open /tags /owner /weight /paid
SEEN
