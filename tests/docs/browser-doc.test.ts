import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { faults } from '../../reference/faults.ts'
import { CALLS } from '../browser/kinds/calls.ts'
import { FILES } from '../browser/kinds/files.ts'
import { HEALTHY } from '../browser/kinds/healthy.ts'
import { MODULES } from '../browser/kinds/modules.ts'
import { POLICIES } from '../browser/kinds/policies.ts'
import { NOT_SHOWN, SHOWN_BY } from '../browser/kinds/shown-by.ts'
import type { Kind } from '../browser/support/kind.ts'

const IN_CHROMIUM: Readonly<Record<Kind['chromium'], string>> = {
  well: 'runs',
  hurt: 'runs, without a part',
  dead: 'is dead',
}

const KINDS: readonly Kind[] = [...HEALTHY, ...FILES, ...MODULES, ...POLICIES, ...CALLS]

/** The rows of the table in docs/browser.md, as the tests of tests/browser have them. */
function rows(): readonly string[] {
  return KINDS.map(
    ({ title, chromium, says }) =>
      `| ${title.replaceAll('|', '\\|')} | ${IN_CHROMIUM[chromium]} | ${inWords(says)} | ${faultOf(title)} |`,
  )
}

function faultOf(title: string): string {
  const fault = Object.entries(SHOWN_BY).find(([, titles]) => titles.includes(title))?.[0]
  return fault === undefined ? '' : `\`${fault}\``
}

function inWords(says: Kind['says']): string {
  if (says === undefined) return 'nothing'
  const [, warning, code] = /^(warning )?(.*)$/.exec(says) ?? []
  return `${warning === undefined ? '' : 'a warning, '}\`${code}\``
}

test('docs/browser.md lists every kind of page that Chromium was seen to open', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/browser.md'), 'utf8')
  const [pages = ''] = text.split('## Kinds beside pages')
  const listed = pages.split('\n').filter((line) => /^\| (?!a page |---)/.test(line))
  expect(listed).toEqual(rows())
})

test('a fault of the reference deployment shows every kind of broken page, or a reason says why none can', () => {
  const broken = KINDS.flatMap(({ title, says }) => (says === undefined ? [] : [title]))
  const shown = [...Object.values(SHOWN_BY).flat(), ...Object.keys(NOT_SHOWN)]
  expect(shown.sort()).toEqual(broken.sort())
})

test.for(Object.entries(SHOWN_BY))(
  'the fault %s finds what is said of its kinds',
  ([name, titles]) => {
    const codes = faults.find((fault) => fault.name === name)?.finds.map(({ code }) => code)
    const said = KINDS.filter(({ title }) => titles.includes(title)).map(({ says }) => says)
    expect([...new Set(said.map((says) => says?.replace('warning ', '')))]).toEqual(codes)
  },
)

test('docs/browser.md says why a kind is no fault', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/browser.md'), 'utf8')
  for (const reason of Object.values(NOT_SHOWN))
    expect(text.replaceAll(/\s+/g, ' ')).toContain(reason)
})

test('the faults of kinds beside pages exist', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/browser.md'), 'utf8')
  const [, beside = ''] = text.split('## Kinds beside pages')
  const rows = beside.split('\n').filter((line) => /^\| (?!a deployment |---)/.test(line))
  const named = rows.map((row) => [...row.matchAll(/`([a-z0-9-]+)`/g)].map(([, name]) => name))
  const known = new Set(faults.map(({ name }) => name))
  expect(named.flat().filter((name) => !known.has(name ?? ''))).toEqual([])
  expect(rows.filter((row, at) => named[at]?.length === 0 && !row.includes('| none: '))).toEqual([])
})
