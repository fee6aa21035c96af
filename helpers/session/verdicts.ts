import type { TokenPromise } from '../../contracts/schema/tokens.ts'
import { Secret } from '../../env/secret.ts'
import { verdictOf } from '../diagnosis/judges/token/read-verdict.ts'
import type { Exchange } from '../http/exchange.ts'
import { NotApplicable } from './check-result.ts'
import type { Session } from './session.ts'

/** A token of no kind: every verifier refuses it, and its words may stand in reports. */
export const NO_TOKEN = new Secret('post-deploy-smoke-no-token')

/** The issuer's own verdicts on tokens. Both throw `NotApplicable` where the platform offers no route for it. */
export interface Verdicts {
  /** The answer to the question whether this token is good. */
  verify(token: Secret): Promise<Exchange>
  /** The answer to the same question about a word that is no token, asked once a run. */
  verifyWord(): Promise<Exchange>
}

export function createVerdicts(session: Session, promise: TokenPromise): Verdicts {
  const verify: Verdicts['verify'] = (token) => {
    if (promise.verify === undefined)
      throw new NotApplicable('this platform offers no verify route')
    return session.ask(promise.verify.request, { values: { token }, token })
  }
  return {
    verify,
    verifyWord: () => session.once('verify a word', async () => verify(NO_TOKEN)),
  }
}

/** Times that the issuer is asked again about a good token that it does not call valid: another instance may. */
const ASKED_AGAIN = 4

/** The issuer's verdict on a token that it issued, and those that came when it was asked again, where the first was a no. */
export async function verdictsOn(
  promise: TokenPromise['verify'],
  ask: () => Promise<Exchange>,
): Promise<{ readonly verified: Exchange; readonly again: readonly Exchange[] }> {
  const verified = await ask()
  const again: Exchange[] = []
  if (promise === undefined || verdictOf(verified, promise) !== 'invalid')
    return { verified, again }
  while (again.length < ASKED_AGAIN) again.push(await ask())
  return { verified, again }
}
