import { isLoopback } from '../helpers/url/is-loopback.ts'
import type { Setting } from './settle-variable.ts'
import type { ConfigProblem } from './target.ts'

/** Values of the reference itself, and values derived from another variable, which is reported itself. */
const OWN = /^(?:embedded reference$|derived from )/

/**
 * A run against the embedded reference whose URLs lead elsewhere: usually a variable exported long
 * ago for another purpose. Allowed, because precedence is what it is, but never in silence.
 */
export function judgeMixture(settings: readonly Setting[]): ConfigProblem[] {
  return settings.flatMap(({ variable: { name, kind, example }, value, origin: { from } }) => {
    const isUrl = kind === 'url' || kind === 'websocket-url'
    if (!isUrl || value === undefined || OWN.test(from)) return []
    if (isLoopback(new URL(value.text).hostname)) return []
    const message = `leads to ${value.text} (${from}), not to the embedded reference of --env local`
    return [{ code: 'config.invalid' as const, variable: name, message, example, from }]
  })
}
