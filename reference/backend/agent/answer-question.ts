/** What the agent's only tool finds in a question. */
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

/** Analyses a question as far as a stand-in can: counts words, picks subjects, calculates. */
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

/** An answer that depends on the question and does not repeat it. */
export function composeAnswer(question: string): string {
  const { words, subjects, calculation } = analyseQuestion(question)
  if (calculation !== undefined) return `${calculation}. I took both numbers from your question.`
  const [first, second] = subjects
  if (first === undefined) {
    return `That is only ${words} short words to go on: tell me what you want to improve, and by when.`
  }
  const start = `Start with ${first}: write down where it stands today, change one thing, and measure again after a week.`
  if (second === undefined) return start
  return `${start} Then look at ${second}, because the two usually move together, and keep whichever change paid for itself.`
}
