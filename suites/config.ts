import { judgeConfigured } from '../helpers/diagnosis/judges/token/judge-configured.ts'
import { currentScope } from '../helpers/session/scope.ts'
import { defineSuite } from '../helpers/session/suite.ts'

/**
 * Every URL in use is one that this kind of environment may use, and every change that the suite made to it is
 * noted. A red line here means that the run sent its requests to a wrong or unsafe place, so that no result
 * below it can be trusted.
 */
export default defineSuite('config', ({ target }, part) => {
  part(target.kind, (check) => {
    for (const origin of target.origins.filter(
      ({ variable }) => target.urls[variable] !== undefined,
    )) {
      check(
        origin.variable.toLowerCase().replaceAll('_', '-'),
        `names in ${origin.variable} a place that a ${target.kind} environment may use`,
        async () => {
          currentScope()?.notes.push(
            ...origin.normalised.map((change) => `${origin.variable}: ${change}`),
          )
          return judgeConfigured(origin, target)
        },
      )
    }
  })
})
