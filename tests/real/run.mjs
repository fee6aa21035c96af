// The table of real software: node tests/real/run.mjs [--list] [WORD…] (README.md beside it).
process.argv.splice(2, 0, 'tests/real/main.ts')
await import('../../run.mjs')
