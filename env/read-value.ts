import { findInvisible } from '../helpers/text/quote.ts'
import { normaliseUrl } from '../helpers/url/normalise-url.ts'
import { type Unwrapped, unwrap } from '../helpers/url/unwrap.ts'
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

/** What a text is for: `secret` values are random, so that a word such as "changeme" in one is no accident. */
export type PlaceholderUse = 'secret' | 'open'

interface Sign {
  /** How the sign is called in messages, which never quote the value. */
  readonly called: string
  readonly pattern: RegExp
  /** Only looked for in such texts. */
  readonly only?: PlaceholderUse
}

const word = (alternatives: string) =>
  new RegExp(`(?:^|[^a-z0-9])(?:${alternatives})(?:[^a-z0-9]|$)`, 'i')

const SIGNS: readonly Sign[] = [
  { called: 'REPLACE_ME', pattern: word('replace[-_ ]?(?:me|this|it|with)') },
  { called: 'REPLACE_…', pattern: /^replace[-_]/i },
  { called: 'changeme', pattern: word('change[-_ ]?(?:me|this|it)') },
  { called: 'an unexpanded variable', pattern: /\$\{[a-z_]\w*(?:[:?+-][^}]*)?\}/i },
  {
    called: 'an unexpanded variable',
    pattern:
      /^\$[a-z_]\w*$|\$\([a-z][^()]* [^()]*\)|^%[a-z_]\w*%$|^__[A-Z0-9_]+__$|^\{[a-z_]\w*\}$/i,
  },
  { called: 'an unexpanded variable', pattern: /\$[A-Z_]{2}/, only: 'open' },
  { called: '{{…}}', pattern: /\{\{.*\}\}|\{%.*%\}|#\{[a-z_][\w.]*\}/is },
  { called: '<…>', pattern: /^<.*>$|<[a-z][a-z _-]{2,}>/is },
  {
    called: 'your-…-here',
    pattern: word('(?:your|my|insert|enter|put|paste|add)[-_ ](?:[a-z0-9]+[-_ ])*here'),
  },
  {
    called: 'your-…',
    pattern: word(
      'your[-_ ](?:[a-z0-9]+[-_ ])*(?:key|secret|token|password|domain|host|hostname|url|id|email|project|api|service|value)',
    ),
  },
  { called: 'xxx', pattern: word('x{3,}') },
  { called: 'a mask', pattern: /^[*•·.…?_-]{3,}$|^\[(?:redacted|masked|hidden|secret)\]$/i },
  {
    called: 'TODO',
    pattern:
      /^(?:todo|fixme|tbd|tbc|n\/a|undefined|null|nil|none|unset)$|^(?:todo|fixme|tbd)[-_:. ]/i,
  },
  { called: 'placeholder', pattern: word('placeholder') },
  { called: 'an example', pattern: word('example|dummy|sample'), only: 'secret' },
  {
    called: 'a reference to a secret store that nobody resolved',
    pattern: /^(?:op|vault|sm|gsm|ssm|awssm|akv|doppler):\/\/|^projects\/[^/]+\/secrets\//i,
    only: 'secret',
  },
]

/** The sign that shows a text to be a placeholder which was never filled in; undefined for a real value. */
export function placeholder(text: string, use: PlaceholderUse): string | undefined {
  return SIGNS.find(({ only, pattern }) => (only ?? use) === use && pattern.test(text))?.called
}
