import { fileURLToPath } from 'node:url'

/** The folder of the project, with a slash at its end; relative files of flags are of the working directory instead. */
export const root = fileURLToPath(new URL('../..', import.meta.url))
