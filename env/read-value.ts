import { findInvisible } from '../helpers/text/quote.ts'
import { normaliseUrl } from '../helpers/url/normalise-url.ts'
import { type Unwrapped, unwrap } from '../helpers/url/unwrap.ts'
import { placeholder } from './placeholder.ts'
import { showValue } from './show-value.ts'
import type { Candidate } from './source.ts'
import type { ConfigProblem } from './target.ts'
import type { Variable } from './variable.ts'

export type Reading =
  | {
      readonly kind: 'value'
      /** The text that counts: a URL normalised, a secret without its last line break. */
      readonly text: string
      /** A URL with the slash at its end that it was given with: names of issuers are compared by each character (OpenID Connect Discovery 1.0 §3). */
      readonly asGiven?: string
      /** What the variable's schema made of it; the text itself without one. */
      readonly parsed: unknown
      readonly changes: readonly string[]
      /** What is odd but may be meant; the rest of a sentence. */
      readonly doubts: readonly string[]
    }
  | { readonly kind: 'problem'; readonly code: ConfigProblem['code']; readonly message: string }

const WHOLE_NUMBER = /^\d{1,15}$/

/** Checks and converts what a source says about a variable. Messages are the rest of a sentence and never quote a secret. */
export function readValue(variable: Variable, given: Pick<Candidate, 'raw' | 'bare'>): Reading {
  const { text, changes, doubts } =
    variable.kind === 'secret' ? secretText(given) : { ...given.bare, doubts: [] }
  const sign = placeholder(given.bare.text, variable.kind === 'secret' ? 'secret' : 'open')
  if (sign !== undefined) {
    return {
      kind: 'problem',
      code: 'config.placeholder',
      message: `is still a placeholder (${sign})`,
    }
  }
  if (variable.kind === 'url' || variable.kind === 'websocket-url')
    return readUrl(variable, given.bare)
  const control = findInvisible(text)
  if (control !== undefined) {
    return invalid(`must not hold control or invisible characters (${control})`)
  }
  if (variable.schema === undefined) {
    if (variable.kind === 'integer' && !WHOLE_NUMBER.test(text)) {
      return invalid(`must be a whole number${got(variable, text)}`)
    }
    return { kind: 'value', text, parsed: text, changes, doubts }
  }
  const checked = variable.schema.safeParse(text)
  if (checked.success) {
    const meant = typeof checked.data === 'string' ? checked.data : text
    const rewritten = meant === text || variable.kind === 'secret' ? [] : [`written as ${meant}`]
    const all = [...changes, ...rewritten]
    return { kind: 'value', text: meant, parsed: checked.data, changes: all, doubts }
  }
  return invalid(`${checked.error.issues[0]?.message ?? 'is not valid'}${got(variable, text)}`)
}

/** A secret is taken as it stands but for the line break that files and `echo` end with. */
function secretText({ raw, bare: whole }: Pick<Candidate, 'raw' | 'bare'>) {
  const text = raw.replace(/\r?\n$/, '')
  const changes = text === raw ? [] : ['line break at the end removed']
  const bare = text === raw ? whole : unwrap(text)
  const doubts = bare.changes.map((change) =>
    change.includes('quotes')
      ? 'is wrapped in quotes, which are sent as part of it'
      : 'begins or ends with a blank, which is sent as part of it',
  )
  return { text, changes, doubts }
}

function readUrl(variable: Variable, given: Unwrapped): Reading {
  const read = normaliseUrl(given, variable.kind === 'url' ? 'http' : 'websocket')
  if (read.kind === 'problem') return invalid(read.message)
  const { url, changes } = read
  const checked = variable.schema?.safeParse(url) ?? { success: true as const, data: url }
  if (!checked.success) return invalid(checked.error.issues[0]?.message ?? 'is not valid')
  const slash = given.text.endsWith('/') && !url.endsWith('/')
  return {
    kind: 'value',
    text: url,
    parsed: checked.data,
    changes,
    doubts: [],
    ...(slash && { asGiven: `${url}/` }),
  }
}

function got({ kind }: Variable, text: string): string {
  return kind === 'secret' ? '' : `; got "${showValue(kind, text)}"`
}

function invalid(message: string): Reading {
  return { kind: 'problem', code: 'config.invalid', message }
}
