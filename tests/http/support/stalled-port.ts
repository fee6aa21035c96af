import { spawn } from 'node:child_process'
import { connect } from 'node:net'
import { onTestFinished } from 'vitest'

const LISTEN = `
const server = require('node:net').createServer()
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => process.stdout.write(String(server.address().port)))`

/**
 * A port whose connections are neither accepted nor refused: its process is stopped and its queue full,
 * so the kernel drops every further SYN. Linux only.
 */
export async function stalledPort(): Promise<number> {
  const child = spawn(process.execPath, ['-e', LISTEN], { stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await new Promise<number>((heard) =>
    child.stdout.once('data', (text) => heard(Number(text))),
  )
  child.kill('SIGSTOP')
  const fillers = Array.from({ length: 6 }, () => connect(port, '127.0.0.1').on('error', () => {}))
  onTestFinished(() => {
    for (const filler of fillers) filler.destroy()
    child.kill('SIGKILL')
  })
  await new Promise((queued) => setTimeout(queued, 100))
  return port
}
