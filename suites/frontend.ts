import {
  judgeForeign,
  judgeForeignAnswer,
} from '../helpers/diagnosis/judges/access/judge-foreign.ts'
import { judgeVary } from '../helpers/diagnosis/judges/access/judge-vary.ts'
import { judgeBaked } from '../helpers/diagnosis/judges/page/judge-page.ts'
import { judgePolicy } from '../helpers/diagnosis/judges/page/judge-policy.ts'
import { judgeScripts } from '../helpers/diagnosis/judges/page/judge-scripts.ts'
import {
  answersTo,
  answersWithoutToken,
  FOREIGN_ORIGIN,
  originOf,
  preflights,
} from '../helpers/session/cors.ts'
import { judgeCalls } from '../helpers/session/cors-judged.ts'
import { corsRoutes } from '../helpers/session/cors-routes.ts'
import { callsOf, intendedUrls } from '../helpers/session/page-addresses.ts'
import {
  bakedInto,
  judgeFilesOf,
  judgePageAt,
  needCallable,
  needLoaded,
  needPage,
} from '../helpers/session/pages.ts'
import { needService } from '../helpers/session/services.ts'
import { defineSuite } from '../helpers/session/suite.ts'

/**
 * The page that users open has content, loads its parts, and calls this environment's services, which allow its
 * origin and no foreign one. A red line here means a blank page, or one whose every click fails.
 */
export default defineSuite('frontend', (session, part) => {
  const { contract } = session
  for (const page of contract.pages) {
    part(page.service, (check) => {
      check('page', `gives a page with content at ${page.path}`, () => judgePageAt(session, page))

      check('assets', `serves the scripts and styles that ${page.path} names`, () => {
        return judgeFilesOf(session, page)
      })

      check(
        'policy',
        'has no Content-Security-Policy that blocks what it loads or calls',
        async () => {
          const { loaded, answer } = await needPage(session, page)
          return judgePolicy(loaded, answer, page, callsOf(session, page))
        },
      )

      check('scripts', 'calls no address of the machine it is opened on', async () => {
        const { loaded, answer } = await needLoaded(session, page)
        return judgeScripts(loaded, answer.asked, page, await needCallable(session, page))
      })

      if (page.baked === undefined) return
      check('baked', 'was built with the URLs of this environment', async () => {
        await needService(session, page.service)
        return judgeBaked(await bakedInto(session, page), page, await intendedUrls(session, page))
      })
    })
  }

  const { cors: promised } = contract
  if (promised === undefined) return
  for (const route of corsRoutes(contract)) {
    part(route.request.service, (check) => {
      const slug = `${route.method} ${route.request.path}`
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')

      check(
        `cors-${slug}`,
        `lets pages of ${promised.origin} send ${route.method} ${route.request.path}`,
        async () => {
          await needService(session, promised.origin)
          await needService(session, route.request.service)
          const origin = originOf(session, promised.origin)
          return judgeCalls(session, route, origin, promised)
        },
      )

      if (!promised.routes.includes(route)) return
      check(
        `cors-foreign-${slug}`,
        `lets no page of a stranger send ${route.method} ${route.request.path}`,
        async () => {
          await needService(session, route.request.service)
          const granted = (await preflights(session, route, FOREIGN_ORIGIN)).map((preflight) =>
            judgeForeign(preflight, route, FOREIGN_ORIGIN),
          )
          const foreign = await answersWithoutToken(session, route, FOREIGN_ORIGIN)
          const own = await answersTo(session, route, originOf(session, promised.origin))
          return [
            ...granted,
            ...foreign.map((answer) => judgeForeignAnswer(answer, route, FOREIGN_ORIGIN)),
            judgeVary(own[0]?.exchange, foreign[0], route),
          ].find((finding) => finding !== undefined)
        },
      )
    })
  }
})
