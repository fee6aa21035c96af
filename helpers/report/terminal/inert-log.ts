/** `::` opening a line: GitHub's runner trims blanks before it looks; a colour may stand before it too. */
const OPENING = /^((?:\s|\u001b\[[0-9;]*m)*)::/gm

/** `##[` anywhere in a line (GitHub's old form, Azure's), `##vso[` (Azure), `##teamcity[` (TeamCity). */
const ANYWHERE = /##(?=\[|vso\[|teamcity\[)/gi

/**
 * Plain output in which no line is a command to the CI system that reads it: the sign that would make it
 * one is written as a visible escape. Indenting would not do (actions/runner, ActionCommand.cs: the new form
 * is looked for after `TrimStart`, the old form anywhere in the line).
 */
export function inertLog(output: string): string {
  return output.replace(OPENING, '$1\\u003a:').replace(ANYWHERE, '\\u0023#')
}
