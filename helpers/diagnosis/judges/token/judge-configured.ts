import type { Origin, Target } from '../../../../env/target.ts'
import type { Finding } from '../../../record/finding.ts'
import { normaliseUrl } from '../../../url/normalise-url.ts'
import { findingOf } from '../finding-of.ts'

/** Whether the URL that is really used is a normalised one that this kind of environment allows without a word. */
export function judgeConfigured(origin: Origin, target: Target): readonly Finding[] {
  const url = target.urls[origin.variable] ?? ''
  const again = normaliseUrl(url, url.startsWith('ws') ? 'websocket' : 'http')
  const words = {
    subject: origin.variable,
    promise: `${origin.variable} names a place that a ${target.kind} environment may use`,
  }
  const evidence = [`it came from ${origin.from}`, ...origin.normalised]
  const unclean =
    again.kind === 'problem'
      ? again.message
      : again.url === url
        ? undefined
        : `it still normalises to ${again.url}`
  return [
    ...(unclean === undefined
      ? []
      : [
          findingOf('config.invalid', 'config', `${origin.variable}=${url}`, {
            ...words,
            expected: 'a normalised URL',
            got: unclean,
            evidence,
          }),
        ]),
    ...target.warnings
      .filter(({ variable }) => variable === origin.variable)
      .map(({ code, message, example }) =>
        findingOf(code, 'config', `${origin.variable}=${url}`, {
          ...words,
          severity: 'warning',
          expected: example,
          got: message,
          evidence,
        }),
      ),
  ]
}
