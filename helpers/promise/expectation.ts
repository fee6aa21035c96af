import type { Refusal, Says, Word } from '../../contracts/schema/common.ts'
import type { Answer } from '../http/exchange.ts'
import { lookUp, lookUpJson } from './where.ts'

/** Whether an answer says, where it should, one of the words it may. */
export function saysSo(answer: Answer, { at, is }: Says): boolean {
  const value = lookUp(answer, at)
  return is.some((word) => sameWord(value, word))
}

/** Whether a frame says, where it should, one of the words it may; a frame has neither headers nor cookies. */
export function frameSays(
  { text, json }: { readonly text: string; readonly json: unknown },
  { at, is }: Says,
): boolean {
  const value = at === 'text' ? text : lookUpJson(json, at)
  return is.some((word) => sameWord(value, word))
}

/** Whether an answer is the refusal that was promised: its status, or a 2xx whose body says no; and its reason where reasons are promised. */
export function isRefused(answer: Answer, { statuses, says, reasons }: Refusal): boolean {
  const { status } = answer
  const saysNo = status >= 200 && status < 300 && says !== undefined && saysSo(answer, says)
  const forReason =
    reasons === undefined ||
    reasons.length === 0 ||
    reasons.some((reason) => said(answer).includes(reason.toLowerCase()))
  return (statuses.includes(status) || saysNo) && forReason
}

/** Where a refusal gives its reason: the body, and the challenge (RFC 6750 §3). */
function said(answer: Answer): string {
  return `${answer.text} ${answer.headers['www-authenticate'] ?? ''}`.toLowerCase()
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
