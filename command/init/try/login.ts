import type { Credential, RequestTemplate } from '../../../contracts/schema/common.ts'
import { Secret } from '../../../env/secret.ts'
import type { Answer } from '../../../helpers/http/exchange.ts'
import { renderRequest } from '../../../helpers/promise/request.ts'
import { quote } from '../../../helpers/text/quote.ts'
import { type DecodedJwt, decodeToken } from '../../../helpers/tokens/decode-token.ts'
import type { Asker } from '../asker.ts'
import type { CurlLine } from '../curl-line.ts'
import type { WrongDraft } from '../draft.ts'
import type { SeenService } from '../look/service.ts'
import { Unreachable } from '../look/service.ts'
import { type CurlValue, requestOfCurl, serviceOfCurl } from './request-of-curl.ts'
import { type TokenPlaces, textAt, tokenIn } from './token-in.ts'

/** What signing in showed. */
export interface SeenLogin {
  readonly service: SeenService
  /** The request that signed in, and its answer; undefined for a token that was given. */
  readonly asked?: {
    readonly request: RequestTemplate
    readonly places: TokenPlaces
    readonly answer: Answer
  }
  /** The variable that holds a token that was given. */
  readonly variable?: string
  /** How it travels, where that is known before a route is asked. */
  readonly carrier?: Credential
  readonly taken: readonly CurlValue[]
  readonly token: Secret
  /** Undefined for an opaque token. */
  readonly jwt?: DecodedJwt
  /** The refresh, where the login is an OAuth 2 token request and the refresh worked. */
  readonly refresh?: RequestTemplate
  /** How wrong credentials are refused; undefined where that cannot be tried without harm, or was not refused. */
  readonly wrong?: WrongDraft
  /** What is worth a line to the person. */
  readonly remarks: readonly string[]
}

/** Signs in as the curl line says. Throws `Unreachable` with a sentence if there is no token. */
export async function tryLogin(
  asker: Asker,
  curl: CurlLine,
  services: readonly SeenService[],
): Promise<SeenLogin> {
  const service = serviceOfCurl(curl, services)
  if (service === undefined)
    throw new Unreachable(
      `--login goes to ${originOf(curl.url)}, which is none of the URLs: give its URL too.`,
    )
  const { request, taken } = requestOfCurl(curl, service)
  const answer = await send(asker, request, service.url, taken)
  const places = answer.status < 400 ? tokenIn(answer) : undefined
  const text = places && textAt(answer, places.token)
  if (places === undefined || text === undefined) throw new Unreachable(noToken(answer))
  const token = new Secret(text)
  const jwt = decodeToken(token)
  const refresh = await tryRefresh(asker, { request, places, answer, service, taken })
  const wrong = await tryWrong(asker, { request, service, taken })
  return {
    service,
    asked: { request, places, answer },
    ...cookieCarrier(places.token),
    taken,
    token,
    ...(jwt.kind === 'jwt' && { jwt }),
    ...(refresh && { refresh }),
    ...(wrong.draft && { wrong: wrong.draft }),
    remarks: wrong.remarks,
  }
}

function cookieCarrier(at: string): Pick<SeenLogin, 'carrier'> {
  const name = /^cookie:(.+)$/.exec(at)?.[1]
  return name === undefined ? {} : { carrier: { by: 'cookie', name } }
}

async function send(
  asker: Asker,
  request: RequestTemplate,
  url: string,
  taken: readonly CurlValue[],
  extra: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const values = (name: string) =>
    extra[name] ?? taken.find((variable) => variable.name === name)?.value
  const exchange = await asker.act(renderRequest(request, url, values))
  if (exchange.kind === 'no-answer')
    throw new Unreachable(`--login is not answered: ${exchange.detail}.`)
  return exchange
}

function noToken(answer: Answer): string {
  const said = `${answer.status} ${quote(answer.text, 160)}`
  return answer.status >= 400
    ? `--login is refused: ${said}. Try the same line in a shell until it gives a token.`
    : `--login is answered, but init finds no token in it: ${said}.`
}

interface Known {
  readonly request: RequestTemplate
  readonly service: SeenService
  readonly taken: readonly CurlValue[]
}

/** Refreshes once, as OAuth 2 does (RFC 6749 §6); other platforms have paths of their own, which nothing shows. */
async function tryRefresh(
  asker: Asker,
  { request, places, answer, service, taken }: Known & { places: TokenPlaces; answer: Answer },
): Promise<RequestTemplate | undefined> {
  const { form } = request
  const refreshToken = places.refreshToken && textAt(answer, places.refreshToken)
  if (form?.grant_type === undefined || !refreshToken) return undefined
  const { client_id: id, client_secret: secret } = form
  const refresh: RequestTemplate = {
    ...request,
    form: {
      grant_type: 'refresh_token',
      refresh_token: '{refreshToken}',
      ...(id !== undefined && { client_id: id }),
      ...(secret !== undefined && { client_secret: secret }),
    },
  }
  const renewed = await send(asker, refresh, service.url, taken, { refreshToken })
  return renewed.status < 300 && textAt(renewed, places.token) !== undefined ? refresh : undefined
}

/** Signs in as somebody who does not exist, so that no account is locked. */
async function tryWrong(
  asker: Asker,
  { request, service, taken }: Known,
): Promise<{ draft?: WrongDraft; remarks: readonly string[] }> {
  const left = (why: string) => ({
    remarks: [`wrong credentials are not tried: ${why}`],
  })
  // A PUT with unknown credentials creates the user at some registries (npm's user route, verdaccio 6.8).
  if (request.method !== 'POST') return left(`${request.method} could create the user`)
  const users = taken.filter(({ kind }) => kind === 'text')
  if (users.length === 0) return left('nothing in the login names a user')
  // Beside a user, a client is an app: a refusal of an unknown one says nothing of users.
  const beside = users.some(({ name }) => !isOfClient(name)) ? isOfClient : () => false
  const changed = taken.filter(({ name }) => !beside(name))
  const wrong = changed.reduce(
    (text, { name, kind, value }) =>
      text.replaceAll(
        `{${name}}`,
        kind === 'secret'
          ? 'wrong-{run}'
          : value.includes('@')
            ? 'smoke-nobody-{run}@example.com'
            : 'smoke-nobody-{run}',
      ),
    JSON.stringify(request),
  )
  const template = JSON.parse(wrong) as RequestTemplate
  const answer = await send(asker, template, service.url, taken, { run: 'init' })
  if (answer.status < 400)
    return left(`an unknown user is answered with ${answer.status}, as if it were let in`)
  if (answer.status === 429 || answer.status >= 500)
    return left(`they are answered with ${answer.status}`)
  return {
    draft: {
      id: 'unknown-user',
      title: 'a login with an unknown user',
      request: template,
      refusal: { statuses: [answer.status] },
    },
    remarks: [],
  }
}

function isOfClient(variable: string): boolean {
  return /(?:^|_)CLIENT_(?:ID|SECRET)$/.test(variable)
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : 'an address that is no URL'
}
