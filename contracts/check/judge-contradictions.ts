import type { ContractFault } from './contract-fault.ts'
import { itemsOf, type Leaf, patternOf } from './leaves.ts'

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
