import type { WrongCredentials } from '../../contracts/schema/tokens.ts'
import { isAlike } from '../diagnosis/experiments/good-token.ts'
import { judgeWrongCredentials } from '../diagnosis/judges/token/judge-credentials.ts'
import { judgeFormat } from '../diagnosis/judges/token/judge-token.ts'
import { judgeVerdict } from '../diagnosis/judges/token/judge-verdict.ts'
import { decodeToken } from '../tokens/decode-token.ts'
import type { SignatureFact } from '../tokens/verify-signature.ts'
import { Blocked, type Judged, NotApplicable, needNoFailure } from './check-result.ts'
import { type Issued, issuing, judgeObtained, judgeTime, userValues, type Who } from './issuing.ts'
import { needLogin, tokensOf } from './login.ts'
import { needService } from './services.ts'
import type { Session } from './session.ts'
import { signatureOf } from './token-signature.ts'
import { verdictsOn, verifyWord } from './verdicts.ts'
import { lookAtWall } from './wall-look.ts'

/** A need: a token of that user. Throws `NotApplicable`, not `Blocked`, if no second user is configured here. */
export async function needToken(session: Session, who: Who): Promise<Issued> {
  await needService(session, tokensOf(session).issuer)
  const { issued, tried } = await issuing(session, who)
  if (issued !== undefined) return issued
  if (who === 'second-user' && tried.length === 0)
    throw new NotApplicable('no way to a second user is configured for this environment')
  const finding = await judgeRefused(session, who)
  throw finding === undefined
    ? new NotApplicable('no token can be had here')
    : new Blocked([finding])
}

/** Whether the issuer gives that user a token, and the first user in time. */
export async function judgeIssued(session: Session, who: Who): Judged {
  return (await judgeRefused(session, who)) ?? (who === 'user' ? judgeTime(session) : undefined)
}

/** Why that user has no token; the refusal may be one of every request. */
async function judgeRefused(session: Session, who: Who): Judged {
  const outcome = (await issuing(session, who)).tried.at(-1)?.outcome
  return lookAtWall(
    session,
    session.service(tokensOf(session).issuer),
    await judgeObtained(session, who),
    outcome?.kind === 'refused' ? outcome.exchange : undefined,
  )
}

/** Whether that user's token is of the promised kind. */
export async function judgeFormatOf(session: Session, who: Who): Judged {
  const issued = await needToken(session, who)
  const promise = tokensOf(session)
  const { jwt } = promise
  return jwt && judgeFormat({ decoded: decodeToken(issued.token), ...issued }, promise, jwt)
}

/** The check of that user's token signature. Throws `NotApplicable` if no key is known. */
export async function signatureFor(session: Session, who: Who): Promise<SignatureFact> {
  return signatureOf(session, await needToken(session, who))
}

/** Whether the issuer calls the user's token valid. */
export function judgeOwnVerdict(session: Session): Judged {
  return session.once('own verdict', async () => {
    const issued = await needToken(session, 'user')
    const { verified, again } = await verdictsOn(session, issued.token)
    const word = await verifyWord(session)
    return judgeVerdict({ exchange: verified, word, again }, issued, tokensOf(session))
  })
}

/** Whether wrong credentials are refused. Throws `Blocked` where the right ones got the same answer, which says nothing of a check. */
export async function judgeWrong(session: Session, wrong: WrongCredentials): Judged {
  const promise = tokensOf(session)
  needLogin(promise, `wrong ${wrong.id}`)
  const missing = session.unset(wrong.needs)
  if (missing.length > 0) throw new NotApplicable(`${missing.join(' and ')} not set`)
  const options = { values: userValues(session, 'user'), again: 'never' } as const
  const exchange = await session.ask(wrong.request, options)
  const finding = judgeWrongCredentials(exchange, wrong, promise)
  if (finding === undefined) return undefined
  const { issued, tried } = await issuing(session, 'user')
  const outcome = tried.at(-1)?.outcome
  const login = outcome !== undefined && 'exchange' in outcome ? outcome.exchange : undefined
  if (issued === undefined && login !== undefined && isAlike(login, exchange))
    needNoFailure(await judgeRefused(session, 'user'))
  return finding
}
