import * as presets from '../../../contracts/presets/health.ts'
import { answer } from '../../diagnosis/support/facts.ts'

export const db = { dependencies: ['database'] }

/** Answers as the libraries gave them, healthy and with a database that refuses connections; versions stand with the presets. */
export const LIBRARIES = {
  actuator: {
    health: presets.actuator('/actuator/health', db),
    well: answer(200, { status: 'UP', components: { database: { status: 'UP' } } }),
    failing: answer(503, { status: 'DOWN', components: { database: { status: 'DOWN' } } }),
    draining: answer(503, {
      status: 'OUT_OF_SERVICE',
      components: { database: { status: 'UP' }, readinessState: { status: 'OUT_OF_SERVICE' } },
    }),
  },
  terminus: {
    health: presets.terminus('/health', db),
    well: answer(200, { status: 'ok', error: {}, details: { database: { status: 'up' } } }),
    failing: answer(503, {
      status: 'error',
      details: { database: { message: 'connection refused', status: 'down' } },
    }),
    draining: answer(503, { status: 'shutting_down', details: { database: { status: 'up' } } }),
  },
  microProfile: {
    health: presets.microProfile('/q/health', { dependencies: ['Database connection'] }),
    well: answer(200, {
      status: 'UP',
      checks: [
        { name: 'loop', status: 'UP' },
        { name: 'Database connection', status: 'UP' },
      ],
    }),
    failing: answer(503, {
      status: 'DOWN',
      checks: [
        { name: 'loop', status: 'UP' },
        { name: 'Database connection', status: 'DOWN', data: { error: 'connection refused' } },
      ],
    }),
    names: 'Database connection',
  },
  cloudNative: {
    health: presets.cloudNative('/ready', db),
    well: answer(200, { status: 'UP', checks: [{ name: 'database', state: 'UP' }] }),
    failing: answer(503, { status: 'DOWN', checks: [{ name: 'database', state: 'DOWN' }] }),
    draining: answer(503, {
      status: 'STOPPING',
      checks: [{ name: 'shutdown', state: 'STOPPING' }],
    }),
  },
  fastapiHealthchecks: {
    health: presets.fastapiHealthchecks('/health', db),
    well: answer(200, { healthy: true, checks: [{ name: 'database', passed: true }] }),
    failing: answer(503, { healthy: false, checks: [{ name: 'database', passed: false }] }),
  },
  pyHealthcheck: {
    health: presets.pyHealthcheck('/healthcheck', db),
    well: answer(200, { status: 'success', results: [{ checker: 'database', passed: true }] }),
    failing: answer(500, { status: 'failure', results: [{ checker: 'database', passed: false }] }),
  },
  healthGo: {
    health: presets.healthGo('/status', db),
    well: answer(200, { status: 'OK', component: { name: 'notes', version: '1' } }),
    failing: answer(503, { status: 'Unavailable', failures: { database: 'connection refused' } }),
  },
  etherlabs: {
    health: presets.etherlabs('/healthcheck', db),
    well: answer(200, { status: 'OK' }),
    failing: answer(503, {
      status: 'Service Unavailable',
      errors: { database: 'connection refused' },
    }),
  },
  fastapiHealth: {
    health: presets.fastapiHealth('/health', db),
    well: answer(200, { database: 'online', service: 'up' }),
    failing: answer(503, { service: 'up' }),
  },
  watchman: {
    health: presets.watchman('/watchman/', db),
    well: answer(200, { database: { ok: true } }),
    failing: answer(500, { database: { ok: false, error: 'connection refused' } }),
  },
  djangoHealthCheck: {
    health: presets.djangoHealthCheck('/health/', { dependencies: ["Database(alias='default')"] }),
    well: answer(200, { "Database(alias='default')": 'OK' }),
    failing: answer(500, { "Database(alias='default')": 'unavailable: connection refused' }),
    names: "Database(alias='default')",
  },
  healthJson: {
    health: presets.healthJson('/health', db),
    well: answer(200, { status: 'pass', checks: { database: [{ status: 'pass' }] } }),
    failing: answer(503, { status: 'fail', checks: { database: [{ status: 'fail' }] } }),
  },
} as const
