import {
  judgeAgentAnswer,
  judgePrivacy,
} from '../helpers/diagnosis/judges/journey/judge-agent-answer.ts'
import { judgeEvents } from '../helpers/diagnosis/judges/journey/judge-events.ts'
import { judgeRemoved } from '../helpers/diagnosis/judges/journey/judge-removed.ts'
import { notApplicable } from '../helpers/session/check-result.ts'
import { defineSuite } from '../helpers/session/suite.ts'

/**
 * A user signs in, asks, gets an answer of an agent and finds it again later, and no other user sees it.
 * A red line here means that the main use of the product does not work, whatever the health routes say.
 */
export default defineSuite('golden-path', ({ contract, journeys }, part) => {
  for (const journey of contract.journeys) {
    part(journey.name, (check) => {
      for (const step of journey.steps) {
        if (step.kind === 'request') {
          check(step.id, step.title, () => journeys.judge(journey, step))
        } else {
          const service = journeys.serviceOf(step)

          check(step.id, step.title, async () =>
            judgeEvents(await journeys.talk(journey, step), step, service),
          )

          check(
            `${step.id}-answer`,
            'gives an answer that an agent gave, no echo and no stand-in',
            async () => judgeAgentAnswer(await journeys.needTalk(journey, step), service),
          )

          check(
            `${step.id}-private`,
            'lets a second user hear none of the conversation',
            async () => {
              const talk = await journeys.talk(journey, step)
              return talk.overheard === undefined
                ? notApplicable('no second user could be obtained or connected')
                : judgePrivacy(talk, service)
            },
          )
        }
      }

      check('removed', 'removes everything that it created', async () => {
        await journeys.settled(journey)
        const created = await journeys.removeAll()
        return created.length === 0
          ? notApplicable('nothing was created that would have to be removed')
          : judgeRemoved(created)
      })
    })
  }
})
