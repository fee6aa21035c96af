import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseFlags } from '../../command/cli/flags.ts'
import { helpText } from '../../command/cli/help.ts'
import { faults } from '../../reference/faults.ts'
import { page, pages, ROOT } from './pages.ts'

const CI = ['.github/workflows/post-deploy.yml', '.github/workflows/verify.yml'].map(page)
const scripts = Object.keys(
  (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object }).scripts,
)

/** Commands as they would be typed; NAME and FILE stand for something to be filled in. */
const typed = [...pages, ...CI].flatMap(({ name, text }) =>
  [...text.matchAll(/npm (?:test|run [a-z]+)(?: -- [^`\n#]*)?/g)].map(([command]) => ({
    name,
    text,
    command: command.trim(),
  })),
)

describe('commands in the documentation', () => {
  const runs = typed.filter(({ command }) => command.startsWith('npm test -- '))

  test.each(runs)('$name: $command', ({ command, text }) => {
    const words = wordsOf(command.slice('npm test -- '.length))
    const { flags, problems } = parseFlags(words)
    expect(problems).toEqual([])
    const known = ['NAME', ...faults.map(({ name }) => name), ...invented(text)]
    expect(known).toEqual(expect.arrayContaining([...flags.faults]))
  })

  test('name scripts that package.json has', () => {
    const named = typed.flatMap(({ command }) => /^npm run ([a-z]+)/.exec(command)?.[1] ?? [])
    expect(scripts).toEqual(expect.arrayContaining([...new Set(named)]))
  })
})

describe('README.md', () => {
  const flags = new Set(helpText().match(/(?<=^\s*)--[a-z-]+/gm))

  test.each([...flags])('tells of %s', (flag) => {
    expect(page('README.md').text).toContain(`\`${flag}`)
  })
})

/** Faults that the page itself shows how to write. */
function invented(text: string): readonly string[] {
  return [...text.matchAll(/^ *'([a-z-]+)': \{$/gm)].map(([, name = '']) => name)
}

/** What a shell makes of it: quotes are taken off, and `${NAME:+words}` are the words. */
function wordsOf(line: string): readonly string[] {
  const filled = line
    .replaceAll(/\$\{[A-Z]+:\+([^}]*)\}/g, '$1')
    .replaceAll('"$SUITE"', 'health')
    .replaceAll('"$PLACE"', 'europe-west1')
  return filled
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => word.replaceAll('"', ''))
}
