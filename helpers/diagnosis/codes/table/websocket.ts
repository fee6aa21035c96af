import { type Entries, LOOK_AT_SETTINGS, READ_LOG, ROLL_BACK, SHOW_HANDSHAKE } from './entry.ts'
import type { WEBSOCKET_TRUST } from './websocket-trust.ts'

/** Opening a WebSocket and talking over it. */
export const WEBSOCKET: Omit<Entries<'ws'>, keyof typeof WEBSOCKET_TRUST> = {
  'ws.refused': {
    meaning: 'The WebSocket handshake is refused with 401 or 403, although the token is good.',
    summary: '{service} refuses the WebSocket of a valid user at {url}',
    causes: [
      'The token does not arrive: a load balancer strips the Authorization header, or the server does not read the subprotocol.',
      'The WebSocket checks the token with another key or secret than the REST routes.',
      'The path is no longer a WebSocket path: many servers answer 403 to that, not 404.',
      'The server accepts none of the offered subprotocols, or is not ready: some servers answer 403 to both.',
      'A firewall rule takes the handshake for an attack.',
    ],
    nextSteps: [
      'The evidence shows which ways of sending the token were refused: if only the header, look at proxies; if all, at token, path and readiness.',
      `${READ_LOG}: did a token arrive? If the log has no line for the handshake, look at the edge.`,
      'On Google Cloud: `gcloud logging read \'jsonPayload.enforcedSecurityPolicy.outcome="DENY"\' --freshness 30m --limit 20` shows firewall rules that refused.',
    ],
  },
  'ws.unavailable': {
    meaning: 'The WebSocket handshake is answered with a 5xx.',
    summary: '{service} cannot open WebSockets now at {url}',
    causes: [
      'The service holds WebSockets back until it is ready: a part that they need (an agent, a cache) is not.',
      'The app fails in the handshake: an error in the code, or a call to the issuer that fails.',
      'The app crashed at its start, and another instance answers the REST routes.',
    ],
    nextSteps: [
      `${SHOW_HANDSHAKE}: the body often names the part that is not ready; Retry-After says when to try again.`,
      `${READ_LOG}: what do WebSockets wait for?`,
      `If it began with this deploy, roll back${ROLL_BACK}.`,
    ],
  },
  'ws.missing': {
    meaning: 'The WebSocket path answers 404 or 405.',
    summary: '{service} has no WebSocket at {url}',
    causes: [
      'The path was moved or removed in this release (/websocket, /ws), and the clients were not changed with it.',
      'The URL is that of the web app or of another service.',
      'A proxy in between removes the Upgrade header, so that the app sees a plain GET.',
    ],
    nextSteps: [
      `${SHOW_HANDSHAKE}: which server answers?`,
      'Compare {url} with the paths in the contract, in the web app and in the routes of the app.',
      'If the path was moved on purpose, change contract and web app; open tabs of users still call the old path.',
    ],
  },
  'ws.no-upgrade': {
    meaning:
      'The handshake is answered as a plain GET, with 2xx or a redirect, or with a 101 that breaks the protocol.',
    summary: '{service} answers at {url}, but does not switch to WebSocket',
    causes: [
      'A proxy or load balancer in between does not pass WebSockets on, and a plain page or route answers.',
      'The app runs without its WebSocket server: a setting switches it off, it listens on another port, or a library is missing (uvicorn without websockets, Django under WSGI).',
      'The URL is that of the web app, which answers 200 to everything.',
      'The service redirects, to https, to a login or to a slash at the end; WebSocket clients do not follow redirects.',
      'A server in between answers the handshake itself, with a wrong accept key.',
    ],
    nextSteps: [
      `${SHOW_HANDSHAKE}: the status must be 101, with Sec-WebSocket-Accept.`,
      'Check that every proxy on the way passes Connection and Upgrade on, and speaks HTTP/1.1 to the app.',
      'If the app itself answers so without a proxy, its WebSocket server does not run: look in its start-up log, and for a setting or a library that is missing.',
      'If the answer redirects, give this run the new address.',
    ],
  },
  'ws.subprotocol': {
    meaning:
      'The server selects no subprotocol, or one that was not offered, so browsers close the connection.',
    summary: '{service} opens the WebSocket, but without a subprotocol that clients can accept',
    causes: [
      'The release no longer selects a subprotocol when clients offer one.',
      'The server knows other names than clients offer.',
      'A proxy removes Sec-WebSocket-Protocol from the answer.',
    ],
    nextSteps: [
      'Compare the offered names in the evidence with the selected one: it must be one of them, letter by letter.',
      `${SHOW_HANDSHAKE} with -H 'Sec-WebSocket-Protocol: OFFERED_NAME': the answer must repeat that name.`,
      'A client that offers none may still connect: connections in the log prove nothing here.',
    ],
  },
  'ws.timeout': {
    meaning: 'The handshake gets no answer in time.',
    summary: '{service} does not answer the WebSocket handshake in time at {url}',
    causes: [
      'The handshake waits for the issuer, a database or a part that is not ready, without a time limit of its own.',
      'The event loop is blocked: code that sleeps or computes in an async handler.',
      'A cold start takes longer than the time allowed.',
      'The instance has reached its limit of connections.',
    ],
    nextSteps: [
      `${SHOW_HANDSHAKE}, once more with --max-time 200: how long does the answer take?`,
      `${READ_LOG}: which line is the last one for this request?`,
      `${LOOK_AT_SETTINGS}: compare concurrency, CPU and minimum instances with the revision before.`,
    ],
  },
  'ws.closed': {
    meaning:
      'The connection ends although it should stay open, or is cut in the handshake without an answer.',
    summary: '{service} opens the WebSocket and closes it again',
    causes: [
      'The code after the handshake fails: close code 1011 points at an error in the server, 1000 after a first message at a loop that ended.',
      'The server checks the token after the handshake, and refuses it (1008, on some servers 1011).',
      'The load balancer cuts the connection (1006): its time limit is shorter than the conversation, 30 s are usual.',
      'The user has too many connections, or sends too many messages.',
    ],
    nextSteps: [
      'The evidence has close code, reason and time; always the same number of seconds points at a time limit.',
      `${READ_LOG} at that moment: an exception, an error in encoding, a handler that ended?`,
      "On Google Cloud: `gcloud compute backend-services list --global --format 'table(name,timeoutSec)'` shows the limits of the load balancer.",
    ],
  },
  'ws.silent': {
    meaning: 'The connection stays open, but the promised welcome or pong never comes.',
    summary: '{service} opens the WebSocket, but does not send what it promised',
    causes: [
      'No handler for messages is registered, or its registration failed at the start.',
      'The server believes that the connection is not open, and drops what it sends.',
      'The loop that reads messages waits for a part that did not start.',
    ],
    nextSteps: [
      'The evidence shows what was sent and what came back, if anything.',
      `${READ_LOG}: look for "handler" and for warnings about sending.`,
      'Users see a chat that is connected and silent. If it began with this deploy, roll back.',
    ],
  },
  'ws.malformed': {
    meaning: 'A frame breaks the protocol, or is not the JSON that was promised.',
    summary: '{service} sends frames over the WebSocket that clients cannot read',
    causes: [
      'The service writes an object as text in another form than JSON.',
      'Frames are too large, or text is not UTF-8.',
      'The service closes with a code that may not be sent (1004, 1005, 1006).',
      'A proxy or a debug line writes into the stream.',
    ],
    nextSteps: [
      'The evidence says what is wrong with the frame, or how it begins.',
      `${READ_LOG}: look for errors in encoding or serialising.`,
      'Try it past the load balancer, at the direct address of the service: if the frames are good there, look at the proxy.',
    ],
  },
}
