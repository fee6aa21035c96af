import {
  judgeForeign,
  judgePreflight,
  judgeShared,
} from '../helpers/diagnosis/judges/access/judge-cors.ts'
import { judgeAssets } from '../helpers/diagnosis/judges/page/judge-assets.ts'
import { judgeBaked } from '../helpers/diagnosis/judges/page/judge-page.ts'
import { judgePolicy } from '../helpers/diagnosis/judges/page/judge-policy.ts'
import { judgeScripts } from '../helpers/diagnosis/judges/page/judge-scripts.ts'
import { corsRoutes, FOREIGN_ORIGIN } from '../helpers/session/cors-routes.ts'
import { defineSuite } from '../helpers/session/suite.ts'

/**
 * The page that users open has content, loads its parts, and calls this environment's services, which allow its
 * origin and no foreign one. A red line here means a blank page, or one whose every click fails.
 */
export default defineSuite('frontend', ({ contract, services, pages }, part) => {
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

      check('baked', 'was built with the URLs of this environment', async () => {
        await services.need(page.service)
        return judgeBaked(await pages.baked(page), page, await pages.intended(page))
      })
    })
  }

  const { cors } = contract
  if (cors === undefined) return
  for (const route of corsRoutes(contract)) {
    part(route.request.service, (check) => {
      const slug = `${route.method} ${route.request.path}`
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')

      check(
        `cors-${slug}`,
        `lets pages of ${cors.origin} send ${route.method} ${route.request.path}`,
        async () => {
          await services.need(cors.origin)
          await services.need(route.request.service)
          const origin = pages.origin(cors.origin)
          return (
            judgePreflight(await pages.preflight(route, origin), route, origin, cors) ??
            (await pages.answers(route, origin))
              .map((answer) => judgeShared(answer, route, origin, cors))
              .find((finding) => finding !== undefined)
          )
        },
      )

      if (!cors.routes.includes(route)) return
      check(
        `cors-foreign-${slug}`,
        `lets no page of a stranger send ${route.method} ${route.request.path}`,
        async () => {
          await services.need(route.request.service)
          return judgeForeign(await pages.preflight(route, FOREIGN_ORIGIN), route, FOREIGN_ORIGIN)
        },
      )
    })
  }
})
