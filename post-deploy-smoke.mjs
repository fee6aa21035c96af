#!/usr/bin/env node
// The command of the package: `post-deploy-smoke [FLAG…]`, or one of its own words first.
const WORDS = new Map([
  ['init', 'command/init/main.ts'],
  ['merge', 'command/merge/main.ts'],
])

const [word = ''] = process.argv.slice(2)
const file = WORDS.get(word)
process.argv.splice(2, file === undefined ? 0 : 1, file ?? 'smoke.ts')
await import('./run.mjs')
