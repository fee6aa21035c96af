import type { Answer } from '../../../helpers/http/exchange.ts'
import { lookUpJson } from '../../../helpers/promise/where.ts'
import type { RefusalDraft } from '../draft.ts'
import { membersOf } from './token-in.ts'

/** Names of members that say who a user is. */
const OF_USERS = /^(?:id|sub|uid|user_?id|e?mail|user_?name|login)$/i

/**
 * The place of an answer that only a user gets, where a request without a token gets a good status and no content: `null` of better-auth 1.7,
 * `{}` of NextAuth. Undefined where both have the same members, which may differ by chance.
 */
export function placeOfUsers(user: Answer, nobody: Answer): string | undefined {
  const places = membersOf(user.json)
    // Items of a list come and go.
    .filter(({ path }) => path.length > 0 && !path.some((name) => /^\d+$/.test(name)))
    .filter(({ value }) => (typeof value === 'string' && value !== '') || typeof value === 'number')
    .filter(({ path }) => isLacking(nobody, path.join('.')))
  const best = places.find(({ path }) => OF_USERS.test(path.at(-1) ?? '')) ?? places[0]
  return best?.path.join('.')
}

/** Whether an answer has nothing at that place. */
export function isLacking({ json }: Answer, place: string): boolean {
  return (lookUpJson(json, place) ?? undefined) === undefined
}

/** A refusal, for a person: `401 or 403`, `200 without user.id`. */
export function refusalInWords({ statuses, lacks }: RefusalDraft): string {
  const without = lacks === undefined ? [] : [`2xx without ${lacks}`]
  return [...statuses, ...without].join(' or ')
}
