import type { HealthInput } from '../schema/health.ts'
import { type HealthOptions, healthPromise, presetFor } from './health-preset.ts'

/** Spring Boot Actuator (3.5.6 seen): UP, and `components.NAME.status` where `management.endpoint.health.show-details` shows it. */
export const actuator = presetFor('/actuator/health', {
  body: { healthy: ['UP'] },
  dependency: (name) => ({ at: `components.${name}.status`, up: ['UP'] }),
})

/** A map of checks by name: @nestjs/terminus 11.1.1 and alexliesenfeld/health 0.8.0 (`details.NAME.status`). */
export const terminus = presetFor('/health', {
  body: { healthy: ['ok', 'up'] },
  dependency: (name) => ({ at: `details.${name}.status`, up: ['up'] }),
})

/** MicroProfile Health 4.0: a list of checks, each with its name. SmallRye 4.1.0 under Quarkus 3.15.1 seen. */
export const microProfile = presetFor('/q/health', {
  body: { healthy: ['UP'] },
  dependency: (name) => ({ at: `checks[name=${name}].status`, up: ['UP'] }),
})

/** @cloudnative/health-connect 2.1.0: a list like that of MicroProfile, with `state` in place of `status`. */
export const cloudNative = presetFor('/ready', {
  body: { healthy: ['UP'] },
  dependency: (name) => ({ at: `checks[name=${name}].state`, up: ['UP'] }),
})

/** fastapi-healthchecks 1.1.0: `healthy`, and a list of checks that passed or not. */
export const fastapiHealthchecks = presetFor('/health', {
  body: { at: 'healthy', healthy: [true] },
  dependency: (name) => ({ at: `checks[name=${name}].passed`, up: [true] }),
})

/** py-healthcheck 1.10.1: 500 when a check fails, and a list of results. It keeps its answers, up to 27 s of good ones. */
export const pyHealthcheck = presetFor('/healthcheck', {
  unwell: [500],
  body: { healthy: ['success'] },
  dependency: (name) => ({ at: `results[checker=${name}].passed`, up: [true] }),
})

/** hellofresh/health-go 5.5.4: a map that names only what fails, `failures.NAME`. */
export const healthGo = presetFor('/status', {
  body: { healthy: ['OK'], degraded: ['Partially Available'] },
  dependency: (name) => ({ at: `failures.${name}`, up: [], absent: 'up' }),
})

/** etherlabsio/healthcheck of 2019-12-24: a map that names only what fails, `errors.NAME`. */
export const etherlabs = presetFor('/healthcheck', {
  body: { healthy: ['OK'] },
  dependency: (name) => ({ at: `errors.${name}`, up: [], absent: 'up' }),
})

/** fastapi-health 0.4.0: a flat map of what is up; what is down is left out. */
export const fastapiHealth = presetFor('/health', {
  body: { at: '', healthy: 'anything' },
  dependency: (name) => ({ at: name, up: 'anything', absent: 'down' }),
})

/** django-watchman 1.5.0: `NAME.ok` is true or false, and the status is 500 when one is false. */
export const watchman = presetFor('/watchman/', {
  unwell: [500],
  body: { at: '', healthy: 'anything' },
  dependency: (name) => ({ at: `${name}.ok`, up: [true] }),
})

/** django-health-check 4.8.0, asked for JSON: a flat map by the name of each check, "OK" or a reason, and 500 when one fails. */
export const djangoHealthCheck = presetFor('/health/', {
  unwell: [500],
  body: { at: '', healthy: 'anything' },
  dependency: (name) => ({ at: name, up: ['OK', 'working'] }),
})

/** The draft of health+json (draft-inadarei-api-health-check-06 §3 and §4): pass, warn or fail, and a list for each name of a check. */
export const healthJson = presetFor('/health', {
  body: { healthy: ['pass', 'ok', 'up'], degraded: ['warn'], reasons: ['output'] },
  dependency: (name) => ({ at: `checks.${name}.0.status`, up: ['pass', 'ok', 'up'] }),
})

/** lightship 9.0.3 at `/ready` or `/live`: words in plain text, and 500 when it is not ready. */
export const lightship = presetFor('/ready', {
  role: 'readiness',
  unwell: [500],
  body: {
    format: 'text',
    at: 'text',
    healthy: ['SERVER_IS_READY', 'SERVER_IS_NOT_SHUTTING_DOWN'],
    starting: [{ at: 'text', is: ['SERVER_IS_NOT_READY'] }],
  },
})

/** hapi-alive 2.0.4: a sentence when it is well, and 400 with a reason when it is not. */
export const hapiAlive = presetFor('/health', {
  unwell: [400],
  body: { format: 'text', at: 'text', healthy: 'anything', reasons: ['message'] },
})

/** express-healthcheck 0.1.0: an uptime when it is well, and 500 with a reason when it is not. */
export const expressHealthcheck = presetFor('/healthcheck', {
  unwell: [500],
  body: { at: 'uptime', healthy: 'anything', reasons: ['message'] },
})

/** A plain text: `['OK']` of gofiber/fiber 3.1.0, or a sentence such as that of Prometheus 2.42.0. */
export function plainText(
  path: string,
  healthy: NonNullable<HealthInput['body']>['healthy'],
  options: HealthOptions & { readonly unwell?: readonly number[] } = {},
): HealthInput {
  const { unwell, ...rest } = options
  return healthPromise(
    path,
    { ...(unwell && { unwell }), body: { format: 'text', at: 'text', healthy } },
    rest,
  )
}

/** A route of which the status alone is promised. */
export function statusOnly(path: string, options?: HealthOptions): HealthInput {
  return healthPromise(path, {}, options)
}
