import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { appendStepSummary } from '../../helpers/report/github.ts'
import { renderSummary } from '../../helpers/report/markdown/summary.ts'
import { red } from './records/examples.ts'

const MIB = 1024 * 1024
let dir: string
let file: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'step-'))
  file = join(dir, 'summary')
})
afterEach(() => rm(dir, { recursive: true, force: true }))

describe('appendStepSummary', () => {
  test('appends to what the step has said before', async () => {
    await writeFile(file, 'before')
    expect(await appendStepSummary(file, '# after\n')).toBeUndefined()
    expect(await readFile(file, 'utf8')).toBe('before\n# after\n')
  })

  test('creates the file', async () => {
    expect(await appendStepSummary(file, '# new\n')).toBeUndefined()
    expect(await readFile(file, 'utf8')).toBe('# new\n')
  })

  test('shortens to what is left of 1 MiB, at a line, and closes what it opened', async () => {
    const markdown = renderSummary(red)
    const room = Buffer.byteLength(markdown) - 550
    await writeFile(file, 'x'.repeat(MIB - room))
    expect(await appendStepSummary(file, markdown)).toMatch(/^shortened to the \d+ bytes left/)
    expect((await stat(file)).size).toBeLessThanOrEqual(MIB)
    const added = (await readFile(file, 'utf8')).slice(MIB - room + 1)
    expect(added).toMatch(/\n\n<\/details>\n\n> \*\*Shortened:\*\* the rest is in the report files/)
    expect(markdown).toContain(added.slice(0, added.lastIndexOf('\n\n</details>')))
  })

  test('says so when no room is left, and when the file cannot be written', async () => {
    await writeFile(file, 'x'.repeat(MIB))
    expect(await appendStepSummary(file, '# after\n')).toMatch(/^no room is left in/)
    expect(await appendStepSummary(dir, '# after\n')).toMatch(
      /a directory of that name is in its place/,
    )
  })
})
