import { createServer } from 'node:https'
import type { KeyPair } from './certificates.ts'
import { type Served, serve } from './serve.ts'

/** A TLS server with one certificate, that answers "secure". */
export function serveTls(pair: KeyPair, onAsked: () => void = () => {}): Promise<Served> {
  const server = createServer(pair, (_asked, answer) => {
    onAsked()
    answer.end('secure')
  })
  return serve(server, 'https')
}
