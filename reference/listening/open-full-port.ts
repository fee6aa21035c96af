import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Worker } from 'node:worker_threads'

/**
 * A listener that never accepts: its thread sleeps as soon as it listens, so that nothing empties
 * the kernel's queue. `BACKLOG` is the length of that queue.
 */
const BACKLOG = 1
const SLEEPING_LISTENER = `
  const { parentPort, workerData } = require('node:worker_threads')
  const server = require('node:net').createServer()
  server.listen(workerData.port, '127.0.0.1', workerData.backlog, () => {
    parentPort.postMessage(server.address().port)
    setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0))
  })
`
/** Linux lets one connection more into the queue than its length; a third finds it full. */
const QUEUE_FILLERS = BACKLOG + 1

/** Opens a port that answers no connect at all: on loopback, the nearest thing to a firewall. */
export async function openFullPort(port: number): Promise<{
  readonly port: number
  close(): Promise<void>
}> {
  const worker = new Worker(SLEEPING_LISTENER, {
    eval: true,
    workerData: { port, backlog: BACKLOG },
  })
  const [opened] = (await once(worker, 'message')) as [number]
  const fillers: Socket[] = []
  for (let count = 0; count < QUEUE_FILLERS; count += 1) {
    const filler = connect(opened, '127.0.0.1')
    filler.on('error', () => {})
    fillers.push(filler)
    await once(filler, 'connect')
  }
  const close = async (): Promise<void> => {
    for (const filler of fillers) filler.destroy()
    await worker.terminate()
  }
  return { port: opened, close }
}
