import {
  judgeAgentAnswer,
  judgePrivacy,
} from '../helpers/diagnosis/judges/journey/judge-agent-answer.ts'
import { judgeEvents } from '../helpers/diagnosis/judges/journey/judge-events.ts'
import { judgeRemoved } from '../helpers/diagnosis/judges/journey/judge-removed.ts'
import { judgeFirstEvent } from '../helpers/diagnosis/judges/journey/judge-timing.ts'
import { judgeCompressed } from '../helpers/diagnosis/judges/stream/judge-compressed.ts'
import {
  judgePace,
  paceOfStream,
  timedStream,
} from '../helpers/diagnosis/judges/stream/judge-pace.ts'
import { judgeStreamAgain } from '../helpers/diagnosis/judges/stream/judge-stream-again.ts'
import { notApplicable } from '../helpers/session/check-result.ts'
import {
  compressed,
  hold,
  judgeEachTime,
  needStream,
  needTalk,
  serviceBehind,
  stream,
} from '../helpers/session/journeys.ts'
import { judgeEventsBySchema } from '../helpers/session/judge-by-schema.ts'
import { settled } from '../helpers/session/progress.ts'
import { removeAll } from '../helpers/session/removals.ts'
import { defineSuite } from '../helpers/session/suite.ts'

/**
 * A user signs in, asks, gets an answer of an agent and finds it again later, and no other user sees it.
 * A red line here means that the main use of the product does not work, whatever the health routes say.
 */
export default defineSuite('golden-path', (session, part) => {
  for (const journey of session.contract.journeys) {
    part(journey.name, (check) => {
      for (const step of journey.steps) {
        if (step.kind === 'request') {
          check(step.id, step.title, () => judgeEachTime(session, journey, step))
        } else if (step.kind === 'stream') {
          const { service } = step.request

          check(step.id, step.title, async () => {
            const streams = await stream(session, journey, step)
            const { asked } = streams.first.exchange
            const broken = judgeStreamAgain(streams, step)
            const words = { service, asked, promise: step.title }
            return [
              broken ?? (await judgeEventsBySchema(streams.first.events, step, words)),
              judgeFirstEvent(timedStream(streams.first, step), step, {
                service,
                subject: `${step.request.method} ${step.request.path}`,
                asked,
              }),
            ]
          })

          const { answer } = step
          if (answer !== undefined)
            check(
              `${step.id}-answer`,
              'gives an answer that an agent gave, no echo and no stand-in',
              async () => {
                const { exchange, events } = await needStream(session, journey, step)
                const said = { ...step, ...answer }
                return judgeAgentAnswer(
                  { step: said, asked: exchange.asked, frames: events },
                  service,
                )
              },
            )

          if (step.pauses === 'promised')
            check(`${step.id}-one-by-one`, 'sends its events one by one', async () => {
              const fact = await needStream(session, journey, step)
              const pace = paceOfStream(fact)
              return pace.kind === 'unknown'
                ? notApplicable(pace.why)
                : judgePace(fact, step, 'identity')
            })

          if (step.pauses === 'promised' && step.asBrowser === 'asked')
            check(
              `${step.id}-compressed`,
              'sends its events one by one with the compression that browsers ask for',
              async () => {
                const plain = paceOfStream(await needStream(session, journey, step))
                if (plain.kind !== 'one-by-one')
                  return notApplicable('the events do not come one by one without compression')
                const fact = await compressed(session, journey, step)
                const found = judgeCompressed(fact, step)
                const pace = paceOfStream(fact)
                return found === undefined && pace.kind === 'unknown'
                  ? notApplicable(pace.why)
                  : found
              },
            )
        } else {
          const service = serviceBehind(session, step)

          check(step.id, step.title, async () => {
            const talk = await hold(session, journey, step)
            const findings = judgeEvents(talk, step, service)
            if (findings.some(({ severity }) => severity === 'failure')) return findings
            const words = { service, asked: { ...talk.url, method: 'WS' }, promise: step.title }
            return [...findings, await judgeEventsBySchema(talk.frames, step, words)]
          })

          if (step.answerAt.length > 0)
            check(
              `${step.id}-answer`,
              'gives an answer that an agent gave, no echo and no stand-in',
              async () => {
                const { url, frames } = await needTalk(session, journey, step)
                return judgeAgentAnswer({ step, frames, asked: { ...url, method: 'WS' } }, service)
              },
            )

          check(
            `${step.id}-private`,
            'lets a second user hear none of the conversation',
            async () => {
              if (step.privacy === 'not-promised')
                return notApplicable('the contract does not promise that it is private')
              const talk = await hold(session, journey, step)
              return talk.overheard === undefined
                ? notApplicable('no second user could be obtained or connected')
                : judgePrivacy(talk, service)
            },
          )
        }
      }

      check('removed', 'removes everything that it created', async () => {
        await settled(session, journey)
        const created = await removeAll(session)
        return created.length === 0
          ? notApplicable('nothing was created that would have to be removed')
          : judgeRemoved(created)
      })
    })
  }
})
