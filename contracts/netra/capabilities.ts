import type { CapabilityPromise } from '../schema/health.ts'

/**
 * What auth says it can do at `/health/auth` (docs/netra.md#auth-health). `session_management` and
 * `database_connected` are no promise: a healthy auth of generation H says false there.
 */
export const authCapabilities: readonly CapabilityPromise[] = [
  capability('/health/auth', 'capabilities.jwt_validation', 'required'),
  // A development without a login by Google says false, and its own login works.
  capability('/health/auth', 'golden_path_ready', 'optional'),
]

/**
 * What the backend says it can do (docs/netra.md#backend-health): S9 alone names them, H answers `{"status":"ok"}`.
 * The socket and the model have checks of their own.
 */
export const backendCapabilities: readonly CapabilityPromise[] = [
  capability('/health/backend', 'capabilities.agent_execution', 'required'),
  capability('/health/backend', 'capabilities.database_connectivity', 'required'),
  capability('/health/backend', 'capabilities.websocket_integration', 'optional'),
  capability('/health/backend', 'capabilities.tool_system', 'optional'),
  capability('/health/backend', 'capabilities.llm_integration', 'optional'),
]

function capability(path: string, at: string, need: CapabilityPromise['need']): CapabilityPromise {
  return { path, at, is: [true], need }
}
