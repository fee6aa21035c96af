#!/usr/bin/env bash
# @vitest/runner 4.1.12 (`startTests` with a runner of one's own)
# Expected: `onAfterRunTask`, "called after result and state are set", is called for every test, as `onBeforeRunTask` is.
# Real: it is not called for a test that skips itself while it runs (`context.skip()`); `onAfterRetryTask` is, and the
#       result, which has the state `skip`, has lost its `startTime`.
# Matters: a reporter that counts tests by `onAfterRunTask` never ends, or reports a run as smaller than it is. This suite
#       collects its checks in `onAfterRetryTask`.
# Seen (2026-11-28, Node 20.20.2):
#   passes: begun, retried pass, ended
#   skips itself: begun, retried skip
#   fails: begun, retried fail, ended
#   the skipped one has a startTime afterwards: false
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent @vitest/runner@4.1.12
cat > try.mjs <<'JS'
import { startTests, test } from '@vitest/runner'
const seen = {}
const note = (word) => (task) => { (seen[task.name] ??= []).push(word(task)) }
const config = {
  root: '/', setupFiles: [], passWithNoTests: true, allowOnly: false, maxConcurrency: 5, testTimeout: 0, hookTimeout: 0,
  retry: 0, sequence: { seed: 0, hooks: 'stack', setupFiles: 'list' }, tags: [], strictTags: false,
}
const [file] = await startTests(['three'], {
  config,
  importFile: () => {
    test('passes', () => {})
    test('skips itself', ({ skip }) => skip())
    test('fails', () => { throw new Error('no') })
  },
  onBeforeRunTask: note(() => 'begun'),
  onAfterRetryTask: note(({ result }) => `retried ${result.state}`),
  onAfterRunTask: note(() => 'ended'),
})
for (const [name, words] of Object.entries(seen)) console.log(`${name}: ${words.join(', ')}`)
const skipped = file.tasks.find(({ name }) => name === 'skips itself')
console.log(`the skipped one has a startTime afterwards: ${skipped.result.startTime !== undefined}`)
const isSo = seen['passes'].includes('ended') && !seen['skips itself'].includes('ended') && skipped.result.startTime === undefined
process.exit(isSo ? 0 : 1)
JS
node try.mjs
