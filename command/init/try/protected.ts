import type { Credential } from '../../../contracts/schema/common.ts'
import { Secret } from '../../../env/secret.ts'
import type { Answer } from '../../../helpers/http/exchange.ts'
import { placeCredential } from '../../../helpers/promise/request.ts'
import { compareText } from '../../../helpers/text/words.ts'
import { forgeTokens } from '../../../helpers/tokens/battery.ts'
import { joinUrl } from '../../../helpers/url/join-url.ts'
import type { Asker } from '../asker.ts'
import type { RouteDraft } from '../draft.ts'
import type { SeenService } from '../look/service.ts'
import type { SeenLogin } from './login.ts'

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

/** The answer to a wrong token, by the id of its row in the battery. */
interface WrongAnswer {
  readonly id: string
  readonly status: number
}

/** The answer to the good token, and how that travelled. */
interface Accepted {
  readonly carrier: Credential
  readonly answer: Answer
}

/** Rows of the battery that are tried: what servers answer differently if they do at all. */
const TRIED: readonly string[] = [
  'tampered',
  'tampered-signature',
  'tampered-subject',
  'foreign-key',
  'garbage',
  'garbage-dotted',
]

/** Carriers, the usual one first (RFC 6750 §2.1). */
const CARRIERS: readonly Credential[] = [
  { by: 'bearer' },
  { by: 'header', name: 'authorization' },
  { by: 'header', name: 'x-access-token' },
  { by: 'header', name: 'x-auth-token' },
]

/** How a token travels, for a person: `bearer`, `header x-api-key`. */
export function credentialInWords(credential: Credential): string {
  return 'name' in credential ? `${credential.by} ${credential.name}` : credential.by
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
  const ask = async (credential: Credential | undefined, token?: Secret) => {
    const spec = {
      method: 'GET',
      url: joinUrl(service.url, path),
      headers: { accept: 'application/json, */*;q=0.8' },
    }
    const exchange = await asker.act(
      credential === undefined || token === undefined
        ? spec
        : placeCredential(spec, credential, token),
    )
    return exchange.kind === 'answer' ? exchange : undefined
  }
  const none = await ask(undefined)
  if (none === undefined) return { why: 'it does not answer without a token' }
  if (none.status === 404) return { why: 'there is no such route: 404' }
  const accepted = await firstAccepted(carriersOf(login), none, (carrier) =>
    ask(carrier, login.token),
  )
  if (accepted === undefined)
    return {
      why:
        none.status < 300
          ? `it is open: ${none.status} without a token and with it`
          : `the token, ${carriersOf(login).map(credentialInWords).join(', ')}, is answered as no token is: ${none.status}. If it goes elsewhere, --token 'HEADER: {token}' says where`,
    }
  if (none.status < 300)
    return {
      why: `it answers ${none.status} without a token too, with another body: no status shows a refusal`,
    }
  const wrong = await askWithWrong(login, (token) => ask(accepted.carrier, token))
  return routeOf(service, path, none, accepted, wrong)
}

/** The route as a contract promises it, by what it answered. */
function routeOf(
  service: SeenService,
  path: string,
  none: Answer,
  { carrier, answer }: Accepted,
  wrong: readonly WrongAnswer[],
): SeenRoute {
  const refused = wrong.filter(({ status }) => status >= 300 && status < 500)
  const opened = wrong.filter(({ status }) => status < 300)
  return {
    service,
    sent: carrier,
    odd: wrong.filter(({ status }) => status >= 500),
    draft: {
      title: path,
      request: { service: service.name, method: 'GET', path },
      accepted: [answer.status],
      withoutCredentials: { statuses: [none.status] },
      withWrongToken: {
        statuses: unique(
          refused.length === 0 ? [none.status] : refused.map(({ status }) => status),
        ),
      },
    },
    remarks: opened.map(
      ({ id, status }) =>
        `${path} lets a wrong token in (${id}: ${status}): the contract promises that it does not`,
    ),
  }
}

function carriersOf({ carrier }: SeenLogin): readonly Credential[] {
  if (carrier === undefined) return CARRIERS
  return carrier.by === 'cookie' ? [carrier, ...CARRIERS] : [carrier]
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

async function askWithWrong(
  login: SeenLogin,
  ask: (token: Secret) => Promise<Answer | undefined>,
): Promise<readonly WrongAnswer[]> {
  const forgeries = await forgeTokens(login.token, {
    now: new Date(),
    secret: (text) => new Secret(text),
    ...(login.jwt && {
      jwt: {
        algorithms: [String(login.jwt.header.alg)],
        key: { kind: 'secret', variable: 'JWT_SECRET_KEY' },
        present: [],
        values: [],
        subject: 'sub',
        lifetimeSeconds: { local: 1, development: 1, staging: 1, production: 1 },
        skewSeconds: 60,
        claims: {},
        typeClaims: [],
        enforced: [],
        keyEncoding: 'text',
      },
    }),
  })
  const tried = forgeries
    .flatMap((row) => ('token' in row ? [row] : []))
    .filter(({ id }) => TRIED.includes(id))
  const answers: { id: string; status: number }[] = []
  for (const { id, token } of tried) {
    const answer = await ask(token)
    if (answer !== undefined) answers.push({ id, status: answer.status })
  }
  return answers
}

function unique(statuses: readonly number[]): number[] {
  return [...new Set(statuses)].sort((one, other) => compareText(String(one), String(other)))
}
