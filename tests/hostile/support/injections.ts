import { Ajv } from 'ajv'
import { schema } from 'ctrf'
import { activeHtml } from '../../report/support/active-html.ts'
import { activeMarkdown } from '../../report/support/active-markdown.ts'
import { surefireErrors } from '../../report/support/surefire-errors.ts'

/** Everything a run wrote, by what it is. */
export interface Written {
  readonly printed: string
  readonly junit: string
  readonly summary: string
  readonly stepSummary: string
  readonly ctrf: string
  readonly html: string
}

/** Characters that act on a terminal or deceive an eye; a newline is our own. */
const INVISIBLE = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u
/** A line that a CI system would obey: GitHub's two forms, Azure's, TeamCity's. */
const COMMAND = /^\s*::.*|.*##(?:\[|vso\[|teamcity\[).*/gim
/** One of our own annotations: it names a code of the closed table and a service of the contract. */
const OWN_COMMAND =
  /^::(?:error|warning) title=(?:[a-z]+\.[a-z-]+ \((?:auth|backend|frontend|config)\)|[\w-]+)::/

const isValidCtrf = new Ajv({ strict: false, validateFormats: false }).compile(schema)

/** What in the output of these runs would act, or could not be read, in words; nothing when all is well. */
export async function findInjections(
  runs: Readonly<Record<string, Written>>,
): Promise<readonly string[]> {
  const found = Object.entries(runs).flatMap(([name, written]) =>
    inOne(written).map((what) => `${name}: ${what}`),
  )
  return [...found, ...(await surefireErrors(Object.values(runs).map(({ junit }) => junit)))]
}

function inOne({ printed, junit, summary, stepSummary, ctrf, html }: Written): readonly string[] {
  const texts = {
    printed,
    junit,
    summary,
    stepSummary,
    ctrf,
    html,
    'ctrf in clear': stringsOf(JSON.parse(ctrf)).join('\n'),
  }
  return [
    ...Object.entries(texts).flatMap(([name, text]) => {
      const at = text.search(INVISIBLE)
      return at === -1
        ? []
        : [
            `${name} holds U+${text.codePointAt(at)?.toString(16)}: ${JSON.stringify(text.slice(Math.max(0, at - 80), at + 40))}`,
          ]
    }),
    ...(printed.match(COMMAND) ?? [])
      .filter((line) => !OWN_COMMAND.test(line))
      .map((line) => `a command in the log: ${line.slice(0, 200)}`),
    ...[summary, stepSummary]
      .flatMap(activeMarkdown)
      .map((line) => `active markdown: ${line.slice(0, 300)}`),
    ...activeHtml(html).map((what) => `in the page: ${what.slice(0, 300)}`),
    ...(isValidCtrf(JSON.parse(ctrf)) ? [] : [`ctrf: ${JSON.stringify(isValidCtrf.errors)}`]),
  ]
}

function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => [key, ...stringsOf(item)])
}
