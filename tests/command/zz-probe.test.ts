import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'vitest'
import { startReference } from '../../reference/start-reference.ts'
import { beginCommand, statusesOf } from './begin-command.ts'
import { envFile } from './env-file.ts'

test('probe', { timeout: 300_000 }, async () => {
  const reference = await startReference({ delayMs: 150 })
  const file = await envFile(reference.env)
  for (const ms of [1000, 1100,1200,1300,1400,1500,1600,1700,1800, 1900, 2000,2100,2200,2300,2400]) {
    const run = await beginCommand(['--env', file])
    const t0 = performance.now()
    await sleep(ms)
    const before = reference.seen.requests
    const threadsBefore = reference.seen.threads().length
    run.child.kill('SIGTERM')
    const t1 = performance.now()
    const ended = await run.ended
    const took = performance.now() - t1
    const reports = await run.reports()
    const ctrf = reports['ctrf.json']
    const counts = ctrf ? JSON.stringify((JSON.parse(ctrf) as any).results.tests.filter((t: any) => t.rawStatus === 'failed' || t.rawStatus === 'blocked').map((t: any) => [t.extra.id, t.message])) : 'none'
    console.log(ms, ended, Math.round(took), 'req before', before, 'after', reference.seen.requests, 'threads', threadsBefore, reference.seen.threads().length, Object.keys(reports).join(), counts)
    void t0
  }
  await reference.close()
})
