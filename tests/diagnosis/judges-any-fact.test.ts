import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../stages.ts'
import { ACCESS_JUDGES } from './support/any-judge/access.ts'
import { HEALTH_JUDGES } from './support/any-judge/health.ts'
import { ISSUER_JUDGES } from './support/any-judge/issuer.ts'
import { JOURNEY_JUDGES } from './support/any-judge/journey.ts'
import type { Judges } from './support/any-judge/judging.ts'
import { PAGE_JUDGES } from './support/any-judge/page.ts'
import { SAME_REQUEST_JUDGES } from './support/any-judge/same-request.ts'
import { SOCKET_JUDGES } from './support/any-judge/socket.ts'
import { STREAM_JUDGES } from './support/any-judge/stream.ts'
import { TOKEN_JUDGES } from './support/any-judge/token.ts'
import { TRANSPORT_JUDGES } from './support/any-judge/transport.ts'
import { expectSound } from './support/expect-sound.ts'

const FOLDER = join(import.meta.dirname, '../../helpers/diagnosis/judges')

/** Every judge by the file it stands in. */
const JUDGES: Judges = {
  ...ACCESS_JUDGES,
  ...HEALTH_JUDGES,
  ...TRANSPORT_JUDGES,
  ...ISSUER_JUDGES,
  ...JOURNEY_JUDGES,
  ...PAGE_JUDGES,
  ...SOCKET_JUDGES,
  ...SAME_REQUEST_JUDGES,
  ...STREAM_JUDGES,
  ...TOKEN_JUDGES,
}

/** Runs of each property; a hostile server has more tries, so these take what half a second, or in the night two, allow. */
const RUNS = runs(300)

describe('every judge, given any fact, says nothing or a finding in words', () => {
  for (const [file, judges] of Object.entries(JUDGES))
    for (const [name, { fact, judge }] of Object.entries(judges))
      test(`${file}: ${name}`, () => {
        fc.assert(
          fc.property(fact, (any) => expectSound(judge(any as never))),
          RUNS,
        )
      })
})

test('no judge is left out', () => {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\/judge-[^/]*\.ts$/.test(file),
  )
  expect(Object.keys(JUDGES).sort()).toEqual(files.map((file) => basename(file, '.ts')).sort())
  for (const file of files) {
    const text = readFileSync(join(FOLDER, file), 'utf8')
    const exported = [...text.matchAll(/^export function (judge\w+)/gm)].map(
      ([, name = '']) => name,
    )
    expect(Object.keys(JUDGES[basename(file, '.ts')] ?? {}), file).toEqual(
      expect.arrayContaining(exported),
    )
  }
})
