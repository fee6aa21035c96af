import { everyExtraHeader } from '../../env/extra-headers.ts'
import type { Target } from '../../env/target.ts'
import type { Redactor } from '../redact/redact.ts'
import { SHORTEST_FORM } from '../redact/secret-forms.ts'
import { printable, REDACTED } from '../text/quote.ts'
import { deriveHttpUrl } from '../url/join-url.ts'
import { type NamedSecret, namedSecrets, revealed } from './secrets.ts'

/** What a request is repeated with. */
export interface Repeatable {
  readonly method: string
  /** `ws:` or `wss:` for a handshake. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Subprotocols of a handshake. */
  readonly offers?: readonly string[]
}

/** A piece of a text: as it is, or a variable of the shell in place of a secret. */
type Piece = { readonly text: string } | { readonly variable: string }

/** Headers that curl sends itself, or that have nothing to do with the answer. */
const LEFT_OUT: ReadonlySet<string> = new Set(['accept-encoding', 'user-agent', 'content-length'])

/** A longer body makes no command that anybody reads; the command says that it is missing. */
const LONGEST_BODY = 2_000

/** What a handshake carries beside its own headers (RFC 6455 §4.1); the key is that of §1.3. */
const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

/**
 * A command for a POSIX shell that repeats a request. A secret of the environment is the variable of its name, a wrong
 * token of the run one of `wrong`, a value of EXTRA_HEADERS one named as its header, any other secret `$TOKEN` or, in a
 * cookie, `$COOKIE` or, where it is user and password in base64 (RFC 7617 §2), `$CREDENTIALS`. No other text is read by
 * the shell.
 */
export function curlLine(
  request: Repeatable,
  target: Target,
  redactor: Redactor,
  wrong: readonly NamedSecret[],
): string {
  const { method, url, body, offers } = request
  const isSocket = offers !== undefined
  const headers = {
    ...request.headers,
    ...(isSocket && UPGRADE),
    ...(isSocket && offers.length > 0 && { 'sec-websocket-protocol': offers.join(', ') }),
  }
  const named = namedSecrets(target)
  const tokens = revealed(wrong)
  const extra = everyExtraHeader(target)
  const rest = (text: string, unnamed: string) => hidden(text, named, unnamed, redactor)
  const hide = (text: string, unnamed = 'TOKEN') =>
    quoted(withoutWrong(text, tokens, (part) => rest(part, unnamed)))
  const headerOf = ([name, value]: [string, string]) =>
    extra[name] === value
      ? quoted([{ text: `${name}: ` }, { variable: name.toUpperCase().replaceAll(/\W/g, '_') }])
      : hide(`${name}: ${value}`, unnamedIn(name, value))
  const isLong = body !== undefined && body.length > LONGEST_BODY
  return [
    'curl -i',
    ...(isSocket ? ['-N --http1.1'] : []),
    ...(method === 'GET' ? [] : method === 'HEAD' ? ['--head'] : [`-X ${method}`]),
    hide(deriveHttpUrl(url)),
    ...Object.entries(headers)
      .filter(([name, value]) => !LEFT_OUT.has(name) && !(name === 'accept' && value === '*/*'))
      .map((header) => `-H ${headerOf(header)}`),
    ...(body === undefined || isLong ? [] : [`--data-raw ${hide(body)}`]),
    ...(isLong ? [`# and a body of ${body.length} characters`] : []),
  ].join(' ')
}

function unnamedIn(header: string, value: string): string {
  if (header === 'cookie') return 'COOKIE'
  return /^basic /i.test(value) ? 'CREDENTIALS' : 'TOKEN'
}

/** What a token consists of (RFC 6750 §2.1): beside such a character a wrong token is only a part of another one. */
const OF_A_TOKEN = /[\w.~+/=-]/

/** The text with each wrong token that stands whole in it replaced by its variable. */
function withoutWrong(
  text: string,
  wrong: readonly (readonly [name: string, secret: string])[],
  piecesOf: (part: string) => readonly Piece[],
): readonly Piece[] {
  for (const [variable, token] of wrong) {
    const at = token.length < SHORTEST_FORM ? -1 : text.indexOf(token)
    const [before, after] = [text[at - 1] ?? '', text[at + token.length] ?? '']
    if (at >= 0 && !OF_A_TOKEN.test(before) && !OF_A_TOKEN.test(after))
      return between([text.slice(0, at), text.slice(at + token.length)], variable, piecesOf)
  }
  return piecesOf(text)
}

/** The text with each secret replaced by a variable. */
function hidden(
  text: string,
  named: readonly (readonly [name: string, secret: string])[],
  unnamed: string,
  redactor: Redactor,
): readonly Piece[] {
  const [first, ...others] = named
  if (first === undefined)
    return between(redactor.redact(text).split(REDACTED), unnamed, (part) => [{ text: part }])
  const [variable, secret] = first
  const form = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)].find(
    (one) => one.length >= SHORTEST_FORM && text.includes(one),
  )
  const parts = form === undefined ? [text] : text.split(form)
  return between(parts, variable, (part) => hidden(part, others, unnamed, redactor))
}

function between(
  parts: readonly string[],
  variable: string,
  piecesOf: (part: string) => readonly Piece[],
): readonly Piece[] {
  return parts.flatMap((part, at) => [...(at === 0 ? [] : [{ variable }]), ...piecesOf(part)])
}

/** Letters that mean nothing to a shell between double quotes (POSIX.1-2024, XCU §2.2.3). */
const INERT = /^[\w :;,./?=&%@+*()[\]-]*$/

/** A word of the shell: in double quotes where all its texts are inert in them, else each text in single ones (§2.2.2). */
function quoted(pieces: readonly Piece[]): string {
  const isInert = pieces.every((piece) => 'variable' in piece || INERT.test(piece.text))
  const hasVariable = pieces.some((piece) => 'variable' in piece)
  if (isInert && hasVariable) return `"${pieces.map(inDoubleQuotes).join('')}"`
  return pieces.map(alone).join('') || "''"
}

function inDoubleQuotes(piece: Piece, at: number, pieces: readonly Piece[]): string {
  if ('text' in piece) return piece.text
  const next = pieces[at + 1]
  const needsBraces = next !== undefined && 'text' in next && /^\w/.test(next.text)
  return needsBraces ? `\${${piece.variable}}` : `$${piece.variable}`
}

function alone(piece: Piece): string {
  if ('variable' in piece) return `"$${piece.variable}"`
  return piece.text === '' ? '' : `'${printable(piece.text).replaceAll("'", "'\\''")}'`
}
