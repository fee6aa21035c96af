/** The environment of the process. Read here and nowhere else; whoever needs it is given it. */
export const processEnv: Readonly<Record<string, string | undefined>> = process.env
