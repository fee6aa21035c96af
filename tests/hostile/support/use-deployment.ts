import { afterAll, beforeAll, expect } from 'vitest'
import { type Reference, startReference } from '../../../reference/start-reference.ts'
import { writeEnvFile } from '../../support/env-file.ts'
import { useFolder } from '../../support/folders.ts'
import { findInjections } from './injections.ts'
import { type Measured, runMeasured } from './run-measured.ts'

/** The bar: of the whole process, at its most. A healthy run is at 180. */
const MEMORY_MIB = 300

export interface Deployment {
  reference: Reference
  /** The real command, against the healthy deployment but for these variables. */
  run(variables: Readonly<Record<string, string>>, flags?: readonly string[]): Promise<Measured>
  /** Red, in bounded time and memory, with reports that are whole and in which nothing acts. */
  expectSafe(run: Measured, withinSeconds: number): Promise<void>
}

/** A healthy deployment for all tests of a file, of which each puts something hostile in the place of one part. */
export function useDeployment(name: string): Deployment {
  const folder = useFolder(name)
  const deployment = {} as Deployment
  beforeAll(async () => {
    const reference = await startReference()
    deployment.reference = reference
    deployment.run = async (variables, flags = []) => {
      const told = {
        ENVIRONMENT: 'local',
        REQUEST_TIMEOUT_MS: '2000',
        ...reference.env,
        ...variables,
      }
      return runMeasured(folder.path, [
        '--env',
        await writeEnvFile(folder.path, 'hostile', told),
        ...flags,
      ])
    }
    deployment.expectSafe = async (run, withinSeconds) => {
      expect(run.exitCode, run.stderr).toBe(1)
      expect(run.seconds).toBeLessThan(withinSeconds)
      expect(run.peakMib).toBeLessThan(MEMORY_MIB)
      const { junit, summary, html, ctrf } = run.reports
      const written = {
        printed: run.stdout + run.stderr,
        junit,
        summary,
        stepSummary: run.stepSummary,
        ctrf: JSON.stringify(ctrf),
        html,
      }
      expect(await findInjections({ it: written })).toEqual([])
    }
    const healthy = await deployment.run({})
    expect(healthy.exitCode, healthy.stdout).toBe(0)
  })
  afterAll(() => deployment.reference.close())
  return deployment
}
