import fc from 'fast-check'
import { judgeBypass } from '../../../../helpers/diagnosis/judges/socket/judge-bypass.ts'
import { judgeHandshake } from '../../../../helpers/diagnosis/judges/socket/judge-handshake.ts'
import {
  judgeHarmless,
  judgePong,
} from '../../../../helpers/diagnosis/judges/socket/judge-heard.ts'
import { judgeQuiet } from '../../../../helpers/diagnosis/judges/socket/judge-quiet.ts'
import { judgeSocketRefusal } from '../../../../helpers/diagnosis/judges/socket/judge-socket-refusal.ts'
import { judgeWelcome } from '../../../../helpers/diagnosis/judges/socket/judge-welcome.ts'
import { chat } from '../../../support/contracts.ts'
import { anyExchange } from '../any-fact.ts'
import { anyHandshake, anyHeard, anyOpening } from '../any-socket-fact.ts'
import { anySubject, type Judges, judging, optional } from './judging.ts'

/** The judges of a socket, by the file that each stands in. */
export const SOCKET_JUDGES: Judges = {
  'judge-bypass': {
    judgeBypass: judging(
      fc.record({ statement: fc.constantFrom(...chat.bypass), exchange: anyExchange }),
      (fact) => judgeBypass(fact, chat, 'warning'),
    ),
  },
  'judge-handshake': {
    judgeHandshake: judging(
      fc.record({
        attempt: anyOpening,
        way: optional(fc.constantFrom(...chat.ways)),
        others: fc.array(fc.record({ way: fc.constantFrom(...chat.ways), fact: anyOpening }), {
          maxLength: 2,
        }),
        bare: optional(anyOpening),
        plain: optional(anyExchange),
        plainNowhere: optional(anyExchange),
        nowhere: optional(anyOpening),
      }),
      ({ attempt, way, others, bare, plain, plainNowhere, nowhere }) =>
        judgeHandshake({
          socket: chat,
          attempt,
          others,
          ...(way && { way }),
          ...(bare && { bare }),
          ...(plain && { plain }),
          ...(plainNowhere && { plainNowhere }),
          ...(nowhere && { nowhere }),
        }),
    ),
  },
  'judge-heard': {
    judgePong: judging(fc.record({ handshake: anyHandshake, heard: anyHeard }), (fact) =>
      judgePong(fact, chat),
    ),
    judgeHarmless: judging(
      fc.record({
        said: fc.record({ handshake: anyHandshake, heard: anyHeard }),
        message: fc.constantFrom(...chat.harmless),
      }),
      ({ said, message }) => judgeHarmless(said, message, chat),
    ),
  },
  'judge-quiet': {
    judgeQuiet: judging(
      fc.record({ handshake: anyHandshake, quiet: anyHeard, pong: optional(anyHeard) }),
      ({ handshake, quiet, pong }) =>
        judgeQuiet({ handshake, quiet, ...(pong && { pong }) }, { ...chat, quietSeconds: 20 }),
    ),
  },
  'judge-socket-refusal': {
    judgeSocketRefusal: judging(anyOpening, (fact) =>
      judgeSocketRefusal(fact, {
        socket: chat,
        what: 'a handshake without a token',
        opened: 'ws.open',
        good: 'opens',
        bypass: 'warning',
      }),
    ),
  },
  'judge-welcome': {
    judgeWelcome: judging(
      fc.record({ handshake: anyHandshake, welcome: anyHeard, subject: anySubject }),
      (fact) => judgeWelcome({ socket: chat, ...fact }),
    ),
  },
}
