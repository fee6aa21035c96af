import type { Answer } from '../../../helpers/http/exchange.ts'
import { lookUpJson } from '../../../helpers/promise/where.ts'
import type { HealthDraft } from '../draft.ts'

/** Where health libraries put the word, the usual place first (twenty of them were asked, November 2026). */
const PLACES = [
  'status',
  'state',
  'health',
  'healthy',
  'ok',
  'alive',
  'ready',
  'database.ok',
] as const

/** Words that mean well. */
const WELL =
  /^(?:ok|okay|up|healthy|pass|passing|success|ready|alive|live|green|true|running|active|available|serving|started|connected|online|operational|health)$/i

/** Members that hold checks by their names, with a word below them or as the value (Actuator, Terminus, and flat maps). */
const MAPS = ['components', 'details', 'checks', 'dependencies', 'services', 'results'] as const

/** Checks of a library's own that are no dependency. */
const OWN_CHECKS =
  /^(?:ping|diskSpace|livenessState|readinessState|ssl|refreshScope|discoveryComposite)$/

/** Longest plain text that is a word of health, not a page. */
const LONGEST_TEXT = 80

type Body = NonNullable<HealthDraft['body']>

/** What a good answer of a health route says; undefined where its status is all that it says. */
export function healthBodyOf({ json, text, headers }: Answer): Body | undefined {
  if (json !== null && typeof json === 'object') {
    const at = PLACES.find((place) => isWell(lookUpJson(json, place)))
    if (at === undefined) return undefined
    const dependencies = dependenciesOf(json)
    const isHealthJson = headers['content-type']?.includes('application/health+json') === true
    return {
      format: 'json',
      at,
      healthy: [lookUpJson(json, at) as string | boolean],
      // The word of the draft "Health Check Response Format for HTTP APIs" (draft-inadarei-api-health-check).
      ...(isHealthJson && { degraded: ['warn'] }),
      ...(dependencies.length > 0 && { dependencies }),
    }
  }
  const word = text.trim()
  const isWord = word !== '' && word.length <= LONGEST_TEXT && !/[<{\d\n]/.test(word)
  return isWord ? { format: 'text', at: 'text', healthy: [word] } : undefined
}

/** A word where health stands that does not mean well: `warn` of a service that is slow just now. */
export function otherWordOf({ json }: Answer): string | undefined {
  const words = PLACES.map((place) => lookUpJson(json, place))
  const word = words.find((value) => typeof value === 'string' && value !== '')
  return typeof word === 'string' && !isWell(word) ? word : undefined
}

function dependenciesOf(json: object): { name: string; at: string; up: (string | boolean)[] }[] {
  for (const member of MAPS) {
    const map = lookUpJson(json, member)
    if (map === null || typeof map !== 'object') continue
    if (Array.isArray(map)) {
      const named = map.flatMap((item) => itemOf(item, member))
      if (named.length > 0) return named
      continue
    }
    const found = Object.keys(map)
      // A dotted name would read as a path.
      .filter((name) => !OWN_CHECKS.test(name) && /^[\w-]+$/.test(name))
      .flatMap((name) => {
        const at = [`${member}.${name}.status`, `${member}.${name}`].find((place) =>
          isWell(lookUpJson(json, place)),
        )
        return at === undefined
          ? []
          : [{ name, at, up: [lookUpJson(json, at) as string | boolean] }]
      })
    if (found.length > 0) return found
  }
  return []
}

/** Members in which an item of a list says how it is (MicroProfile, cloudnative, fastapi-healthchecks, py-healthcheck). */
const ITEM_WORDS = ['status', 'state', 'passed', 'healthy'] as const
const ITEM_NAMES = ['name', 'checker'] as const

/** A check of a list, by its name: `checks[name=database].status`. */
function itemOf(item: unknown, list: string) {
  const named = ITEM_NAMES.find((member) => typeof lookUpJson(item, member) === 'string')
  const word = ITEM_WORDS.find((member) => isWell(lookUpJson(item, member)))
  const name = named && String(lookUpJson(item, named))
  if (named === undefined || word === undefined || name === undefined || /[[\]={]/.test(name))
    return []
  const at = `${list}[${named}=${name}].${word}`
  return [{ name, at, up: [lookUpJson(item, word) as string | boolean] }]
}

function isWell(value: unknown): boolean {
  return value === true || (typeof value === 'string' && WELL.test(value.trim()))
}
