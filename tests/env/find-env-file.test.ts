import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findEnvFile } from '../../env/find-env-file.ts'
import { makeRoot } from './support/make-root.ts'

const files = {
  'env/local.env': '',
  'env/development.env': '',
  'env/staging.env': '',
  'env/production.env': '',
  'env/staging.local.env': '',
  'env/example.env': '',
  'env/notes.txt': '',
}

describe('--env', () => {
  it('NAME means env/NAME.env, and env/NAME.local.env beside it', async () => {
    const root = await makeRoot(files)
    expect(await findEnvFile('staging', root)).toEqual({
      kind: 'found',
      name: 'staging',
      shared: { path: join(root, 'env/staging.env'), shown: 'env/staging.env' },
      own: { path: join(root, 'env/staging.local.env'), shown: 'env/staging.local.env' },
    })
  })

  it.each([
    ['./conf/qa.env', 'conf/qa.env', './conf/qa.local.env'],
    ['qa.env', 'qa.env', 'qa.local.env'],
    ['conf/qa', 'conf/qa', 'conf/qa.local.env'],
    ['.env', '.env', '.local.env'],
    ['../x/qa.env', '../x/qa.env', '../x/qa.local.env'],
  ])('FILE %s means that file, and the .local.env beside it', async (env, path, own) => {
    const root = await makeRoot(files)
    expect(await findEnvFile(env, root)).toEqual({
      kind: 'found',
      name: undefined,
      shared: { path: join(root, path), shown: env },
      own: { path: join(root, own), shown: own },
    })
  })

  it('takes an absolute file, and a .local.env alone', async () => {
    const root = await makeRoot(files)
    const path = join(root, 'env/staging.local.env')
    expect(await findEnvFile(path, '/')).toEqual({
      kind: 'found',
      name: undefined,
      shared: { path, shown: path },
      own: undefined,
    })
  })

  it.each([
    [
      'stagign',
      'stagign names no environment (is staging meant?); known: development, local, production, staging',
      '--env staging',
    ],
    [
      'prod',
      'prod names no environment (is production meant?); known: development, local, production, staging',
      '--env production',
    ],
    [
      'moon',
      'moon names no environment; known: development, local, production, staging',
      '--env staging',
    ],
    [
      'example',
      'example names no environment; known: development, local, production, staging',
      '--env staging',
    ],
    [
      'staging.local',
      'is neither a name nor a file (is staging meant?); known: development, local, production, staging',
      '--env staging',
    ],
    [
      '',
      'is neither a name nor a file; known: development, local, production, staging',
      '--env staging',
    ],
    [
      '\u001b[31m',
      'is neither a name nor a file; known: development, local, production, staging',
      '--env staging',
    ],
  ])(
    '%s is told to be unknown, with the known ones and the nearest',
    async (env, message, example) => {
      const root = await makeRoot(files)
      expect(await findEnvFile(env, root)).toEqual({
        kind: 'unknown',
        problem: {
          code: 'config.invalid',
          variable: '--env',
          message,
          example,
          from: 'flag --env',
        },
      })
    },
  )
})
