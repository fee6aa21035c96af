import type { ContractFault } from './contract-fault.ts'
import type { Leaf } from './leaves.ts'

/** A part of a text or of bytes, as a place. */
const PART = /^(?:text|hex|utf8):/

/** What is sent is the platform's own. */
const SENT = /\b(?:json|form|headers|say|claims)\b/

/** Regular expressions that are none. */
export function judgePatterns(leaves: readonly Leaf[]): readonly ContractFault[] {
  return leaves.flatMap(({ path, pattern, value }) => {
    if (typeof value !== 'string' || SENT.test(pattern)) return []
    const isPart = PART.test(value)
    if (!isPart && !pattern.endsWith('.matches')) return []
    const why = whyNone(value.replace(PART, ''))
    if (why === undefined) return []
    const example = isPart ? `'text:"sid":"([^"]+)"'` : "matches: '^v\\\\d+$'"
    return [{ path, message: `must be a regular expression: ${why}`, example }]
  })
}

function whyNone(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'su')
    return undefined
  } catch (error) {
    // V8 quotes the pattern before its reason: "Invalid regular expression: /(/su: Unterminated group".
    return error instanceof Error ? error.message.split(': ').at(-1) : 'it cannot be read'
  }
}
