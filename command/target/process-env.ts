/** The environment of the process. Only this file reads it; other code gets it as an argument. */
export const processEnv: Readonly<Record<string, string | undefined>> = process.env
