import type { Asked } from '../../../http/exchange.ts'
import type { CookieFate } from '../../../http/kept-cookie.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { isLoopback } from '../../../url/is-loopback.ts'
import { findingOf } from '../finding-of.ts'

/** The cookie that carries the token, by its name and attributes, and what a browser makes of it. */
export interface CookieFact {
  readonly name: string
  /** The attributes of the Set-Cookie line, without the value. */
  readonly attributes: string
  readonly fate: CookieFate
  readonly asked: Asked
}

/** Whether browsers keep the cookie that holds the token, and send it: other clients send cookies that browsers do not. */
export function judgeCookie(
  { name, attributes, fate, asked }: CookieFact,
  issuer: string,
): Finding | undefined {
  if (fate.kind === 'kept') return undefined
  const words = quote(attributes, 120)
  const browsers = fate.kind === 'dropped' ? 'browsers drop it' : 'browsers do not send it'
  return findingOf('token.cookie', issuer, asked, {
    subject: quote(name, 60),
    // On this machine browsers make exceptions that differ from one to the next.
    ...(URL.canParse(asked.url) &&
      isLoopback(new URL(asked.url).hostname) &&
      /^(?:Secure|SameSite is)/.test(fate.why) && { severity: 'warning' as const }),
    ...(fate.kind === 'not-sent' && {
      nextSteps: fate.why.startsWith('SameSite')
        ? [
            'Set `SameSite=None; Secure` if the web app and the API stay on two sites, with `Partitioned` for browsers that block the cookies of other sites; or serve both below one registered domain, which needs no change of the cookie.',
            'Log in in a browser: its network panel names the attribute beside the cookie that is left out.',
          ]
        : [
            'Set Path to the path that users see, or to /: an app behind a rewriting proxy knows only its inner path (nginx: `proxy_cookie_path /INNER/ /;`).',
            'Log in again in a browser: its storage panel shows the path of the cookie.',
          ],
    }),
    promise: `browsers keep the cookie ${quote(name, 60)} that carries the session`,
    expected: 'attributes that a browser accepts from this host (RFC 6265bis)',
    got: `${words}: ${quote(fate.why, 120)}`,
    summary: `${issuer} sets the session cookie ${quote(name, 60)} with ${words}, and ${browsers}: ${quote(fate.why, 120)}`,
  })
}
