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
