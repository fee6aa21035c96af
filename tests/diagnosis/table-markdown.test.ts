import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { codesMarkdown } from '../../helpers/diagnosis/codes/code-table.ts'
import { CODES } from '../../helpers/record/code.ts'

const PAGE = new URL('../../docs/diagnosis.md', import.meta.url)
const BETWEEN_MARKERS = /(?<=<!-- codes:begin -->\n)[\s\S]*(?=\n<!-- codes:end -->)/

describe('codesMarkdown', () => {
  const lines = codesMarkdown().split('\n')

  test('has a row for each code, in the order of their layers', () => {
    expect(lines.slice(2).map((line) => /^\| `([^`]+)`/.exec(line)?.[1])).toEqual(CODES)
  })

  test('has four cells in each row', () => {
    for (const line of lines) expect(line.split(/(?<!\\)\|/)).toHaveLength(6)
  })

  test('leaves no markup open to a reader', () => {
    for (const line of lines) expect(line.replaceAll(/`[^`]*`/g, '')).not.toMatch(/[<{}]/)
  })
})

describe('docs/diagnosis.md', () => {
  test('holds the table as it is now (write it anew with: npx vitest run --config tests/vitest.config.ts tests/diagnosis/table-markdown.test.ts -u)', async () => {
    const page = readFileSync(PAGE, 'utf8')
    expect(page).toMatch(BETWEEN_MARKERS)
    await expect(page.replace(BETWEEN_MARKERS, () => codesMarkdown())).toMatchFileSnapshot(
      PAGE.pathname,
    )
  })
})
