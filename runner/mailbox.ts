import type { MessagePort } from 'node:worker_threads'
import type { Briefing } from '../helpers/session/briefing.ts'

/** What the command says to the thread of the checks. */
export type Mail =
  | { readonly kind: 'briefing'; readonly briefing: Briefing }
  /** End each check and clean up; or, before the briefing, do not begin. */
  | { readonly kind: 'stop' }

/** What the thread is started with. */
export interface ForThread {
  readonly mail: MessagePort
}

/** The thread's end of the mail; that it is open is said to the other end. What was posted before it was opened is read all the same. */
export interface Mailbox {
  /** Undefined when there is nothing to do after all. */
  readonly briefing: Promise<Briefing | undefined>
  /** Aborted when the run is to stop. */
  readonly stop: AbortSignal
  close(): void
}

export function openMailbox(port: MessagePort): Mailbox {
  const stop = new AbortController()
  const briefing = new Promise<Briefing | undefined>((resolve) => {
    port.on('message', (mail: Mail) => {
      if (mail.kind === 'stop') stop.abort()
      resolve(mail.kind === 'briefing' ? mail.briefing : undefined)
    })
  })
  port.postMessage('loaded')
  return { briefing, stop: stop.signal, close: () => port.close() }
}
