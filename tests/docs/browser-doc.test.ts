import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CALLS } from '../browser/kinds/calls.ts'
import { FILES } from '../browser/kinds/files.ts'
import { HEALTHY } from '../browser/kinds/healthy.ts'
import { MODULES } from '../browser/kinds/modules.ts'
import { POLICIES } from '../browser/kinds/policies.ts'
import type { Kind } from '../browser/support/kind.ts'

const IN_CHROMIUM: Readonly<Record<Kind['chromium'], string>> = {
  well: 'runs',
  hurt: 'runs, without a part',
  dead: 'is dead',
}

/** The rows of the table in docs/browser.md, as the tests of tests/browser have them. */
function rows(): readonly string[] {
  return [...HEALTHY, ...FILES, ...MODULES, ...POLICIES, ...CALLS].map(
    ({ title, chromium, says }) =>
      `| ${title.replaceAll('|', '\\|')} | ${IN_CHROMIUM[chromium]} | ${inWords(says)} |`,
  )
}

function inWords(says: Kind['says']): string {
  if (says === undefined) return 'nothing'
  const [, warning, code] = /^(warning )?(.*)$/.exec(says) ?? []
  return `${warning === undefined ? '' : 'a warning, '}\`${code}\``
}

test('docs/browser.md lists every kind of page that Chromium was seen to open', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/browser.md'), 'utf8')
  const listed = text.split('\n').filter((line) => /^\| (?!a page |---)/.test(line))
  expect(listed).toEqual(rows())
})
