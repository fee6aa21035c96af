import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'
import { eventName } from './event-name.ts'
import type { TalkFact } from './judge-events.ts'

/** Whether a second user, connected all the while, heard none of the conversation (incident F86). */
export function judgePrivacy(talk: TalkFact, service: string): Finding | undefined {
  const leaked = (talk.overheard ?? []).filter((frame) => eventName(frame, talk.step) !== undefined)
  const first = leaked[0]
  if (first === undefined) return undefined
  return findingOf(
    'isolation.leak',
    service,
    { ...talk.url, method: 'WS' },
    {
      promise: 'a second user hears none of the conversation',
      expected: "no event on the second user's connection",
      got: `${leaked.length} events, the first: ${quote(first.text, 200)}`,
    },
  )
}
