import type { Briefing } from './briefing.ts'

/** What the command and the worker say to each other. The worker begins, since it does not exist at first. */
export type Mail =
  | { readonly kind: 'ready' }
  | { readonly kind: 'briefing'; readonly briefing: Briefing }
  /** End each check and clean up; or, before the briefing, do not begin. */
  | { readonly kind: 'stop' }

/** Where the worker finds its mail and its suites. */
export interface Mailbox {
  readonly channel: string
  /** The bundled suites/register.ts, as a URL. */
  readonly registerFile: string
}

declare module 'vitest' {
  interface ProvidedContext {
    mailbox: Mailbox
  }
}

/** In the worker: says that it is there, and waits for the briefing; undefined when there is nothing to do after all. */
export function receiveBriefing({ channel: name }: Mailbox): Promise<Briefing | undefined> {
  const channel = new BroadcastChannel(name)
  return new Promise((resolve) => {
    channel.onmessage = ({ data }: { data: unknown }) => {
      const mail = data as Mail
      if (mail.kind === 'ready') return
      channel.close()
      resolve(mail.kind === 'briefing' ? mail.briefing : undefined)
    }
    channel.postMessage({ kind: 'ready' } satisfies Mail)
  })
}

/** In the worker: aborted when the run is to stop. */
export function listenForStop(name: string): { readonly signal: AbortSignal; close(): void } {
  const stop = new AbortController()
  const channel = new BroadcastChannel(name)
  channel.onmessage = ({ data }: { data: unknown }) => {
    if ((data as Mail).kind === 'stop') stop.abort()
  }
  // The word may have come while nobody listened yet.
  channel.postMessage({ kind: 'ready' } satisfies Mail)
  return { signal: stop.signal, close: () => channel.close() }
}

/** In the command: delivers all there is to say, in order, to whoever begins to listen. */
export function openPostOffice(name: string): {
  brief(briefing: Briefing): void
  stop(): void
  close(): void
} {
  const channel = new BroadcastChannel(name)
  const letters: Mail[] = []
  let waiting: 'nobody' | 'worker' = 'nobody'
  channel.onmessage = ({ data }: { data: unknown }) => {
    if ((data as Mail).kind !== 'ready') return
    waiting = 'worker'
    for (const letter of letters) channel.postMessage(letter)
  }
  const post = (mail: Mail) => {
    letters.push(mail)
    if (waiting === 'worker') channel.postMessage(mail)
  }
  return {
    brief: (briefing) => post({ kind: 'briefing', briefing }),
    stop: () => post({ kind: 'stop' }),
    close: () => channel.close(),
  }
}
