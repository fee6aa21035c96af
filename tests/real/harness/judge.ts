import type { Seen } from './product.ts'

/** What a run should say. Words are looked for without letter case. */
export interface Expected {
  /** Root causes, of which any one is right: `['trust.token-rejected', 'clock.skew']`; empty: 0 findings. */
  readonly codes: readonly string[]
  /** Whose finding it is; undefined: not looked at. */
  readonly service?: string
  /** A warning with this code is right, too. */
  readonly orWarning?: true
  /** Words that must stand in the first line. */
  readonly says?: RegExp
  /** Words that must not stand in its summary, its evidence or its first next step. */
  readonly never?: RegExp
}

/** 0 findings, warnings included. */
export const HEALTHY: Expected = { codes: [] }

/** Exactly one root cause. `codes` are joined by `|`: `'ws.missing|ws.refused'`. */
export function cause(
  codes: string,
  service: string,
  words: Pick<Expected, 'says' | 'never' | 'orWarning'> = {},
): Expected {
  return { codes: codes.split('|'), service, ...words }
}

/** What is wrong with a run, in a few words; empty when it is right. */
export function wrongs(seen: Seen, expected: Expected): readonly string[] {
  const [root, ...more] = seen.roots
  if (expected.codes.length === 0) {
    return root === undefined && seen.warnings.length === 0 && seen.exitCode === 0
      ? []
      : ['false alarm']
  }
  if (root === undefined) {
    const warned = expected.codes.some((code) =>
      seen.warnings.includes(`${code} (${expected.service})`),
    )
    return expected.orWarning === true && warned ? [] : ['missed']
  }
  return [
    ...(expected.codes.includes(root.code) ? [] : ['code']),
    ...(expected.service === undefined || expected.service === root.service ? [] : ['service']),
    ...(more.length === 0 ? [] : [`${more.length} more root causes`]),
    ...(expected.says === undefined || matches(expected.says, seen.firstLine) ? [] : ['words']),
    ...(expected.never !== undefined &&
    matches(expected.never, [root.summary, ...root.evidence, root.nextSteps[0] ?? ''].join(' '))
      ? ['misleading words']
      : []),
  ]
}

function matches(words: RegExp, text: string): boolean {
  return new RegExp(words.source, 'i').test(text)
}

/** `trust.token-rejected (api)`, or `0 findings`. */
export function described({ codes, service = 'any', says }: Expected): string {
  if (codes.length === 0) return '0 findings'
  return `${codes.join(' or ')} (${service})${says === undefined ? '' : `, says /${says.source}/`}`
}
