import { runVariables } from '../../env/run-variables.ts'
import { BATTERY_IDS } from '../schema/battery-ids.ts'
import { itemsOf } from './leaves.ts'

/** The names that a contract gives, by what has them, variables also by their kind; and those of the battery of wrong tokens. */
export interface NamesOf {
  readonly service: readonly string[]
  readonly socket: readonly string[]
  readonly 'service or socket': readonly string[]
  readonly variable: readonly string[]
  readonly 'url variable': readonly string[]
  readonly 'websocket-url variable': readonly string[]
  readonly 'secret variable': readonly string[]
  readonly 'wrong token': readonly string[]
}

/** The names of a contract that may hold anything; the variables of every run are among them. */
export function namesOf(data: unknown): NamesOf {
  const named = (field: string) => itemsOf(data, field).map(({ name }) => name)
  const variables = [...itemsOf(data, 'variables'), ...runVariables]
  const ofKind = (...kinds: readonly unknown[]) =>
    texts(variables.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name))
  const service = texts(named('services'))
  const socket = texts(named('sockets'))
  return {
    service,
    socket,
    'service or socket': [...service, ...socket],
    variable: texts(variables.map(({ name }) => name)),
    'url variable': ofKind('url'),
    'websocket-url variable': ofKind('websocket-url'),
    'secret variable': ofKind('secret'),
    'wrong token': BATTERY_IDS,
  }
}

function texts(values: readonly unknown[]): readonly string[] {
  return values.filter((value) => typeof value === 'string')
}
