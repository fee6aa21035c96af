import type { ServicePromise } from '../../contracts/schema/service.ts'
import { variablesIn } from '../../contracts/schema/variables-in.ts'
import type { Cause } from '../../helpers/diagnosis/causes/find-root-causes.ts'
import type { Code } from '../../helpers/record/code.ts'
import { listSome } from '../../helpers/text/words.ts'

/** Codes of a request that was refused, and that carries more than the token. */
const REFUSED: ReadonlySet<Code> = new Set([
  'edge.refused',
  'token.refused',
  'trust.token-rejected',
  'trust.header-dropped',
  'route.forbidden',
  'ws.refused',
])

type Headers = Readonly<Record<string, string>>

/**
 * The next step about the headers with a value of this run that every request to a refusing service carries beside its token, such as
 * the key of an app or of a calling service: nothing of the answers shows which of the two was refused. `before` the others, where the
 * refusal names such a header.
 */
export function stepForHeaders(
  { code, service, findings }: Pick<Cause, 'code' | 'service' | 'findings'>,
  services: readonly Pick<ServicePromise, 'name' | 'headers'>[],
  ofAll: Headers = {},
): { readonly before: readonly string[]; readonly after: readonly string[] } {
  const own = services.find(({ name }) => name === service)?.headers
  const carried = Object.entries({ ...ofAll, ...own }).filter(
    ([, value]) => variablesIn(value).length > 0,
  )
  if (!REFUSED.has(code) || carried.length === 0) return { before: [], after: [] }
  const names = carried.map(([name]) => name)
  const variables = variablesIn(Object.fromEntries(carried))
  const step = `Every request to ${service} also carries ${listSome(names)}, with ${listSome(variables)} of this run: compare that value by its SHA-256 with the one that ${service} is deployed with, and look whether a proxy removes the header on its way (nginx drops one with an underscore in its name).`
  const isNamed = findings.some(({ got, said = '' }) =>
    names.some((name) => saysName(`${got} ${said}`, name)),
  )
  return isNamed ? { before: [step], after: [] } : { before: [], after: [step] }
}

/** Whether a text names a header, as it is written or in words: `X-Service-Key` is a service key. */
function saysName(text: string, name: string): boolean {
  const words = (one: string) => one.toLowerCase().replaceAll(/[^a-z0-9]+/g, ' ')
  const bare = words(name.replace(/^x-/i, '')).trim()
  return words(text).includes(bare)
}
