import type { Contract } from '../contract.ts'
import { contractSchema } from '../schema/contract.ts'
import type { ContractFault } from './contract-fault.ts'
import { explainIssues, knownFields } from './explain-issues.ts'
import { judgeContradictions, judgeUnique } from './judge-contradictions.ts'
import { judgeNames } from './judge-names.ts'
import { judgePatterns } from './judge-patterns.ts'
import { judgePlaceholders } from './judge-placeholders.ts'
import { judgeSteps } from './judge-steps.ts'
import { judgeUnasked } from './judge-unasked.ts'
import { judgeWritten } from './judge-written.ts'
import { leavesOf } from './leaves.ts'
import { namesOf } from './names-of.ts'
import { plainData } from './plain-data.ts'

type Path = ContractFault['path']

/** What cannot be said of names where the list that gives them is none, or holds something that has no name. */
const GIVES: Readonly<Record<string, RegExp>> = {
  services: /no such service/,
  sockets: /no such (?:socket|service or socket)/,
  variables: /no such variable|its kind must be|nothing fills it/,
  journeys: /no such step|which the step|nothing fills it/,
}

/** Whether a fault follows from another, so that the reader would correct nothing for it. */
function explains(cause: ContractFault, fault: ContractFault): boolean {
  if (cause === fault) return false
  const isAround = cause.path.length > 0 && startsWith(fault.path, cause.path)
  const room = String(cause.path[0])
  const isLost = losesNames(cause.path) && GIVES[room]?.test(fault.message) === true
  return isAround || (isLost && (room !== 'journeys' || fault.path[0] === 'journeys'))
}

/** Whether names are lost with this place: the list, an item, the name of an item, or what a step keeps and comes after. */
function losesNames(path: Path): boolean {
  const [room, , list, , field] = path
  if (room === 'journeys')
    return path.length < 5
      ? list === undefined || list === 'steps'
      : isOneOf(field, ['id', 'after', 'keeps'])
  return path.length < 3 || (path.length === 3 && isOneOf(list, ['name', 'kind']))
}

function isOneOf(key: PropertyKey | undefined, names: readonly string[]): boolean {
  return typeof key === 'string' && names.includes(key)
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((key, index) => path[index] === key)
}

export type ContractReading =
  | { readonly kind: 'contract'; readonly contract: Contract }
  | { readonly kind: 'faults'; readonly faults: readonly ContractFault[] }

/** Whether a file is meant as a contract: it has one of its fields at least. */
export function isLikeContract(exported: unknown): boolean {
  if (exported === null || typeof exported !== 'object') return false
  return Object.keys(contractSchema.shape).some((field) => Object.hasOwn(exported, field))
}

/** The contract that a file exports, with every default in its place, or everything that is wrong with it. Never throws. */
export function readContract(exported: unknown): ContractReading {
  const plain = plainData(exported)
  if (plain.kind === 'faults') return plain
  // One contract a process: compiling the schema would take longer than reading it.
  const read = contractSchema.safeParse(plain.data, { jitless: true, error: knownFields })
  const shape = read.success ? [] : explainIssues(read.error.issues, plain.data)
  const faults = [...shape, ...judgeTogether(plain.data, shape)]
  return read.success && faults.length === 0
    ? { kind: 'contract', contract: read.data }
    : { kind: 'faults', faults }
}

/** What is wrong although each field alone is right; the contract may hold anything. */
function judgeTogether(data: unknown, shape: readonly ContractFault[]): readonly ContractFault[] {
  const leaves = leavesOf(data)
  const names = namesOf(data)
  const unknown = [...judgeUnique(data), ...judgeNames(leaves, names), ...judgeSteps(data)]
  const causes = [...shape, ...unknown]
  const others = [
    ...judgePatterns(leaves),
    ...judgeWritten(leaves),
    ...judgePlaceholders(leaves, data, names),
    ...judgeUnasked(data, leaves),
    ...judgeContradictions(data, leaves),
  ]
  return [...unknown, ...others].filter((fault) => !causes.some((cause) => explains(cause, fault)))
}
