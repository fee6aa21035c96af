import { fileURLToPath } from 'node:url'
import * as presets from '../../../contracts/presets/health.ts'
import type { HealthInput } from '../../../contracts/schema/health.ts'
import { variable } from '../contracts/pieces.ts'
import { cause, type Expected, HEALTHY } from '../harness/judge.ts'
import type { Row } from '../harness/row.ts'
import { freePorts, startSoftware } from '../harness/software.ts'

const database = { dependencies: ['database'] }
const named = cause('dependency.down', 'api', { says: /database/ })

/** A health library, the preset for it, and what is said when its database fails. */
const LIBRARIES: readonly (readonly [file: string, health: HealthInput, failing: Expected])[] = [
  ['godaddy-terminus.mjs', presets.terminus('/health'), cause('service.unavailable', 'api')],
  ['cloudnative-health.mjs', presets.cloudNative('/ready', database), named],
  ['lightship.mjs', presets.lightship('/ready'), cause('service.starting', 'api')],
  ['under-pressure.mjs', presets.terminus('/status'), cause('service.unavailable', 'api')],
  [
    'express-healthcheck.mjs',
    presets.expressHealthcheck(),
    cause('service.unhealthy', 'api', { says: /500/, never: /2xx/ }),
  ],
  [
    'hapi-alive.mjs',
    presets.hapiAlive(),
    cause('service.unhealthy', 'api', { says: /400/, never: /2xx/ }),
  ],
  ['fastapi_health_app.py', presets.fastapiHealth('/health', database), named],
  ['py_healthcheck.py', presets.pyHealthcheck('/healthcheck', database), named],
  [
    'django_health_check.py',
    presets.djangoHealthCheck('/health/', { dependencies: ["Database(alias='default')"] }),
    named,
  ],
  ['health_go.go', presets.healthGo('/status', database), named],
  ['alexliesenfeld.go', presets.terminus('/health', database), named],
  [
    'fiber_healthcheck.go',
    presets.plainText('/readyz', ['OK']),
    cause('service.unavailable', 'api'),
  ],
]

/** Health libraries of tests/real/health, well and with a database that fails. */
export const HEALTH: readonly Row[] = LIBRARIES.flatMap(([file, health, failing]) => [
  row(file, health, 'healthy', HEALTHY),
  row(file, health, 'failing', failing),
])

function row(software: string, health: HealthInput, state: string, expected: Expected): Row {
  return {
    kind: 'health',
    software,
    state,
    expected,
    open: async (cleanup) => {
      const [port = 0] = await freePorts(1)
      const program = fileURLToPath(new URL(`../health/${software}`, import.meta.url))
      await startSoftware(program, [port], { STATE: state }, cleanup)
      return {
        env: { API_URL: `http://127.0.0.1:${port}` },
        contract: {
          platform: 'a health library',
          variables: [variable('API_URL', 'url')],
          services: [{ name: 'api', urlVariable: 'API_URL', health }],
        },
        flags: ['--wait', '2'],
      }
    },
  }
}
