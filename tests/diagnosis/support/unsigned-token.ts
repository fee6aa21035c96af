import { Secret } from '../../../env/secret.ts'
import type { Forged } from '../../../helpers/tokens/forgery.ts'

/** A row of the battery as it was sent. */
export const UNSIGNED: Forged = {
  id: 'alg-none',
  title: 'with alg none',
  proves: 'algorithm',
  group: 'forged',
  source: 'RFC 8725 §3.2',
  alsoRefusedWith: [400],
  token: new Secret('a.b.'),
}
