import type { ContractFault } from './contract-fault.ts'

type Path = ContractFault['path']

/** What cannot be said of names where the list that gives them is none, or holds something that has no name. */
const GIVES: Readonly<Record<string, RegExp>> = {
  services: /no such service/,
  sockets: /no such (?:socket|service or socket)/,
  variables: /no such variable|its kind must be|nothing fills it/,
  journeys: /no such step|which the step|nothing fills it/,
}

/** Whether a fault follows from another, so that the reader would correct nothing for it. */
export function explains(cause: ContractFault, fault: ContractFault): boolean {
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
