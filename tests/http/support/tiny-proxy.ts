import { createServer, type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { type Served, serve } from './serve.ts'

/**
 * A forward proxy for which every name is this machine: tunnels by CONNECT, and passes whole-URL
 * requests on. `asked` is what it was asked for, in request-line form, with the credentials given.
 */
export async function tinyProxy(refuseWith?: number): Promise<Served & { asked: string[] }> {
  const asked: string[] = []
  const note = ({ method, url, headers }: IncomingMessage) =>
    asked.push(`${method} ${url} ${headers['proxy-authorization'] ?? '-'}`)
  const server = createServer((incoming, outgoing) => {
    note(incoming)
    const { port, pathname, search } = new URL(incoming.url ?? '')
    const onward = request({
      host: '127.0.0.1',
      port,
      path: pathname + search,
      headers: incoming.headers,
    })
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(onward)
  })
  server.on('connect', (incoming: IncomingMessage, socket) => {
    note(incoming)
    if (refuseWith !== undefined) {
      socket.end(`HTTP/1.1 ${refuseWith} No\r\n\r\n`)
      return
    }
    const onward = connect(Number(incoming.url?.split(':').at(-1)), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    for (const end of [onward, socket]) end.on('error', () => onward.destroy())
  })
  return { ...(await serve(server)), asked }
}
