import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { run } from '../command/run-command.ts'
import { serveHttp } from '../http/support/serve.ts'
import { writeEnvFile } from '../support/env-file.ts'
import { readFolder, useFolder } from '../support/folders.ts'
import { findLeaks } from './support/find-leaks.ts'
import { SPELLINGS } from './support/spellings.ts'

const PASSWORD = 'tV3mQ8xN5wK1zB7rL2'

describe('a proxy that needs credentials', () => {
  const folder = useFolder('leaks-proxy')

  test('gets them, and no report does, whatever its error pages say', {
    timeout: 120_000,
  }, async () => {
    const pair = `smoke:${PASSWORD}`
    let turn = 0
    let given = ''
    const { port } = await serveHttp((asked, answer) => {
      given = asked.headers['proxy-authorization'] ?? given
      turn += 1
      const said = SPELLINGS[turn % SPELLINGS.length] ?? String
      answer.writeHead(502, { 'content-type': 'text/html' })
      answer.end(`${said(turn % 2 === 0 ? PASSWORD : pair)} ${given}`)
    })
    const file = await writeEnvFile(folder.path, 'proxied', {
      ENVIRONMENT: 'staging',
      AUTH_SERVICE_URL: 'http://auth.smoke.example',
      BACKEND_URL: 'http://api.smoke.example',
      FRONTEND_URL: 'http://app.smoke.example',
      SMOKE_ACCESS_TOKEN: 'mX4nB9vC2kL7pQ1wZ6tR',
    })
    const { stdout, stderr, exitCode } = await run(
      ['smoke.ts', '--env', file, '--wait', '1', '--report-dir', join(folder.path, 'reports')],
      { HTTP_PROXY: `http://${pair}@127.0.0.1:${port}` },
    )
    expect(exitCode).toBe(1)
    expect(given).toBe(`Basic ${Buffer.from(pair).toString('base64')}`)
    expect(await readFile(join(folder.path, 'reports', 'summary.md'), 'utf8')).toContain(
      '[redacted]',
    )
    expect(
      findLeaks({ stdout, stderr, ...(await readFolder(join(folder.path, 'reports'))) }, [
        [PASSWORD, 'the password of the proxy'],
        [pair, 'the credentials of the proxy'],
      ]),
    ).toEqual([])
  })
})
