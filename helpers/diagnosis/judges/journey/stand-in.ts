import type { RequestStep } from '../../../../contracts/schema/journey.ts'
import type { Answer } from '../../../http/exchange.ts'
import { isMemberPlace, lookUp } from '../../../promise/where.ts'
import type { Code } from '../../../record/code.ts'
import { quote } from '../../../text/quote.ts'
import { isPage } from '../health/answer-signs.ts'
import { fill } from './kept-values.ts'

interface FoundStandIn {
  readonly code: Code
  readonly expected: string
  readonly got?: string
}

/** What a beginning can be compared with. */
const SIMPLE: ReadonlySet<string> = new Set(['string', 'number', 'boolean'])

/** A stand-in where none may be, or an answer that has no place in which one could show. */
export function standIn(
  answer: Answer,
  step: RequestStep,
  kept: Readonly<Record<string, string>>,
): FoundStandIn | undefined {
  // In a web page nothing stands at a place of JSON: the promise was not looked at.
  const unseen = isPage(answer) ? step.never.find(({ at }) => isMemberPlace(at)) : undefined
  if (unseen !== undefined)
    return { code: 'route.shape', expected: `JSON, in which ${unseen.at} can be looked at` }
  for (const { at, starts, code } of step.never) {
    const value = lookUp(answer, at)
    const said = SIMPLE.has(typeof value) ? String(value).toLowerCase() : ''
    const found = starts
      .map((start) => fill(start, kept))
      .find((start) => said.startsWith(String(start).toLowerCase()))
    if (found !== undefined)
      return {
        code,
        expected: `nothing at ${at} that begins with "${found}"`,
        got: `${at}: ${quote(said, 160)}`,
      }
  }
  return undefined
}
