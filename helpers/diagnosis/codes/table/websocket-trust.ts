import type { CodeEntry } from './code-entry.ts'
import { DESCRIBE_SERVICE, ROLL_BACK, SHOW_HANDSHAKE } from './command.ts'

const LOOK_FOR_BYPASS = `On Cloud Run: ${DESCRIBE_SERVICE}: look for {relaxing|a demo or test mode}.`

/** Who a WebSocket takes its user for. */
export const WEBSOCKET_TRUST: Readonly<
  Record<
    'ws.wrong-identity' | 'ws.open' | 'ws.accepts-forged' | 'ws.bypass' | 'ws.origin',
    CodeEntry
  >
> = {
  'ws.wrong-identity': {
    meaning: 'The connection is that of another user than the one the token is for.',
    severity: 'failure',
    summary: '{service} takes the WebSocket of one user for that of another',
    causes: [
      'A demo mode gives everybody the same demo user and does not look at the token.',
      'A bypass for tests builds the identity from something else than the token.',
      'The identity of an earlier connection is used again.',
    ],
    nextSteps: [
      'The evidence says whom the token names and whom the connection names; "demo" in the second one is a demo mode.',
      LOOK_FOR_BYPASS,
      `If it is the name of a real other user, go back now. On Cloud Run: ${ROLL_BACK}.`,
    ],
  },
  'ws.open': {
    meaning: 'A WebSocket without a token, or with any text as one, is accepted.',
    severity: 'failure',
    summary: '{service} opens WebSockets for anybody, without a valid token',
    causes: [
      'A demo mode is on; in some releases it is the default until it is switched off.',
      'A relaxed or emergency mode lets in whom it cannot check.',
      'Variables of the test tooling are set on the server and switch authentication off.',
    ],
    nextSteps: [
      LOOK_FOR_BYPASS,
      'Switch it off where it is not wanted. On Cloud Run: `gcloud run services update {deployedAs} --region {region} --update-env-vars {strict}`.',
      `If it is no setting, go back. On Cloud Run: ${ROLL_BACK}.`,
    ],
  },
  'ws.accepts-forged': {
    meaning: 'A WebSocket with a forged token is accepted.',
    severity: 'failure',
    summary: '{service} opens WebSockets for forged tokens',
    causes: [
      'The token is decoded without checking its signature: a fast path for tests, or a fallback while the issuer cannot be asked.',
      'A bypass builds an identity from any token.',
      'The WebSocket has code of its own for tokens that does not check what the REST routes check.',
    ],
    nextSteps: [
      'The evidence says which forgery was accepted, as whom, and whether test headers were needed for it.',
      LOOK_FOR_BYPASS,
      `Anybody can be anybody until it is mended: go back. On Cloud Run: ${ROLL_BACK}.`,
    ],
  },
  'ws.bypass': {
    meaning:
      'Test headers or a server setting let a WebSocket in without authentication (a failure in production).',
    severity: 'warning',
    summary: '{service} lets WebSockets skip authentication for tests',
    causes: [
      'The server takes headers such as X-Test-Type or X-E2E-Test as leave to skip authentication.',
      'Variables of the test tooling are set on the server.',
      'The server runs as another environment than {environment|it should}, so that rules of a test environment hold.',
    ],
    nextSteps: [
      LOOK_FOR_BYPASS,
      'See that production refuses it: run the same check there, it sends the headers only to prove that they change nothing.',
      'Tests that pass with these headers prove nothing about logging in.',
    ],
  },
  'ws.origin': {
    meaning: 'The WebSocket refuses the origin of the web app, which browsers always send.',
    severity: 'failure',
    summary: '{service} refuses the WebSocket to the web app: it does not accept its Origin',
    causes: [
      'The list of allowed origins lacks the address of this environment.',
      'A proxy changes Host, and the server compares Origin with it.',
      'The list holds the origin with a slash at its end, or with another scheme or port.',
    ],
    nextSteps: [
      `${SHOW_HANDSHAKE}: with and without \`-H 'Origin: …'\` the answers differ.`,
      'Add the origin of the web app, as scheme://host without a path, to the list of the socket server.',
      'Pass Host on unchanged: nginx `proxy_set_header Host $host;`.',
    ],
  },
}
