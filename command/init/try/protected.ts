import type { Credential } from '../../../contracts/schema/common.ts'
import type { Secret } from '../../../env/secret.ts'
import type { Answer } from '../../../helpers/http/exchange.ts'
import { placeCredential } from '../../../helpers/promise/request.ts'
import { compareText } from '../../../helpers/text/words.ts'
import { joinUrl } from '../../../helpers/url/join-url.ts'
import type { Asker } from '../asker.ts'
import type { RouteDraft } from '../draft.ts'
import type { SeenService } from '../look/service.ts'
import { carriersOf, credentialInWords } from './carriers.ts'
import { isLacking, placeOfUsers } from './lacking.ts'
import type { SeenLogin } from './login.ts'
import { askWithWrong, type WrongAnswer } from './wrong-tokens.ts'

/** A protected route as it answered. */
export interface SeenRoute {
  readonly service: SeenService
  readonly draft: RouteDraft
  /** Wrong tokens that were answered neither with a refusal nor with the content. */
  readonly odd: readonly WrongAnswer[]
  readonly sent: Credential
  /** What is worth a line to the person. */
  readonly remarks: readonly string[]
}

/** The answer to the good token, and how that travelled. */
interface Accepted {
  readonly carrier: Credential
  readonly answer: Answer
}

/** Routes of the documents that are tried where none is given. */
const MOST_GUESSED = 3

/** Routes of a service that its documents call protected. */
export function guessedRoutes({ url, issuer, api }: SeenService): readonly string[] {
  const userinfo = issuer?.userinfoEndpoint
  const own = userinfo?.startsWith(`${url}/`) === true ? [userinfo.slice(url.length)] : []
  return [...(api?.secured ?? []), ...own].slice(0, MOST_GUESSED)
}

/**
 * Asks a route without credentials, with the good token and with wrong ones. Gives a route, or why it cannot be
 * promised.
 */
export async function tryProtected(
  asker: Asker,
  service: SeenService,
  path: string,
  login: SeenLogin,
): Promise<SeenRoute | { readonly why: string }> {
  const asks = (headers: Headers) => async (credential?: Credential, token?: Secret) => {
    const spec = { method: 'GET', url: joinUrl(service.url, path), headers }
    const exchange = await asker.act(
      credential === undefined || token === undefined
        ? spec
        : placeCredential(spec, credential, token),
    )
    return exchange.kind === 'answer' ? exchange : undefined
  }
  const { headers, none } = await askAsNobody(asks)
  if (none === undefined) return { why: 'it does not answer without a token' }
  const ask = asks(headers)
  const accepted = await firstAccepted(carriersOf(login), none, (carrier) =>
    ask(carrier, login.token),
  )
  if (accepted === undefined) return { why: notAccepted(none, login) }
  const lacks = none.status < 300 ? placeOfUsers(accepted.answer, none) : undefined
  if (none.status < 300 && lacks === undefined)
    return {
      why: `it answers ${none.status} without a token too, with another body: no status shows a refusal`,
    }
  const wrong = await askWithWrong(login, (token) => ask(accepted.carrier, token))
  return routeOf(service, { path, headers, lacks }, none, accepted, wrong)
}

type Headers = Readonly<Record<string, string>>

/** As a run asks, where no header is promised. */
const PLAIN: Headers = {}
/** As scripts of pages ask. */
const AS_SCRIPT: Headers = { accept: 'application/json' }

/**
 * Asks as a run does. If a page for people is the answer, a redirect to where they sign in, and a refusal is the answer to a
 * request for JSON, that one is promised, with the header that brings it: Flask-Security 5.9, Laravel and Devise answer so.
 */
async function askAsNobody(asks: (headers: Headers) => () => Promise<Answer | undefined>) {
  const plain = await asks(PLAIN)()
  if (plain === undefined || plain.status < 300 || plain.status >= 400)
    return { headers: PLAIN, none: plain }
  const scripted = await asks(AS_SCRIPT)()
  return scripted !== undefined && scripted.status >= 400 && scripted.status < 500
    ? { headers: AS_SCRIPT, none: scripted }
    : { headers: PLAIN, none: plain }
}

function notAccepted({ status }: Answer, login: SeenLogin): string {
  if (status < 300) return `it is open: ${status} without a token and with it`
  const ways = carriersOf(login).map(credentialInWords).join(', ')
  return status === 404
    ? `there is no such route, or it is hidden from the user too: 404 without a token and with it (${ways})`
    : `the token, ${ways}, is answered as no token is: ${status}. If it goes elsewhere, --token 'HEADER: {token}' says where`
}

interface Shown {
  readonly path: string
  readonly headers: Headers
  /** The place that the answer without a token lacks, where its status is good. */
  readonly lacks: string | undefined
}

/** The route as a contract promises it, by what it answered. */
function routeOf(
  service: SeenService,
  { path, headers, lacks }: Shown,
  none: Answer,
  { carrier, answer }: Accepted,
  wrong: readonly WrongAnswer[],
): SeenRoute {
  const refused = wrong.filter(({ status }) => status >= 300 && status < 500)
  const isEmpty = ({ status, answer: one }: WrongAnswer) =>
    status < 300 && lacks !== undefined && isLacking(one, lacks)
  const opened = wrong.filter((one) => one.status < 300 && !isEmpty(one))
  const without = lacks === undefined ? { statuses: [none.status] } : { statuses: [], lacks }
  const refusing = unique(refused.map(({ status }) => status))
  return {
    service,
    sent: carrier,
    odd: wrong.filter(({ status }) => status >= 500),
    draft: {
      title: path,
      request: {
        service: service.name,
        method: 'GET',
        path,
        ...(headers !== PLAIN && { headers }),
      },
      accepted: [answer.status],
      withoutCredentials: without,
      withWrongToken:
        refused.length === 0
          ? without
          : { statuses: refusing, ...(wrong.some(isEmpty) && lacks !== undefined && { lacks }) },
    },
    remarks: opened.map(
      ({ id, status }) =>
        `${path} lets a wrong token in (${id}: ${status}): the contract promises that it does not`,
    ),
  }
}

async function firstAccepted(
  carriers: readonly Credential[],
  none: Answer,
  ask: (carrier: Credential) => Promise<Answer | undefined>,
): Promise<Accepted | undefined> {
  for (const carrier of carriers) {
    const answer = await ask(carrier)
    const isGood = answer !== undefined && answer.status < 300
    if (isGood && (none.status >= 300 || answer.text !== none.text)) return { carrier, answer }
  }
  return undefined
}

function unique(statuses: readonly number[]): number[] {
  return [...new Set(statuses)].sort((one, other) => compareText(String(one), String(other)))
}
