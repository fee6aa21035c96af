import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { closedPort } from '../http/support/serve.ts'
import { useFolder } from '../support/folders.ts'
import { blocksOf, page } from './pages.ts'
import { openShell } from './shell.ts'

const folder = useFolder('your-platform')

describe('docs/your-platform.md', () => {
  const read = page('docs/your-platform.md')

  test('leads from an empty folder to a green run and a first red one, command by command', async () => {
    const [server = ''] = blocksOf(read, 'js')
    const port = String(await closedPort())
    const here = (text: string) => text.replaceAll('8787', port)
    await writeFile(join(folder.path, 'server.mjs'), here(server))
    const shell = await openShell(folder.path)
    onTestFinished(() => shell.close())
    const lines = blocksOf(read, 'sh').flatMap((block) =>
      block.replaceAll('\\\n', ' ').trim().split('\n'),
    )
    const runs: { line: string; exitCode: number; printed: string }[] = []
    for (const line of lines) {
      // The command is there already, without a registry.
      if (!line.startsWith('npm ')) runs.push({ line, ...(await shell.type(here(line))) })
      if (line.endsWith('&')) await listening(Number(port))
    }
    const printed = runs.map(({ printed }) => printed).join('')
    for (const shown of blocksOf(read, 'text'))
      expect(printed.replaceAll(/\s+/g, ' ')).toContain(shown.trim().replaceAll(/\s+/g, ' '))
    const codes = runs.filter(({ line }) => line.startsWith('npx')).map(({ exitCode }) => exitCode)
    expect(codes).toEqual([0, 0, 0, 0, 0, 1])
  })
})

/** Waits until the server of the page answers; a port on which nothing listens refuses. */
async function listening(port: number): Promise<void> {
  await fetch(`http://127.0.0.1:${port}/health`).catch(async () => {
    await setTimeout(50)
    await listening(port)
  })
}
