import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Reference, startReference } from '../../reference/start-reference.ts'
import { type CommandResult, runCommand } from '../command/run-command.ts'
import { closedPort } from '../http/support/serve.ts'
import { writeEnvFile } from './env-file.ts'
import { type PublicNames, startPublicNames } from './public-names.ts'

/** Under the name that RFC 2606 reserves for such purposes. */
export const HOSTS = {
  auth: 'auth.smoke.example',
  backend: 'api.smoke.example',
  frontend: 'app.smoke.example',
} as const

export interface PublicDeployment {
  readonly reference: Reference
  readonly names: PublicNames
  /** Runs the real command against it, as the kind of environment that it is. */
  run(flags?: readonly string[], env?: Readonly<Record<string, string>>): Promise<CommandResult>
  close(): Promise<void>
}

export interface PublicOptions {
  readonly faults?: readonly string[]
  /** Variables beside those of the deployment; an empty one is unset. */
  readonly variables?: Readonly<Record<string, string>>
  /** Hosts that only listen to what is sent to them. */
  readonly listeners?: readonly string[]
}

/** The reference deployment as staging or production have it: public names, https, their own rules. */
export async function deployInPublic(
  kind: 'staging' | 'production',
  { faults = [], variables = {}, listeners = [] }: PublicOptions = {},
): Promise<PublicDeployment> {
  const [auth, backend, frontend] = await Promise.all([closedPort(), closedPort(), closedPort()])
  const ports = { auth, backend, frontend }
  const reference = await startReference({
    faults,
    ports,
    environment: kind,
    publicUrls: {
      auth: `https://${HOSTS.auth}`,
      backend: `https://${HOSTS.backend}`,
      frontend: `https://${HOSTS.frontend}`,
      websocket: `wss://${HOSTS.backend}`,
    },
  })
  const names = await startPublicNames({
    [HOSTS.auth]: auth,
    [HOSTS.backend]: backend,
    [HOSTS.frontend]: frontend,
    ...Object.fromEntries(listeners.map((host) => [host, undefined])),
  })
  const dir = await mkdtemp(join(tmpdir(), 'smoke-public-'))
  const file = await writeEnvFile(dir, kind, { ENVIRONMENT: kind, ...reference.env, ...variables })
  return {
    reference,
    names,
    run: (flags = [], env = {}) =>
      runCommand(['--env', file, '--wait', '5', ...flags], { ...names.env, ...env }),
    close: async () => {
      await Promise.all([reference.close(), names.close(), rm(dir, { recursive: true })])
    },
  }
}
