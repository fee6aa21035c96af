import { nearestName } from '../../env/nearest-name.ts'
import { quote } from '../../helpers/text/quote.ts'
import { listSome } from '../../helpers/text/words.ts'
import type { ContractFault } from './contract-fault.ts'
import { exampleOf } from './field-examples.ts'
import { type Leaf, patternOf } from './leaves.ts'
import type { NamesOf } from './names-of.ts'

/** What a field names, by its pattern; the first that matches counts. */
const NAMES: readonly (readonly [pattern: RegExp, what: keyof NamesOf])[] = [
  [/^services\.dependsOn$/, 'service'],
  [/^tokens\.issuer$/, 'service'],
  [/^tokens\.delegated\.consumer$/, 'service'],
  [/^tokens\.signOut\.refusedBy$/, 'service'],
  [/^tokens\.serviceCredentials\.consumer$/, 'service'],
  [/^sockets\.service$/, 'service'],
  [/^cors\.origin$/, 'service'],
  [/^pages\.service$/, 'service'],
  [/^pages\.calls$/, 'service or socket'],
  [/\b(?:request|undo)\.service$/, 'service'],
  [/^journeys\.steps\.socket$/, 'socket'],
  [/^services\.urlVariable$/, 'url variable'],
  [/^sockets\.urlVariable$/, 'websocket-url variable'],
  [/^variables\.derivedFrom$/, 'url variable'],
  [/^tokens\.jwt\.key\.variable$/, 'secret variable'],
  [/^tokens\.ways\.source\.keyVariable$/, 'secret variable'],
  [/^tokens\.ways\.source\.variable$/, 'variable'],
  [/^tokens\.(?:ways|wrongCredentials|serviceCredentials)\.needs$/, 'variable'],
  [/^tokens\.serviceCredentials\.secretVariable$/, 'variable'],
  [/^oneOf\.groups$/, 'variable'],
]

/** What the name of a field names, by the pattern of the object around it. */
const KEYS: ReadonlyMap<string, keyof NamesOf> = new Map([
  ['tokens.leftOut', 'wrong token'],
  ['pages.baked.urls', 'service or socket'],
])

/** The names in a contract that nothing has: services, sockets, and variables, which must also be of the kind that the place needs. */
export function judgeNames(leaves: readonly Leaf[], names: NamesOf): readonly ContractFault[] {
  return leaves.flatMap((leaf) => {
    const named = KEYS.get(patternOf(leaf.path.slice(0, -1)))
    const key = String(leaf.path.at(-1))
    if (named !== undefined)
      return names[named].includes(key) ? [] : [unknownKey(leaf.path, key, named, names)]
    const what = NAMES.find(([pattern]) => pattern.test(leaf.pattern))?.[1]
    if (what === undefined || typeof leaf.value !== 'string' || names[what].includes(leaf.value))
      return []
    return [faultOf(leaf.path, leaf.value, what, names)]
  })
}

function faultOf(
  path: readonly PropertyKey[],
  value: string,
  what: keyof NamesOf,
  names: NamesOf,
): ContractFault {
  const kind = /^(\S+) variable$/.exec(what)?.[1]
  if (kind !== undefined && names.variable.includes(value))
    return {
      path,
      message: `names ${value}, which is used as a ${kind === 'websocket-url' ? 'WebSocket URL' : kind === 'url' ? 'URL' : 'secret'} here: its kind must be ${kind}`,
      example: `variables: [{ name: '${value}', kind: '${kind}', … }]`,
    }
  return unknownName(path, value, what.replace(/^\S+ variable$/, 'variable'), names[what])
}

function unknownKey(
  path: readonly PropertyKey[],
  key: string,
  what: keyof NamesOf,
  names: NamesOf,
): ContractFault {
  const near = nearestName(key, names[what])?.name
  return {
    path,
    message: `${what === 'wrong token' ? 'is the id of no wrong token' : `is no such ${what}`}${near === undefined ? `; known: ${listSome(names[what], 40)}` : `; is ${near} meant?`}`,
    example: exampleOf(path),
  }
}

/** The fault of a name that nothing has, with the nearest one that something has. */
export function unknownName(
  path: readonly PropertyKey[],
  value: string,
  what: string,
  known: readonly string[],
): ContractFault {
  const near = nearestName(value, known)?.name
  const others = known.length === 0 ? '' : `; known: ${listSome(known, 12)}`
  const field = String(path.findLast((key) => typeof key === 'string'))
  const right = near ?? known[0]
  const written = typeof path.at(-1) === 'number' ? `['${right}']` : `'${right}'`
  return {
    path,
    message: `names ${quote(value, 60)}, and the contract has no such ${what}${near === undefined ? others : `; is ${near} meant?`}`,
    example:
      right === undefined
        ? exampleOf(what === 'variable' ? ['variables'] : path)
        : `${field}: ${written}`,
  }
}
