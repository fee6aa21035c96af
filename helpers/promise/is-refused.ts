import type { Refusal } from '../../contracts/type/common.ts'
import type { Answer } from '../http/exchange.ts'
import { saysSo } from './says-so.ts'

/** Whether an answer is the refusal that was promised: its status, or a 2xx whose body says no; and its reason where reasons are promised. */
export function isRefused(answer: Answer, { statuses, says, reasons }: Refusal): boolean {
  const { status } = answer
  const saysNo = status >= 200 && status < 300 && says !== undefined && saysSo(answer, says)
  const forReason =
    reasons === undefined || reasons.some((reason) => said(answer).includes(reason.toLowerCase()))
  return (statuses.includes(status) || saysNo) && forReason
}

/** Where a refusal gives its reason: the body, and the challenge (RFC 6750 §3). */
function said(answer: Answer): string {
  return `${answer.text} ${answer.headers['www-authenticate'] ?? ''}`.toLowerCase()
}
