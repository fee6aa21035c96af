import { Secret } from '../../env/secret.ts'
import { verdictOf } from '../diagnosis/judges/token/read-verdict.ts'
import type { Exchange } from '../http/exchange.ts'
import { NotApplicable } from './check-result.ts'
import { tokensOf } from './login.ts'
import { looksAt } from './samples.ts'
import type { Session } from './session.ts'

/** A token of no kind: every verifier refuses it, and its words may stand in reports. */
export const NO_TOKEN = new Secret('post-deploy-smoke-no-token')

/** The issuer's answer to the question whether this token is good. Throws `NotApplicable` where the platform offers no route for it. */
export function verify(session: Session, token: Secret): Promise<Exchange> {
  const { verify: promised } = tokensOf(session)
  if (promised === undefined) throw new NotApplicable('this platform offers no verify route')
  return session.ask(promised.request, { values: { token }, token, connection: 'fresh' })
}

/** The answer to the same question about a word that is no token, asked once a run. */
export function verifyWord(session: Session): Promise<Exchange> {
  return session.once('verify a word', async () => verify(session, NO_TOKEN))
}

/** Times that the issuer is asked about a good token at once: one of its instances may sign with another key. */
const ASKED = 2

/** Times that it is asked again where one answer does not call the token valid. */
const ASKED_AGAIN = 4

/** The issuer's verdicts on a token that it issued: `verified` is a no where one came, `again` the others that came then. */
export async function verdictsOn(
  session: Session,
  token: Secret,
): Promise<{ readonly verified: Exchange; readonly again: readonly Exchange[] }> {
  const { verify: promised, issuer } = tokensOf(session)
  const ask = async () => verify(session, token)
  const more = Array.from({ length: looksAt(session.service(issuer), ASKED) - 1 }, ask)
  const [verified, ...others] = await Promise.all([ask(), ...more])
  const all = [verified, ...others]
  const no = all.find((one) => promised !== undefined && verdictOf(one, promised) === 'invalid')
  if (no === undefined) return { verified, again: [] }
  const again = all.filter((one) => one !== no)
  for (let time = 0; time < ASKED_AGAIN; time += 1) again.push(await ask())
  return { verified: no, again }
}
