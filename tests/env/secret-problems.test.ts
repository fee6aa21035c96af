import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { explainEnv } from '../../command/cli/explain-env.ts'
import { netraVariables } from '../../contracts/netra/variables.ts'
import { runs } from '../stages.ts'
import { codes, load, loadBad, loadGood } from './support/load.ts'

// Many runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

describe('secrets', () => {
  it('lose the line break a file ends with, and say so', async () => {
    const { secrets, origins } = await loadGood({
      processEnv: { SERVICE_SECRET: 'amber-field\r\n' },
    })
    expect(secrets.SERVICE_SECRET?.reveal()).toBe('amber-field')
    expect(origins).toContainEqual(
      expect.objectContaining({
        variable: 'SERVICE_SECRET',
        normalised: ['line break at the end removed'],
      }),
    )
  })

  it.each([
    [' amber-field', 'begins or ends with a blank, which is sent as part of it'],
    ['"amber-field"', 'is wrapped in quotes, which are sent as part of it'],
  ])('such as %j are kept as they are, with a word', async (value, message) => {
    const { secrets, warnings } = await loadGood({ processEnv: { SERVICE_SECRET: value } })
    expect(secrets.SERVICE_SECRET?.reveal()).toBe(value)
    expect(warnings).toMatchObject([{ variable: 'SERVICE_SECRET', message }])
  })

  it.each(['a\nb', 'a\u0000b', 'a\u001b[0m', '\namber', 'amber\n\n'])(
    'such as %j are refused',
    async (value) => {
      expect(await codes({ processEnv: { SERVICE_SECRET: value } })).toEqual([
        'config.invalid SERVICE_SECRET',
      ])
    },
  )

  it('of the wrong form are refused without a word of them', async () => {
    expect(await loadBad({ processEnv: { SMOKE_ACCESS_TOKEN: 'Bearer abc' } })).toMatchObject([
      { message: 'must not hold blanks; give the token without "Bearer"' },
    ])
  })

  it('never reach a message, an origin or the explanation, good or bad', async () => {
    const spoil = fc.constantFrom(
      (text: string) => text,
      (text: string) => `${text}\n`,
      (text: string) => `"${text}"`,
      (text: string) => `${text}\u0007${text}`,
      (text: string) => `<${text}>`,
      (text: string) => `your-${text}-here`,
      (text: string) => `${text} ${text}`,
    )
    const secret = fc.stringMatching(/^Zq[A-Za-z0-9_.~-]{4,40}$/)
    const name = fc.constantFrom(
      ...netraVariables.filter(({ kind }) => kind === 'secret').map(({ name }) => name),
    )
    const place = fc.constantFrom('process', 'file', 'both')
    await fc.assert(
      fc.asyncProperty(secret, spoil, name, place, async (text, break_, variable, where) => {
        const value = break_(text)
        const loaded = await load({
          processEnv: where === 'file' ? {} : { [variable]: value },
          files:
            where === 'process'
              ? {}
              : { 'env/staging.local.env': `${variable}=${value}\n${variable}='${value}x'\n` },
        })
        expect(JSON.stringify(loaded) + explainEnv(loaded)).not.toContain(text)
      }),
      runs(150),
    )
  })
})
