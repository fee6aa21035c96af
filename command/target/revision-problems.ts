import type { Contract } from '../../contracts/contract.ts'
import type { ConfigProblem } from '../../env/target.ts'
import { unknownNamesIn } from '../../helpers/diagnosis/judges/health/expected-revision.ts'

/** Problems of a text that names a revision for each service: an unknown name would be ignored in silence. */
export function revisionProblems(
  expected: string | undefined,
  from: string,
  { services }: Contract,
): readonly ConfigProblem[] {
  const names = services.map(({ name }) => name)
  const unknown = expected === undefined ? [] : unknownNamesIn(expected, names)
  return unknown.map((part) => ({
    code: 'config.invalid',
    variable: 'EXPECTED_REVISION',
    message: `expects "${part}", which is not one of ${names.join(', ')} with a revision behind it`,
    example: `${names[0] ?? 'SERVICE'}=00317-696`,
    from,
  }))
}
