import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../command/run-command.ts'

const SHOWN = /<!-- run:begin( --fault [a-z-]+)? -->\n```text\n([\s\S]*?)```\n<!-- run:end -->/g

/**
 * The text with the runs that it shows made again: each the command and the last thing it prints. One
 * that differs only in ports and times stays as it is.
 */
export async function withShownRuns(text: string): Promise<string> {
  let now = text
  for (const [block, flags = '', shown = ''] of text.matchAll(SHOWN)) {
    const printed = await verdictOf(flags)
    if (steady(printed) !== steady(shown))
      now = now.replace(block, () => block.replace(shown, () => printed))
  }
  return now
}

/** As a checkout prints it that nobody set anything up for. */
async function verdictOf(flags: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'smoke-docs-'))
  const words = flags.trim().split(' ').filter(Boolean)
  const { stdout } = await run(['smoke.ts', '--report-dir', dir, ...words])
  await rm(dir, { recursive: true })
  const verdict = /^(?:PASS|WARN|FAIL) {2}\S+ (?:is|works)[\s\S]*/m.exec(stdout)?.[0] ?? stdout
  return `$ npm test${flags === '' ? '' : ` --${flags}`}\n\n${verdict.replaceAll(dir, 'reports')}`
}

/** Without what differs from run to run: ports, ids, times, and where a line breaks because of them. */
function steady(text: string): string {
  return text
    .replaceAll(/127\.0\.0\.1:\d+/g, 'HOST')
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
    .replaceAll(/\b[0-9a-f]{32}\b/g, 'TRACE')
    .replaceAll(/\(\d+ more characters\)/g, '(MORE)')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]*Z?/g, 'WHEN')
    .replaceAll(/\d+(?:\.\d+)? m?s\b/g, 'TIME')
    .replaceAll(/\s+/g, ' ')
}
