import { SERVICE_EXAMPLES } from './examples/service-examples.ts'
import { JOURNEY_EXAMPLES, TOKEN_EXAMPLES } from './examples/token-and-journey-examples.ts'

/** What works in a field, by the field's name; with the name of the field around it, where one name has two meanings. */
const EXAMPLES: Readonly<Record<string, string>> = {
  ...SERVICE_EXAMPLES,
  ...TOKEN_EXAMPLES,
  ...JOURNEY_EXAMPLES,
}

/** What works at a path of the contract, as it would be written. */
export function exampleOf(path: readonly PropertyKey[]): string {
  const names = path.filter((key) => typeof key === 'string')
  const [field = '', parent = ''] = names.toReversed()
  const closest = EXAMPLES[`${parent}.${field}`] ?? EXAMPLES[field] ?? EXAMPLES[parent]
  return closest ?? WHOLE
}

/** The shortest contract. */
const WHOLE =
  "{ platform: 'Shop', variables: [{ name: 'API_URL', meaning: 'The API.', example: 'https://api.example.com', kind: 'url' }], services: [{ name: 'api', urlVariable: 'API_URL', health: [{ path: '/health' }] }] }"
