import fc from 'fast-check'
import type { OpeningFact } from '../../../helpers/diagnosis/judges/socket/opening-fact.ts'
import { parseJson } from '../../../helpers/http/read-body.ts'
import type { Frame, Handshake, Heard } from '../../../helpers/socket/handshake-fact.ts'
import { refusalOf } from '../../../helpers/socket/refusal-of.ts'
import { anyText } from '../../http/support/any-text.ts'
import { chat } from '../../support/contracts.ts'
import { anyBody } from './any-body.ts'
import { anyAnswer, anyAsked, anySilence } from './any-fact.ts'

const anyMs = fc.integer({ min: 0, max: 60_000 })

export const anyFrame: fc.Arbitrary<Frame> = fc.oneof(
  { weight: 9, arbitrary: fc.record({ text: anyBody, atMs: anyMs }).map(textFrame) },
  {
    weight: 1,
    arbitrary: anyMs.map((atMs) => ({ text: '', json: undefined, binary: true, atMs })),
  },
)

function textFrame({ text, atMs }: { text: string; atMs: number }): Frame {
  return { text, json: parseJson(text), binary: false, atMs }
}

const anyEnd: fc.Arbitrary<Heard> = fc
  .record({
    seen: fc.array(anyFrame, { maxLength: 4 }),
    frame: anyFrame,
    code: fc.oneof(
      fc.constantFrom(1000, 1003, 1006, 1008, 1011, 3000, 4401),
      fc.integer({ min: 0, max: 65_535 }),
    ),
    text: anyText,
    ms: anyMs,
    kind: fc.constantFrom('frame', 'closed', 'flood', 'broken-frame', 'silence'),
  })
  .map(({ seen, frame, code, text, ms, kind }): Heard => {
    switch (kind) {
      case 'frame':
        return { kind, frame, seen }
      case 'closed':
        return { kind, closed: { code, reason: text, by: 'server', atMs: ms }, seen }
      case 'flood':
        return { kind, detail: `too many frames: ${text}`, seen }
      case 'broken-frame':
        return { kind, fault: 'utf8', detail: `a broken frame: ${text}`, closeCode: code, seen }
      default:
        return { kind: 'silence', waitedMs: ms, waitedFor: 'the welcome', seen }
    }
  })

export const anyHeard = anyEnd

const OFFERED = ['jwt-auth', 'jwt.abc', '', 'chat']

export const anyHandshake: fc.Arbitrary<Handshake> = fc
  .record({
    asked: anyAsked,
    answer: anyAnswer,
    noAnswer: anySilence,
    text: anyText,
    timing: fc.record({ totalMs: anyMs }),
    subprotocol: fc.oneof(fc.constantFrom(...OFFERED), anyText),
    fault: fc.constantFrom(
      'accept-key',
      'subprotocol-missing',
      'subprotocol-not-offered',
      'upgrade-header',
      'extension-not-offered',
    ),
    kind: fc.constantFrom('opened', 'refused', 'broken', 'no-answer'),
  })
  .map(({ asked, answer, noAnswer, text, timing, subprotocol, fault, kind }): Handshake => {
    switch (kind) {
      case 'opened':
        return { kind, asked, subprotocol, headers: {}, timing }
      case 'refused':
        return { kind, asked, answer }
      case 'broken':
        return { kind, asked, fault, detail: `it breaks a rule: ${text}`, headers: {}, timing }
      default:
        return { kind: 'no-answer', asked, noAnswer }
    }
  })

/** An attempt whose refusal is read from what came, as it is in a run. */
export const anyOpening: fc.Arbitrary<OpeningFact> = fc
  .record({ handshake: anyHandshake, heard: fc.option(anyHeard, { nil: undefined }) })
  .map(({ handshake, heard }) => {
    const { refusalFrames } = chat
    if (heard === undefined || handshake.kind !== 'opened')
      return { handshake, refusal: refusalOf({ handshake, refusalFrames }) }
    return { handshake, heard, refusal: refusalOf({ handshake, heard, refusalFrames }) }
  })
