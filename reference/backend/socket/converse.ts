import type { RawData } from 'ws'
import { answerMessage } from './answer-message.ts'
import type { Frame } from './frame.ts'
import type { RunContext } from './run-agent.ts'

/** Listens to one connection until it closes: answers its messages, and its silence with heartbeats. */
export function converse(context: RunContext): void {
  const { desk, forms, asker } = context
  const { socket: settings } = desk.plan
  const delay = desk.plan.delayMs('outside', '/ws')
  const beat = (): void => asker.send(forms.heartbeat(asker))
  let stopBeat = desk.timers.every(settings.heartbeatMs, beat)
  asker.socket.on('message', async (data) => {
    stopBeat()
    stopBeat = desk.timers.every(settings.heartbeatMs, beat)
    const message = readFrame(data)
    if (settings.received(String(message?.type), asker.socket) === 'ignore') return
    if (delay > 0) await desk.timers.after(delay)
    if (message === undefined) asker.send(forms.error(forms.notJsonCode, 'Invalid JSON format'))
    else await answerMessage(context, message)
  })
  asker.socket.on('close', () => stopBeat())
}

function readFrame(data: RawData): Frame | undefined {
  try {
    const value: unknown = JSON.parse(data.toString())
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Frame) : undefined
  } catch {
    return undefined
  }
}
