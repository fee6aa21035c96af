import type { RequestTemplate } from '../../../../contracts/schema/common.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import { type ForgeryWords, variableOf } from '../../../tokens/forgery.ts'

/** The code for a token of the battery that is accepted. */
export const BELIEVED: Readonly<Record<ForgeryWords['group'], Code>> = {
  forged: 'auth.accepts-forged',
  expired: 'auth.accepts-expired',
  claim: 'auth.ignores-claim',
  malformed: 'auth.open',
}

/** The first line about a wrong token that a route accepts: the route, and the one thing that is wrong with the token. */
export function believedInWords(
  { service, method, path }: Pick<RequestTemplate, 'service' | 'method' | 'path'>,
  { id, group, title, proves }: ForgeryWords,
): Pick<Finding, 'summary' | 'nextSteps'> {
  const at = `at ${method} ${path}: it accepts a token ${title}`
  const does = {
    forged: `accepts forged tokens ${at}`,
    expired: `accepts expired tokens ${at}`,
    claim: `does not check a claim that it promises to check, the ${proves}, ${at}`,
    malformed: `accepts requests without a valid token ${at}`,
  }
  return {
    summary: `${service} ${does[group]}`,
    ...(id === 'empty-secret' && { nextSteps: [lookForNothing(service)] }),
  }
}

function lookForNothing(service: string): string {
  return `Look at each variable of ${service} that holds a secret for tokens, the earlier one of a rotation too: one may be set to nothing, or missing, with the empty text in its place.`
}

/** How the wrong token was made that a command repeats the request with; nothing for one that stands in the command itself. */
export function madeInWords(row: ForgeryWords): readonly string[] {
  const variable = variableOf(row)
  if (row.group === 'malformed') return []
  return [
    row.id === 'refresh-token'
      ? `$${variable} in the command is the refresh token of this run`
      : `$${variable} in the command is made of the good token of this run, and differs in one thing: it is a token ${row.title}`,
  ]
}
