import { describe, expect, test, vi } from 'vitest'
import { main } from '../../reference/main.ts'
import { parseFlags } from '../../reference/parse-flags.ts'

describe('the flags of the reference deployment', () => {
  test('choose faults, generations, environment, ports and env file', () => {
    const flags = ['--fault', 'a', '--fault', 'b', '--rest', 'S9', '--socket', 'H']
    const more = ['--environment', 'staging', '--port-base', '9000', '--write-env', 'x.env']
    expect(parseFlags([...flags, ...more])).toEqual({
      options: {
        faults: ['a', 'b'],
        rest: 'S9',
        socket: 'H',
        environment: 'staging',
        ports: { auth: 9000, backend: 9001, frontend: 9002 },
      },
      envFile: 'x.env',
    })
  })

  test.each([
    ['an unknown flag', ['--nonsense'], /--nonsense/],
    ['an unknown generation', ['--rest', 'S8'], /--rest is one of H, S9, not S8/],
    ['a port that is none', ['--port-base', '70000'], /--port-base/],
    ['an unknown fault', ['--fault', 'nope'], /Unknown fault: nope/],
  ])('end with 2 and a message at %s', async (_words, flags, message) => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    expect(await main(flags)).toBe(2)
    expect(write.mock.calls.join('')).toMatch(message)
    write.mockRestore()
  })
})
