import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { COMMAND, FULL, LAB } from './stages.ts'

const ROOT = join(import.meta.dirname, '..')
const NAMED = [...LAB, ...COMMAND, ...FULL]
const FILES = readdirSync(join(ROOT, 'tests'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => `tests/${file}`)

test('every file that a stage names is there, in that stage alone', () => {
  expect(NAMED.filter((file) => !existsSync(join(ROOT, file)))).toEqual([])
  expect(NAMED.filter((file, at) => NAMED.indexOf(file) !== at)).toEqual([])
})

test('a file that starts the command is named, so that no unit test does', () => {
  const starts = /\b(?:runCommand|beginCommand|runInLab|runMeasured|runOverBadLines)\(/
  const strays = FILES.filter(
    (file) => !NAMED.includes(file) && starts.test(readFileSync(join(ROOT, file), 'utf8')),
  )
  expect(strays).toEqual([])
})

test('a file that makes faults of its own takes them away: the next one of its stage lists all', () => {
  const makes = /\b(?:extraFault|registerEcho)\(/
  const left = FILES.filter((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8')
    return makes.test(text) && !text.includes('afterAll(forgetExtraFaults)')
  })
  expect(left).toEqual([])
})
