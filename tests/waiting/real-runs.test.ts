import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Reference, startReference } from '../../reference/start-reference.ts'
import type { ServiceName } from '../../reference/urls.ts'
import { envFile } from '../command/env-file.ts'
import { runCommand } from '../command/run-command.ts'

const SERVICES: readonly ServiceName[] = ['auth', 'backend', 'frontend']

async function useReference(): Promise<Reference> {
  const reference = await startReference()
  onTestFinished(() => reference.close())
  return reference
}

describe('a run that waits', () => {
  test('goes green when the deployment comes up 3 s later, and says how long it waited and for what', async () => {
    const reference = await useReference()
    await Promise.all(SERVICES.map((name) => reference.stop(name)))
    const started = sleep(3_000).then(() => Promise.all(SERVICES.map(reference.start)))
    const { exitCode, stdout, reports } = await runCommand([
      '--env',
      await envFile(reference.env),
      '--wait',
      '30',
    ])
    await started
    expect(exitCode, stdout).toBe(0)
    expect(stdout).toMatch(/wait {2}backend {2}\S+ m?s {2}tcp\.refused/)
    for (const name of SERVICES)
      expect(reports.summary).toMatch(
        new RegExp(
          `- ${name}: ready after \\d\\.\\d s\\n +- .*tcp\\.refused.*\\n( +- .*\\n)*? +- ready \\(3 times, `,
        ),
      )
    expect(reports.ctrf.results.extra).toMatchObject({ verdict: 'pass', warnings: [] })
  })

  test('calls a service that comes and goes every second unstable, with what was seen', async () => {
    const reference = await useReference()
    const loop = crashLoop(reference, 'backend')
    const { exitCode, reports } = await runCommand([
      '--env',
      await envFile(reference.env),
      '--wait',
      '9',
    ])
    await loop.end()
    expect(exitCode).toBe(1)
    const { rootCauses } = reports.ctrf.results.extra
    expect(rootCauses.map(({ code, service }) => `${code} (${service})`)).toEqual([
      'service.unstable (backend)',
    ])
    expect(rootCauses[0]?.evidence.join('\n')).toMatch(
      /waited 9\.\d s: .*ready \(.*tcp\.refused \(.*ready \(/,
    )
  })

  test('calls a service that still starts at the deadline starting, with what was seen', async () => {
    const { exitCode, reports } = await runCommand(['--fault', 'backend-starting', '--wait', '2'])
    expect(exitCode).toBe(1)
    const { rootCauses } = reports.ctrf.results.extra
    expect(rootCauses).toMatchObject([{ code: 'service.starting', service: 'backend' }])
    expect(rootCauses[0]?.evidence.join('\n')).toMatch(
      /waited 2\.\d s: 503 starting \(\d+ times, 0\.\d to 2\.\d s\)/,
    )
  })

  test('trusts the embedded deployment’s own certificates while it waits, as it does afterwards', async () => {
    const { exitCode, reports } = await runCommand([
      '--fault',
      'backend-certificate-expiring',
      '--wait',
      '5',
    ])
    expect(exitCode).toBe(0)
    expect(reports.ctrf.results.extra.warnings).toMatchObject([{ code: 'tls.expiring-soon' }])
  })

  test('does not wait for what cannot heal', async () => {
    const reference = await useReference()
    const startedMs = performance.now()
    const { exitCode, reports } = await runCommand([
      '--env',
      await envFile({ ...reference.env, BACKEND_URL: 'http://nowhere.invalid' }),
      '--wait',
      '60',
    ])
    expect(performance.now() - startedMs).toBeLessThan(20_000)
    expect(exitCode).toBe(1)
    expect(reports.ctrf.results.extra.rootCauses).toMatchObject([
      { code: 'dns.unresolved', service: 'backend' },
    ])
  })
})

/** Stops and starts a service every second until it is ended. */
function crashLoop(reference: Reference, name: ServiceName): { end(): Promise<void> } {
  let over = false
  const looping = (async () => {
    while (!over) {
      await reference.stop(name)
      await sleep(1_000)
      await reference.start(name)
      await sleep(1_000)
    }
  })()
  return {
    end: async () => {
      over = true
      await looping
    },
  }
}
