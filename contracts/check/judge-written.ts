import type { ContractFault } from './contract-fault.ts'
import { exampleOf } from './field-examples.ts'
import type { Leaf } from './leaves.ts'

/** A kind of text that has the right form, and cannot mean what it was written for. */
interface Mistaken {
  /** The fields in which it is one. */
  readonly where: RegExp
  /** The rest of a sentence that begins with the place; undefined for a text that is right. */
  readonly why: (text: string, leaf: Leaf) => string | undefined
  readonly example?: (text: string) => string
}

/** JSON that is sent is the platform's own. */
const SENT = /(?:^|\.)(?:json|say|claims)\./

const PLACES =
  /(?:^|\.)(?:at|lacks|nameAt|answerAt|has)$|\.(?:keeps|urls)\.[^.]+$|\.source\.(?:token|refreshToken|subject)$/

const KINDS: readonly Mistaken[] = [
  {
    // joinUrl would look for it below the URL of the service.
    where: /(?:^|\.)path$/,
    why: (text) =>
      /^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(text)
        ? 'must be a path below the URL of its service, is a URL of its own'
        : undefined,
  },
  {
    // The other languages of places: JSONPath (RFC 9535), and JavaScript.
    where: PLACES,
    why: (text) =>
      /^\$[.[]|\[\d+\]|\[(["']).*\1\]/.test(text) && !/^(?:text|hex|utf8):/.test(text)
        ? 'must be a dotted path, in which a number leads into a list'
        : undefined,
    example: (text) =>
      `'${text
        .replace(/^\$\.?/, '')
        .replaceAll(/\[(?:(\d+)|(["'])(.*?)\2)\]/g, (_, index, __, key) => `.${index ?? key}`)
        .replace(/^\./, '')}'`,
  },
  {
    where: /(?:^|\.)json$/,
    why: (text) =>
      isJsonObject(text) ? 'must be the JSON itself, is a text that holds JSON' : undefined,
  },
  {
    // RFC 9110 §5.1 and §5.5.
    where: /(?:^|\.)(?:headers|testHeaders)\.[^.]*$/,
    why: (text, { path }) => {
      if (!/^[!#$%&'*+.^`|~\w-]+$/.test(String(path.at(-1))))
        return 'is no name that a header can have'
      return /[\0-\x1f\x7f]/.test(text) ? 'must be one line, as every header is' : undefined
    },
  },
]

/** Texts that would be sent or compared, and mean something else than their author thinks. */
export function judgeWritten(leaves: readonly Leaf[]): readonly ContractFault[] {
  return leaves.flatMap((leaf) => {
    const { path, pattern, value } = leaf
    if (typeof value !== 'string') return []
    const kind = SENT.test(`${pattern}.`) && !/(?:^|\.)json$/.test(pattern) ? [] : KINDS
    for (const { where, why, example } of kind) {
      const message = where.test(pattern) ? why(value, leaf) : undefined
      if (message !== undefined)
        return [{ path, message, example: example?.(value) ?? exampleOf(path) }]
    }
    return []
  })
}

function isJsonObject(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}
