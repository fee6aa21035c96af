import { parseArgs } from 'node:util'
import type { ReferenceOptions } from './start-reference.ts'

export interface Flags {
  readonly options: ReferenceOptions
  /** Where the env file is written, too. */
  readonly envFile: string | undefined
}

const GENERATIONS = ['H', 'S9'] as const
const ENVIRONMENTS = ['development', 'staging', 'production'] as const
/** auth, backend and frontend take this port and the two after it. */
const MAX_PORT_BASE = 65_533

export const USAGE = `npm run reference -- [flags]   starts the reference deployment alone and prints an env file that reaches it

  --fault NAME        break it in this way; repeatable (npm test -- --faults lists the names)
  --port-base N       auth, backend and frontend on this port and the two after it; default: any that are free
  --rest H|S9         generation of the REST API; default H
  --socket H|S9       generation of the WebSocket; default S9
  --environment NAME  development, staging or production: what the services think they are; default development
  --write-env FILE    write the env file, too; npm test -- --env FILE then checks this deployment
`

/** Reads the flags of `npm run reference`; throws with a message for the user. */
export function parseFlags(flags: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      fault: { type: 'string', multiple: true },
      'port-base': { type: 'string' },
      rest: { type: 'string' },
      socket: { type: 'string' },
      environment: { type: 'string' },
      'write-env': { type: 'string' },
    },
  })
  const base = values['port-base']
  return {
    options: {
      faults: values.fault ?? [],
      rest: oneOf('--rest', values.rest, GENERATIONS) ?? 'H',
      socket: oneOf('--socket', values.socket, GENERATIONS) ?? 'S9',
      environment: oneOf('--environment', values.environment, ENVIRONMENTS) ?? 'development',
      ports: base === undefined ? {} : portsFrom(base),
    },
    envFile: values['write-env'],
  }
}

function oneOf<Choice extends string>(
  flag: string,
  value: string | undefined,
  choices: readonly Choice[],
): Choice | undefined {
  if (value === undefined) return undefined
  const choice = choices.find((known) => known === value)
  if (choice === undefined) throw new Error(`${flag} is one of ${choices.join(', ')}, not ${value}`)
  return choice
}

function portsFrom(text: string): { auth: number; backend: number; frontend: number } {
  const base = Number(text)
  if (!Number.isInteger(base) || base < 1 || base > MAX_PORT_BASE) {
    throw new Error(`--port-base is a port number up to ${MAX_PORT_BASE}, not ${text}`)
  }
  return { auth: base, backend: base + 1, frontend: base + 2 }
}
