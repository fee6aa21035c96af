import type { Contract } from '../../contracts/contract.ts'
import type { ConfigProblem } from '../../env/target.ts'
import { strangersIn } from '../../helpers/diagnosis/judges/health/expected-revision.ts'

/** What is wrong with a text that expects revisions service by service: a name nobody has would be ignored in silence. */
export function revisionProblems(
  expected: string | undefined,
  from: string,
  { services }: Contract,
): readonly ConfigProblem[] {
  const names = services.map(({ name }) => name)
  const strangers = expected === undefined ? [] : strangersIn(expected, names)
  return strangers.map((part) => ({
    code: 'config.invalid',
    variable: 'EXPECTED_REVISION',
    message: `expects "${part}", which is not one of ${names.join(', ')} with a revision behind it`,
    example: `${names[0] ?? 'backend'}=00317-696`,
    from,
  }))
}
