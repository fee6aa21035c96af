import type { Entries } from './code-entry.ts'
import { DESCRIBE_SERVICE, READ_LOG, ROLL_BACK, SHOW_HANDSHAKE } from './command.ts'
import type { WEBSOCKET_TRUST } from './websocket-trust.ts'

/** Opening a WebSocket and talking over it. */
export const WEBSOCKET: Omit<Entries<'ws'>, keyof typeof WEBSOCKET_TRUST> = {
  'ws.refused': {
    meaning: 'The WebSocket handshake is refused with 401 or 403, although the token is good.',
    severity: 'failure',
    summary: '{service} refuses the WebSocket of a valid user at {url}',
    causes: [
      'The token does not arrive: a load balancer strips the Authorization header, or the server does not read the subprotocol.',
      'It is checked with another key or secret than on the REST routes.',
      'The path is not a WebSocket path any more: many servers answer 403 to that, not 404.',
      'The server accepts none of the offered subprotocols, or is not ready; both are closed before they open, which shows as 403.',
      'A firewall rule takes the handshake for an attack.',
    ],
    nextSteps: [
      'See in the evidence which ways of sending the token were refused: header only means that a proxy strips it, all of them means token, path or readiness.',
      `On Cloud Run: ${READ_LOG}; NO_TOKEN means that it did not arrive, anything else that it was refused. No line at all means that the edge refused.`,
      'On Google Cloud: `gcloud logging read \'jsonPayload.enforcedSecurityPolicy.outcome="DENY"\' --freshness 30m --limit 20` shows firewall rules that refused.',
    ],
  },
  'ws.unavailable': {
    meaning: 'The WebSocket handshake is answered with a 5xx.',
    severity: 'failure',
    summary: '{service} cannot open WebSockets now at {url}',
    causes: [
      'A readiness gate holds WebSockets back: a part that they need (agent supervisor, cache) is not ready.',
      'The app fails in the handshake: an error in the code, or a call to the issuer that fails.',
      'The app crashed at its start, and the REST routes that still answer come from another instance.',
    ],
    nextSteps: [
      `${SHOW_HANDSHAKE}: the body often names what is not ready; Retry-After says when to come back.`,
      `On Cloud Run: ${READ_LOG}.`,
      `If it came with this deploy, go back. On Cloud Run: ${ROLL_BACK}.`,
    ],
  },
  'ws.missing': {
    meaning: 'The WebSocket path answers 404 or 405.',
    severity: 'failure',
    summary: '{service} has no WebSocket at {url}',
    causes: [
      'The path was moved or removed in this release (/websocket, /ws), and the clients were not changed with it.',
      'The URL is that of the web app or another service.',
      'A proxy in between takes the Upgrade header away, so that the app sees a plain GET.',
    ],
    nextSteps: [
      `${SHOW_HANDSHAKE}: who answers?`,
      'Compare WEBSOCKET_URL, the path in the contract, the one in the web app, and the ones the app serves.',
      'If the path was moved on purpose, change contract and web app; old tabs of users still call the old one.',
    ],
  },
  'ws.no-upgrade': {
    meaning: 'The handshake is answered with 2xx, a redirect, or a 101 that breaks the protocol.',
    severity: 'failure',
    summary: '{service} answers at {url}, but does not switch to WebSocket',
    causes: [
      'A proxy or load balancer in between does not pass WebSockets on, so that a plain page or route answers.',
      'The URL is that of the web app, which answers 200 to everything.',
      'It redirects, to https, to a login or to a slash at the end; WebSocket clients do not follow.',
      'Something in between answers the handshake itself, with a wrong accept key.',
    ],
    nextSteps: [
      `${SHOW_HANDSHAKE}: the status must be 101, with Sec-WebSocket-Accept.`,
      'See that every proxy on the way passes Connection and Upgrade on and speaks HTTP/1.1 to the app.',
      'If it redirects: use the address that it redirects to in WEBSOCKET_URL.',
    ],
  },
  'ws.subprotocol': {
    meaning:
      'The server selects no subprotocol, or one that was not offered, so browsers close the connection.',
    severity: 'failure',
    summary: '{service} opens the WebSocket, but without a subprotocol that clients can accept',
    causes: [
      'The release no longer answers with a subprotocol when one is offered.',
      'It knows other names than clients offer.',
      'A proxy removes Sec-WebSocket-Protocol from the answer.',
    ],
    nextSteps: [
      'Compare in the evidence what was offered and what was selected: it must be one of the offered, letter by letter.',
      `${SHOW_HANDSHAKE} with -H 'Sec-WebSocket-Protocol: OFFERED_NAME': the answer must repeat that name.`,
      'A client that offers none may still connect: that the log shows connections is no proof.',
    ],
  },
  'ws.timeout': {
    meaning: 'The handshake gets no answer in time.',
    severity: 'failure',
    summary: '{service} does not answer the WebSocket handshake in time at {url}',
    causes: [
      'The handshake waits for the issuer, a database or a part that is not ready, without a time limit of its own.',
      'The event loop is blocked: code that sleeps or computes in an async handler.',
      'A cold start takes longer than the time allowed.',
      'All connections that an instance may hold are taken.',
    ],
    nextSteps: [
      `${SHOW_HANDSHAKE}, once more with --max-time 200: how long does it take?`,
      `On Cloud Run: ${READ_LOG}; what is the last thing it did for this request?`,
      `On Cloud Run: ${DESCRIBE_SERVICE}: compare concurrency, CPU and minimum instances with the revision before.`,
    ],
  },
  'ws.closed': {
    meaning: 'The connection opens and is then closed by the server without need.',
    severity: 'failure',
    summary: '{service} opens the WebSocket and closes it again',
    causes: [
      'The code after the handshake fails: close code 1011 is an error in the server, 1000 after a first message is a loop that ended.',
      'Authentication is done after the handshake and refuses (1008, on some servers 1011).',
      'The load balancer cuts it (1006): its time limit is shorter than the conversation, 30 s are usual.',
      'Too many connections or messages of one user.',
    ],
    nextSteps: [
      'Close code, reason and time are in the evidence; always the same number of seconds means a time limit.',
      `On Cloud Run: ${READ_LOG} at that moment: an exception, or "serialize", "accept", "scope".`,
      "On Google Cloud: `gcloud compute backend-services list --global --format 'table(name,timeoutSec)'` shows the limits of the load balancer.",
    ],
  },
  'ws.silent': {
    meaning: 'The connection stays open, but the promised welcome or pong never comes.',
    severity: 'failure',
    summary: '{service} opens the WebSocket, but says nothing',
    causes: [
      'No handler is registered for messages, or registering failed at the start.',
      'The server believes that the connection is not open, and drops what it sends.',
      'The loop that reads messages waits for a part that did not start.',
    ],
    nextSteps: [
      'See in the evidence what was said and what, if anything, came back.',
      `On Cloud Run: ${READ_LOG}; look for "handler" and for warnings about sending.`,
      'Users see a chat that is connected and dead; if it came with this deploy, go back.',
    ],
  },
  'ws.malformed': {
    meaning:
      'What comes over the connection breaks the protocol or is not the JSON that was promised.',
    severity: 'failure',
    summary: '{service} sends frames over the WebSocket that clients cannot read',
    causes: [
      'An object is written as text in another form than JSON.',
      'Frames are too large, or text is not UTF-8.',
      'A close code is used that may not be sent (1004, 1005, 1006).',
      'A proxy or a debug line writes into the stream.',
    ],
    nextSteps: [
      'The evidence says what no client can read: what is wrong with the frame, or how it begins.',
      `On Cloud Run: ${READ_LOG}; look for errors in encoding or serialising.`,
      'Try it past the load balancer, at the own address of the service: if it is well there, the proxy does it.',
    ],
  },
}
