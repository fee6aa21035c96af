import { basename } from 'node:path'

/** How this run was started: in a clone by npm, from a package by its own name. */
const isPackage = basename(process.argv[1] ?? '').startsWith('post-deploy-smoke')

/**
 * A text with commands as this reader types them. Texts are written for a clone (`npm test -- --env staging`,
 * `npm run init -- URL`); a package has the same flags behind `npx post-deploy-smoke`.
 */
export function asTyped(text: string): string {
  return isPackage ? inPackage(text) : text
}

/** The text of a reader who has the package. */
export function inPackage(text: string): string {
  return text
    .replaceAll(/npm run (init|merge)(?: --(?= |$))?/g, 'npx post-deploy-smoke $1')
    .replaceAll(/npm test(?: --(?= |$))?/g, 'npx post-deploy-smoke')
}
