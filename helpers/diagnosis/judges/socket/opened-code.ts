import type { Code } from '../../../record/code.ts'
import type { Forged } from '../../../tokens/forgery.ts'

/**
 * What it is when a socket opens for a wrong token: any string let in, or a forgery believed; beside test
 * headers, a bypass, or what the environment calls a forgery that is let in with them.
 */
export function openedCode(
  { group }: Pick<Forged, 'group'>,
  testHeaders: 'sent' | undefined,
  forgedUnderBypass: Code,
): Code {
  if (testHeaders === 'sent') return group === 'malformed' ? 'ws.bypass' : forgedUnderBypass
  return group === 'malformed' ? 'ws.open' : 'ws.accepts-forged'
}
