import { type CodeEntry, LOOK_AT_SETTINGS, ROLL_BACK, SHOW_HANDSHAKE } from './entry.ts'

const LOOK_FOR_BYPASS = `${LOOK_AT_SETTINGS}: is {relaxing|a demo or test mode} set?`

/** Which user a WebSocket belongs to, and whether it asks for a token. */
export const WEBSOCKET_TRUST: Readonly<
  Record<
    'ws.wrong-identity' | 'ws.open' | 'ws.accepts-forged' | 'ws.bypass' | 'ws.origin',
    CodeEntry
  >
> = {
  'ws.wrong-identity': {
    meaning: 'The connection belongs to another user than the token.',
    summary: '{service} opens the WebSocket of one user as that of another',
    causes: [
      'A demo mode gives all connections the same demo user, and does not look at the token.',
      'A bypass for tests takes the identity from another place than the token.',
      'The identity of an earlier connection is used again.',
    ],
    nextSteps: [
      'The evidence shows the user of the token and the user of the connection; "demo" in the second one points at a demo mode.',
      LOOK_FOR_BYPASS,
      `If the second one is a real user, roll back now${ROLL_BACK}.`,
    ],
  },
  'ws.open': {
    meaning: 'A WebSocket without a token, or with any text as a token, is accepted.',
    summary: '{service} opens WebSockets without a valid token',
    causes: [
      'A demo mode is on: in some releases it is the default.',
      'A relaxed or emergency mode accepts tokens that it cannot check.',
      'Variables of the test tooling are set on the server and switch authentication off.',
    ],
    nextSteps: [
      LOOK_FOR_BYPASS,
      'If that mode is set, switch it off{command:setVariable}.',
      `If no such mode is set, or no setting switches this level off, roll back${ROLL_BACK}.`,
    ],
  },
  'ws.accepts-forged': {
    meaning: 'A WebSocket with a forged token is accepted.',
    summary: '{service} opens WebSockets for forged tokens',
    causes: [
      'The token is decoded without checking its signature: a fast path for tests, or a fallback while the issuer cannot be asked.',
      'A bypass for tests takes the identity from any token without a check.',
      'The WebSocket has its own code for tokens, which checks less than the REST routes do.',
    ],
    nextSteps: [
      'The evidence says which forgery was accepted, as which user, and whether test headers were needed.',
      LOOK_FOR_BYPASS,
      `Until this is fixed, anyone can act as any user: roll back${ROLL_BACK}.`,
    ],
  },
  'ws.bypass': {
    meaning:
      'Test headers or a server setting open a WebSocket without authentication (a failure in production).',
    severity: 'warning',
    summary: '{service} opens WebSockets without authentication for test traffic',
    causes: [
      'The server skips authentication for requests with headers such as X-Test-Type or X-E2E-Test.',
      'Variables of the test tooling are set on the server.',
      'The server runs as another environment than {environment|it should}, so that the rules of a test environment apply.',
    ],
    nextSteps: [
      LOOK_FOR_BYPASS,
      'Check that production refuses such a handshake: run the same check there. It sends the headers only to show that they change nothing.',
      'A test that passes with these headers proves nothing about logging in.',
    ],
  },
  'ws.origin': {
    meaning: 'The WebSocket refuses the origin of the web app, which browsers always send.',
    summary: '{service} refuses WebSockets from the web app: it does not accept their Origin',
    causes: [
      'The list of allowed origins lacks the web app of this environment.',
      'A proxy changes Host, and the server compares Origin with it.',
      'The list has the origin with a slash at its end, or with another scheme or port.',
    ],
    nextSteps: [
      `${SHOW_HANDSHAKE}: with and without \`-H 'Origin: …'\` the answers differ.`,
      'Add the origin of the web app, as scheme://host without a path, to the list of the socket server.',
      'Pass Host on unchanged: nginx `proxy_set_header Host $host;`.',
    ],
  },
}
