import { nearestName } from '../../env/nearest-name.ts'
import { PLACEHOLDER, VARIABLE_NAME } from '../schema/variables-in.ts'
import type { ContractFault } from './contract-fault.ts'
import { keptBefore, keptBy } from './judge-steps.ts'
import { itemsOf, type Leaf } from './leaves.ts'
import type { NamesOf } from './names-of.ts'

/** Texts for readers, and names: a brace in them is a brace. */
const NOT_FILLED =
  /^(?:platform|variables|serverWords|oneOf)\b|(?:^|\.)(?:title|leftOut|deployedAs|name|id|kind)(?:\.|$)/

/** What is sent is the platform's own, whatever its fields are called. */
const SENT = /\b(?:json|form|headers|say|claims)\b/

/** Filled as the request or the message leaves, so that secrets may stand there. */
const MAY_HOLD_SECRETS =
  /\b(?:request|undo|offers|claims)\b|(?:^|\.)headers\b|^(?:sockets\.ways|journeys\.steps)\.say\b/

const USER = ['user.email', 'user.name', 'subject']

/** What fills placeholders in these places beside variables, `{run}` and `{kind}`. */
const ALSO: readonly (readonly [pattern: RegExp, names: readonly string[]])[] = [
  [/^tokens\.(?:ways\.source|wrongCredentials)\.request\b/, USER],
  [/^tokens\.jwt\.claims\b/, USER],
  [/^tokens\.refresh\.request\b/, ['refreshToken']],
  [/^tokens\.signOut\.request\b/, ['token', 'refreshToken']],
  [/^tokens\.(?:verify|delegated\.reach)\.request\b/, ['token']],
  [/^(?:services\.protectedRoutes|cors\.routes)\.request\b/, ['token']],
  [/^sockets\.ways\.(?:say|offers)\b/, ['token', 'token.base64url']],
  [/^sockets\.(?:path|opening|ways\.(?:say|offers))\b/, ['connection']],
  [/^journeys\.steps\.(?:request|undo)\b/, ['token', ...USER]],
  [/^journeys\.steps\.(?:says|list|never)\b/, USER],
]

/** Placeholders that nothing fills, also in the names of JSON fields, in expected values and in messages of sockets. */
export function judgePlaceholders(
  leaves: readonly Leaf[],
  data: unknown,
  names: NamesOf,
): readonly ContractFault[] {
  return leaves.flatMap(({ path, pattern, value }) => {
    if (typeof value !== 'string' || (NOT_FILLED.test(pattern) && !SENT.test(pattern))) return []
    const other = OTHER_BRACES.exec(value)
    if (other !== null) return [ofAnotherTool(path, other)]
    // In a regular expression, \\p{L} is a letter.
    const text = value.replaceAll(/\\p\{\w+\}/gi, '')
    const found = [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name)
    return [...new Set(found)].flatMap((name) => judge(name, { path, pattern }, data, names) ?? [])
  })
}

/** Placeholders as templates of other tools have them: `{{run}}`, `${run}`. */
const OTHER_BRACES = /\{\{\s*([A-Za-z_][\w.-]*)\s*\}\}|\$\{([A-Za-z_][\w.-]*)\}/

function ofAnotherTool(
  path: Leaf['path'],
  [written, doubled, dollar]: RegExpExecArray,
): ContractFault {
  return {
    path,
    message: `holds ${written}: what is filled stands between single braces`,
    example: `{${doubled ?? dollar}}`,
  }
}

function judge(
  name: string,
  { path, pattern }: Pick<Leaf, 'path' | 'pattern'>,
  data: unknown,
  names: NamesOf,
): ContractFault | undefined {
  const isSecret = names['secret variable'].includes(name)
  if (isSecret && !MAY_HOLD_SECRETS.test(pattern))
    return {
      path,
      message: `holds {${name}}, a secret: reports show what is expected, so that no secret can stand here`,
      example: "a variable of kind 'text'",
    }
  const { known, kept } = fillers(path, pattern, data, names)
  if (known.includes(name)) return undefined
  const keeper = kept.get(name)
  if (keeper !== undefined)
    return {
      path,
      message: `holds {${name}}, which the step ${keeper} keeps; this step does not come after it`,
      example: `after: ['${keeper}']`,
    }
  const near = nearestName(name, known)?.name
  return {
    path,
    message: `holds {${name}}, and nothing fills it${near === undefined ? '' : `; is {${near}} meant?`}`,
    example:
      near !== undefined
        ? `{${near}}`
        : VARIABLE_NAME.test(name)
          ? `variables: [{ name: '${name}', … }]`
          : '{run}, or with blanks, if braces are meant: { id }',
  }
}

/** What fills placeholders at a place, and what other steps of its journey keep. */
function fillers(
  path: readonly PropertyKey[],
  pattern: string,
  data: unknown,
  names: NamesOf,
): { readonly known: readonly string[]; readonly kept: ReadonlyMap<string, string> } {
  const also = ALSO.filter(([place]) => place.test(pattern)).flatMap(([, found]) => found)
  const known = [...names.variable, 'run', 'kind', ...also]
  const [room, journey, , step] = path
  if (room !== 'journeys' || typeof journey !== 'number' || typeof step !== 'number')
    return { known, kept: new Map() }
  const steps = itemsOf(itemsOf(data, 'journeys')[journey], 'steps')
  const own = /^journeys\.steps\.undo\b/.test(pattern) ? keptBy(steps[step]) : []
  return {
    known: [...known, ...keptBefore(steps[step]?.id, steps).keys(), ...own],
    kept: new Map(
      steps.flatMap((one) => keptBy(one).map((name) => [name, String(one.id)] as const)),
    ),
  }
}
