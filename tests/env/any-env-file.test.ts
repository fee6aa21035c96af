import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { readEnvFile } from '../../env/read-env-files.ts'
import { runs } from '../stages.ts'
import { makeRoot } from './support/make-root.ts'
import { about, read } from './support/read.ts'

// Many runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

describe('whatever a file holds', () => {
  const piece = fc.constantFrom(
    'BACKEND_URL',
    'SERVICE_SECRET',
    '=',
    '\n',
    '\r',
    '"',
    "'",
    '`',
    '#',
    '\\n',
    ' ',
    'export ',
    ':',
    '__proto__',
    'constructor',
    '\u001b[31m',
    '\u2028',
    'ü',
    'x',
  )
  const content = fc.oneof(
    fc.array(piece, { maxLength: 30 }).map((pieces) => Buffer.from(pieces.join(''))),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  )

  it('gives values or reasons, in order, and touches nothing else', async () => {
    const root = await makeRoot({})
    const path = join(root, 'x.env')
    await fc.assert(
      fc.asyncProperty(content, async (bytes) => {
        await writeFile(path, bytes)
        const file = await readEnvFile(path, about)
        if (file.kind !== 'file') {
          expect(file.kind).toBe('unreadable')
          return
        }
        for (const [name, value] of file.values) {
          expect(bytes.toString()).toContain(name)
          expect(value).toBeTypeOf('string')
        }
        for (const { message, example } of [...file.problems, ...file.warnings]) {
          expect(message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028]/)
          expect(example).not.toBe('')
        }
      }),
      runs(500),
    )
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it.each([
    ['blank lines', '\n'.repeat(65_000)],
    ['blanks', `${' '.repeat(8_000)}\n`.repeat(8)],
    ['one name again and again', 'SERVICE_ID=a\n'.repeat(5_000)],
    [
      'thousands of names',
      Array.from({ length: 5_000 }, (_, index) => `BACKEND_UR${index}=a`)
        .join('\n')
        .slice(0, 65_000),
    ],
    ['open quotes', 'A="\n'.repeat(16_000)],
  ])('costs little: %s', async (_, content) => {
    const start = performance.now()
    await read(content)
    expect(performance.now() - start).toBeLessThan(4_000)
  })
})
