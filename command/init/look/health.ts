import type { Answer } from '../../../helpers/http/exchange.ts'
import type { Asker } from '../asker.ts'
import type { HealthDraft, PresetCall } from '../draft.ts'
import { withPreset } from './health-preset.ts'
import { healthBodyOf } from './health-words.ts'

/**
 * Paths at which health libraries and servers answer, in groups: the next group is asked only where the one before
 * showed nothing. Kubernetes, Express and Go habits; Spring Boot Actuator and MicroProfile; Rails, Docker registries,
 * Prometheus; platforms of their own.
 */
const GROUPS: readonly (readonly string[])[] = [
  ['/health', '/healthz', '/health/ready', '/readyz'],
  ['/actuator/health', '/q/health/ready', '/ready', '/livez'],
  ['/-/ping', '/-/ready', '/ping', '/status'],
  ['/api/health', '/healthz/readiness', '/server/health', '/up'],
]

/** Routes beside a found one, for the other role. */
const BESIDE: Readonly<Record<string, string>> = {
  '/actuator/health': '/actuator/health/readiness',
  '/q/health/ready': '/q/health/live',
  '/-/ready': '/-/healthy',
  '/ready': '/live',
  '/healthz': '/readyz',
}

/** More routes of one service say nothing new. */
const MOST_ROUTES = 2

export interface SeenHealth {
  readonly promise: HealthDraft
  readonly answer: Answer
  /** What says the promise in short. */
  readonly preset?: PresetCall
}

/**
 * Looks for routes that say whether a service is well. `known` are paths of the service's own documents;
 * `elsewhere` is its answer at a path that no app has, so that a page for every path is no health route.
 */
export async function lookForHealth(
  asker: Asker,
  base: string,
  known: readonly string[],
  elsewhere: Answer | undefined,
): Promise<readonly SeenHealth[]> {
  const ask = async (path: string) => {
    const answer = await asker.look(base, path)
    return answer !== undefined && isHealth(answer, elsewhere) ? [{ path, answer }] : []
  }
  const found: { path: string; answer: Answer }[] = []
  for (const group of [known.slice(0, 4), ...GROUPS]) {
    found.push(...(await Promise.all(group.map(ask))).flat())
    if (found.length > 0) break
  }
  const beside = found.length === 1 ? BESIDE[found[0]?.path ?? ''] : undefined
  if (beside !== undefined) found.push(...(await ask(beside)))
  const chosen = chooseRoutes(found)
  return Promise.all(
    chosen.map(async ({ path, answer }) => ({
      ...withPreset(await promiseOf(asker, base, path, answer, chosen.length), answer),
      answer,
    })),
  )
}

/** A route that says a word of health comes before one that only answers, a readiness route before others. */
function chooseRoutes(found: readonly { path: string; answer: Answer }[]) {
  const worth = ({ path, answer }: (typeof found)[number]) =>
    (healthBodyOf(answer) === undefined ? 0 : 2) + (isReadiness(path) ? 1 : 0)
  const ranked = [...found].sort((one, other) => worth(other) - worth(one))
  const [first, ...others] = ranked
  if (first === undefined) return []
  const other = others.find(({ path }) => isReadiness(path) !== isReadiness(first.path))
  return [first, ...(other === undefined ? [] : [other])].slice(0, MOST_ROUTES)
}

async function promiseOf(
  asker: Asker,
  base: string,
  path: string,
  answer: Answer,
  routes: number,
): Promise<HealthDraft> {
  const body = healthBodyOf(answer)
  const head = await asker.look(base, path, { method: 'HEAD' })
  const role: HealthDraft['role'] = routes === 1 || isReadiness(path) ? 'readiness' : 'liveness'
  return {
    id: isReadiness(path) ? 'ready' : 'health',
    path,
    role,
    statuses: [answer.status],
    ...(body !== undefined && { body }),
    ...(head?.status === answer.status && { head: 'agrees' }),
  }
}

function isReadiness(path: string): boolean {
  return /read(?:y|iness)/.test(path)
}

function isHealth(answer: Answer, elsewhere: Answer | undefined): boolean {
  const { status, headers, text } = answer
  if (status < 200 || status > 299) return false
  if (headers['content-type']?.includes('html') === true && healthBodyOf(answer) === undefined)
    return false
  return elsewhere === undefined || elsewhere.status !== status || elsewhere.text !== text
}
