import { describe, expect, test } from 'vitest'
import { CODES } from '../../helpers/record/code.ts'
import { faults } from '../../reference/faults.ts'
import { startReference } from '../../reference/start-reference.ts'

const names = faults.map(({ name }) => name)

/** Codes that this platform cannot show, since its tokens stand in no cookie; tests/http/kept-cookie.test.ts and tests/diagnosis do. */
const ELSEWHERE: readonly string[] = ['token.cookie']

describe('the catalogue of faults', () => {
  test('has at least ninety, each with a name of its own', () => {
    expect(faults.length).toBeGreaterThanOrEqual(90)
    expect(names).toEqual([...new Set(names)])
  })

  test('covers every code of the diagnosis table, and names no other', () => {
    const found = new Set(faults.flatMap(({ finds }) => finds.map(({ code }) => code)))
    expect([...found].sort()).toEqual(CODES.filter((code) => !ELSEWHERE.includes(code)).sort())
  })

  test('refuses an unknown name and suggests the nearest', async () => {
    await expect(startReference({ faults: ['backend-refuse'] })).rejects.toThrow(
      /Unknown fault: backend-refuse; did you mean .*backend-refused/,
    )
  })
})

describe.each(faults)('the fault $name', (fault) => {
  test('says what it is', () => {
    expect(fault.name).toMatch(/^[a-z]+(-[a-z0-9]+)+$/)
    expect(fault.summary).toMatch(/^[A-Z].{15,100}[^.]$/)
    expect(fault.finds.length).toBeGreaterThan(0)
    for (const incident of fault.incidents) expect(incident).toMatch(/^(F\d{2,3}[bc]?|seed 00\d)$/)
    expect(fault.apply ?? fault.env).toBeDefined()
    expect(fault.level === 'configuration').toBe(
      fault.finds.every(({ service }) => service === 'config'),
    )
  })

  test('starts and ends', async () => {
    const reference = await startReference({ faults: [fault.name] })
    await reference.close()
  })
})
