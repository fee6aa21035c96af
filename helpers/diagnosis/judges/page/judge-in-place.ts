import type { PagePromise } from '../../../../contracts/schema/page.ts'
import type { Answer } from '../../../http/exchange.ts'
import type { PageParts } from '../../../page/read-page.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'
import { cacheEvidence } from '../health/answer-signs.ts'
import { MAINTENANCE } from '../health/maintenance.ts'

/** A page that stands in the place of the app, and is sent with 200 all the same. */
interface InPlace {
  readonly code: Code
  /** By its title, or by the words with which what it shows begins. */
  readonly says: RegExp
  /** `static`: only where the page runs no script, since an app may show such words beside its work. */
  readonly page: 'any' | 'static'
  /** The rest of a sentence that begins with the service. */
  readonly means: string
  readonly step: string
}

/**
 * The words of lists are those of Jetty, serve-index and IIS (the lists of nginx, Apache and Python are known as pages of a
 * server without an app, health/edges/default-pages.ts); of errors those of Next.js, Rails, Spring Boot, Django, Laravel,
 * Flask and PHP; and those that most pages for a time of maintenance have in common.
 */
const IN_PLACE: readonly InPlace[] = [
  {
    code: 'edge.missing',
    says: /^(?:index of|directory listing for|directory:|listing directory) ?\/|\[to parent directory\]/i,
    page: 'any',
    means: 'lists the files of its folder in place of the app',
    step: 'Look whether the build was copied into the folder that the server serves, or into one below it: the server found no start page (index.html) there.',
  },
  {
    code: 'service.error',
    says: /^(?:http |error )?5\d\d(?: ?[:|–—-])?(?: ?(?:internal|server|bad|service|gateway|error)\b.{0,60})?$|^.{0,40}\(5\d\d\)$|^(?:(?:internal server|server|application) error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out|error)$|^application error: a (?:server|client)-side exception|^whitelabel error page|^we['’]re sorry, but something went wrong|^internal server error\b|^(?:php )?(?:fatal|parse) error ?:/i,
    page: 'any',
    means: 'shows an error page, and sends it with 200',
    step: 'Read the log of the app at the time of this request; then find what answers errors with 200: caches keep such a page, and other checks take it for the app.',
  },
  {
    code: 'route.missing',
    says: /^(?:http |error )?404(?: ?[:|–—-])?(?: ?(?:error|not found|page not found|file not found|this page)\b.{0,60})?$|^(?:page |file )?not found$|^.{0,40}\(404\)$|^404\b.{0,10}\bthis page could not be found/i,
    page: 'any',
    means: 'shows a page for what is not there, and sends it with 200',
    step: 'Look whether the start page was deployed, and where rewrites of the server lead: this page stands at the address of the app.',
  },
  {
    code: 'service.unavailable',
    says: MAINTENANCE,
    page: 'static',
    means: 'shows a page for a time of maintenance',
    step: 'Switch maintenance off, if this deploy switched it on; else look which rule of the proxy or the host gives this page in place of the app.',
  },
  {
    code: 'service.unavailable',
    says: /\btemporarily (?:unavailable|down|offline|closed)\b/i,
    page: 'static',
    means: 'shows a page that says it is not available',
    step: 'Look whether this deploy switched the app off; else look which rule of the proxy or the host gives this page in place of it.',
  },
  {
    code: 'edge.missing',
    says: /\bdomain (?:name )?(?:is |has been )?(?:parked|for sale)\b|\bbuy this domain\b|\bdomain has expired\b/i,
    page: 'static',
    means: 'leads to the page of a seller of domains',
    step: 'Look whether the domain was paid for and whether its DNS records still name the host of the app.',
  },
]

/** How much of a page is its beginning: a heading, and the sentence below it. */
const BEGINNING = 160

/** A page with 200 that is not the app: a list of files, an error, a time of maintenance. By its own words, in its title or first lines. */
export function judgeInPlace(
  { title, text, files, inlineScripts }: PageParts,
  exchange: Answer,
  { service, path }: PagePromise,
): Finding | undefined {
  const isStatic =
    inlineScripts.length === 0 && files.every(({ as }) => as !== 'script' && as !== 'module')
  const beginning = text.slice(0, BEGINNING)
  for (const { code, says, page, means, step } of IN_PLACE) {
    const words = [title.trim(), beginning].find((part) => says.test(part))
    if (words === undefined || (page === 'static' && !isStatic)) continue
    return findingOf(code, service, exchange.asked, {
      subject: `GET ${path}`,
      promise: `GET ${path} gives the page of ${service}`,
      expected: 'the app',
      got: `the title ${quote(title, 80)}, and ${quote(text, 160)}`,
      summary: `${service} ${means}: ${quote(words, 100)} at ${exchange.asked.url}`,
      evidence: cacheEvidence(exchange),
      nextSteps: [step],
    })
  }
  return undefined
}
