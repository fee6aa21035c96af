import { describe, expect, test } from 'vitest'
import { inOneLine, problemCauses } from '../../command/verdict/problem-causes.ts'
import type { ConfigProblem } from '../../env/target.ts'
import { saw } from '../../helpers/record/finding.ts'

function problem(over: Partial<ConfigProblem> = {}): ConfigProblem {
  return {
    code: 'config.invalid',
    variable: 'READY_WAIT_SECONDS',
    message: 'must be a whole number',
    example: '180',
    from: 'env/staging.env',
    ...over,
  }
}

const FLAG = problem({
  variable: '--wait',
  message: 'soon is not a whole number',
  example: '--wait 60',
  from: 'the command line',
})

describe('problemCauses', () => {
  test('tells of one problem in its own words, where it came from, and what works', () => {
    expect(problemCauses([problem()], 'staging')).toMatchObject([
      {
        code: 'config.invalid',
        service: 'config',
        summary: 'READY_WAIT_SECONDS must be a whole number',
        evidence: [
          'it came from env/staging.env',
          'an example that works: READY_WAIT_SECONDS=180',
        ].map(saw),
      },
    ])
  })

  test.each([
    [['A', 'B'], 'A and B are not set'],
    [['A', 'B', 'C'], 'A, B and C are not set'],
    [['A', 'A', 'B'], 'A and B are not set'],
  ])('joins problems of one code, each with all that is known of it: %j', (variables, summary) => {
    const problems = variables.map((variable) =>
      problem({ code: 'config.missing', variable, message: 'is not set', from: 'unset' }),
    )
    const [cause, ...others] = problemCauses(problems, 'staging')
    expect(others).toEqual([])
    expect(cause).toMatchObject({ summary, evidence: problems.map(inOneLine).map(saw) })
  })

  test('keeps the command line apart, first, and sends nobody to the variables for it', () => {
    const missing = problem({ code: 'config.missing', variable: 'A', from: 'unset' })
    const causes = problemCauses([problem(), missing, FLAG], 'staging')
    expect(causes.map(({ code, summary }) => [code, summary.split(' ')[0]])).toEqual([
      ['config.invalid', '--wait'],
      ['config.missing', 'A'],
      ['config.invalid', 'READY_WAIT_SECONDS'],
    ])
    expect(causes[0]).toMatchObject({
      causes: [],
      evidence: ['an example that works: --wait 60'].map(saw),
    })
    expect(causes[0]?.nextSteps.join()).not.toContain('--explain-env')
    expect(causes[1]?.nextSteps.join()).toContain('`npm test -- --env staging --explain-env`')
  })
})
