import { quote } from '../../helpers/text/quote.ts'
import type { ContractFault } from './contract-fault.ts'
import { isObject } from './leaves.ts'

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
