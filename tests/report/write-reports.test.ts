import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeReports } from '../../helpers/report/files.ts'

let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'reports-'))
})
afterEach(async () => {
  await chmod(dir, 0o755)
  await rm(dir, { recursive: true, force: true })
})

const NEW = [
  { name: 'junit.xml', text: '<new/>' },
  { name: 'summary.md', text: 'né\n' },
]

describe('writeReports', () => {
  test('creates the directory, writes each report whole and leaves nothing else', async () => {
    const deep = join(dir, 'a', 'b')
    expect(await writeReports(deep, NEW)).toEqual({
      written: [join(deep, 'junit.xml'), join(deep, 'summary.md')],
      failed: [],
    })
    expect((await readdir(deep)).sort()).toEqual(['junit.xml', 'summary.md'])
    expect(await readFile(join(deep, 'summary.md'), 'utf8')).toBe('né\n')
  })

  test('replaces the reports of an earlier run, and what was set aside of one before', async () => {
    await writeFile(join(dir, 'junit.xml'), '<old/>')
    await writeFile(join(dir, 'junit.xml.previous'), '<older/>')
    await writeReports(dir, NEW)
    expect(await readFile(join(dir, 'junit.xml'), 'utf8')).toBe('<new/>')
    expect((await readdir(dir)).sort()).toEqual(['junit.xml', 'summary.md'])
  })

  test('tells when the directory is a file', async () => {
    const file = join(dir, 'file')
    await writeFile(file, '')
    const { written, failed } = await writeReports(file, NEW)
    expect(written).toEqual([])
    expect(failed.map(({ name }) => name)).toEqual(['junit.xml', 'summary.md'])
    expect(failed[0]?.why).toBe('a part of the path is a file, not a directory (ENOTDIR)')
  })

  test('tells when something else has the name, and writes the others', async () => {
    await mkdir(join(dir, 'junit.xml'))
    const { written, failed } = await writeReports(dir, NEW)
    expect(written).toEqual([join(dir, 'summary.md')])
    expect(failed[0]).toMatchObject({ name: 'junit.xml' })
    expect(failed[0]?.why).toMatch(/a directory of that name is in its place \(EISDIR\)/)
    expect((await readdir(dir)).sort()).toEqual(['junit.xml', 'summary.md'])
  })

  test('sets an earlier report aside whole where the new one cannot be written', async () => {
    const name = `${'x'.repeat(240)}.xml`
    await writeFile(join(dir, name), '<old/>')
    // The temporary name is longer than a file system allows: writing fails, renaming to a shorter one does not.
    const { written, failed } = await writeReports(dir, [{ name, text: '<new/>' }])
    expect(written).toEqual([])
    expect(failed[0]?.why).toMatch(
      /; the report of an earlier run, of \d{4}-.*Z, is now .*\.previous$/,
    )
    expect(await readdir(dir)).toEqual([`${name}.previous`])
    expect(await readFile(join(dir, `${name}.previous`), 'utf8')).toBe('<old/>')
  })

  test.skipIf(process.getuid?.() === 0)('says so when even that is impossible', async () => {
    await writeFile(join(dir, 'junit.xml'), '<old/>')
    await chmod(dir, 0o555)
    const { failed } = await writeReports(dir, NEW)
    expect(failed[0]?.why).toMatch(
      /no permission to write there \(EACCES\); the file of that name is an earlier run's/,
    )
    expect(await readFile(join(dir, 'junit.xml'), 'utf8')).toBe('<old/>')
  })
})
