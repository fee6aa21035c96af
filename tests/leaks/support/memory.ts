import { hidden } from './hidden.ts'

/**
 * What a deployment has heard and said that nobody may read in a report: the secrets of the environment, every
 * token and every cookie, of either side.
 */
export class Memory {
  readonly #secrets = new Map<string, string>()
  readonly #heard = new Set<string>()

  /** `label` says what it is, for the message of a test that finds it. */
  learn(label: string, value: string): void {
    if (value.length >= SHORTEST && !this.#secrets.has(value)) this.#secrets.set(value, label)
  }

  /** What the suite sent, or has long received. */
  heard(): readonly string[] {
    return [...this.#heard]
  }

  /** Learns the secrets among the variables of a suite. */
  learnEnv(env: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(env))
      if (SECRET_VARIABLE.test(name)) this.learn(name, value)
  }

  /** Learns whatever is a token, a key or a cookie in what was received. */
  hear(where: string, headers: Readonly<Record<string, string>>, body: string): void {
    for (const { label, value } of hidden(headers, body)) {
      this.learn(`${label} of ${where}`, value)
      this.#heard.add(value)
    }
  }

  /** The same for what is about to be sent, which is not echoed before the other side has surely received it. */
  say(where: string, headers: Readonly<Record<string, string>>, body: string): void {
    for (const { label, value } of hidden(headers, body))
      this.learn(`${label} of the answer to ${where}`, value)
    afterSteps(RECEIVED_STEPS, () => this.hear(where, headers, body))
  }

  /** Value and label of each, oldest first. */
  secrets(): readonly (readonly [value: string, label: string])[] {
    return [...this.#secrets]
  }
}

/**
 * Half a second in short steps: deployment and suite share a process, and after a stall of it one long timer would
 * be over before the other side has read what lies in its socket.
 */
const RECEIVED_STEPS = 10
const STEP_MS = 50

function afterSteps(steps: number, then: () => void): void {
  if (steps === 0) then()
  else setTimeout(() => afterSteps(steps - 1, then), STEP_MS).unref()
}

/** Shorter values are words. */
const SHORTEST = 12

const SECRET_VARIABLE = /KEY$|SECRET$|PASSWORD$|TOKEN$/
