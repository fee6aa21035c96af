import type { RequestTemplate } from '../../../../contracts/schema/common.ts'
import { variablesIn } from '../../../../contracts/schema/variables-in.ts'

/** Parts of a form or a body that name the client, and not the user (RFC 6749 §2.3.1, RFC 7521 §4.2). */
const OF_CLIENT = /^client_(?:id|secret|assertion)$/

/**
 * The variables of a login that a refusal is about: `invalid_client` those of the client alone, `invalid_grant` those of the user
 * (RFC 6749 §5.2), where both are in it.
 */
export function variablesMeant(
  said: string,
  needs: readonly string[],
  { basic, form, json }: RequestTemplate,
): readonly string[] {
  const fields = Object.entries({ ...form, ...(json as object | undefined) })
  const ofClient = variablesIn([
    basic ?? {},
    ...fields.flatMap(([name, value]) => (OF_CLIENT.test(name) ? [value] : [])),
  ])
  const isMeant = /\binvalid_client\b/.test(said)
    ? (name: string) => ofClient.includes(name)
    : /\binvalid_grant\b/.test(said)
      ? (name: string) => !ofClient.includes(name)
      : () => true
  const meant = needs.filter(isMeant)
  return meant.length === 0 ? needs : meant
}
