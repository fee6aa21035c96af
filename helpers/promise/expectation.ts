import type { Expected, Refusal, Says, Word } from '../../contracts/schema/common.ts'
import type { Answer } from '../http/exchange.ts'
import { findPattern, stoppedInWords } from './stop-after.ts'
import { lookUp, lookUpMessage, type Message, placeInWords } from './where.ts'

/** Whether an answer says, where it should, one of the values that it may. */
export function saysSo(answer: Answer, says: Says): boolean {
  return isExpected(lookUp(answer, says.at), says)
}

/** Whether a frame says, where it should, one of the values that it may; a frame has neither headers nor cookies. */
export function frameSays(frame: Message, says: Says): boolean {
  return isExpected(lookUpMessage(frame, says.at), says)
}

/** Whether a value is one of those that a place may have. */
export function isExpected(
  value: unknown,
  { is, starts = [], contains = [], matches = [] }: Expected,
): boolean {
  if (is.some((word) => sameWord(value, word))) return true
  if (typeof value !== 'string' && typeof value !== 'number') return false
  const text = fold(value)
  return (
    starts.some((start) => text.startsWith(fold(start))) ||
    contains.some((part) => text.includes(fold(part))) ||
    matches.some((pattern) => findPattern(pattern, String(value)) !== null)
  )
}

/** What a place may say, as a reader finds it in the contract: `status: ok or UP`. */
export function expectedInWords({
  at,
  is,
  starts = [],
  contains = [],
  matches = [],
}: Says): string {
  const forms = [
    ...is.map(String),
    ...starts.map((start) => `a text that begins with "${start}"`),
    ...contains.map((part) => `a text with "${part}"`),
    ...matches.map((pattern) => `a text like /${pattern}/${stoppedInWords(pattern)}`),
  ]
  return `${placeInWords(at)}: ${forms.join(' or ')}`
}

/** Whether an answer is the refusal that was promised: its status, or a 2xx whose body says no; and its reason where reasons are promised. */
export function isRefused(answer: Answer, refusal: Refusal): boolean {
  const { statuses, reasons } = refusal
  const forReason =
    reasons === undefined ||
    reasons.length === 0 ||
    reasons.some((reason) => said(answer).includes(reason.toLowerCase()))
  return (statuses.includes(answer.status) || saysNo(answer, refusal)) && forReason
}

/** Whether a 2xx answer says no in its body, as the refusal promises. */
export function saysNo(answer: Answer, { says, lacks }: Refusal): boolean {
  return (
    answer.status >= 200 &&
    answer.status < 300 &&
    ((says !== undefined && saysSo(answer, says)) ||
      (lacks !== undefined && (lookUp(answer, lacks) ?? undefined) === undefined))
  )
}

/** Whether the body of a 2xx answer may be a refusal, so that its status alone is no proof. */
export function mayBeNo({ says, lacks }: Refusal): boolean {
  return says !== undefined || lacks !== undefined
}

/** Where a refusal gives its reason: the body, and the challenge (RFC 6750 §3). */
function said(answer: Answer): string {
  return `${answer.text} ${answer.headers['www-authenticate'] ?? ''}`.toLowerCase()
}

/** Whether a value is one of the words, or there at all where anything is good. */
export function isOneOf(said: unknown, words: readonly Word[] | 'anything'): boolean {
  if (words === 'anything') return said !== undefined && said !== null && said !== ''
  return words.some((word) => sameWord(said, word))
}

/** The words as a sentence needs them: `"ok" or "up"`. */
export function oneOfInWords(words: readonly Word[] | 'anything'): string {
  return words === 'anything' ? 'anything' : words.map((word) => JSON.stringify(word)).join(' or ')
}

/** Whether a value is the word, as services spell words: letter case and surrounding blanks do not count, and `true` is "true". */
export function sameWord(value: unknown, word: Word): boolean {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    return false
  return fold(value) === fold(word)
}

function fold(word: Word): string {
  return String(word).trim().toLowerCase()
}
