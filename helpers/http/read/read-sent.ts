import type { Answer, Asked, NoAnswer } from '../exchange.ts'
import type { Failed, Sent, Whole } from '../send/send-once.ts'
import { bodyOf } from './body-of.ts'
import { decodeBody } from './decode-body.ts'

/** A fact but for how often it was asked. */
export type Read = Omit<Answer, 'tries' | 'earlier'> | Omit<NoAnswer, 'tries' | 'earlier'>

/** Makes the fact of what was sent and came: the body in clear, as text, and as JSON when it is. */
export async function readSent(
  sent: Sent,
  asked: Asked,
  bodyLimitBytes: number,
  unknownCoding: 'refused' | 'as-it-is' = 'refused',
): Promise<Read> {
  const { timing, certificate } = sent
  const about = { asked, timing, ...(certificate === undefined ? {} : { certificate }) }
  if (sent.kind === 'failed') return { kind: 'no-answer', ...about, ...faultOf(sent) }
  const headAlone = {
    kind: 'answer' as const,
    ...about,
    ...headOf(sent),
    ...bodyOf(Buffer.alloc(0)),
  }
  // The beginning of a compressed body cannot be decoded as a whole one.
  if (sent.rest === 'closed' && sent.headers['content-encoding'] !== undefined) return headAlone
  const decoded = await decodeBody(
    sent.body,
    sent.headers['content-encoding'] ?? '',
    bodyLimitBytes,
    unknownCoding,
  )
  if ('problem' in decoded) {
    // Browsers decide over a preflight by its head, and read no body (Fetch standard, CORS-preflight fetch; Chromium 156).
    if (asked.method === 'OPTIONS') return headAlone
    const detail = `${new URL(asked.url).host}: the answer with status ${sent.status} ${decoded.problem}`
    return { kind: 'no-answer', ...about, fault: 'http.malformed', detail }
  }
  // Assigned, not spread: a spread would read the body for good.
  return Object.assign(bodyOf(decoded.bytes), {
    kind: 'answer' as const,
    ...about,
    ...headOf(sent),
  })
}

function faultOf({ fault, detail }: Failed): Pick<NoAnswer, 'fault' | 'detail'> {
  return { fault, detail }
}

function headOf({ status, headers, rest }: Whole): Pick<Answer, 'status' | 'headers' | 'rest'> {
  return { status, headers, ...(rest && { rest }) }
}
