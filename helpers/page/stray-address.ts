import { isLoopback } from '../url/is-loopback.ts'
import { CANDIDATE, EXAMPLE, type StrayAddress, strayAt } from './stray-patterns.ts'

/** Of one script. */
export const MOST_STRAYS = 50

/** What comes before an address that is sent a request: the functions of browsers, and of the libraries that most use. */
const CALLED =
  /(?:\b(?:fetch|axios|ky|WebSocket|EventSource|sendBeacon|io)|\.(?:get|post|put|patch|delete|request|connect))\s*\(\s*$/
const OPENED = /\.open\(\s*["'`][A-Za-z]+["'`]\s*,\s*$/

/** A name, of a property or a variable, and the sign that gives it a value. */
const NAMED = /([\w$-]{2,60})["'`]?\s*(?<![=!<>])[:=]\s*$/
/** Prefixes of variables that build tools put into scripts: Next.js, Vite, Create React App, Vue CLI, Nuxt, Expo, Gatsby. */
const BUILT_IN = /^(?:NEXT_PUBLIC|VITE|REACT_APP|VUE_APP|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY)_/
const MEANS_ADDRESS = /url|uri|endpoint|host|origin|api|server|base|socket|gateway|(?:^|[_-])ws/i
/** Names whose text is shown to people, as the placeholder of a field is: nothing asks it. */
const SHOWN =
  /[^\w$-](?:placeholder|example|sample|hint|help|description|label|title|message)["'`]?\s*[:=]\s*$/
/** Between the words of a text or a comment, where a quotation mark begins no text of the code. */
const IN_WORDS = /[\p{L}\p{N}.!/*]\s+$/u
/** Words of the language after which a text begins. */
const KEYWORD = /\b(?:return|case|default|else|throw|typeof|await|yield|in|of|import|from)\s+$/
/** Names of words for people, of examples, and of what takes effect only if nothing else is set. */
const MEANS_WORDS =
  /example|sample|placeholder|default|fallback|hint|help|desc|docs?(?:[_-]|url|$)|label|title|message|text|redirect/i

/** Characters from there on: more than any of the patterns takes. */
export const LONGEST = 300
/** And before: more than say how an address stands there. */
export const BEFORE = 128

/** A part of a text: what begins in it is looked for, with what stands around it. */
export interface Window {
  readonly text: string
  readonly from: number
  readonly to: number
}

export function whole(text: string): Window {
  return { text, from: 0, to: text.length }
}

const PLAIN = /(["'`]?)(?:http|ws):\/\/$/
const PLAIN_LITERAL = /^[^"'`\s\\<>]{0,200}/

/** A branch for the developer's machine: it compares the host of the page, or the kind of build, right before. */
const GUARDED =
  /[=!]==?\s*["'`](?:localhost|127\.0\.0\.1|development)["'`]|["'`](?:localhost|127\.0\.0\.1|development)["'`]\s*[=!]==?/
/** A line of a comment: an example for those who read it. */
const IN_COMMENT = /\n[ \t]*(?:\*|\/\/)[^\n]*$/
/** More of the address follows. */
const JOINED = /^["'`]\s*\+/

/** The addresses alone, of any text that may hold them. */
export function straysIn({ text, from, to }: Window): readonly StrayAddress[] {
  const strays: StrayAddress[] = []
  CANDIDATE.lastIndex = from
  for (let next = CANDIDATE.exec(text); next !== null; next = CANDIDATE.exec(text)) {
    const { 0: begun, index } = next
    if (index >= to || strays.length === MOST_STRAYS) return strays
    const literal = text.slice(index + 1, index + LONGEST)
    const found = strayAt(literal, begun.startsWith('`'))
    if (found === undefined) continue
    const { written, kind } = found
    const before = text.slice(Math.max(0, index - 120), index)
    if (
      IN_COMMENT.test(before) ||
      SHOWN.test(before) ||
      (IN_WORDS.test(before) && !KEYWORD.test(before))
    )
      continue
    const stands = kind === 'loopback' && GUARDED.test(before) ? 'literal' : standing(before)
    if (found.only !== undefined && !found.only.includes(stands)) continue
    const isJoined = stands === 'called' && JOINED.test(literal.slice(written.length))
    if (kind === 'unfilled' && !isJoined && !isAddress(written, stands)) continue
    // In a text of its own it may be an example for people, or the base against which a path is read.
    if (stands === 'literal' && (/^(?:internal|private)$/.test(kind) || EXAMPLE.test(literal)))
      continue
    strays.push({ written: written.slice(0, 200), kind, stands })
  }
  return strays
}

/** By what stands before a text. */
export function standing(before: string): StrayAddress['stands'] {
  if (CALLED.test(before) || OPENED.test(before)) return 'called'
  const name = NAMED.exec(before)?.[1]
  if (name === undefined || !MEANS_ADDRESS.test(name)) return 'literal'
  if (BUILT_IN.test(name)) return 'built-in'
  return MEANS_WORDS.test(name) ? 'literal' : 'setting'
}

/** `__NAME__` is a habit of libraries too, such as `__NATIVE_URL__` of FilePond: it stands for an address if it says so. */
const NO_ADDRESS = /^__(?:NATIVE_|(?!\w*(?:URL|URI|HOST|ORIGIN|ENDPOINT|API_BASE|BASE_API)))/

/** A bare "undefined" is the name of a type, and "null:7" a key; with a path, or as a setting, it stands for an address. */
function isAddress(written: string, stands: StrayAddress['stands']): boolean {
  if (written.includes('/')) return true
  if (/^[[n]/.test(written)) return false
  return stands === 'built-in' || (stands === 'setting' && !NO_ADDRESS.test(written))
}

/**
 * Hosts of the environment that a script names, and where it names them by plain http though the page is on https.
 * Browsers take a loopback address as secure (Secure Contexts §3.1), so that nothing is blocked there.
 */
export function hostsIn(
  { text, from, to }: Window,
  hosts: readonly string[],
  page: 'http' | 'https',
): { readonly names: readonly string[]; readonly plain: readonly StrayAddress[] } {
  const plain: StrayAddress[] = []
  const names = hosts.filter((host) => {
    let isNamed = false
    const isBlocked = page === 'https' && !isLoopback(host.replace(/:\d+$/, ''))
    for (
      let at = text.indexOf(host, from);
      at !== -1 && at < to;
      at = text.indexOf(host, at + host.length)
    ) {
      const begins = PLAIN.exec(text.slice(Math.max(0, at - 8), at))
      const isPlain = isBlocked && begins !== null && !/[\w.-]/.test(text[at + host.length] ?? '')
      if (!isPlain) isNamed = true
      else if (begins[1] !== '' && plain.length < MOST_STRAYS) {
        const start = at - begins[0].length
        plain.push({
          written: PLAIN_LITERAL.exec(text.slice(start + 1, start + LONGEST))?.[0] ?? host,
          kind: 'plain',
          stands: standing(text.slice(Math.max(0, start - 120), start)),
        })
      }
    }
    return isNamed
  })
  return { names, plain }
}

const WRITTEN =
  /^(?:https?|wss?):\/\/[a-z0-9.-]+\.[a-z]{2,}(?::\d+)?(?:\/[^"'`\s\\<>$]{0,160})?(?=["'`$])/i
/** What may stand right before the text of a call, or of a variable of the build; a bundle has a million addresses. */
const MAY_SEND = /(?:[(,]|[A-Z0-9_]["'`]?\s?[:=])\s?$/

/** Addresses that a script calls or that its build put in, of any host. */
export function callsIn({ text, from, to }: Window): readonly string[] {
  const calls = new Set<string>()
  for (let at = text.indexOf('://', from); at !== -1 && at < to; at = text.indexOf('://', at + 3)) {
    const scheme = /["'`](https?|wss?)$/i.exec(text.slice(Math.max(0, at - 6), at))?.[1]
    if (scheme === undefined) continue
    const start = at - scheme.length
    if (!MAY_SEND.test(text.slice(Math.max(0, start - 6), start - 1))) continue
    const stands = standing(text.slice(Math.max(0, start - 121), start - 1))
    const url = WRITTEN.exec(text.slice(start, start + LONGEST))?.[0]
    if (url !== undefined && (stands === 'called' || stands === 'built-in')) calls.add(url)
    if (calls.size === MOST_STRAYS) break
  }
  return [...calls]
}
