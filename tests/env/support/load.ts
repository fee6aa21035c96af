import { netraVariables } from '../../../contracts/netra/variables.ts'
import { loadTarget, type TargetRequest } from '../../../env/load-target.ts'
import type { ConfigProblem, Target } from '../../../env/target.ts'
import { makeRoot } from './make-root.ts'

export const STAGING = `ENVIRONMENT=staging
AUTH_SERVICE_URL=https://auth.example.com
BACKEND_URL=https://api.example.com
FRONTEND_URL=https://app.example.com
`
export const PRODUCTION = STAGING.replace('staging', 'production')
export const DEVELOPMENT = `ENVIRONMENT=development
AUTH_SERVICE_URL=http://localhost:8081
BACKEND_URL=http://localhost:8000
FRONTEND_URL=http://localhost:3000
`

/** How a request differs from `--env staging` with nothing else set. */
export type Difference = Partial<TargetRequest> & {
  readonly files?: Readonly<Record<string, string | Buffer>>
}

/** Loads from a folder with env/staging.env, env/production.env and env/development.env, or other files. */
export async function load({ files, ...request }: Difference = {}) {
  const root = await makeRoot({
    'env/staging.env': STAGING,
    'env/production.env': PRODUCTION,
    'env/development.env': DEVELOPMENT,
    'env/local.env': 'ENVIRONMENT=local\n',
    ...files,
  })
  return loadTarget({
    env: 'staging',
    flags: {},
    processEnv: {},
    variables: netraVariables,
    root,
    ...request,
  })
}

/** The target, where there must be one. */
export async function loadGood(difference: Difference = {}): Promise<Target> {
  const loaded = await load(difference)
  if (loaded.kind === 'target') return loaded.target
  throw new Error(`no target: ${JSON.stringify(loaded.problems)}`)
}

/** The problems, where there must be some. */
export async function loadBad(difference: Difference = {}): Promise<readonly ConfigProblem[]> {
  const loaded = await load(difference)
  if (loaded.kind === 'problems') return loaded.problems
  throw new Error('a target, although there is something wrong')
}

/** The code and the variable of each problem. */
export async function codes(...difference: Parameters<typeof loadBad>): Promise<readonly string[]> {
  return (await loadBad(...difference)).map(({ code, variable }) => `${code} ${variable}`)
}
