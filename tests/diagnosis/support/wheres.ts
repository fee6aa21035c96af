import { netra as contract } from '../../support/contracts.ts'

/** Keys of a contract whose values are places in a JSON body. */
const HOLD_PLACES = new Set([
  'at',
  'item',
  'token',
  'refreshToken',
  'subject',
  'expiresIn',
  'has',
  'reasons',
  'nameAt',
  'answerAt',
  'keeps',
  'urls',
])

/** Every place that the contract names: judges look there, so hostile values stand there. */
export const WHERES: readonly string[] = [...new Set(placesIn(contract, ''))].sort()

function placesIn(value: unknown, key: string): readonly string[] {
  if (typeof value === 'string')
    return HOLD_PLACES.has(key) && /^[\w.]+$/.test(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inside]) =>
    placesIn(inside, Array.isArray(value) || HOLD_PLACES.has(key) ? key : name),
  )
}
