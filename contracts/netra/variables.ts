import { z } from 'zod'
import { runVariables } from '../../env/run-variables.ts'
import type { Variable } from '../../env/variable.ts'

const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,255}$/

/** Every variable that a run against this platform reads, in the order of `--explain-env`. */
export const netraVariables: readonly Variable[] = [
  ...runVariables.slice(0, 1),
  {
    name: 'AUTH_SERVICE_URL',
    meaning: 'Base URL of the auth service.',
    example: 'https://auth.example.com',
    kind: 'url',
    presence: 'required',
  },
  {
    name: 'BACKEND_URL',
    meaning: 'Base URL of the backend.',
    example: 'https://api.example.com',
    kind: 'url',
    presence: 'required',
  },
  {
    name: 'FRONTEND_URL',
    meaning: 'Base URL of the frontend.',
    example: 'https://app.example.com',
    kind: 'url',
    presence: 'required',
  },
  {
    name: 'WEBSOCKET_URL',
    meaning: 'Base URL of the WebSocket endpoint; unset: BACKEND_URL with ws or wss.',
    example: 'wss://api.example.com',
    kind: 'websocket-url',
    presence: 'optional',
    derivedFrom: 'BACKEND_URL',
  },
  {
    name: 'E2E_OAUTH_SIMULATION_KEY',
    meaning: 'Key with which the auth service simulates a login; never sent in production.',
    example: 'blue-harbor-7-quiet-lantern-31',
    kind: 'secret',
    presence: 'optional',
    role: 'impersonation-key',
  },
  {
    name: 'JWT_SECRET_KEY',
    meaning:
      'Key the platform signs user tokens with; lets signatures be checked, and tokens be minted and signed wrong.',
    example: 'amber-field-52-slow-river-quiet-lantern-31',
    kind: 'secret',
    presence: 'optional',
  },
  {
    name: 'SERVICE_ID',
    meaning: 'Name under which the backend presents itself to the auth service.',
    example: 'netra-backend',
    kind: 'text',
    presence: 'optional',
    schema: z
      .string()
      .regex(/^[\w.-]{1,128}$/, 'must be letters, digits, dots, dashes or underscores'),
  },
  {
    name: 'SERVICE_SECRET',
    meaning: 'Secret of SERVICE_ID, the same the backend is deployed with.',
    example: 'slow-river-19-amber-field-52',
    kind: 'secret',
    presence: 'optional',
  },
  {
    name: 'SMOKE_USER_EMAIL',
    meaning: 'Email of the user the smoke test logs in as.',
    example: 'smoke@example.com',
    kind: 'text',
    presence: 'optional',
    schema: z.string().regex(EMAIL, 'must be an email address'),
  },
  {
    name: 'SMOKE_USER_PASSWORD',
    meaning: 'Password of that user.',
    example: 'quiet-lantern-31-blue-harbor',
    kind: 'secret',
    presence: 'optional',
  },
  {
    name: 'SMOKE_ACCESS_TOKEN',
    meaning: 'A user token obtained elsewhere, where neither key nor login is at hand.',
    example: 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl',
    kind: 'secret',
    presence: 'optional',
    schema: z.string().regex(/^\S+$/, 'must not hold blanks; give the token without "Bearer"'),
  },
  ...runVariables.slice(1),
]
