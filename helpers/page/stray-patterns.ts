/** An address that a script holds although no user's browser can use it, with how it stands there. */
export interface StrayAddress {
  /** As it is written, at most 200 characters. */
  readonly written: string
  /**
   * `loopback`: the machine of the user; `unfilled`: a name that the build did not replace, an example, or `undefined` in
   * place of an address; `internal`: a name that only machines beside the service resolve, such as `http://backend:8000`;
   * `private`: an address of a private network, such as `https://10.0.0.5`;
   * `plain`: a host of this environment by http or ws, in a page that is on https.
   */
  readonly kind: 'loopback' | 'unfilled' | 'internal' | 'private' | 'plain'
  /**
   * `called`: the argument of a call that sends; `built-in`: the value of a variable that build tools put in, such as
   * `VITE_API_URL`; `setting`: the value of a name such as `apiUrl`; `literal`: a whole text of its own. The last two
   * may be defaults that never take effect. A URL within a longer text is words for people, and is not listed.
   */
  readonly stands: 'called' | 'built-in' | 'setting' | 'literal'
}

/** Where one may begin: the patterns below are tried there alone, since a bundle has a million quotation marks. */
export const CANDIDATE =
  /["'`](?:(?:https?|wss?):\/\/(?:localhost[:/]|127\.0\.0\.1:|0\.0\.0\.0:|\[::1\]:|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|undefined|null|\[obj|[$%_{<#@/:]|[a-z][a-z0-9_-]{1,62}:\d|[\w.-]{1,100}:[unN]|(?:[\w-]{1,63}\.){0,5}(?:example\.(?:com|net|org)|internal|svc)\b|(?:REPLACE|CHANGE|replace|change)[_-]?(?:ME|me)|YOUR[_-])|(?:REPLACE|CHANGE|replace|change)[_-]?(?:ME|me)|YOUR[_-]|undefined["'`/:?#]|null[/:?#]|\[object [A-Z]|(?:TODO|FIXME|NaN|false)\/|\$\{?[A-Z]|%[A-Z]|__[A-Z]|\{\{|<%[-=]|#\{[A-Z]|@@[A-Z])/g
const LOOPBACK =
  /^(?:https?|wss?):\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]):\d{2,5}(?:[/?#][^"'`\s\\<>]{0,160})?(?=["'`])/
const UNDEFINED =
  /^(?:(?:https?|wss?):\/\/)?(?:undefined|null|\[object [A-Z]\w{1,30}\])(?:[/:?#][^"'`\s\\<>]{0,160})?(?=["'`])/
/** `%NAME%`, `__NAME__` and those of templates are habits of build tools; `${NAME}` is text between marks that fill nothing in. */
const NAME =
  /^(?:(?:https?|wss?):\/\/)?(?:\$\{[A-Z][A-Z0-9_]{2,60}\}|\$[A-Z][A-Z0-9_]{4,60}|%[A-Z][A-Z0-9_]{2,60}%|__[A-Z][A-Z0-9_]{2,60}__|\{\{ ?[A-Z][A-Z0-9_.]{2,60} ?\}\}|<%[-=] ?[A-Z][A-Z0-9_.]{2,60} ?%>|#\{[A-Z][A-Z0-9_.]{2,60}\}#|@@[A-Z][A-Z0-9_.]{2,60}@@)(?:[/:?#][^"'`\s\\<>]{0,160})?(?=["'])/
/** Words that stand in a template until somebody replaces them, and a port that was not known. */
const TO_BE_REPLACED =
  /^(?:(?:https?|wss?):\/\/)?(?:[\w.-]{1,100}:(?:undefined|null|NaN)|(?:REPLACE|CHANGE|replace|change)[_-]?(?:ME|me)\w{0,40}|YOUR[_-][A-Z0-9_-]{2,60})(?:[.:/?#][^"'`\s\\<>]{0,160})?(?=["'`])/
/** Names of examples (RFC 2606 §3): where they are called, nobody replaced them. */
export const EXAMPLE =
  /^(?:https?|wss?):\/\/(?:[\w-]{1,63}\.){0,5}example\.(?:com|net|org)(?::\d{1,5})?(?:[/?#][^"'`\s\\<>]{0,160})?(?=["'`])/
/** Names that containers have for each other: of Docker and Compose, Kubernetes, Railway, Fly.io, and `.internal` (ICANN, 2024). */
const INTERNAL =
  /^(?:https?|wss?):\/\/(?!localhost\b)(?:[a-z][a-z0-9_-]{1,62}(?=:\d)|[\w.-]{1,100}\.(?:internal|svc|svc\.cluster\.local))(?::\d{1,5})?(?:[/?#][^"'`\s\\<>]{0,160})?(?=["'`])/
/** Addresses of private networks (RFC 1918 §3). */
const PRIVATE =
  /^(?:https?|wss?):\/\/(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2})(?::\d{1,5})?(?:[/?#][^"'`\s\\<>]{0,160})?(?=["'`])/
/** What is no address where one is due, and a text like any other elsewhere: no host; a word in its place, port 80 of one's own machine. */
const NO_HOST =
  /^(?:https?|wss?):\/\/(?:[/:][^"'`\s\\<>]{0,160}|<[\w .-]{1,60}>[^"'`\s\\]{0,160})(?=["'`])/
const WORD_IF_CALLED = /^(?:TODO|FIXME|NaN|false)\/[^"'`\s\\<>]{0,160}(?=["'`])/
const LOOPBACK_IF_CALLED = /^(?:https?|wss?):\/\/localhost\/[^"'`\s\\<>]{0,160}(?=["'`])/

/** What a text that begins there is; `only`: where it stands so, since elsewhere it is a text like any other. */
export function strayAt(
  literal: string,
  isTemplate: boolean,
):
  | (Pick<StrayAddress, 'written' | 'kind'> & { readonly only?: readonly StrayAddress['stands'][] })
  | undefined {
  const loopback = LOOPBACK.exec(literal)?.[0]
  if (loopback !== undefined) return { written: loopback, kind: 'loopback' }
  const unfilled =
    (UNDEFINED.exec(literal) ?? TO_BE_REPLACED.exec(literal) ?? EXAMPLE.exec(literal))?.[0] ??
    (isTemplate ? undefined : NAME.exec(literal)?.[0])
  if (unfilled !== undefined) return { written: unfilled, kind: 'unfilled' }
  for (const [kind, pattern, only] of OTHERS) {
    const written = pattern.exec(literal)?.[0]
    if (written !== undefined) return { written, kind, ...(only !== undefined && { only }) }
  }
  return undefined
}

const OTHERS: readonly (readonly [StrayAddress['kind'], RegExp, StrayAddress['stands'][]?])[] = [
  ['private', PRIVATE],
  ['internal', INTERNAL],
  ['unfilled', NO_HOST, ['called', 'built-in']],
  ['unfilled', WORD_IF_CALLED, ['called']],
  ['loopback', LOOPBACK_IF_CALLED, ['called']],
]
