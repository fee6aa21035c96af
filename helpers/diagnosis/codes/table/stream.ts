import { type Entries, LOG } from './entry.ts'

const WHO_HOLDS =
  'A proxy, a load balancer or a compressing middleware collects the answer before it passes it on. If the head comes late too, look at proxies first (nginx: `proxy_buffering off`, or `proxy_http_version 1.1`; `X-Accel-Buffering: no` from the app); if the head comes at once, look at the app and its compression.'

/** An answer that is sent while it is made: whether it comes whole, and while it is made. */
export const STREAM: Entries<'stream'> = {
  'stream.unfinished': {
    meaning: 'A stream ends properly, but without the event that it was promised to end with.',
    summary: '{service}: the stream ends without its last event: {subject|see the evidence}',
    causes: [
      'The app stopped in the middle, and the proxy in front of it ended the answer properly: nginx with HTTP/1.0 to the app, lighttpd and h2o do.',
      'An error in the app ends the generator of events without a word.',
      'The last event was renamed, or is sent over another way.',
    ],
    nextSteps: [
      'Ask the app itself, past every proxy: if the connection breaks there, the app stops in the middle; if it ends properly there too, the app never sends the last event.',
      `Find this run in the log${LOG} by its time or trace id: an exception after the first events?`,
      'Users see an answer that stops in the middle of a sentence. If it began with this deploy, roll back.',
    ],
  },
  'stream.held': {
    meaning: 'The events of a stream come in one burst, though the app pauses between them.',
    severity: 'warning',
    summary: '{service}: the events of the stream come all at once',
    causes: [
      'A proxy collects the answer: nginx does by default, and lighttpd.',
      'A middleware compresses or buffers whatever the client accepts.',
      'The app does not flush, or makes all events before it sends the first.',
    ],
    nextSteps: [
      WHO_HOLDS,
      'Ask the app itself with `curl -N`, past every proxy: events that come one by one there are held on the way.',
      'Users wait the whole time before an empty page, and then see everything at once.',
    ],
  },
  'stream.compressed-burst': {
    meaning:
      'The events of a stream come one by one without compression, and in one burst with the compression that browsers ask for.',
    severity: 'warning',
    summary: '{service}: browsers get the events of the stream all at once, since it is compressed',
    causes: [
      'A compressing middleware collects the answer: express compression, koa-compress, aiohttp and others do, unless they flush after each event.',
      'A proxy compresses this media type and does not flush.',
    ],
    nextSteps: [
      'Leave `text/event-stream` out of what is compressed, or send `Cache-Control: no-transform` with the stream; a middleware that can flush must flush after each event.',
      'Compare by hand: `curl -N` with and without `--compressed`.',
      'Users wait the whole time before an empty page, and then see everything at once; tools that ask without compression do not.',
    ],
  },
  'stream.cut': {
    meaning: 'The connection of a stream ends before the stream has ended.',
    summary: '{service}: the stream is cut off before its end',
    causes: [
      'A time limit of a proxy or load balancer: between two pieces (idle), or for the whole answer (total: Envoy 15 s, Go WriteTimeout, gunicorn --timeout 30 s).',
      'The app, its worker or its instance ends in the middle.',
      'Something on the way breaks the connection.',
    ],
    nextSteps: [
      'The evidence says when it was cut and how long it had been silent: the same time in two tries points at a limit, times that differ at a crash.',
      'An idle limit is healed by a comment line (`: `) every few seconds, or a longer limit; a total limit only by a longer limit.',
      `If there is no such limit, look in the log${LOG} for a worker that ends at that time.`,
    ],
  },
}
