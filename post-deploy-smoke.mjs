#!/usr/bin/env node
// The command of the package: `post-deploy-smoke [FLAG…]`.
process.argv.splice(2, 0, 'smoke.ts')
await import('./run.mjs')
