import { readSyntax, type ScriptKind, type ScriptSyntax } from './script-syntax.ts'

/** An address that a script holds although no user's browser can use it, with how it stands there. */
export interface StrayAddress {
  /** As it is written, at most 200 characters. */
  readonly written: string
  /**
   * `loopback`: the machine of the user; `unfilled`: a name that the build did not replace, or `undefined` in place of
   * an address.
   */
  readonly kind: 'loopback' | 'unfilled'
  /**
   * `called`: the argument of a call that sends; `built-in`: the value of a variable that build tools put in, such as
   * `VITE_API_URL`; `setting`: the value of a name such as `apiUrl`; `literal`: a whole text of its own. The last two
   * may be defaults that never take effect. A URL within a longer text is words for people, and is not listed.
   */
  readonly stands: 'called' | 'built-in' | 'setting' | 'literal'
}

export interface ScriptReading extends ScriptSyntax {
  readonly strays: readonly StrayAddress[]
  /** Which of the hosts that were looked for stand in it, anywhere. */
  readonly names: readonly string[]
}

export const NOTHING_READ: ScriptReading = { strays: [], imports: [], names: [] }

/** Of one script. */
const MOST_STRAYS = 50

/** What comes before an address that is sent a request: the functions of browsers, and of the libraries that most use. */
const CALLED =
  /(?:\b(?:fetch|axios|ky|WebSocket|EventSource|sendBeacon|io)|\.(?:get|post|put|patch|delete|request|connect))\s*\(\s*$/
const OPENED = /\.open\(\s*["'`][A-Za-z]+["'`]\s*,\s*$/

/** A name, of a property or a variable, and the sign that gives it a value. */
const NAMED = /([\w$-]{2,60})["'`]?\s*(?<![=!<>])[:=]\s*$/
/** Prefixes of variables that build tools put into scripts: Next.js, Vite, Create React App, Vue CLI, Nuxt, Expo, Gatsby. */
const BUILT_IN = /^(?:NEXT_PUBLIC|VITE|REACT_APP|VUE_APP|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY)_/
const MEANS_ADDRESS = /url|uri|endpoint|host|origin|api|server|base|socket|gateway|(?:^|[_-])ws/i
/** Names of words for people, of examples, and of what takes effect only if nothing else is set. */
const MEANS_WORDS =
  /example|sample|placeholder|default|fallback|hint|help|desc|docs?(?:[_-]|url|$)|label|title|message|text|redirect/i

/** Where one may begin: the patterns below are tried there alone, since a bundle has a million quotation marks. */
const CANDIDATE =
  /["'`](?:(?:https?|wss?):\/\/(?:localhost:|127\.0\.0\.1:|0\.0\.0\.0:|\[::1\]:|undefined|null|\[obj|[$%_])|undefined["'`/:?#]|null[/:?#]|\[object Object\]|\$\{?[A-Z]|%[A-Z]|__[A-Z])/g
/** Characters from there on: more than any of the patterns takes. */
const LONGEST = 300

const LOOPBACK =
  /^(?:https?|wss?):\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]):\d{2,5}(?:[/?#][^"'`\s\\<>]{0,160})?(?=["'`])/
const UNDEFINED =
  /^(?:(?:https?|wss?):\/\/)?(?:undefined|null|\[object Object\])(?:[/:?#][^"'`\s\\<>]{0,160})?(?=["'`])/
/** `%NAME%` and `__NAME__` are habits of build tools; `${NAME}` is text between marks that fill nothing in. */
const NAME =
  /^(?:(?:https?|wss?):\/\/)?(?:\$\{[A-Z][A-Z0-9_]{2,60}\}|\$[A-Z][A-Z0-9_]{4,60}|%[A-Z][A-Z0-9_]{2,60}%|__[A-Z][A-Z0-9_]{2,60}__)(?:[/:?#][^"'`\s\\<>]{0,160})?(?=["'])/

/**
 * Reads a script without running it: the modules that it imports (es-module-lexer), and the addresses in it that no
 * browser of a user can use. `hosts` are looked for anywhere in it.
 */
export async function readScript(
  text: string,
  kind: ScriptKind,
  hosts: readonly string[],
): Promise<ScriptReading> {
  return {
    ...(await readSyntax(text, kind)),
    strays: straysIn(text),
    names: hosts.filter((host) => text.includes(host)),
  }
}

/** The addresses alone, of any text that may hold them. */
export function straysIn(text: string): readonly StrayAddress[] {
  const strays: StrayAddress[] = []
  for (const { 0: begun, index } of text.matchAll(CANDIDATE)) {
    const literal = text.slice(index + 1, index + LONGEST)
    const loopback = LOOPBACK.exec(literal)?.[0]
    const written =
      loopback ??
      UNDEFINED.exec(literal)?.[0] ??
      (begun.startsWith('`') ? undefined : NAME.exec(literal)?.[0])
    if (written === undefined) continue
    const kind = loopback === undefined ? 'unfilled' : 'loopback'
    const stands = standing(text.slice(Math.max(0, index - 120), index))
    if (kind === 'unfilled' && !isAddress(written, stands)) continue
    strays.push({ written: written.slice(0, 200), kind, stands })
    if (strays.length === MOST_STRAYS) return strays
  }
  return strays
}

function standing(before: string): StrayAddress['stands'] {
  if (CALLED.test(before) || OPENED.test(before)) return 'called'
  const name = NAMED.exec(before)?.[1]
  if (name === undefined || !MEANS_ADDRESS.test(name)) return 'literal'
  if (BUILT_IN.test(name)) return 'built-in'
  return MEANS_WORDS.test(name) ? 'literal' : 'setting'
}

/** A bare "undefined" is the name of a type, and "null:7" a key; with a path, or as a setting, it stands for an address. */
function isAddress(written: string, stands: StrayAddress['stands']): boolean {
  if (written.includes('/')) return true
  if (/^[[n]/.test(written)) return false
  return stands === 'built-in' || (stands === 'setting' && !written.startsWith('__'))
}
