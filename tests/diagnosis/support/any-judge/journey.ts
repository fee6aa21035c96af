import fc from 'fast-check'
import type { ConversationStep } from '../../../../contracts/schema/conversation.ts'
import type { RequestStep } from '../../../../contracts/schema/journey.ts'
import {
  judgeAgentAnswer,
  judgePrivacy,
} from '../../../../helpers/diagnosis/judges/journey/judge-agent-answer.ts'
import {
  judgeEvents,
  type TalkFact,
} from '../../../../helpers/diagnosis/judges/journey/judge-events.ts'
import { judgeRemoved } from '../../../../helpers/diagnosis/judges/journey/judge-removed.ts'
import {
  judgeJson,
  judgeSchema,
} from '../../../../helpers/diagnosis/judges/journey/judge-schema.ts'
import { judgeStep } from '../../../../helpers/diagnosis/judges/journey/judge-step.ts'
import {
  judgeMixedStep,
  judgeRouteInPlace,
  judgeStepAgain,
} from '../../../../helpers/diagnosis/judges/journey/judge-step-again.ts'
import { judgeFirstEvent } from '../../../../helpers/diagnosis/judges/journey/judge-timing.ts'
import type { SchemaFact } from '../../../../helpers/promise/json-schema.ts'
import { quote } from '../../../../helpers/text/quote.ts'
import { anyText } from '../../../http/support/any-text.ts'
import { goldenPath } from '../../../support/contracts.ts'
import { anyAsked, anyExchange } from '../any-fact.ts'
import { anyFrame, anyHeard } from '../any-socket-fact.ts'
import { anyRoute, type Judges, judging, optional } from './judging.ts'

const requestSteps = goldenPath.steps.filter((step): step is RequestStep => step.kind === 'request')
const talkStep = goldenPath.steps.find(
  (step): step is ConversationStep => step.kind === 'conversation',
)
if (talkStep === undefined) throw new Error('the contract has no conversation to judge')

const anyRequestStep = fc.constantFrom(...requestSteps)
const anyUndone = fc.constantFrom(...requestSteps.filter(({ undo }) => undo !== undefined))
const anyTalk: fc.Arbitrary<TalkFact> = fc
  .record({
    url: anyAsked,
    end: anyHeard,
    frames: fc.array(anyFrame, { maxLength: 8 }),
    overheard: fc.option(fc.array(anyFrame, { maxLength: 3 }), { nil: undefined }),
  })
  .map(({ overheard, ...rest }) => ({ step: talkStep, ...rest, ...(overheard && { overheard }) }))

const anyKept = fc.dictionary(fc.constantFrom('thread', 'subject', 'run'), anyText)

const anySchemaFact: fc.Arbitrary<SchemaFact> = fc.oneof(
  fc.constantFrom({ kind: 'fits' } as const, { kind: 'stopped', afterMs: 1_000 } as const),
  fc.record({
    kind: fc.constant('differs' as const),
    mismatches: fc.array(
      fc.record({
        expected: fc.constant('/id must be integer'),
        got: anyText.map((text) => quote(text)),
      }),
      { maxLength: 5 },
    ),
    count: fc.integer({ min: 5, max: 9 }),
  }),
)
const SCHEMA_WORDS = {
  code: 'agent.event-shape',
  service: 'backend',
  subject: 'order',
  promise: 'sends the orders',
} as const

/** A route asked in place of a step that is sent once, and its answers. */
export const anyInPlace = fc.record({
  route: anyRoute.map((one) => one.route),
  answers: fc.array(anyExchange, { maxLength: 4 }),
})

/** The judges of the steps of a journey, by the file that each stands in. */
export const JOURNEY_JUDGES: Judges = {
  'judge-agent-answer': {
    judgeAgentAnswer: judging(anyTalk, ({ url, ...talk }) =>
      judgeAgentAnswer({ ...talk, asked: url }, 'backend'),
    ),
    judgePrivacy: judging(anyTalk, (talk) => judgePrivacy(talk, 'backend')),
  },
  'judge-events': {
    judgeEvents: judging(anyTalk, (talk) => judgeEvents(talk, talk.step, 'backend')),
  },
  'judge-timing': {
    judgeFirstEvent: judging(
      fc.record({
        events: fc.array(fc.record({ atMs: fc.nat(60_000) }), { maxLength: 3 }),
        heldUpMs: fc.nat(60_000),
        asked: anyAsked,
        firstWithinMs: fc.nat(10_000),
      }),
      ({ asked, firstWithinMs, ...timed }) =>
        judgeFirstEvent(
          timed,
          { title: 'streams', firstWithinMs },
          { service: 'backend', subject: 'chat', asked },
        ),
    ),
  },
  'judge-removed': {
    judgeRemoved: judging(
      fc.array(
        fc.record({
          step: anyUndone,
          created: anyAsked,
          values: anyKept,
          exchange: optional(anyExchange),
        }),
        { maxLength: 3 },
      ),
      judgeRemoved,
    ),
  },
  'judge-schema': {
    judgeSchema: judging(fc.record({ fact: anySchemaFact, asked: anyAsked }), ({ fact, asked }) =>
      judgeSchema(fact, { ...SCHEMA_WORDS, asked }),
    ),
    judgeJson: judging(anyExchange, (exchange) => judgeJson(exchange, SCHEMA_WORDS)),
  },
  'judge-step': {
    judgeStep: judging(
      fc.record({ exchange: anyExchange, step: anyRequestStep, kept: anyKept }),
      ({ exchange, step, kept }) => judgeStep(exchange, step, kept),
    ),
  },
  'judge-step-again': {
    judgeStepAgain: judging(
      fc.record({
        exchange: anyExchange,
        step: anyRequestStep,
        kept: anyKept,
        look: fc.oneof(
          fc.record({ again: fc.array(anyExchange, { maxLength: 4 }) }),
          fc.record({ inPlace: anyInPlace }),
          fc.constant({}),
        ),
      }),
      ({ exchange, step, kept, look }) => {
        const finding = judgeStep(exchange, step, kept)
        return finding && judgeStepAgain(finding, step, look, kept)
      },
    ),
    judgeMixedStep: judging(
      fc.record({
        answers: fc.array(anyExchange, { maxLength: 6 }),
        step: anyRequestStep,
        kept: anyKept,
      }),
      ({ answers, step, kept }) => judgeMixedStep(answers, step, kept),
    ),
    judgeRouteInPlace: judging(
      fc.record({
        exchange: anyExchange,
        step: anyRequestStep,
        kept: anyKept,
        inPlace: anyInPlace,
      }),
      ({ exchange, step, kept, inPlace }) => {
        const finding = judgeStep(exchange, step, kept)
        return finding && judgeRouteInPlace(finding, step, inPlace)
      },
    ),
  },
}
