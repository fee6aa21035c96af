/** What the agent's only tool finds out about a question. */
interface Analysis {
  readonly words: number
  /** The longest words, longest first. */
  readonly subjects: readonly string[]
  /** The result, when the question is a calculation with two numbers. */
  readonly calculation: string | undefined
}

const SUBJECT_COUNT = 2
const SUBJECT_LENGTH = 5

const NUMBER = '(-?\\d+(?:\\.\\d+)?)'
const OPERATIONS: readonly (readonly [RegExp, string, (a: number, b: number) => number])[] = [
  [between('\\+|plus'), '+', (a, b) => a + b],
  [between('-|−|minus'), '−', (a, b) => a - b],
  [between('\\*|×|x|times|multiplied by'), '×', (a, b) => a * b],
  [between('/|÷|divided by'), '÷', (a, b) => a / b],
  [new RegExp(`sum of ${NUMBER} and ${NUMBER}`, 'i'), '+', (a, b) => a + b],
  [new RegExp(`product of ${NUMBER} and ${NUMBER}`, 'i'), '×', (a, b) => a * b],
]

/** Looks at a question as far as a stand-in can: counts, picks out subjects, calculates. */
export function analyseQuestion(question: string): Analysis {
  const words = question.toLowerCase().match(/[\p{L}\d]+/gu) ?? []
  const long = words.filter((word) => word.length >= SUBJECT_LENGTH)
  const subjects = [...new Set(long)].sort((a, b) => b.length - a.length).slice(0, SUBJECT_COUNT)
  return { words: words.length, subjects, calculation: calculate(question) }
}

function calculate(question: string): string | undefined {
  for (const [form, sign, compute] of OPERATIONS) {
    const [, left, right] = form.exec(question) ?? []
    if (left !== undefined && right !== undefined) {
      return `${left} ${sign} ${right} = ${compute(Number(left), Number(right))}`
    }
  }
  return undefined
}

function between(sign: string): RegExp {
  return new RegExp(`${NUMBER}\\s*(?:${sign})\\s*${NUMBER}`, 'i')
}
