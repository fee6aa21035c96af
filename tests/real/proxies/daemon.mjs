// What the proxies here share: three sites, of which the last state's fault is in `backend` alone, and a daemon.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'

const { env } = process
export const state = env.STATE ?? 'healthy'
const site = (name, port, upstream) => ({
  name,
  port,
  upstream,
  /** What is wrong here; the other sites are well. */
  state: name === 'backend' ? state : 'healthy',
})
export const SITES = [
  site('auth', env.PORT, env.UPSTREAM),
  site('backend', env.PORT_2, env.UPSTREAM_2),
  site('frontend', env.PORT_3, env.UPSTREAM_3),
]
/** Seconds until the proxy gives up on an app that does not answer. */
export const patience = state === 'silent' ? 2 : 30

/** Writes files into the working folder and runs the daemon until it ends or is ended. */
export function daemon(files, command, ...args) {
  for (const [name, text] of Object.entries(files)) writeFileSync(name, `${text}\n`)
  const child = spawn(command, args, { stdio: 'inherit' })
  child.once('exit', (code) => process.exit(code ?? 1))
  for (const name of ['SIGTERM', 'SIGINT']) process.once(name, () => child.kill(name))
}

export const lines = (...all) => all.flat(9).filter(Boolean).join('\n')
