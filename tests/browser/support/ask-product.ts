import { parseFlags } from '../../../command/cli/flags.ts'
import { startRun } from '../../../command/run/run-identity.ts'
import { conclude } from '../../../command/verdict/conclude.ts'
import type { Contract } from '../../../contracts/contract.ts'
import { contractSchema } from '../../../contracts/schema/contract.ts'
import type { PagePromise } from '../../../contracts/schema/page.ts'
import { loadTarget } from '../../../env/load-target.ts'
import { recordOf } from '../../../runner/register-checks.ts'
import { runSuites } from '../../../runner/suites.ts'
import type { Served } from './site.ts'

export interface Asked {
  readonly app: string
  readonly api: string
  readonly page?: Partial<PagePromise>
  readonly cors?: Partial<NonNullable<Contract['cors']>>
}

/** One line for each cause and warning: `frontend.blocked: …`; a warning begins with `warning `. */
export async function askProduct(
  { names, authority }: Pick<Served, 'names' | 'authority'>,
  asked: Asked,
): Promise<readonly string[]> {
  const contract = contractOf(asked)
  const loaded = await loadTarget({
    env: 'local',
    flags: { wait: 0 },
    processEnv: {},
    variables: contract.variables,
    root: new URL('../../..', import.meta.url).pathname,
    embedded: { ENVIRONMENT: 'local', APP_URL: asked.app, API_URL: asked.api },
  })
  if (loaded.kind === 'problems') throw new Error(JSON.stringify(loaded.problems))
  const { flags } = parseFlags(['--env', 'local'])
  const start = startRun(Date.now(), '0.0.0-browser')
  const input = {
    contract,
    target: loaded.target,
    writes: 'refused' as const,
    runId: start.id,
    startedAtMs: start.startedAtMs,
    suites: ['frontend' as const],
    readiness: [],
    version: start.version,
    proxyEnv: names.env,
    extraCa: authority,
  }
  const notes = await runSuites(input, new AbortController().signal)
  const seen = { state: 'passed', startTime: start.startedAtMs, duration: 0, errors: [] } as const
  const checks = notes.map((note, at) => recordOf(note, at, seen, start.startedAtMs))
  const { rootCauses, warnings } = conclude({
    start,
    flags,
    contract,
    target: loaded.target,
    readiness: [],
    outcome: { checks, sent: notes.flatMap((note) => note.sent), crashes: [], notJudged: 0 },
    cutShort: undefined,
    nowMs: Date.now(),
  })
  const errors = checks.filter(({ status }) => status === 'error')
  return [
    ...errors.map(({ id, reason }) => `error ${id}: ${reason}`),
    ...rootCauses.map(({ code, summary }) => `${code}: ${summary}`),
    ...warnings.map(({ code, summary }) => `warning ${code}: ${summary}`),
  ]
}

function contractOf({ page, cors }: Asked): Contract {
  const service = (name: string) => ({
    name,
    urlVariable: `${name.toUpperCase()}_URL`,
    health: [
      { id: 'health', path: '/health', role: 'readiness', statuses: [200], withinMs: 5_000 },
    ],
  })
  const url = (name: string) => ({
    name,
    meaning: `${name} of the page that is tried.`,
    example: 'https://app.example.com',
    kind: 'url',
    presence: 'required',
  })
  return contractSchema.parse({
    platform: 'Pages',
    variables: [url('APP_URL'), url('API_URL')],
    services: [service('app'), service('api')],
    cors: {
      origin: 'app',
      routes: [
        { request: { service: 'api', method: 'GET', path: '/items' }, method: 'GET', headers: [] },
      ],
      ...cors,
    },
    pages: [{ service: 'app', atLeastCharacters: 20, ...page }],
  })
}
