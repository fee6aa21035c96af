import { describe, expect, test } from 'vitest'
import { askKind, askMissing } from '../../command/init/person.ts'

/** A person who gives these answers, by a word of the question; every question is kept. */
function person(answers: Readonly<Record<string, string>>) {
  const asked: string[] = []
  const ask = async (question: string) => {
    asked.push(question)
    const word = Object.keys(answers).find((one) => question.includes(one))
    return word === undefined ? '' : (answers[word] ?? '')
  }
  return { ask, asked }
}

describe('questions on a terminal', () => {
  test('ask what the command line does not say', async () => {
    const { ask, asked } = person({
      URLs: ' http://127.0.0.1:1  web=http://127.0.0.1:2 ',
      'signs in': 'curl http://127.0.0.1:1/login',
      'needs the token': '/me',
    })
    expect(await askMissing(['--out', './here'], ask)).toEqual([
      '--out',
      './here',
      'http://127.0.0.1:1',
      'web=http://127.0.0.1:2',
      '--login',
      'curl http://127.0.0.1:1/login',
      '--protected',
      '/me',
    ])
    expect(asked).toHaveLength(3)
  })

  test('ask for no route where nobody signs in', async () => {
    const { ask, asked } = person({})
    expect(await askMissing(['http://127.0.0.1:1'], ask)).toEqual(['http://127.0.0.1:1'])
    expect(asked).toEqual([expect.stringContaining('signs in')])
  })

  test.each([
    [['localhost:1', '--login=curl http://localhost:1', '--protected', '/me']],
    [
      [
        '--out',
        './here',
        'http://127.0.0.1:1',
        '--login',
        'curl http://127.0.0.1:1',
        '--protected=/me',
      ],
    ],
  ])('ask nothing where %j says all', async (argv) => {
    const { ask, asked } = person({})
    expect(await askMissing(argv, ask)).toEqual(argv)
    expect(asked).toEqual([])
  })

  test('ask for the kind of environment', async () => {
    expect(await askKind(['https://a.example'], person({ kind: 'staging' }).ask)).toEqual([
      'https://a.example',
      '--kind',
      'staging',
    ])
    expect(await askKind(['https://a.example'], person({}).ask)).toEqual(['https://a.example'])
  })
})
