import type { IdentityProof } from '../../../../contracts/schema/health.ts'
import type { ServicePromise } from '../../../../contracts/schema/service.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { urlOf } from '../other-origin.ts'

/**
 * The words where a service names itself by a URL, as an issuer does in its discovery, and the promised URL has the same
 * path: the service at this address has another public address in its settings, or makes it of the request that a proxy passes on.
 * Undefined where one of the two is no URL, or leads to another path.
 */
export function otherUrlInWords(
  { name, urlVariable }: ServicePromise,
  proof: IdentityProof,
  said: unknown,
): Pick<Finding, 'summary' | 'nextSteps'> | undefined {
  const named = urlOf(said)
  const promised = proof.is.find((one) => {
    const url = urlOf(one)
    return named !== undefined && url !== undefined && pathOf(url) === pathOf(named)
  })
  if (named === undefined || promised === undefined) return undefined
  const isSlash = urlOf(promised)?.origin === named.origin
  return {
    summary: `${name} names itself ${quote(String(said), 160)}, and not ${quote(String(promised), 160)}${isSlash ? ': the slash at the end differs' : ''}`,
    nextSteps: [
      `Compare ${urlVariable} with the public address in the settings of ${name} (issuer, hostname, external URL): clients compare it letter by letter (OpenID Connect Discovery 1.0 §4.3).`,
      ...(isSlash
        ? []
        : [
            `If ${name} makes it of the request, look whether the proxy in front passes on Host, X-Forwarded-Host and X-Forwarded-Proto, and whether ${name} is set to believe them.`,
          ]),
    ],
  }
}

function pathOf({ pathname, search }: URL): string {
  return pathname.replace(/\/+$/, '') + search
}
