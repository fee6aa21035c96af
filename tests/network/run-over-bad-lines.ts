import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startReference } from '../../reference/start-reference.ts'
import type { Urls } from '../../reference/urls.ts'
import { type CommandResult, runCommand } from '../command/run-command.ts'
import { closedPort } from '../http/support/serve.ts'
import { type Badness, openBadLine } from './bad-line.ts'

/** One real run against a healthy reference behind three bad lines; the deployment knows itself by their URLs. */
export async function runOverBadLines(badness: Badness): Promise<CommandResult> {
  const lines = await Promise.all([
    openBadLine(badness),
    openBadLine(badness),
    openBadLine(badness),
  ])
  const [auth, backend, frontend] = lines
  const websocket = backend.url.replace('http', 'ws')
  // The lines enter where the outside does; the services stand on ports of their own behind them.
  const publicUrls = { auth: auth.url, backend: backend.url, frontend: frontend.url, websocket }
  const { reference, ports } = await startOnFreePorts(publicUrls)
  auth.leadTo(ports.auth)
  backend.leadTo(ports.backend)
  frontend.leadTo(ports.frontend)
  const dir = await mkdtemp(join(tmpdir(), 'smoke-line-'))
  try {
    const env = {
      ...reference.env,
      ENVIRONMENT: 'local',
      AUTH_SERVICE_URL: auth.url,
      BACKEND_URL: backend.url,
      FRONTEND_URL: frontend.url,
      WEBSOCKET_URL: websocket,
    }
    const file = join(dir, 'line.env')
    await writeFile(
      file,
      Object.entries(env)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    )
    return await runCommand(['--env', file, '--wait', '0'])
  } finally {
    await Promise.all([reference.close(), ...lines.map((line) => line.close())])
    await rm(dir, { recursive: true })
  }
}

/** Another process may take a port between its being found free and its being used: then others are tried. */
async function startOnFreePorts(publicUrls: Urls, triesLeft = 5) {
  const ports = {
    auth: await closedPort(),
    backend: await closedPort(),
    frontend: await closedPort(),
  }
  try {
    return { reference: await startReference({ ports, publicUrls }), ports }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || triesLeft === 1) throw error
    return startOnFreePorts(publicUrls, triesLeft - 1)
  }
}
