import { execFileSync } from 'node:child_process'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readEnvFile } from '../../env/read-env-files.ts'
import { makeRoot } from './support/make-root.ts'
import { about, read, told, values } from './support/read.ts'

describe('an env file', () => {
  it.each([
    [
      'plain values',
      'SERVICE_ID=a\nBACKEND_URL=https://h',
      { SERVICE_ID: 'a', BACKEND_URL: 'https://h' },
    ],
    [
      'Windows line breaks',
      'SERVICE_ID=a\r\nBACKEND_URL=b\r\n',
      { SERVICE_ID: 'a', BACKEND_URL: 'b' },
    ],
    ['a byte order mark', '\ufeffSERVICE_ID=a', { SERVICE_ID: 'a' }],
    ['export and blanks', '  export SERVICE_ID = a  ', { SERVICE_ID: 'a' }],
    ['comments', '# SERVICE_ID=b\nSERVICE_ID=a # why', { SERVICE_ID: 'a' }],
    ['an empty value before a comment', 'SERVICE_ID= # none', { SERVICE_ID: '' }],
    ['quoted #', 'SERVICE_SECRET="a#b"', { SERVICE_SECRET: 'a#b' }],
    ['quotes within quotes', `SERVICE_SECRET='"a"'`, { SERVICE_SECRET: '"a"' }],
    ['=', 'SERVICE_SECRET=a=b==', { SERVICE_SECRET: 'a=b==' }],
    ['nothing', '', {}],
  ])('may hold %s', async (_, content, expected) => {
    expect(await values(content)).toEqual(expected)
    expect(await told(content)).toEqual({ problems: [], warnings: [] })
  })

  it('does not expand variables or run commands', async () => {
    expect(await values('SERVICE_ID=$HOME$(id)`id`')).toEqual({ SERVICE_ID: '$HOME$(id)`id`' })
  })

  it('that holds \\n for line breaks is told, with what is lost (F109)', async () => {
    const file = await read('# Staging\\nBACKEND_URL=https://h\\nAUTH_SERVICE_URL=https://a\\n')
    expect(file).toMatchObject({
      problems: [
        {
          variable: '--env',
          message: expect.stringContaining('line 1 holds \\n as two characters'),
        },
      ],
    })
    expect(file.kind === 'file' && [...file.lost]).toEqual(['BACKEND_URL', 'AUTH_SERVICE_URL'])
  })

  it.each([
    ['a misspelt name', 'BAKCEND_URL=https://h', 'BACKEND_URL is misspelt as BAKCEND_URL'],
    ['a name in lower case', 'backend_url=https://h', 'BACKEND_URL is misspelt as backend_url'],
    [
      'two values',
      'SERVICE_ID=a\n\nSERVICE_ID=b',
      'SERVICE_ID is set to different values on lines 1 and 3; keep one',
    ],
    [
      'a line that says nothing',
      'hello\nSERVICE_ID=a',
      '--env reads env/x.env, whose line 1 is neither NAME=value nor a comment',
    ],
    [
      'several',
      'hello\nyou',
      '--env reads env/x.env, each of whose lines 1 and 2 is neither NAME=value nor a comment',
    ],
    [
      'a value over two lines',
      'SERVICE_SECRET="a',
      'SERVICE_SECRET on line 1 opens a quote and does not close it on the same line',
    ],
    [
      'an unquoted #',
      'SERVICE_SECRET=a#b',
      'SERVICE_SECRET on line 1 is cut off at a #, as a comment is; put quotes around the value',
    ],
    [
      'nothing but what stands behind #',
      'SERVICE_SECRET=#ab',
      'SERVICE_SECRET on line 1 is cut off at a #, as a comment is; put quotes around the value',
    ],
    [
      'a line without end',
      `SERVICE_ID=${'a'.repeat(9_000)}`,
      '--env reads env/x.env, whose line 1 is longer than 8192 characters',
    ],
  ])('with %s is told as a problem', async (_, content, problem) => {
    expect(await told(content)).toEqual({ problems: [problem], warnings: [] })
  })

  it.each([
    [
      'the same value twice',
      'SERVICE_ID=a\nSERVICE_ID=a',
      'SERVICE_ID is set on each of lines 1 and 2; keep one',
    ],
  ])('with %s is told as a warning', async (_, content, warning) => {
    expect(await told(content)).toEqual({ problems: [], warnings: [warning] })
  })

  it('never shows a value in what it tells', async () => {
    const secret = 'Zq9-not-to-be-seen'
    const file = await read(
      [
        `SERVICE_SECRET="${secret}`,
        `SERVICE_SECRET=a#${secret}`,
        secret,
        `FOO=${secret}`,
        `JWT_SECRET_KEY=a\\nFOO=${secret}`,
        `SMOKE_USER_PASSWORD=${secret}`,
        'SMOKE_USER_PASSWORD=other',
      ].join('\n'),
    )
    expect(file.kind === 'file' && file.problems.length).toBeGreaterThan(3)
    if (file.kind === 'file')
      expect(JSON.stringify([file.problems, file.warnings])).not.toContain(secret)
  })
})

describe('a name nobody reads', () => {
  it('is kept apart, with the name that may be meant: one file may serve two contracts', async () => {
    const file = await read('FOO=1\nNETRA_BACKEND_URL=b\nBACKEND_URL=b\nBACKEND_URI=b')
    expect(file).toMatchObject({
      problems: [],
      warnings: [],
      unread: [
        { name: 'FOO', from: 'env/x.env' },
        { name: 'NETRA_BACKEND_URL', from: 'env/x.env', near: 'BACKEND_URL' },
        { name: 'BACKEND_URI', from: 'env/x.env', near: 'BACKEND_URL' },
      ],
    })
  })
})

describe('a file that is no env file', () => {
  it.each([
    ['NUL bytes', Buffer.from('BACKEND_URL=\0https://h'), 'is not text: it holds NUL bytes'],
    ['UTF-16', Buffer.from('\ufeffBACKEND_URL=h', 'utf16le'), 'is UTF-16 text; save it as UTF-8'],
    ['Latin-1', Buffer.from('SERVICE_ID=\xfc', 'latin1'), 'is not UTF-8 text'],
    ['65 KiB', Buffer.alloc(65 * 1024 + 1, 'A=1\n'), 'is larger than 64 KiB'],
  ])('with %s is refused', async (_, content, message) => {
    expect(await read(content)).toEqual({ kind: 'unreadable', message })
  })

  it('but a folder, a device or a pipe is refused at once', async () => {
    const root = await makeRoot({ 'a/b': '' })
    expect(await readEnvFile(join(root, 'a'), about)).toMatchObject({ message: 'is a directory' })
    expect(await readEnvFile('/dev/zero', about)).toMatchObject({
      message: 'is not a regular file',
    })
    execFileSync('mkfifo', [join(root, 'pipe')])
    expect(await readEnvFile(join(root, 'pipe'), about)).toMatchObject({
      message: 'is not a regular file',
    })
  })

  it('is missing where there is none', async () => {
    const root = await makeRoot({ x: '' })
    expect(await readEnvFile(join(root, 'no.env'), about)).toEqual({ kind: 'missing' })
    expect(await readEnvFile(join(root, 'x/no.env'), about)).toEqual({ kind: 'missing' })
  })

  it.skipIf(process.getuid?.() === 0)('and may not be read says so', async () => {
    const root = await makeRoot({ 'x.env': 'A=1' })
    await chmod(join(root, 'x.env'), 0)
    expect(await readEnvFile(join(root, 'x.env'), about)).toEqual({
      kind: 'unreadable',
      message: 'cannot be read (EACCES)',
    })
  })
})
