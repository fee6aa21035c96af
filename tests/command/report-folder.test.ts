import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { run } from './run-command.ts'

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'smoke-reports-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

/** The shortest real run there is, with reports in this place. */
function runInto(dir: string, env: Readonly<Record<string, string>> = {}) {
  return run(['smoke.ts', '--suite', 'config', '--report-dir', dir], env)
}

describe('a report folder', () => {
  test('that is a file is told before anything is sent', async () => {
    const file = join(await folder(), 'reports')
    await writeFile(file, 'mine')
    const { exitCode, stdout, stderr } = await runInto(file)
    expect(exitCode).toBe(2)
    expect(stdout).toContain('config.invalid (config): --report-dir no report can be written')
    for (const name of ['junit.xml', 'summary.md', 'ctrf.json', 'report.html', 'run.json'])
      expect(stderr).toContain(
        `${name} could not be written to ${file}: a part of the path is a file, not a directory`,
      )
    expect(stdout).not.toContain('Reports')
    expect(await readFile(file, 'utf8')).toBe('mine')
  })

  test('that cannot be made is told before anything is sent', async () => {
    const { exitCode, stderr } = await runInto('/sys/smoke-reports')
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/junit\.xml could not be written to \/sys\/smoke-reports: /)
  })

  test('in a place where nothing can be made is told at once', async () => {
    const { exitCode, stderr } = await runInto('/proc/smoke/reports')
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/junit\.xml could not be written to \/proc\/smoke\/reports: /)
  })

  test('is made when it is not there', async () => {
    const dir = join(await folder(), 'a', 'b')
    expect((await runInto(dir)).exitCode).toBe(0)
    expect((await readdir(dir)).sort()).toEqual([
      'ctrf.json',
      'junit.xml',
      'report.html',
      'run.json',
      'summary.md',
    ])
  })

  test('in which one report has no place gets the others whole, and leaves no half one', async () => {
    const dir = await folder()
    await mkdir(join(dir, 'junit.xml'))
    const { exitCode, stdout, stderr } = await runInto(dir)
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/^junit\.xml could not be written to /m)
    expect(stdout).toContain(join(dir, 'ctrf.json'))
    expect((await readdir(dir)).sort()).toEqual([
      'ctrf.json',
      'junit.xml',
      'report.html',
      'run.json',
      'summary.md',
    ])
    expect(JSON.parse(await readFile(join(dir, 'ctrf.json'), 'utf8'))).toMatchObject({
      results: { extra: { verdict: 'pass' } },
    })
  })
})

test('a step summary that cannot be written is told, and fails nothing', async () => {
  const { exitCode, stderr } = await runInto(await folder(), { GITHUB_STEP_SUMMARY: '/proc/none' })
  expect(exitCode).toBe(0)
  expect(stderr).toContain('the step summary: /proc/none: ')
})
