import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startOidcPlatform } from '../../examples/oidc/platform.ts'
import { runInLab } from '../support/lab.ts'
import type { LabResult } from '../support/lab-result.ts'

const JWT = 'examples/oidc/contract.ts'
const OPAQUE = 'examples/oidc/opaque-contract.ts'

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'smoke-oidc-'))
})
afterAll(() => rm(dir, { recursive: true }))

/** Runs the unchanged suites against the platform, started with these options. */
async function check(
  contract: string,
  options: Parameters<typeof startOidcPlatform>[0] = {},
): Promise<LabResult> {
  const platform = await startOidcPlatform(options)
  try {
    const file = join(dir, 'oidc.env')
    const lines = Object.entries(platform.env).map(([name, value]) => `${name}=${value}\n`)
    await writeFile(file, lines.join(''))
    return await runInLab(['--env', file, '--contract', contract, '--wait', '0'])
  } finally {
    await platform.close()
  }
}

function causes({ reports }: LabResult): readonly string[] {
  return reports.ctrf.results.extra.rootCauses.map(({ code, service }) => `${code} (${service})`)
}

describe('the unchanged suites, against a platform nobody here wrote', () => {
  test.for([
    { contract: JWT, signedWith: 'RS256' },
    { contract: JWT, signedWith: 'ES256' },
    { contract: OPAQUE, signedWith: 'RS256' },
  ] as const)(
    'find nothing wrong with it: $contract, $signedWith',
    async ({ contract, signedWith }) => {
      const result = await check(contract, { signedWith })
      expect(causes(result)).toEqual([])
      expect(result.reports.ctrf.results.extra.warnings).toEqual([])
      expect(result.exitCode).toBe(0)
      const passed = result.reports.ctrf.results.tests.filter(({ status }) => status === 'passed')
      expect(passed.length).toBeGreaterThan(30)
    },
  )

  test.for([
    { fault: 'audience-differs', contract: JWT, cause: 'trust.token-rejected (notes)' },
    { fault: 'old-keys', contract: JWT, cause: 'trust.token-rejected (notes)' },
    {
      fault: 'introspection-secret-wrong',
      contract: OPAQUE,
      cause: 'trust.secret-mismatch (archive)',
    },
    { fault: 'api-open', contract: JWT, cause: 'auth.open (notes)' },
    { fault: 'api-open', contract: OPAQUE, cause: 'auth.open (archive)' },
  ] as const)('name its fault $fault: $cause', async ({ fault, contract, cause }) => {
    const result = await check(contract, { faults: [fault] })
    expect(causes(result)).toEqual([cause])
    expect(result.exitCode).toBe(1)
  })
})
