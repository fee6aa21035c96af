import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeFolder } from '../../helpers/report/files.ts'

async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'smoke-folder-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('folders are made with those above them, and left as they are when they are there', async () => {
  const folder = await scratch()
  await makeFolder(join(folder, 'a/b/c'))
  await makeFolder(join(folder, 'a/b'))
  expect(await readdir(join(folder, 'a/b'))).toEqual(['c'])
})

test('runs that make the same folder at the same time all have it', async () => {
  const folder = await scratch()
  for (let round = 0; round < 50; round += 1)
    await Promise.all(
      Array.from({ length: 8 }, () => makeFolder(join(folder, `${round}/reports/x`))),
    )
  expect(await readdir(folder)).toHaveLength(50)
})

test('a place where nothing can be made rejects, and at once', async () => {
  await expect(makeFolder('/proc/nothing/here')).rejects.toMatchObject({ code: 'ENOENT' })
})
