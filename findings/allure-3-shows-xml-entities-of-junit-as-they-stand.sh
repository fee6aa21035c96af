#!/usr/bin/env bash
# @allurereport/reader 3.18.0, which reads junit.xml for the `allure` command line 3
# Expected: `&amp;` in an attribute of XML means `&` (XML 1.0 4.6), in names and in messages.
# Real: the reader resolves no entity: reports show `a=1&amp;b=2` and `&lt;p&gt;`.
# Matters: a URL that a person copies from the report has parameters of other names; an XML file
#          cannot avoid it, since a bare `&` is not well-formed.
# Seen (2026-11-28):
#   name "GET /things?a=1&amp;b=2", message "got &lt;p&gt;"
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund @allurereport/reader@3.18.0 @allurereport/reader-api@3.18.0
cat > try.mjs <<'JS'
import { junitXml } from '@allurereport/reader'
import { BufferResultFile } from '@allurereport/reader-api'

const xml = `<?xml version="1.0"?>
<testsuites><testsuite name="s" tests="1" failures="1">
<testcase classname="c" name="GET /things?a=1&amp;b=2"><failure message="got &lt;p&gt;"/></testcase>
</testsuite></testsuites>`
const read = []
const visitor = {
  visitTestResult: async (result) => void read.push(result),
  visitAttachmentFile: async () => undefined,
}
await junitXml.read(visitor, new BufferResultFile(Buffer.from(xml), 'junit.xml'))
const [{ name, message }] = read
console.log(`name ${JSON.stringify(name)}, message ${JSON.stringify(message)}`)
process.exit(name === 'GET /things?a=1&amp;b=2' && message === 'got &lt;p&gt;' ? 0 : 1)
JS
node try.mjs
