import type { TokenPromise } from '../../contracts/type/tokens.ts'
import { CLAIM_BATTERY } from './claim-battery.ts'
import type { ForgeryWords } from './forgery.ts'
import { FORMAT_BATTERY, OPAQUE_BATTERY } from './format-battery.ts'
import { SIGNATURE_BATTERY } from './signature-battery.ts'
import { wordsOf } from './words-of.ts'

/** The rows of the battery that a platform's tokens call for, known before any token is: one check each. */
export function batteryFor({ jwt }: Pick<TokenPromise, 'jwt'>): readonly ForgeryWords[] {
  const own = jwt === undefined ? OPAQUE_BATTERY : [...SIGNATURE_BATTERY, ...CLAIM_BATTERY]
  return [...own, ...FORMAT_BATTERY].map(wordsOf)
}
