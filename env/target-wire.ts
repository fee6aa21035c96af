import { Secret } from './secret.ts'
import type { Target } from './target.ts'

/** A target as plain data that survives structured cloning. It holds the secrets in clear: hand it over, never print it. */
export type TargetWire = Omit<Target, 'secrets'> & {
  readonly secrets: Readonly<Record<string, string>>
}

/** For the way to another thread. */
export function toWire({ secrets, ...rest }: Target): TargetWire {
  const revealed = Object.entries(secrets).map(([name, secret]) => [name, secret.reveal()])
  return { ...structuredClone(rest), secrets: Object.fromEntries(revealed) }
}

/** Back from it: secrets cannot be printed again. */
export function fromWire({ secrets, ...rest }: TargetWire): Target {
  const hidden = Object.entries(secrets).map(([name, text]) => [name, new Secret(text)])
  return { ...rest, secrets: Object.fromEntries(hidden) }
}
