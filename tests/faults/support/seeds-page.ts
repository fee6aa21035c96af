import { join } from 'node:path'
import { expect } from 'vitest'
import { page, ROOT } from '../../docs/pages.ts'
import type { LabResult } from '../../support/lab-result.ts'

export const SEEDS_AGAIN =
  'write them anew with: npx vitest run --config tests/vitest.config.ts tests/faults/catalogue.test.ts -u'

const ROW = /^\| (seed \d[^|]*) \| ([^|]+) \| `([a-z-]+)` \| (.*) ?\|$/gm

const seeds = page('docs/seeds.md')

/** The findings of docs/seeds.md, each with the fault that shows it. */
export const SEED_ROWS: readonly { readonly finding: string; readonly fault: string }[] = [
  ...seeds.text.matchAll(ROW),
].map(([, finding = '', , fault = '']) => ({ finding, fault }))

/** The page holds the first line of each fault's run as it is now. */
export async function expectSeedsAsTheyAre(
  runOf: (fault: string) => Promise<LabResult>,
): Promise<void> {
  const lines = new Map<string, string>()
  for (const fault of new Set(SEED_ROWS.map((row) => row.fault)))
    lines.set(fault, firstLine(await runOf(fault)))
  const text = seeds.text.replaceAll(
    ROW,
    (_, finding, says, fault) =>
      `| ${finding} | ${says} | \`${fault}\` | ${lines.get(fault) ?? ''} |`,
  )
  await expect(text).toMatchFileSnapshot(join(ROOT, 'docs/seeds.md'))
}

/** The headline as markdown, without times; where it only counts, what it counts follows. */
function firstLine({ reports, texts }: LabResult): string {
  const { rootCauses, warnings } = reports.ctrf.results.extra
  const [, headline = ''] = /^\*\*(.+)\*\*$/m.exec(texts['summary.md']) ?? []
  const [first] = [...rootCauses, ...(warnings as typeof rootCauses)]
  const named = first === undefined || headline.includes(first.code)
  const below = named ? '' : ` → \`${first.code}\` (${first.service}): ${first.summary}`
  return `${headline}${below}`
    .replaceAll(/127\.0\.0\.1:\d+/g, 'HOST:PORT')
    .replaceAll(/ in \d+(?:\.\d+)? m?s\b/g, '')
    .replaceAll(/(?<!\\)\|/g, '\\|')
}
