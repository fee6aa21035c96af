import { quote } from '../../helpers/text/quote.ts'
import type { ContractFault } from './contract-fault.ts'
import { isObject, itemsOf, type Leaf, patternOf } from './leaves.ts'

/** Fields that are right alone, and of which another one says the opposite. */
export function judgeContradictions(
  data: unknown,
  leaves: readonly Leaf[],
): readonly ContractFault[] {
  return [...twoBodies(leaves), ...unsigned(leaves), ...dependsOnItself(data, leaves)]
}

const OF_REQUEST = /(?:^|\.)(?:request|undo)$/

/** A request has one body: of two, the second would never be sent. */
function twoBodies(leaves: readonly Leaf[]): readonly ContractFault[] {
  const requestsWith = (body: 'json' | 'form') =>
    new Map(
      leaves.flatMap(({ path }): [string, ContractFault['path']][] => {
        const end = path.findIndex(
          (key, index) => key === body && OF_REQUEST.test(patternOf(path.slice(0, index))),
        )
        return end === -1 ? [] : [[JSON.stringify(path.slice(0, end)), path.slice(0, end + 1)]]
      }),
    )
  const json = requestsWith('json')
  return [...requestsWith('form')]
    .filter(([request]) => json.has(request))
    .map(([, path]) => ({
      path,
      message: 'is a second body: the request has `json` too',
      example: "form: { grant_type: 'client_credentials' }, without json",
    }))
}

/** `none` (RFC 7518 §3.6) is no promise of a signature: anybody can write such a token. */
function unsigned(leaves: readonly Leaf[]): readonly ContractFault[] {
  return leaves
    .filter(
      ({ pattern, value }) =>
        pattern === 'tokens.jwt.algorithms' && String(value).toLowerCase() === 'none',
    )
    .map(({ path }) => ({
      path,
      message: 'is "none", with which nothing is signed: anybody can write such a token',
      example: "algorithms: ['RS256']",
    }))
}

function dependsOnItself(data: unknown, leaves: readonly Leaf[]): readonly ContractFault[] {
  const names = itemsOf(data, 'services').map(({ name }) => name)
  return leaves
    .filter(
      ({ pattern, path, value }) =>
        pattern === 'services.dependsOn' && names.indexOf(value) === path[1],
    )
    .map(({ path }) => ({
      path,
      message: 'names the service itself',
      example: "dependsOn: 'auth', the name of another service",
    }))
}

/** Lists whose items have a field of their own each, which is part of the ids of their checks. */
const UNIQUE: Readonly<Record<string, string>> = {
  variables: 'name',
  services: 'name',
  sockets: 'name',
  journeys: 'name',
  health: 'id',
  steps: 'id',
  harmless: 'id',
  ways: 'id',
  wrongCredentials: 'id',
}

/** Two of a kind with one name: reports could not distinguish their checks. */
export function judgeUnique(data: unknown): readonly ContractFault[] {
  const faults: ContractFault[] = []
  const visit = (value: unknown, path: readonly PropertyKey[]): void => {
    if (Array.isArray(value)) {
      const field = UNIQUE[String(path.at(-1))]
      const seen = new Map<unknown, number>()
      for (const [index, item] of value.entries()) {
        const name = isObject(item) && field !== undefined ? nameIn(item, field, path) : undefined
        const first = seen.get(name)
        if (field !== undefined && typeof name === 'string') {
          if (first === undefined) seen.set(name, index)
          else
            faults.push({
              path: [...path, index, field],
              message: `is ${quote(name, 60)}, as that of ${String(path.at(-1))}[${first}]; each needs its own`,
              // The names of variables have no hyphen.
              example: `${field}: '${name}${path.at(-1) === 'variables' ? '_' : '-'}2'`,
            })
        }
        visit(item, [...path, index])
      }
      return
    }
    if (isObject(value) && !isOwnData(path))
      for (const [key, field] of Object.entries(value)) visit(field, [...path, key])
  }
  visit(data, [])
  return faults
}

/** A health route without an id has the one of contracts/schema. */
function nameIn(
  item: Readonly<Record<string, unknown>>,
  field: string,
  path: readonly PropertyKey[],
): unknown {
  return item[field] ?? (path.at(-1) === 'health' ? 'health' : undefined)
}

/** JSON that is sent is the platform's own. */
function isOwnData(path: readonly PropertyKey[]): boolean {
  return ['json', 'say', 'claims', 'schema'].includes(String(path.at(-1)))
}
