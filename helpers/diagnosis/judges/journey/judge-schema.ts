import type { Asked, Exchange } from '../../../http/exchange.ts'
import type { SchemaFact } from '../../../promise/json-schema.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import { findingOf } from '../finding-of.ts'

/** What was compared with a schema, for the finding. */
export interface SchemaWords {
  readonly code: Extract<Code, 'route.shape' | 'agent.event-shape'>
  readonly service: string
  readonly asked: Asked
  readonly subject: string
  readonly promise: string
}

/** Whether what a service sent fits the JSON Schema that the contract promises for it. */
export function judgeSchema(fact: SchemaFact, words: SchemaWords): Finding | undefined {
  if (fact.kind === 'fits') return undefined
  const { code, service, asked, ...about } = words
  if (fact.kind === 'stopped')
    return findingOf(code, service, asked, {
      ...about,
      expected: 'JSON that can be compared with its schema',
      got: `JSON with which the comparison took over ${fact.afterMs} ms and was stopped`,
    })
  const [first, ...others] = fact.mismatches
  const left = fact.count - fact.mismatches.length
  return findingOf(code, service, asked, {
    ...about,
    summary: `${code === 'agent.event-shape' ? `${service}: the event ${about.subject} is` : `${service} answers ${about.subject}`} in another form than promised${first === undefined ? '' : `: ${first.expected} (${first.got})`}`,
    expected: first?.expected ?? 'JSON that fits its schema',
    got: first?.got ?? 'JSON that does not',
    evidence: [
      ...others.map(({ expected, got }) => `${expected}, and is ${got}`),
      ...(left > 0 ? [`and ${left} more`] : []),
    ],
  })
}

/** The JSON of an answer for its schema; a finding if the answer has none, undefined if there is no answer to judge. */
export function judgeJson(
  exchange: Exchange,
  words: Omit<SchemaWords, 'asked'>,
): Finding | undefined {
  if (exchange.kind === 'no-answer' || exchange.json !== undefined) return undefined
  const { code, service, ...about } = words
  return findingOf(code, service, exchange, {
    ...about,
    expected: 'JSON that fits its schema',
  })
}
