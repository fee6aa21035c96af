import { fileURLToPath } from 'node:url'

/** The environment of the process. Only this file reads it; other code gets it as an argument. */
export const processEnv: Readonly<Record<string, string | undefined>> = process.env

const IS_PROXY = /^(?:https?|all|no)_proxy$/i

/** The variables of an environment that say which proxy to use, for where only they are needed. */
export function proxyEnv(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && IS_PROXY.test(name) ? [[name, value]] : [],
    ),
  )
}

/** The folder of the project, with a slash at its end; relative files of flags are of the working directory instead. */
export const root = fileURLToPath(new URL('../..', import.meta.url))
