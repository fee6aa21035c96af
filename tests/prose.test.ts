import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

/** Words that do not go into comments and docs (CONTRIBUTING, "How the prose reads"), and what to write instead. */
const OUT: readonly (readonly [words: RegExp, instead: string])[] = [
  [/\b(?:tell|tells|told|telling)\b/, 'report, say, show, distinguish'],
  [/\bwhoever\b/, 'name the thing'],
  [/\bstrangers?\b/, 'without a token, wrong service, unknown name, foreign origin'],
  [/\banew\b/, 'again'],
  [/\bin vain\b/, 'without success'],
  [/\b(?:last rites|farewell|goodbye)\b/, 'cleanup, stop'],
  [/\btakes? (?:\w+ )?well\b/, 'say what happens'],
  [/\bbe had\b|\bis had\b/, 'get, obtain'],
  [/\bwhat (?:came|comes|became|becomes) of\b/, 'the result of'],
]

const files = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
    join(folder, file),
  )

const SOURCES = [
  'helpers',
  'env',
  'contracts',
  'suites',
  'runner',
  'command',
  'reference',
  'examples',
  'load',
  'bench',
  'tests',
]
  .flatMap(files)
  .filter(isSource)
const DOCS = [
  'README.md',
  'CONTRIBUTING.md',
  ...files('docs').filter((file) => file.endsWith('.md')),
]

function isSource(file: string): boolean {
  return /\.(?:ts|mjs)$/.test(file)
}

/** The comments of a source file; anything but a line comment after code. */
function commentsOf(text: string): string {
  return [...text.matchAll(/\/\*\*?[\s\S]*?\*\/|^\s*\/\/.*$/gm)]
    .map(([comment]) => comment.replaceAll(/\s*\n\s*\*?\s*/g, ' '))
    .join('\n')
}

function strays(file: string, prose: string): readonly string[] {
  return OUT.flatMap(([words, instead]) =>
    [...prose.matchAll(new RegExp(`.{0,30}${words.source}.{0,20}`, 'gi'))].map(
      ([found]) => `${file}: "${found}" (${instead})`,
    ),
  )
}

test('comments and docs use words that everybody knows', () => {
  expect(SOURCES.length).toBeGreaterThan(200)
  const found = [...SOURCES, ...DOCS].flatMap((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8')
    return strays(file, isSource(file) ? commentsOf(text) : text)
  })
  expect(found).toEqual([])
})
