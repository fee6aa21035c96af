import type { Contract } from '../../contracts/contract.ts'
import type { Target } from '../../env/target.ts'
import { fillKnown } from '../promise/template.ts'

/** Parts whose placeholders are filled as a request or a message leaves: secrets and values of other answers stand there. */
const FILLED_LATER: ReadonlySet<string> = new Set(['request', 'undo', 'offers', 'path', 'headers'])

/** Parts that no template stands in: texts for readers, and names. */
const NO_TEMPLATES: ReadonlySet<string> = new Set([
  'variables',
  'serverWords',
  'oneOf',
  'title',
  'leftOut',
  'deployedAs',
])

/**
 * The contract of one run: in what is expected and in the messages of sockets, every `{NAME}` of a variable that is no
 * secret, `{kind}` and `{run}` are filled. Names that only a step, a token or a user fills stay.
 */
export function resolveContract(
  contract: Contract,
  { urls, texts, asGiven = {}, kind }: Target,
  runId: string,
): Contract {
  const known: Readonly<Record<string, string>> = {
    ...texts,
    ...urls,
    ...asGiven,
    kind,
    run: runId,
  }
  return fill(contract, known)
}

function fill<Part>(part: Part, known: Readonly<Record<string, string>>): Part
function fill(part: unknown, known: Readonly<Record<string, string>>): unknown {
  if (typeof part === 'string') return fillKnown(part, known)
  if (Array.isArray(part)) return part.map((item) => fill(item, known))
  if (part === null || typeof part !== 'object') return part
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) =>
      FILLED_LATER.has(key) || NO_TEMPLATES.has(key)
        ? [key, value]
        : [fillKnown(key, known), fill(value, known)],
    ),
  )
}
