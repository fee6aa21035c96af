import { judgePreflight } from '../helpers/diagnosis/judges/access/judge-cors.ts'
import {
  judgeForeign,
  judgeForeignAnswer,
} from '../helpers/diagnosis/judges/access/judge-foreign.ts'
import { judgeRedirected } from '../helpers/diagnosis/judges/access/judge-redirected.ts'
import { judgeShared } from '../helpers/diagnosis/judges/access/judge-shared.ts'
import { judgeVary } from '../helpers/diagnosis/judges/access/judge-vary.ts'
import { judgeAssets } from '../helpers/diagnosis/judges/page/judge-assets.ts'
import { judgeBaked } from '../helpers/diagnosis/judges/page/judge-page.ts'
import { judgePolicy } from '../helpers/diagnosis/judges/page/judge-policy.ts'
import { judgeScripts } from '../helpers/diagnosis/judges/page/judge-scripts.ts'
import { corsRoutes, FOREIGN_ORIGIN } from '../helpers/session/cors.ts'
import { needService } from '../helpers/session/services.ts'
import { defineSuite } from '../helpers/session/suite.ts'

/**
 * The page that users open has content, loads its parts, and calls this environment's services, which allow its
 * origin and no foreign one. A red line here means a blank page, or one whose every click fails.
 */
export default defineSuite('frontend', ({ contract, session, pages, cors }, part) => {
  for (const page of contract.pages) {
    part(page.service, (check) => {
      check('page', `gives a page with content at ${page.path}`, () => pages.judge(page))

      check('assets', `serves the scripts and styles that ${page.path} names`, async () => {
        const { loaded, answer } = await pages.needPage(page)
        return judgeAssets(loaded, answer, page)
      })

      check(
        'policy',
        'has no Content-Security-Policy that blocks what it loads or calls',
        async () => {
          const { loaded, answer } = await pages.needPage(page)
          return judgePolicy(loaded, answer, page, pages.calls(page))
        },
      )

      check('scripts', 'calls no address of the machine it is opened on', async () => {
        const { loaded, answer } = await pages.needLoaded(page)
        return judgeScripts(loaded, answer.asked, page, await pages.needCallable(page))
      })

      if (page.baked === undefined) return
      check('baked', 'was built with the URLs of this environment', async () => {
        await needService(session, page.service)
        return judgeBaked(await pages.baked(page), page, await pages.intended(page))
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
          const origin = cors.origin(promised.origin)
          const granted = (await cors.preflights(route, origin)).map((preflight) =>
            judgePreflight(preflight, route, origin, promised),
          )
          return (
            granted.find((finding) => finding !== undefined) ??
            (await cors.answers(route, origin))
              .map((answer) => judgeShared(answer, route, origin, promised))
              .find((finding) => finding !== undefined) ??
            (await cors.redirected(route, origin))
              .map((answer) => judgeRedirected(answer, route, promised))
              .find((finding) => finding !== undefined)
          )
        },
      )

      if (!promised.routes.includes(route)) return
      check(
        `cors-foreign-${slug}`,
        `lets no page of a stranger send ${route.method} ${route.request.path}`,
        async () => {
          await needService(session, route.request.service)
          const granted = (await cors.preflights(route, FOREIGN_ORIGIN)).map((preflight) =>
            judgeForeign(preflight, route, FOREIGN_ORIGIN),
          )
          const foreign = await cors.answersWithoutToken(route, FOREIGN_ORIGIN)
          const own = await cors.answers(route, cors.origin(promised.origin))
          return [
            ...granted,
            ...foreign.map((answer) => judgeForeignAnswer(answer, route, FOREIGN_ORIGIN)),
            judgeVary(own[0], foreign[0], route),
          ].find((finding) => finding !== undefined)
        },
      )
    })
  }
})
