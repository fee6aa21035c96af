import {
  actuator,
  cloudNative,
  expressHealthcheck,
  fastapiHealthchecks,
  healthGo,
  healthJson,
  lightship,
  microProfile,
  pyHealthcheck,
  terminus,
} from '../../../contracts/presets/health.ts'
import type { HealthOptions, HealthPreset } from '../../../contracts/presets/health-preset.ts'
import type { Answer } from '../../../helpers/http/exchange.ts'
import { lookUpJson } from '../../../helpers/promise/where.ts'
import type { HealthDraft, PresetCall } from '../draft.ts'

interface Form {
  readonly preset: HealthPreset
  /** What no other library answers; without it, the form shows in where the answer names what the service needs. */
  readonly sign?: (answer: Answer) => boolean
}

/** The forms of libraries, by the names of their presets; the ones with the most of their own first. */
const FORMS: Readonly<Record<string, Form>> = {
  actuator: {
    preset: actuator,
    sign: ({ headers }) => headers['content-type']?.includes('spring-boot.actuator') === true,
  },
  microProfile: { preset: microProfile },
  cloudNative: { preset: cloudNative },
  fastapiHealthchecks: { preset: fastapiHealthchecks },
  pyHealthcheck: { preset: pyHealthcheck },
  healthJson: { preset: healthJson },
  terminus: { preset: terminus },
  healthGo: {
    preset: healthGo,
    sign: ({ json }) =>
      lookUpJson(json, 'status') === 'OK' && lookUpJson(json, 'component.name') !== undefined,
  },
  lightship: { preset: lightship, sign: ({ text }) => text.trim() === 'SERVER_IS_READY' },
  expressHealthcheck: {
    preset: expressHealthcheck,
    sign: ({ json }) => json !== null && Object.keys(Object(json)).join() === 'uptime',
  },
}

/** The promise with the preset of the library that answers in this form, and with what the preset knows of it beside. */
export function withPreset(
  promise: HealthDraft,
  answer: Answer,
): { readonly promise: HealthDraft; readonly preset?: PresetCall } {
  const named = promise.body?.dependencies ?? []
  const known = Object.entries(FORMS).find(
    ([, { preset, sign }]) => sign?.(answer) === true || isOfForm(preset, promise),
  )
  if (known === undefined) return { promise }
  const [name, { preset: promiseOf }] = known
  const options: HealthOptions = {
    role: promise.role,
    ...(promise.head && { head: promise.head }),
    ...(named.length > 0 && { dependencies: named.map((one) => one.name) }),
  }
  const preset: PresetCall = { name, path: promise.path, options }
  const { id = promise.id, unwell, body } = promiseOf(promise.path, options)
  const { degraded, starting, reasons } = body ?? {}
  const whole = {
    ...promise,
    id,
    ...(unwell && { unwell }),
    ...(promise.body && {
      body: {
        ...promise.body,
        ...(degraded && { degraded }),
        ...(starting && { starting }),
        ...(reasons && { reasons }),
      },
    }),
  }
  return { promise: whole, preset }
}

/** Whether the preset promises just what was seen: the word, and every dependency where it stands. */
function isOfForm(preset: HealthPreset, { path, body }: HealthDraft): boolean {
  if (body?.dependencies === undefined) return false
  const names = body.dependencies.map(({ name }) => name)
  const known = promised(preset, path, names)
  return (
    known !== undefined &&
    (known.at ?? 'status') === body.at &&
    body.healthy.every((word) => hasWord(known.healthy, word)) &&
    body.dependencies.every(({ at, up }, index) => {
      const place = known.dependencies?.[index]
      return place?.at === at && up.every((word) => hasWord(place.up, word))
    })
  )
}

/** The body that the preset promises; undefined where its form names no dependencies, and some were seen. */
function promised(preset: HealthPreset, path: string, dependencies: readonly string[]) {
  try {
    return preset(path, { dependencies: [...dependencies] }).body
  } catch {
    return undefined
  }
}

function hasWord(words: unknown, word: string | boolean): boolean {
  const known = Array.isArray(words) ? words : [words]
  return known.some((one) => String(one).toLowerCase() === String(word).toLowerCase())
}
