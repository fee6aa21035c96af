import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectSound } from './support/expect-sound.ts'
import { JUDGES } from './support/judges.ts'

const FOLDER = join(import.meta.dirname, '../../helpers/diagnosis/judges')

/** Runs of each property; a hostile server has more tries, so these take what a second allows. */
const RUNS = 300

describe('every judge, given any fact, says nothing or a finding in words', () => {
  for (const [file, judges] of Object.entries(JUDGES))
    for (const [name, { fact, judge }] of Object.entries(judges))
      test(`${file}: ${name}`, () => {
        fc.assert(
          fc.property(fact, (any) => expectSound(judge(any as never))),
          { numRuns: RUNS },
        )
      })
})

test('no judge is left out', () => {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\/judge-[^/]*\.ts$/.test(file),
  )
  expect(Object.keys(JUDGES)).toEqual(files.map((file) => basename(file, '.ts')).sort())
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
