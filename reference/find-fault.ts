import type { Fault } from './fault.ts'
import { faults } from './faults.ts'

const MAX_SUGGESTIONS = 5

/** The fault of that name. An unknown name throws, with the names most like it. */
export function findFault(name: string): Fault {
  const found = faults.find((fault) => fault.name === name)
  if (found !== undefined) return found
  const near = nearNames(name)
  const hint = near.length === 0 ? '' : `; did you mean ${near.join(', ')}?`
  throw new Error(`Unknown fault: ${name}${hint}`)
}

/** Names that share the most words with the wrong one. */
function nearNames(wrong: string): readonly string[] {
  const words = wrong.toLowerCase().split(/[^a-z0-9]+/)
  const score = (name: string): number =>
    words.filter((word) => word.length > 2 && name.includes(word)).length
  return faults
    .map(({ name }) => ({ name, score: score(name) }))
    .filter((candidate) => candidate.score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ name }) => name)
}
